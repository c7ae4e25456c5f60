"""Forms as cards: what leads to the questions stands in the body, and one choice says where to go from a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, assert_never

from bot.messages.card import Card, FactLine, Facts, Heading, Mood, Text
from bot.messages.draft import THEN, TurnTo, encoded
from bot.messages.field import (
    DateField,
    Field,
    GroupField,
    NumberField,
    Option,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
)
from bot.messages.i18n import translator
from bot.messages.panel import blocks_of
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.render import render
from bot.platforms.fit import cut, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages.card import Block
    from bot.messages.form import Form, Section
    from bot.messages.i18n import Translator

Json = dict[str, Any]

FORM_VARIABLES: Final = ("form", "form_status", "form_btn_text", "form_action")
"""What an older import of our card template lacks: with it, forms do not show."""


def render_form(form: Form, *, done: bool = False) -> Json:
    """Return the variables of our card template, all strings, that show a form; once ``done`` it can only be read.

    Of a form with pages it is the one of its step. What is wrong with its answers, and what is too long for a field,
    stands in the body above.
    """
    t = translator(form.locale)
    fields = tuple(_labelled(t, form))
    above = Card(form.kind, form.title, (Heading(form.title), *_above(t, form, fields, done=done)), form.locale)
    described = [_field(field, missing=t("form-required")) for field in fields]
    if form.step and not done:
        described.append(_field(_then(t, form), missing=t("form-required")))
    submit = t("form-submitted") if done else bare(form.submit if form.last else t("form-next"))
    return render(above, {}) | {
        "done": "true",
        "form": json.dumps({"fields": described}, ensure_ascii=False, separators=(",", ":")),
        "form_status": "disabled" if done else "normal",
        "form_btn_text": cut(submit, limits.BUTTON, size=width),
        "form_action": form.action.encoded(),
    }


def _labelled(t: Translator, form: Form) -> Iterator[Field]:
    """Yield the fields that are shown; those of an item say of which it is, since nothing stands between them."""
    several = len([section for section in form.shown if section.title]) > 1
    for section in form.shown:
        for part in section.fields:
            if isinstance(part, GroupField):
                for number, fields in enumerate(part.shown, start=1):
                    for field in fields:
                        label = t("form-item-label", item=part.item, number=number, label=field.label)
                        yield replace(field, label=bare(label))
            elif several and section.title:
                yield replace(part, label=bare(t("form-section-label", section=section.title, label=part.label)))
            else:
                yield part


def _above(t: Translator, form: Form, fields: Sequence[Field], *, done: bool) -> Iterator[Block]:
    labels = {field.name: field.label for field in fields}
    wrong = () if done else [(labels[name], reason) for name, reason in form.problems.items() if name in labels]
    if form.step and len(form.pages) > 1:
        page = form.pages[form.step.page]
        yield Text(t("form-page", at=form.step.page + 1, of=len(form.pages), title=page.title))
    if form.step and form.step.status and not done:
        yield Text(form.step.status)
    if form.intro and not (form.step and form.step.page):
        yield Text(form.intro)
    if wrong:
        yield Text(f"**{t('form-problems', n=len(wrong))}**")
        yield Facts(tuple(FactLine(label, reason, mood=Mood.GAP) for label, reason in wrong))
    for section in form.shown:
        yield from _introduced(t, form, section, done=done)
    if not done:  # once, where an item of a group has the same as the one before
        hints = {field.hint: field for field in reversed(fields) if not _short(field.hint)}
        yield from (Text(f"**{field.label}** {hint}") for hint, field in reversed(hints.items()))


def _introduced(t: Translator, form: Form, section: Section, *, done: bool) -> Iterator[Block]:
    page = form.pages[form.step.page].title if form.step and len(form.pages) > 1 else ""
    alone = sum(bool(shown.title) for shown in form.shown) <= 1  # otherwise the labels say it
    if section.title and section.title != page and (alone or section.intro or section.panels):
        yield Text(f"**{section.title}**")
    if section.intro:
        yield Text(section.intro)
    for panel in section.panels:
        yield from blocks_of(panel)
    for part in section.fields:
        if isinstance(part, GroupField) and not done:
            yield from [Text(part.hint)] if part.hint else []
            yield from [Text(t("form-rest", item=part.item))] if len(part.shown) > part.least else []


def _then(t: Translator, form: Form) -> SelectField:
    """Offer the ways from a page; a card has one button, and only what goes by that brings what was typed."""
    ways = [Option(TurnTo.NEXT.value, bare(form.submit if form.last else t("form-next")))]
    for part in (part for section in form.shown for part in section.fields if isinstance(part, GroupField)):
        if len(part.shown) < part.most:
            ways.append(Option(encoded(TurnTo.MORE, part.name), t("form-more", item=part.item)))
        if len(part.shown) > part.least:
            number = len(part.shown)
            last = encoded(TurnTo.LESS, f"{part.name}.{number}")
            ways.append(Option(last, t("form-less-item", item=part.item, number=number)))
    if form.step and form.step.page:
        ways.append(Option(TurnTo.BACK.value, t("form-back")))
    ways.append(Option(TurnTo.KEEP.value, t("form-keep")))
    turn = form.step.turn if form.step else 0
    options = tuple(replace(way, text=bare(way.text)) for way in ways)
    return SelectField(
        f"{THEN}{turn}", bare(t("form-then")), options, hint=bare(t("form-then-hint")), value=TurnTo.NEXT.value
    )


def _short(hint: str) -> bool:
    return len(hint) <= limits.PLACEHOLDER


def _field(field: Field, *, missing: str) -> Json:
    """Describe one field; numbers are typed as text, because older clients know no other and we read "1.2万"."""
    described: Json = {"name": field.name, "label": cut(bare(field.label), limits.LABEL), "required": field.required}
    if field.required:
        described["requiredMsg"] = missing
    if field.hint and _short(field.hint):
        described["placeholder"] = bare(field.hint)
    match field:
        case TextField(value=value, long=long):
            described |= {"type": "TEXT_AREA" if long else "TEXT", "defaultValue": value}
        case NumberField(value=value):
            described |= {"type": "TEXT", "defaultValue": value}
        case DateField(value=value):
            described |= {"type": "DATE", "defaultValue": value if _is_day(value) else ""}
        case SelectField(value=value) | RatingField(value=value):
            options = field.options
            chosen = _chosen(options, (value,))
            described |= {"type": "SELECT", "options": _options(options), "defaultValue": ""}
            if chosen:
                described["defaultValue"] = {"index": chosen[0], "value": options[chosen[0]].value}
        case SeveralField(options=options, values=values):
            chosen = _chosen(options, values)
            described |= {"type": "MULTI_SELECT", "options": _options(options), "defaultValue": ""}
            if chosen:
                described["defaultValue"] = {"index": chosen, "value": [options[at].value for at in chosen]}
        case _:
            assert_never(field)
    if not described["defaultValue"]:
        del described["defaultValue"]
    return described


def _options(options: Sequence[Option]) -> list[Json]:
    return [
        {"value": option.value, "text": cut(_described(option), limits.OPTION) or option.value} for option in options
    ]


def _described(option: Option) -> str:
    """Write an option with its hint, for which there is no line of its own, where both fit."""
    text, hint = bare(option.text), bare(option.hint)
    both = f"{text} · {hint}"
    return both if hint and len(both) <= limits.OPTION else text


def _chosen(options: Sequence[Option], values: Sequence[str]) -> list[int]:
    return [at for at, option in enumerate(options) if option.value in values]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
