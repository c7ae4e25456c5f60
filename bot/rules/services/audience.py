"""The audience of a rule: who hears what it says about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.rule import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.rules.ports import Work


def readers_of(work: Work, subject: Person, audience: Audience, *, now: datetime) -> list[Person]:
    """Return who hears of it at an instant; whoever stands in for a manager hears what the manager would.

    What is for a manager goes to HR where nobody leads the subject. What is for HR goes to everybody who has that role,
    but not to those it is about, and to whoever leads them while nobody has. What is for the department's head goes to
    whoever leads the subject where the head may not read their figures. Nobody else ever hears of it.
    """
    found: list[Person] = []
    match audience:
        case Audience.PERSON if subject.kind is Kind.PERSON:
            return [subject]
        case Audience.HR:
            found = [person for person in permission.hr(work) if person.id != subject.id]
        case Audience.HEAD:
            found = [person for person in [permission.head_of(work, subject.department, now=now)] if person]
        case Audience.PERSON | Audience.MANAGER:
            pass
    return those_who_see(work, found, subject, now=now) or those_who_see(
        work, permission.responsible(work, subject, now=now), subject, now=now
    )


def those_who_see(work: Work, readers: Iterable[Person], subject: Person, *, now: datetime) -> list[Person]:
    """Return those who may read what a message about somebody says."""
    actors = (permission.actor(work, reader, now=now) for reader in readers)
    return [actor.person for actor in actors if permission.sees(work, actor, subject, now=now)]
