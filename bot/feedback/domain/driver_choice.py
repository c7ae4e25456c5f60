"""Which members of which dimension are told as drivers: for many changes at once, over the columns of their records.

A member is told where all of this holds:

- It explains a third of the change or more, in its direction.
- It is out of proportion: for its share of the whole (of a sum that of the period before, of a rate its mean weight) it
  explains at least twice as much as what is left without all who could be told does; where nothing is left, as all
  others do. So nobody is told as a cause of what happened to all alike. This is the surprise of Adtributor (Bhagwan et
  al. 2014, "Adtributor: revenue debugging in advertising systems", NSDI) for one member, with a bound that does not
  depend on how many members there are.
- It is no noise, and there are enough of it: see :mod:`bot.feedback.domain.driver_noise`.

Of the dimensions that tell anything the best is, as in Adtributor, one that explains most of the change
(``MOST``: two thirds) with the fewest members; of those what explains more, then what surprises more. Only where no
dimension tells anything two are looked at together: within the largest member of each the members of every other one.
These count among those who are looked at, so the bar is higher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from bot.feedback.domain.driver import MOST_TOLD, DriverBasis
from bot.feedback.domain.driver_cells import cells_of, change_of, effects_of, groups_of, weights_of
from bot.feedback.domain.driver_noise import SHARE, bars_of, noise_of, whole_cases
from bot.kit.exact import rounded, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.feedback.domain.driver_cells import DriverCells, DriverGroups, DriverRecords

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

MOST: Final = 2 / 3
"""What drivers explain together of a change that they explain mostly (Adtributor's threshold of explanatory power)."""
_TWICE: Final = 2

DriverHad: TypeAlias = tuple[float, float, int]
"""What a member has in a period: top, over, and the number of records."""


@dataclass(frozen=True, slots=True)
class DriverChoice:
    """One way to tell a change: the members' codes of each dimension, and what they have.

    ``sides`` are top, over and number of records of each before and after; ``others`` says how many members their
    dimension has besides, 0 where they are of two. ``rank`` is: whether they explain most, how few they are, what they
    explain, how surprising they are.
    """

    dimensions: tuple[str, ...]
    codes: tuple[tuple[int, ...], ...]
    sides: tuple[tuple[DriverHad, DriverHad], ...]
    others: int
    rank: tuple[int, int, float, float]


def choices(
    records: DriverRecords, basis: DriverBasis, whole: DriverCells, tellable: Mask
) -> Iterator[tuple[int, list[DriverChoice]]]:
    """Yield the place of each change that can be told with the ways to tell it, the best first.

    ``tellable`` says which changes are to be looked at at all.
    """
    records = records if tellable.all() else records.take(tellable[records.key])
    look = _Look(records, basis, whole, tellable, whole_cases(records, len(tellable)))
    found: dict[int, list[DriverChoice]] = {}
    alone = [look.members(name) for name in records.codes]
    silent = tellable.copy()
    looked = look.looked_at(alone)
    for some in alone:
        for key, choice in look.tell(some, looked):
            found.setdefault(key, []).append(choice)
            silent[key] = False
    if records.once is None and silent.any():
        pairs = [some for first in alone for some in look.within(first, silent)]
        looked += look.looked_at(pairs)
        for some in pairs:
            for key, choice in look.tell(some, looked):
                found.setdefault(key, []).append(choice)
    order = {name: place for place, name in enumerate(records.codes)}
    for key in sorted(found):
        yield key, _ranked(found[key], order)


def _ranked(found: Sequence[DriverChoice], order: Mapping[str, int]) -> list[DriverChoice]:
    """Return ways to tell a change, the best first, each set of members once."""
    ranked: dict[frozenset[object], DriverChoice] = {}
    for choice in sorted(
        found, key=lambda choice: ([-part for part in choice.rank], [order[name] for name in choice.dimensions])
    ):
        members = frozenset(frozenset(zip(choice.dimensions, codes, strict=True)) for codes in choice.codes)
        ranked.setdefault(members, choice)
    return list(ranked.values())


@dataclass(frozen=True, slots=True)
class _Members:
    """The members of a dimension, or of the last of two within one of the first, in every change.

    ``known`` says who may be told at all; ``first`` is the code of whom they are within, by change.
    """

    names: tuple[str, ...]
    groups: DriverGroups
    cells: DriverCells
    known: Mask
    variance: Floats
    first: Ints | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked through for drivers."""

    records: DriverRecords
    basis: DriverBasis
    whole: DriverCells
    tellable: Mask
    cases: Mask

    def members(self, name: str) -> _Members:
        """Return the members of a dimension."""
        groups = groups_of(self.records.key, self.records.codes[name])
        cells = cells_of(self.records, self.basis, groups.of, len(groups.key))
        known = self._parts(groups)
        if self.records.once is not None:  # what several members share is no sum over them
            for side in range(2):
                added = np.bincount(groups.key, cells.top[:, side], len(self.tellable))
                known &= (added == self.whole.top[:, side])[groups.key]
        enough, variance = noise_of(self.basis, cells, self.whole, groups.key, self.cases)
        return _Members((name,), groups, cells, known & enough, variance)

    def within(self, outer: _Members, silent: Mask) -> Iterator[_Members]:
        """Yield the members of each other dimension within the largest member of one, where a change is silent."""
        groups = outer.groups
        toward = effects_of(self.basis, outer.cells, self.whole, groups.key) / self.change[groups.key]
        toward = np.where(self._parts(groups) & silent[groups.key], toward, -np.inf)
        order = np.lexsort((-groups.first, toward, groups.key))
        largest = order[np.flatnonzero(np.diff(groups.key[order], append=-1))]
        largest = largest[toward[largest] > 0]
        inside = np.zeros(len(groups.key), np.bool_)
        inside[largest] = True
        member = np.zeros(len(self.tellable), np.int64)
        member[groups.key[largest]] = groups.code[largest]
        some = self.records.take(inside[groups.of])
        for other, its in some.codes.items() if len(some) else ():
            if other not in outer.names:
                pairs = groups_of(some.key, its)
                cells = cells_of(some, self.basis, pairs.of, len(pairs.key))
                enough, variance = noise_of(self.basis, cells, self.whole, pairs.key, self.cases)
                yield _Members((*outer.names, other), pairs, cells, self._parts(pairs) & enough, variance, member)

    def _parts(self, groups: DriverGroups) -> Mask:
        """Say which groups are members beside others; a single one is all there is."""
        found: Mask = (groups.code > 0) & (np.bincount(groups.key, minlength=len(self.tellable))[groups.key] > 1)
        return found

    def looked_at(self, some: Iterable[_Members]) -> Ints:
        """Return how many members are looked at of each change."""
        found = np.zeros(len(self.tellable), np.int64)
        for members in some:
            found += np.bincount(members.groups.key[members.known], minlength=len(found))
        return found

    @property
    def change(self) -> Floats:
        """By how much each whole has changed."""
        return change_of(self.basis, self.whole)

    def tell(self, some: _Members, looked: Ints) -> Iterator[tuple[int, DriverChoice]]:
        """Yield of each change the members that are told, the largest first."""
        groups, cells = some.groups, some.cells
        shares, told = self._told(some, bars_of(looked)[groups.key])
        places = np.flatnonzero(told)
        share = shares[places]
        order = np.lexsort((groups.first[places], -share, groups.key[places]))
        places, share = places[order], share[order]
        surprise = self._surprise(groups.key[places], cells, places)
        members = np.bincount(groups.key, minlength=len(self.tellable))
        begin = np.flatnonzero(np.diff(groups.key[places], prepend=-1))
        for at, end in zip(begin.tolist(), [*begin[1:].tolist(), len(places)], strict=False):
            key, mine = int(groups.key[places[at]]), slice(at, min(end, at + MOST_TOLD))
            explained = rounded(min(float(share[mine].sum()), 1.0))
            within = () if some.first is None else (int(some.first[key]),)
            n = len(places[mine])
            yield (
                key,
                DriverChoice(
                    some.names,
                    tuple((*within, code) for code in groups.code[places[mine]].tolist()),
                    tuple(_sides(cells, places[mine])),
                    0 if within else int(members[key]) - n,
                    (int(explained >= MOST), -n, explained, round(float(surprise[mine].sum()), 9)),
                ),
            )

    def _told(self, some: _Members, bar: Floats) -> tuple[Floats, Mask]:
        """Return the share of the change that each member explains, and which are told."""
        key, change = some.groups.key, self.change[some.groups.key]
        effect = effects_of(self.basis, some.cells, self.whole, key)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = effect / change
            weight = weights_of(self.basis, some.cells, self.whole, key)
            able = some.known & (tidy(SHARE * np.abs(effect) - np.abs(change), change) >= 0) & (share > 0)
            able &= effect**2 >= bar**2 * some.variance
            left, its = (1 - _added(key[able], part[able], len(self.tellable))[key] for part in (share, weight))
            nothing = tidy(its) <= 0
            left, its = np.where(nothing, 1 - share, left), np.where(nothing, 1 - weight, its)
            told = able & ((left <= 0) | (tidy(share * its - _TWICE * weight * left) >= 0))
        return share, told

    def _surprise(self, key: Ints, cells: DriverCells, places: Ints) -> Floats:
        """Return the Jensen-Shannon divergence of the shares that members have in both periods (Adtributor)."""
        mine, all_of_it = cells.top[places], self.whole.top[key]
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.clip(np.nan_to_num(mine / all_of_it, posinf=0, neginf=0), 0, None)
            mean = shares.mean(axis=1, keepdims=True)
            found: Floats = np.nan_to_num(shares * np.log(shares / mean)).sum(axis=1) / 2
        return found


def _added(key: Ints, values: Floats, keys: int) -> Floats:
    found: Floats = np.bincount(key, values, keys).astype(np.float64)
    return found


def _sides(cells: DriverCells, places: Ints) -> Iterator[tuple[DriverHad, DriverHad]]:
    columns = (column[places].tolist() for column in (cells.top, cells.over, cells.n))
    for top, over, n in zip(*columns, strict=True):
        yield (top[0], over[0], int(n[0])), (top[1], over[1], int(n[1]))
