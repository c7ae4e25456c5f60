"""The unit of work as far as this area knows it: who people are and what they may, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.kit.transaction import Transaction

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.i18n import Words
    from bot.people.domain.person import Person
    from bot.people.domain.reader import Reader
    from bot.people.ports.audit import Audit
    from bot.people.ports.permission import Permissions
    from bot.people.ports.person import People
    from bot.people.ports.restriction import Restrictions


class Work(Transaction, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def words(self) -> Words:
        """The words in force, by locale."""
        ...

    def reader(self, person: Person, *, now: datetime) -> Reader:
        """Return how somebody is written to at an instant: in which words, in which zone, on which day."""
        ...

    @property
    def timezone(self) -> str:
        """The company's own time zone, an IANA name."""
        ...

    @property
    def audit(self) -> Audit:
        """Who did what to whom."""
        ...

    @property
    def people(self) -> People:
        """People and units, their accounts and absences."""
        ...

    @property
    def permissions(self) -> Permissions:
        """Roles that were given, and deputies."""
        ...

    @property
    def restrictions(self) -> Restrictions:
        """About whom nothing may be said now."""
        ...
