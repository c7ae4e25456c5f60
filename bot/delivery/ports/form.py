"""Forms that stand open in somebody's chat, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.draft import Draft
    from bot.messages.form import Form


class Forms(Protocol):
    """Which message asks whom for what, where a platform sends only answers back."""

    def keep(self, platform: str, card: str, user: str, form: str, *, at: datetime) -> None:
        """Store the form (as JSON) that a message shows to a user; the latest counts."""
        ...

    def kept(self, platform: str, card: str) -> tuple[str, str] | None:
        """Return the user and the form of a message; None when it shows none, or did so long ago."""
        ...

    def drop(self, platform: str, card: str) -> None:
        """Forget what a message asks, and what was typed into it."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what was kept before an instant; return how many."""
        ...


class Drafts(Protocol):
    """What people have typed into long forms: at most one draft of each form for each person, seen by them alone."""

    def open(self, person_id: str, form: Form, *, at: datetime) -> Draft:
        """Return the draft of a form as it is asked now, with what was typed into it before, if anything."""
        ...

    def get(self, number: int, person_id: str) -> Draft | None:
        """Return a draft of this person's; None when there is none such (any more), or it is somebody else's."""
        ...

    def keep(self, draft: Draft) -> None:
        """Store what was typed and how far its person is."""
        ...

    def close(self, number: int) -> None:
        """Let go of a draft: it was sent in."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what nobody has gone on with since an instant; return how many."""
        ...
