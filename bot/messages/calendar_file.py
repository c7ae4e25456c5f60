"""A calendar file of one appointment: iCalendar (RFC 5545), published or called off (RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

PRODUCT: Final = "-//Jinbu//Jinbu//EN"
NO_ADDRESS: Final = "invalid:nomail"
"""What stands for an address that the file does not give, as calendars write it: whoever reads it sees a name alone."""


def calendar_file(
    *,
    uid: str,
    sequence: int,
    begin: datetime,
    end: datetime,
    title: str,
    organiser: str,
    changed_at: datetime,
    cancelled: bool = False,
) -> str:
    """Return the text of a file with one appointment.

    Times are instants, written in UTC, so that no zone has to be described and none can be wrong. It is published and
    not sent as an invitation: nobody is asked for an answer, and nobody's address stands in it. A calendar that has
    the ``uid`` takes a higher ``sequence`` in the place of what it had; ``cancelled`` takes it out.
    """
    from icalendar import Calendar, Event, vCalAddress

    calendar, event = Calendar(), Event()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    address = vCalAddress(NO_ADDRESS)
    address.params["CN"] = organiser
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("dtstart", begin.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    event.add("summary", title)
    event.add("organizer", address)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()
