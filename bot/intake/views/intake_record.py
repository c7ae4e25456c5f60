"""A record that is held back, on its card: what it says, what is usual, and why it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.cases.views.correction_record import content
from bot.figures.domain.facts import Reason
from bot.figures.domain.held import HeldRecord
from bot.figures.domain.record import Record, RecordStream, Renewal
from bot.kit.identity import Name
from bot.messages.card import Action, FactLine
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.i18n import Translator

_LOOKS = {"import-record-far": "far", "import-record-sign": "sign"}
"""Reasons whose bounds stand on the card already."""


def record_lines(t: Translator, held: HeldRecord, person: Name, *, about: str, today: date) -> tuple[FactLine, ...]:
    """Say all that a record says; ``about`` leads, and what is in doubt comes before the rest."""
    record, usual = held.record, held.reason.values
    when = t.day(record.day, today=today)
    lines = [FactLine(about, t("held-record-person", person=person, stream=record.stream, id=record.id, day=when))]
    if held.measure in record.measures:
        value = _number(t, record.measures[held.measure])
        low, high = (_number(t, str(usual[bound])) for bound in ("low", "high"))
        known = held.reason.key in _LOOKS
        lines.append(
            FactLine(held.measure, value, t("held-usual", low=low, high=high, n=int(usual["n"])) if known else "")
        )
    return tuple(lines)


def record_rest(t: Translator, held: HeldRecord) -> list[str]:
    """Say what else a record says, in a sentence; nothing where it says no more."""
    record = held.record
    rest = [(name, _number(t, value)) for name, value in record.measures.items() if name != held.measure]
    rest += [(name, text) for name, text in record.dimensions.items() if text]
    told = t.items([t("held-record-of", name=name, value=value) for name, value in rest])
    return [t("held-record-rest", rest=told)] if rest else []


def record_reason(t: Translator, held: HeldRecord, metric: str) -> str:
    """Say why a record waits; ``metric`` is the title of the metric that it would make impossible, if it is that."""
    looks = _LOOKS.get(held.reason.key)
    if looks:
        return t(f"held-looks-{looks}")
    return t(held.reason.key, **{**said(t, held.reason), **({"metric": metric} if metric else {})})


def said(t: Translator, reason: Reason) -> Mapping[str, str | int]:
    """Return what stands in a reason, days and numbers as they are written in the language."""
    days = {
        name: t.day(date.fromisoformat(str(reason.values[name]))) for name in ("day", "other") if _is_day(reason, name)
    }
    return {**reason.values, **days}


def _is_day(reason: Reason, name: str) -> bool:
    return reason.key == "import-record-swapped" and name in reason.values


def in_doubt(t: Translator, held: HeldRecord) -> tuple[str, str]:
    """Return the name and the number of the measure that is in doubt; where it is another thing, the record's."""
    value = held.record.measures.get(held.measure)
    return (held.record.stream, held.record.id) if value is None else (held.measure, _number(t, value))


def correcting_record(t: Translator, held: HeldRecord, stream: RecordStream, person: Name) -> Form:
    """Ask for the right record, all of it, and how it is known."""
    args = (("no", str(held.no)),)
    hint = plain(t("held-reason-hint"))
    return Form(
        kind="held",
        title=plain(t("held-form-record", person=person)),
        fields=(
            *content(t, stream, 1, held.record),
            TextField("reason", plain(t("held-reason")), hint=hint, long=True, most=500),
        ),
        submit=plain(t("held-form-save")),
        action=Action("held.corrected", args),
        opener=Action("held.correct", args),
        intro=t("held-form-record-intro", stream=held.record.stream, id=held.record.id),
        locale=t.locale,
    )


def _number(t: Translator, value: Decimal | str) -> str:
    return t.decimal(float(value), decimals=6)


def example(t: Translator) -> list[HeldRecord]:
    """Return a record for each reason."""
    customer, name, cost = ("客户", "金额", "成本") if t.chinese else ("customer", "amount", "cost")
    record = Record(
        "订单" if t.chinese else "orders",
        "SO-1042",
        "00105",
        date(2026, 10, 12),
        {name: Decimal(128000), cost: Decimal(9100)},
        {customer: "华锐机械" if t.chinese else "Harlow Parts"},
        file="orders-2026-10.csv",
        row=57,
        batch=12,
    )
    usual: dict[str, str | int] = {"measure": name, "low": "310", "high": "18400", "n": 412}
    reasons: list[tuple[str, dict[str, str | int]]] = [
        ("import-record-far", usual),
        ("import-record-sign", usual),
        ("import-record-pair", {"measure": name, "other": cost, "low": "1.05", "high": "1.9", "n": 412}),
        ("import-record-swapped", {"day": "2026-12-10", "other": "2026-10-12"}),
        ("import-record-range", {"metric": "calls", "value": "2600", "low": "0", "high": "2000"}),
        ("import-record-bounds", {"measure": name, "low": "0", "high": "50000"}),
    ]
    held = [HeldRecord(21 + no, record, Reason(key, values)) for no, (key, values) in enumerate(reasons)]
    turned = replace(record, measures={name: Decimal(-4200), cost: Decimal(3900)})
    held[1] = replace(held[1], record=turned)
    return held


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    held = example(t)[2]
    record = held.record
    stream = RecordStream(
        record.stream, Renewal.ID, measures=tuple(record.measures), dimensions=tuple(record.dimensions)
    )
    person = Name("王芳" if t.chinese else "Ana Lopez", record.person_id)
    return {"held-record-form": correcting_record(t, held, stream, person)}
