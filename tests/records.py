"""Records for tests: a stream of orders, and facts of it as they come in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.record import DAY_WRITTEN, RecordColumns, RecordOutcome, RecordStream, Renewal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordDays
    from storage.work import SqlWork

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
PEOPLE = ("bo", "cy", "di")
"""Their numbers are 1, 2 and 3."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


def enter(work: SqlWork, *, people: bool = True) -> None:
    """Let a company have people and a stream of orders with an amount, a customer and a stage."""
    if people:
        work.people.put([{"id": person, "name": person.title()} for person in PEOPLE])
    work.streams.put(RecordStream("orders", Renewal.ID, measures=("amount",), dimensions=("customer", "stage")))


def fact(record_id: str, day: int | date, amount: float | None, **more: Any) -> dict[str, Any]:
    """Say what a record is; a day may be one of October 2026. ``revised`` is in microseconds."""
    day = day if isinstance(day, date) else date(2026, 10, day)
    return {"id": record_id, "day": (day - date(1970, 1, 1)).days, "amount": amount, **more}


def arrivals(*facts: dict[str, Any]) -> RecordColumns:
    """Make the columns that come in; what is no other column of theirs is a dimension."""
    names = dict.fromkeys(name for each in facts for name in each if name not in _OTHERS)
    return RecordColumns(
        row=_whole([each.get("row", n) for n, each in enumerate(facts, start=2)]),
        id=_texts([each["id"] for each in facts]),
        person=_whole([PEOPLE.index(each.get("person", "bo")) + 1 for each in facts]),
        day=_whole([each["day"] for each in facts]),
        at=_whole([_micros(each.get("at")) for each in facts]),
        revised=_whole([each.get("revised", -1) for each in facts]),
        clock=_whole([each.get("clock", DAY_WRITTEN) for each in facts]),
        measures={"amount": np.array([each["amount"] for each in facts], np.float64)}
        if any(each["amount"] is not None for each in facts)
        else {},
        dimensions={name: _texts([each.get(name, "") for each in facts]) for name in names},
    )


def days_in(changed: RecordOutcome | RecordDays) -> set[tuple[str, int]]:
    """Return whose days have changed: the person and the day of the month."""
    days = changed.days if isinstance(changed, RecordOutcome) else changed
    pairs = zip(days.person.tolist(), days.day.tolist(), strict=True)
    return {(PEOPLE[person - 1], date.fromordinal(date(1970, 1, 1).toordinal() + day).day) for person, day in pairs}


_OTHERS = {"row", "id", "person", "day", "at", "revised", "clock", "amount"}


def _micros(at: datetime | None) -> int:
    return -1 if at is None else int((at - _START).total_seconds() * 1_000_000)


def _whole(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _texts(values: Sequence[str]) -> NDArray[np.object_]:
    column = np.empty(len(values), object)
    column[:] = values
    return column
