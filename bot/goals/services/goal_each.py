"""Whose goals a row for each person of a unit makes: everybody in it and in the units below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.goals.domain.goal_fields import folded
from bot.goals.services.goal_understood import MOST_OWNERS
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.ports import Work
    from bot.people.domain.person import Person


class UnitPeople:
    """Who is in which unit or department at an instant; everybody is looked up once, on first use."""

    def __init__(self, work: Work, *, now: datetime) -> None:
        self._work, self._now = work, now
        self._inside: dict[str, list[Person]] | None = None

    def ids(self, said: str, role: str = "") -> list[str]:
        """Return the ids of the people in a unit or department, by its id or name, and in what lies in it.

        Only those with a role where one is given.
        """
        return [person.id for person in self._people(said) if folded(role) in {"", folded(person.role)}]

    def _people(self, said: str) -> list[Person]:
        if self._inside is None:
            self._inside = {}
            for member in self._work.people.all():
                if member.kind is Kind.UNIT or member.employed_at(self._now):
                    self._inside.setdefault(folded(member.unit or member.department), []).append(member)
        units = {folded(unit.id): unit for unit in self._work.people.all() if unit.kind is Kind.UNIT}
        units |= {folded(unit.name): unit for unit in units.values()}
        found: dict[str, Person] = {}
        seen = set[str]()
        names = [folded(said)]
        while names:
            name = names.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in units:
                names += [folded(units[name].id), folded(units[name].name)]
            for member in self._inside.get(name, ()):
                if member.kind is Kind.UNIT:
                    names.append(folded(member.id))
                else:
                    found[member.id] = member
        return [found[key] for key in sorted(found)]


def roles(work: Work, *, now: datetime) -> list[str]:
    """Return the roles that people have, the commonest first, as many as a form can offer."""
    found = Counter(
        member.role
        for member in work.people.all()
        if member.kind is Kind.PERSON and member.role and member.employed_at(now)
    )
    return [role for role, _ in sorted(found.items(), key=lambda counted: (-counted[1], counted[0]))][:MOST_OWNERS]
