"""One-on-ones as cards: the reminder with what to talk about, the talk that is due, the time that was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain import example
from bot.domain.feedback import Finding, Mark, Occasion
from bot.messages.card import Action, Block, Button, Card, Choices, Facts, Heading, Note, Text
from bot.messages.phrase import fact, inside, named
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST_POINTS = 3


def reminder(
    t: Translator,
    *,
    name: str,
    at: datetime,
    findings: Sequence[Finding],
    metrics: Mapping[str, Metric],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Remind of a meeting: when, up to three points with their numbers, one question (U24)."""
    heading = t(
        "one-on-one-headline",
        name=named(t, name),
        moment=t.moment(at, zone=zone, now=now),
        ahead=t.ahead(at, now=now),
    )
    return _card(t, heading, name, _points(t, findings, metrics))


def due(  # noqa: PLR0913 - a pair, its rhythm, a time and what to talk about
    t: Translator,
    *,
    name: str,
    person_id: str,
    every_days: int,
    last_on: date | None,
    slot: datetime,
    findings: Sequence[Finding],
    metrics: Mapping[str, Metric],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Say that a talk is due by the pair's rhythm, and propose a time."""
    today = now.astimezone(zone).date()
    if last_on:
        since = t("one-on-one-open-since", day=t.day(last_on, today=today), days=every_days)
    else:
        since = t("one-on-one-open-never", days=every_days)
    book = Action("one_on_one.book", (("person", person_id), ("at", slot.isoformat(timespec="minutes"))))
    button = Button(plain(t("nudge-book", moment=t.moment(slot, zone=zone, now=now))), book)
    blocks = [Text(since), *_points(t, findings, metrics), Choices((button,))]
    return _card(t, t("one-on-one-open", name=named(t, name)), name, blocks)


def booked(t: Translator, card: Card, *, at: datetime, zone: tzinfo, now: datetime) -> Card:
    """Redraw a card whose reader has agreed to a time."""
    answer = t("one-on-one-booked", moment=t.moment(at, zone=zone, now=now))
    return replace(card, blocks=tuple(Choices((), answer) if isinstance(one, Choices) else one for one in card.blocks))


def _card(t: Translator, heading: Ready, name: str, blocks: Sequence[Block]) -> Card:
    note = Note(t("one-on-one-note"))
    summary = t("one-on-one-summary", name=named(t, name).strip())
    return Card("one_on_one", plain(summary), (Heading(heading), *blocks, note), t.locale)


def _points(t: Translator, findings: Sequence[Finding], metrics: Mapping[str, Metric]) -> list[Block]:
    """Give the numbers and a question about the first of them; strengths count as much as gaps."""
    if not findings:
        return [Text(t.sentences([t("one-on-one-numbers-none"), t("one-on-one-ask-plain")]))]
    first = findings[0]
    kind = "gap" if first.mark is Mark.GAP else "strength" if first.mark is Mark.STRENGTH else "plain"
    if kind == "plain":
        question = t("one-on-one-ask-plain")
    else:
        question = t(f"one-on-one-ask-{kind}", title=inside(t, metrics[first.delta.metric]))
    lines = tuple(fact(t, one, metrics[one.delta.metric]) for one in findings[:_MOST_POINTS])
    return [Facts(lines), Text(question)]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    name = example.people(chinese=t.chinese)["S1"].name
    zone, at = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    outline, _ = example.outline(Occasion.STANDING, (example.COLLECTIONS, example.NEW_CUSTOMERS), ())
    soon = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
    open_ = due(
        t,
        name=name,
        person_id="S1",
        every_days=30,
        last_on=date(2026, 9, 28),
        slot=datetime(2026, 11, 5, 7, 0, tzinfo=UTC),
        findings=(),
        metrics=example.METRICS,
        zone=zone,
        now=example.NOW,
    )
    planned = reminder(t, name=name, at=at, findings=outline.findings, metrics=example.METRICS, zone=zone, now=soon)
    agreed = booked(t, open_, at=datetime(2026, 11, 5, 7, 0, tzinfo=UTC), zone=zone, now=example.NOW)
    return {"one-on-one": planned, "one-on-one-due": open_, "one-on-one-booked": agreed}
