"""Help: what one can ask, and what we say to people and words we do not know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Text
from bot.messages.text import Ready, plain
from bot.people.domain.permission import Role
from bot.people.domain.person import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def overview(t: Translator, *, routes: Sequence[tuple[Role, str, str]], command: str) -> Card:
    """List what can be asked, by whose it is: ``routes`` are role, name and word, ``command`` what stands before."""
    blocks: list[Block] = [Heading(t("help-headline")), Text(t("help-text"))]
    for role, those in groupby(routes, key=lambda route: route[0]):
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


@dataclass(frozen=True, slots=True)
class SuggestedCommand:
    """A command that somebody may have meant: its route, the word for it, what they said with it, if it is a button."""

    route: str
    word: str
    said: str = ""
    pressable: bool = True


def unknown(t: Translator, *, words: str, offers: Sequence[SuggestedCommand], command: str, near: bool = True) -> Card:
    """Say that we do not know the words, which commands are nearest to them if any is, and where the list is.

    Those that are not ``near`` are no guess at what was meant.
    """
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    heading = t("help-unknown", words=shown)
    texts = [t("help-unknown-text", help=typed(command, t("help-word")))]
    blocks: list[Block] = [Heading(heading)]
    if offers:
        lines = [t(f"help-{key(offer.route)}", words=typed(command, offer.word)) for offer in offers]
        blocks.append(Text("\n".join([t("help-unknown-near" if near else "help-unknown-far"), *lines])))
    blocks.append(Text(t.sentences(texts)))
    blocks += _buttons(t, [*offers, SuggestedCommand("help", t("help-headline"))][:_MOST])
    return Card("unknown", plain(heading), tuple(blocks), t.locale)


def before(t: Translator, heard: Sequence[str], offers: Sequence[SuggestedCommand]) -> Card:
    """Say that it is not known which question goes on: what was understood of it, and what may be meant."""
    heading = t("help-before")
    text = Text("\n".join([*heard, t("help-before-text")]))
    return Card("unknown", plain(heading), (Heading(heading), text, *_buttons(t, offers)), t.locale)


def which(t: Translator, said: str, choices: Sequence[tuple[Person, str, str]]) -> Card:
    """Ask which of several people is meant: each with the route that is asked then, and what it is given.

    ``said`` is what they were called, "" where nobody was named.
    """
    heading = t("help-which", said=said) if said else t("help-whose")
    names = [person.name for person, _, _ in choices]
    buttons = tuple(
        Button(
            plain(person.name if names.count(person.name) == 1 else f"{person.name} ({person.id})"),
            Action(route, (("said", given),)),
        )
        for person, route, given in choices[:_MOST]
    )
    text = t("help-which-more" if len(choices) > _MOST or not said else "help-which-text")
    return Card("which", plain(heading), (Heading(heading), Text(text), Choices(buttons)), t.locale)


def answered(t: Translator, kind: str, offers: Sequence[SuggestedCommand]) -> Card:
    """Answer a worry or a wish that is no command with what can be done about it."""
    heading = t(f"help-say-{kind}")
    text = t(f"help-say-{kind}-text")
    return Card("answer", plain(heading), (Heading(heading), Text(text), *_buttons(t, offers)), t.locale)


def others(t: Translator, offers: Sequence[SuggestedCommand]) -> Card:
    """Answer a question about somebody else's figures that is not theirs to ask with what is."""
    return replace(answered(t, "others", offers), kind="others")


def proposed(t: Translator, route: str, said: str, *, what: str = "") -> Card:
    """Ask before a sentence changes something: ``said`` is what the route is given once the button is pressed."""
    heading = t("help-proposed")
    button = Button(plain(t(f"help-do-{key(route)}")), Action(route, (("said", said),) if said else ()))
    text = what or t("help-proposed-text")
    return Card("answer", plain(heading), (Heading(heading), Text(text), Choices((button,))), t.locale)


def _buttons(t: Translator, offers: Sequence[SuggestedCommand]) -> list[Block]:
    buttons = tuple(
        Button(plain(_label(t, offer)), Action(offer.route, (("said", offer.said),) if offer.said else ()))
        for offer in offers
        if offer.pressable
    )
    return [Choices(buttons)] if buttons else []


def _label(t: Translator, offer: SuggestedCommand) -> str:
    if offer.route in _LABELS:
        return t(_LABELS[offer.route])
    return offer.word[:1].upper() + offer.word[1:]


_LABELS = {
    "me": "help-button-me",
    "team": "help-button-team",
    "privacy.ask": "privacy-ask",
    "privacy": "help-button-privacy",
    "pause": "help-do-pause",
    "less": "help-button-less",
    "dispute": "help-button-dispute",
}
_LONGEST = 40
_MOST = 3
"""Buttons that one card has."""


def typed(command: str, word: str) -> Ready:
    """Write what to type; inside a code span nothing needs taking its meaning away."""
    return Ready(f"{command} {word}".strip().replace("`", ""))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    mine, help_ = ("我的数据", "帮助") if t.chinese else ("me", "help")
    routes = [(Role.EMPLOYEE, "me", mine), (Role.EMPLOYEE, "help", help_)]
    command = "" if t.chinese else "/perf"
    words, other = ("我的数锯", "数据") if t.chinese else ("mee", "data")
    lost = unknown(
        t, words=words, offers=[SuggestedCommand("me", mine), SuggestedCommand("data", other)], command=command
    )
    nothing = unknown(t, words="冷" if t.chinese else "it is cold", offers=(), command=command)
    called = [(Person(id_, name), "person", id_) for id_, name in (("P1", "张敏"), ("P2", "张伟")) if t.chinese] or [
        (Person("P1", "Anna Berg"), "person", "P1"),
        (Person("P2", "Anna Lind"), "person", "P2"),
    ]
    asked = "明天谁值班" if t.chinese else "who is on duty"
    far = unknown(t, words=asked, offers=[SuggestedCommand("me", mine)], command=command, near=False)
    return {
        "help": overview(t, routes=routes, command=command),
        "unknown": lost,
        "unknown-nothing": nothing,
        "unknown-far": far,
        "answer": answered(t, "erase", [SuggestedCommand("privacy", ""), SuggestedCommand("privacy.ask", "")]),
        "answer-stop": answered(t, "stop", [SuggestedCommand("less", ""), SuggestedCommand("pause", "")]),
        "answer-others": others(t, [SuggestedCommand("me", mine), SuggestedCommand("help", help_)]),
        "answer-unfair": answered(
            t, "unfair", [SuggestedCommand("dispute", ""), SuggestedCommand("why", "为什么" if t.chinese else "why")]
        ),
        "proposed": proposed(t, "back", ""),
        "before": before(t, [], [SuggestedCommand("me", mine), SuggestedCommand("team", "")]),
        "which": which(t, "小张" if t.chinese else "Anna", called),
        "whose": which(t, "", called),
    }
