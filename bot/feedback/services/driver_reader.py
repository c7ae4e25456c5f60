"""Drivers for readers: of what moved values, what somebody may be told now.

It is for whoever may read the rows that a value is made of. Of a unit's value nothing is told that would show, by
itself or beside what else is told, what fewer than five people have whose rows are not the reader's. Nobody is a driver
whose figures the reader may not see or about whom nothing may be said, nor is a member of a dimension of people that
names nobody who is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.feedback.services.driver import drivers
from bot.feedback.services.driver_build import names_of
from bot.figures.domain.delta import Delta
from bot.figures.domain.suppression import FLOOR, parts
from bot.kit.exact import decimal_sum
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services.permission import relation, sees

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.feedback.domain.driver import Driver, DriverMember, Drivers, DriverSplit, ValueDrivers
    from bot.feedback.domain.driver_people import PeopleNames
    from bot.feedback.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def driver_of(work: Work, reader: Actor, delta: Delta, *, now: datetime) -> Drivers | None:
    """Return what moved a value, as far as somebody may be told now; None where nothing is.

    Of several values ask :func:`drivers_of`, which reads their records at once.
    """
    return next(iter(drivers_of(work, reader, [delta], now=now).values()), None)


def drivers_of(work: Work, reader: Actor, deltas: Sequence[Delta], *, now: datetime) -> ValueDrivers:
    """Return what moved each of some values since the period before, as far as somebody may be told now."""
    found = drivers(work, deltas)
    if not found:
        return {}
    asked = _reading(work, reader, now=now)
    told = {}
    for place, moved in sorted(found.items()):
        delta = deltas[place]
        subject = work.people.get(delta.person_id)
        mine = asked.told(subject, moved) if subject else None
        if mine:
            told[delta.person_id, delta.metric, delta.period] = mine
    return told


def drivers_of_group(work: Work, reader: Actor, deltas: Sequence[Delta], *, now: datetime) -> Drivers | None:
    """Return what moved the sum of some people's values of a metric and period, as far as somebody may be told now.

    ``deltas`` are one or more values of as many people, of a metric that adds up.
    """
    first = deltas[0]
    value = float(decimal_sum(delta.value or 0.0 for delta in deltas))
    before = float(decimal_sum(delta.previous or 0.0 for delta in deltas))
    flags = first.flags
    for delta in deltas[1:]:
        flags |= delta.flags
    together = Delta("", first.metric, first.period, value, previous=before, flags=flags)
    found = drivers(work, [together], group=[delta.person_id for delta in deltas]).get(0)
    return _reading(work, reader, now=now).told(None, found) if found else None


def _reading(work: Work, reader: Actor, *, now: datetime) -> _Reading:
    return _Reading(work, reader, names_of(work), work.restrictions.all() - {reader.person.id}, now)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Somebody who reads, at an instant; of those who are ``silent`` nothing is said."""

    work: Work
    reader: Actor
    names: PeopleNames
    silent: frozenset[str]
    now: datetime

    def told(self, subject: Person | None, found: Drivers) -> Drivers | None:
        """Return what they may be told of what moved somebody's value or (None) that of several, None for nothing."""
        hidden = self._hidden(subject, found)
        if hidden is None:
            return None
        splits = tuple(
            split
            for split in found.splits
            if _apart(found.whole, split, hidden) and all(self._may_name(split, driver) for driver in split.told)
        )
        telling = None if hidden else found.telling
        return replace(found, splits=splits, telling=telling) if splits or telling else None

    def _hidden(self, subject: Person | None, found: Drivers) -> frozenset[str] | None:
        """Return whose records are not the reader's; None where these are so few that nothing may be told."""
        if subject is not None and subject.kind is Kind.PERSON:
            return frozenset() if self._reads(subject) else None
        hidden = frozenset(key for key in found.whole.people if not self._reads(self.work.people.get(key)))
        return None if any(0 < len(hidden & side.people) < FLOOR for side in found.whole.sides) else hidden

    def _reads(self, person: Person | None) -> bool:
        if person is None:
            return False
        return self.reader.may(Act.READ_ROWS, relation(self.work, self.reader, person, now=self.now))

    def _may_name(self, split: DriverSplit, driver: Driver) -> bool:
        for dimension, text in zip(split.dimensions, driver.member.texts, strict=True):
            of_people = dimension in split.of_people
            ids = self.names.named(text, of_people=of_people)
            if (of_people and not ids) or ids & self.silent:
                return False
            people = [self.work.people.get(key) for key in ids]
            if not all(person and sees(self.work, self.reader, person, now=self.now) for person in people):
                return False
        return True


def _apart(whole: DriverMember, split: DriverSplit, hidden: frozenset[str]) -> bool:
    """Say whether no few of those who are hidden can be told from the rest by the members that are told."""
    for at, side in enumerate(whole.sides):
        groups = [hidden & driver.member.sides[at].people for driver in split.told]
        if any(len(part) < FLOOR for part in parts([*groups, hidden & side.people])):
            return False
    return True
