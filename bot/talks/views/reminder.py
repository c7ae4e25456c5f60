"""Reminders as forms and cards: the figure in one factual sentence, and below it the words of whoever sends it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.story import reads
from bot.feedback.views.phrase import MOODS, beside_target, trend
from bot.figures.domain import example
from bot.figures.views.phrase import counted, inside, title
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Quote, Text
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.talks.domain.reminder import LONGEST_NOTE

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


@dataclass(frozen=True, slots=True)
class FigureForReader:
    """A figure with its definition, and the reader's date."""

    delta: Delta
    metric: Metric
    today: date

    def period(self, t: Translator) -> str:
        """Name its period as people say it."""
        return t.period(self.delta.period, self.metric.grain, today=self.today)

    def against(self, t: Translator) -> Ready:
        """Write what it is held against."""
        return t.clauses([*beside_target(t, self.delta, self.metric), *trend(t, self.delta, self.metric)])

    def arguments(self) -> tuple[tuple[str, str], ...]:
        """Return what a button has to carry for it."""
        return (("metric", self.metric.key), ("start", self.delta.period.start.isoformat()))


def form(t: Translator, seen: FigureForReader, *, person_id: str, name: str) -> Form:
    """Show the sentence that would be sent, who would see it, and ask for one of the sender's own."""
    sentence = t(
        "reminder-sentence",
        period=seen.period(t),
        title=inside(t, seen.metric),
        value=counted(t, seen.delta, seen.metric),
        against=seen.against(t),
    )
    opener = Action("reminder", (("person", person_id), ("metric", seen.metric.key)))
    return Form(
        kind="reminder",
        title=t("reminder-title", name=named(t, name)),
        fields=(
            TextField(
                "note", t("reminder-own"), hint=t("reminder-own-hint"), required=False, long=True, most=LONGEST_NOTE
            ),
        ),
        submit=t("reminder-submit"),
        action=Action("reminder", (("person", person_id), *seen.arguments())),
        opener=opener,
        intro=t.sentences([sentence, t("reminder-who", name=named(t, name))]),
        locale=t.locale,
    )


def reminder(t: Translator, seen: FigureForReader, *, by: str, note: str) -> Card:
    """Tell somebody their figure, who sends it, and that they can say what it does not show."""
    heading = t("reminder-headline", name=named(t, by), period=seen.period(t))
    blocks: list[Block] = [Heading(heading), Facts((_line(t, seen),))]
    if note:
        blocks.append(Quote(literal(note), by))
    choices = Choices(
        (
            Button(plain(t("reminder-answer")), Action("reminder.answer", seen.arguments())),
            Button(plain(t("reminder-talk")), Action("talk")),
        )
    )
    return Card("reminder", plain(heading), (*blocks, choices, Note(t("reminder-note", name=named(t, by)))), t.locale)


def _line(t: Translator, seen: FigureForReader) -> FactLine:
    mood = MOODS[reads(seen.delta, seen.metric)]
    return FactLine(title(t, seen.metric), counted(t, seen.delta, seen.metric), seen.against(t), mood)


def drawn(t: Translator, card: Card, seen: FigureForReader | None, *, wrong: bool = False) -> Card:
    """Put a figure as it is now into a card that tells it; ``wrong`` says that it was another when the card came.

    Without a figure, which its reader may not see any more, none is left in it.
    """
    blocks: list[Block] = []
    for block in card.blocks:
        if isinstance(block, Facts):
            blocks += [Facts((_line(t, seen),))] if seen else []
            blocks += [Text(t("reminder-corrected"))] if wrong else []
        else:
            blocks.append(block)
    return replace(card, blocks=tuple(blocks))


def figures_of(card: Card) -> list[Facts]:
    """Return the figures on a card."""
    return [block for block in card.blocks if isinstance(block, Facts)]


def corrected(t: Translator, seen: FigureForReader, *, day: str) -> Card:
    """Say in a few words that a figure was wrong in a message of a ``day``, which cannot be changed."""
    heading = t("reminder-corrected-headline", title=inside(t, seen.metric), period=seen.period(t))
    blocks = (Heading(heading), Facts((_line(t, seen),)), Text(t("reminder-corrected-before", day=day)))
    return Card("reminder", plain(t("reminder-corrected-summary")), blocks, t.locale)


def answering(t: Translator, *, metric: str, start: str) -> Form:
    """Ask somebody what a figure does not show, and say who will read it."""
    action = Action("reminder.answer", (("metric", metric), ("start", start)))
    return Form(
        kind="reminder",
        title=t("reminder-answer-title"),
        fields=(
            TextField("text", t("reminder-answer-text"), hint=t("reminder-answer-hint"), long=True, most=LONGEST_NOTE),
        ),
        submit=t("reminder-answer-submit"),
        action=action,
        opener=action,
        intro=t("reminder-answer-who"),
        locale=t.locale,
    )


def answered(t: Translator, seen: FigureForReader, *, name: str, text: str) -> Card:
    """Bring somebody's words to whoever reminded them, beside the figure."""
    heading = t("reminder-answered", name=named(t, name), period=seen.period(t), title=inside(t, seen.metric))
    blocks = (Heading(heading), Facts((_line(t, seen),)), Quote(literal(text), name), Note(t("reminder-answered-note")))
    return Card("reminder", plain(t("reminder-answered-summary", name=name)), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    seen = FigureForReader(example.DEFECTS, example.METRICS["defect_rate"], example.TODAY)
    note = "先看首件，再看参数。" if t.chinese else "First pieces first, then the settings."
    text = "那两天3号机在调试。" if t.chinese else "Machine 3 was being set up on two of those days."
    sent = reminder(t, seen, by=people["M1"].name, note=note)
    return {
        "reminder": sent,
        "reminder-drawn-anew": drawn(t, sent, replace(seen, delta=replace(seen.delta, value=0.021)), wrong=True),
        "reminder-drawn-without": drawn(t, sent, None, wrong=True),
        "reminder-corrected": corrected(t, seen, day=t.day(date(2026, 10, 30), today=example.TODAY)),
        "reminder-plain": reminder(t, seen, by=people["M1"].name, note=""),
        "reminder-answered": answered(t, seen, name=people["W1"].name, text=text),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people = example.people(chinese=t.chinese)
    seen = FigureForReader(example.DEFECTS, example.METRICS["defect_rate"], example.TODAY)
    return {
        "reminder-form": form(t, seen, person_id="W1", name=people["W1"].name),
        "reminder-answering": answering(t, metric="defect_rate", start=example.OCTOBER.start.isoformat()),
    }
