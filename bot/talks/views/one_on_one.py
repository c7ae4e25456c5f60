"""One-on-ones as cards: the reminder with what to talk about, the talk that is due, the time that was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain.feedback import Mark
from bot.feedback.views.driver_phrase import explained
from bot.feedback.views.story import fact
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.kit.shortening import shortened
from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Quote,
    Text,
)
from bot.messages.i18n import named
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

_MOST_POINTS, _MOST_BUTTONS, _TOGETHER = 3, 3, 3
_LONGEST_NAME = 24


def quoted(topic: str, by: str) -> list[Block]:
    """Give what somebody wants to talk about in their words, if they said so."""
    return [Quote(literal(topic), by)] if topic else []


def booked(
    t: Translator, card: Card, *, agreed: Mapping[str, tuple[str, datetime]], zone: tzinfo, now: datetime
) -> Card:
    """Redraw a card whose reader has agreed to times: by the person's id their name and when. Other buttons stay."""
    talks = sorted(agreed.values(), key=lambda pair: pair[1])
    said = [t("one-on-one-agreed", name=named(t, name), moment=t.moment(at, zone=zone, now=now)) for name, at in talks]
    return card.answered(
        t("one-on-one-booked", moment=t.clauses(said)),
        gone=lambda action: action.name == "one_on_one.book" and dict(action.args).get("person") in agreed,
    )


