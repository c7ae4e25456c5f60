"""The records behind a value at work: a person's own, a unit's from its members, as far as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.formula_text import parse
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.metric import Aggregate
from bot.figures.domain.record import RecordQuery, RecordState
from bot.figures.domain.record_evidence import (
    CountedRecord,
    RecordEvidence,
    RecordTotal,
    counted,
    ordered,
    totals_of,
    value_of,
)
from bot.figures.domain.suppression import FLOOR
from bot.kit.period import period_of
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services.audit import note_read
from bot.people.services.permission import relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.figures.domain.record import Record
    from bot.figures.ports import Work
    from bot.kit.period import Period
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Share:
    """What one person or unit has in a value: the records, those that count, and what they make."""

    of: Person
    records: Sequence[Record]
    rows: tuple[CountedRecord, ...]
    totals: tuple[RecordTotal, ...]

    @property
    def value(self) -> Decimal | None:
        return value_of(self.totals)


def behind(
    work: Work, actor: Actor, subject: Person, metric: Metric, period: Period, *, now: datetime
) -> RecordEvidence | None:
    """Return the records behind a value, or None for one that was given as it is, or made of such.

    Of a unit's value they are its members', as they belonged to it when the period ended. Whose rows the reader may not
    see adds to the numbers alone; of so few that theirs could be told from the rest no rows are shown at all. What is
    shown of others is noted in the trail by :func:`note`.
    """
    stored = next(iter(work.readings.evidence(subject.id, metric.key, period)), None)
    if stored is None or not made_of_records(metric, stored):
        return None
    formula, span = parse(metric.formula), whole(metric, period)
    own = _share(work, subject, formula, span)
    alone = subject.kind is Kind.PERSON or own.value is not None
    shares = [own] if alone else [*_shares(work, subject, metric, span)]
    seen = [share for share in shares if share.rows and _reads(work, actor, share.of, now=now)]
    if closed := 0 < sum(bool(share.rows) for share in shares) - len(seen) < FLOOR:
        seen = []
    rows = [row for share in seen for row in share.rows]
    stream = work.streams.get(formula.stream)
    totals, value = _together(metric, formula, shares, stored=stored.value)
    return RecordEvidence(
        metric=metric,
        formula=formula,
        period=span,
        subject_id=subject.id,
        rows=tuple(ordered(formula, rows)),
        totals=totals,
        value=value,
        stored=stored.value,
        hidden=sum(len(share.rows) for share in shares) - len(rows),
        people=0 if shares == [own] else sum(bool(share.rows) for share in shares),
        aged=_aged(work, formula, span),
        names={share.of.id: share.of.name for share in seen},
        rolled_up=stream.rolled_up if stream else None,
        closed=closed,
        cleaned=work.batches.cleaned_in((row.record.batch, row.record.row) for row in rows),
        title=stream.title if stream else "",
    )


def whole(metric: Metric, period: Period) -> Period:
    """Return the whole period of a value, of which it may have reached a part."""
    return period_of(period.start, metric.grain)


def made_of_records(metric: Metric, reading: Reading) -> bool:
    """Say whether a stored value was made of records, by itself or by way of a unit's members."""
    return reading.row == 0 and metric.takes_records(reading.period.start)


def made_now(work: Work, reading: Reading, metric: Metric) -> bool:
    """Say whether a stored value follows its records: it does until these are so old that they are deleted."""
    if not made_of_records(metric, reading):
        return False
    return not _aged(work, parse(metric.formula), whole(metric, reading.period))


def made_by_then(work: Work, person: Person, metric: Metric, period: Period, *, at: datetime) -> Decimal | None:
    """Return what those of a person's records make of a value, as they are now, that had come in by an instant.

    What came in later is left out, however often it was changed; None where there is no value.
    """
    formula = parse(metric.formula)
    query = RecordQuery(stream=formula.stream, person_id=person.id, period=whole(metric, period), history=True)
    versions = list(work.records.find(query))
    then = {record.id for record in versions if record.received_at is None or record.received_at <= at}
    now = [record for record in versions if record.state is RecordState.CURRENT and record.id in then]
    return value_of(totals_of(formula, now))


def _aged(work: Work, formula: Formula, period: Period) -> bool:
    stream = work.streams.get(formula.stream)
    return bool(stream and stream.aged_before and period.start < stream.aged_before)


