"""Drivers at work: what moved values that are made of records, and which of it somebody may be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.feedback.domain.driver import DriverBasis, Drivers, basis_of
from bot.feedback.domain.driver_cells import change_of, whole_of
from bot.feedback.domain.driver_choice import choices
from bot.feedback.domain.driver_noise import telling_factors
from bot.feedback.services.driver_build import DriverBuilder, names_of
from bot.feedback.services.driver_records import base_of, driver_records
from bot.figures.domain.delta import Flag
from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import smallest_step
from bot.figures.domain.suppression import FLOOR, parts
from bot.figures.services.record_evidence import whole as whole_of_it
from bot.kit.exact import tidy
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services.permission import relation, sees

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.feedback.domain.driver import Driver, DriverMember, DriverSplit
    from bot.feedback.domain.driver_cells import DriverCells
    from bot.feedback.domain.driver_people import PeopleNames
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_AT_ONCE: Final = 4_000
"""So many values are looked at together: with a hundred records each some 100 MB."""


def drivers(work: Work, deltas: Sequence[Delta]) -> dict[int, Drivers]:
    """Return what moved some values since the period before, by their place; those of which nothing can be told lack.

    A value is left out unless its change is worth speaking of, both periods are whole (of a rate, begun), and what
    counts now of their records makes just the values that are stored. What comes is for no reader yet: ask
    :func:`for_reader`.
    """
    metrics = {metric.key: metric for metric in work.metrics.all()}
    groups: dict[str, list[int]] = {}
    for place, delta in enumerate(deltas):
        metric = metrics.get(delta.metric)
        if metric and _worth(delta, metric):
            groups.setdefault(metric.key, []).append(place)
    found: dict[int, Drivers] = {}
    for key, places in groups.items():
        formula = parse(metrics[key].formula)
        basis, stream = basis_of(formula), work.streams.get(formula.stream)
        if basis is None or stream is None:
            continue
        kept = [place for place in places if _kept(deltas[place], metrics[key], stream, basis)]
        for at in range(0, len(kept), _AT_ONCE):
            some = kept[at : at + _AT_ONCE]
            mine = _Values(work, metrics[key], formula, basis, stream, [deltas[place] for place in some])
            found |= {some[place]: told for place, told in mine.drivers()}
    return found


def _worth(delta: Delta, metric: Metric) -> bool:
    """Say whether a value's change can be explained and is large enough to be."""
    if delta.value is None or delta.previous is None or delta.flags & Flag.QUARANTINED:
        return False
    least = smallest_step(float(metric.minimum_step or 0), delta.previous)
    changed = abs(delta.value - delta.previous)
    return 0 < changed >= least and metric.takes_records(base_of(delta, metric).start)


def _kept(delta: Delta, metric: Metric, stream: RecordStream, basis: DriverBasis) -> bool:
    """Say whether the records of both periods are all there."""
    if basis is DriverBasis.ADDED and delta.flags & Flag.PARTIAL_PERIOD:
        return False
    return stream.aged_before is None or base_of(delta, metric).start >= stream.aged_before


