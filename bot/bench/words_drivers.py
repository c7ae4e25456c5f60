"""What moved a number, worked out plainly from the stored records: one record after the other, one dimension at a time.

It is here to be held against what messages say, so it shares nothing with the code that chooses what they say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from statistics import NormalDist, variance
from typing import TYPE_CHECKING, Final

from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_text import parse
from bot.figures.domain.record import RecordQuery
from bot.kit.period import period_of, previous_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import Record
    from bot.kit.period import Period
    from bot.work import Work

_THIRD: Final = Fraction(1, 3)
_RECORDS, _CASES, _DAYS, _MATERIAL = 5, 30, 2, 0.02
"""So many records on so many days a member has to have, and a rate of it so many cases."""
_CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Cell:
    """What a member of a dimension has in one period: the records' parts, and whose they are."""

    parts: list[tuple[float, float]] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    once: set[str] = field(default_factory=set)

    @property
    def top(self) -> float:
        """What is added up, or how many different ones there are."""
        return float(len(self.once)) if self.once else sum(top for top, _ in self.parts)

    @property
    def over(self) -> float:
        """What a rate is over."""
        return sum(over for _, over in self.parts)


Sides = tuple[Cell, Cell]


class PlainDrivers:
    """The records of a company, by stream and person, and what moved the values that are made of them."""

    def __init__(self, work: Work) -> None:
        """Read every record that counts."""
        self._records: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for stream in work.streams.all():
            for record in work.records.find(RecordQuery(stream=stream.key)):
                self._records[stream.key, record.person_id].append(record)

    def moved(
        self, metric: Metric, people: Sequence[str], period: Period, *, hidden: frozenset[str] = frozenset()
    ) -> list[tuple[str, str]]:
        """Return each member, as dimension and text, that explains a third of a value's change and is no chance.

        ``people`` are those whose records make the value; of those ``hidden`` from the reader no fewer than five may be
        told from the rest.
        """
        formula = parse(metric.formula) if metric.formula else None
        if formula is None or not metric.takes_records(previous_period(period, metric.grain).start):
            return []
        rate = formula.over is not None
        if not rate and period != period_of(period.start, metric.grain):
            return []  # a sum of some days is not held against one of a whole period
        whole, members = self._cells(formula, metric, people, period)
        change = _change(whole, metric, rate=rate)
        if not change:
            return []
        known = [key for key, sides in members.items() if _enough(sides, rate=rate)]
        bar = NormalDist().inv_cdf(1 - _CHANCE / (2 * max(1, len(known))))
        return [
            key
            for key in known
            if _explains(members[key], whole, change, bar, rate=rate) and _apart(members[key], whole, hidden)
        ]

    def sized(self, metric: Metric, people: Sequence[str], period: Period) -> bool:
        """Say whether a sum has changed by how many records there are, or by how large one is on average.

        That is where either explains a third, on five records or more in both periods, and by more than chance.
        """
        formula = parse(metric.formula) if metric.formula else None
        summed = formula is not None and formula.over is None and formula.part.calculation is Calculation.SUM
        whole_period = period == period_of(period.start, metric.grain)
        if formula is None or not summed or not whole_period:
            return False
        whole, _ = self._cells(formula, metric, people, period)
        change = _change(whole, metric, rate=False)
        n = [len(side.parts) for side in whole]
        if not change or min(n) < _RECORDS:
            return False
        bar = NormalDist().inv_cdf(1 - _CHANCE / 4)
        means = [side.top / size for side, size in zip(whole, n, strict=True)]
        spread = [variance([top for top, _ in side.parts]) / size for side, size in zip(whole, n, strict=True)]
        more, larger = n[1] - n[0], means[1] - means[0]
        by_number = abs(more) >= bar * sqrt(sum(n)) and more * sum(means) / 2 / change >= float(_THIRD)
        by_size = abs(larger) >= bar * sqrt(sum(spread)) and larger * sum(n) / 2 / change >= float(_THIRD)
        return by_number or by_size

    def _cells(
        self, formula: Formula, metric: Metric, people: Sequence[str], period: Period
    ) -> tuple[Sides, Mapping[tuple[str, str], Sides]]:
        whole: Sides = (Cell(), Cell())
        members: dict[tuple[str, str], Sides] = defaultdict(lambda: (Cell(), Cell()))
        before = previous_period(period, metric.grain)
        shared: dict[tuple[str, str], set[str]] = defaultdict(set)
        once = formula.part.of if formula.part.calculation is Calculation.DISTINCT else ""
        for record in (record for person in people for record in self._records[formula.stream, person]):
            side = next((at for at, span in enumerate((before, period)) if span.start <= record.day <= span.end), None)
            if side is None:
                continue
            _put(whole[side], record, formula, once)
            for name, text in record.dimensions.items():
                if text and name != once:
                    _put(members[name, text][side], record, formula, once)
                    shared[name, record.dimensions.get(once, "")].add(text)
        mixed = {name for (name, of), texts in shared.items() if once and of and len(texts) > 1}
        alone = {name for name, count in _sizes(members).items() if count < 2}  # noqa: PLR2004 - one is all there is
        return whole, {key: sides for key, sides in members.items() if key[0] not in mixed | alone}


