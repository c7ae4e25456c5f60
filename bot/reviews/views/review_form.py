"""What is filled in of a review: a template as a form, a page for each section, with what is known beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from bot.messages.card import Action
from bot.messages.field import (
    DateField,
    GroupField,
    NumberField,
    Option,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
    items_in,
)
from bot.messages.field import path as path_of
from bot.messages.form import Form, FormStep, Page, Section
from bot.messages.text import literal, plain
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Filler, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.field import Field, Values
    from bot.messages.form import Panel
    from bot.messages.i18n import Translator
    from bot.reviews.domain.form_template import FormTemplate, TemplateQuestion, TemplateSection

_SHORT, _LONG = 120, 1000
_BARE_RATIO = 2
"""Up to here a number without a sign is a ratio, as everywhere."""


def form(  # noqa: PLR0913 - what a form is made of
    t: Translator,
    template: FormTemplate,
    filler: Filler,
    *,
    title: str,
    intro: str,
    action: Action,
    opener: Action,
    values: Values | None = None,
    panels: Mapping[str, Sequence[Panel]] | None = None,
) -> Form:
    """Make the form of one side.

    ``values`` are the answers that stand there, ``panels`` what is shown by the key of a section ("" the first).
    """
    shown = panels or {}
    pages = []
    for number, section in enumerate(template.of(filler)):
        beside = (*(shown.get("", ()) if not number else ()), *shown.get(section.key, ()))
        pages.append(Page(section.title.said(t.locale), (_section(t, section, tuple(beside)),)))
    made = Form(
        kind="review",
        title=title,
        pages=tuple(pages),
        submit=plain(t("review-submit")),
        action=action,
        opener=opener,
        intro=intro,
        locale=t.locale,
    )
    return made.filled(values) if values else made


def short_form(
    t: Translator,
    template: FormTemplate,
    filler: Filler,
    *,
    title: str,
    intro: str,
    action: Action,
    opener: Action,
) -> Form:
    """Make the form of one side at once, where it is one section: nothing of it is kept before it is sent in."""
    made = form(t, template, filler, title=title, intro=intro, action=action, opener=opener)
    fields = tuple(part for section in made.sections for part in section.fields)
    plain_fields = tuple(part for part in fields if not isinstance(part, GroupField))
    if len(made.pages) > 1 or len(plain_fields) < len(fields):
        return made
    return replace(made, pages=(), fields=plain_fields)


def _section(t: Translator, section: TemplateSection, panels: tuple[Panel, ...]) -> Section:
    title, intro = section.title.said(t.locale), section.intro.said(t.locale)
    if section.repeated:
        fields = tuple(_field(t, question, question.key) for question in section.questions)
        item = section.item.said(t.locale)
        group = GroupField(section.key, "", item, fields, least=section.least, most=section.most)
        return Section(title, (group,), intro=literal(intro), panels=panels)
    asked = tuple(_field(t, question, f"{section.key}.{question.key}") for question in section.questions)
    return Section(title, asked, intro=literal(intro), panels=panels)


def _field(t: Translator, question: TemplateQuestion, name: str) -> Field:
    label, hint = question.label.said(t.locale), question.hint.said(t.locale)
    words = [option.said(t.locale) for option in question.options]
    options = tuple(Option(str(number), text) for number, text in enumerate(words, start=1))
    required = question.required
    match question.kind:
        case QuestionKind.SHORT:
            return TextField(name, label, hint=hint, required=required, most=_SHORT)
        case QuestionKind.LONG:
            return TextField(name, label, hint=hint, required=required, long=True, most=_LONG)
        case QuestionKind.NUMBER:
            return NumberField(name, label, hint=hint, required=required)
        case QuestionKind.PERCENT:
            return NumberField(name, label, hint=hint, required=required, unit="%")
        case QuestionKind.DATE:
            return DateField(name, label, hint=hint, required=required)
        case QuestionKind.CHOICE:
            return SelectField(name, label, options, hint=hint, required=required)
        case QuestionKind.CHOICES:
            return SeveralField(name, label, options, hint=hint, required=required)
        case QuestionKind.RATING:
            return RatingField(name, label, tuple(words), hint=hint, required=required)


def collected(made: Form, values: Values) -> dict[str, str | tuple[str, ...]]:
    """Return the answers that stand in what came back, by the path of their question; items count on without gaps."""
    found: dict[str, str | tuple[str, ...]] = {}
    for section in made.sections:
        for part in section.fields:
            if not isinstance(part, GroupField):
                found |= _given(values, part.name, part.name)
                continue
            number = 0
            for place in range(1, items_in(part, values) + 1):
                names = {field.name: path_of(part.name, place, field.name) for field in part.fields}
                if not any(_given(values, name, name) for name in names.values()):
                    continue
                number += 1
                for name, place_path in names.items():
                    found |= _given(values, place_path, path_of(part.name, number, name))
    return found


def _given(values: Values, name: str, as_name: str) -> dict[str, str | tuple[str, ...]]:
    given = values.get(name, "")
    kept = given.strip() if isinstance(given, str) else tuple(value for value in given if value)
    return {as_name: kept} if kept else {}


def lines(
    t: Translator, section: TemplateSection, values: Values, *, gone: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return the answers of a section: what was asked (with the number of the item, of several) and what was said.

    ``gone`` are the keys of questions that are not asked any more; what was said to them says so.
    """
    return [(label, words) for _, label, words in placed_lines(t, section, values, gone=gone)]


def placed_lines(
    t: Translator, section: TemplateSection, values: Values, *, gone: frozenset[str] = frozenset()
) -> list[tuple[str, str, str]]:
    """Return the answers of a section as :func:`lines` does, each with its path first."""
    found = []
    several = sum(any(key.startswith(begin) for key in values) for begin in section.begins) > 1
    for number, begin in enumerate(section.begins, start=1):
        for question in section.questions:
            path = f"{begin}{question.key}"
            if words := answered(t, question, values.get(path, "")):
                label = question.label.said(t.locale)
                label = f"{number} · {label}" if several else label
                found.append(
                    (path, plain(t("review-label-gone", label=label)) if question.key in gone else label, words)
                )
    return found


def answered(t: Translator, question: TemplateQuestion, given: str | tuple[str, ...]) -> str:
    """Return an answer as it is read: the words of what was chosen, a share with its sign."""
    if question.options:
        chosen = (given,) if isinstance(given, str) else given
        numbers = [int(value) for value in chosen if value.isdecimal()]
        words = [question.options[number - 1].said(t.locale) for number in numbers if number <= len(question.options)]
        return t.listed(words)
    said = given if isinstance(given, str) else t.listed(given)
    return said if question.kind is not QuestionKind.PERCENT else _percent(said)


def _percent(said: str) -> str:
    """Return a share with its sign, as it was read: ``80`` is 80%, and so is ``0.8``."""
    try:
        share = Decimal(said)
    except InvalidOperation:  # it has a sign
        return said
    return f"{(share * 100).normalize():f}%" if share <= _BARE_RATIO else f"{said}%"


def forms(t: Translator) -> dict[str, Form]:
    """Show what colleagues are asked: the kinds of fields that a template can have."""
    action = Action("review.write", (("no", "41"),))
    made = form(
        t, SELF_REVIEW, Filler.PEER, title=SELF_REVIEW.title.said(t.locale), intro="", action=action, opener=action
    )
    return {"review-peer": replace(made, step=FormStep(1))}
