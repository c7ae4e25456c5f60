"""Drivers at work: what moved values that are made of records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.feedback.domain.driver import DriverBasis, Drivers, basis_of
from bot.feedback.domain.driver_cells import change_of, whole_of
from bot.feedback.domain.driver_choice import choices
from bot.feedback.domain.driver_noise import telling_factors
from bot.feedback.services.driver_build import DriverBuilder
from bot.feedback.services.driver_records import base_of, driver_records
from bot.figures.domain.delta import Flag
from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import smallest_step
from bot.figures.services.record_evidence import whole as whole_of_it
from bot.kit.exact import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.feedback.domain.driver import DriverMember, DriverSplit
    from bot.feedback.domain.driver_cells import DriverCells
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream

_AT_ONCE: Final = 4_000
"""So many values are looked at together: with a hundred records each some 100 MB."""


def drivers(work: Work, deltas: Sequence[Delta], *, group: Sequence[str] = ()) -> dict[int, Drivers]:
    """Return what moved some values since the period before, by their place; those of which nothing can be told lack.

    A value is left out unless its change is worth speaking of, both periods are whole (of a rate, begun), and what
    counts now of their records makes just the values that are stored. With a ``group`` there is one value, which is
    that of these people together. What comes is for no reader yet, see :mod:`bot.feedback.services.driver_reader`.
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
            mine = _Values(work, metrics[key], formula, basis, stream, [deltas[place] for place in some], group)
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
    group: Sequence[str] = ()

    def drivers(self) -> list[tuple[int, Drivers]]:
        """Return what moved them, by their place."""
        records, of = driver_records(
            self.work, self.metric, self.formula, self.stream, self.deltas, self.basis, group=self.group
        )
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
        period, base = whole_of_it(metric, delta.period), base_of(delta, metric)
        return Drivers(metric, period, base, self.basis, whole, splits, records=self.stream.title)

    def _units(self) -> set[str]:
        """Return the ids of those whose values are those of several people."""
        if self.group:
            return {delta.person_id for delta in self.deltas}
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
