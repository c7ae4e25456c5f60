"""Plans: what somebody wants to reach, by when, in which steps, with whose help; and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan_milestone import Milestone
from bot.kit.errors import NotFound, Stale
from bot.kit.period import Period


class PlanState(StrEnum):
    """Where a plan is."""

    DRAFT = "draft"
    """Only whoever wrote it sees it; nothing is asked of anybody yet."""
    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not_done"
    CHANGED = "changed"
    """Another plan has taken its place."""
    DROPPED = "dropped"
    """It is not needed any more."""


OVER: Final = frozenset({PlanState.DONE, PlanState.NOT_DONE, PlanState.CHANGED, PlanState.DROPPED})
"""The states in which nothing is asked of anybody any more."""
OUTCOMES: Final = (PlanState.DONE, PlanState.NOT_DONE, PlanState.CHANGED, PlanState.DROPPED)


class PlanAuthor(StrEnum):
    """Who wrote a plan: R84 compares what becomes of either."""

    SELF = "self"
    MANAGER = "manager"


class SupportState(StrEnum):
    """What became of a request for support."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class SupportRequest:
    """What somebody needs for a plan from whoever leads them; ``due`` is the day for which that one has promised it."""

    text: str
    state: SupportState = SupportState.ASKED
    due: date | None = None
    reason: str = ""


class ProposalKind(StrEnum):
    """What may follow the end of a plan that was done (R97); only those hear of it who decide about pay."""

    RAISE = "raise"
    PROMOTION = "promotion"


