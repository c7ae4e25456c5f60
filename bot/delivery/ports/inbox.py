"""Arrivals, offered choices and effects of the clock, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from bot.kit.identity import Identity
    from bot.messages.dialogue import Dialogue


class Inbox(Protocol):
    """What has arrived from platforms."""

    def seen(self, platform: str, delivery_id: str, *, at: datetime, payload: str = "") -> bool:
        """Record an arrival; True when it was here before."""
        ...

    def done(self, platform: str, delivery_id: str, *, at: datetime) -> bool:
        """Mark an arrival as handled and drop its payload; False when it was handled before."""
        ...

    def unfinished(self, platform: str, *, before: datetime) -> list[tuple[str, str]]:
        """Return what arrived before an instant and was never handled, oldest first: delivery id and payload."""
        ...

    def handled(self, platform: str, delivery_id: str) -> tuple[datetime, datetime | None] | None:
        """Return when something arrived and when it was handled, if it was; None when it never arrived."""
        ...

    def take_up(self, platform: str, delivery_id: str) -> int:
        """Count one more try at something that is not handled; return which one it is, 0 when there is no such thing.

        A process that dies in the middle of the work leaves the try counted.
        """
        ...

    def put_back(self, platform: str, delivery_id: str) -> None:
        """Take the last try back: whoever made it is alive."""
        ...

    def drop(self, platform: str, delivery_id: str) -> None:
        """Forget that something arrived, so that it may come again."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what arrived before an instant; return how many."""
        ...


class Reserved(NamedTuple):
    """The first number set aside for a message, and whether that was done ``again``: an earlier try may be there."""

    first: int
    again: bool


class OfferedChoice(NamedTuple):
    """What a number means: an encoded action, the message that offers it, and whether that is known to be there."""

    action: str
    message: str
    known: bool


class Offers(NamedTuple):
    """What numbers mean to somebody, and which of them the latest message offered, or the one that they quote.

    ``asking`` says that a question of a form waits for their answer.
    """

    open: Mapping[int, OfferedChoice]
    newest: frozenset[int]
    asking: bool = False


class Told(NamedTuple):
    """What a message offered (encoded actions), and fingerprints of its paragraphs."""

    actions: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


class OfferedChoices(Protocol):
    """What was offered to people by number, where a platform has no buttons."""

    def reserve(
        self, platform: str, user: str, message: str, actions: Sequence[str], *, said: Sequence[str], at: datetime
    ) -> Reserved:
        """Set numbers aside for a message that is about to go; they mean nothing yet.

        ``message`` is our own name of it; the same again keeps its numbers. ``said`` are fingerprints of what it says.
        """
        ...

    def shown(self, platform: str, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        """Note that a message is there, the latest that somebody sees or else an earlier one: its numbers hold now.

        ``ref`` is the platform's name of it.
        """
        ...

    def withdraw(self, platform: str, user: str, message: str) -> None:
        """Take back the numbers of a message that the platform has not taken; one that is there keeps them."""
        ...

    def recall(self, platform: str, user: str, *, quoted: str = "") -> Offers:
        """Return what numbers mean to somebody; ``quoted`` is the platform's name of the message they answer."""
        ...

    def told(self, platform: str, user: str, message: str) -> Told:
        """Return what a message offered and said; nothing of one that is not known any more."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what is from before an instant; return how many."""
        ...


class Dialogues(Protocol):
    """Forms that are being asked question by question: at most one for each account, the latest."""

    def open(self, identity: Identity, dialogue: Dialogue, *, at: datetime) -> None:
        """Keep where a talk stands, in the place of any other with the same account."""
        ...

    def of(self, identity: Identity) -> Dialogue | None:
        """Return the talk with an account, or None."""
        ...

    def close(self, identity: Identity) -> None:
        """End the talk with an account, if there is one."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what is from before an instant; return how many."""
        ...


class JobRuns(Protocol):
    """Runs of what the clock asks for, each once, and whom the clock serves."""

    def record(self, kind: str, subject: str, local: str, *, at: datetime, outcome: str = "") -> bool:
        """Record a run by its local date key; False when there was one before."""
        ...

    def settle(self, kind: str, subject: str, local: str, *, outcome: str) -> None:
        """Say what came of a run."""
        ...

    def find(self, kind: str, *, since: datetime) -> dict[tuple[str, str], tuple[datetime, str]]:
        """Return the runs of a kind since an instant: (subject, local key) to when, and what came of each."""
        ...

    def recorded(self, kind: str, local: Collection[str]) -> set[tuple[str, str]]:
        """Return the runs of a kind that are recorded under some local keys: (subject, local key)."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete the runs before an instant; return how many."""
        ...

    def timezones(self) -> list[str]:
        """Return the zones that people live in."""
        ...

    def departments(self) -> list[tuple[str, str, str]]:
        """Return every department once for each zone and location of its people: department, zone, location."""
        ...

    def managers(self) -> list[tuple[str, str, str]]:
        """Return those to whom somebody or some unit reports: id, zone, location."""
        ...

    def arrived(self, department: str, first: date, last: date, *, since: datetime) -> bool:
        """Say whether a value or target of a department, for a period that begins between two days, came after."""
        ...
