"""Values held back, as cards and a form: what each is against what is usual, and what can be done with it (R4)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from bot.domain.intake import Facts as Values
from bot.domain.intake import Held
from bot.domain.metric import Direction, Grain, Metric
from bot.domain.person import Name
from bot.domain.reading import Period
from bot.messages.card import Action, Block, Button, Card, Choices, Divider, FactLine, Facts, Heading, Note, Text
from bot.messages.form import Form, NumberField, TextField
from bot.messages.number import exact
from bot.messages.phrase import title
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.i18n import Translator

MOST = 5
_EPOCH = date(1970, 1, 1)
_LOOKS = {"import-slip": "slip", "import-sign": "sign", "import-far": "far"}
"""Reasons whose bounds stand on the card already."""


def listing(
    t: Translator,
    held: Sequence[Held],
    *,
    metrics: Mapping[str, Metric],
    decided: tuple[Held, str] | None,
    today: date,
) -> Card:
    """Show values that wait for a decision, the oldest first; ``decided`` is one that has just got one."""
    blocks: list[Block] = []
    if decided:
        one, word = decided
        metric = metrics.get(one.metric)
        name = title(t, metric) if metric else one.metric
        value = _value(t, float(one.facts.value[0]), metric)
        blocks.append(Heading(t(f"held-{word}", value=value, person=_whose(one), metric=name)))
        if held:
            blocks.append(Text(t("held-left", n=len(held))))
    elif not held:
        blocks.append(Heading(t("held-none")))
    else:
        blocks.append(Heading(t("held-headline", n=len(held))))
    for place, one in enumerate(held[:MOST]):
        blocks += [Divider()] if place or decided else []
        blocks += _one(t, one, metrics.get(one.metric), today=today)
    if len(held) > MOST:
        blocks.append(Text(t("held-more", n=len(held) - MOST)))
    if held:
        blocks.append(Note(t("held-note")))
    return Card("held", plain(t("held-summary")), tuple(blocks), t.locale)


def _one(t: Translator, one: Held, metric: Metric | None, *, today: date) -> list[Block]:
    start, end = (_EPOCH + timedelta(days=int(days[0])) for days in (one.facts.start, one.facts.end))
    when = t.period(Period(start, end), metric.grain, today=today) if metric else start.isoformat()
    name = title(t, metric) if metric else one.metric
    low, high, n = _usual(t, one, metric)
    value, row = _value(t, float(one.facts.value[0]), metric), str(int(one.facts.row[0]))
    lines = (
        FactLine(t("held-value"), value, t("held-usual", low=low, high=high, n=n) if n else ""),
        FactLine(t("held-about"), t("held-person", person=_whose(one), metric=name, period=when)),
        FactLine(t("held-from"), t("held-row", file=one.file, row=row) if one.file else t("held-row-only", row=row)),
    )
    buttons = tuple(
        Button(plain(t(f"held-button-{word}")), Action(f"held.{word}", (("no", str(one.no)),)))
        for word in ("accept", "correct", "discard")
    )
    return [Facts(lines), Text(_reason(t, one)), Choices(buttons)]


def _whose(one: Held) -> Name:
    """Return the id of whom a value is about, as text that says so."""
    return Name(one.person_id, one.person_id)


def _reason(t: Translator, one: Held) -> str:
    kept = json.loads(one.reason)
    looks = _LOOKS.get(kept["key"])
    return t(f"held-looks-{looks}") if looks else t(kept["key"], **kept["values"])


def _usual(t: Translator, one: Held, metric: Metric | None) -> tuple[str, str, int]:
    """Return between which values the others lie, and how many those are; 0 when that is not why it is held."""
    values = json.loads(one.reason)["values"]
    if not values.get("n"):
        return "", "", 0
    return _value(t, float(values["low"]), metric), _value(t, float(values["high"]), metric), int(values["n"])


def _value(t: Translator, value: float, metric: Metric | None) -> str:
    """Write a value with all its digits: whoever decides looks for a slip in them."""
    return exact(t, value, metric.unit) if metric and metric.is_ratio else t.decimal(value, decimals=4)


def correcting(t: Translator, one: Held, metric: Metric) -> Form:
    """Ask for the right value, and how it is known."""
    args = (("no", str(one.no)),)
    most = plain(t("held-reason-hint"))
    hint = plain(t("held-right-hint", value=_value(t, float(one.facts.value[0]), metric)))
    return Form(
        "held",
        plain(t("held-form", person=one.person_id)),
        (
            NumberField("value", plain(t("held-right")), hint, unit=metric.unit, maximum=metric.maximum),
            TextField("reason", plain(t("held-reason")), most, long=True, most=500),
        ),
        plain(t("held-form-save")),
        Action("held.corrected", args),
        Action("held.correct", args),
        intro=t("held-form-intro", metric=title(t, metric)),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    metric = Metric(
        "calls", "call", Direction.HIGHER, Grain.MONTH, "Calls", "通话量", minimum=Decimal(0), maximum=Decimal(2000)
    )
    slip = {"key": "import-slip", "values": {"low": "90", "high": "110", "n": 11}}
    out = {"key": "import-out-of-range", "values": {"metric": "calls", "low": "0", "high": "2000"}}

    def held(no: int, value: float, reason: Mapping[str, object]) -> Held:
        day = np.array([(date(2026, 10, 1) - _EPOCH).days])
        nothing = np.array([np.nan])
        values = Values(
            np.array([no + 11]), day, day, day, day + 30, np.array([value]), nothing, nothing, np.array([None]), day
        )
        return Held(no, "00105", "calls", 1, values, 12, "calls-2026-10.csv", json.dumps(reason))

    metrics, today = {"calls": metric}, date(2026, 11, 2)
    first, second = held(7, 9500, slip), held(8, 2600, out)
    return {
        "held": listing(t, [first], metrics=metrics, decided=None, today=today),
        "held-several": listing(t, [first, second] * 4, metrics=metrics, decided=None, today=today),
        "held-accepted": listing(t, [second], metrics=metrics, decided=(first, "accepted"), today=today),
        "held-corrected": listing(t, [], metrics=metrics, decided=(first, "corrected"), today=today),
        "held-asked": listing(t, [], metrics=metrics, decided=(first, "asked"), today=today),
        "held-discarded": listing(t, [], metrics=metrics, decided=(first, "discarded"), today=today),
        "held-none": listing(t, [], metrics=metrics, decided=None, today=today),
    }