class ProposalState(StrEnum):
    """Whether a proposal was taken up."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What whoever leads somebody proposes at the end of a plan: a raise or a promotion; ``by`` is who does.

    It is kept apart from the plan, which its person reads and is handed over.
    """

    kind: ProposalKind
    by: str
    at: datetime
    state: ProposalState = ProposalState.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A goal of somebody's and the way there; every change is another version, and none is ever lost.

    ``reading`` is what was understood of the goal and confirmed. ``baseline`` is where its metric stood when it began,
    in the unit of the metric, and ``baseline_period`` of which period that is (None where somebody typed it).
    ``goal_no`` is the goal that it was made into, 0 for none.
    ``review_no`` is the review that it comes from, 0 for none. ``by`` is who made this version, at ``at``. ``reason``
    is why it ended as it did.
    """

    person_id: str
    goal: str
    started: date
    by: str
    at: datetime
    no: int = 0
    review_no: int = 0
    author: PlanAuthor = PlanAuthor.SELF
    state: PlanState = PlanState.DRAFT
    version: int = 1
    reading: GoalReading = field(default_factory=GoalReading)
    baseline: Decimal | None = None
    baseline_period: Period | None = None
    steps: str = ""
    milestones: tuple[Milestone, ...] = ()
    supports: tuple[SupportRequest, ...] = ()
    reason: str = ""
    goal_no: int = field(default=0, metadata={"rare": True})

    @property
    def due(self) -> date | None:
        """The last day: that of the goal, else of the last milestone; None where neither names one."""
        days = [milestone.due for milestone in self.milestones if milestone.due]
        return self.reading.due or max(days, default=None)

    @property
    def done_milestones(self) -> int:
        """How many milestones are done."""
        return sum(milestone.done_on is not None for milestone in self.milestones)

    def milestone(self, place: int) -> Milestone:
        """Return a milestone by its place, from 1.

        Raises:
            NotFound: when there is none.
        """
        if not 1 <= place <= len(self.milestones):
            raise NotFound("plan-gone")
        return self.milestones[place - 1]

    def support(self, place: int) -> SupportRequest:
        """Return a request for support by its place, from 1.

        Raises:
            NotFound: when there is none.
        """
        if not 1 <= place <= len(self.supports):
            raise NotFound("plan-gone")
        return self.supports[place - 1]


def started(plan: Plan, *, day: date) -> Plan:
    """Begin a plan; what is dated from its first day was read from ``day``.

    Raises:
        Stale: when it has begun before, or is over.
    """
    if plan.state is not PlanState.DRAFT:
        raise Stale("plan-begun-before")
    return replace(plan, state=PlanState.OPEN, started=day)


def ticked(plan: Plan, place: int, *, on: date) -> Plan:
    """Note that a milestone is done; one that is done already stays as it is.

    Raises:
        NotFound: when there is no such milestone.
        Stale: when the plan does not run.
    """
    running(plan)
    milestone = plan.milestone(place)
    if milestone.done_on is not None:
        return plan
    kept = (*plan.milestones[: place - 1], replace(milestone, done_on=on, skipped=""), *plan.milestones[place:])
    return replace(plan, milestones=kept)


def skipped(plan: Plan, place: int, *, reason: str) -> Plan:
    """Note that a milestone is left out this time, and why; it is not done by that, and can still be.

    Raises:
        NotFound: when there is no such milestone.
        Stale: when the plan does not run, or the milestone is done.
    """
    running(plan)
    milestone = plan.milestone(place)
    if milestone.done_on is not None:
        raise Stale("plan-milestone-past")
    kept = (*plan.milestones[: place - 1], replace(milestone, skipped=reason), *plan.milestones[place:])
    return replace(plan, milestones=kept)


def answered(plan: Plan, place: int, *, state: SupportState, due: date | None = None, reason: str = "") -> Plan:
    """Note what whoever leads somebody says to a request for support; they may change their mind while it runs.

    Raises:
        NotFound: when there is no such request.
        Stale: when the plan does not run.
    """
    running(plan)
    support = replace(plan.support(place), state=state, due=due, reason=reason)
    return replace(plan, supports=(*plan.supports[: place - 1], support, *plan.supports[place:]))


def settled(plan: Plan, outcome: PlanState, *, reason: str = "") -> Plan:
    """Close a plan with what became of it.

    Raises:
        Stale: when it does not run.
    """
    running(plan)
    return replace(plan, state=outcome, reason=reason)


def running(plan: Plan) -> None:
    """See to it that a plan runs.

    Raises:
        Stale: when it does not.
    """
    if plan.state is not PlanState.OPEN:
        raise Stale("plan-not-open")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """What somebody says of how a plan goes; ``percent`` is how far they are by their own account, 0 to 100."""

    plan_no: int
    by: str
    at: datetime
    percent: int
    text: str = ""
    obstacle: str = ""
    no: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """Of the plans of one kind of author that are over, how many were done (R84)."""

    author: PlanAuthor
    over: int
    done: int


@dataclass(frozen=True, slots=True)
class CompletionGap:
    """By how much two shares of plans that were done differ, and how much can be chance, in percentage points."""

    points: Decimal
    chance: Decimal

    @property
    def sure(self) -> bool:
        """Whether it is more than chance makes in 19 of 20 cases."""
        return abs(self.points) > self.chance


def completion_gap(done: Sequence[Completion], *, least: int) -> CompletionGap | None:
    """Compare two shares of plans that were done; None unless each has at least ``least`` plans that are over.

    What can be chance is 1.96 standard errors of the difference of two proportions that are one, by the pooled share:
    1.96 * sqrt(p * (1 - p) * (1/n + 1/m)).
    """
    if len(done) != _TWO or any(each.over < max(least, 1) for each in done):
        return None
    first, second = done
    share = Decimal(first.done + second.done) / (first.over + second.over)
    error = (share * (1 - share) * (Decimal(1) / first.over + Decimal(1) / second.over)).sqrt()
    points = (Decimal(first.done) / first.over - Decimal(second.done) / second.over) * 100
    return CompletionGap(points, error * Decimal("1.96") * 100)


_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A plan as somebody types it: each part as its form asks for it, "" where it was left empty."""

    goal: str
    steps: str = ""
    milestones: str = ""
    support: str = ""
