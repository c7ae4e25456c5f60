"""The report before a talk: what the data says of a period, in the blocks of R87, and what there is to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.cases.domain.dispute import Dispute
    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.kudos import Kudos
    from bot.figures.domain.finished import Finished
    from bot.growth.domain.course import Recommendation
    from bot.growth.domain.plan import Plan, Proposal
    from bot.reviews.domain.known_facts import KnownResult
    from bot.talks.domain.review_meeting_gap import Gap
    from bot.talks.domain.review_meeting_seen import SeenMeeting


@dataclass(frozen=True, slots=True)
class MeetingGoal:
    """One metric in the report: its result, and what moved it, where the reader may be told."""

    result: KnownResult
    drivers: Drivers | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        share = self.result.newest.attainment
        return None if share is None else share >= 1

    @property
    def rose(self) -> bool | None:
        """Whether it changed for the better since the period before; None where it did not, or nothing is known."""
        change = self.result.newest.change
        if not change:
            return None
        return (change > 0) is (self.result.metric.direction is Direction.HIGHER)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target that was missed, and the course that may help, if the catalogue has one that was not taken."""

    goal: MeetingGoal
    course: Recommendation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReport:
    """What whoever leads somebody gets before the talk, as far as they may see it; what is empty is not said.

    ``projects``, ``complaints`` (how many there were, and how many are open where that is known), ``kudos`` (each with
    the name of its giver) and ``cases`` are key events of the period. ``trainings`` are names of courses since a year
    before ``today``. ``pay`` are proposals about pay with the plan that each comes from. ``links`` are statements of
    whoever leads the person that name a project, with its record. ``restricted`` says that the person's data may not
    be used.
    """

    meeting: SeenMeeting
    today: date
    goals: tuple[MeetingGoal, ...] = ()
    projects: tuple[Finished, ...] = ()
    complaints: tuple[int, int | None] = (0, None)
    kudos: tuple[tuple[Kudos, str], ...] = ()
    cases: tuple[Dispute, ...] = ()
    trainings: tuple[str, ...] = ()
    pay: tuple[tuple[Proposal, Plan], ...] = ()
    gaps: tuple[Gap, ...] = ()
    links: tuple[tuple[str, Finished], ...] = ()
    praised: tuple[MeetingGoal, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    restricted: bool = False

    @property
    def told(self) -> dict[str, tuple[float | None, float | None]]:
        """The figures that it tells."""
        newest = [goal.result.newest for goal in self.goals]
        return {f"{delta.metric}:{delta.period.start.isoformat()}": (delta.value, delta.target) for delta in newest}


def praised(goals: Iterable[MeetingGoal]) -> tuple[MeetingGoal, ...]:
    """Return what to praise: the target that was met by most; where none was, what changed for the better."""
    known = list(goals)
    met = sorted((goal for goal in known if goal.met), key=lambda goal: -(goal.result.newest.attainment or 0))
    rose = [goal for goal in known if goal.met is None and goal.rose]
    return tuple((met or rose)[:1])


def missed(goals: Iterable[MeetingGoal]) -> list[MeetingGoal]:
    """Return the targets that were missed, the farthest first."""
    found = [goal for goal in goals if goal.met is False]
    return sorted(found, key=lambda goal: goal.result.newest.attainment or 0)


def corrected(
    before: Mapping[str, tuple[float | None, float | None]], after: Mapping[str, tuple[float | None, float | None]]
) -> bool:
    """Say whether a figure that was told is another one now; what has come since is no correction."""
    return any(after[key] != told for key, told in before.items() if key in after)
