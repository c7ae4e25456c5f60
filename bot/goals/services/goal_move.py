"""What moved a goal, for a reader: which of its parts, what is behind their values, and what was put right since."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bot.feedback.services.driver_reader import drivers_of
from bot.goals.domain.goal_move import MovedPart, SeenEffect, SeenGoalMove, ValueCorrection, bases, effects
from bot.goals.domain.goal_sight import rounded
from bot.goals.services.progress import cap_of
from bot.kit.calendar import local_day
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.reading import Reading
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_move import GoalDay, PartEffect
    from bot.goals.domain.goal_sight import GoalSight, KeyResultGlance
    from bot.goals.services.goal_sight import GoalReader
    from bot.goals.services.goal_suppression import GoalSuppression
    from bot.kit.period import Period

MOST: Final = 5
"""So many parts are named at most."""
_EXPLAINED: Final = 3
"""What is behind the values of so many parts is looked up at most."""
_NOTHING: Final = 1e-9
"""Progress is stored rounded; less than that is no difference."""


@dataclass(frozen=True, slots=True)
class _Move:
    """What moved a goal since a day, whoever asks; ``past`` says what of that day would show too few people."""

    base: GoalDay
    effects: tuple[PartEffect, ...]
    past: GoalSuppression


def what_moved(reader: GoalReader, goal: Goal) -> SeenGoalMove:
    """Return what moved a goal since the end of the last month, or since it consists of what it does now.

    Raises:
        Denied: when it is not the reader's to see.
    """
    seen = reader.sight(goal)
    found = None if seen.glance.hidden else _move(reader, goal)
    if found is None:
        return SeenGoalMove(sight=seen)
    now = reader.work.goals.progress([goal.no])[goal.no].value
    told = [effect for each in found.effects if (effect := _told(seen, found, each))]
    coarse = seen.glance.coarse or found.past.rests_on_others(goal)
    ends = [value for value in (found.base.progress, now) if value is not None]
    before, after = (rounded(value) if coarse else value for value in ends)
    fed = _fed(reader, told[:_EXPLAINED])
    return SeenGoalMove(
        sight=seen,
        since=found.base.day,
        before=before,
        after=after,
        effects=tuple(told[:MOST]),
        others=Fraction(0) if coarse else sum((each.effect for each in told[MOST:]), Fraction(0)),
        coarse=coarse,
        drivers=_drivers(reader, fed, goal.period),
        corrections=tuple(each for result in fed for each in _corrections(reader, result, goal.period, found.base.day)),
    )


# Which parts


def _move(reader: GoalReader, goal: Goal) -> _Move | None:
    """Compare a goal with the first day since which it consists of the same and hides nobody; None for none."""
    now = reader.work.goals.progress([goal.no])[goal.no].value
    if now is None:
        return None
    for base in bases(reader.work.goal_days.of(goal.no), local_day(reader.now, timezone=reader.work.timezone)):
        parts = _parts(reader, goal, base.day)
        found, rest = effects(parts, before=base.progress or 0.0, after=now, cap=cap_of(reader.work))
        past = reader.suppression(base.day)
        past.look_at([goal])
        if abs(rest) < _NOTHING and not past.hides(goal):
            return _Move(base, found, past)
    return None


def _parts(reader: GoalReader, goal: Goal, day: date) -> list[MovedPart]:
    """Return what a goal consists of now, each with how far it was at the end of a day and is."""
    work = reader.work
    weights = {link.child_no: link.weight for link in work.goals.links_below([goal.no])}
    children = [child.no for child in work.goals.some(weights) if child.counts]
    far, was = work.goals.progress(children), work.goal_days.goals(children, day)
    stand, stood = (
        work.key_results.measured([result.no for result in goal.key_results]),
        work.goal_days.key_results([goal.no], day),
    )
    results = [
        MovedPart(
            weight=result.weight,
            before=stood.get(result.no),
            after=stand[result.no].progress if result.no in stand else None,
            key_result_no=result.no,
        )
        for result in goal.key_results
    ]
    return results + [
        MovedPart(weight=weights[no], before=was.get(no), after=far[no].value, child_no=no) for no in children
    ]


def _told(seen: GoalSight, move: _Move, found: PartEffect) -> SeenEffect | None:
    """Return what a part did as its reader may be told; None of what is not theirs, now or then."""
    part = found.part
    if part.key_result_no:
        result = next((each for each in seen.key_results if each.result.no == part.key_result_no), None)
        if result is None or result.hidden:
            return None
        return SeenEffect(effect=found.effect, before=part.before, after=part.after, result=result)
    goal = next((each for each in seen.parts if each.goal.no == part.child_no), None)
    if goal is None or goal.hidden or move.past.hides(goal.goal):
        return None
    if goal.coarse or move.past.rests_on_others(goal.goal):
        return None  # its steps of five percent would make another sum
    return SeenEffect(effect=found.effect, before=part.before, after=part.after, goal=goal)


# What is behind their values


def _fed(reader: GoalReader, told: Sequence[SeenEffect]) -> list[KeyResultGlance]:
    """Return the key results that data feeds of some parts, as far as the reader may see their values."""
    found: list[KeyResultGlance] = []
    for each in told:
        some = [each.result] if each.result else list(reader.sight(each.goal.goal).key_results) if each.goal else []
        found += [result for result in some if result.result.metric and not result.hidden]
    return found


def _drivers(reader: GoalReader, fed: Sequence[KeyResultGlance], period: Period) -> tuple[Drivers, ...]:
    """Return what moved the newest value of each, by the records behind it."""
    deltas = [delta for result in fed if not result.result.where and (delta := _newest(reader, result, period))]
    if not deltas:
        return ()
    return tuple(drivers_of(reader.work, reader.actor, list(dict.fromkeys(deltas)), now=reader.now).values())


def _newest(reader: GoalReader, seen: KeyResultGlance, period: Period) -> Delta | None:
    result = seen.result
    found = [
        delta
        for delta in reader.work.deltas.find(person_id=result.subject_id, metric=result.metric)
        if delta.value is not None and period.start <= delta.period.start and delta.period.end <= period.end
    ]
    return max(found, key=lambda delta: delta.period.start, default=None)


def _corrections(reader: GoalReader, seen: KeyResultGlance, period: Period, since: date) -> list[ValueCorrection]:
    """Return which values behind a key result were given anew after their period was over, and since a day."""
    result, metric = seen.result, seen.metric
    if metric is None or not (seen.drills or _of_unit(reader, result.subject_id)):
        return []
    rows: dict[Period, list[Reading]] = {}
    for reading in reader.work.readings.rows(
        result.subject_id, metric=result.metric, first=period.start, last=period.end
    ):
        rows.setdefault(reading.period, []).append(reading)
    found = []
    for of, versions in rows.items():
        newest, *earlier = sorted(versions, key=lambda reading: -reading.version)
        days = [_day(reader, reading) for reading in (newest, *earlier[:1])]
        if len(days) > 1 and days[0] and days[0] > since and days[1] and days[1] > of.end and not newest.computed:
            found.append(ValueCorrection(metric, of, earlier[0].value, newest.value, days[0]))
    return found


def _of_unit(reader: GoalReader, subject_id: str) -> bool:
    subject = reader.work.people.get(subject_id)
    return subject is not None and subject.kind is Kind.UNIT


def _day(reader: GoalReader, reading: Reading) -> date | None:
    return local_day(reading.received_at, timezone=reader.work.timezone) if reading.received_at else None
