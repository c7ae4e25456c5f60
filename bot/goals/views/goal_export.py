"""Goals handed over as a file that can be changed and sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal_sheet import lines, titles
from bot.goals.views.goal_example import example, example_company
from bot.messages.card import Attachment, Card, Heading, Note, Text
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def card(t: Translator, rows: Sequence[Sequence[str]], *, goals: int) -> Card:
    """Hand over the rows of so many goals."""
    heading = t("goal-export-headline", n=goals)
    file = Attachment(plain(t("goal-export-file")), sheet(titles(chinese=t.chinese), rows))
    blocks = (Heading(heading), Text(t("goal-export-text")), file, Note(t("goal-export-note")))
    return Card("goal_export", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show it once."""
    goals = [example_company(t).goal, example(t).goal]
    return {"goal-export": card(t, list(lines(goals, (), chinese=t.chinese)), goals=len(goals))}
