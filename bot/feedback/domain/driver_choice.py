"""Which members of which dimension are told as drivers: for many changes at once, over the columns of their records.

A member is told where all of this holds:

- It explains a third of the change or more, in its direction.
- It is out of proportion: for its share of the whole (of a sum that of the period before, of a rate its mean weight) it
  explains at least twice as much as what is left without all who could be told does; where nothing is left, as all
  others do. So nobody is told as a cause of what happened to all alike. This is the surprise of Adtributor (Bhagwan et
  al. 2014, "Adtributor: revenue debugging in advertising systems", NSDI) for one member, with a bound that does not
  depend on how many members there are.
- It is no noise: its effect is at least ``Z`` standard errors, which is the one-sided test at five percent, as only
  effects in the change's direction are looked at. Of a sum the variance is that of a compound Poisson process, the sum
  of squares of both periods' records, so of a count simply how many there are (Kaas et al. 2008, "Modern actuarial
  risk theory", 3.3). Of a rate it is that of both periods' rates if neither differed from their common one: that of the
  ratio estimator over records (Cochran 1977, "Sampling techniques", 6.4), of whole cases at least ``p (1 - p) / n``,
  the score test that Wilson's interval inverts (Wilson 1927, JASA 22): cases of one record may be related.
- There are enough: ``LEAST_RECORDS`` records in both periods together, on more than one day (many lines of one order
  are one event, and so nobody is told the number of an order), and of a rate of whole cases ``LEAST_CASES``.

Of the dimensions that tell anything the best is, as in Adtributor, one that explains most of the change
(``MOST``: two thirds) with the fewest members; of those what explains more, then what surprises more. Only where no
dimension tells anything two are looked at together: within the largest member of each the members of every other one.
As many are tried then, the bar is ``Z_OF_TWO``, one percent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from bot.feedback.domain.driver import MOST_TOLD, DriverBasis
from bot.feedback.domain.driver_cells import cells_of, change_of, effects_of, groups_of, weights_of
from bot.kit.exact import rounded, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.feedback.domain.driver_cells import DriverCells, DriverGroups, DriverRecords

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

SHARE: Final = 3
"""A driver explains at least one part in so many."""
MOST: Final = 2 / 3
"""What drivers explain together of a change that they explain mostly (Adtributor's threshold of explanatory power)."""
Z: Final = 1.645
Z_OF_TWO: Final = 2.326
LEAST_RECORDS: Final = 5
LEAST_CASES: Final = 30
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


def _whole_cases(records: DriverRecords, keys: int) -> Mask:
    """Say of which rates every record's parts are whole numbers, none with more hits than cases."""
    whole = (records.top == np.rint(records.top)) & (records.over == np.rint(records.over))
    broken = ~whole | (records.top < 0) | (records.top > records.over)
    unbroken: Mask = np.bincount(records.key[broken], minlength=keys) == 0
    return unbroken


def choices(
    records: DriverRecords, basis: DriverBasis, whole: DriverCells, tellable: Mask
) -> Iterator[tuple[int, list[DriverChoice]]]:
    """Yield the place of each change that can be told with the ways to tell it, the best first.

    ``tellable`` says which changes are to be looked at at all.
    """
    records = records if tellable.all() else records.take(tellable[records.key])
    look = _Look(records, basis, whole, tellable, _whole_cases(records, len(tellable)))
    found: dict[int, list[DriverChoice]] = {}
    silent = tellable.copy()
    for name in records.codes:
        for key, choice in look.at(name):
            found.setdefault(key, []).append(choice)
            silent[key] = False
    if records.once is None and silent.any():
        for key, choice in look.within(silent):
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
class _Look:
    """What is looked through for drivers."""

    records: DriverRecords
    basis: DriverBasis
    whole: DriverCells
    tellable: Mask
    cases: Mask
    seen: dict[str, tuple[DriverGroups, DriverCells]] = field(default_factory=dict)

    def at(self, name: str) -> Iterator[tuple[int, DriverChoice]]:
        """Yield what members of a dimension have to tell; of one with a single member that is nothing."""
        groups, cells = self._members(name)
        known = (groups.code > 0) & (np.bincount(groups.key, minlength=len(self.tellable))[groups.key] > 1)
        if self.records.once is not None:  # what several members share is no sum over them
            for side in range(2):
                added = np.bincount(groups.key, cells.top[:, side], len(self.tellable))
                known &= (added == self.whole.top[:, side])[groups.key]
        yield from self._tell((name,), groups, cells, known, z=Z)

    def within(self, silent: Mask) -> Iterator[tuple[int, DriverChoice]]:
        """Yield what members of one dimension within the largest member of another have to tell."""
        for name in self.records.codes:
            groups, cells = self._members(name)
            toward = effects_of(self.basis, cells, self.whole, groups.key) / self.change[groups.key]
            toward = np.where((groups.code > 0) & silent[groups.key], toward, -np.inf)
            order = np.lexsort((-groups.first, toward, groups.key))
            largest = order[np.flatnonzero(np.diff(groups.key[order], append=-1))]
            largest = largest[toward[largest] > 0]
            inside = np.zeros(len(groups.key), np.bool_)
            inside[largest] = True
            member = np.zeros(len(self.tellable), np.int64)
            member[groups.key[largest]] = groups.code[largest]
            some = self.records.take(inside[groups.of])
            for other, its in some.codes.items() if len(some) else ():
                if other != name:
                    pairs = groups_of(some.key, its)
                    of_two = cells_of(some, self.basis, pairs.of, len(pairs.key))
                    yield from self._tell((name, other), pairs, of_two, pairs.code > 0, z=Z_OF_TWO, first=member)

    def _members(self, name: str) -> tuple[DriverGroups, DriverCells]:
        """Return the members of a dimension in every change; what was grouped once is kept."""
        if name not in self.seen:
            groups = groups_of(self.records.key, self.records.codes[name])
            self.seen[name] = groups, cells_of(self.records, self.basis, groups.of, len(groups.key))
        return self.seen[name]

    @property
    def change(self) -> Floats:
        """By how much each whole has changed."""
        return change_of(self.basis, self.whole)

    def _tell(
        self,
        names: tuple[str, ...],
        groups: DriverGroups,
        cells: DriverCells,
        known: Mask,
        *,
        z: float,
        first: Ints | None = None,
    ) -> Iterator[tuple[int, DriverChoice]]:
        """Yield of each change the members that are told, the largest first; ``first`` is whom they are within."""
        shares, told = self._told(groups.key, cells, known, z=z)
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
            within = () if first is None else (int(first[key]),)
            n = len(places[mine])
            yield (
                key,
                DriverChoice(
                    names,
                    tuple((*within, code) for code in groups.code[places[mine]].tolist()),
                    tuple(_sides(cells, places[mine])),
                    0 if within else int(members[key]) - n,
                    (int(explained >= MOST), -n, explained, round(float(surprise[mine].sum()), 9)),
                ),
            )

    def _told(self, key: Ints, cells: DriverCells, known: Mask, *, z: float) -> tuple[Floats, Mask]:
        """Return the share of the change that each member explains, and which are told."""
        change = self.change[key]
        effect = effects_of(self.basis, cells, self.whole, key)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = effect / change
            weight = weights_of(self.basis, cells, self.whole, key)
            enough, variance = self._noise(key, cells)
            able = known & enough & (tidy(SHARE * np.abs(effect) - np.abs(change), change) >= 0) & (share > 0)
            able &= effect**2 >= z**2 * variance
            left, its = (1 - _added(key[able], part[able], len(self.tellable))[key] for part in (share, weight))
            nothing = tidy(its) <= 0
            left, its = np.where(nothing, 1 - share, left), np.where(nothing, 1 - weight, its)
            told = able & ((left <= 0) | (tidy(share * its - _TWICE * weight * left) >= 0))
        return share, told

    def _noise(self, key: Ints, cells: DriverCells) -> tuple[Mask, Floats]:
        """Return which members have enough records, and the variance of their effects if nothing had changed."""
        n = cells.n.sum(axis=1)
        if self.basis is DriverBasis.ADDED:
            return cells.days & (n >= LEAST_RECORDS), cells.top2.sum(axis=1)
        cases = self.cases[key]
        enough = cells.days & (n >= LEAST_RECORDS) & (~cases | (cells.over.sum(axis=1) >= LEAST_CASES))
        both = (cells.over != 0).all(axis=1)
        pooled = np.where(both, cells.top.sum(axis=1) / cells.over.sum(axis=1), self.whole.value[key].mean(axis=1))
        rate = pooled[:, None]
        residual = cells.top2 - 2 * rate * cells.cross + rate**2 * cells.over2
        of_records = np.maximum(residual, 0) / cells.over**2
        of_cases = np.where(cases[:, None], rate * (1 - rate) / cells.over, 0.0)
        spread = np.where(cells.over == 0, 0.0, np.maximum(of_records, of_cases)).sum(axis=1)
        weights = cells.over / self.whole.over[key]
        moved = (weights[:, 1] - weights[:, 0]) ** 2
        return enough, np.where(both, (weights.mean(axis=1) ** 2 + moved / 4) * spread, moved * spread)

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


def telling_factors(whole: DriverCells) -> tuple[Mask, Mask]:
    """Say of which sums the number of records, and of which their average, explains a third of the change or more.

    Neither is told of fewer than ``LEAST_RECORDS`` in either period, nor where it is noise: of the number that is the
    variance of a count, of the average that of Welch 1947 ("The generalization of Student's problem", Biometrika 34).
    """
    n, change = whole.n, change_of(DriverBasis.ADDED, whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = whole.top / n
        spread = np.maximum(whole.top2 / n - mean**2, 0) / (n - 1)
        more, larger = n[:, 1] - n[:, 0], mean[:, 1] - mean[:, 0]
        effects = more * mean.mean(axis=1), larger * n.mean(axis=1)
        sure = np.abs(more) >= Z * np.sqrt(n.sum(axis=1)), np.abs(larger) >= Z * np.sqrt(spread.sum(axis=1))
        enough = (n >= LEAST_RECORDS).all(axis=1) & (change != 0)
        volume, price = (
            enough & far & (SHARE * effect / change >= 1) for effect, far in zip(effects, sure, strict=True)
        )
    return volume, price
