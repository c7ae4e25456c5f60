"""Steps followed through: the taps under a step, what came of one since, and the question that is asked once more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.feedback.domain.advice_answer import AdviceAnswer, AdviceVerdict, TriedStep
from bot.figures.domain import example
from bot.figures.views.phrase import title
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.number import amount
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator


def choices(t: Translator, key: str, step: str, *, again: bool = False) -> Choices:
    """Ask what became of a step of a message; whoever is asked ``again`` is not asked a third time."""
    args = (("key", key), ("step", step), *((("again", "1"),) if again else ()))
    verdicts = [verdict for verdict in AdviceVerdict if not (again and verdict is AdviceVerdict.LATER)]
    buttons = [Button(plain(t(f"advice-{_name(each)}")), Action(f"advice.{each}", args)) for each in verdicts]
    return Choices(tuple(buttons), aside=not again)


def _name(verdict: AdviceVerdict) -> str:
    return verdict.replace("_", "-")


def noted(t: Translator, verdict: AdviceVerdict) -> Ready:
    """Say what follows from an answer."""
    return t(f"advice-noted-{_name(verdict)}")


def answered(t: Translator, card: Card, verdict: AdviceVerdict) -> Card:
    """Redraw a card whose reader has said what became of a step."""
    taps = {f"advice.{each}" for each in AdviceVerdict}
    return card.answered(noted(t, verdict), gone=lambda action: action.name in taps)


def tried(t: Translator, found: TriedStep, metric: Metric, *, today: date) -> Ready:
    """Say what somebody has tried, and where the number went since; not that the one made the other."""
    mine, before = found.answer, found.answer.value
    return t(
        "advice-tried",
        said=mine.said,
        day=t.day(mine.at.date(), today=today),
        title=title(t, metric),
        before=amount(t, before, metric.unit, apart=(found.value,)),
        after=amount(t, found.value, metric.unit, apart=(before,)),
    )


def again(t: Translator, answer: AdviceAnswer) -> Card:
    """Ask once more about a step that somebody wanted to come back to."""
    heading = t("advice-again-headline")
    blocks = (
        Heading(heading),
        Text(t("advice-again-text", said=answer.said)),
        choices(t, answer.feedback, answer.step, again=True),
        Note(t("advice-again-note")),
    )
    return Card("advice_again", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    made = example_answer(t)
    card = again(t, made)
    return {"advice-again": card, "advice-again-done": answered(t, card, AdviceVerdict.DONE)}


def example_answer(t: Translator) -> AdviceAnswer:
    """Give what somebody answered about a step of September's defect rate."""
    key, step = "standing:W1:W1:2026-09-01:m:2026-10-03", "defect_rate:gap:machine-log"
    said = "查设备记录和设定" if t.chinese else "the machine's log and settings"
    at = example.NOW - timedelta(days=30)
    return AdviceAnswer(
        "W1", key, step, "machine-log", "defect_rate", example.SEPTEMBER, 0.029, said, AdviceVerdict.DONE, at
    )
