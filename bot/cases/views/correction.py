"""Corrections as forms and cards: what the value should be, and a second person's yes or no."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.cases.domain.correction import Correction, CorrectionState
from bot.figures.domain import example
from bot.figures.views.origin import origin
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Quote, Text
from bot.messages.field import Field, NumberField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.number import amount
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_LONGEST = 1000


def fields(t: Translator, reading: Reading, metric: Metric) -> tuple[Field, ...]:
    """Ask for the new value, of a ratio for the counts that make it, and for the reason."""
    reason = TextField(
        "reason", plain(t("correction-reason")), hint=plain(t("correction-reason-hint")), long=True, most=_LONGEST
    )
    if metric.is_ratio and reading.numerator is not None and reading.denominator is not None:
        return (
            NumberField("numerator", plain(t("correction-numerator")), value=f"{reading.numerator:f}"),
            NumberField("denominator", plain(t("correction-denominator")), value=f"{reading.denominator:f}"),
            reason,
        )
    value = NumberField("value", plain(t("correction-value")), unit=metric.unit, maximum=metric.maximum)
    return (value, reason)


def form(t: Translator, reading: Reading, metric: Metric, *, name: str, place: str, today: date) -> Form:
    """Ask what a value should be; the old one and where it came from stand above."""
    period = t.period(reading.period, metric.grain, today=today)
    args = (("person", reading.person_id), ("value", place))
    return Form(
        kind="correction",
        title=plain(t("correction-title")),
        fields=fields(t, reading, metric),
        submit=plain(t("correction-submit")),
        action=Action("correction.ask", args),
        opener=Action("correct", args),
        intro=t.sentences([stands(t, reading, metric, name=name, period=period), t("correction-how")]),
        locale=t.locale,
    )


def stands(t: Translator, reading: Reading, metric: Metric, *, name: str, period: str) -> Ready:
    """Write which value is stored now, and where it came from."""
    return t(
        "correction-stands",
        name=named(t, name),
        period=period,
        title=inside(t, metric),
        value=written(t, reading.value, metric, of=(reading.numerator, reading.denominator)),
        source=origin(t, reading),
    )


def written(t: Translator, value: Decimal, metric: Metric, *, of: tuple[Decimal | None, Decimal | None]) -> Ready:
    """Write an exact value, with its counts where it has some."""
    text = amount(t, float(value), metric.unit)
    numerator, denominator = of
    if numerator is None or denominator is None:
        return text
    counts = t(
        "phrase-cases",
        numerator=t.decimal(float(numerator), decimals=2),
        denominator=t.decimal(float(denominator), decimals=2),
    )
    return t("correction-counted", value=text, counts=counts)


def approval(
    t: Translator,
    correction: Correction,
    *,
    metric: Metric,
    name: str,
    asker: str,
    today: date,
    rows: Sequence[Block] = (),
) -> Card:
    """Ask somebody else of HR whether a correction may count: the old value, the new one, who asks and why.

    ``rows`` show what would change of the records that the value is made of.
    """
    number = (("no", str(correction.no)),)
    texts = [t("correction-asked-by", name=named(t, asker), number=str(correction.no))]
    if correction.dispute:
        texts.append(t("correction-from-case", number=str(correction.dispute)))
    return Card(
        "correction_request",
        plain(t("correction-request-summary")),
        (
            Heading(_heading(t, "correction-request-headline", correction, metric, name=name, today=today)),
            _values(t, correction, metric),
            *rows,
            Text(t.sentences(texts)),
            Quote(literal(correction.reason), asker),
            Choices(
                (
                    Button(plain(t("correction-approve")), Action("correction.approve", number)),
                    Button(plain(t("correction-reject")), Action("correction.reject", number)),
                )
            ),
            Note(t("correction-note")),
        ),
        t.locale,
    )


def refusal(t: Translator, correction: Correction) -> Form:
    """Ask for the reason why a correction may not count."""
    number = (("no", str(correction.no)),)
    return Form(
        kind="correction_reject",
        title=plain(t("correction-reject-title", number=str(correction.no))),
        fields=(TextField("reason", plain(t("correction-reject-reason")), long=True, most=_LONGEST),),
        submit=plain(t("correction-reject-submit")),
        action=Action("correction.refuse", number),
        opener=Action("correction.reject", number),
        locale=t.locale,
    )


def asked(
    t: Translator, correction: Correction, *, metric: Metric, name: str, today: date, rows: Sequence[Block] = ()
) -> Card:
    """Tell whoever asked that somebody else decides now."""
    heading = _heading(t, "correction-asked-headline", correction, metric, name=name, today=today)
    text = t("correction-asked-text", number=str(correction.no))
    return Card(
        "correction_request",
        plain(t("correction-summary-asked")),
        (Heading(heading), _values(t, correction, metric), *rows, Text(text)),
        t.locale,
    )


def decided(t: Translator, correction: Correction, *, metric: Metric, name: str, by: str, today: date) -> Card:
    """Tell whoever asked what became of it."""
    kind = "approved" if correction.state is CorrectionState.APPROVED else "rejected"
    heading = _heading(t, f"correction-{kind}-headline", correction, metric, name=name, today=today)
    blocks: list[Block] = [
        Heading(heading),
        _values(t, correction, metric),
        Text(t(f"correction-{kind}-text", name=named(t, by))),
    ]
    if correction.decision:
        blocks.append(Quote(literal(correction.decision), by))
    return Card("correction_request", plain(t("correction-summary-decided")), tuple(blocks), t.locale)


def _heading(t: Translator, key: str, correction: Correction, metric: Metric, *, name: str, today: date) -> Ready:
    period = t.period(correction.period, metric.grain, today=today)
    return t(key, name=named(t, name), title=inside(t, metric), period=period)


def _values(t: Translator, correction: Correction, metric: Metric) -> Facts:
    done = correction.state is CorrectionState.APPROVED
    new = t("correction-no-value")
    if correction.value is not None:
        new = written(t, correction.value, metric, of=(correction.numerator, correction.denominator))
    beside = None if correction.value is None else float(correction.value)
    return Facts(
        (
            FactLine(
                t("correction-held" if not correction.version else "correction-before" if done else "correction-old"),
                amount(t, float(correction.old), metric.unit, apart=beside),
            ),
            FactLine(t("correction-after" if done else "correction-new"), new),
        )
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    reason = "3号批次重复登记了15件。" if t.chinese else "Lot 3 was registered twice, 15 pieces."
    made = Correction(
        "W1",
        "defect_rate",
        example.SEPTEMBER,
        Decimal("0.036"),
        1,
        Decimal("0.024"),
        reason,
        "W2",
        datetime(2026, 10, 8, 2, tzinfo=UTC),
        Decimal(48),
        Decimal(2000),
        dispute=12,
        no=7,
    )
    metric, name, today = example.METRICS["defect_rate"], names["W1"], example.TODAY
    approved = replace(made, state=CorrectionState.APPROVED, decided_by="W3")
    return {
        "correction-request": approval(t, made, metric=metric, name=name, asker=names["W2"], today=today),
        "correction-asked": asked(t, made, metric=metric, name=name, today=today),
        "correction-approved": decided(t, approved, metric=metric, name=name, by=names["W3"], today=today),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    name, today = example.people(chinese=t.chinese)["W1"].name, example.TODAY
    metric, at = example.METRICS["defect_rate"], datetime(2026, 10, 8, 2, tzinfo=UTC)
    _, before = example.versions()
    place = f"defect_rate:{example.SEPTEMBER.start.isoformat()}"
    made = Correction("W1", "defect_rate", example.SEPTEMBER, Decimal("0.036"), 1, Decimal("0.024"), "", "W2", at, no=7)
    return {
        "correction-form": form(t, before, metric, name=name, place=place, today=today),
        "correction-refusal": refusal(t, made),
    }
