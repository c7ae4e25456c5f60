"""Which records to hold back: a number far outside what such records usually have, or a day with its month exchanged.

Single records spread far more widely than the values made of them, and skewed: one order line in a thousand is thirty
times the usual. So a number has to be outside Tukey's far fences of its logarithm (methods 4.3; of the number itself
where some are zero), well beyond nearly all others, and far in units of the usual spread. What a slip cannot be told
by alone often shows against another number of the same record: sales of ten times their cost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.intake.domain.outlier import BEYOND, FURTHER, SLIP_CUT, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

ENOUGH: Final = 30
"""Records of somebody that say what is usual of theirs; with fewer all of the stream that are known are asked."""
FENCE: Final = 3.0
_NORMAL: Final = 0.6745
_QUARTILES: Final = 1.349
_LEAST_SPREAD: Final = 0.1
"""Of logarithms to the base 10: closer than a quarter apart is no more exact than that."""
_SPARE: Final = 500
"""Of so many one may lie further away than what counts as reached before: other slips of the same file do."""
SAMPLE: Final = 50_000
_SMALL: Final = 5
_TENFOLD: Final = 10.0
"""How many times beyond the reach of small counts another has to be: among twos and threes a twelve is nothing."""
_MOST: Final = 5
"""So many of a file, or a hundredth of it, are slips of one kind; where there are more the data is so."""
_TOGETHER: Final = 0.5
"""Of logarithms: two numbers go together whose ratio stays in its middle half within a factor of three."""
_AWAY: Final = 31
"""Days that a swapped day is away from all others at least."""
_MONTHS: Final = 12
_FEW_DAYS: Final = 8
"""Records of one arrival that say which days it is about: single ones may be about any."""


@dataclass(frozen=True, slots=True)
class UsualRecords:
    """Records that count, for comparison: whose they are (by number), and their measures, NaN where one has none."""

    person: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    measures: Mapping[str, Floats] = field(default_factory=dict)

    def measure(self, name: str) -> Floats:
        """Return a measure; NaN throughout when none of them has it."""
        known = self.measures.get(name)
        return np.full(len(self.person), np.nan) if known is None else known


def screen_records(records: RecordColumns, usual: UsualRecords) -> list[Doubt]:
    """Find the records to hold back, each for its first reason, by place.

    ``usual`` are stored records of the same people, or of their colleagues; those of the file itself count too.
    """
    found = [*standing_out(records, usual), *_swapped(records.day)]
    often = Counter(_kind(doubt) for doubt in found)
    most = max(_MOST, len(records) // 100)
    doubts: dict[int, Doubt] = {}
    for doubt in found:
        if often[_kind(doubt)] <= most:
            doubts.setdefault(doubt.place, doubt)
    return [doubts[place] for place in sorted(doubts)]


def standing_out(records: RecordColumns, usual: UsualRecords) -> list[Doubt]:
    """Find the records with numbers far outside what is usual, however many there are."""
    return [*_numbers(records, usual), *_pairs(records, usual)]


def _kind(doubt: Doubt) -> tuple[str, ...]:
    return (doubt.key, *(str(doubt.values.get(name)) for name in ("measure", "other")))


def _numbers(records: RecordColumns, usual: UsualRecords) -> Iterator[Doubt]:
    """Find the numbers further out than nearly all of the stream, and far from what is usual of their person."""
    person = np.concatenate([usual.person, records.person])
    by_person = np.argsort(person, kind="stable")
    person = person[by_person]
    place = np.concatenate([np.full(len(usual.person), -1), np.arange(len(records))])[by_person]
    for name, incoming in records.measures.items():
        value = np.concatenate([usual.measure(name), incoming])[by_person]
        all_of_them = _sorted(value)
        if len(all_of_them) <= ENOUGH:
            continue
        yield from _turned(incoming, all_of_them, name)
        low, high = _reach(all_of_them[all_of_them >= 0])
        out = (place >= 0) & ((value > high) | ((value > 0) & (value < low)))
        for whose in np.unique(person[out]).tolist():
            mine = slice(*np.searchsorted(person, [whose, whose + 1]).tolist())
            own = _sorted(value[mine])
            others = own if len(own) > ENOUGH else all_of_them
            yield from _far(value[mine][out[mine]], place[mine][out[mine]], others, name)


def _far(value: Floats, place: Ints, others: Floats, name: str) -> Iterator[Doubt]:
    """Find the numbers that are far from sorted ``others``, of which they are part."""
    others = others[np.searchsorted(others, 0.0) :]
    positive = others[np.searchsorted(others, 0.0, side="right") :]
    if len(positive) <= ENOUGH:
        return
    low, high = _reach(positive)
    found = _outside(np.log10(value), np.log10(positive), least=_LEAST_SPREAD)
    room = BEYOND
    if others[len(others) // 2] < _SMALL and bool((others == np.round(others)).all()):
        room = _TENFOLD
    if (len(others) - len(positive)) * ENOUGH < len(others):
        found &= (value > room * high) | (value < low / room)
    else:
        low = float(others[0])
        found &= _outside(value, others, least=0.0) & (value > max(room, FURTHER) * high)
    values: dict[str, str | int] = {"measure": name, "low": f"{low:.12g}", "high": f"{high:.12g}", "n": len(others) - 1}
    yield from (Doubt(at, "import-record-far", values) for at in place[found].tolist())


def _turned(incoming: Floats, others: Floats, name: str) -> Iterator[Doubt]:
    """Find negative numbers where there are hardly any; ``others`` are those of all records, sorted."""
    turned = int(np.searchsorted(others, 0.0))
    if not 0 < turned <= _spare(len(others)) or len(others) - turned <= ENOUGH:
        return
    low, high = _reach(others[turned:])
    values: dict[str, str | int] = {
        "measure": name,
        "low": f"{low:.12g}",
        "high": f"{high:.12g}",
        "n": len(others) - turned,
    }
    back = np.flatnonzero((incoming < 0) & (-incoming >= low) & (-incoming <= high))
    yield from (Doubt(at, "import-record-sign", values) for at in back.tolist())


def _sorted(value: Floats) -> Floats:
    """Sort numbers, of very many every so many-th; what is missing is left out."""
    there = value[~np.isnan(value)]
    return np.sort(there[:: 1 + len(there) // SAMPLE])


def _spare(n: int) -> int:
    return 1 + n // _SPARE


def _reach(others: Floats) -> tuple[float, float]:
    """Return between which of sorted numbers nearly all are."""
    spare = min(_spare(len(others)), (len(others) - 1) // 2)
    return float(others[spare]), float(others[-1 - spare])


def _outside(value: Floats, others: Floats, *, least: float) -> Mask:
    """Tell which numbers are outside the far fences of sorted others, and far from their middle."""
    n = len(others)
    first, middle, third = others[n // 4], others[n // 2], others[(3 * n) // 4]
    width = max(third - first, least)
    spread = float(np.median(np.abs(others - middle)))
    unit = max(spread / _NORMAL, width / _QUARTILES)
    if unit == 0:
        return np.zeros(len(value), bool)
    with np.errstate(invalid="ignore"):
        beyond: Mask = (value < first - FENCE * width) | (value > third + FENCE * width)
        beyond &= np.abs(value - middle) > SLIP_CUT * unit
        return beyond


def _pairs(records: RecordColumns, usual: UsualRecords) -> Iterator[Doubt]:
    """Find records two of whose numbers do not go together as in all others."""
    for name, other in combinations(records.measures, 2):
        mine = _ratios(records.measures[name], records.measures[other])
        others = _sorted(np.concatenate([_ratios(usual.measure(name), usual.measure(other)), mine]))
        n = len(others)
        if n <= ENOUGH or others[(3 * n) // 4] - others[n // 4] > _TOGETHER:
            continue
        low, high = _reach(others)
        room = np.log10(BEYOND)
        with np.errstate(invalid="ignore"):
            beyond = (mine > high + room) | (mine < low - room)
        values: dict[str, str | int] = {
            "measure": name,
            "other": other,
            "low": f"{10**low:.4g}",
            "high": f"{10**high:.4g}",
            "n": n - 1,
        }
        places = np.flatnonzero(beyond)
        found = _outside(mine[places], others, least=_LEAST_SPREAD)
        yield from (Doubt(at, "import-record-pair", values) for at in places[found].tolist())


def _ratios(over: Floats, under: Floats) -> Floats:
    """Return the logarithms of the ratios of two measures; NaN where not both are above zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(np.where((over > 0) & (under > 0), over / under, np.nan))


def _swapped(day: Ints) -> Iterator[Doubt]:
    """Find days far from those of all other records that would be among them with day and month exchanged."""
    if len(day) <= _FEW_DAYS:
        return
    low, high = map(int, _reach(np.sort(day).astype(np.float64)))
    for index in np.flatnonzero((day < low - _AWAY) | (day > high + _AWAY)).tolist():
        written = np.datetime64(int(day[index]), "D").item()
        if written.day > _MONTHS or written.day == written.month:
            continue
        other = written.replace(month=written.day, day=written.month)
        if low <= int(np.datetime64(other, "D").astype(np.int64)) <= high:
            values = {"day": written.isoformat(), "other": other.isoformat()}
            yield Doubt(index, "import-record-swapped", values)
