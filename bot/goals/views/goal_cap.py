"""How much of a goal's part counts at most: as it holds, and a button for the other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.number import share
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

WAYS: Final = (100, 120)
"""Percent of a part that may count at most (methods 4.7)."""


@dataclass(frozen=True, slots=True)
class ShownCap:
    """What holds, in percent, and since when and by whom it was set; None and "" where nobody has set it."""

    percent: int
    since: date | None = None
    author: str = ""


def show(t: Translator, cap: ShownCap, *, today: date, done: bool = False) -> Card:
    """Show what counts at most; ``done`` after it was set just now, when all goals were worked out anew."""
    most = share(t, cap.percent / 100)
    heading = t("goal-cap-set" if done else "goal-cap-now", share=most)
    text = Text(t("goal-cap-all") if cap.percent == WAYS[0] else t("goal-cap-more", share=most))
    buttons = tuple(
        Button(plain(t("goal-cap-button", share=share(t, way / 100))), Action("goal.cap.set", (("most", str(way)),)))
        for way in WAYS
        if way != cap.percent
    )
    since = [t("goal-cap-since", day=t.day(cap.since, today=today), name=cap.author)] if cap.since else []
    note = Note(t.sentences([*since, t("goal-cap-note")]))
    return Card("goal_cap", plain(heading), (Heading(heading), text, Choices(buttons), note), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    today, author = date(2026, 11, 2), "林晓梅" if t.chinese else "Paula Barreto"
    return {
        "goal-cap": show(t, ShownCap(100), today=today),
        "goal-cap-set": show(t, ShownCap(120, date(2026, 11, 2), author), today=today, done=True),
    }
