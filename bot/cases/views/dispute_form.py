"""Forms about cases: what is wrong, what the value should be, why it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.cases.domain.dispute import Dispute
from bot.cases.views import correction
from bot.figures.domain import example
from bot.figures.views.origin import origin
from bot.figures.views.phrase import title, value
from bot.messages.card import Action
from bot.messages.field import Field, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.messages.i18n import Translator

_LONGEST = 1000


def form(
    t: Translator,
    values: Sequence[Delta],
    *,
    metrics: Mapping[str, Metric],
    rows: Sequence[Reading],
    who: Sequence[str],
    told: tuple[tuple[str, str], ...],
    today: date,
) -> Form:
    """Ask what is wrong: which value where there are several, which of its rows, and what it should be.

    ``rows`` are the versions of the value when there is only one; ``who`` looks into it. ``told`` are arguments by
    which the same values are found again.
    """
    options = tuple(Option(_place(delta), choice(t, delta, metrics[delta.metric], today=today)) for delta in values)
    alone = len(values) == 1
    claim = TextField("claim", plain(t("dispute-claim")), hint=plain(t("dispute-claim-hint")), long=True, most=_LONGEST)
    if alone:
        metric = metrics[values[0].metric]
        wanted: Field = NumberField(
            "wanted", plain(t("dispute-wanted")), required=False, unit=metric.unit, maximum=metric.maximum
        )
        asked: tuple[Field, ...] = (*_rows(t, rows, metric), claim, wanted)
    else:
        wanted = TextField("wanted", plain(t("dispute-wanted")), required=False, most=40)
        asked = (SelectField("value", plain(t("dispute-value")), options), claim, wanted)
    args = ((("value", _place(values[0])),) if alone else ()) + told
    about = [t("dispute-about", value=options[0].text)] if alone else []
    return Form(
        kind="dispute",
        title=heading(t),
        fields=asked,
        submit=plain(t("dispute-submit")),
        action=Action("dispute.open", args),
        opener=Action("dispute", args),
        intro=t.sentences([*about, t("dispute-who", names=t.items(who), n=len(who))]),
        locale=t.locale,
    )


def which(
    t: Translator,
    values: Sequence[Delta],
    *,
    metrics: Mapping[str, Metric],
    told: tuple[tuple[str, str], ...],
    today: date,
) -> Form:
    """Ask which of several values is meant, before the rows of that one; ``told`` as in :func:`form`."""
    options = tuple(Option(_place(delta), choice(t, delta, metrics[delta.metric], today=today)) for delta in values)
    return Form(
        kind="dispute_value",
        title=heading(t),
        fields=(SelectField("value", plain(t("dispute-value")), options),),
        submit=plain(t("record-pick-submit")),
        action=Action("dispute.value", told),
        opener=Action("dispute", told),
        locale=t.locale,
    )


def _rows(t: Translator, rows: Sequence[Reading], metric: Metric) -> tuple[Field, ...]:
    """Ask which version of a value is meant, where there are several; the newest is chosen."""
    if len(rows) < 2:  # noqa: PLR2004 - of one there is no choice
        return ()
    versions = tuple(
        Option(
            str(row.version),
            plain(t("dispute-row", value=amount(t, float(row.value), metric.unit), source=origin(t, row))),
        )
        for row in rows
    )
    return (SeveralField("rows", plain(t("dispute-rows")), versions, values=(versions[0].value,)),)


def heading(t: Translator) -> str:
    """Name the form that asks what is wrong."""
    return plain(t("dispute-title"))


def _place(delta: Delta) -> str:
    return f"{delta.metric}:{delta.period.start.isoformat()}"


def choice(t: Translator, delta: Delta, metric: Metric, *, today: date) -> str:
    """Write a value as an option: what, when, how much."""
    period = t.period(delta.period, metric.grain, today=today)
    return plain(t("dispute-choice", title=title(t, metric), period=period, value=value(t, delta, metric)))


def correct(t: Translator, dispute: Dispute, reading: Reading, metric: Metric, *, name: str, today: date) -> Form:
    """Ask what the value should be; it becomes a request that another person approves."""
    number = (("no", str(dispute.no)),)
    period = t.period(dispute.period, metric.grain, today=today)
    asked = correction.fields(t, reading, metric)
    if dispute.wanted is not None:
        asked = tuple(
            replace(field, value=f"{dispute.wanted:f}")
            if isinstance(field, NumberField) and field.name == "value"
            else field
            for field in asked
        )
    stands = correction.stands(t, reading, metric, name=name, period=period)
    return Form(
        kind="dispute_correct",
        title=plain(t("dispute-correct-title", number=str(dispute.no))),
        fields=asked,
        submit=plain(t("correction-submit")),
        action=Action("dispute.accept", number),
        opener=Action("dispute.correct", number),
        intro=t.sentences([stands, t("dispute-correct-how")]),
        locale=t.locale,
    )


def stand(t: Translator, dispute: Dispute, *, name: str) -> Form:
    """Ask why the value stands; the person reads the answer."""
    number = (("no", str(dispute.no)),)
    reason = TextField(
        "reason", plain(t("dispute-stand-reason")), hint=plain(t("dispute-stand-hint")), long=True, most=_LONGEST
    )
    return Form(
        kind="dispute_stand",
        title=plain(t("dispute-stand-title", number=str(dispute.no))),
        fields=(reason,),
        submit=plain(t("dispute-stand-submit")),
        action=Action("dispute.reject", number),
        opener=Action("dispute.stand", number),
        intro=t("dispute-stand-intro", name=named(t, name)),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people = example.people(chinese=t.chinese)
    who, metrics, today = (people["M1"].name, people["W2"].name), example.METRICS, example.TODAY
    now, before = example.versions()
    made = Dispute("W1", "defect_rate", example.SEPTEMBER, Decimal("0.036"), (1,), "", None, example.NOW, today, no=12)
    several = [example.DEFECTS, example.COLLECTIONS]
    return {
        "dispute-form": form(t, [example.DEFECTS], metrics=metrics, rows=[now, before], who=who, told=(), today=today),
        "dispute-form-several": form(t, several, metrics=metrics, rows=(), who=who, told=(), today=today),
        "dispute-value": which(t, several, metrics=metrics, told=(), today=today),
        "dispute-correct": correct(t, made, before, metrics["defect_rate"], name=people["W1"].name, today=today),
        "dispute-stand": stand(t, made, name=people["W1"].name),
    }
