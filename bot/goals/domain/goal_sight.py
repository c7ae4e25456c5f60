"""A goal as its reader sees it: whose it is, how far, what it consists of, and what they may do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import UNKNOWN, Goal, GoalProgress, GoalState
from bot.goals.domain.pace import GoalPace, Health

if TYPE_CHECKING:
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.key_result import GoalCheckIn, KeyResult, MeasuredValue

STEP = 0.05
"""How finely a roll-up is told to whoever may not read the goals of its people (methods 4.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalGlance:
    """A goal in one line: ``owner`` is the name of whose it is, "" for the company's.

    ``hidden`` says that it rests on too few people whose goals are not the reader's to see; then ``progress`` says
    nothing. ``coarse`` says that it is told in steps of five percent. ``pace`` is how it goes by what is told, None of
    one that is not open. ``weight`` is that among the parts of the goal that it is shown below, ``below`` how many
    goals are directly part of it.
    """

    goal: Goal
    owner: str = ""
    progress: GoalProgress = UNKNOWN
    hidden: bool = False
    coarse: bool = False
    pace: GoalPace | None = None
    weight: Decimal = Decimal(1)
    below: int = 0

    @property
    def health(self) -> Health:
        """Whether it will be reached as it goes now."""
        return self.pace.health if self.pace else Health.UNKNOWN

    @property
    def late(self) -> bool:
        """Whether it was missed, or goes too slowly for its time."""
        return self.goal.state is GoalState.MISSED or self.health in {Health.AT_RISK, Health.OFF_TRACK}


@dataclass(frozen=True, slots=True)
class GoalBranch:
    """A goal with those of its parts that matter most, as a reader sees them; all others are left out."""

    seen: GoalGlance
    parts: tuple[GoalBranch, ...] = ()

    @property
    def left_out(self) -> int:
        """How many of its direct parts are not among ``parts``."""
        return self.seen.below - len(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultGlance:
    """A key result with where it stands; ``subject`` is the name of whose values these are.

    ``hidden`` says that the values are of too few people whose figures are not the reader's to see. ``drills`` says
    that the reader may ask for what is behind them. ``aged`` says that records behind them were deleted for their age.
    ``cap`` is how much of it counts at most, 1 being all.
    """

    result: KeyResult
    value: MeasuredValue | None = None
    metric: Metric | None = None
    subject: str = ""
    hidden: bool = False
    drills: bool = False
    aged: bool = False
    cap: float = 1.0


@dataclass(frozen=True, slots=True)
class LateProvision:
    """What the results of a unit, the ``owner`` by name, rest on and others provided late (R145 to R148)."""

    owner: str
    late: LateDependency


@dataclass(frozen=True, slots=True)
class GoalNeeds:
    """The goals that a goal ``needs`` to go well; ``late`` are the ways to those with which its trouble begins.

    ``provisions`` are what the units along these ways, or those that contribute to it, rest on and had late.
    """

    needs: tuple[GoalGlance, ...] = ()
    late: tuple[tuple[GoalGlance, ...], ...] = ()
    provisions: tuple[LateProvision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSight:
    """A goal in full.

    ``parts`` are the goals that it consists of and that the reader may see, ``unnamed`` how many others there are.
    ``own`` says that it is the reader's own, ``edits`` that they may change it, ``asked`` that it waits for their yes,
    ``decides`` that they lead whose it is and decide about an experiment. ``waits_for`` is the
    name of whose yes it waits for, "" for nobody's.
    """

    glance: GoalGlance
    key_results: tuple[KeyResultGlance, ...] = ()
    parts: tuple[GoalGlance, ...] = ()
    unnamed: int = 0
    parents: tuple[GoalGlance, ...] = ()
    check_ins: tuple[GoalCheckIn, ...] = ()
    needs: GoalNeeds = field(default_factory=GoalNeeds)
    own: bool = False
    edits: bool = False
    asked: bool = False
    decides: bool = False
    waits_for: str = ""

    @property
    def goal(self) -> Goal:
        """The goal itself."""
        return self.glance.goal


def rounded(value: float) -> float:
    """Return how far a goal is in steps of five percent."""
    return round(round(value / STEP) * STEP, 2)
