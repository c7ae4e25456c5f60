"""Forms that stand open in somebody's chat, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Forms(Protocol):
    """Which message asks whom for what, where a platform sends only answers back."""

    def keep(self, platform: str, card: str, user: str, form: str, *, at: datetime) -> None:
        """Store the form (as JSON) that a message shows to a user; the latest counts."""
        ...

    def kept(self, platform: str, card: str) -> tuple[str, str] | None:
        """Return the user and the form of a message; None when it shows none, or did so long ago."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what was kept before an instant; return how many."""
        ...
