"""A session: one connection in one transaction, and what all transactions of an open database share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.kit.calendar import zone
from bot.messages.i18n import Words
from bot.people.domain.reader import Reader
from storage.lease import LeaseClock
from storage.memory import Memory

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from bot.people.domain.person import Person
    from storage.watermark import Watermark


@dataclass(slots=True)
class Shared:
    """What all transactions of an open database share.

    ``timezone`` and ``locale`` are those of people whose people file names none; ``audit_key`` seals the audit trail,
    and ``watermark`` says how far it went.
    """

    timezone: str = "UTC"
    locale: str = "en"
    audit_key: bytes | None = None
    watermark: Watermark | None = None
    words: Words = field(default_factory=Words)
    memory: Memory = field(default_factory=Memory)
    leases: LeaseClock = field(default_factory=LeaseClock)


class Session:
    """What every repository is made of: the connection, and the instant as of which it sees the company."""

    def __init__(self, connection: Connection, shared: Shared, *, now: datetime) -> None:
        self.connection = connection
        self.shared = shared
        self.now = now

    @property
    def words(self) -> Words:
        """The words in force, by locale."""
        return self.shared.words

    @property
    def timezone(self) -> str:
        """The company's own time zone, an IANA name."""
        return self.shared.timezone

    def reader(self, person: Person, *, now: datetime) -> Reader:
        """Return how somebody is written to at an instant: in which words, in which zone, on which day."""
        return Reader(self.words(person.locale), zone(person.timezone), now)
