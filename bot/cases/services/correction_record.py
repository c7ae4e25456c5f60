"""Corrections of the records behind a value: which are meant, what they are to hold, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.domain.correction import CorrectedValue
from bot.cases.domain.correction_record import RecordChange, RecordFate, after
from bot.cases.domain.dispute_record import RowsMeant
from bot.cases.services.correction_apply import current
from bot.figures.domain.formula_text import parse
from bot.figures.domain.record import LONGEST_ID, RecordQuery
from bot.figures.domain.record_evidence import totals_of, value_of
from bot.figures.domain.record_text import LONGEST_TEXT
from bot.figures.services import record_evidence
from bot.kit.errors import Invalid, NotFound, Stale, Unanswered
from bot.people.services.permission import somebody
from bot.people.services.person import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from bot.cases.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.held import HeldRecord
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.figures.domain.record_evidence import CountedRecord, RecordEvidence
    from bot.kit.period import Period
    from bot.messages.answers import Answers
    from bot.people.domain.permission import Actor

MOST_ROWS = 10
"""So many rows can be disputed or corrected at once."""


def evidence_of(work: Work, actor: Actor, delta: Delta, *, now: datetime) -> RecordEvidence | None:
    """Return the records that a person's value follows; None where it was given as it is, or they are too old.

    Raises:
        Invalid: when it is a unit's, whose records are its members'.
    """
    subject, metric = somebody(work, delta.person_id), work.metrics.get(delta.metric)
    if metric is None:
        return None
    found = record_evidence.behind(work, actor, subject, metric, delta.period, now=now)
    if found and found.people:
        raise Invalid("correction-members")
    return found if found and not found.aged else None


def meant(work: Work, evidence: RecordEvidence, marks: Iterable[str], *, missing: bool) -> RowsMeant:
    """Return the records that some marks mean.

    Raises:
        Stale: when one of them counts no more.
        Invalid: when they are too many for one request.
    """
    known = {row.mark: row for row in evidence.rows}
    wanted = list(dict.fromkeys(marks))
    if any(mark not in known for mark in wanted):
        raise Stale("record-changed")
    if len(wanted) > MOST_ROWS:
        raise Invalid("record-too-many", most=MOST_ROWS)
    stream = work.streams.get(evidence.formula.stream)
    if stream is None:
        raise NotFound("record-gone")
    return RowsMeant(tuple(known[mark] for mark in wanted), missing, stream)


def should_be(work: Work, delta: Delta, metric: Metric, rows: RowsMeant, answers: Answers) -> CorrectedValue:
    """Make of a form's answers what the records are to be, and what value comes of that.

    Raises:
        Unanswered: when nothing would change, or it would make an impossible value.
    """
    changes = [
        change
        for place, row in enumerate(rows.rows, start=1)
        if (change := _change(work, row, rows.stream, answers, place)) is not None
    ]
    if rows.missing and answers.choice("what0") == RecordFate.ADD:
        changes.append(_added(work, delta.person_id, rows.stream, answers))
    if not changes:
        raise Unanswered({"what1" if rows.rows else "what0": ("correction-nothing", {})})
    value = value_after(work, delta.person_id, delta.period, metric, changes)
    low, high = metric.minimum, metric.maximum
    if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        raise Unanswered({"reason": ("correction-impossible", {})})
    return CorrectedValue(value, changes=tuple(changes))


def value_after(
    work: Work, person_id: str, period: Period, metric: Metric, changes: Sequence[RecordChange]
) -> Decimal | None:
    """Return what somebody's records of a period make once some changes count."""
    formula, period = parse(metric.formula), record_evidence.whole(metric, period)
    query = RecordQuery(stream=formula.stream, person_id=person_id, period=period)
    left = after(work.records.find(query), changes, person_id=person_id, period=period)
    return value_of(totals_of(formula, left))


def _change(work: Work, row: CountedRecord, stream: RecordStream, answers: Answers, place: int) -> RecordChange | None:
    record = row.record
    match answers.choice(f"what{place}"):
        case RecordFate.WITHDRAW:
            content = (record.person_id, record.day, record.measures, record.dimensions)
            return RecordChange(RecordFate.WITHDRAW, record.stream, record.id, record.version, *content)
        case RecordFate.CHANGE:
            whose = _whose(work, answers, place, otherwise=record.person_id)
            measures, dimensions = content_of(stream, answers, place)
            content = (whose, answers.day(f"day{place}"), measures, dimensions)
            if content == (record.person_id, record.day, dict(record.measures), _filled(record.dimensions)):
                return None
            return RecordChange(RecordFate.CHANGE, record.stream, record.id, record.version, *content)
        case _:
            return None


def _added(work: Work, person_id: str, stream: RecordStream, answers: Answers) -> RecordChange:
    day = answers.day("day0")
    given = answers.text_or_none("id0")
    number, record_id = 1, given or f"added-{day.isoformat()}"
    while not given and current(work, stream.key, record_id):
        number, record_id = number + 1, f"added-{day.isoformat()}-{number + 1}"
    if len(record_id) > LONGEST_ID:
        raise Unanswered({"id0": ("correction-id-long", {"most": LONGEST_ID})})
    if given and current(work, stream.key, record_id):
        raise Unanswered({"id0": ("correction-id-known", {})})
    measures, dimensions = content_of(stream, answers, 0)
    return RecordChange(RecordFate.ADD, stream.key, record_id, 0, person_id, day, measures, dimensions)


def _whose(work: Work, answers: Answers, place: int, *, otherwise: str) -> str:
    said = answers.text_or_none(f"person{place}")
    if said is None:
        return otherwise
    try:
        return somebody(work, named(work, said).id).id
    except NotFound as unknown:
        raise Unanswered({f"person{place}": (unknown.key, unknown.values)}) from None


def right_record(work: Work, held: HeldRecord, stream: RecordStream, answers: Answers) -> RecordChange:
    """Make of a form's answers what a record that is held back should be.

    Raises:
        Unanswered: when it is what is held back.
    """
    record = held.record
    measures, dimensions = content_of(stream, answers, 1)
    content = (record.person_id, answers.day("day1"), measures, dimensions)
    if content == (record.person_id, record.day, dict(record.measures), _filled(record.dimensions)):
        raise Unanswered({"day1": ("correction-same", {})})
    counts = current(work, record.stream, record.id)
    fate, version = (RecordFate.CHANGE, counts.version) if counts else (RecordFate.ADD, 0)
    return RecordChange(fate, record.stream, record.id, version, *content)


def content_of(stream: RecordStream, answers: Answers, place: int) -> tuple[dict[str, Decimal], dict[str, str]]:
    """Return the numbers and texts that a form's answers give a record, which has this place in it."""
    measures = {
        name: value
        for at, name in enumerate(stream.measures)
        if (value := answers.number_or_none(f"m{place}_{at}")) is not None
    }
    dimensions = {
        name: text[:LONGEST_TEXT]
        for at, name in enumerate(stream.dimensions)
        if (text := answers.text_or_none(f"d{place}_{at}"))
    }
    return measures, dimensions


def _filled(dimensions: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in dimensions.items() if value}
