"""What machines did while a number came about: the states that were reported of a unit in the same days and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from bot.feedback.domain.driver import HOURS
from bot.feedback.domain.driver_hours import BANDS, hour_codes
from bot.feedback.domain.machine_state import WORKS, MachineState, is_more
from bot.figures.domain.event import OCCURRENCES, EventKind
from bot.figures.domain.record import RecordSpans
from bot.kit.period import Grain, previous_period
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bot.feedback.domain.driver import Drivers
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream, StoredRecords
    from bot.people.domain.person import Person

MOST: Final = 2
"""So many states are told at most."""
_MACHINE, _STATE, _MINUTES = "machine", "state", "minutes"


def machine_states(
    work: Work, subject: Person, delta: Delta, metric: Metric, moved: Drivers | None
) -> tuple[MachineState, ...]:
    """Return what machines did in the period of a value that they did not do before, the most frequent first.

    They are those of the unit that the value is of, or that somebody belongs to. Where what moved the value is one of
    the machines, as the reader may be told, only that one counts, and only in its hours; somebody's value is not held
    against the machines of others, so without it nothing is told of theirs.
    """
    machine, hours = _of_driver(moved)
    streams = [
        stream
        for stream in work.streams.all()
        if stream.event is EventKind.MACHINE_STATE and {_MACHINE, _STATE} <= {*stream.dimensions}
    ]
    if not streams or (subject.kind is Kind.PERSON and not machine):
        return ()
    found = [
        state for stream in streams for state in _of_stream(work, stream, subject, delta, metric, (machine, hours))
    ]
    return tuple(sorted(found, key=lambda state: (-state.n, state.machine, state.state))[:MOST])


def _of_driver(moved: Drivers | None) -> tuple[str, str]:
    """Return the texts of the one driver of a value, of which one may be a machine, and its hours; "" for neither."""
    split = moved.split if moved else None
    if split is None or len(split.told) > 1:
        return "", ""
    texts = dict(zip(split.dimensions, split.told[0].member.texts, strict=True))
    hours = texts.pop(HOURS, "")
    return next(iter(texts.values()), ""), hours


def _of_stream(
    work: Work, stream: RecordStream, subject: Person, delta: Delta, metric: Metric, only: tuple[str, str]
) -> Iterator[MachineState]:
    machine, hours = only
    measures = [name for name in (_MINUTES, OCCURRENCES) if name in stream.measures]
    records = work.records.stored(
        stream.key, _spans(work, subject, delta, metric), measures=measures, dimensions=[_MACHINE, _STATE]
    )
    kept = _in_hours(records, hours, ZoneInfo(subject.timezone or work.timezone))
    times = records.measures.get(OCCURRENCES, np.ones(len(records)))
    minutes = np.nan_to_num(records.measures.get(_MINUTES, np.zeros(len(records))))
    pairs = np.stack([records.dimensions[_MACHINE], records.dimensions[_STATE]], axis=1)
    texts = work.records.texts({int(code) for code in np.unique(pairs)})
    for codes in np.unique(pairs, axis=0).tolist():
        name, state = (texts.get(code, "") for code in codes)
        if not name or state.strip().casefold() in WORKS | {""} or (machine and name != machine):
            continue
        its = kept & (pairs == codes).all(axis=1)
        before, now = (int(np.nan_to_num(times[its & (records.span % 2 == side)], nan=1.0).sum()) for side in (0, 1))
        if is_more(now, before, day=metric.grain is Grain.DAY):
            lasted = float(minutes[its & (records.span % 2 == 1)].sum())
            yield MachineState(name, state, now, lasted, hours=bool(hours))


def _spans(work: Work, subject: Person, delta: Delta, metric: Metric) -> RecordSpans:
    """Return the days of both periods for the unit, or somebody and their unit: the even places are those before."""
    numbers = [work.people.numbers()[subject.id][0]]
    if subject.kind is Kind.PERSON and subject.unit:
        numbers += work.units.named([subject.unit]).values()
    periods = np.array([(p.start, p.end) for p in (previous_period(delta.period, metric.grain), delta.period)])
    days = periods.astype("datetime64[D]").astype(np.int64).tolist()
    rows = np.array([(number, *span) for number in numbers for span in days], np.int64)
    return RecordSpans(*(rows[:, at].copy() for at in range(3)))


def _in_hours(records: StoredRecords, hours: str, zone: ZoneInfo) -> NDArray[np.bool_]:
    """Say which records are of some hours; those that do not say their instant are of none."""
    if not hours:
        return np.ones(len(records), np.bool_)
    kept: NDArray[np.bool_] = hour_codes(records.at, zone) == BANDS.index(hours) + 1
    return kept
