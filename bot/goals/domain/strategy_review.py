"""Strategy reviews: what leadership is asked to look at because the way itself may be wrong, not a person (R139, R140).

A department that missed its strategic goals two years running, or a team that was last of all for some periods. The
question goes to leadership once; what they decide is kept with the day of the change, and the result is held against
what it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.figures.domain.suppression import FLOOR
from bot.goals.domain.goal import Commitment
from bot.kit.period import Period

if TYPE_CHECKING:
    from bot.goals.domain.goal import Goal

RUNNING: Final = 3
"""For so many periods in a row a team has to be the last before leadership hears of it."""
_FEWEST_TEAMS: Final = 3
_GOOD: Final = Decimal("0.6")
"""From here on an aspirational goal went well (methods 4.7)."""
_MOST, _FEW = Decimal("0.7"), Decimal("0.4")


class StrategyTopic(StrEnum):
    """What a strategy review is about."""

    GOALS = "goals"
    """A department missed its strategic goals two years running (R140)."""
    TEAM = "team"
    """A team was last for some periods (R139)."""


class StrategyState(StrEnum):
    """Where a strategy review stands."""

    OPEN = "open"
    DECIDED = "decided"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyReview:
    """A question to leadership, and what they decided.

    ``owner_id`` is the unit, or the department by its name. ``metric`` is that by which a team is the last, "" for
    goals. ``period`` is all the days it rests on. ``asked`` are the ids of those to whom it went. ``decision`` is what
    they wrote, and ``changed_on`` from which day on things are done otherwise.
    """

    topic: StrategyTopic
    owner_id: str
    period: Period
    asked: tuple[str, ...]
    asked_at: datetime
    metric: str = ""
    state: StrategyState = StrategyState.OPEN
    decision: str = ""
    changed_on: date | None = None
    decided_by: str = ""
    no: int = 0


# Strategic goals that were missed


@dataclass(frozen=True, slots=True)
class StrategicGoal:
    """A goal that is directly part of the company's, with how far it came (None: not known) and its weight there."""

    goal: Goal
    progress: float | None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class GoalYear:
    """How a department did in a year: Σ wᵢ·min(pᵢ, 1) / Σ wᵢ over those goals of which it is known (methods 4.7).

    ``wanted`` is the same sum over what each was to reach: 1, for an aspirational goal 0.6.
    """

    year: int
    goals: tuple[StrategicGoal, ...]

    @property
    def known(self) -> tuple[StrategicGoal, ...]:
        """The goals of which something is known."""
        return tuple(each for each in self.goals if each.progress is not None)

    @property
    def reached(self) -> Decimal | None:
        """How far the goals came together; None where nothing is known."""
        return _mean((_capped(each.progress), each.weight) for each in self.known)

    @property
    def wanted(self) -> Decimal | None:
        """How far they were to come; None where nothing is known."""
        return _mean((_bar(each.goal), each.weight) for each in self.known)

    @property
    def missed(self) -> bool:
        """Whether they came less far than they were to; a year of which nothing is known was not missed."""
        return self.reached is not None and self.wanted is not None and self.reached < self.wanted


def _capped(progress: float | None) -> Decimal:
    return min(max(Decimal(repr(progress or 0.0)), Decimal(0)), Decimal(1))


def _bar(goal: Goal) -> Decimal:
    return _GOOD if goal.commitment is Commitment.ASPIRATIONAL else Decimal(1)


