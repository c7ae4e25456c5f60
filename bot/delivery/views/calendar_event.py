"""Appointments as files for calendars, and the card that brings one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.domain.calendar_event import CalendarEvent
from bot.figures.domain import example
from bot.messages.calendar_file import calendar_file
from bot.messages.card import Attachment, Card, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.messages.i18n import Translator


def title(t: Translator, kind: str, *, names: str) -> str:
    """Write what an appointment is called in a calendar: what it is and who meets, and nothing of what about."""
    return plain(t(f"calendar-event-{kind.replace('_', '-')}", names=names))


def file(t: Translator, event: CalendarEvent, *, name: str, organiser: str, zone: tzinfo) -> Attachment:
    """Make the calendar file of an appointment for one of the two; ``name`` is the other's."""
    day = event.begin.astimezone(zone).date().isoformat()
    content = calendar_file(
        uid=f"{event.uid}@jinbu.invalid",
        sequence=event.sequence,
        begin=event.begin,
        end=event.end,
        title=title(t, event.kind, names=name),
        organiser=organiser,
        changed_at=event.changed_at,
        cancelled=event.cancelled,
    )
    return Attachment(plain(t("calendar-event-file", kind=event.kind, day=day)) + ".ics", content)


def file_card(
    t: Translator,
    event: CalendarEvent,
    *,
    name: str,
    file: Attachment,
    zone: tzinfo,
    now: datetime,
    handed: bool = False,
) -> Card:
    """Bring a calendar file by itself, and say what opening it does; ``handed`` when it is with another lead by now."""
    change = "handed" if handed else "off" if event.cancelled else "moved" if event.sequence else "new"
    what = title(t, event.kind, names=name)
    moment = t.moment(event.begin, zone=zone, now=now)
    heading = t("calendar-event-headline", gone="yes" if event.cancelled else "no", what=what, moment=moment)
    blocks = (Heading(heading), Text(t(f"calendar-event-{change}")), file, Note(t("calendar-event-note")))
    return Card("calendar_event", plain(t("calendar-event-summary", name=named(t, name))), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once for each thing that may have happened."""
    zone, then = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
    people = example.people(chinese=t.chinese)
    uid = "6c0f3f5e-6f4e-4f0a-9d2b-0d4f7a3b9c11"
    event = CalendarEvent(uid, "one_on_one:S1", "one_on_one", "M1", "S1", then, 30, example.NOW)
    moved = event.moved(datetime(2026, 11, 6, 7, 0, tzinfo=UTC), lead_id="M1", now=example.NOW)

    def shown(event: CalendarEvent, *, handed: bool = False) -> Card:
        name = people["M1"].name
        made = file(t, event, name=name, organiser=name, zone=zone)
        return file_card(t, event, name=name, file=made, zone=zone, now=example.NOW, handed=handed)

    off = moved.called_off(example.NOW)
    return {
        "calendar-event": shown(event),
        "calendar-event-moved": shown(moved),
        "calendar-event-off": shown(off),
        "calendar-event-handed": shown(off, handed=True),
    }
