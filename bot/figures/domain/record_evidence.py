"""The records behind a value: which of them count, in what, and what they add up to, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_values import measures_of
from bot.kit.exact import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.figures.domain.cleaned_cell import CleanedCell
    from bot.figures.domain.event import RollUp
    from bot.figures.domain.formula import Formula, FormulaPart, RecordFilter
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import Record
    from bot.kit.period import Period

_MARK: Final = 6
"""Bytes of a record's mark: of the records of one value two have the same one once in millions of values."""
_ID_PARTS: Final = re.compile(r"([^0-9]*)([0-9]*)")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ADDED: Final = frozenset({Calculation.SUM, Calculation.COUNT, Calculation.DISTINCT})


@dataclass(frozen=True, slots=True)
class CountedRecord:
    """A record that counts in a value: ``counts`` says of each part of the formula whether it does there.

    ``adds`` is what it brings to each part: its measure, 1 where records are counted, None where it brings nothing.
    """

    record: Record
    counts: tuple[bool, ...]
    adds: tuple[Decimal | None, ...]

    @property
    def mark(self) -> str:
        """What it is known by behind a button, where an id may be too long."""
        return mark_of(self.record.stream, self.record.id)


@dataclass(frozen=True, slots=True)
class RecordTotal:
    """What the records make of a part of a formula.

    ``value`` is exact, None where there is none; ``n`` says of how many records it is made, and ``summed`` their sum
    where a mean is made of it.
    """

    value: Decimal | None
    n: int
    summed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """The records behind one value, as far as its reader may see them.

    ``rows`` are those, the newest first, of a ratio those that carry most; ``hidden`` says how many there are besides
    of people whose rows are not the reader's. ``people`` says of how many a unit's value is made, 0 for a person's or
    its own. ``totals`` are what all records make of each part of the formula, and ``value`` what comes of them;
    ``stored`` is the value that counts. ``aged`` says that the records have been deleted for their age; ``names`` are
    those of the people whose rows these are, by id. ``rolled_up`` says to what each record was added up before it was
    stored, None for single facts. ``closed`` says that none are shown because they would give away what others have
    that the reader may not see. ``cleaned`` is what cleaning changed in the rows of files that they come from, by batch
    and row. ``title`` names the stream, "" where only its key is known.
    """

    metric: Metric
    formula: Formula
    period: Period
    subject_id: str
    rows: tuple[CountedRecord, ...]
    totals: tuple[RecordTotal, ...]
    value: Decimal | None
    stored: Decimal | None
    hidden: int = 0
    people: int = 0
    aged: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    rolled_up: RollUp | None = None
    closed: bool = False
    cleaned: Mapping[tuple[int, int], Sequence[CleanedCell]] = field(default_factory=dict)
    title: str = ""

    @property
    def n(self) -> int:
        """How many records it is made of, with those that the reader may not see."""
        return len(self.rows) + self.hidden

    @property
    def holds(self) -> bool:
        """Whether the records make just the value that is stored."""
        return equal(self.value, self.stored)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that the formula reads, in its order."""
        return measures_of(self.formula)


def mark_of(stream: str, record_id: str) -> str:
    """Return a short mark of a record."""
    return blake2b(f"{stream}\n{record_id}".encode(), digest_size=_MARK).hexdigest()


def equal(made: Decimal | None, stored: Decimal | None) -> bool:
    """Say whether two values are the same as far as values are stored: rounded as everything computed is."""
    if made is None or stored is None:
        return made is stored
    return rounded(float(made)) == rounded(float(stored))


def parts_of(formula: Formula) -> tuple[FormulaPart, ...]:
    """Return the parts of a formula: one, of a ratio the numerator and the denominator."""
    return (formula.part,) if formula.over is None else (formula.part, formula.over)


def passes(filters: Iterable[RecordFilter], record: Record) -> bool:
    """Say whether a record is one that some filters choose, all of them holding."""
    return all(
        (record.dimensions.get(chosen.dimension, "") in chosen.values) is not chosen.excludes for chosen in filters
    )


def counted(formula: Formula, records: Iterable[Record]) -> list[CountedRecord]:
    """Return the records that bring something to at least one part of a formula, as they come."""
    parts, found = parts_of(formula), []
    for record in records:
        if not passes(formula.where, record):
            continue
        adds = tuple(_brings(part, record) if passes(part.where, record) else None for part in parts)
        if any(added is not None for added in adds):
            found.append(CountedRecord(record, tuple(added is not None for added in adds), adds))
    return found


def _brings(part: FormulaPart, record: Record) -> Decimal | None:
    """Return what a record brings to a part: nothing where it lacks what is calculated of."""
    if part.calculation is Calculation.COUNT:
        return Decimal(1)
    if part.calculation is Calculation.DISTINCT:
        return Decimal(1) if record.dimensions.get(part.of, "") else None
    value = record.measures.get(part.of)
    if value is None or not part.minus:
        return value
    less = record.measures.get(part.minus)
    return None if less is None else value - less


def ordered(formula: Formula, rows: Iterable[CountedRecord]) -> list[CountedRecord]:
    """Return records in the order in which they are read: the newest first, of a ratio those that carry most first."""
    newest = sorted(rows, key=lambda row: (*_moment(row.record)[:2], _counting(row.record.id)), reverse=True)
    if formula.over is None:
        return newest
    return sorted(newest, key=lambda row: tuple(-abs(added or Decimal(0)) for added in row.adds))


def _moment(record: Record) -> tuple[date, datetime, str]:
    """Return when a record happened, so that the latest is the greatest, and one that lacks an instant the earliest."""
    return record.day, record.at or _EPOCH, record.id


def _counting(text: str) -> list[tuple[str, int]]:
    """Return what an id is put in order by, as people count: line 9 of an order before line 41."""
    return [(word, int(digits or 0)) for word, digits in _ID_PARTS.findall(text)]


def totals_of(formula: Formula, records: Iterable[Record]) -> tuple[RecordTotal, ...]:
    """Return what records make of each part of a formula, exactly: as the formula's kernel does, one by one."""
    there = [record for record in records if passes(formula.where, record)]
    return tuple(_total(part, there) for part in parts_of(formula))


