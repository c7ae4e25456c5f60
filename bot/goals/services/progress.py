"""How far goals are, at work: measured where values have changed, and rolled up to everything that they are part of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.goals.domain import roll_up as kernel
from bot.goals.domain.key_result import MeasuredValue
from bot.goals.domain.measurement import progress_of, values_over
from bot.goals.services.key_result_records import keys_of_records, values_of_records
from bot.kit.exact import rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from numpy.typing import NDArray

    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.key_result import KeyResult
    from bot.goals.domain.measurement import ValueOver
    from bot.goals.ports import Work
    from bot.kit.period import Period

    Fed = tuple[int, KeyResult, Period]
    """The number of a goal, one of its key results that data feeds, and the goal's period."""


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
        roll_up(work, _measure(work, fed, now=now))


def measure(work: Work, goals: Sequence[Goal], *, now: datetime) -> list[int]:
    """Measure goals that are new, or differ from their last version, and roll them up; return the goals that moved.

    Values that were typed stay, and are held against the targets of now.
    """
    _measure(work, [(goal.no, result, goal.period) for goal in goals for result in goal.key_results], now=now)
    return roll_up(work, [goal.no for goal in goals])


def type_value(work: Work, goal: Goal, result: KeyResult, value: Decimal, *, by: str, now: datetime) -> MeasuredValue:
    """Store what somebody says of a key result that no system measures, and roll it up."""
    typed = _measured(result, value, at=now, typed_by=by)
    work.key_results.measure({result.no: typed})
    roll_up(work, [goal.no])
    return typed


def roll_up(work: Work, numbers: Collection[int]) -> list[int]:
    """Work out some goals and all that they are part of, and nothing else; return the goals that moved."""
    if not numbers:
        return []
    work.series.take_turn()  # what another process has just stored of goals beside these counts
    return work.goals.store_rolled(kernel.roll_up(work.goals.parts_of(work.goals.with_those_above(numbers))))


def roll_up_all(work: Work) -> list[int]:
    """Work out every goal anew; return the goals that moved, which are none as long as every change was followed."""
    return work.goals.store_rolled(kernel.roll_up(work.goals.parts_of(None)))


# What is measured


def _measure(work: Work, fed: Sequence[Fed], *, now: datetime) -> set[int]:
    """Store where key results stand that stand elsewhere now; return the numbers of their goals."""
    before = work.key_results.measured([result.no for _, result, _ in fed])
    values = _values(work, [row for row in fed if not row[1].typed], now=now)
    again: dict[int, MeasuredValue | None] = {}
    goals = set[int]()
    for goal, result, _ in fed:
        stood = before.get(result.no)
        if result.typed:
            stands = stood and replace(stood, progress=_progress(result, stood.value))
        else:
            stands = _of_data(result, *values.get(result.no, (None, None)), now=now)
        if not _same(stood, stands):
            again[result.no] = stands
            goals.add(goal)
    work.key_results.measure(again)
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
