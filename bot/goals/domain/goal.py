"""Goals: what the company, a department, a team or somebody wants to reach in a period, and what it is part of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.goals.domain.key_result import KeyResult
from bot.kit.errors import Stale
from bot.kit.period import Period


class GoalLevel(StrEnum):
    """Whose a goal is; a goal is part of goals of the same level or of one above (R113)."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    PERSON = "person"

    @property
    def depth(self) -> int:
        """0 for the company, and one more for each level below."""
        return list(GoalLevel).index(self)


class Commitment(StrEnum):
    """What the end of a goal is judged by (methods 4.7)."""

    COMMITTED = "committed"
    """All of it is to be reached."""
    ASPIRATIONAL = "aspirational"
    """Set so high that 0.6 to 0.7 of it is good."""


class GoalState(StrEnum):
    """Where a goal is."""

    PROPOSED = "proposed"
    """One of the two has written it, and it waits for the other one's yes; it counts for nothing yet."""
    OPEN = "open"
    ACHIEVED = "achieved"
    MISSED = "missed"
    DROPPED = "dropped"
    """It is not wanted any more, and counts for nothing."""


COUNTING: Final = frozenset({GoalState.OPEN, GoalState.ACHIEVED, GoalState.MISSED})
"""The states in which a goal counts for those that it is part of."""
OVER: Final = frozenset({GoalState.ACHIEVED, GoalState.MISSED, GoalState.DROPPED})
"""The states in which nothing is asked of anybody any more."""


class ExperimentState(StrEnum):
    """Whether a goal that was missed was a try at something new, so that it is left out of scores (R130)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What the owner of a goal says was tried, and what whoever leads them decided, with the reason of each."""

    text: str
    state: ExperimentState = ExperimentState.PROPOSED
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as one of its versions; every change is another version with its author, and none is ever lost.

    ``owner_id`` is the id of the person or unit whose goal it is; of a department without a unit of its own its name,
    of the company "". ``period`` is when it is to be reached. ``by`` is who made this version, at ``at`` (UTC);
    ``awaits`` is whose yes it waits for while it is proposed, by id, "" for nobody's. ``weight`` is its weight among
    its owner's goals, by which a score of theirs is made. ``project`` is the key by which events of projects find it.
    ``plan_no`` is the plan that it comes from, 0 for none. ``reason`` is why it ended as it did.
    """

    title: str
    level: GoalLevel
    owner_id: str
    period: Period
    by: str
    at: datetime
    no: int = 0
    version: int = 1
    state: GoalState = GoalState.OPEN
    commitment: Commitment = Commitment.COMMITTED
    key_results: tuple[KeyResult, ...] = ()
    weight: Decimal = Decimal(1)
    awaits: str = ""
    project: str = ""
    plan_no: int = 0
    reason: str = ""
    experiment: Experiment | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts for the goals that it is part of: an approved experiment does not (R130)."""
        tried = self.experiment is not None and self.experiment.state is ExperimentState.APPROVED
        return self.state in COUNTING and not tried


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLink:
    """That a goal is part of another one, with its weight among that one's key results and other parts.

    A goal may be part of several, and counts once for each. Weights need not sum to 100.
    """

    child_no: int
    parent_no: int
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """How far a goal is: worked out of its key results and parts, and stored with it.

    ``value`` is 0 where nothing is done and 1 where all is; None while nothing is known. It is more than 1 only where
    the company lets more than all of a part count; what exceeds is kept with each key result.
    ``parts`` is how many key results and goals it consists of, ``known`` for how many of these anything is known
    (missing is not zero). ``weights`` is the sum of the weights of all parts, as they were given.
    """

    value: float | None = None
    known: int = 0
    parts: int = 0
    weights: float = 0.0


UNKNOWN: Final = GoalProgress()


def accepted(goal: Goal) -> Goal:
    """Let a proposed goal begin.

    Raises:
        Stale: when it has begun before, or is over.
    """
    if goal.state is not GoalState.PROPOSED:
        raise Stale("goal-begun-before")
    return replace(goal, state=GoalState.OPEN, awaits="")


def closed(goal: Goal, state: GoalState, *, reason: str = "") -> Goal:
    """Close a goal with what became of it.

    Raises:
        Stale: when it is over.
    """
    if goal.state in OVER:
        raise Stale("goal-over")
    return replace(goal, state=state, reason=reason, awaits="")


def elapsed(period: Period, day: date) -> float:
    """Return how much of a period is over at the end of a day: 0 before it begins, 1 from its last day on."""
    return min(max(((day - period.start).days + 1) / period.days, 0.0), 1.0)
