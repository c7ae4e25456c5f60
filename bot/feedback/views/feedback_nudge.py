"""Nudges as cards: to a manager, to talk with somebody, with the evidence and a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver, example_story
from bot.feedback.domain.advice_house import house_text
from bot.feedback.domain.feedback import Occasion, TakenBack
from bot.feedback.views.evidence import quote
from bot.feedback.views.feedback import (
    MessageContent,
    barred_headline,
    example_said,
    last_day,
    steps_text,
    useful_buttons,
    what_moved,
    why_button,
)
from bot.feedback.views.phrase import by_share, is_so_far
from bot.feedback.views.story import crossed, fact
from bot.figures.domain import example
from bot.figures.domain.target import Bar
from bot.figures.views.phrase import inside, value
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.number import share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

Slot = tuple[datetime, tzinfo, datetime]
"""A time that is proposed, its reader's zone, and the present."""


def nudge(  # noqa: PLR0913 - each is a part of the message
    t: Translator,
    said: MessageContent,
    *,
    name: str,
    past: Sequence[Delta] = (),
    units: Mapping[str, str],
    told: bool,
    slot: Slot | None = None,
    unled: bool = False,
    quotes: Sequence[Quote] = (),
) -> Card:
    """Suggest a talk to a manager, with the evidence, what it was before, and questions to begin with.

    ``past`` are the periods just before, newest first; ``units`` names the units that findings may be about. ``told``
    says that the person hears it first. ``slot`` is a proposed time with the reader's zone and the present, where the
    reader is who leads the person; ``unled`` says that nobody does, so that HR reads it. ``quotes`` is what the person
    added.
    """
    first, *others = said.findings()
    metric = said.metric(first)
    lines = [fact(t, first, metric, counted=True, headed=True)]
    if past:
        lines.append(FactLine(t("nudge-before"), _before(t, past, metric, today=said.today)))
    lines += [_context(t, finding, said.metric(finding), units) for finding in others]
    note = "feedback-note-first" if told else "feedback-note-reader"
    return Card(
        said.outline.occasion,
        plain(t("nudge-summary-unled" if unled else "nudge-summary")),
        (
            Heading(_about(t, said, first, name=named(t, name))),
            Facts(tuple(lines[:3])),
            *quotes,
            *what_moved(t, said),
            *([Text(t("nudge-unled", name=named(t, name)))] if unled else steps_text(t, said)),
            _choices(t, said, slot),
            Note(t(note, day=last_day(t, said), **({"name": name} if told else {}))),
        ),
        t.locale,
    )


def _choices(t: Translator, said: MessageContent, slot: Slot | None) -> Choices:
    """Offer the time that is proposed and others, where there is one; else ask whether the message was of use."""
    why = why_button(t, "feedback-why", said.key)
    if slot is None:
        return Choices((why, *useful_buttons(t, said.key)))
    moment, zone, now = slot
    person = ("person", said.outline.subject_id)
    book = Action("one_on_one.book", (person, ("at", moment.isoformat(timespec="minutes"))))
    times = Button(plain(t("one-on-one-other-times")), Action("one_on_one.times", (person,)))
    return Choices((Button(plain(t("nudge-book", moment=t.moment(moment, zone=zone, now=now))), book), times, why))


def quoted(card: Card, quotes: Sequence[Quote]) -> Card:
    """Put what the person added under the facts of a card, in the place of what stood there."""
    rest = [block for block in card.blocks if not isinstance(block, Quote)]
    at = next((place + 1 for place, block in enumerate(rest) if isinstance(block, Facts)), len(rest))
    return replace(card, blocks=(*rest[:at], *quotes, *rest[at:]))


def taken_back(t: Translator, *, name: str, key: str, day: str, why: TakenBack) -> Card:
    """Say in the place of a nudge that nothing calls for a talk any more, and why; its figures are gone."""
    heading = t("nudge-taken-back", name=named(t, name))
    text = t(f"nudge-taken-back-{why}", day=day)
    blocks = (Heading(heading), Text(text), Choices((why_button(t, "feedback-why", key),)))
    return Card(Occasion.NUDGE, plain(t("nudge-summary-taken-back")), blocks, t.locale)


