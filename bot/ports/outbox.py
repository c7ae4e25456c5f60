"""Deliveries, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from bot.domain.delivery import Delivery, Hold, Receipt, State


class Outbox(Protocol):
    """Deliveries."""

    def add(self, delivery: Delivery) -> bool:
        """Store it unless its key is known; say whether it was new."""
        ...

    def claim(self, *, platform: str, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Take due deliveries under a lease, most important first; those whose lease ran out come with ``doubt``."""
        ...

    def waiting(self, person_id: str, *, now: datetime) -> list[Delivery]:
        """Return the mergeable deliveries that are due for a person and not under way, oldest first."""
        ...

    def release(self, delivery: Delivery, *, until: datetime, reason: Hold, detail: str = "", tried: bool) -> bool:
        """Put a claimed delivery back until an instant; ``tried`` says whether the attempt reached the platform."""
        ...

    def finish(
        self, delivery: Delivery, state: State, *, at: datetime, detail: str = "", receipt: Receipt | None = None
    ) -> bool:
        """Record the end of a claimed delivery; False when another attempt has taken it over meanwhile."""
        ...

    def merged(self, members: Iterable[Delivery], *, into: str, at: datetime) -> None:
        """Mark deliveries as gone out inside a digest."""
        ...

    def next_due(self, *, platform: str | None = None) -> datetime | None:
        """Return when the next delivery may go or its lease runs out, on one platform or on any."""
        ...

    def pushed(self, person_id: str, *, since: datetime, but: int) -> int:
        """Count messages sent to a person unasked since an instant, also under way or in doubt; not number ``but``."""
        ...

    def get(self, key: str) -> Delivery | None:
        """Return the delivery with a business key, or None."""
        ...

    def sent_as(self, person_id: str, message: Mapping[str, str]) -> list[Delivery]:
        """Return what somebody was sent in a message, by a platform's reference to it; of a digest all its parts."""
        ...

    def rewrite(self, delivery: Delivery, card: str) -> bool:
        """Put another card in the place of one that has not gone out; False when it may be out."""
        ...

    def drop(self, subject_id: str, *, reason: str) -> int:
        """Let everything about somebody that has not gone out expire; return how much that is."""
        ...

    def find(
        self, *, state: str | None = None, person_id: str | None = None, since: datetime | None = None
    ) -> list[Delivery]:
        """Return deliveries by state, reader and when they were made, oldest first."""
        ...

    def spend(self, platform: str, *, month: str, calls: int) -> None:
        """Add metered calls to a platform's month (``2026-10``)."""
        ...

    def spent(self, platform: str, *, month: str) -> int:
        """Return the metered calls of a platform's month."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what ended before an instant (retention of messages); return how many."""
        ...
