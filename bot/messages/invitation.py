"""A form as a card: the invitation to fill it in, for when a platform can open it only from a fresh click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Mood, Text
from bot.messages.field import TextField
from bot.messages.form import Form, flat
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from bot.messages.i18n import Translator


def invitation(t: Translator, form: Form) -> Card:
    """Invite somebody to fill in a form; what was wrong with the answers so far stands there too."""
    blocks: list[Block] = [Heading(form.title)]
    if form.intro:
        blocks.append(Text(form.intro))
    labels = {field.name: field.label for field in flat(form.sections)}
    wrong = [FactLine(labels[name], reason, mood=Mood.GAP) for name, reason in form.problems.items() if name in labels]
    blocks += [Facts(tuple(wrong[at : at + 3])) for at in range(0, len(wrong), 3)]
    blocks.append(Choices((Button(plain(t("form-fill-in")), form.opener),)))
    return Card("form", plain(t("form-summary", title=Ready(form.title))), tuple(blocks), form.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    title, label = ("对九月次品率提出异议", "哪里不对") if t.chinese else ("Dispute your September defect rate", "What")
    field = TextField("claim", label, long=True)
    opener, action = Action("dispute"), Action("dispute.raise")
    form = Form(kind="dispute", title=title, fields=(field,), submit="x", action=action, opener=opener, locale=t.locale)
    return {"form-invitation": invitation(t, form)}
