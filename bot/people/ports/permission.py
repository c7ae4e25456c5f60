"""Roles that were given and deputies that were named, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.people.domain.permission import Role


class Permissions(Protocol):
    """Who was given which role, and who stands in for whom."""

    def roles(self, person_id: str) -> frozenset[Role]:
        """Return the roles that somebody was given and still has, and that of who owns a metric."""
        ...

    def holders(self, role: Role) -> list[str]:
        """Return the ids of those who have a role that is given, in order; nobody who has left."""
        ...

    def give(self, person_id: str, role: Role, *, by: str, at: datetime) -> bool:
        """Give a role; False when they have it already."""
        ...

    def take(self, person_id: str, role: Role) -> bool:
        """Take a role back; False when they do not have it."""
        ...

    def appoint(self, principal_id: str, deputy_id: str, *, first: date, last: date, by: str, at: datetime) -> None:
        """Name who stands in for somebody between two days, both included; it replaces what overlaps."""
        ...

    def dismiss(self, principal_id: str, *, day: date) -> bool:
        """End whatever standing in there is for somebody from a day on; False when there is none."""
        ...

    def deputy(self, principal_id: str, day: date) -> str | None:
        """Return who stands in for somebody on a day, or None."""
        ...

    def principals(self, deputy_id: str, day: date) -> list[str]:
        """Return for whom somebody stands in on a day."""
        ...

    def standing_in(self, day: date) -> list[tuple[str, str, date, date]]:
        """Return every appointment that is not over on a day: principal, deputy, first and last day."""
        ...