def note(work: Work, actor: Actor, rows: Sequence[CountedRecord], *, now: datetime) -> None:
    """Note in the trail whose records somebody looked at."""
    for person_id in dict.fromkeys(row.record.person_id for row in rows):
        if person := work.people.get(person_id):
            note_read(work, actor, person, "rows", now=now)


def history(work: Work, subject: Person, metrics: Sequence[Metric], period: Period | None) -> list[Record]:
    """Return every stored version of somebody's records, newest first: of the streams of some metrics, or of all.

    Whoever asks saw to the right.
    """
    streams = dict.fromkeys(parse(metric.formula).stream for metric in metrics if metric.formula) if metrics else [""]
    found = [
        record
        for stream in streams
        for record in work.records.find(
            RecordQuery(stream=stream, person_id=subject.id, period=period, history=True),
        )
    ]
    return sorted(found, key=lambda record: (record.day, record.stream, record.id, record.version), reverse=True)


def _reads(work: Work, actor: Actor, person: Person, *, now: datetime) -> bool:
    return actor.may(Act.READ_ROWS, relation(work, actor, person, now=now))


def _share(work: Work, of: Person, formula: Formula, period: Period) -> _Share:
    query = RecordQuery(stream=formula.stream, person_id=of.id, period=period)
    records = list(work.records.find(query))
    return _Share(of, records, tuple(counted(formula, records)), totals_of(formula, records))


def _shares(work: Work, unit: Person, metric: Metric, period: Period) -> Iterator[_Share]:
    """Yield the shares of a unit's members that have a value, through units in between that have none of their own.

    Where the records of all make the value together a person's are among them without a value of their own.
    """
    formula, together = parse(metric.formula), made_together(metric.formula)
    numbers = {person_id: row[0] for person_id, row in work.people.numbers().items()}
    names = {number: person_id for person_id, number in numbers.items()}
    day, waiting, seen = (period.end - _EPOCH).days, [numbers[unit.id]], {numbers[unit.id]}
    while waiting:
        spells = work.units.members(waiting)
        there = np.isin(spells.unit, waiting) & (spells.first <= day) & (day <= spells.last)
        members = sorted(set(spells.person[there].tolist()) - seen)
        seen.update(members)
        waiting = []
        for number in members:
            member = work.people.get(names[number])
            share = _share(work, member, formula, period) if member else None
            if share and (share.value is not None or (together and share.of.kind is Kind.PERSON)):
                yield share
            elif share and share.of.kind is Kind.UNIT:
                waiting.append(number)


def _together(
    metric: Metric, formula: Formula, shares: Sequence[_Share], *, stored: Decimal
) -> tuple[tuple[RecordTotal, ...], Decimal | None]:
    """Return what all shares make of each part, and the value: each person's by itself, then as the metric adds up.

    Where that does not add up all records make it as one person's do.

    What reaches furthest is one member's alone, so that nothing adds up to it.
    """
    if len(shares) == 1:
        return shares[0].totals, shares[0].value
    if made_together(metric.formula):
        totals = totals_of(formula, [record for share in shares for record in share.records])
        return totals, value_of(totals)
    if metric.aggregate is Aggregate.LAST:
        return (), stored
    if metric.aggregate is Aggregate.RATIO:
        if formula.over is None:
            mean = _mean([share.totals[0] for share in shares])
            return (mean,), mean.value
        sums = tuple(_sum([share.totals[at] for share in shares]) for at in range(2))
        return sums, value_of(sums)
    n = sum(len(share.rows) for share in shares)
    values = [share.value for share in shares if share.value is not None]
    if not values:
        return (RecordTotal(None, n),), None
    together = sum(values, Decimal(0))
    if metric.aggregate is Aggregate.MEAN:
        average = together / len(values)
        return (RecordTotal(average, n, summed=together),), average
    return (RecordTotal(together, n),), together


def _sum(totals: Sequence[RecordTotal]) -> RecordTotal:
    values = [total.value for total in totals if total.value is not None]
    return RecordTotal(sum(values, Decimal(0)) if values else None, sum(total.n for total in totals))


def _mean(totals: Sequence[RecordTotal]) -> RecordTotal:
    """Return the mean of all records of some means."""
    n = sum(total.n for total in totals)
    summed = sum((total.summed for total in totals if total.summed is not None), Decimal(0))
    return RecordTotal(summed / n if n else None, n, summed=summed)
