"""Strategy reviews at work: which departments and teams leadership is asked about, and what is known of them now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.feedback.services.driver_reader import drivers_of
from bot.figures.domain.suppression import FLOOR
from bot.goals.domain.goal import GoalLevel
from bot.goals.domain.strategy_review import (
    RUNNING,
    StrategicGoal,
    StrategyReview,
    StrategyTopic,
    TeamResult,
    TeamSight,
    comparison,
    last_team,
    two_missed_years,
)
from bot.goals.domain.strategy_sight import SeenStrategyReview
from bot.kit.errors import Denied, NotFound
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_GRAINS: Final = (Grain.MONTH, Grain.QUARTER)
"""Being last for three days or weeks is chance; three years are looked at by the goals."""
_AFTER: Final = timedelta(days=366)
"""So far from a change results are read to hold what was against what is."""
_MOST_DRIVERS: Final = 2


def leadership(work: Work, *, now: datetime) -> list[Person]:
    """Return who is asked about strategy: whoever leads everybody, else HR."""
    people = [person for person in work.people.all() if person.kind is Kind.PERSON]
    tops = [person for person in people if not person.manager_id and work.people.leading([person.id])]
    if len(tops) == 1 and tops[0].employed_at(now):
        return tops
    return permission.hr(work)


def questions(work: Work, *, today: date, now: datetime) -> Iterator[StrategyReview]:
    """Yield what leadership is to be asked and was not yet, as it would be stored."""
    asked = tuple(person.id for person in leadership(work, now=now))
    if not asked:
        return
    for owner, goals in sorted(_strategic(work, today=today).items()):
        years = two_missed_years(goals, today=today)
        if years is None:
            continue
        last = max(each.goal.period.end for each in years[1].goals)
        first = min(each.goal.period.start for each in years[0].goals)
        if not any(
            known.period.end.year == last.year for known in work.strategy_reviews.about(StrategyTopic.GOALS, owner)
        ):
            yield _asked(StrategyTopic.GOALS, owner, Period(first, last), asked, now)
    for metric, unit, found in _last_teams(work, today=today):
        period = Period(found[0].period.start, found[-1].period.end)
        earlier = work.strategy_reviews.about(StrategyTopic.TEAM, unit)
        if not any(known.metric == metric and known.period.end >= period.start for known in earlier):
            yield replace(_asked(StrategyTopic.TEAM, unit, period, asked, now), metric=metric)


def _asked(topic: StrategyTopic, owner: str, period: Period, asked: tuple[str, ...], now: datetime) -> StrategyReview:
    return StrategyReview(topic=topic, owner_id=owner, period=period, asked=asked, asked_at=now)


def _strategic(work: Work, *, today: date) -> dict[str, list[StrategicGoal]]:
    """Return the goals of departments and units that are directly part of a goal of the company, by owner."""
    since = Period(today.replace(year=today.year - 3, day=1), today)
    tops = [goal.no for goal in work.goals.of([""], within=since) if goal.counts]
    links = work.goals.links_below(tops) if tops else []
    goals = {goal.no: goal for goal in work.goals.some({link.child_no for link in links})}
    progress = work.goals.progress(goals)
    found: dict[str, dict[int, StrategicGoal]] = defaultdict(dict)
    for link in links:
        goal = goals.get(link.child_no)
        if goal is not None and goal.level in {GoalLevel.DEPARTMENT, GoalLevel.TEAM}:
            value = progress[goal.no].value if goal.no in progress else None
            found[goal.owner_id][goal.no] = StrategicGoal(goal, value, link.weight)
    return {owner: list(each.values()) for owner, each in found.items()}


# Teams


def _last_teams(work: Work, *, today: date) -> Iterator[tuple[str, str, tuple[TeamResult, ...]]]:
    """Yield by metric the team of each kind of units that was last, with its results; everybody is read once."""
    units = [unit for unit in work.people.all() if unit.kind is Kind.UNIT]
    members = members_of(work, units)
    kinds = {unit.id: unit.role for unit in units}
    for grain in _GRAINS:
        metrics = [metric.key for metric in work.metrics.all() if metric.grain is grain]
        period = previous_period(period_of(today, grain), grain)
        first = period
        for _ in range(RUNNING - 1):
            first = previous_period(first, grain)
        results = _results(work, members, metrics, Period(first.start, period.end))
        for metric, kind in product(metrics, sorted(set(kinds.values()))):
            found = last_team(result for result in results[metric] if kinds[result.unit_id] == kind)
            if found is not None and found[1][-1].period == period:
                yield metric, *found


def results_of(work: Work, units: Sequence[Person], metric: Metric, within: Period) -> list[TeamResult]:
    """Return what some units reached of their targets in whole periods, by unit and period."""
    return _results(work, members_of(work, units), [metric.key], within)[metric.key]


def _results(
    work: Work, members: Mapping[str, Sequence[str]], metrics: Sequence[str], within: Period
) -> dict[str, list[TeamResult]]:
    """Return by metric what units reached of their targets in whole periods; ``members`` are their people by unit."""
    found: dict[str, list[TeamResult]] = {metric: [] for metric in metrics}
    for delta in work.deltas.past(list(members), metrics, within=within) if members and metrics else ():
        if delta.attainment is not None and delta.elapsed >= 1 and delta.period.end <= within.end:
            result = TeamResult(delta.person_id, delta.period, delta.attainment, len(members[delta.person_id]))
            found[delta.metric].append(result)
    return found


def members_of(work: Work, units: Sequence[Person]) -> dict[str, list[str]]:
    """Return by unit the ids of the people who belong to it itself, but those of whom nothing may be said now."""
    silent = work.restrictions.all()
    named = {name: unit.id for unit in units for name in (unit.name, unit.id)}
    found: dict[str, list[str]] = {unit.id: [] for unit in units}
    for person in work.people.all():
        unit = named.get(person.unit or person.department)
        if person.kind is Kind.PERSON and unit is not None and person.id not in silent:
            found[unit].append(person.id)
    return found


# As somebody of leadership sees it


def require_leadership(work: Work, actor: Actor, *, now: datetime) -> None:
    """See to it that somebody is asked about strategy: who leads everybody, and HR.

    Raises:
        Denied: when they are neither.
    """
    if actor.person.id not in {person.id for person in (*leadership(work, now=now), *permission.hr(work))}:
        raise Denied("permission-denied", act=Act.READ_GROUP.value, subject="")


def seen(work: Work, actor: Actor, review: StrategyReview, *, today: date, now: datetime) -> SeenStrategyReview:
    """Return a review as somebody sees it, by what is known now.

    Raises:
        Denied: when they are nobody who is asked about strategy.
    """
    require_leadership(work, actor, now=now)
    unit = work.people.get(review.owner_id)
    by = work.people.get(review.decided_by) if review.decided_by else None
    head = permission.leader(work, unit, now=now) if unit else permission.head_of(work, review.owner_id, now=now)
    found = SeenStrategyReview(
        review=review,
        owner=unit.name if unit else review.owner_id,
        head=head.name if head and head.id != actor.person.id else "",
        by=by.name if by else "",
    )
    if review.topic is StrategyTopic.GOALS:
        return _with_goals(work, actor, found, today=today, now=now)
    metric = work.metrics.get(review.metric)
    return (
        found if unit is None or metric is None else _with_team(work, actor, found, unit, metric, today=today, now=now)
    )


def find(work: Work, number: int) -> StrategyReview:
    """Return a review by its number.

    Raises:
        NotFound: when there is none.
    """
    found = work.strategy_reviews.get(number)
    if found is None:
        raise NotFound("button-unknown")
    return found


def _with_goals(
    work: Work, actor: Actor, found: SeenStrategyReview, *, today: date, now: datetime
) -> SeenStrategyReview:
    owner, period = found.review.owner_id, found.review.period
    goals = [each for each in _strategic(work, today=today).get(owner, []) if each.goal.period.end <= period.end]
    years = two_missed_years(goals, today=today) or ()
    newest = [result for each in (years[1].goals if years else ()) for result in each.goal.key_results]
    deltas: list[Delta] = []
    for result in newest:
        if result.metric and result.subject_id:
            deltas += work.deltas.past([result.subject_id], [result.metric], within=period)[-1:]
    return replace(found, years=tuple(years), drivers=_drivers(work, actor, deltas, now=now))


def _with_team(
    work: Work, actor: Actor, found: SeenStrategyReview, unit: Person, metric: Metric, *, today: date, now: datetime
) -> SeenStrategyReview:
    review = found.review
    units = [other for other in work.people.all() if other.kind is Kind.UNIT and other.role == unit.role]
    results = results_of(work, [unit], metric, review.period)
    deltas = work.deltas.past([unit.id], [metric.key], within=review.period)
    since = None
    if review.changed_on is not None:
        last = min(today, review.changed_on + _AFTER) - timedelta(days=1)
        within = Period(review.changed_on - _AFTER, last)
        since = comparison(results_of(work, [unit], metric, within), changed_on=review.changed_on)
    return replace(
        found,
        metric=metric,
        results=tuple(results),
        team=_team(work, units, unit, metric, review.period),
        drivers=_drivers(work, actor, deltas[-1:], now=now),
        since=since,
    )


def _drivers(work: Work, actor: Actor, deltas: Sequence[Delta], *, now: datetime) -> tuple[Drivers, ...]:
    return tuple(drivers_of(work, actor, deltas, now=now).values())[:_MOST_DRIVERS] if deltas else ()


def _team(work: Work, units: Sequence[Person], unit: Person, metric: Metric, period: Period) -> TeamSight:
    """Count how people of a team did in its newest period, and what they wrote each other, beside other teams."""
    members: Mapping[str, Sequence[str]] = members_of(work, units)
    mine = list(members[unit.id])
    newest = period_of(period.end, metric.grain)
    deltas = [
        delta
        for delta in (work.deltas.past(mine, [metric.key], within=newest) if mine else [])
        if delta.attainment is not None
    ]
    helped = {who: _help(work, members[who], period) for who in members if len(members[who]) >= FLOOR}
    others = [value for who, value in helped.items() if who != unit.id]
    return TeamSight(
        reached=sum((delta.attainment or 0) >= 1 for delta in deltas),
        of=len(deltas),
        help=helped.get(unit.id),
        help_elsewhere=median(others) if others else None,
    )


def _help(work: Work, people: Sequence[str], period: Period) -> Decimal:
    first, last = (datetime.combine(day, time(0), tzinfo=UTC) for day in (period.start, period.end + timedelta(days=1)))
    return Decimal(work.kudos.count_among(people, since=first, until=last)) / len(people)
