"""One-on-ones that are still open, on one card for all of a manager's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.feedback import Occasion
from bot.feedback.views.driver import why_value
from bot.feedback.views.driver_phrase import clauses
from bot.feedback.views.phrase import MOODS, reached
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import Ready, plain
from bot.talks.domain.cadence import Cadence
from bot.talks.views.one_on_one import booked, points, summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

_MOST_POINTS, _MOST_BUTTONS = 3, 3


@dataclass(frozen=True, slots=True)
class Talk:
    """A one-on-one that is still open: with whom, by which rhythm, what about, and a time that is proposed."""

    name: str
    person_id: str
    every_days: int
    last_on: date | None
    slot: datetime
    findings: Sequence[Finding] = ()


def due(
    t: Translator,
    talks: Sequence[Talk],
    *,
    cadence: Cadence,
    start: date,
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Say which talks are still open in a stretch, with a time for the first of them.

    One card for all of them: somebody with twelve reports is not reminded twelve times.
    """
    today = now.astimezone(zone).date()
    buttons = tuple(_book(t, talk, alone=len(talks) == 1, zone=zone, now=now) for talk in talks[:_MOST_BUTTONS])
    if len(talks) == 1:
        [only] = talks
        blocks: list[Block] = [
            Text(_since(t, only, today=today)),
            *points(t, only.findings, metrics, drivers, today=today),
        ]
        heading, summary = t("one-on-one-open", name=named(t, only.name)), summary_of(t, only.name)
        moved = (finding.delta for finding in only.findings[:_MOST_POINTS] if moved_by(drivers, finding.delta))
        buttons += tuple(why_value(t, delta) for delta in islice(moved, 1))
    else:
        known = [talk for talk in talks[:_MOST_POINTS] if talk.findings or talk.last_on]
        blocks = [
            *([Facts(tuple(_line(t, talk, metrics, drivers, today=today) for talk in known))] if known else []),
            *_others(t, [talk.name for talk in talks if talk not in known], alone=not known),
            Text(t("one-on-one-many-step")),
        ]
        heading = t("one-on-one-many", n=len(talks), **_span(cadence))
        summary = heading
    note = Note(t("one-on-one-note-due"))
    which = (("cadence", cadence.code), ("start", start.isoformat()))
    later = Button(plain(t("one-on-one-later")), Action("one_on_one.later", which))
    leave = Choices((later, Button(plain(t("one-on-one-skip")), Action("one_on_one.skip", which))))
    return Card("one_on_one", plain(summary), (Heading(heading), *blocks, Choices(buttons), leave, note), t.locale)


def _span(cadence: Cadence) -> dict[str, str | int]:
    """Return which words name a cadence, and how many weeks or months it has."""
    return {"span": cadence.code.rstrip("0123456789"), "many": cadence.weeks or cadence.months}


def _book(t: Translator, talk: Talk, *, alone: bool, zone: tzinfo, now: datetime) -> Button:
    moment = t.moment(talk.slot, zone=zone, now=now)
    word = t("nudge-book", moment=moment) if alone else t("one-on-one-book", name=named(t, talk.name), moment=moment)
    at = talk.slot.isoformat(timespec="minutes")
    return Button(plain(word), Action("one_on_one.book", (("person", talk.person_id), ("at", at))))


def _since(t: Translator, talk: Talk, *, today: date) -> Ready:
    if talk.last_on:
        return t("one-on-one-open-since", day=t.day(talk.last_on, today=today), every=every(t, talk.every_days))
    return t("one-on-one-open-never", every=every(t, talk.every_days))


def every(t: Translator, days: int) -> Ready:
    """Write how often two are to meet: ``every month``, ``每月``."""
    return t("cadence-every", **_span(Cadence.of(days)))


def _line(t: Translator, talk: Talk, metrics: Mapping[str, Metric], drivers: ValueDrivers, *, today: date) -> FactLine:
    """Write what there is to talk about first, what moved it, and when the two last met."""
    last = t("one-on-one-last", day=t.day(talk.last_on, today=today)) if talk.last_on else ""
    if not talk.findings:
        return FactLine(talk.name, last)
    first = talk.findings[0]
    metric = metrics[first.delta.metric]
    stands = t(
        "week-item",
        title=inside(t, metric),
        period=t.period(first.delta.period, metric.grain, today=today),
        reached=reached(t, first.delta, metric),
    )
    beside = [*clauses(t, drivers, first.delta, today=today), *([last] if last else [])]
    return FactLine(talk.name, stands, t.clauses(beside), MOODS[first.mark])


def _others(t: Translator, names: Sequence[str], *, alone: bool) -> list[Block]:
    if not names:
        return []
    return [Text(t("one-on-one-with" if alone else "one-on-one-others", names=t.items(names)))]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once, also as it stands when a time of it is agreed on."""
    people = example.people(chinese=t.chinese)
    zone, then = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
    outline, _ = feedback_example.outline(Occasion.STANDING, (example.COLLECTIONS, example.NEW_CUSTOMERS), ())

    def talk(key: str, number: int, findings: Sequence[Finding] = ()) -> Talk:
        last_on = date(2026, 9, 28) if number < 2 else None  # noqa: PLR2004 - the newest have not met yet
        return Talk(people[key].name, key, 30, last_on, then + timedelta(minutes=30 * number), findings)

    def still_open(*talks: Talk) -> Card:
        return due(
            t,
            talks,
            cadence=Cadence.of(30),
            start=date(2026, 11, 1),
            metrics=example.METRICS,
            drivers=example_driver.told_drivers(chinese=t.chinese),
            zone=zone,
            now=example.NOW,
        )

    alone = still_open(talk("S1", 0))
    first, second = outline.findings[:1], outline.findings[1:]
    many = still_open(talk("S1", 0, first), talk("W1", 1, second), talk("W2", 2), talk("W3", 3), talk("W4", 4))
    agreed = {"S1": (people["S1"].name, then)}
    return {
        "one-on-one-due": alone,
        "one-on-one-many": many,
        "one-on-one-booked": booked(t, alone, agreed=agreed, zone=zone, now=example.NOW),
        "one-on-one-booked-one": booked(t, many, agreed=agreed, zone=zone, now=example.NOW),
    }
