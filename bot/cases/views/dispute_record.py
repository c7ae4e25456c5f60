"""Forms and tables about the records that a case is about: which are wrong, what is right, what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cases.domain.dispute_record import ClaimedRecord
from bot.figures.domain import example, example_record
from bot.figures.domain.record_evidence import differing
from bot.figures.views.origin import origin
from bot.figures.views.record import number
from bot.messages.card import Action, Block, FactLine, Table, Text
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form, Page, Panel, Section
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.figures.domain.record import Record
    from bot.figures.domain.record_evidence import CountedRecord, RecordEvidence
    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

AT_ONCE, MOST = 10, 100
"""How many rows can be ticked on a page, and on all of them."""
FEW = 20
"""So many rows are paged through; of more somebody says first what is wrong, or which rows they look for."""
ROWS, MISSING, NUMBER = "rows", "missing", "number"
"""What can be wrong with a value that is made of records: some of them, that one is missing, or the number else."""
_LONGEST, _MOST_TOLD = 1000, 2


def pick(
    t: Translator, evidence: RecordEvidence, *, title: str, intro: Ready, action: Action, opener: Action, today: date
) -> Form:
    """Ask which of the records behind a value are meant, ten a page, and whether one is missing."""
    rows = evidence.rows[:MOST]
    fields = [
        SeveralField(
            f"rows{place}",
            plain(t("record-pick-rows", first=at + 1, last=min(at + AT_ONCE, len(rows)), n=len(evidence.rows))),
            tuple(Option(row.mark, row_text(t, evidence, row, today=today)) for row in rows[at : at + AT_ONCE]),
            required=False,
        )
        for place, at in enumerate(range(0, len(rows), AT_ONCE))
    ]
    lacks = (Option(MISSING, plain(t("record-pick-missing"))),)
    last = SeveralField("missing", plain(t("record-pick-else")), lacks, required=False)
    more = [t("record-pick-more", n=MOST)] if len(evidence.rows) > MOST else []
    several = len(fields) > 1
    pages = tuple(
        Page(title, (Section("", (*([field]), *([last] if field is fields[-1] else ()))),)) for field in fields
    )
    return Form(
        kind="dispute_rows",
        title=title,
        fields=() if several else (*fields, last),
        pages=pages if several else (),
        submit=plain(t("record-pick-submit")),
        action=action,
        opener=opener,
        intro=t.sentences([intro, *more]),
        locale=t.locale,
    )


def which(t: Translator, evidence: RecordEvidence, *, intro: Ready, args: tuple[tuple[str, str], ...]) -> Form:
    """Ask what is wrong with a value of more than a few rows, and in words which of them are meant."""
    n = len(evidence.rows)
    ways = tuple(Option(way, plain(t(f"record-which-{way}", n=n))) for way in (ROWS, MISSING, NUMBER))
    words = TextField(
        "words", plain(t("record-which-words")), hint=plain(t("record-which-hint")), required=False, most=40
    )
    return Form(
        kind="dispute_which_rows",
        title=plain(t("dispute-title")),
        fields=(SelectField("what", plain(t("record-which")), ways, value=ROWS), words),
        submit=plain(t("record-pick-submit")),
        action=Action("dispute.find", args),
        opener=Action("dispute", args),
        intro=intro,
        locale=t.locale,
    )


def holding(t: Translator, evidence: RecordEvidence, words: str, *, today: date) -> RecordEvidence:
    """Return the rows in whose line or texts all the words stand that somebody looks for."""
    wanted = words.casefold().split()
    lines = [
        " ".join([row_text(t, evidence, row, today=today), row.record.day.isoformat(), *row.record.dimensions.values()])
        for row in evidence.rows
    ]
    kept = [
        row for row, line in zip(evidence.rows, lines, strict=True) if all(word in line.casefold() for word in wanted)
    ]
    return replace(evidence, rows=tuple(kept))


def row_text(t: Translator, evidence: RecordEvidence, row: CountedRecord, *, today: date) -> str:
    """Write a record in one line: day, id, where it differs from others, and its numbers."""
    record = row.record
    told = [record.dimensions.get(name, "") for name in differing(evidence.rows)[:_MOST_TOLD]]
    numbers = [number(t, record.measures.get(name)) for name in evidence.measures]
    parts = [t.day(record.day, today=today), record.id, *told, *numbers]
    return " · ".join(part for part in parts if part)


def claim(
    t: Translator,
    evidence: RecordEvidence,
    rows: Sequence[CountedRecord],
    *,
    missing: bool,
    who: Sequence[str],
    args: tuple[tuple[str, str], ...],
    today: date,
) -> Form:
    """Ask what is right for each row that was ticked, which is missing, and what is wrong; ``who`` looks into it."""
    fields: list[Field] = [
        TextField(
            f"right{place}",
            plain(t("record-claim-right", row=row_text(t, evidence, row, today=today))),
            hint=plain(t("record-claim-right-hint")),
            required=False,
            most=_LONGEST // 2,
        )
        for place, row in enumerate(rows, start=1)
    ]
    if missing:
        fields += _missing_fields(t, evidence)
    claimed = plain(t("dispute-claim"))
    fields.append(TextField("claim", claimed, hint=plain(t("dispute-claim-hint")), long=True, most=_LONGEST))
    return Form(
        kind="dispute",
        title=plain(t("dispute-title")),
        fields=tuple(fields),
        submit=plain(t("dispute-submit")),
        action=Action("dispute.claim", args),
        opener=Action("dispute.rows", args),
        intro=t("dispute-who", names=t.items(who), n=len(who)),
        locale=t.locale,
    )


def _missing_fields(t: Translator, evidence: RecordEvidence) -> list[Field]:
    found: list[Field] = [DateField("missing_day", plain(t("record-missing-day")), required=False)]
    if evidence.measures:
        label = plain(t("record-missing-amount", measure=evidence.measures[0]))
        found.append(NumberField("missing_amount", label, required=False))
    hint = plain(t("record-missing-text-hint"))
    found.append(
        TextField("missing_text", plain(t("record-missing-text")), hint=hint, required=False, most=_LONGEST // 2)
    )
    return found


def claimed(
    t: Translator,
    records: Sequence[ClaimedRecord],
    now_: Mapping[tuple[str, str], Record],
    *,
    hidden: bool,
    today: date,
) -> list[Block]:
    """Show the rows that a case is about as they stand, each with what the person says of it.

    ``now_`` holds what counts of each, and ``hidden`` says that the reader may not see them: then they are counted.
    """
    if not records:
        return []
    if hidden:
        return [Text(t("record-claimed-hidden", n=len(records)))]
    wrong = [record for record in records if not record.missing]
    shown = [now_[key] for record in wrong if (key := (record.stream, record.id)) in now_]
    measures = list(dict.fromkeys(name for record in shown for name in record.measures))[:_MOST_TOLD]
    header = (
        *(plain(t(f"record-column-{column}")) for column in ("day", "id")),
        *measures,
        *(plain(t(f"record-column-{column}")) for column in ("source", "right")),
    )
    lines = tuple(_claimed(t, record, now_.get((record.stream, record.id)), measures, today=today) for record in wrong)
    blocks: list[Block] = [Table(header, lines)] if lines else []
    lacking = [missing(t, record, today=today) for record in records if record.missing]
    return [*blocks, *([Text("\n".join(lacking))] if lacking else [])]


def _claimed(
    t: Translator, said: ClaimedRecord, record: Record | None, measures: Sequence[str], *, today: date
) -> tuple[str, ...]:
    right = said.right or plain(t("record-claimed-wrong"))
    if record is None:
        return ("", said.id, *("" for _ in measures), plain(t("record-claimed-gone")), right)
    numbers = (number(t, record.measures.get(name)) for name in measures)
    return (t.day(record.day, today=today), record.id, *numbers, origin(t, record), right)


def missing(t: Translator, said: ClaimedRecord, *, today: date) -> Ready:
    """Write what somebody says is missing."""
    parts = [
        t.day(said.day, today=today) if said.day else "",
        number(t, said.amount),
        said.right,
    ]
    return t("record-claimed-missing", what=t.clauses(part for part in parts if part))


def panel(t: Translator, said: ClaimedRecord, *, name: str) -> Panel:
    """Show beside the fields of a row what the person says of it."""
    return Panel(plain(t("record-claim-of", name=name)), (FactLine(t("record-column-right"), said.right),))


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    deals = example_record.deals(chinese=t.chinese)
    made = example_record.evidence("collections", "S1", example_record.WON, deals)
    people = example.people(chinese=t.chinese)
    who, args = [people["M1"].name, people["W2"].name], (("value", "collections:2026-10-01"),)
    intro = t("dispute-about", value="–")
    picked = pick(
        t,
        made,
        title=plain(t("dispute-title")),
        intro=intro,
        action=Action("dispute.rows", args),
        opener=Action("dispute", args),
        today=example.TODAY,
    )
    return {
        "dispute-rows": picked,
        "dispute-which-rows": which(t, made, intro=intro, args=args),
        "dispute-claim": claim(t, made, made.rows[:2], missing=True, who=who, args=args, today=example.TODAY),
    }