def _sizes(members: Iterable[tuple[str, str]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name, _ in members:
        found[name] += 1
    return found


def _put(cell: Cell, record: Record, formula: Formula, once: str) -> None:
    top = 1.0 if once else float(record.measures.get(formula.part.of) or 0)
    over = float(record.measures.get(formula.over.of) or 0) if formula.over else 0.0
    cell.parts.append((top, over))
    cell.days.add(record.day.toordinal())
    cell.people.add(record.person_id)
    if once:
        cell.once.add(record.dimensions.get(once, ""))


def _change(whole: Sides, metric: Metric, *, rate: bool) -> float:
    """Return by how much a value has changed; 0 where it is not enough to speak of, or nothing to hold it against."""
    before, after = (_value(side, rate=rate) for side in whole)
    least = max(float(metric.minimum_step or 0), _MATERIAL * abs(before))
    known = all(cell.parts for cell in whole)
    return after - before if known and abs(after - before) >= least else 0.0


def _value(cell: Cell, *, rate: bool) -> float:
    return cell.top / cell.over if rate and cell.over else 0.0 if rate else cell.top


def _enough(sides: Sides, *, rate: bool) -> bool:
    n, days = sum(len(side.parts) for side in sides), len(sides[0].days | sides[1].days)
    return n >= _RECORDS and days >= _DAYS and (not rate or sum(side.over for side in sides) >= _CASES)


def _explains(member: Sides, whole: Sides, change: float, bar: float, *, rate: bool) -> bool:
    """Say whether a member explains a third, out of proportion to its size, and by more than chance."""
    if rate:
        weights = [side.over / of.over for side, of in zip(member, whole, strict=True)]
        mean = sum(_value(of, rate=True) for of in whole) / 2
        held = [side.top / of.over for side, of in zip(member, whole, strict=True)]
        effect, size = held[1] - held[0] - mean * (weights[1] - weights[0]), sum(weights) / 2
        over = sum(side.over for side in member)
        common = sum(side.top for side in member) / over if over else mean
        spread = sum(common * (1 - common) / side.over for side in member if side.over)
        noise = sqrt(max(0.0, (size**2 + (weights[1] - weights[0]) ** 2 / 4) * spread))
    else:
        effect, size = member[1].top - member[0].top, member[0].top / whole[0].top if whole[0].top else 0.0
        noise = sqrt(sum(top**2 for side in member for top, _ in side.parts))
    part = effect / change
    rest = (1 - part) / (1 - size) if size < 1 else 0.0
    return part >= float(_THIRD) and part >= 2 * size * max(0.0, rest) and abs(effect) >= bar * noise


def _apart(member: Sides, whole: Sides, hidden: frozenset[str]) -> bool:
    """Say whether those of a member who are hidden from the reader are none, or as many as may be told."""
    for side, of in zip(member, whole, strict=True):
        theirs, others = side.people & hidden, (of.people - side.people) & hidden
        if 0 < len(theirs) < _RECORDS or 0 < len(others) < _RECORDS:
            return False
    return True