def asked(
    t: Translator,
    *,
    name: str,
    person_id: str,
    topic: str,
    times: Sequence[datetime],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Tell a manager that somebody wants to talk, what about, and offer the first times that suit both."""
    heading = t("one-on-one-wanted", name=named(t, name))
    buttons = [_book_at(t, person_id, at, zone=zone, now=now) for at in times[: _MOST_BUTTONS - 1]]
    buttons.append(_times_button(t, person_id, "one-on-one-other-times" if times else "one-on-one-look-again"))
    step = Text(t("one-on-one-wanted-step" if times else "one-on-one-wanted-none"))
    blocks = (Heading(heading), *quoted(topic, name), step, Choices(tuple(buttons)))
    note = Note(t("one-on-one-wanted-note", name=named(t, name)))
    return Card("talk", plain(t("one-on-one-wanted-summary")), (*blocks, note), t.locale)


def _book_at(t: Translator, person_id: str, at: datetime, *, zone: tzinfo, now: datetime) -> Button:
    action = Action("one_on_one.book", (("person", person_id), ("at", at.isoformat(timespec="minutes"))))
    return Button(plain(t("nudge-book", moment=t.moment(at, zone=zone, now=now))), action)


def _times_button(t: Translator, person_id: str, word: str = "one-on-one-other-times") -> Button:
    return Button(plain(t(word)), Action("one_on_one.times", (("person", person_id),)))


def agreed(  # noqa: PLR0913 - each is a part of what is said
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime,
    topic: str,
    by: str,
    zone: tzinfo,
    now: datetime,
    file: Attachment | None = None,
) -> Card:
    """Tell the other of two that a time was chosen, and how to move it or call it off; ``file`` is for calendars."""
    heading = t("one-on-one-agreed-on", name=named(t, name), moment=t.moment(at, zone=zone, now=now))
    step = [t("one-on-one-agreed-step"), *([t("one-on-one-agreed-file")] if file else [])]
    head = (Heading(heading), *quoted(topic, by), Text(t.sentences(step)))
    blocks = (*head, _arrange(t, person_id), *([file] if file else []))
    return Card("talk", plain(summary_of(t, name)), (*blocks, Note(t("one-on-one-agreed-note"))), t.locale)


def _arrange(t: Translator, person_id: str) -> Choices:
    who = (("person", person_id),)
    move = Button(plain(t("one-on-one-move")), Action("one_on_one.times", who))
    return Choices((move, Button(plain(t("one-on-one-call-off")), Action("one_on_one.cancel", who))))


def called_off(
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime,
    zone: tzinfo,
    now: datetime,
    file: Attachment | None = None,
) -> Card:
    """Tell the other of two that a meeting was called off, and how to plan another; ``file`` is for calendars."""
    heading = t("one-on-one-called-off", name=named(t, name), moment=t.moment(at, zone=zone, now=now))
    out: list[Block] = [Text(t("one-on-one-off-file")), file] if file else []
    blocks = (Heading(heading), *out, Choices((_times_button(t, person_id),)), Note(t("one-on-one-note-two")))
    return Card("talk", plain(summary_of(t, name)), blocks, t.locale)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Somebody's meetings with one other person."""

    name: str
    person_id: str
    next_at: datetime | None
    last_at: datetime | None
    asked_at: datetime | None
    topic: str = ""


def meetings(t: Translator, rows: Sequence[Meeting], *, alone: bool, zone: tzinfo, now: datetime) -> Card:
    """List what is planned and asked for, soonest first; ``alone`` shows one of them with all that can be done."""
    today = now.astimezone(zone).date()
    lines = [
        FactLine(row.name, _when(t, row, zone=zone, now=now), _last(t, row, zone=zone, today=today)) for row in rows
    ]
    if alone and rows:
        [meeting] = rows[:1]
        heading = t("one-on-one-summary", name=named(t, meeting.name))
        blocks: list[Block] = [Heading(heading), Facts(tuple(lines[:1])), *quoted(meeting.topic, meeting.name)]
        blocks += [_can(t, meeting, now=now), _more(t, meeting.person_id)]
    else:
        heading = t("one-on-one-list", n=len(rows))
        blocks = [Heading(heading)]
        blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
        buttons = [_open(t, row) for row in rows[:_MOST_BUTTONS]]
        blocks.append(Choices(tuple(buttons)) if buttons else Text(t("one-on-one-list-none")))
    return Card("talk", plain(heading), (*blocks, Note(t("one-on-one-note-two"))), t.locale)


def _when(t: Translator, meeting: Meeting, *, zone: tzinfo, now: datetime) -> Ready:
    if meeting.next_at:
        return Ready(t.moment(meeting.next_at, zone=zone, now=now))
    return t("one-on-one-asked-for" if meeting.asked_at else "one-on-one-none-yet")


def _last(t: Translator, meeting: Meeting, *, zone: tzinfo, today: date) -> str:
    return (
        t("one-on-one-last", day=t.day(meeting.last_at.astimezone(zone).date(), today=today)) if meeting.last_at else ""
    )


def _open(t: Translator, meeting: Meeting) -> Button:
    name = named(t, shortened(meeting.name, _LONGEST_NAME))
    return Button(plain(t("one-on-one-open-one", name=name)), Action("one_on_one", (("person", meeting.person_id),)))


def _can(t: Translator, meeting: Meeting, *, now: datetime) -> Choices:
    """Offer what can be done about a meeting: plan it, or move it, call it off, or once it is over that it happened."""
    happened = Button(plain(t("one-on-one-happened")), Action("one_on_one.met", (("person", meeting.person_id),)))
    if meeting.next_at is None:
        return Choices((_times_button(t, meeting.person_id, "one-on-one-choose-time"), happened))
    if meeting.next_at > now:
        return _arrange(t, meeting.person_id)
    return Choices((*_arrange(t, meeting.person_id).buttons, happened))


def _more(t: Translator, person_id: str) -> Choices:
    who = (("person", person_id),)
    agenda = Button(plain(t("agenda-button")), Action("agenda", who))
    return Choices((agenda, Button(plain(t("pair-log-open-log")), Action("pair_log", who))))


def summary_of(t: Translator, name: str) -> Ready:
    """Write what a notification shows of a card about a one-on-one."""
    return t("one-on-one-summary", name=name)


def points(
    t: Translator, findings: Sequence[Finding], metrics: Mapping[str, Metric], drivers: ValueDrivers, *, today: date
) -> list[Block]:
    """Give the numbers with what moved them, and a question about the first; strengths count as much as gaps."""
    if not findings:
        return [Text(t.sentences([t("one-on-one-numbers-none"), t("one-on-one-ask-plain")]))]
    first = findings[0]
    kind = "gap" if first.mark is Mark.GAP else "strength" if first.mark is Mark.STRENGTH else "plain"
    if kind == "plain":
        question = t("one-on-one-ask-plain")
    else:
        question = t(f"one-on-one-ask-{kind}", title=inside(t, metrics[first.delta.metric]))
    lines = tuple(fact(t, finding, metrics[finding.delta.metric]) for finding in findings[:_MOST_POINTS])
    moved = explained(t, [finding.delta for finding in findings[:_MOST_POINTS]], metrics, drivers, today=today)
    return [Facts(lines), *moved, Text(question)]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    then = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
    people, zone, now = example.people(chinese=t.chinese), ZoneInfo("Asia/Shanghai"), example.NOW
    topic = "两个延期的验收" if t.chinese else "the two acceptances that are late"
    ana, min_ = people["M1"].name, people["S1"].name
    rows = (
        Meeting(min_, "S1", then, datetime(2026, 9, 28, 7, 0, tzinfo=UTC), None, topic),
        Meeting(people["W1"].name, "W1", None, None, now),
    )

    def wanted(topic: str, *times: datetime) -> Card:
        return asked(t, name=min_, person_id="S1", topic=topic, times=times, zone=zone, now=now)

    def listed(*rows: Meeting, alone: bool) -> Card:
        return meetings(t, rows, alone=alone, zone=zone, now=now)

    return {
        "talk-asked": wanted(topic, then, then + timedelta(minutes=30)),
        "talk-asked-plain": wanted(""),
        "talk-agreed": agreed(t, name=ana, person_id="S1", at=then, topic=topic, by=min_, zone=zone, now=now),
        "talk-called-off": called_off(t, name=ana, person_id="S1", at=then, zone=zone, now=now),
        "talk-list": listed(*rows, alone=False),
        "talk-list-empty": listed(alone=False),
        "talk-one": listed(rows[0], alone=True),
        "talk-one-open": listed(rows[1], alone=True),
    }
