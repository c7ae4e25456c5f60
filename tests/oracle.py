"""Who may read what in a company, told from its bare rows: an oracle that shares nothing with the bot's permissions.

It is written after the requirements (R7, R24 to R26, R30, R86, R92) and the trust page ("Roles x data"), and looks at
nothing but who is in which row: people and their managers, moves that were planned, roles, deputies, leavers. It asks
the rows again whenever it is asked, so that it always speaks of now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

FEWEST = 5
"""Nothing is told of fewer people together than so many."""


class Kind(Enum):
    """What a mark stands in."""

    FIGURE = auto()
    """Somebody's value: theirs, of whoever leads them now, of HR."""
    WORDS = auto()
    """What somebody says of their own value, as context or as a claim: as the value itself."""
    TOPIC = auto()
    """What somebody wants to talk about with their manager: of the two alone."""
    LETTER = auto()
    """Feedback to a colleague: of writer and reader, and of whoever leads the reader where the writer says so."""
    REQUEST = auto()
    """What somebody asks about their personal data, or is answered: theirs and HR's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or number that occurs nowhere else; ``also`` are others for whom it was written."""

    kind: Kind
    whose: str
    also: frozenset[str] = frozenset()
    led: bool = False
    """Whether whoever leads ``whose`` may read it, for a letter."""


@dataclass(frozen=True, slots=True)
class _Person:
    manager: str
    zone: str
    left: date | None
    name: str
    human: bool


@dataclass
class Oracle:
    """What the rows say at an instant."""

    now: datetime
    people: dict[str, _Person] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    deputies: list[tuple[str, str, date, date]] = field(default_factory=list)
    moves: dict[str, list[tuple[date, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, now: datetime) -> Oracle:
        """Read the rows."""
        found = cls(now)
        ids: dict[int, str] = {}
        for no, id_, manager, zone, left, name, kind in connection.execute(
            sa.text("select no, id, manager_id, timezone, left_on, name, kind from person")
        ):
            ids[no] = id_
            found.people[id_] = _Person(manager or "", zone or "UTC", _day(left), name, kind == "person")
        for no, role in connection.execute(sa.text("select person_no, role from grant_")):
            found.roles.setdefault(ids[no], set()).add(role)
        for principal, deputy, first, last in connection.execute(
            sa.text("select principal_no, deputy_no, first, last from deputy")
        ):
            found.deputies.append((ids[principal], ids[deputy], _sure(first), _sure(last)))
        for no, start, manager in connection.execute(
            sa.text("select person_no, start, manager_id from posting where planned")
        ):
            found.moves.setdefault(ids[no], []).append((_sure(start), manager or ""))
        return found

    # Who leads whom

    def works(self, person: str) -> bool:
        """Say whether somebody is there: from the day after their last one on they are not."""
        known = self.people.get(person)
        return known is not None and not (known.left and known.left < self._today(person))

    def managers(self, person: str) -> set[str]:
        """Return whose report somebody is; on the day of a move, which begins by the clock of one zone, both are."""
        known = self.people.get(person)
        if known is None:
            return set()
        found = {known.manager}
        for start, manager in sorted(self.moves.get(person, ())):
            if start < self._today(person):
                found = {manager}
            elif start <= self._today(person):
                found.add(manager)
        return found - {"", person}

    def leads(self, reader: str, person: str) -> bool:
        """Say whether somebody leads another now: as their manager, in that one's place, or because that one left."""
        if reader == person or not self.works(reader):
            return False
        return any(self._leads_as(reader, boss, set()) for boss in self.managers(person))

    def _leads_as(self, reader: str, boss: str, seen: set[str]) -> bool:
        if boss == reader:
            return True
        days = {self._today(reader), self._today(boss)}
        for principal, deputy, first, last in self.deputies:
            if (principal, deputy) == (boss, reader) and any(first <= day <= last for day in days):
                return True
        if boss in seen or (boss in self.people and self.works(boss)):
            return False
        return any(self._leads_as(reader, above, {*seen, boss}) for above in self.managers(boss))

    def is_hr(self, reader: str) -> bool:
        """Say whether somebody of HR."""
        return self.works(reader) and "hr" in self.roles.get(reader, set())

    # What they may read

    def may_read(self, reader: str, mark: Mark) -> bool:
        """Say whether somebody may read now what a mark stands in."""
        own = reader == mark.whose or reader in mark.also
        match mark.kind:
            case Kind.FIGURE | Kind.WORDS:
                return own or self.leads(reader, mark.whose) or self.is_hr(reader)
            case Kind.TOPIC:
                return own or self.leads(reader, mark.whose)
            case Kind.LETTER:
                return own or (mark.led and self.leads(reader, mark.whose))
            case Kind.REQUEST:
                return own or self.is_hr(reader)

    def may_name(self, reader: str, person: str) -> bool:
        """Say whether somebody may find another named beside a verdict on figures: whose figures they may read.

        Those who lead, or look after figures, are named as such to everybody.
        """
        if reader == person or self.leads(reader, person) or self.is_hr(reader):
            return True
        return bool(self.roles.get(person)) or any(person in self.managers(name) for name in self.people)

    def _today(self, person: str) -> date:
        known = self.people.get(person)
        return self.now.astimezone(ZoneInfo(known.zone if known else "UTC")).date()


def too_few(told: Iterable[frozenset[str]], *, fewest: int = FEWEST) -> frozenset[str] | None:
    """Return people who can be worked out from what was told of some groups, or None.

    Whoever adds and subtracts groups tells apart just those who are in different ones of them; of each such part,
    if there is anybody in it, there have to be enough.
    """
    groups = list(dict.fromkeys(told))
    everybody = frozenset().union(*groups)
    parts: dict[tuple[bool, ...], set[str]] = {}
    for person in everybody:
        parts.setdefault(tuple(person in group for group in groups), set()).add(person)
    return next((frozenset(part) for part in parts.values() if len(part) < fewest), None)


def _day(value: object) -> date | None:
    """Read a day as SQLite or PostgreSQL gives it."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, int):
        return date(1970, 1, 1) + timedelta(days=value)
    return date.fromisoformat(str(value)[:10])


def _sure(value: object) -> date:
    found = _day(value)
    assert found
    return found
