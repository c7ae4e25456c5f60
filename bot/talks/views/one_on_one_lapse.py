"""The week's digest of one-on-ones that lapsed, by manager, for those above and for HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.kit.period import Period
from bot.messages.card import Block, Card, FactLine, Facts, Heading, Note, Text
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator

_MOST, _TOGETHER = 9, 3


@dataclass(frozen=True, slots=True)
class LapseCount:
    """How many of the people whom a manager is to meet they let pass."""

    name: str
    missed: int
    pairs: int


def digest(t: Translator, counted: Sequence[LapseCount], *, week: Period, today: date) -> Card:
    """Say how many one-on-ones lapsed, manager by manager, the most first."""
    total = sum(row.missed for row in counted)
    heading = t("lapses-headline", n=total, managers=len(counted))
    lines = [
        FactLine(row.name, t("lapses-line", n=row.missed), t("lapses-of", pairs=row.pairs)) for row in counted[:_MOST]
    ]
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    if len(counted) > _MOST:
        blocks.append(Text(t("lapses-more", n=len(counted) - _MOST)))
    note = t("lapses-note", day=t.day(week.end, today=today))
    return Card("lapses", plain(heading), (*blocks, Text(t("lapses-step")), Note(note)), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show it for one manager, and for many."""
    people = example.people(chinese=t.chinese)
    week, today = Period(date(2026, 10, 26), date(2026, 11, 1)), date(2026, 11, 2)
    few = [LapseCount(people["M1"].name, 2, 5)]
    many = [LapseCount(people["M1"].name, 12 - at, 14) for at in range(11)]
    return {
        "lapses": digest(t, few, week=week, today=today),
        "lapses-many": digest(t, many, week=week, today=today),
    }
