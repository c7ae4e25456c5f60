"""Corrections of records as forms and tables: what each row should be, and what it was and would be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.cases.domain.correction_record import RecordChange, RecordFate
from bot.cases.domain.dispute_record import ClaimedRecord, RowsMeant
from bot.cases.views.dispute_record import missing, panel, row_text
from bot.figures.domain import example, example_record
from bot.figures.domain.record import RecordStream, Renewal
from bot.figures.domain.record_text import LONGEST_TEXT
from bot.figures.views.record import exact, number
from bot.messages.card import Action, Block, Card, Heading, Table
from bot.messages.field import DateField, NumberField, Option, SelectField, TextField
from bot.messages.form import Form, Page, Section
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.figures.domain.record import Record
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.field import Field
    from bot.messages.i18n import Translator

KEEP = "keep"
"""The value of the option that leaves a row as it is."""
_LONGEST = 1000


def form(
    t: Translator,
    evidence: RecordEvidence,
    meant: RowsMeant,
    *,
    claims: Sequence[ClaimedRecord] = (),
    name: str,
    args: tuple[tuple[str, str], ...],
    today: date,
) -> Form:
    """Ask of each row what it should be, a page each, and on the last one for one that is missing, and the reason.

    ``claims`` is what the person says of them, and ``name`` whose value it is.
    """
    pages = _pages(t, evidence, meant, claims, name=name, today=today)
    return Form(
        kind="correction",
        title=heading(t),
        pages=pages,
        submit=plain(t("correction-submit")),
        action=Action("correction.records", args),
        opener=Action("correction.rows", args),
        intro=t.sentences([t("correction-rows-of", name=named(t, name)), t("correction-how")]),
        locale=t.locale,
    )


def _pages(
    t: Translator,
    evidence: RecordEvidence,
    meant: RowsMeant,
    claims: Sequence[ClaimedRecord],
    *,
    name: str,
    today: date,
) -> tuple[Page, ...]:
    said = {(claim.stream, claim.id): claim for claim in claims if claim.right and not claim.missing}
    pages = []
    for place, row in enumerate(meant.rows, start=1):
        told = said.get((row.record.stream, row.record.id))
        title = plain(t("correction-row-title", id=row.record.id))
        panels = (panel(t, told, name=name),) if told else ()
        intro = t("correction-row", row=row_text(t, evidence, row, today=today))
        section = Section(title, _row(t, row.record, meant.stream, place), intro=intro, panels=panels)
        pages.append(Page(title, (section,)))
    if meant.missing:
        claim = next((claim for claim in claims if claim.missing), None)
        title = plain(t("correction-row-missing"))
        lead = missing(t, claim, today=today) if claim else ""
        pages.append(Page(title, (Section(title, _new(t, evidence, meant.stream, claim), intro=lead),)))
    last = plain(t("correction-reason"))
    hint = plain(t("correction-reason-hint"))
    pages.append(Page(last, (Section("", (TextField("reason", last, hint=hint, long=True, most=_LONGEST),)),)))
    return tuple(pages)


def heading(t: Translator) -> str:
    """Name the form that asks what records should be."""
    return plain(t("correction-rows-title"))


def _row(t: Translator, record: Record, stream: RecordStream, place: int) -> tuple[Field, ...]:
    fates = tuple(
        Option(value, plain(t(f"correction-fate-{value}"))) for value in (RecordFate.CHANGE, RecordFate.WITHDRAW, KEEP)
    )
    return (
        SelectField(f"what{place}", plain(t("correction-fate")), fates, value=RecordFate.CHANGE),
        *content(t, stream, place, record),
        TextField(f"person{place}", plain(t("correction-row-person")), value=record.person_id, required=False, most=80),
    )


def _new(
    t: Translator, evidence: RecordEvidence, stream: RecordStream, claim: ClaimedRecord | None
) -> tuple[Field, ...]:
    fates = tuple(Option(value, plain(t(f"correction-fate-{value}"))) for value in (RecordFate.ADD, "none"))
    alike = {name: values.pop() for name, values in _kinds(evidence).items() if len(values) == 1}
    fields = content(t, stream, 0, None, dimensions=alike)
    first = evidence.measures[0] if evidence.measures else ""
    if claim:
        fields = tuple(_prefilled(field, claim, stream, first) for field in fields)
    return (
        SelectField("what0", plain(t("correction-fate")), fates, value=RecordFate.ADD),
        *fields,
        TextField("id0", plain(t("correction-id")), hint=plain(t("correction-id-hint")), required=False, most=100),
    )


def _prefilled(field: Field, claim: ClaimedRecord, stream: RecordStream, first: str) -> Field:
    if isinstance(field, DateField) and claim.day:
        return replace(field, value=claim.day.isoformat())
    amount = (
        claim.amount is not None and first in stream.measures and field.name == f"m0_{stream.measures.index(first)}"
    )
    return replace(field, value=exact(claim.amount) or "") if isinstance(field, NumberField) and amount else field


def _kinds(evidence: RecordEvidence) -> dict[str, set[str]]:
    """Return which texts the records of a value have in each dimension: what all have alike, another will have too."""
    names = dict.fromkeys(name for row in evidence.rows for name in row.record.dimensions)
    return {name: {row.record.dimensions.get(name, "") for row in evidence.rows} for name in names}


def content(
    t: Translator,
    stream: RecordStream,
    place: int,
    record: Record | None,
    *,
    dimensions: Mapping[str, str] | None = None,
) -> tuple[Field, ...]:
    """Ask for the day, every number and every text of a record, with what stands there."""
    measures = record.measures if record else {}
    dimensions = dimensions or (record.dimensions if record else {})
    numbers = [
        NumberField(f"m{place}_{at}", name, value=exact(measures.get(name)) or "", required=False)
        for at, name in enumerate(stream.measures)
    ]
    texts = [
        TextField(f"d{place}_{at}", name, value=dimensions.get(name, ""), required=False, most=LONGEST_TEXT)
        for at, name in enumerate(stream.dimensions)
    ]
    day = record.day.isoformat() if record else ""
    return (DateField(f"day{place}", plain(t("record-column-day")), value=day), *numbers, *texts)


def changes(
    t: Translator,
    asked: Sequence[RecordChange],
    before: Mapping[tuple[str, str], Record],
    *,
    names: Mapping[str, str],
    today: date,
) -> Table:
    """Show for each record what of it would change: ``before`` is each as it is until then, ``names`` are people's."""
    header = tuple(plain(t(f"record-column-{column}")) for column in ("day", "id", "before", "after"))
    rows = []
    for change in asked:
        record = before.get((change.stream, change.id)) if change.fate is not RecordFate.ADD else None
        was, new = _difference(t, change, record, names=names, today=today)
        rows.append((t.day(record.day if record else change.day, today=today), change.id, was, new))
    return Table(header, tuple(rows))


