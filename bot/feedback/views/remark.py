"""Remarks as a form and a card: what the data does not show, who will see it, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.views.dispute_form import choice
from bot.feedback.domain import example as feedback_example
from bot.feedback.views.evidence import quote
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.field import Field, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_LONGEST = 600


def form(
    t: Translator,
    values: Sequence[Delta],
    *,
    metrics: Mapping[str, Metric],
    who: Sequence[str],
    earlier: str,
    said: str,
    today: date,
) -> Form:
    """Ask what the data does not show, of which value where several are meant; ``earlier`` is what stands there now.

    ``who`` will see it; ``said`` are the words by which the same values are found again.
    """
    options = tuple(
        Option(f"{delta.metric}:{delta.period.start.isoformat()}", choice(t, delta, metrics[delta.metric], today=today))
        for delta in values
    )
    text = TextField(
        "text", plain(t("remark-text")), hint=plain(t("remark-hint")), value=earlier, long=True, most=_LONGEST
    )
    asked: tuple[Field, ...] = (text,)
    args: tuple[tuple[str, str], ...] = (("said", said),) if said else ()
    intro: list[Ready] = [seen_by(t, who)]
    if len(values) > 1:
        asked = (SelectField("value", plain(t("dispute-value")), options), text)
    else:
        args = (("value", options[0].value),)
        intro.insert(0, t("dispute-about", value=options[0].text))
    return Form(
        kind="remark",
        title=plain(t("remark-title")),
        fields=asked,
        submit=plain(t("remark-submit")),
        action=Action("context.add", args),
        opener=Action("context", args),
        intro=t.sentences(intro),
        locale=t.locale,
    )


def seen_by(t: Translator, who: Sequence[str]) -> Ready:
    """Say who sees what is added."""
    return t("remark-seen-by", names=t.items(who)) if who else t("remark-seen-by-none")


def added(
    t: Translator, remark: Remark, *, metric: Metric, name: str, who: Sequence[str], today: date, gone: bool = False
) -> Card:
    """Show what was added and who sees it, with ways to change it and to take it back; ``gone`` says that it was."""
    period = t.period(remark.period, metric.grain, today=today)
    about = {"title": inside(t, metric), "period": period}
    heading = t("remark-withdrawn", **about) if gone else t("remark-added", **about)
    if gone:
        text = Text(t("remark-withdrawn-text"))
        return Card("remark", plain(t("remark-summary")), (Heading(heading), text), t.locale)
    place = (("value", f"{remark.metric}:{remark.period.start.isoformat()}"),)
    buttons = (
        Button(plain(t("remark-edit")), Action("context", place)),
        Button(plain(t("dispute-withdraw")), Action("context.withdraw", (("no", str(remark.no)),))),
    )
    return Card(
        "remark",
        plain(t("remark-summary")),
        (
            Heading(heading),
            quote(t, remark, name),
            Text(seen_by(t, who)),
            Choices(buttons),
            Note(t("remark-note")),
        ),
        t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    remark, metric = feedback_example.remark(chinese=t.chinese), example.METRICS["collections"]
    who = (names["M1"], names["W2"])
    return {"remark": added(t, remark, metric=metric, name=names["S1"], who=who, today=example.TODAY)}


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people = example.people(chinese=t.chinese)
    who, metrics, today = (people["M1"].name, people["W2"].name), example.METRICS, example.TODAY
    remark = feedback_example.remark(chinese=t.chinese)
    single, several = [example.COLLECTIONS], [example.COLLECTIONS, example.NEW_CUSTOMERS]
    return {
        "remark-form": form(t, single, metrics=metrics, who=who, earlier=remark.text, said="", today=today),
        "remark-form-several": form(t, several, metrics=metrics, who=who, earlier="", said="", today=today),
    }
