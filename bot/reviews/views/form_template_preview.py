"""A form as its filler would see it on the platform on which HR looks at it; nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages.card import Button, Card, Heading, Text
from bot.messages.form import PREVIEW, FormStep
from bot.messages.text import plain
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler, QuestionKind
from bot.reviews.views.form_template import preview, rows
from bot.reviews.views.review_form import form

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.field import Values
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.reviews.domain.form_template import FormTemplate, TemplateQuestion


def shown(t: Translator, template: FormTemplate, filler: Filler, *, today: date, sample: bool = False) -> Form:
    """Return the form of one side, its first page first; a ``sample`` has an example in each answer."""
    action = preview(template, filler, sample=sample)
    made = form(
        t,
        template,
        filler,
        title=template.title.said(t.locale),
        intro=t("form-template-preview-intro"),
        action=action,
        opener=action,
        values=_sample(t, template, filler, today) if sample else None,
    )
    return replace(made, step=FormStep(PREVIEW))


def _sample(t: Translator, template: FormTemplate, filler: Filler, today: date) -> Values:
    """Return an example for each question, in the first item of what is asked about several things."""
    return {
        f"{section.begins[0]}{question.key}": _example(t, question, today)
        for section in template.of(filler)
        for question in section.questions
        if question.required
    }


def _example(t: Translator, question: TemplateQuestion, today: date) -> str | tuple[str, ...]:
    """Return what stands as help at a question: that is an example; where there is none, what is asked."""
    match question.kind:
        case QuestionKind.NUMBER | QuestionKind.PERCENT:
            return "120%" if question.kind is QuestionKind.PERCENT else "12"
        case QuestionKind.DATE:
            return today.isoformat()
        case QuestionKind.CHOICE | QuestionKind.RATING:
            return "1"
        case QuestionKind.CHOICES:
            return ("1",)
        case _:
            return question.hint.said(t.locale) or question.label.said(t.locale)


def over(t: Translator, template: FormTemplate, filler: Filler) -> Card:
    """Say that the form was looked at to its end, and where to go from there."""
    heading = t("form-template-preview-over", title=template.title.said(t.locale))
    looks = [
        Button(plain(t(f"form-template-button-preview-{other}")), preview(template, other))
        for other in Filler
        if other is not filler and template.of(other)
    ]
    again = Button(plain(t("form-template-button-preview-again")), preview(template, filler))
    blocks = (Heading(heading), Text(t("form-template-preview-kept-nothing")), *rows([again, *looks]))
    return Card("form_template", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the end of a preview."""
    return {"form-template-preview-over": over(t, example.changed_form(), Filler.EMPLOYEE)}


def forms(t: Translator) -> dict[str, Form]:
    """Show the first two pages as an employee would see them, once with examples filled in."""
    template, today = example.changed_form(), example.cycle(chinese=t.chinese).schedule.opens
    first = shown(t, template, Filler.EMPLOYEE, today=today)
    sample = shown(t, template, Filler.EMPLOYEE, today=today, sample=True)
    return {
        "form-template-preview": first,
        "form-template-preview-sample": replace(sample, step=FormStep(PREVIEW, 1)),
    }