def _difference(
    t: Translator, change: RecordChange, record: Record | None, *, names: Mapping[str, str], today: date
) -> tuple[str, str]:
    """Write what of a record differs: all that it holds where it is new or is to go."""
    after = _said(t, change.day, change.measures, change.dimensions, change.person_id, names=names, today=today)
    if change.fate is RecordFate.ADD or record is None:
        new = t.listed(f"{name} {value}" for name, value in after.items() if name != _whose(t))
        return plain(t("correction-row-none")), plain(new)
    before = _said(t, record.day, record.measures, record.dimensions, record.person_id, names=names, today=today)
    if change.fate is RecordFate.WITHDRAW:
        held = t.listed(f"{name} {value}" for name, value in before.items() if name in record.measures)
        return plain(held), plain(t("correction-row-withdrawn"))
    differ = [name for name in (before | after) if before.get(name) != after.get(name)]

    def side(held: Mapping[str, str]) -> str:
        return plain(t.listed(f"{name} {held.get(name) or '–'}" for name in differ))

    return side(before), side(after)


def _said(
    t: Translator,
    day: date,
    measures: Mapping[str, Decimal],
    dimensions: Mapping[str, str],
    person_id: str,
    *,
    names: Mapping[str, str],
    today: date,
) -> dict[str, str]:
    held = {plain(t("record-column-day")): t.day(day, today=today)}
    held |= {name: number(t, value) for name, value in measures.items()}
    held |= {name: value for name, value in dimensions.items() if value}
    return held | {_whose(t): names.get(person_id, person_id)}


def _whose(t: Translator) -> str:
    return plain(t("record-column-person"))


def examples(t: Translator) -> dict[str, Card]:
    """Show the table once: a record that is changed, one that is withdrawn, and one that is added."""
    first, second, *_ = example_record.deals(chinese=t.chinese)
    less = {"amount": Decimal(23_500)}
    asked = (
        RecordChange(RecordFate.CHANGE, "orders", first.id, 1, "S1", first.day, less, first.dimensions),
        RecordChange(RecordFate.WITHDRAW, "orders", second.id, 1, "S1", second.day, second.measures, second.dimensions),
        RecordChange(RecordFate.ADD, "orders", "A-1099", 0, "S1", example.OCTOBER.end, less, first.dimensions),
    )
    before = {(record.stream, record.id): record for record in (first, second)}
    blocks: tuple[Block, ...] = (
        Heading(t("correction-rows-title")),
        changes(t, asked, before, names={}, today=example.TODAY),
    )
    return {"correction-records": Card("correction_request", plain(t("correction-rows-title")), blocks, t.locale)}


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once, with what the person says of a row and of a missing one."""
    deals = example_record.deals(chinese=t.chinese)
    made = example_record.evidence("collections", "S1", example_record.WON, deals)
    stream = RecordStream("orders", Renewal.ID, measures=("amount",), dimensions=("customer", "product", "stage"))
    right = "合同是23,500。" if t.chinese else "The contract says 23,500."
    claims = (
        ClaimedRecord("orders", deals[0].id, 1, right),
        ClaimedRecord("orders", right="A-1099", day=example.OCTOBER.end, amount=Decimal(12_000)),
    )
    rows = tuple(row for row in made.rows if row.record.id == deals[0].id)
    name, args = example.people(chinese=t.chinese)["S1"].name, (("no", "12"),)
    meant = RowsMeant(rows, missing=True, stream=stream)
    asked = form(t, made, meant, claims=claims, name=name, args=args, today=example.TODAY)
    return {"correction-records-form": asked}
