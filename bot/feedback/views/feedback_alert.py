"""Alerts as cards: to the manager of a unit that needs a look today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain import example_driver
from bot.feedback.domain.advice_house import house_text
from bot.feedback.domain.feedback import Occasion
from bot.feedback.domain.machine_state import MachineState
from bot.feedback.views.feedback import (
    MessageContent,
    barred_headline,
    example_said,
    last_day,
    useful_buttons,
    what_moved,
    why_button,
)
from bot.feedback.views.phrase import cases
from bot.feedback.views.story import fact, leading
from bot.figures.domain import example
from bot.figures.domain.target import Bar
from bot.figures.views.phrase import inside, value
from bot.messages.card import Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.number import amount, share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator


def alert(
    t: Translator, said: MessageContent, *, unit: str, parts: Sequence[tuple[str, Delta]] = (), paused: bool
) -> Card:
    """Tell a unit's manager that it needs a look: how much, out of how many, and who or what contributes most.

    ``parts`` are members with their deltas, the largest contribution first. ``paused`` says that reminders about
    individuals are silent meanwhile.
    """
    first = said.findings()[0]
    metric, delta = said.metric(first), first.delta
    lines = [fact(t, first, metric, counted=True, headed=True)]
    lines += [_part(t, name, theirs, delta, metric) for name, theirs in parts[:2]]
    texts = [*said.steps(), *([t("alert-quiet")] if paused else [])]
    if first.bar:
        heading = barred_headline(t, "alert-headline-bar", first, metric, said, unit=named(t, unit))
    else:
        heading = t(
            "alert-headline",
            unit=named(t, unit),
            period=t.period(delta.period, metric.grain, today=said.today),
            title=inside(t, metric),
            value=value(t, delta, metric),
            clause=leading(t, first, metric),
        )
    return Card(
        said.outline.occasion,
        plain(t("alert-summary", unit=named(t, unit), grain=str(metric.grain))),
        (
            Heading(heading),
            Facts(tuple(lines)),
            *what_moved(t, said),
            *([Text(t.sentences(texts))] if texts else []),
            Choices((why_button(t, "alert-why", said.key), *useful_buttons(t, said.key))),
            Note(t("alert-note", day=last_day(t, said))),
        ),
        t.locale,
    )


def _part(t: Translator, name: str, part: Delta, whole: Delta, metric: Metric) -> FactLine:
    """Write one member's contribution: of a ratio's numerator where that is known, of the sum otherwise."""
    if part.numerator is None or part.denominator is None or not whole.numerator:
        return FactLine(name, amount(t, part.value or 0.0, metric.unit))
    against = t("alert-part", share=share(t, part.numerator / whole.numerator))
    return FactLine(name, cases(t, part) or "", against)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    bar = Bar("value", above=True, limit=0.05)
    said = example_said(Occasion.ALERT, (example.LINE,), ((0, house_text("alert-equipment", t.locale)),), bar)
    parts = [(names[machine.person_id], machine) for machine in example.MACHINES]
    place = (example.LINE.person_id, example.LINE.metric, example.LINE.period)
    machine, state = ("3号机", "停机") if t.chinese else ("machine 3", "stopped")
    states = (MachineState(machine, state, 2, 35.0, hours=True),)
    moved = replace(said, drivers={place: example_driver.line_drivers(chinese=t.chinese)}, states=states)
    return {
        "alert": alert(t, said, unit=names["L2"], parts=parts, paused=True),
        "alert-moved": alert(t, moved, unit=names["L2"], paused=True),
    }
