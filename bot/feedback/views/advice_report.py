"""What came of advice as a card: told, tried, not for them, and where numbers went, as far as it may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.advice_report import LEAST, AdviceOutcome
from bot.figures.domain.suppression import FLOOR, share
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.number import share as percent
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.advice_report import AdviceArm
    from bot.messages.i18n import Translator

_MOST: Final = 15


def report(t: Translator, outcomes: Sequence[AdviceOutcome]) -> Card:
    """Show of each advice how many were told it, tried it and do not want it, and where their numbers went after.

    What fewer than five people did is not shown, nor what would show it by subtraction.
    """
    shown = [outcome for outcome in outcomes if "told" in outcome.tellable()][:_MOST]
    heading = t("advice-report-headline", n=len(shown))
    blocks: list[Block] = [Heading(heading)]
    if shown:
        columns = ("name", "told", "tried", "refused", "after-tried", "after-others", "evidence")
        header = tuple(plain(t(f"advice-report-{column}")) for column in columns)
        blocks += [Text(t("advice-report-text", least=LEAST)), Table(header, tuple(_row(t, each) for each in shown))]
    else:
        blocks.append(Text(t("advice-report-empty", floor=FLOOR)))
    blocks.append(Choices((Button(plain(t("advice-button-list")), Action("advice")),)))
    note = Note(t("advice-report-note", floor=FLOOR))
    return Card("advice_report", plain(t("advice-report-summary")), (*blocks, note), t.locale)


def _row(t: Translator, outcome: AdviceOutcome) -> tuple[str, ...]:
    counts = {"told": outcome.told, "tried": outcome.tried, "refused": outcome.refused}
    may = outcome.tellable()
    sides = outcome.arms() if outcome.sides_tellable() else (None, None)
    return (
        outcome.name.get(t.locale) or next(iter(outcome.name.values()), outcome.key),
        *(str(len(group)) if name in may else "–" for name, group in counts.items()),
        *(plain(_side(t, side)) if side else "–" for side in sides),
        plain(t(f"advice-evidence-{outcome.evidence()}")),
    )


def _side(t: Translator, side: AdviceArm) -> Ready:
    return t("advice-report-side", share=percent(t, share(side.better, side.n), apart=()), n=side.n)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = [f"p{number}" for number in range(60)]
    told, tried = frozenset(people), frozenset(people[:20])
    shown = {key: house_advice()[key] for key in ("machine-log", "one-change", "side-by-side")}
    better = frozenset(people[:17]) | frozenset(people[20:36])
    first, second, third = shown.values()
    return {
        "advice-report": report(
            t,
            [
                AdviceOutcome(first.key, told, tried, frozenset(people[50:56]), told, better, first.name),
                AdviceOutcome(second.key, told, frozenset(people[:12]), frozenset(), told, told, second.name),
                AdviceOutcome(
                    third.key, frozenset(people[:9]), frozenset(people[:2]), frozenset(), told, told, third.name
                ),
            ],
        ),
        "advice-report-empty": report(t, []),
    }
