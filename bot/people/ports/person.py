"""People and units, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from bot.kit.identity import Identity
    from bot.people.domain.person import ChosenBy, Person


class People(Protocol):
    """People and units."""

    def get(self, person_id: str) -> Person | None:
        """Return the person, or None."""
        ...

    def some(self, person_ids: Collection[str]) -> list[Person]:
        """Return these people and units, by id, read together; whoever does not exist is left out."""
        ...

    def all(self) -> list[Person]:
        """Return everybody who has not left, units included, by id."""
        ...

    def by_identity(self, identity: Identity) -> Person | None:
        """Return whom an account belongs to."""
        ...

    def team(self, manager_id: str) -> list[Person]:
        """Return the direct reports and units of a manager."""
        ...

    def members(self, department: str) -> list[Person]:
        """Return the people of a department who have not left, by id."""
        ...

    def away(self, person_id: str, day: date) -> date | None:
        """Return the last day of the leave that covers the day, or None."""
        ...

    def end_absence(self, person_id: str, day: date) -> bool:
        """Let somebody be there from a day on: leaves that reach beyond end the day before; False when none did."""
        ...

    def numbers(self) -> dict[str, tuple[int, int, str, int | None, str]]:
        """Return everybody by id: number, role's number, name, day of hire (since 1970-01-01), their own time zone."""
        ...

    def leading(self, person_ids: Sequence[str]) -> set[str]:
        """Return those of these to whom anybody reports, or any unit belongs."""
        ...

    def below(self, manager_ids: Sequence[str]) -> dict[str, str]:
        """Return everybody who reports to these, directly or through others, with their manager; units left out."""
        ...

    def managers(self) -> dict[str, str | None]:
        """Return everybody's manager by id."""
        ...

    def owners(self, platform: str) -> dict[str, str]:
        """Return whose each account of a platform is: the user and the person's id, those who left included."""
        ...

    def spoken_by(self, person_id: str) -> tuple[ChosenBy, ChosenBy]:
        """Return who set somebody's zone, and who their language."""
        ...

    def unlink(self, identity: Identity) -> None:
        """Forget whose an account is."""
        ...

    def speak(self, person_id: str, *, by: ChosenBy, timezone: str | None = None, locale: str | None = None) -> None:
        """Set in which zone or language somebody is spoken to, and who said so; None leaves it."""
        ...

    def link(self, person_id: str, identity: Identity) -> None:
        """Remember whose an account is."""
        ...

    def put(self, entries: Sequence[Mapping[str, Any]]) -> list[str]:
        """Store people by id, only the fields given; say of each what became of it (see ``SqlPeople.put``)."""
        ...

    def name_managers(self, ids: Mapping[str, str]) -> None:
        """Let managers be known by their ids who were written otherwise before they were known."""
        ...

    def put_absences(self, absences: Sequence[tuple[str, date, date, str]]) -> list[str]:
        """Store leaves as person, first day, last day and reason; an outcome for each."""
        ...
