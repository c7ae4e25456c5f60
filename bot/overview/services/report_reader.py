"""To whom a report goes, whom it may name to them, and the key under which it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.escape import escaped
from bot.kit.period import Period
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.overview.ports import Work
    from bot.people.domain.person import Person


def readers(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return somebody and whoever stands in for them today."""
    return [person, *permission.stand_ins(work, person, now=now)]


def anew_key(now: datetime) -> str:
    """Return how the key of a report ends that is written anew for somebody."""
    return f":{now:%Y-%m-%dT%H:%M}"


def names_for(work: Work, reader: Person, people: Iterable[Person], *, now: datetime) -> dict[str, str]:
    """Return the names by id of those whose figures somebody may read today, themselves left out."""
    who = permission.actor(work, reader, now=now)
    others = (person for person in people if person.id != reader.id)
    return {person.id: person.name for person in others if permission.sees(work, who, person, now=now)}


def month_key(head: Person, department: str, month: Period, revision: int | None = None) -> str:
    """Return the key of a department's month for somebody, without a revision how the keys of all revisions begin."""
    return f"report:month:{_safe(head.id)}:{_safe(department)}:{month.start}:{'' if revision is None else revision}"


def week_key(reader: Person, manager: Person, week: Period) -> str:
    """Return the key of a manager's week for the manager, or for who stands in for them."""
    whose = "" if reader.id == manager.id else f":{_safe(manager.id)}"
    return f"report:week:{_safe(reader.id)}:{week.start}{whose}"


def _safe(name: str) -> str:
    """Write a name as one part of a key."""
    return escaped(name, marks="|:")