def _mean(values: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    pairs = list(values)
    weight = sum((weight for _, weight in pairs), Decimal(0))
    return sum((value * weight for value, weight in pairs), Decimal(0)) / weight if weight else None


def two_missed_years(goals: Iterable[StrategicGoal], *, today: date) -> tuple[GoalYear, GoalYear] | None:
    """Return the newest two years that ended, one right after the other, if both were missed.

    A goal counts for the year in which its period ends; one that is left out of scores does not count.
    """
    years: dict[int, list[StrategicGoal]] = {}
    for each in goals:
        if each.goal.counts and each.goal.period.end < today:
            years.setdefault(each.goal.period.end.year, []).append(each)
    if not years:
        return None
    last = max(years)
    before, newest = (GoalYear(year, tuple(years.get(year, ()))) for year in (last - 1, last))
    return (before, newest) if before.missed and newest.missed else None


# Teams that are last


@dataclass(frozen=True, slots=True)
class TeamResult:
    """What a team reached of its target in a period, and of how many people that is made."""

    unit_id: str
    period: Period
    attainment: float
    members: int


def last_team(results: Iterable[TeamResult], *, running: int = RUNNING) -> tuple[str, tuple[TeamResult, ...]] | None:
    """Return the team that was last, alone, in each of the newest ``running`` periods, with its results, oldest first.

    Of a period at least three teams have to be known. A team of fewer than five is none of them: its place would be
    that of a few people. A period that is missing in between ends the row.
    """
    by_period: dict[Period, list[TeamResult]] = {}
    for result in results:
        if result.members >= FLOOR:
            by_period.setdefault(result.period, []).append(result)
    newest = sorted(by_period)[-running:]
    if len(newest) < running or not _follow_one_another(newest):
        return None
    found = []
    for period in newest:
        order = sorted(by_period[period], key=lambda result: result.attainment)
        if len(order) < _FEWEST_TEAMS or order[0].attainment >= order[1].attainment:
            return None
        found.append(order[0])
    teams = {result.unit_id for result in found}
    return (found[0].unit_id, tuple(found)) if len(teams) == 1 else None


def _follow_one_another(periods: Sequence[Period]) -> bool:
    return all((later.start - earlier.end).days == 1 for earlier, later in pairwise(periods))


class TeamCause(StrEnum):
    """What the data says may be behind a team that is last: a candidate, never a verdict."""

    OWN_ONLY = "own-only"
    """Most of its people reach their own targets, and the team does not: their targets do not add up to its own."""
    MANY_SHORT = "many-short"
    """Most of its people are short of their own targets as well: it is no matter of a few."""
    LITTLE_HELP = "little-help"
    """What people of the team write to thank each other for help is less than half of what others write."""


@dataclass(frozen=True, slots=True)
class TeamSight:
    """What is known of a team that is last, as a group: ``reached`` of ``of`` of its people reached their own targets.

    ``help`` is how many thanks a person its people wrote each other in these periods, ``help_elsewhere`` the median of
    the other teams; None where too few people are in them.
    """

    reached: int
    of: int
    help: Decimal | None = None
    help_elsewhere: Decimal | None = None


def causes(sight: TeamSight) -> tuple[TeamCause, ...]:
    """Return what may be behind a team that is last; nothing where the data says nothing."""
    found = []
    if sight.of >= FLOOR:
        share = Decimal(sight.reached) / sight.of
        if share >= _MOST:
            found.append(TeamCause.OWN_ONLY)
        elif share <= _FEW:
            found.append(TeamCause.MANY_SHORT)
    if sight.help is not None and sight.help_elsewhere and sight.help * 2 < sight.help_elsewhere:
        found.append(TeamCause.LITTLE_HELP)
    return tuple(found)


# After a change


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean attainment of whole periods before and since a change, ``n_before`` and ``n_since`` of them."""

    before: Decimal
    since: Decimal
    n_before: int
    n_since: int

    @property
    def change(self) -> Decimal | None:
        """By which share it is higher since, 0.3 for 30 percent; None where it was nothing before."""
        return self.since / self.before - 1 if self.before > 0 else None


def comparison(results: Iterable[TeamResult], *, changed_on: date, most: int = RUNNING) -> Comparison | None:
    """Hold a team's results since a change against as many as there were before; None while there is none on a side.

    The period in which the day of the change lies is neither, unless the change was on its first day. ``most`` periods
    of each side count, those nearest to the change.
    """
    known = sorted(results, key=lambda result: result.period)
    before = [result for result in known if result.period.end < changed_on][-most:]
    since = [result for result in known if result.period.start >= changed_on][:most]
    if not before or not since:
        return None
    return Comparison(_average(before), _average(since), len(before), len(since))


def _average(results: Sequence[TeamResult]) -> Decimal:
    return sum((Decimal(repr(result.attainment)) for result in results), Decimal(0)) / len(results)
