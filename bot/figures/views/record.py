"""The records behind a value: ten at a time as a table, all of them as a file, and what they add up to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import example, example_record
from bot.figures.domain.event import RollUp
from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.record_evidence import parts_of, telling, totals_of
from bot.figures.views.formula import in_words
from bot.figures.views.origin import origin
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Attachment, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.i18n import named
from bot.messages.number import in_full, share
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import Record
    from bot.figures.domain.record_evidence import CountedRecord, RecordEvidence
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

PAGE = 10
"""How many records are read at once in a chat."""
EMPLOYEE_ID = "employee_id"
"""The column of a file that says whose a row is: an erasure finds it by this name."""
_MOST_DIMENSIONS, _MOST_VALUES = 3, 15


def blocks(t: Translator, evidence: RecordEvidence, *, today: date, first: int = 0) -> list[Block]:
    """Show the records of a value from a place on, what they add up to, and the buttons for the rest.

    Whose rows the reader may not see are counted and not shown.
    """
    shown: list[Block] = [Text(t.sentences(_made_of(t, evidence)))]
    if evidence.rows:
        shown.append(table(t, evidence, today=today, first=first))
    made = t("record-formula", formula=in_words(t, evidence.formula, stream=evidence.title))
    shown.append(Text(t.sentences([*_order(t, evidence), *added_up(t, evidence), made])))
    if evidence.rows:
        shown.append(Choices(buttons(t, evidence, first=first)))
    return shown


def _made_of(t: Translator, evidence: RecordEvidence) -> list[Ready]:
    said = [t("record-made-of", n=evidence.n)] if evidence.n or evidence.value is None else []
    if evidence.people:
        said = [t("record-made-of-people", n=evidence.n, people=evidence.people)]
    if evidence.closed:
        said.append(t("record-closed"))
    elif evidence.hidden:
        said.append(t("record-hidden", n=evidence.hidden) if evidence.rows else t("record-hidden-all"))
    if evidence.aged:
        said.append(t("record-aged"))
    return [*said, *_rolled_up(t, evidence)]


def _rolled_up(t: Translator, evidence: RecordEvidence) -> list[Ready]:
    """Say that each record stands for many events, where they were added up before they were stored."""
    return [t("record-rolled-up", by=evidence.rolled_up.value)] if evidence.rolled_up else []


def _order(t: Translator, evidence: RecordEvidence) -> list[Ready]:
    """Say in which order the records of a ratio stand; others stand by day."""
    of = evidence.formula.part.of
    return [t("record-order", of=of)] if evidence.formula.over and of and len(evidence.rows) > 1 else []


def buttons(t: Translator, evidence: RecordEvidence, *, first: int) -> tuple[Button, ...]:
    """Offer the records that follow those from a place on, and all of them as a file."""
    place = (("person", evidence.subject_id), ("value", place_of(evidence)))
    left = len(evidence.rows) - first - PAGE
    on = Action("record.page", (*place, ("from", str(first + PAGE))))
    more = (Button(plain(t("record-next", n=min(left, PAGE))), on),) if left > 0 else ()
    return (*more, Button(plain(t("record-all")), Action("record.file", place)))


def opener(t: Translator, evidence: RecordEvidence, *, of: str = "") -> Button:
    """Offer the first records of a value that stands among others; ``of`` names whose it is where that differs."""
    title = inside(t, evidence.metric)
    text = t("record-open-of", n=evidence.n, name=of) if of else t("record-open", n=evidence.n, title=title)
    return Button(plain(text), Action("record.page", (("person", evidence.subject_id), ("value", place_of(evidence)))))


def place_of(evidence: RecordEvidence) -> str:
    """Name the value in a button, as :func:`bot.figures.services.reading.value` reads it."""
    return f"{evidence.metric.key}:{evidence.period.start.isoformat()}"


def table(t: Translator, evidence: RecordEvidence, *, today: date, first: int = 0) -> Table:
    """Show ten records from a place on by what a person reads: day, id, where they differ, the numbers, the source."""
    some = evidence.rows[first : first + PAGE]
    dimensions = telling(evidence.formula, evidence.rows)[:_MOST_DIMENSIONS]
    people = ["person"] if evidence.people else []
    header = (
        *(plain(t(f"record-column-{column}")) for column in ("day", *people, "id")),
        *dimensions,
        *evidence.measures,
        plain(t("record-column-source")),
    )
    rows = [
        (
            t.day(row.record.day, today=today),
            *([evidence.names.get(row.record.person_id, row.record.person_id)] if people else []),
            row.record.id,
            *(row.record.dimensions.get(name, "") for name in dimensions),
            *(number(t, row.record.measures.get(name)) for name in evidence.measures),
            _source(t, row.record),
        )
        for row in some
    ]
    return Table(header, tuple(rows))


def _source(t: Translator, record: Record) -> str:
    """Say where a record is from, and that it is a later version of it."""
    said = origin(t, record)
    return said if record.version == 1 else plain(t("record-source", source=said, version=str(record.version)))


def number(t: Translator, value: Decimal | None) -> str:
    """Write a measure in full, "" where a record has none."""
    return "" if value is None else t.decimal(float(value), decimals=6)


def added_up(t: Translator, evidence: RecordEvidence) -> list[Ready]:
    """Say what the records make, and whether that is the stored value."""
    metric = evidence.metric
    stored = "" if evidence.stored is None else written(t, evidence.stored, metric)
    said = [summed] if evidence.totals and (summed := _sum(t, evidence)) else []
    if evidence.aged and not evidence.holds:
        return [*said, t("record-aged-value", stored=stored)]
    if not evidence.holds:
        return [*said, t("record-differs", stored=stored)]
    return [*said, t("record-holds")] if said else []


def written(t: Translator, value: Decimal, metric: Metric) -> Ready:
    """Write a value that somebody adds up: with all its digits, of a share with as many as tell it."""
    return share(t, float(value), apart=0.0) if metric.is_ratio else in_full(t, float(value), metric.unit)


# Long because each way to make a value of records is said in words of its own.
def _sum(t: Translator, evidence: RecordEvidence) -> Ready | None:
    if evidence.value is None:
        return t("record-sum-none") if evidence.n else None
    if not evidence.n:
        return t("record-sum-nothing")
    value, first = written(t, evidence.value, evidence.metric), evidence.totals[0]
    if len(evidence.totals) > 1:
        parts = [number(t, total.value) for total in evidence.totals]
        return t("record-sum-ratio", numerator=parts[0], denominator=parts[1], value=value)
    if evidence.people and not made_together(evidence.metric.formula):
        mean = t("record-sum-people-mean", value=value, people=evidence.people)
        return t("record-sum-people", value=value) if first.summed is None else mean
    calculation = evidence.formula.part.calculation
    match calculation:
        case Calculation.SUM:
            return t("record-sum", value=value)
        case Calculation.COUNT:
            return t("record-sum-count", value=value)
        case Calculation.DISTINCT:
            return t("record-sum-distinct", value=value, of=evidence.formula.part.of)
        case Calculation.MEAN:
            return t("record-sum-mean", sum=number(t, first.summed), n=first.n, value=value)
        case Calculation.LAST:
            return t("record-sum-last", value=value)
        case _:
            values = sorted(row.adds[0] for row in evidence.rows if row.adds[0] is not None)
            if evidence.hidden or len(values) > _MOST_VALUES:
                return t(f"record-sum-{calculation}", value=value, n=first.n)
            listed = t.listed(number(t, value) for value in values)
            return t(f"record-sum-{calculation}-listed", value=value, values=listed)


def page(t: Translator, evidence: RecordEvidence, *, first: int, name: str, today: date) -> Card:
    """Show ten records of a value from a place on; ``name`` is "" for one's own."""
    last = min(first + PAGE, len(evidence.rows))
    heading = _heading(t, "record-page-headline", evidence, name=name, today=today)
    part = t("record-page", first=first + 1, last=last, n=len(evidence.rows))
    body = (Text(part), table(t, evidence, today=today, first=first))
    said = Text(t.sentences([*_rolled_up(t, evidence), *_order(t, evidence), *added_up(t, evidence)]))
    note = Note(t("reading-note-other" if name else "reading-note"))
    choices = Choices(buttons(t, evidence, first=first))
    return Card("records", plain(t("record-summary")), (Heading(heading), *body, said, choices, note), t.locale)


