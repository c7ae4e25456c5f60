"""How far goals are, at work: measured where values have changed, and rolled up to everything that they are part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.delivery.domain.policy import COMPANY
from bot.goals.domain import roll_up as kernel
from bot.goals.domain.key_result import MeasuredValue
from bot.goals.domain.measurement import progress_of, values_over
from bot.goals.services.goal_event import adopt, goals_of_days, projects_of
from bot.goals.services.key_result_records import keys_of_records, values_of_records
from bot.kit.calendar import local_day
from bot.kit.exact import rounded
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from numpy.typing import NDArray

    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_project import CompletedProject
    from bot.goals.domain.key_result import KeyResult
    from bot.goals.domain.measurement import ValueOver
    from bot.goals.ports import Work

    Fed = tuple[int, KeyResult, Period]
    """The number of a goal, one of its key results that data feeds, and the goal's period."""


NO_PROJECTS: Final[Mapping[int, CompletedProject]] = {}


def follow_values(work: Work, *, now: datetime) -> None:
    """Measure what the values that this transaction has changed feed, and roll it up.

    Call it after whatever has computed figures, in the same transaction: so nobody ever reads one without the other.
    """
    with work.contained("goals"):
        fed = work.key_results.moved_by(work.moved.take())
        days = work.moved.take_records()
        some = work.key_results.moved_by(keys_of_records(work, days)) if days else []
        known = {result.no for _, result, _ in fed}
        fed += [row for row in some if row[1].where and row[1].no not in known]
        moved = _measure(work, fed, now=now)
        moved |= _measure_whole(work, goals_of_days(work, days), now=now) if days else set()
        roll_up(work, moved)


def measure(work: Work, goals: Sequence[Goal], *, now: datetime) -> list[int]:
    """Measure goals that are new, or differ from their last version, and roll them up; return the goals that moved.

    Values that were typed stay, and are held against the targets of now.
    """
    adopt(work, goals)
    _measure_whole(work, goals, now=now)
    return roll_up(work, [goal.no for goal in goals])


def type_value(work: Work, goal: Goal, result: KeyResult, value: Decimal, *, by: str, now: datetime) -> MeasuredValue:
    """Store what somebody says of a key result that no system measures, and roll it up."""
    typed = _measured(result, value, at=now, typed_by=by)
    work.key_results.measure({result.no: typed}, day=_today(work))
    roll_up(work, [goal.no])
    return typed


def roll_up(work: Work, numbers: Collection[int]) -> list[int]:
    """Work out some goals and all that they are part of, and nothing else; return the goals that moved."""
    if not numbers:
        return []
    work.series.take_turn()  # what another process has just stored of goals beside these counts
    rolled = kernel.roll_up(work.goals.parts_of(work.goals.with_those_above(numbers)), cap=cap_of(work))
    return work.goals.store_rolled(rolled, day=_today(work))


def roll_up_all(work: Work) -> list[int]:
    """Work out every goal anew; return the goals that moved, which are none as long as every change was followed."""
    rolled = kernel.roll_up(work.goals.parts_of(None), cap=cap_of(work))
    return work.goals.store_rolled(rolled, day=_today(work))


def cap_of(work: Work) -> float:
    """Return how much of a part of a goal counts at most, as the company has set it: 1 is all of it."""
    return float(work.policies.at(COMPANY).goal_cap)


def _today(work: Work) -> date:
    """Return the company's day: how far goals are at its end is kept."""
    return local_day(work.now, timezone=work.timezone)


# What is measured


def _measure_whole(work: Work, goals: Sequence[Goal], *, now: datetime) -> set[int]:
    """Measure every key result of some goals, by the events of their projects as well."""
    fed = [(goal.no, result, goal.period) for goal in goals for result in goal.key_results]
    return _measure(work, fed, now=now, projects=projects_of(work, goals))


