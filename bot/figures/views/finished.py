"""What somebody has finished, as part of a card: each project with its attainment, each training with its hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.example import OCTOBER
from bot.figures.domain.finished import Finished, FinishedSince
from bot.messages.card import Block, FactLine, Facts, Text
from bot.messages.number import amount, share

if TYPE_CHECKING:
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST = 3


def finished(t: Translator, found: FinishedSince, *, today: date) -> list[Block]:
    """Write what is finished, the newest first, with how many more there are; nothing where there is none."""
    if not found.items:
        return []
    lines = tuple(line(t, item, today=today) for item in found.items[:_MOST])
    blocks: list[Block] = [Text(t("finished-since", day=t.day(found.since, today=today))), Facts(lines)]
    if more := len(found.items) - _MOST:
        blocks += [Text(t("finished-more", n=more))] if more > 0 else []
    return blocks


def line(t: Translator, item: Finished, *, today: date) -> FactLine:
    """Write one project or training: what, how far or how well, and when."""
    beside = [t.day(item.day, today=today), *_against_due(t, item)]
    if item.kind is EventKind.TRAINING_DONE:
        beside += [amount(t, float(item.hours), "h")] if item.hours is not None else []
        beside += [t("finished-score", score=str(item.score.normalize()))] if item.score is not None else []
        return FactLine(item.what, t("finished-training"), t.clauses(beside))
    reached = share(t, float(item.attainment), apart=1.0) if item.attainment is not None else None
    value = t("finished-project", share=reached) if reached else t("finished-done")
    return FactLine(item.what, value, t.clauses(beside))


def _against_due(t: Translator, item: Finished) -> list[Ready]:
    if item.due is None:
        return []
    late = (item.day - item.due).days
    if late == 0:
        return [t("finished-just")]
    return [t("finished-late", n=late) if late > 0 else t("finished-early", n=-late)]


def example(t: Translator) -> FinishedSince:
    """Make up what is finished, for the examples of cards that show it."""
    project, course = ("华东区验收项目", "客户访谈") if t.chinese else ("Acceptance East", "Customer interviews")
    done = OCTOBER.end
    return FinishedSince(
        date(2026, 9, 28),
        (
            Finished(EventKind.PROJECT_COMPLETED, project, done, Decimal("0.92"), date(2026, 10, 29)),
            Finished(EventKind.TRAINING_DONE, course, date(2026, 10, 20), hours=Decimal(6), score=Decimal(91)),
        ),
    )
