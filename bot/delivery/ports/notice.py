"""Who had the notice, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.delivery.domain.notice import NoticeReceipt


class Notices(Protocol):
    """Receipts of the notice, one for each person and version."""

    def get(self, person_id: str, version: str) -> NoticeReceipt | None:
        """Return how far a version got with somebody, or None."""
        ...

    def all(self, version: str) -> list[NoticeReceipt]:
        """Return every receipt of a version, by person."""
        ...

    def queue(self, person_id: str, version: str, *, delivery: str, at: datetime) -> None:
        """Note that a version is on its way to somebody in a delivery; another try takes the place of one before."""
        ...

    def sent(self, delivery: str, *, at: datetime) -> bool:
        """Note that the delivery with a key is out; False when it carries no notice."""
        ...

    def seen(self, person_id: str, version: str, *, at: datetime) -> bool:
        """Note that somebody has seen it; False when that was known."""
        ...

    def settle(self, people: Iterable[str], version: str, *, at: datetime) -> None:
        """Note that people were given a version outside of Jinbu; whoever has a receipt keeps it."""
        ...
