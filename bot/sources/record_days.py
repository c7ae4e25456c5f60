"""When records happened: the day as it is written, or the local day of whoever they are about at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.record import BY_INSTANT, DAY_WRITTEN
from bot.figures.domain.record_zone import moved
from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.grain import GRAINS
from bot.kit.local_times import MICROSECONDS_OF_DAY, clock_of, instants_of_clock
from bot.kit.period import Grain
from bot.kit.period_written import moment
from bot.sources.keys import spans_of
from bot.sources.rows import attempt

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl
    from numpy.typing import NDArray

    from bot.intake.domain.known import Known
    from bot.sources.mapping import Dates
    from bot.sources.rows import Rows
    from bot.sources.shape import Shaped

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_NEVER: Final = np.iinfo(np.int64).min
_DAY: Final = GRAINS.index(Grain.DAY)
_AHEAD: Final = timedelta(days=1)
"""How far a clock may be ahead, or a zone wrong."""
_MICROSECONDS: Final = 1_000_000
_PLAIN: Final = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$"
"""Instants as programs write them, read as a column at once."""


@dataclass(frozen=True, slots=True)
class When:
    """When records happened, as columns: ``day``, ``at`` and ``clock`` as in :class:`RecordColumns`.

    ``longer`` says that days are the first of a month or the like.
    """

    day: Ints
    at: Ints
    clock: Ints
    longer: bool


def when(rows: Rows, shaped: Shaped, dates: Dates, known: Known, person: Ints, *, zone: str) -> When:
    """Return when each row happened.

    A day that is written counts as it is written. Without one it is the local day of the person at the instant, by
    their own zone, or ``zone``; a time without an offset is local already.
    """
    at = np.full(rows.cells.height, -1, np.int64)
    day, clock = np.full(rows.cells.height, _NEVER, np.int64), np.full(rows.cells.height, DAY_WRITTEN)
    longer = False
    if "=at" in rows.cells.columns:
        day, at, clock = _times(rows, shaped, known, person, zone=zone)
    if "=day" in rows.cells.columns:
        given = np.array([not is_missing(text or "") for text in rows.cells["=day"].to_list()], bool)
        if "=at" not in rows.cells.columns:
            given[:] = True
        before = rows.alive.copy()
        rows.alive = before & given
        start, _, grain = spans_of(rows, shaped, "day", dates)
        longer = bool((grain[rows.alive] != _DAY).any())
        day = np.where(given, start, day)
        clock[given & (clock == BY_INSTANT)] = DAY_WRITTEN
        rows.alive |= before & ~given
    for place in np.flatnonzero(rows.alive & (day == _NEVER)).tolist():
        rows.refuse(place, shaped.origin.get("at", "at"), "", UnclearValue("import-required"))
    return When(day, at, clock, longer)


def instants_of(rows: Rows, shaped: Shaped, name: str, *, zone: str) -> Ints:
    """Read a column of instants, in microseconds since 1970; -1 where a cell is empty.

    They are in ``zone`` when no offset stands there.
    """
    found, shown = _read(rows, shaped, name)
    found[shown] = instants_of_clock(found[shown], timezone=zone)
    return found


def _read(rows: Rows, shaped: Shaped, name: str) -> tuple[Ints, Mask]:
    """Read a column of instants, and say which are what a clock showed: no offset stands there."""
    found = np.full(rows.cells.height, -1, np.int64)
    shown = np.zeros(len(found), np.bool_)
    if f"={name}" not in rows.cells.columns:
        return found, shown
    text = rows.cells[f"={name}"]
    quick = _quick(text)
    there = quick > _NEVER
    found[there] = quick[there]
    known: dict[str, datetime | UnclearValue] = {}
    for place in np.flatnonzero(rows.alive & ~there).tolist():
        given = text[place] or ""
        if is_missing(given):
            continue
        if given not in known:
            known[given] = attempt(lambda: moment(given))  # noqa: B023 - called at once
        result = known[given]
        if isinstance(result, UnclearValue):
            rows.refuse(place, shaped.origin.get(name, name), given, result)
        elif result.tzinfo:
            found[place] = round(result.timestamp() * _MICROSECONDS)
        else:
            found[place], shown[place] = clock_of(result), True
    return found, shown & (found >= 0)


def refuse_future(rows: Rows, shaped: Shaped, name: str, at: Ints, *, now: datetime) -> None:
    """Refuse rows that say that they were changed more than a day from now: nothing that comes later would count."""
    latest = round((now + _AHEAD).timestamp() * _MICROSECONDS)
    for place in np.flatnonzero(rows.alive & (at > latest)).tolist():
        given = plain(rows.cells[f"={name}"][place] or "")
        rows.refuse(place, shaped.origin.get(name, name), given, UnclearValue("import-revised-future"))


def _times(rows: Rows, shaped: Shaped, known: Known, person: Ints, *, zone: str) -> tuple[Ints, Ints, Ints]:
    """Read the column of instants: the local day of each row's person, the instant, and what a clock showed."""
    at, shown = _read(rows, shaped, "at")
    day, clock = np.full(rows.cells.height, _NEVER, np.int64), np.full(rows.cells.height, DAY_WRITTEN)
    there = rows.alive & (at >= 0)
    clock[there] = np.where(shown, at, BY_INSTANT)[there]
    day[there & shown] = at[there & shown] // MICROSECONDS_OF_DAY
    by_zone: dict[str, list[int]] = {}
    for number in np.unique(person[there]).tolist():
        by_zone.setdefault(known.zones.get(number) or zone, []).append(number)
    for name, numbers in by_zone.items():
        mine = np.flatnonzero(there & np.isin(person, numbers)) if len(by_zone) > 1 else np.flatnonzero(there)
        day[mine], at[mine] = moved(day[mine], at[mine], clock[mine], timezone=name)
    return day, at, clock


def _quick(text: pl.Series) -> Ints:
    """Read what is written as programs write it; the least number where it is not."""
    import polars as pl

    usual = text.str.strip_chars()
    fits = usual.str.contains(_PLAIN).fill_null(value=False)
    if not fits.any():
        return np.full(len(text), _NEVER, np.int64)
    shaped = usual.str.replace(" ", "T").str.replace("Z$", "+00:00")
    whole = shaped.str.replace(r"(T\d{2}:\d{2})([+-])", "${1}:00${2}")
    read = whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", strict=False, time_zone="UTC")
    return pl.Series(read.dt.epoch("us")).fill_null(_NEVER).to_numpy().astype(np.int64)
