"""Absences as cards: what is noted, what happens meanwhile, and what a manager and a deputy are told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Text
from bot.messages.field import DateField, TextField
from bot.messages.form import Form
from bot.messages.text import plain
from bot.people.views import help as help_view

if TYPE_CHECKING:
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.roster.domain.absence import Leave


def noted(t: Translator, first: date, last: date, *, deputy: str, boss: str, today: date) -> Card:
    """Say what was noted, what happens meanwhile and who is told."""
    heading = t("absence-noted", when=_when(t, first, last, today=today))
    texts = [t("absence-noted-text")]
    if deputy:
        texts.append(t("absence-deputy", name=deputy))
    blocks: list[Block] = [Heading(heading), Text(t.sentences(texts))]
    blocks.append(Choices((Button(plain(t("absence-button-back")), Action("back")),)))
    blocks.append(Note(t("absence-note", name=boss) if boss else t("absence-note-alone")))
    return Card("absence", plain(heading), tuple(blocks), t.locale)


def proposed(t: Translator, leave: Leave, *, today: date) -> Card:
    """Ask whether a sentence meant that its writer is away; the button says the days in full."""
    deputy = f", deputy {leave.deputy}" if leave.deputy else ""
    said = f"{leave.first.isoformat()} to {leave.last.isoformat()}{deputy}"
    what = t("absence-proposed", when=_when(t, leave.first, leave.last, today=today))
    return help_view.proposed(t, "away", said, what=what)


def returned(t: Translator) -> Card:
    """Welcome somebody back."""
    heading = t("absence-back")
    return Card("absence", plain(heading), (Heading(heading), Text(t("absence-back-text"))), t.locale)


def told(t: Translator, name: str, first: date, last: date, *, today: date) -> Card:
    """Tell a manager that somebody is away, and until when."""
    heading = t("absence-told", name=name, when=_when(t, first, last, today=today))
    return Card("absence", plain(heading), (Heading(heading), Text(t("absence-told-text"))), t.locale)


def stands_in(t: Translator, name: str, first: date, last: date, *, today: date) -> Card:
    """Tell somebody that they stand in for a manager."""
    heading = t("absence-stands-in", name=name, when=_when(t, first, last, today=today))
    text = Text(t("absence-stands-in-text", name=name))
    return Card("absence", plain(heading), (Heading(heading), text), t.locale)


def form(t: Translator, *, leads: bool, today: date) -> Form:
    """Ask from when to when, and where somebody leads people who stands in."""
    fields: tuple[DateField | TextField, ...] = (
        DateField("first", t("absence-field-first"), value=today.isoformat()),
        DateField("last", t("absence-field-last"), hint=t("absence-hint-last")),
    )
    if leads:
        deputy = TextField("deputy", t("absence-field-deputy"), hint=t("absence-hint-deputy"), required=False, most=80)
        fields = (*fields, deputy)
    return Form(
        kind="absence",
        title=t("absence-form"),
        fields=fields,
        submit=t("absence-submit"),
        action=Action("away.note"),
        opener=Action("away"),
        intro=t("absence-noted-text"),
        locale=t.locale,
    )


def _when(t: Translator, first: date, last: date, *, today: date) -> Ready:
    until = t.day(last, today=today)
    if first <= today:
        return t("absence-until", last=until)
    if first == last:
        return t("absence-on", day=until)
    return t("absence-span", first=t.day(first, today=today), last=until)


def examples(t: Translator) -> dict[str, Card]:
    """Show what the person, their manager and their deputy read."""
    today, first, last = date(2026, 11, 22), date(2026, 12, 1), date(2026, 12, 5)
    name, boss, deputy = ("张敏", "李伟", "王强") if t.chinese else ("Bo Lin", "Ana Silva", "Kim Park")
    return {
        "absence": noted(t, today, last, deputy="", boss=boss, today=today),
        "absence-leader": noted(t, first, last, deputy=deputy, boss="", today=today),
        "absence-day": noted(t, first, first, deputy="", boss=boss, today=today),
        "absence-back": returned(t),
        "absence-told": told(t, name, first, last, today=today),
        "absence-stands-in": stands_in(t, boss, first, last, today=today),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    today = date(2026, 11, 22)
    return {
        "absence-form": form(t, leads=False, today=today),
        "absence-form-leader": form(t, leads=True, today=today),
    }
