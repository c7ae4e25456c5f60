"""Platform items at work: what is to stand in a platform's calendar or list is claimed, and what became of it kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.delivery.domain.platform_item import ItemKind, pause_after
from bot.delivery.services import calendar_event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.domain.platform_item import PlatformItem
    from bot.delivery.ports import Work
    from bot.kit.identity import Identity


@dataclass(frozen=True, slots=True)
class ClaimedItem:
    """An item in this process's hands, with the accounts of those whom it is for; none where they have none there."""

    item: PlatformItem
    owner: Identity | None
    other: Identity | None


def claim(work: Work, *, now: datetime, limit: int) -> list[ClaimedItem]:
    """Take what is to be brought to platforms."""
    return [
        ClaimedItem(item, _identity(work, item.person_id, item.platform), _identity(work, item.other_id, item.platform))
        for item in work.platform_items.claim(now=now, limit=limit)
    ]


def _identity(work: Work, person_id: str, platform: str) -> Identity | None:
    person = work.people.get(person_id) if person_id else None
    return person.identity(platform) if person else None


def carried(work: Work, item: PlatformItem, ref: str, *, now: datetime) -> None:
    """Note that the platform has it, under its own name for it."""
    work.platform_items.carried(item, ref=ref, at=now)


def failed(work: Work, item: PlatformItem, *, now: datetime) -> None:
    """Let an item rest that could not be brought, and give it up after too many tries."""
    pause = pause_after(item.tries)
    if pause is None:
        refused(work, item, now=now)
    else:
        work.platform_items.release(item, until=now + pause)


def refused(work: Work, item: PlatformItem, *, now: datetime) -> None:
    """Give an item up; an appointment comes as a file to whoever should have had it in their calendar."""
    if not work.platform_items.carried(item, ref=item.ref, at=now) or item.kind is not ItemKind.EVENT:
        return
    event = work.calendar_events.get(item.key)
    if event is None or event.begin <= now or (event.cancelled and not item.ref):
        return
    for person_id in (item.person_id, item.other_id):
        if person := work.people.get(person_id):
            calendar_event.bring_file(work, event, person, now=now)


def note_taken(work: Work, takes: Mapping[str, frozenset[ItemKind]], *, now: datetime) -> None:
    """Note which kinds of items each platform takes, where that is not known."""
    known = work.platform_items.taken_by()
    for platform, kinds in takes.items():
        if known.get(platform) != kinds:
            work.platform_items.note_taken(platform, kinds, at=now)
