"""Drivers put together: names for codes, exact numbers for floats, what the rest is, and whose records they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from bot.feedback.domain.driver import HOURS, PEOPLE, UNITS, Driver, DriverBasis, DriverMember, DriverSide, DriverSplit
from bot.feedback.domain.driver_hours import BANDS
from bot.feedback.domain.driver_people import PeopleNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.feedback.domain.driver_cells import DriverCells, DriverRecords
    from bot.feedback.domain.driver_choice import DriverChoice
    from bot.feedback.ports import Work

    Ints = NDArray[np.int64]


def names_of(work: Work) -> PeopleNames:
    """Return what everybody is called, those who have left included."""
    people = work.people.numbers()
    units = work.units.among([row[0] for row in people.values()])
    return PeopleNames.of((key, name) for key, (number, _, name, *_) in people.items() if number not in units)


@dataclass(frozen=True, slots=True)
class DriverBuilder:
    """What has been chosen of some changes, with all that it takes to put it together.

    ``of_people`` are the dimensions whose members are people, by all of these changes; ``called`` are everybody's
    names, and ``bounds`` the first records of each change.
    """

    records: DriverRecords
    of: Ints
    cells: DriverCells
    ways: Mapping[int, Sequence[DriverChoice]]
    texts: Mapping[int, str]
    of_people: frozenset[str]
    ids: Mapping[int, str]
    called: Mapping[int, str]
    bounds: Sequence[int]

    @classmethod
    def of_work(
        cls,
        work: Work,
        records: DriverRecords,
        of: Ints,
        cells: DriverCells,
        ways: Mapping[int, Sequence[DriverChoice]],
    ) -> DriverBuilder:
        """Look up what stands behind the numbers of what was chosen."""
        told = {name for some in ways.values() for way in some for name in way.dimensions} - {HOURS, PEOPLE, UNITS}
        codes = {name: np.unique(records.codes[name]).tolist() for name in sorted(told)}
        texts = work.records.texts({code for some in codes.values() for code in some})
        names = names_of(work)
        people = {
            name for name, some in codes.items() if names.are_people(name, [texts[code] for code in some if code])
        }
        ids, called = {}, {}
        for key, (number, _, name, *_) in work.people.numbers().items():
            ids[number], called[number] = key, name
        bounds = np.searchsorted(records.key, np.arange(len(cells.n) + 1)).tolist()
        return cls(records, of, cells, ways, texts, frozenset({*people, PEOPLE}), ids, called, bounds)

    def whole(self, place: int, *, shared: bool) -> DriverMember:
        """Return all of a change; ``shared`` says that it is a unit's, so that it matters whose the records are."""
        columns = (column[place].tolist() for column in (self.cells.top, self.cells.over, self.cells.n))
        sides = zip(*columns, strict=True)
        return DriverMember((), *self._sides(place, (), sides, shared=shared))

    def splits(self, place: int, whole: DriverMember, basis: DriverBasis, *, shared: bool) -> tuple[DriverSplit, ...]:
        """Return the ways to tell the change of a whole, the best first."""
        return tuple(self._split(place, way, whole, basis, shared=shared) for way in self.ways[place])

    def _split(
        self, place: int, way: DriverChoice, whole: DriverMember, basis: DriverBasis, *, shared: bool
    ) -> DriverSplit:
        members = []
        for codes, sides in zip(way.codes, way.sides, strict=True):
            member = tuple(zip(way.dimensions, codes, strict=True))
            texts = tuple(self._text(name, code) for name, code in member)
            members.append(DriverMember(texts, *self._sides(place, member, sides, shared=shared)))
        told = tuple(Driver(member, whole, basis) for member in members)
        rest = Driver(_rest(whole, members, basis), whole, basis)
        return DriverSplit(way.dimensions, told, rest, way.others, self.of_people.intersection(way.dimensions))

    def _text(self, name: str, code: int) -> str:
        if name in {PEOPLE, UNITS}:
            return self.called[code]
        return BANDS[code - 1] if name == HOURS else self.texts[code]

    def _sides(
        self, place: int, member: Sequence[tuple[str, int]], sides: Iterable[tuple[float, float, int]], *, shared: bool
    ) -> tuple[DriverSide, DriverSide]:
        """Return what a member has in both periods, of the decimals that floats stand for."""
        people = self._people(place, member) if shared else (frozenset(), frozenset())
        before, after = (
            DriverSide(Decimal(repr(float(top))), Decimal(repr(float(over))), int(n), whose)
            for (top, over, n), whose in zip(sides, people, strict=True)
        )
        return before, after

    def _people(self, place: int, member: Sequence[tuple[str, int]]) -> tuple[frozenset[str], frozenset[str]]:
        """Return whose records those of a member are that count, before and after."""
        rows = slice(self.bounds[place], self.bounds[place + 1])
        there = np.ones(rows.stop - rows.start, np.bool_)
        for name, code in member:
            there &= self.records.codes[name][rows] == code
        before, after = (self.of[rows][there & (self.records.side[rows] == at)] for at in range(2))
        return self._ids(before), self._ids(after)

    def _ids(self, numbers: Ints) -> frozenset[str]:
        return frozenset(self.ids[number] for number in np.unique(numbers).tolist())


def _rest(whole: DriverMember, members: Sequence[DriverMember], basis: DriverBasis) -> DriverMember:
    """Return what is left of a whole without some members."""
    before = _less(whole.before, [member.before for member in members], basis)
    after = _less(whole.after, [member.after for member in members], basis)
    return DriverMember((), before, after)


def _less(all_of_it: DriverSide, theirs: Sequence[DriverSide], basis: DriverBasis) -> DriverSide:
    top = all_of_it.top - sum((side.top for side in theirs), Decimal(0))
    over = all_of_it.over - sum((side.over for side in theirs), Decimal(0))
    return DriverSide(top, over if basis is DriverBasis.RATE else Decimal(1), all_of_it.n - sum(s.n for s in theirs))