def moved_away(t: Translator, *, name: str, lead: str) -> Card:
    """Say in the place of a nudge that somebody else leads the person by now, and who; its figures are gone."""
    heading = t("nudge-moved", name=named(t, name))
    text = t("nudge-moved-to", name=named(t, name), lead=named(t, lead)) if lead else t("nudge-moved-nobody")
    return Card(Occasion.NUDGE, plain(t("nudge-summary-taken-back")), (Heading(heading), Text(text)), t.locale)


def _about(t: Translator, said: MessageContent, first: Finding, *, name: str) -> Ready:
    metric, delta = said.metric(first), first.delta
    if first.bar and first.bar.fact == "attainment" and delta.attainment is not None and by_share(delta, metric):
        return t(
            "nudge-headline-share-so-far" if is_so_far(delta, metric) else "nudge-headline-share",
            name=name,
            period=t.period(delta.period, metric.grain, today=said.today),
            title=inside(t, metric),
            share=share(t, delta.attainment, apart=(first.bar.limit, 1.0)),
            bar=crossed(t, first, metric, first.bar),
        )
    return barred_headline(t, "nudge-headline-value", first, metric, said, name=name)


def _before(t: Translator, past: Sequence[Delta], metric: Metric, *, today: date) -> Ready:
    """Write the periods before, in the terms in which people speak of the metric."""
    return t.clauses(
        t(
            "nudge-before-item",
            period=t.period(delta.period, metric.grain, today=today),
            value=share(t, delta.attainment or 0.0) if by_share(delta, metric) else value(t, delta, metric),
        )
        for delta in past
    )


def _context(t: Translator, finding: Finding, metric: Metric, units: Mapping[str, str]) -> FactLine:
    line = fact(t, finding, metric)
    unit = units.get(finding.delta.person_id)
    return (
        FactLine(t("nudge-context", unit=unit, title=line.label), line.value, line.against, line.mood) if unit else line
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    agenda = t.sentences(house_text(key, t.locale) for key in ("agenda-obstacle", "when-to-look-again"))
    cause = t.sentences(house_text(key, t.locale) for key in ("agenda-view", "machine-or-material"))
    below, above = Bar("attainment", above=False, limit=0.8), Bar("value", above=True, limit=0.03)
    both = example_said(Occasion.NUDGE, (example.COLLECTIONS, example.COMPLAINTS), ((0, agenda),), below)
    alone = example_said(Occasion.NUDGE, (example.COLLECTIONS,), ((0, agenda),), below)
    falling = example_story.series(*example_story.IMPROVING)
    better = example_said(Occasion.NUDGE, falling[-1:], ((0, cause),), above)
    early = example_said(Occasion.NUDGE, (example.ORDERS_TO_DATE,), ((0, agenda),), below)
    rate = example_said(Occasion.NUDGE, (example.DEFECTS,), ((0, cause),), above)
    shanghai = ZoneInfo("Asia/Shanghai")
    three, half_past = (datetime(2026, 11, 5, 7, minute, tzinfo=UTC) for minute in (0, 30))
    slot, later = (three, shanghai, example.NOW), (half_past, shanghai, example.NOW)
    added = (quote(t, feedback_example.remark(chinese=t.chinese), names["S1"]),)
    earlier = example.EARLIER_COLLECTIONS

    def shown(
        said: MessageContent, *, slot: Slot | None = slot, unled: bool = False, quotes: Sequence[Quote] = ()
    ) -> Card:
        return nudge(
            t, said, name=names["S1"], past=earlier, units={}, told=True, slot=slot, unled=unled, quotes=quotes
        )

    return {
        "nudge": shown(both),
        "nudge-added": shown(alone, quotes=added),
        "nudge-rate": nudge(t, rate, name=names["W1"], past=example.EARLIER_DEFECTS, units={}, told=True, slot=later),
        "nudge-improving": nudge(t, better, name=names["W1"], past=falling[-2:-4:-1], units={}, told=True, slot=later),
        "nudge-so-far": nudge(t, early, name=names["S1"], units={}, told=True, slot=None),
        "nudge-moved": shown(replace(both, drivers=example_driver.told_drivers(chinese=t.chinese))),
        "nudge-moved-away": moved_away(t, name=names["S1"], lead=names["M1"]),
        "nudge-moved-away-nobody": moved_away(t, name=names["S1"], lead=""),
        "nudge-unled": shown(alone, slot=None, unled=True),
        **{
            f"nudge-taken-back-{why}": taken_back(t, name=names["S1"], key="k", day=t.day(example.TODAY), why=why)
            for why in TakenBack
        },
    }
