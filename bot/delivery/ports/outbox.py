"""Deliveries, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from bot.delivery.domain.delivery import Delivery, DeliveryState, Hold, Receipt


class Outbox(Protocol):
    """Deliveries."""

    def add(self, delivery: Delivery) -> bool:
        """Store it unless its key is known; say whether it was new."""
        ...

    def claim(self, *, platform: str, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Take due deliveries under a lease, most important first; those whose lease ran out come with ``doubt``.

        ``now`` says what is due; leases run by a clock that all processes share.
        """
        ...

    def renew(self, delivery: Delivery, *, lease: timedelta) -> bool:
        """Give a claimed delivery a whole lease again; False when another attempt has taken it over meanwhile."""
        ...

    def waiting(self, person_id: str, *, now: datetime) -> list[Delivery]:
        """Return the mergeable deliveries that are due for a person and not under way, oldest first."""
        ...

    def release(
        self,
        delivery: Delivery,
        *,
        until: datetime | None,
        reason: Hold,
        detail: str = "",
        tried: bool,
        lease: timedelta | None = None,
    ) -> bool:
        """Put a claimed delivery back until an instant; ``tried`` says whether the attempt reached the platform.

        With a ``lease`` nobody takes it before that much time has passed by the clock that all share; without an
        instant nothing else has to pass.
        """
        ...

    def finish(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        at: datetime,
        detail: str = "",
        receipt: Receipt | None = None,
    ) -> bool:
        """Record the end of a claimed delivery; False when another attempt has taken it over meanwhile."""
        ...

    def merged(self, members: Iterable[Delivery], *, into: str, at: datetime) -> None:
        """Mark deliveries as gone out inside a digest."""
        ...

    def members(self, key: str) -> list[Delivery]:
        """Return what is to go out inside a digest, oldest first."""
        ...

    def leave_out(self, delivery: Delivery, *, detail: str) -> None:
        """End what was to go out inside a digest, unsent."""
        ...

    def readdress(self, person_id: str, platform: str, *, at: datetime) -> int:
        """Let what waits for an account that somebody has lost go to another of theirs; return how much that is.

        Where they have none it is ``not_reachable`` until there is one; what would redraw a message there is dropped.
        """
        ...

    def expedite(self, key: str, *, at: datetime) -> None:
        """Let a delivery that waits go as an answer does, at once: its reader has spoken."""
        ...

    def free(self, person_id: str, reason: Hold, *, at: datetime) -> None:
        """Let everything go that waited for a person for one reason."""
        ...

    def withdraw(self, key: str, *, detail: str) -> bool:
        """End a delivery that waits, unsent; False when it is under way, may be out, or has ended."""
        ...

    def next_due(self, *, now: datetime, platform: str | None = None) -> datetime | None:
        """Return when the next delivery may go or its lease runs out, on one platform or on any, by ``now``'s clock."""
        ...

    def leased(self, *, now: datetime) -> timedelta | None:
        """Return how long until the first lease ends of what may be out, or be due but for that; None when none is."""
        ...

    def alone_with(self, person_id: str) -> bool:
        """Keep others from weighing for a person until the transaction ends; False when somebody does just now."""
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
        """Put another card in the place of one that waits or is claimed and not yet sent; False when it may be out."""
        ...

    def drop(self, subject_id: str, *, reason: str) -> int:
        """Let everything about somebody that has not gone out expire; return how much that is."""
        ...

    def find(
        self,
        *,
        state: str | None = None,
        person_id: str | None = None,
        kind: str | None = None,
        since: datetime | None = None,
    ) -> list[Delivery]:
        """Return deliveries by state, reader, kind and when they were made, oldest first."""
        ...

    def number(self, no: int) -> Delivery | None:
        """Return the delivery with a number, or None."""
        ...

    def requeue(
        self,
        reasons: Iterable[Hold],
        *,
        at: datetime,
        person_id: str | None = None,
        rule: str | None = None,
        platform: str | None = None,
    ) -> int:
        """Let what waits for one of these reasons be looked at again now; return how many."""
        ...

    def again(self, no: int, *, at: datetime) -> bool:
        """Let a delivery that failed be tried anew under the same key; False when it has not failed."""
        ...

    def answered(self, key: str, person_id: str, *, at: datetime) -> None:
        """Note that somebody did something with a message of theirs."""
        ...

    def answers(self, kinds: Iterable[str], *, last: int) -> list[tuple[str, str, int, int]]:
        """Return of each reader and kind how many of the last so many messages there were, and were answered."""
        ...

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many deliveries there are by state and, of those that wait, by what holds them."""
        ...

    def overdue(self, *, now: datetime) -> tuple[int, datetime | None]:
        """Return how many deliveries could have gone by now to somebody with an account, and since when the first."""
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
