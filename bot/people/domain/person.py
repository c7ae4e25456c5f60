"""People and units: who they are, whom they report to, and where and how they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.kit.calendar import local_day, place_at
from bot.kit.cleaning import UnclearValue
from bot.kit.identity import Identity

if TYPE_CHECKING:
    from datetime import date, datetime

ERASED: Final = "erased-"
"""How the id of somebody who was erased begins; a number follows."""


class Kind(StrEnum):
    """Whether a row of the people file is a human being or a team, line or department."""

    PERSON = "person"
    UNIT = "unit"


def employed(day: date, *, hire_date: date | None, left_on: date | None) -> bool:
    """Say whether somebody belongs to the company on a day: to the end of their last one, and again once hired anew.

    A day of hire after the last day is that of another contract; the one before it is over.
    """
    if left_on is None or day <= left_on:
        return True
    return hire_date is not None and left_on < hire_date <= day


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a unit, that has readings.

    ``role`` is the peer group. ``unit`` is the id or name of the unit one belongs to (the department when none is
    given). ``left_on`` is the last day in the company, past or to come; None is no end. ``timezone`` is an IANA name
    and ``locale`` one of the catalogue's (``en``, ``zh-CN``); both are filled with the installation's defaults when the
    people file has none.
    """

    id: str
    name: str
    role: str = ""
    department: str = ""
    manager_id: str | None = None
    unit: str = ""
    kind: Kind = Kind.PERSON
    email: str = ""
    mobile: str = ""
    hire_date: date | None = None
    left_on: date | None = None
    location: str = ""
    timezone: str = "UTC"
    locale: str = "en"
    identities: tuple[Identity, ...] = field(default=())

    def employed_at(self, now: datetime) -> bool:
        """Say whether they belong to the company at an instant, by the day that it is where they are."""
        return self.left_on is None or employed(
            local_day(now, timezone=self.timezone), hire_date=self.hire_date, left_on=self.left_on
        )

    def identity(self, platform: str) -> Identity | None:
        """This person's account on a platform, if they have one."""
        return next((identity for identity in self.identities if identity.platform == platform), None)


class ChosenBy(StrEnum):
    """Who said in which language and zone somebody is spoken to; nobody said otherwise than the people file: ""."""

    FILE = ""
    PLATFORM = "platform"
    SELF = "self"


def place_of(person: Person) -> str:
    """Return where a person's calendar is kept: their location when it is such a code, else their time zone's country.

    "" when neither says (a zone such as UTC belongs to no country): then only weekends are free.
    """
    return place_at(person.location, timezone=person.timezone)


def chain(fields: Mapping[str, Mapping[str, Any]], managers: Mapping[str, str | None]) -> dict[str, UnclearValue]:
    """Find people who report to themselves, directly or in a circle; ``managers`` is what is known otherwise."""
    above = dict(managers) | {
        person_id: given.get("manager_id") for person_id, given in fields.items() if "manager_id" in given
    }
    sound: set[str] = set()
    circles: dict[str, UnclearValue] = {}
    for person in fields:
        path: list[str] = []
        at: str | None = person
        while at is not None and at not in sound and at not in path:
            path.append(at)
            at = above.get(at)
        if at in path:
            round_ = path[path.index(at) :]
            circles |= {
                person_id: UnclearValue("import-circle", people=", ".join(round_))
                for person_id in round_
                if person_id in fields
            }
        sound |= set(path)
    return circles
