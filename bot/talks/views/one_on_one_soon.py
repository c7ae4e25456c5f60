"""Reminders of a planned one-on-one: the day before to bring something, and two hours before with all there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver
from bot.feedback.domain.feedback import Occasion
from bot.figures.domain import example
from bot.figures.views.finished import example as example_finished
from bot.figures.views.finished import finished
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.talks.views import agenda_goal
from bot.talks.views.agenda import example_points, listed, numbers
from bot.talks.views.one_on_one import quoted, summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.finished import FinishedSince
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.talks.domain.agenda import AgendaPoint
    from bot.talks.domain.agenda_goal import AgendaGoal


def reminder(  # noqa: PLR0913 - each is a part of the reminder
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime,
    last_at: datetime | None,
    points: Sequence[AgendaPoint],
    findings: Sequence[Finding],
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    goals: Sequence[AgendaGoal] = (),
    zone: tzinfo,
    now: datetime,
    topic: tuple[str, str] = ("", ""),
    done: FinishedSince | None = None,
) -> Card:
    """Remind of a meeting: when, what both brought, up to three numbers with one question, each with its reason (U24).

    ``topic`` is what the person wants to talk about, and their name; ``done`` is what they finished since the last one.
    Where the numbers give nothing that is new since then, nothing is said of them.
    """
    heading = _soon(t, name, at, zone=zone, now=now)
    today = now.astimezone(zone).date()
    blocks = [*quoted(*topic), *listed(t, points, last_at=last_at, zone=zone, today=today)]
    blocks += agenda_goal.blocks(t, goals)
    blocks += numbers(t, findings, metrics, drivers, today=today)
    if done and done.items:
        blocks += finished(t, done, today=today)
        blocks += [] if findings else [Text(t("one-on-one-ask-done"))]
    if not blocks:
        blocks.append(Text(t.sentences([t("one-on-one-nothing-new"), t("one-on-one-ask-plain")])))
    who = (("person", person_id),)
    buttons = (
        Button(plain(t("agenda-add")), Action("agenda.add", who)),
        Button(plain(t("one-on-one-move")), Action("one_on_one.times", who)),
    )
    return _card(t, heading, name, [*blocks, Choices(buttons)])


def tomorrow(
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime,
    last_at: datetime | None,
    points: Sequence[AgendaPoint],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Remind of a meeting the day before, while there is time to bring something, or to move it."""
    heading = _soon(t, name, at, zone=zone, now=now)
    blocks = listed(t, points, last_at=last_at, zone=zone, today=now.astimezone(zone).date())
    blocks.append(Text(t("one-on-one-tomorrow-step")))
    who = (("person", person_id),)
    buttons = (
        Button(plain(t("agenda-add")), Action("agenda.add", who)),
        Button(plain(t("one-on-one-move")), Action("one_on_one.times", who)),
        Button(plain(t("one-on-one-call-off")), Action("one_on_one.cancel", who)),
    )
    return _card(t, heading, name, [*blocks, Choices(buttons)])


def _soon(t: Translator, name: str, at: datetime, *, zone: tzinfo, now: datetime) -> Ready:
    moment = t.moment(at, zone=zone, now=now)
    return t("one-on-one-headline", name=named(t, name), moment=moment, ahead=t.ahead(at, now=now))


def _card(t: Translator, heading: Ready, name: str, blocks: Sequence[Block]) -> Card:
    note = Note(t("one-on-one-note"))
    return Card("one_on_one", plain(summary_of(t, name)), (Heading(heading), *blocks, note), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    zone, at = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    outline, _ = feedback_example.outline(Occasion.STANDING, (example.COLLECTIONS, example.NEW_CUSTOMERS), ())
    now = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
    last, brought = datetime(2026, 9, 28, 7, 0, tzinfo=UTC), example_points(t)

    def soon(findings: Sequence[Finding] = (), done: FinishedSince | None = None, *points: AgendaPoint) -> Card:
        return reminder(
            t,
            name=people["S1"].name,
            person_id="S1",
            at=at,
            last_at=last,
            points=points,
            findings=findings,
            metrics=example.METRICS,
            drivers=example_driver.told_drivers(chinese=t.chinese),
            zone=zone,
            now=now,
            done=done,
        )

    early, name = at - timedelta(days=1), people["S1"].name
    before = tomorrow(t, name=name, person_id="S1", at=at, last_at=last, points=brought[:1], zone=zone, now=early)
    return {
        "one-on-one": soon(outline.findings),
        "one-on-one-points": soon(outline.findings[:1], None, *brought),
        "one-on-one-finished": soon((), example_finished(t)),
        "one-on-one-nothing-new": soon(),
        "one-on-one-tomorrow": before,
    }
