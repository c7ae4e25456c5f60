"""To-dos at work: what somebody has agreed to do stands in their platform's own list, and goes from it when done.

Call :func:`wanted` where somebody is to do something, and again when its words or its day change, or somebody else is
to do it; :func:`done` where it is done, here or by a form, or cannot be any more. Where a platform has no list, or the
app may not write it, neither does anything: what is to be done is reminded of in chat as ever.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.delivery.domain.platform_item import ItemKind, PlatformItem
from bot.kit.calendar import instant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.delivery.ports import Work
    from bot.people.domain.person import Person

_BY = time(18)
_MOST = 200


def wanted(work: Work, key: str, person: Person, title: str, *, due_on: date | None, now: datetime) -> None:
    """Let something stand in somebody's to-do list, by a day of theirs; ``key`` is the caller's own, for each once.

    It stands in the list of that one alone: it goes from that of whoever was to do it before.
    """
    platform = person.identities[0].platform if person.identities else ""
    known = work.platform_items.under(ItemKind.TODO, key)
    mine = [item for item in known if item.person_id == person.id]
    _close(work, [item for item in known if item.person_id != person.id], now=now)
    if not mine and ItemKind.TODO not in work.platform_items.taken_by().get(platform, frozenset()):
        return
    at = instant(due_on, _BY, timezone=person.timezone) if due_on else None
    if not mine:
        own = f"{key}:{person.id}"
        new = PlatformItem(ItemKind.TODO, own, platform, uuid4().hex, person.id, "", title[:_MOST], at, 0, 0)
        work.platform_items.put(new, at=now)
    for item in mine:
        changed = replace(item, title=title[:_MOST], at=at, closed=False)
        if changed != item:
            work.platform_items.put(replace(changed, version=item.version + 1), at=now)


def done(work: Work, key: str, *, now: datetime) -> None:
    """Let something be done in its list, with all under its key; nothing where it stands in none."""
    _close(work, work.platform_items.under(ItemKind.TODO, key), now=now)


def _close(work: Work, items: Iterable[PlatformItem], *, now: datetime) -> None:
    for item in items:
        if not item.closed:
            work.platform_items.put(replace(item, closed=True, version=item.version + 1), at=now)
