"""When records happened: the day as it is written, or the local day of whoever they are about at an instant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.grain import GRAINS
from bot.kit.period import Grain
from bot.kit.period_written import instant
from bot.sources.keys import spans_of
from bot.sources.rows import attempt

if TYPE_CHECKING:
    from collections.abc import Callable
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


def when(rows: Rows, shaped: Shaped, dates: Dates, known: Known, person: Ints, *, zone: str) -> tuple[Ints, Ints, bool]:
    """Return the day of each row, its instant (microseconds since 1970, -1: not said), and whether days are longer.

    A day that is written counts as it is written. Without one it is the local day of the person at the instant, by
    their own zone, or ``zone``; an instant without an offset is local already. Longer is a month or the like, whose
    first day it is.
    """
    at = np.full(rows.cells.height, -1, np.int64)
    day = np.full(rows.cells.height, _NEVER, np.int64)
    longer = False
    if "=at" in rows.cells.columns:
        at, day = _instants(rows, shaped, known, person, zone=zone)
    if "=day" in rows.cells.columns:
        given = np.array([not is_missing(text or "") for text in rows.cells["=day"].to_list()], bool)
        if "=at" not in rows.cells.columns:
            given[:] = True
        before = rows.alive.copy()
        rows.alive = before & given
        start, _, grain = spans_of(rows, shaped, "day", dates)
        longer = bool((grain[rows.alive] != _DAY).any())
        day = np.where(given, start, day)
        rows.alive |= before & ~given
    for place in np.flatnonzero(rows.alive & (day == _NEVER)).tolist():
        rows.refuse(place, shaped.origin.get("at", "at"), "", UnclearValue("import-required"))
    return day, at, longer


def instants_of(rows: Rows, shaped: Shaped, name: str, *, zone: Callable[[int], str]) -> Ints:
    """Read a column of instants, in microseconds since 1970; -1 where a cell is empty.

    ``zone`` says by the place of a row in which zone it is when no offset stands there.
    """
    found = np.full(rows.cells.height, -1, np.int64)
    if f"={name}" not in rows.cells.columns:
        return found
    text = rows.cells[f"={name}"]
    quick = _quick(text)
    there = quick > _NEVER
    found[there] = quick[there]
    known: dict[tuple[str, str], datetime | UnclearValue] = {}
    for place in np.flatnonzero(rows.alive & ~there).tolist():
        given = text[place] or ""
        if is_missing(given):
            continue
        key = (given, zone(place))
        if key not in known:
            known[key] = attempt(lambda: instant(key[0], zone=key[1]))  # noqa: B023 - called at once
        result = known[key]
        if isinstance(result, UnclearValue):
            rows.refuse(place, shaped.origin.get(name, name), given, result)
        else:
            found[place] = round(result.timestamp() * _MICROSECONDS)
    return found


def refuse_future(rows: Rows, shaped: Shaped, name: str, at: Ints, *, now: datetime) -> None:
    """Refuse rows that say that they were changed more than a day from now: nothing that comes later would count."""
    latest = round((now + _AHEAD).timestamp() * _MICROSECONDS)
    for place in np.flatnonzero(rows.alive & (at > latest)).tolist():
        given = plain(rows.cells[f"={name}"][place] or "")
        rows.refuse(place, shaped.origin.get(name, name), given, UnclearValue("import-revised-future"))


def _instants(rows: Rows, shaped: Shaped, known: Known, person: Ints, *, zone: str) -> tuple[Ints, Ints]:
    """Read the column of instants; also return the local day of each row's person."""
    import polars as pl

    at = instants_of(rows, shaped, "at", zone=lambda place: known.zones.get(int(person[place])) or zone)
    day = np.full(rows.cells.height, _NEVER, np.int64)
    there = rows.alive & (at >= 0)
    by_zone: dict[str, list[int]] = {}
    for number in np.unique(person[there]).tolist():
        by_zone.setdefault(known.zones.get(number) or zone, []).append(number)
    for name, numbers in by_zone.items():
        mine = np.flatnonzero(there & np.isin(person, numbers)) if len(by_zone) > 1 else np.flatnonzero(there)
        local = pl.Series(at[mine], dtype=pl.Int64).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(name)
        day[mine] = local.dt.date().cast(pl.Int32).to_numpy()
    return at, day


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
