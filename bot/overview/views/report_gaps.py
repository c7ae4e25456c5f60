"""Whose figures of a month are missing, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.views.phrase import title
from bot.kit.period import Grain
from bot.messages.card import Block, Card, FactLine, Facts, Heading, Note, Text
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.messages.i18n import Translator

_MOST_LINES = 3


def gaps(
    t: Translator,
    month: Period,
    missing: Mapping[str, tuple[Sequence[str], int]],
    *,
    metrics: Mapping[str, Metric],
    today: date,
) -> Card:
    """Show whose figures of a month are missing: by metric the names of those whom the reader leads, others counted."""
    heading = t("report-gaps-headline", period=t.period(month, Grain.MONTH, today=today), n=len(missing))
    lines = []
    for key, (names, others) in sorted(missing.items()):
        who = [*sorted(names), *([t("report-gaps-others", n=others)] if others else [])]
        lines.append(FactLine(title(t, metrics[key]), t.items(who)))
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _MOST_LINES])) for at in range(0, len(lines), _MOST_LINES)]
    text = Text(t("report-gaps-step" if lines else "report-gap-none"))
    return Card("gaps", plain(heading), (*blocks, text, Note(t("report-gaps-note"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    missing = {"collections": ((names["S1"], names["W1"]), 3), "new_customers": ((), 1)}
    return {"report-gaps": gaps(t, example.OCTOBER, missing, metrics=example.METRICS, today=example.TODAY)}
