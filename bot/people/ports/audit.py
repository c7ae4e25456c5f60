"""The audit trail, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.people.domain.audit import Entry, Head, Seal, TrailFault, Verdict, What

T = TypeVar("T")


class Audit(Protocol):
    """Who did what to whom: written once, never changed."""

    def append(
        self, what: What, *, actor: str, subject: str = "", detail: Mapping[str, str | int] | None = None, at: datetime
    ) -> None:
        """Note what was done; it is kept if and only if the work it belongs to is.

        Raises:
            ValueError: when a detail is no id, key or count.
        """
        ...

    def aside(self, make: Callable[[], T]) -> tuple[T, tuple[Entry, ...]]:
        """Run something and return, beside its result, what it would have appended; of that nothing is kept."""
        ...

    def repeat(self, entries: Sequence[Entry], *, at: datetime) -> None:
        """Append what was set aside, as done at an instant."""
        ...

    def find(
        self,
        *,
        actor: str = "",
        subject: str = "",
        what: What | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> list[Entry]:
        """Return the entries of an actor, a subject, a kind and a span of time (its end excluded), newest first."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Go through everything that is kept, oldest first, a page at a time."""
        ...

    def head(self) -> Head | None:
        """Return where the trail stands; None when somebody took that away."""
        ...

    def keep(self, *, at: datetime) -> TrailFault | None:
        """Put down outside the database how far the trail goes; what is wrong when it does not go as far as it did."""
        ...

    def verify(self, *, against: Seal | None = None) -> Verdict:
        """Check everything that is kept, also against the seal of an earlier check."""
        ...

    def adopt(self, *, actor: str, at: datetime) -> None:
        """Seal with the installation's key from here on.

        Raises:
            SettingsError: when no key is set, or the trail has one already.
            Tampered: when the trail is not whole.
        """
        ...

    def ready(self, *, at: datetime) -> None:
        """Look whether the key is the trail's own; a trail without entries takes it.

        Raises:
            SettingsError: when the trail is sealed with another key than the one that is set.
        """
        ...

    def forget(self, *, before: datetime, actor: str, at: datetime) -> int:
        """Delete the oldest entries up to an instant, and seal where the trail begins now; return how many.

        Raises:
            ValueError: for an instant less than half a year ago.
            Tampered: when the trail is not whole.
        """
        ...