@dataclass(frozen=True, slots=True)
class _Values:
    """Changed values of one metric."""

    work: Work
    metric: Metric
    formula: Formula
    basis: DriverBasis
    stream: RecordStream
    deltas: Sequence[Delta]

    def drivers(self) -> list[tuple[int, Drivers]]:
        """Return what moved them, by their place."""
        records, of = driver_records(self.work, self.metric, self.formula, self.stream, self.deltas, self.basis)
        whole = whole_of(records, self.basis, len(self.deltas))
        tellable = self._tellable(whole)
        chosen = dict(choices(records, self.basis, whole, tellable))
        volume = price = np.zeros(len(self.deltas), np.bool_)
        if self.basis is DriverBasis.ADDED and self.formula.part.calculation is Calculation.SUM:
            volume, price = (tellable & telling for telling in telling_factors(whole))
        places = sorted({*chosen, *np.flatnonzero(volume | price).tolist()})
        ways = {place: chosen.get(place, []) for place in places}
        build = DriverBuilder.of_work(self.work, records, of, whole, ways)
        units = self._units()
        found = []
        for place in places:
            shared = self.deltas[place].person_id in units
            whole_value = build.whole(place, shared=shared)
            told = self._told(place, whole_value, build.splits(place, whole_value, self.basis, shared=shared))
            if self.formula.part.calculation is Calculation.SUM and self.basis is DriverBasis.ADDED:
                tells = {"volume": volume[place], "price": price[place]}
                told = replace(told, telling=frozenset(name for name, telling in tells.items() if telling))
            found.append((place, told))
        return found

    def _told(self, place: int, whole: DriverMember, splits: tuple[DriverSplit, ...]) -> Drivers:
        delta, metric = self.deltas[place], self.metric
        return Drivers(metric, whole_of_it(metric, delta.period), base_of(delta, metric), self.basis, whole, splits)

    def _units(self) -> set[str]:
        """Return the ids of those that are units."""
        people = self.work.people.numbers()
        units = self.work.units.among([people[delta.person_id][0] for delta in self.deltas])
        return {delta.person_id for delta in self.deltas if people[delta.person_id][0] in units}

    def _tellable(self, whole: DriverCells) -> NDArray[np.bool_]:
        """Say of which values the records make just what is stored in both periods."""
        stored = np.array([(delta.previous, delta.value) for delta in self.deltas], np.float64).reshape(-1, 2)
        made = whole.top if self.basis is DriverBasis.ADDED else tidy(whole.value)
        same = (made == stored).all(axis=1) & (whole.over > 0).all(axis=1)
        tellable: NDArray[np.bool_] = same & (change_of(self.basis, whole) != 0)
        return tellable


# Readers


def for_reader(work: Work, actor: Actor, subject: Person, found: Drivers, *, now: datetime) -> Drivers | None:
    """Return what of it somebody may be told now, None where that is nothing.

    It is for whoever may read the rows that it is made of. Of a unit's value nothing is told that would show, by itself
    or beside what else is told, what fewer than five people have whose rows are not the reader's. Nobody is a driver
    whose figures they may not see, nor is a member of a dimension of people that names nobody who is known.
    """
    hidden = _hidden(work, actor, subject, found, now=now)
    if hidden is None:
        return None
    names = names_of(work)
    splits = tuple(
        split
        for split in found.splits
        if _apart(found.whole, split, hidden)
        and all(_may_name(work, actor, names, split, driver, now=now) for driver in split.told)
    )
    telling = None if hidden else found.telling
    return replace(found, splits=splits, telling=telling) if splits or telling else None


def _hidden(work: Work, actor: Actor, subject: Person, found: Drivers, *, now: datetime) -> frozenset[str] | None:
    """Return whose records are not the reader's; None where these are so few that nothing may be told."""

    def reads(person: Person | None) -> bool:
        return person is not None and actor.may(Act.READ_ROWS, relation(work, actor, person, now=now))

    if subject.kind is Kind.PERSON:
        return frozenset() if reads(subject) else None
    people = found.whole.before.people | found.whole.after.people
    hidden = frozenset(key for key in people if not reads(work.people.get(key)))
    return None if any(0 < len(hidden & side.people) < FLOOR for side in found.whole.sides) else hidden


def _apart(whole: DriverMember, split: DriverSplit, hidden: frozenset[str]) -> bool:
    """Say whether no few of those who are hidden can be told from the rest by the members that are told."""
    for at, side in enumerate(whole.sides):
        groups = [hidden & driver.member.sides[at].people for driver in split.told]
        if any(len(part) < FLOOR for part in parts([*groups, hidden & side.people])):
            return False
    return True


def _may_name(
    work: Work, actor: Actor, names: PeopleNames, split: DriverSplit, driver: Driver, *, now: datetime
) -> bool:
    for dimension, text in zip(split.dimensions, driver.member.texts, strict=True):
        of_people = dimension in split.of_people
        ids = names.named(text, of_people=of_people)
        if of_people and not ids:
            return False
        people = [work.people.get(key) for key in ids]
        if not all(person and sees(work, actor, person, now=now) for person in people):
            return False
    return True
