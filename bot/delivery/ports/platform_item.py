"""What stands in platforms' own calendars and to-do lists, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.domain.platform_item import ItemKind, PlatformItem


class PlatformItems(Protocol):
    """Entries of calendars and to-do lists, as they are to stand."""

    def put(self, item: PlatformItem, *, at: datetime) -> None:
        """Keep how an item is to stand, in the place of what it was before: what was carried of it stays known."""
        ...

    def of(self, kind: ItemKind, key: str) -> list[PlatformItem]:
        """Return an item as it is to stand on each platform."""
        ...

    def under(self, kind: ItemKind, key: str) -> list[PlatformItem]:
        """Return the items with a key, and those whose key goes on behind it with a colon."""
        ...

    def claim(self, *, now: datetime, limit: int) -> list[PlatformItem]:
        """Take items that the platform does not have as they are to stand, under a lease, each counted as a try."""
        ...

    def carried(self, item: PlatformItem, *, ref: str, at: datetime) -> bool:
        """Note that the platform has an item as it was claimed; False when somebody else has it by now."""
        ...

    def release(self, item: PlatformItem, *, until: datetime) -> bool:
        """Let go of an item that was not brought, to be tried again; False when somebody else has it by now."""
        ...

    def taken_by(self) -> Mapping[str, frozenset[ItemKind]]:
        """Return which kinds of items each platform takes, as it was noted last."""
        ...

    def note_taken(self, platform: str, kinds: frozenset[ItemKind], *, at: datetime) -> None:
        """Note which kinds of items a platform takes."""
        ...
