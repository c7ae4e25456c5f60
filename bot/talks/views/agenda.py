"""Agendas as cards: what both brought, what one prepared alone, and what is new in the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver
from bot.feedback.domain.feedback import Mark, Occasion
from bot.feedback.views.driver import why_value
from bot.feedback.views.driver_phrase import explained
from bot.feedback.views.story import fact
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.talks.domain.agenda import LONGEST_POINT, AgendaPoint, AgendaTopic
from bot.talks.views import agenda_goal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.talks.domain.agenda_goal import AgendaGoal

_TOGETHER, _MOST_POINTS, _MOST_NUMBERS = 3, 6, 3


def listed(
    t: Translator, points: Sequence[AgendaPoint], *, last_at: datetime | None, zone: tzinfo, today: date
) -> list[Block]:
    """Give the points of a talk by topic, the oldest first; one that was there at the last talk says since when."""
    order = {topic: place for place, topic in enumerate(AgendaTopic)}
    blocks: list[Block] = []
    for shared in (True, False):
        own = sorted((point for point in points if point.shared is shared), key=lambda point: order[point.topic])
        lines = [_line(t, point, last_at=last_at, zone=zone, today=today) for point in own[:_MOST_POINTS]]
        if lines and not shared:
            blocks.append(Text(t("agenda-private")))
        blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
        if len(own) > _MOST_POINTS:
            blocks.append(Text(t("agenda-more", n=len(own) - _MOST_POINTS)))
    return blocks


def _line(t: Translator, point: AgendaPoint, *, last_at: datetime | None, zone: tzinfo, today: date) -> FactLine:
    since = t.day(point.at.astimezone(zone).date(), today=today)
    against = t("agenda-since", day=since) if point.carried_over(last_at) else ""
    return FactLine(t(f"agenda-topic-{point.topic}"), literal(point.text), against)


def numbers(
    t: Translator,
    findings: Sequence[Finding],
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    *,
    today: date,
) -> list[Block]:
    """Give up to three numbers with what moved them, a question about the first, and the way to what each rests on."""
    if not findings:
        return []
    shown = findings[:_MOST_NUMBERS]
    first = shown[0]
    title = inside(t, metrics[first.delta.metric])
    kind = {Mark.GAP: "gap", Mark.STRENGTH: "strength"}.get(first.mark)
    question = t(f"one-on-one-ask-{kind}", title=title) if kind else t("one-on-one-ask-plain")
    lines = tuple(fact(t, finding, metrics[finding.delta.metric]) for finding in shown)
    alone = len(shown) == 1
    buttons = tuple(
        why_value(t, finding.delta, name="" if alone else inside(t, metrics[finding.delta.metric])) for finding in shown
    )
    moved = explained(t, [finding.delta for finding in shown], metrics, drivers, today=today)
    return [Facts(lines), *moved, Text(question), Choices(buttons)]


def card(  # noqa: PLR0913 - each is a part of the card
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime | None,
    last_at: datetime | None,
    points: Sequence[AgendaPoint],
    findings: Sequence[Finding],
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    goals: Sequence[AgendaGoal] = (),
    zone: tzinfo,
    now: datetime,
    added: str = "",
) -> Card:
    """Show what there is to talk about with somebody; ``added`` says what was just brought."""
    today = now.astimezone(zone).date()
    heading = t("agenda-headline", name=named(t, name))
    if at:
        heading = t("agenda-headline-at", name=named(t, name), moment=t.moment(at, zone=zone, now=now))
    blocks: list[Block] = [Heading(heading), *([Text(added)] if added else [])]
    blocks += listed(t, points, last_at=last_at, zone=zone, today=today)
    if not points and not goals:
        blocks.append(Text(t("agenda-empty")))
    blocks += agenda_goal.blocks(t, goals)
    blocks += numbers(t, findings, metrics, drivers, today=today)
    who = (("person", person_id),)
    buttons = [Button(plain(t("agenda-add")), Action("agenda.add", who))]
    if at is None or at <= now:
        buttons.append(Button(plain(t("one-on-one-other-times")), Action("one_on_one.times", who)))
    buttons.append(Button(plain(t("pair-log-write")), Action("pair_log.write", who)))
    note = Note(t("agenda-note", name=named(t, name)))
    return Card("agenda", plain(heading), (*blocks, Choices(tuple(buttons)), note), t.locale)


def adding(t: Translator, *, name: str, person_id: str, text: str = "") -> Form:
    """Ask for a point, what it belongs to, and who is to see it."""
    who = (("person", person_id),)
    topics = tuple(Option(topic.value, t(f"agenda-topic-{topic}")) for topic in AgendaTopic)
    seen = (
        Option("shared", t("agenda-share-both", name=named(t, name))),
        Option("private", t("agenda-share-me")),
    )
    return Form(
        kind="agenda",
        title=t("agenda-form-title", name=named(t, name)),
        fields=(
            TextField("text", t("agenda-form-text"), hint=t("agenda-form-hint"), value=text, most=LONGEST_POINT),
            SelectField("topic", t("agenda-form-topic"), topics, value=AgendaTopic.PROGRESS.value),
            SelectField("share", t("agenda-form-share"), seen, value="shared"),
        ),
        submit=t("agenda-form-submit"),
        action=Action("agenda.add", who),
        opener=Action("agenda.add", who),
        locale=t.locale,
    )


def example_points(t: Translator) -> tuple[AgendaPoint, ...]:
    """Return points of either, one of them from before the last talk, one private."""
    early, late = datetime(2026, 9, 20, 2, 0, tzinfo=UTC), datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
    words = (
        ("出差预算", "两个延期的验收，客户在等我们回复", "问他想不想带新人")
        if t.chinese
        else ("travel budget", "the two acceptances that are late", "ask whether he wants to coach somebody")
    )
    return (
        AgendaPoint("S1", "M1", "S1", AgendaTopic.SUPPORT, words[0], early, no=1),
        AgendaPoint("S1", "M1", "S1", AgendaTopic.PROBLEMS, words[1], late, no=2),
        AgendaPoint("S1", "M1", "M1", AgendaTopic.PROGRESS, words[2], late, shared=False, no=1),
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show an agenda with everything, one with nothing, and one as it is after a point was brought."""
    people, zone = example.people(chinese=t.chinese), ZoneInfo("Asia/Shanghai")
    at, last = datetime(2026, 11, 5, 7, 0, tzinfo=UTC), datetime(2026, 9, 28, 7, 0, tzinfo=UTC)
    outline, _ = feedback_example.outline(Occasion.STANDING, (example.COLLECTIONS, example.NEW_CUSTOMERS), ())

    def shown(
        *points: AgendaPoint,
        at: datetime | None = at,
        full: bool = True,
        added: str = "",
        moved: bool = False,
        goals: Sequence[AgendaGoal] = (),
    ) -> Card:
        return card(
            t,
            name=people["S1"].name,
            person_id="S1",
            at=at,
            last_at=last,
            points=points,
            findings=outline.findings if full else (),
            metrics=example.METRICS,
            drivers=example_driver.told_drivers(chinese=t.chinese) if moved else {},
            goals=goals,
            zone=zone,
            now=example.NOW,
            added=added,
        )

    points = example_points(t)
    fresh = replace(points[1], at=example.NOW)
    return {
        "agenda": shown(*points),
        "agenda-moved": shown(moved=True),
        "agenda-with-goals": shown(points[0], full=False, goals=agenda_goal.example_goals(t)),
        "agenda-empty": shown(at=None, full=False),
        "agenda-added": shown(fresh, full=False, added=t("agenda-added", name=named(t, people["S1"].name))),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    people = example.people(chinese=t.chinese)
    return {"agenda-form": adding(t, name=people["M1"].name, person_id="S1")}