def _measure(
    work: Work, fed: Sequence[Fed], *, now: datetime, projects: Mapping[int, CompletedProject] = NO_PROJECTS
) -> set[int]:
    """Store where key results stand that stand elsewhere now; return the numbers of their goals.

    ``projects`` are the events that measure some that no system does, by their number.
    """
    before = work.key_results.measured([result.no for _, result, _ in fed])
    values = _values(work, [row for row in fed if not row[1].typed], now=now)
    again: dict[int, MeasuredValue | None] = {}
    goals = set[int]()
    for goal, result, _ in fed:
        stood = before.get(result.no)
        stands: MeasuredValue | None
        if result.no in projects:
            stands = _of_project(result, projects[result.no], now=now)
        elif result.typed:  # what an event or data said counts no more
            typed = stood if stood is None or stood.typed_by else _typed_before(work, goal, result)
            stands = replace(typed, progress=_progress(result, typed.value)) if typed else None
        else:
            stands = _of_data(result, *values.get(result.no, (None, None)), now=now)
        if not _same(stood, stands):
            again[result.no] = stands
            goals.add(goal)
    work.key_results.measure(again, day=_today(work))
    return goals


def _values(work: Work, fed: Sequence[Fed], *, now: datetime) -> dict[int, tuple[ValueOver | None, ValueOver | None]]:
    """Return the value of each key result over its goal's period, and over the days of its baseline, by its number."""
    metrics = work.metrics.numbers()
    place: dict[int, list[int]] = {}
    spans: list[tuple[Metric, Period]] = []
    for _, result, period in fed:
        metric = metrics[result.metric][1]
        place[result.no] = [len(spans), len(spans) + 1] if result.baseline else [len(spans)]
        spans += [(metric, period), *([(metric, result.baseline)] if result.baseline else [])]
    if not spans:
        return {}
    rows = _stored_values(work, fed, now=now)
    no = rows["key_result"].astype(np.int64).tolist()
    twice = [(at, span) for at, number in enumerate(no) for span in place[number]]
    index = np.array([at for at, _ in twice], np.int64)
    columns = {name: column[index] for name, column in rows.items() if name != "key_result"}
    columns["no"] = np.array([span for _, span in twice], np.float64)
    found = values_over(columns, spans)
    return {
        number: (found.get(places[0]), found.get(places[1]) if len(places) > 1 else None)
        for number, places in place.items()
    }


def _stored_values(work: Work, fed: Sequence[Fed], *, now: datetime) -> Mapping[str, NDArray[np.float64]]:
    """Return the values that feed key results, of their metrics as stored, or made of some records only."""
    rows = work.key_results.values([result.no for _, result, _ in fed if not result.where])
    some = [
        (result, [period, *([result.baseline] if result.baseline else [])]) for _, result, period in fed if result.where
    ]
    if not some:
        return rows
    made = values_of_records(work, some, now=now)
    return {name: np.concatenate([rows[name], made[name]]) for name in rows}


def _of_data(
    result: KeyResult, value: ValueOver | None, baseline: ValueOver | None, *, now: datetime
) -> MeasuredValue | None:
    if value is None:
        return None
    measured = _measured(result, value.value, at=now, baseline=baseline.value if baseline else None)
    return replace(measured, period=value.period, numerator=value.numerator, denominator=value.denominator)


def _typed_before(work: Work, goal: int, result: KeyResult) -> MeasuredValue | None:
    """Return what was last typed of a key result before an event's value took its place."""
    said = [entry for entry in work.key_results.check_ins([goal]) if entry.key_result_no == result.no]
    typed = next((entry for entry in reversed(said) if entry.value is not None), None)
    if typed is None or typed.value is None:
        return None
    return _measured(result, typed.value, at=typed.at, typed_by=typed.by)


def _of_project(result: KeyResult, project: CompletedProject, *, now: datetime) -> MeasuredValue:
    measured = _measured(result, project.attainment, at=now)
    return replace(measured, period=Period(project.day, project.day))


def _measured(
    result: KeyResult, value: Decimal, *, at: datetime, baseline: Decimal | None = None, typed_by: str = ""
) -> MeasuredValue:
    progress = _progress(result, value, baseline=baseline)
    return MeasuredValue(value=value, at=at, progress=progress, typed_by=typed_by)


def _progress(result: KeyResult, value: Decimal, *, baseline: Decimal | None = None) -> float | None:
    share = progress_of(result, value, baseline=baseline)
    return None if share is None else rounded(float(share))


def _same(before: MeasuredValue | None, now: MeasuredValue | None) -> bool:
    """Say whether two values say the same, whenever they were measured."""
    if before is None or now is None:
        return before is now
    return replace(before, at=now.at) == now
