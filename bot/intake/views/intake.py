"""What is held back, as cards and a form: what each is against what is usual, and what can be done with it (R4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.facts import FactColumns as Values
from bot.figures.domain.facts import HeldValue, Reason
from bot.figures.domain.held import Held, HeldRecord
from bot.figures.domain.metric import Direction, Metric
from bot.figures.views.phrase import title
from bot.intake.views.intake_record import (
    example,
    in_doubt,
    record_lines,
    record_reason,
    record_rest,
)
from bot.kit.identity import Name
from bot.kit.period import Grain, Period
from bot.messages.card import Action, Block, Button, Card, Choices, Divider, FactLine, Facts, Heading, Note, Text
from bot.messages.field import NumberField, TextField
from bot.messages.form import Form
from bot.messages.number import in_full
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
    names: Mapping[str, str],
    decided: tuple[Held, str] | None,
    today: date,
) -> Card:
    """Show values that wait for a decision, the oldest first; ``decided`` is one that has just got one.

    A single one has its buttons below it. Of several each has a number and one button, which opens it: on a platform
    all buttons of a message may stand in one place. ``names`` are people's, by id.
    """
    if decided:
        blocks = _decided(t, *decided, _metric(decided[0], metrics), names, left=len(held))
    else:
        blocks = [Heading(t("held-headline", n=len(held)) if held else t("held-none"))]
    shown = held[:MOST]
    for place, item in enumerate(shown, start=1):
        blocks += [Divider()] if place > 1 or decided else []
        number = place if len(shown) > 1 else 0
        blocks += _about(t, item, _metric(item, metrics), names, number=number, today=today)
        if number:
            blocks.append(Choices((Button(plain(t("held-button-open", n=number)), _do("open", item)),)))
        else:
            blocks.append(_choices(t, item))
    if len(held) > MOST:
        blocks.append(Text(t("held-more", n=len(held) - MOST)))
    if held:
        blocks.append(Note(t("held-note")))
    return Card("held", plain(t("held-summary")), tuple(blocks), t.locale)


def _decided(
    t: Translator, held: Held, word: str, metric: Metric | None, names: Mapping[str, str], *, left: int
) -> list[Block]:
    """Say what was decided about a value, and how many are left."""
    name, value = _called(t, held, metric)
    heading = Heading(t(f"held-{word}", value=value, person=_whose(held, names), metric=name))
    return [heading, Text(t("held-left", n=left))] if left else [heading]


def opened(
    t: Translator, held: Held, metric: Metric | None, *, names: Mapping[str, str], today: date, more: bool = True
) -> Card:
    """Show one value with what can be done with it; ``more`` says that others wait, to which a button leads back."""
    back = (Choices((Button(plain(t("held-button-list")), Action("held")),)),) if more else ()
    blocks = [
        Heading(t("held-headline", n=1)),
        *_about(t, held, metric, names, number=0, today=today),
        _choices(t, held),
        *back,
        Note(t("held-note")),
    ]
    return Card("held", plain(t("held-summary")), tuple(blocks), t.locale)


def confirm(
    t: Translator, held: Held, metric: Metric | None, *, names: Mapping[str, str], accept: bool, today: date
) -> Card:
    """Ask whether a value is to count, or to be left out for good, before it does."""
    word = "accept" if accept else "discard"
    name, value = _called(t, held, metric)
    heading = t(f"held-sure-{word}", value=value, person=_whose(held, names), metric=name)
    sure = Button(plain(t(f"held-button-sure-{word}")), _do(f"{word}ed", held))
    back = Button(plain(t("held-button-back")), _do("open", held))
    blocks = (
        Heading(heading),
        *_about(t, held, metric, names, number=0, today=today),
        Text(t(f"held-sure-{word}-text")),
        Choices((sure, back)),
    )
    return Card("held", plain(t("held-summary")), blocks, t.locale)


def _do(what: str, held: Held) -> Action:
    return Action(f"held.{what}", (("no", str(held.no)),))


def _choices(t: Translator, held: Held) -> Choices:
    words = ("accept", "correct", "discard")
    return Choices(tuple(Button(plain(t(f"held-button-{word}")), _do(word, held)) for word in words))


def _whose(held: Held, names: Mapping[str, str]) -> Name:
    return Name(names.get(held.person_id) or held.person_id, held.person_id)


def _about(
    t: Translator, held: Held, metric: Metric | None, names: Mapping[str, str], *, number: int, today: date
) -> list[Block]:
    """Say all that is known of it; its ``number`` leads where there are several (0: there is held)."""
    about = t("held-about-number", n=number) if number else t("held-about")
    if isinstance(held, HeldRecord):
        told = record_lines(t, held, _whose(held, names), about=about, today=today)
        why = record_reason(t, held, title(t, metric) if metric else "")
        facts = Facts((*told, _from(t, held, held.record.row)))
        return [facts, Text(t.sentences([why, *record_rest(t, held)]))]
    start, end = (_EPOCH + timedelta(days=int(days[0])) for days in (held.facts.start, held.facts.end))
    when = t.period(Period(start, end), metric.grain, today=today) if metric else start.isoformat()
    name = title(t, metric) if metric else held.metric
    low, high, n = _usual(t, held, metric)
    value = _value(t, float(held.facts.value[0]), metric)
    lines = (
        FactLine(about, t("held-person", person=_whose(held, names), metric=name, period=when)),
        FactLine(t("held-value"), value, t("held-usual", low=low, high=high, n=n) if n else ""),
        _from(t, held, int(held.facts.row[0])),
    )
    return [Facts(lines), Text(_reason(t, held))]


def _from(t: Translator, held: Held, row: int) -> FactLine:
    where = t("held-row", file=held.file, row=str(row)) if held.file else t("held-row-only", row=str(row))
    return FactLine(t("held-from"), where)


def _metric(held: Held, metrics: Mapping[str, Metric]) -> Metric | None:
    """Return the metric of a value, or the one that a record would make impossible."""
    return metrics.get(str(held.reason.values.get("metric", "")) if isinstance(held, HeldRecord) else held.metric)


def _called(t: Translator, held: Held, metric: Metric | None) -> tuple[str, str]:
    """Name what is held back, and say what is in doubt of it."""
    if isinstance(held, HeldRecord):
        return in_doubt(t, held)
    name = title(t, metric) if metric else held.metric
    return name, _value(t, float(held.facts.value[0]), metric)


def _reason(t: Translator, held: HeldValue) -> str:
    looks = _LOOKS.get(held.reason.key)
    return t(f"held-looks-{looks}") if looks else t(held.reason.key, **held.reason.values)


def _usual(t: Translator, held: HeldValue, metric: Metric | None) -> tuple[str, str, int]:
    """Return between which values the others lie, and how many those are; 0 when that is not why it is held."""
    values = held.reason.values
    if not values.get("n"):
        return "", "", 0
    low, high = (float(values[bound]) for bound in ("low", "high"))
    if metric and metric.is_ratio:
        return in_full(t, low, metric.unit), in_full(t, high, metric.unit), int(values["n"])
    return t.decimal(low, decimals=4), t.decimal(high, decimals=4), int(values["n"])  # the unit is said before


def _value(t: Translator, value: float, metric: Metric | None) -> str:
    """Write a value with its unit and all its digits: whoever decides looks for a slip in them."""
    return in_full(t, value, metric.unit) if metric else t.decimal(value, decimals=4)


def correcting(t: Translator, held: HeldValue, metric: Metric, *, names: Mapping[str, str]) -> Form:
    """Ask for the right value, and how it is known."""
    args = (("no", str(held.no)),)
    most = plain(t("held-reason-hint"))
    hint = plain(t("held-right-hint", value=_value(t, float(held.facts.value[0]), metric)))
    return Form(
        kind="held",
        title=plain(t("held-form", person=_whose(held, names))),
        fields=(
            NumberField("value", plain(t("held-right")), hint=hint, unit=metric.unit, maximum=metric.maximum),
            TextField("reason", plain(t("held-reason")), hint=most, long=True, most=500),
        ),
        submit=plain(t("held-form-save")),
        action=Action("held.corrected", args),
        opener=Action("held.correct", args),
        intro=t("held-form-intro", metric=title(t, metric)),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    metric, held = _example_metric(), _example
    slip = Reason("import-slip", {"low": "90", "high": "110", "n": 11})
    out = Reason("import-out-of-range", {"metric": "calls", "low": "0", "high": "2000"})
    metrics, today = {"calls": metric}, date(2026, 11, 2)
    names = {"00105": "王芳" if t.chinese else "Ana Lopez"}
    first, second = held(7, 9500, slip), held(8, 2600, out)
    many = [held(7 + no, *((2600, out) if no % 2 else (9500, slip))) for no in range(8)]
    return {
        "held": listing(t, [first], metrics=metrics, names=names, decided=None, today=today),
        "held-several": listing(t, many, metrics=metrics, names=names, decided=None, today=today),
        "held-opened": opened(t, second, metric, names=names, today=today),
        "held-sure-accept": confirm(t, first, metric, names=names, accept=True, today=today),
        "held-sure-discard": confirm(t, first, metric, names=names, accept=False, today=today),
        "held-accepted": listing(t, [second], metrics=metrics, names=names, decided=(first, "accepted"), today=today),
        "held-corrected": listing(t, [], metrics=metrics, names=names, decided=(first, "corrected"), today=today),
        "held-asked": listing(t, [], metrics=metrics, names=names, decided=(first, "asked"), today=today),
        "held-discarded": listing(t, [], metrics=metrics, names=names, decided=(first, "discarded"), today=today),
        **_records(t, first, names, metrics, today),
        "held-none": listing(t, [], metrics=metrics, names=names, decided=None, today=today),
    }


def _records(
    t: Translator, value: HeldValue, names: Mapping[str, str], metrics: Mapping[str, Metric], today: date
) -> dict[str, Card]:
    """Show records once by each reason, and one decided about."""
    far, *rest = example(t)
    same: dict[str, Any] = {"metrics": metrics, "names": names, "today": today}
    return {
        "held-record": listing(t, [far], decided=None, **same),
        "held-records": listing(t, [value, *rest], decided=None, **same),
        "held-record-sure": confirm(t, far, None, names=names, accept=True, today=today),
        "held-record-accepted": listing(t, [], decided=(far, "accepted"), **same),
        "held-record-discarded": listing(t, [], decided=(rest[0], "discarded"), **same),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    names = {"00105": "王芳" if t.chinese else "Ana Lopez"}
    held = _example(7, 9500, Reason("import-slip", {"low": "90", "high": "110", "n": 11}))
    return {
        "held-form": correcting(t, held, _example_metric(), names=names),
    }


def _example_metric() -> Metric:
    return Metric(
        "calls", "call", Direction.HIGHER, Grain.MONTH, "Calls", "通话量", minimum=Decimal(0), maximum=Decimal(2000)
    )


def _example(no: int, value: float, reason: Reason) -> HeldValue:
    day = np.array([(date(2026, 10, 1) - _EPOCH).days])
    nothing = np.array([np.nan])
    values = Values(
        np.array([no + 11]), day, day, day, day + 30, np.array([value]), nothing, nothing, np.array([None]), day
    )
    return HeldValue(no, "00105", "calls", 1, values, 12, "calls-2026-10.csv", reason)
