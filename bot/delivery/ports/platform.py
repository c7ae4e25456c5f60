"""A chat platform, seen from the use cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Receipt
    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Card


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do and what it takes for that, as it is set up."""

    monthly_calls: int | None = None
    """How many calls a month has; None where they are not counted."""
    resend_in_doubt: bool = True
    """Whether a message goes again that may have arrived and cannot be looked for; else it may be lost."""
    calendars: bool = False
    """Whether people's calendars can be read."""
    events: bool = False
    """Whether it has a calendar of its own that appointments are put into."""
    todos: bool = False
    """Whether it has a to-do list of its own."""
    charts: bool = False
    """Whether it draws charts itself, from their numbers; it gets pictures else, and for what it cannot show."""


class Platform(Protocol):
    """A chat platform, seen from the use cases."""

    name: str

    @property
    def capabilities(self) -> Capabilities:
        """What it can do; the same for as long as it runs."""
        ...

    @property
    def forms(self) -> bool:
        """Whether a form can be shown as one; otherwise it is asked question by question."""
        ...

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """Put a card into a person's conversation with the bot; which one that is the platform alone says.

        ``opaque`` is the delivery's key as the platform may see it. The receipt says to which account it went. One
        attempt, no retry. Nothing is written to the platform after ``until``, in seconds of ``time.monotonic``: by then
        another process may have it in hand. ``fresh`` says that no earlier attempt can have shown it.

        Raises:
            PlatformError: of the kind that says what to do next; ``InDoubt`` when it may have been accepted.
        """
        ...

    @property
    def keyed(self) -> bool:
        """Whether the same message sent again under its key shows nothing twice: a lost answer is asked for so."""
        ...

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """Look for a message that an earlier attempt may have left, by its opaque key.

        Raises:
            LookupError: when the platform has no way to look (the policy for doubt then decides).
        """
        ...

    async def say_otherwise(self, identity: Identity, card: Card) -> bool:
        """Show a card to somebody who asked, by a way that is free and open for a while; False where there is none."""
        ...

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message that was sent."""
        ...

    async def profile(self, identity: Identity) -> Profile | None:
        """Return what the platform says of an account now; None when it knows none.

        Raises:
            PlatformError: when it cannot be asked.
        """
        ...

    async def directory(self) -> list[Profile]:
        """Return every account of the organisation that may be read, bots left out.

        Raises:
            PlatformError: when it cannot be asked.
        """
        ...

    @property
    def unread(self) -> tuple[str, ...]:
        """What the last reading of the directory left out, because the platform does not show it."""
        ...

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """Return the content of a file that somebody sent, by its upload's ``ref``.

        Raises:
            PlatformError: when it cannot be had, ``Rejected`` with the code ``too_large`` above ``most`` bytes.
        """
        ...

    async def busy(self, identity: Identity, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """Return when somebody's calendar is taken between two instants, in order.

        Raises:
            LookupError: when the platform has no calendars.
            PlatformError: when it cannot be asked.
        """
        ...

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        """Bring an entry of somebody's calendar or to-do list to where it is to stand; return its name there.

        ``other`` has the event too. Safe to repeat: nothing stands there twice, whatever became of an earlier attempt.

        Raises:
            LookupError: when the platform has no such list, or does not permit it.
            PlatformError: when it cannot be asked, or refuses the item.
        """
        ...
