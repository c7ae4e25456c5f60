"""Help: what one can ask, and what we say to people and words we do not know."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.permission import Role
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Text
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def overview(t: Translator, *, routes: Sequence[tuple[Role, str, str]], command: str) -> Card:
    """List what can be asked, by whose it is: ``routes`` are role, name and word, ``command`` what stands before."""
    blocks: list[Block] = [Heading(t("help-headline")), Text(t("help-text"))]
    for role, those in groupby(routes, key=lambda one: one[0]):
        lines = [t(f"help-{key(name)}", words=typed(command, word)) for _, name, word in those]
        blocks += [Heading(t(f"help-role-{key(role)}")), Text("\n".join(lines))]
    blocks += [
        Text(t("help-more")),
        Choices((Button(plain(t("help-button-me")), Action("me")),)),
        Note(t("help-note")),
    ]
    return Card("help", plain(t("help-summary")), tuple(blocks), t.locale)


def key(name: str) -> str:
    """Return how a route's or role's name stands in the catalogue."""
    return name.replace(".", "-").replace("_", "-")


def unknown(t: Translator, *, words: str, nearest: str, command: str) -> Card:
    """Say that we do not know the words, what is nearest to them, and where the list is."""
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    heading = t("help-unknown", words=shown)
    texts = [t("help-unknown-text", help=typed(command, t("help-word")))]
    if nearest:
        texts.insert(0, t("help-unknown-near", nearest=typed(command, nearest)))
    choices = Choices(
        (Button(plain(t("help-headline")), Action("help")), Button(plain(t("help-button-me")), Action("me")))
    )
    return Card("unknown", plain(heading), (Heading(heading), Text(t.sentences(texts)), choices), t.locale)


_LONGEST = 40


def typed(command: str, word: str) -> Ready:
    """Write what to type; inside a code span nothing needs taking its meaning away."""
    return Ready(f"{command} {word}".strip().replace("`", ""))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    mine, help_ = ("我的数据", "帮助") if t.chinese else ("me", "help")
    routes = [(Role.EMPLOYEE, "me", mine), (Role.EMPLOYEE, "help", help_)]
    command = "" if t.chinese else "/perf"
    words, nearest = ("我的数锯", "我的数据") if t.chinese else ("helo", "help")
    lost = unknown(t, words=words, nearest=nearest, command=command)
    return {"help": overview(t, routes=routes, command=command), "unknown": lost}