def file(t: Translator, evidence: RecordEvidence, *, name: str, today: date) -> Card:
    """Give all records of a value as a file: every column, where each is from, what it counts in, and their sum."""
    heading = _heading(t, "record-file-headline", evidence, name=name, today=today)
    others = [t("record-hidden", n=evidence.hidden)] if evidence.hidden else []
    others += _rolled_up(t, evidence)
    others += [t("record-cleaned", n=len(evidence.cleaned))] if evidence.cleaned else []
    said = Text(t.sentences([t("record-in-file", n=len(evidence.rows)), *others, *added_up(t, evidence)]))
    attached = Attachment(plain(t("record-file")), _sheet(t, evidence))
    note = Note(t("reading-note-other" if name else "reading-note"))
    return Card("records", plain(t("record-summary")), (Heading(heading), said, attached, note), t.locale)


def _heading(t: Translator, key: str, evidence: RecordEvidence, *, name: str, today: date) -> Ready:
    period = t.period(evidence.period, evidence.metric.grain, today=today)
    about = {"title": inside(t, evidence.metric), "period": period}
    return t(f"{key}-other", name=named(t, name), **about) if name else t(key, **about)


def _sheet(t: Translator, evidence: RecordEvidence) -> str:
    rows = evidence.rows
    dimensions, measures = (
        list(dict.fromkeys(name for row in rows for name in getattr(row.record, kind)))
        for kind in ("dimensions", "measures")
    )
    parts = ("counts",) if len(parts_of(evidence.formula)) == 1 else ("numerator", "denominator")
    people = evidence.names if evidence.people else None
    header = [
        *(plain(t(f"record-column-{column}")) for column in ("day", "at")),
        *([plain(t("record-column-person")), EMPLOYEE_ID] if people is not None else []),
        plain(t("record-column-id")),
        *dimensions,
        *measures,
        *(plain(t(f"record-column-{column}")) for column in (*parts, "origin", "file", "row", "arrived", "version")),
    ]
    lines = [_line(row, dimensions, measures, people) for row in rows]
    totals = [exact(total.value) for total in totals_of(evidence.formula, [row.record for row in rows])]
    blank = len(header) - len(totals) - 6
    end = [plain(t("record-file-sum")), *([None] * blank), *totals, *([None] * 5)]
    if evidence.cleaned:
        header.append(plain(t("record-column-cleaned")))
        lines = [[*line, _cleaned(t, evidence, row.record)] for line, row in zip(lines, rows, strict=True)]
        end.append(None)
    return sheet(header, [*lines, end])