def value_of(totals: Sequence[RecordTotal]) -> Decimal | None:
    """Return what the parts of a formula make: the part, or the ratio of two, which has none over nothing."""
    first, *rest = (total.value for total in totals)
    if not rest:
        return first
    (over,) = rest
    return None if first is None or not over else first / over


def _total(part: FormulaPart, there: Sequence[Record]) -> RecordTotal:
    """Return what a part makes of the records that the formula chooses.

    Where its own filters choose none of these it is 0 if it counts or adds up. Where those that they choose lack what
    is calculated of there is no value.
    """
    chosen = [record for record in there if passes(part.where, record)]
    mine = [(value, record) for record in chosen if (value := _brings(part, record)) is not None]
    n = len(mine)
    if not mine:
        return RecordTotal(Decimal(0) if there and not chosen and part.calculation in _ADDED else None, 0)
    values = [value for value, _ in mine]
    match part.calculation:
        case Calculation.SUM | Calculation.COUNT:
            return RecordTotal(sum(values, Decimal(0)), n)
        case Calculation.DISTINCT:
            return RecordTotal(Decimal(len({record.dimensions[part.of] for _, record in mine})), n)
        case Calculation.MEAN:
            whole = sum(values, Decimal(0))
            return RecordTotal(whole / n, n, summed=whole)
        case Calculation.LAST:
            return RecordTotal(max(mine, key=lambda pair: _moment(pair[1]))[0], n)
        case _:
            return RecordTotal(_placed(part.calculation, sorted(values)), n)


def _placed(calculation: Calculation, values: Sequence[Decimal]) -> Decimal:
    """Return of values in their order the smallest, the largest, or the one in the middle."""
    if calculation is Calculation.MIN:
        return values[0]
    if calculation is Calculation.MAX:
        return values[-1]
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def differing(rows: Sequence[CountedRecord], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the dimensions in which records differ, those with the fewest kinds first; what is alike says nothing."""
    names = dict.fromkeys(name for row in rows for name in row.record.dimensions)
    kinds = {name: len({row.record.dimensions.get(name, "") for row in rows}) for name in names if name not in set(but)}
    return tuple(sorted((name for name, n in kinds.items() if n > 1), key=lambda name: (kinds[name], name)))


def telling(formula: Formula, rows: Sequence[CountedRecord]) -> tuple[str, ...]:
    """Return the dimensions to show records by: those whose kinds are counted, then those in which they differ."""
    counts = [part.of for part in parts_of(formula) if part.calculation is Calculation.DISTINCT]
    return tuple(dict.fromkeys((*counts, *differing(rows))))
