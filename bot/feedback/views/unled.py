"""People whom nobody leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.messages.i18n import Translator


def unled(t: Translator, name: str) -> Card:
    """Ask an admin who leads somebody whom nobody does while nobody has the role of HR; no figures."""
    heading = t("unled-headline", name=named(t, name))
    choices = Choices((Button(plain(t("role-change")), Action("role.change")),))
    blocks = (Heading(heading), Text(t("unled-text")), choices, Note(t("role-note-admin")))
    return Card("unled", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    return {"unled": unled(t, example.people(chinese=t.chinese)["W1"].name)}