def _cleaned(t: Translator, evidence: RecordEvidence, record: Record) -> str | None:
    """Say what cleaning changed in the row of a record: what stood there, what it became, and why."""
    cells = evidence.cleaned.get((record.batch, record.row), ())
    said = [
        plain(
            t(
                "record-cleaned-cell",
                column=cell.column,
                original=cell.original,
                value=cell.value,
                rules=t.items([t(f"upload-rule-{rule}") for rule in cell.rules]),
            )
        )
        for cell in cells
    ]
    return "; ".join(said) or None


def _line(
    row: CountedRecord, dimensions: Sequence[str], measures: Sequence[str], names: Mapping[str, str] | None
) -> list[object]:
    record = row.record
    return [
        record.day,
        record.at.isoformat() if record.at else None,
        *([names.get(record.person_id, ""), record.person_id] if names is not None else []),
        record.id,
        *(record.dimensions.get(name) for name in dimensions),
        *(exact(record.measures.get(name)) for name in measures),
        *(exact(added) for added in row.adds),
        record.source,
        record.file,
        record.row,
        record.received_at.isoformat() if record.received_at else None,
        record.version,
    ]


def exact(value: Decimal | None) -> str | None:
    """Write a number as it stands in a file: exactly, without an exponent; None stays an empty cell."""
    return None if value is None else f"{value.normalize():f}"


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    deals = example_record.deals(chinese=t.chinese)
    made = example_record.evidence("collections", "S1", example_record.WON, deals)
    lots = example_record.inspections(chinese=t.chinese)
    shifts = example_record.evidence("defect_rate", "W1", example_record.REJECTS, lots)
    shifts = replace(shifts, rolled_up=RollUp.SHIFT)
    return {
        "records": page(t, made, first=PAGE, name="", today=example.TODAY),
        "records-file": file(t, made, name=names["S1"], today=example.TODAY),
        "records-rolled-up": page(t, shifts, first=0, name=names["W1"], today=example.TODAY),
        "records-file-cleaned": file(t, example_record.cleaned(made, chinese=t.chinese), name="", today=example.TODAY),
    }
