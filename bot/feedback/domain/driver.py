"""Drivers: what moved a number between two periods, by the members of a dimension of its records.

A dimension is a text that records bear (the customer, the machine), a member one of these texts, or of two dimensions
one of each. What a number is made of decides how its change is shared out:

- What is added up (``sum``, ``count``, and ``distinct`` where no member shares what is counted with another): each
  member by the difference of what it has in both periods.
- A rate (``mean``, and the ratio of what is added up): each member by what its own rate changed, and by what its weight
  changed while its rate is better or worse than the whole's: the rate effect and the mix effect of Kitagawa 1955
  ("Components of a difference between two rates", JASA 50).
- A sum is besides the product of how many records there are and what one has on average: volume, price and mix, by
  Das Gupta 1993 ("Standardization and decomposition of rates", Census Bureau P23-186), see :class:`DriverFactors`.

Effects are exact fractions and add up to the change. Of a median, a smallest, largest or newest value nothing is told:
it is no sum of anything, so no member has a part in its change.

A driver is told where it explains a third of the change or more, and is no noise; what that means stands in
:mod:`bot.feedback.domain.driver_choice`. What is not told is folded into the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.feedback.domain.driver_factors import factors_of
from bot.figures.domain.formula import Calculation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.driver_factors import DriverFactors
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.kit.period import Period

MOST_TOLD: Final = 3
"""So many drivers of a change are told at most: what a person reads."""
HOURS: Final = "hours"
"""The dimension of the time of day, which records have that say their instant."""
PEOPLE: Final = "people"
UNITS: Final = "units"
"""The dimensions of whose records those of several people are, and of the units directly below theirs."""
_MARK: Final = 6
_ADDED: Final = frozenset({Calculation.SUM, Calculation.COUNT, Calculation.DISTINCT})
_SUMMED: Final = frozenset({Calculation.SUM, Calculation.COUNT})


class DriverBasis(StrEnum):
    """How a change is shared out: by differences of what is added up, or by rates and weights."""

    ADDED = "added"
    RATE = "rate"


class DriverKind(StrEnum):
    """What a change is told by; the steps that fit differ by it.

    Dimensions are called as the company calls them, so ``MEMBER`` is a customer as well as a machine.
    """

    MEMBER = "member"
    PEOPLE = "people"
    HOURS = "hours"
    MIX = "mix"
    """A member whose weight in a rate changed more than its own rate did."""
    VOLUME = "volume"
    PRICE = "price"


def basis_of(formula: Formula) -> DriverBasis | None:
    """Return how a change of what a formula makes can be shared out; None where it cannot."""
    if formula.over is not None:
        both = {formula.part.calculation, formula.over.calculation}
        return DriverBasis.RATE if both <= _SUMMED else None
    if formula.part.calculation is Calculation.MEAN:
        return DriverBasis.RATE
    return DriverBasis.ADDED if formula.part.calculation in _ADDED else None


@dataclass(frozen=True, slots=True)
class DriverSide:
    """What a member has in one period: what is added up, of a rate also over what (else 1), and of how many records.

    ``people`` are the ids of those whose records these are, where the value is a unit's.
    """

    top: Decimal = Decimal(0)
    over: Decimal = Decimal(1)
    n: int = 0
    people: frozenset[str] = frozenset()

    @property
    def value(self) -> Fraction | None:
        """What it makes by itself; None for the rate of nothing."""
        return Fraction(self.top) / Fraction(self.over) if self.over else None


@dataclass(frozen=True, slots=True)
class DriverMember:
    """One member and what it has in both periods; ``texts`` has one text for each dimension, none for the rest."""

    texts: tuple[str, ...]
    before: DriverSide
    after: DriverSide

    @property
    def sides(self) -> tuple[DriverSide, DriverSide]:
        """What it has before and after."""
        return self.before, self.after

    @property
    def people(self) -> frozenset[str]:
        """The ids of those whose records it has, where it is known."""
        return self.before.people | self.after.people


@dataclass(frozen=True, slots=True)
class Driver:
    """A member with its part in the change of a whole, in the number's unit and signed as the change is.

    What it makes is worked out when it is asked for: of thousands of values few are read.

    Raises:
        ZeroDivisionError: when it is asked, and the whole is a rate over nothing in either period.
    """

    member: DriverMember
    whole: DriverMember
    basis: DriverBasis

    @property
    def effect(self) -> Fraction:
        """Its part in the change."""
        if self.basis is DriverBasis.ADDED:
            return Fraction(self.member.after.top) - Fraction(self.member.before.top)
        return rate_effect(self.member, self.whole)

    @property
    def rate(self) -> Fraction | None:
        """What its own rate did, None where the number is added up; 0 where it has no rate in one of the periods."""
        if self.basis is DriverBasis.ADDED:
            return None
        before, after = (side.value for side in self.member.sides)
        if before is None or after is None:
            return Fraction(0)
        weights = (
            Fraction(side.over) / Fraction(of.over)
            for side, of in zip(self.member.sides, self.whole.sides, strict=True)
        )
        return (after - before) * sum(weights, Fraction(0)) / 2

    @property
    def mix(self) -> Fraction | None:
        """What it did that its share of the whole changed; None where the number is added up."""
        return None if self.rate is None else self.effect - self.rate

    @property
    def is_mix(self) -> bool:
        """Whether its share of the whole did more to a rate than its own rate."""
        return self.rate is not None and abs(self.effect - self.rate) > abs(self.rate)

    @property
    def weight(self) -> Fraction:
        """Which share of the change it explains, 1 being all.

        Raises:
            ZeroDivisionError: nothing has changed.
        """
        return self.effect / change_of_whole(self.whole)


@dataclass(frozen=True, slots=True)
class DriverSplit:
    """A change by the members of one dimension or of two: those that are told, largest first, and the rest together.

    ``others`` says how many members the rest are, 0 where they are of two dimensions. The effects of all add up to the
    change exactly. ``of_people`` names the dimensions whose members are people.
    """

    dimensions: tuple[str, ...]
    told: tuple[Driver, ...]
    rest: Driver
    others: int
    of_people: frozenset[str] = frozenset()

    def mark(self, driver: Driver) -> str:
        """Name one of the drivers behind a button, where texts may be too long."""
        return driver_mark(self.dimensions, driver.member.texts)


@dataclass(frozen=True, slots=True)
class Drivers:
    """What moved a value of a metric since the period that it is compared with.

    ``whole`` is all of it in both periods. ``splits`` are the ways to tell it, the best first, none where nothing is
    worth telling. ``telling`` names the factors of a sum that are, None of what is no sum. ``records`` is what the
    records are called.
    """

    metric: Metric
    period: Period
    base: Period
    basis: DriverBasis
    whole: DriverMember
    splits: tuple[DriverSplit, ...] = ()
    telling: frozenset[str] | None = None
    records: str = ""

    @property
    def change(self) -> Fraction:
        """By how much the value has changed, exactly."""
        return change_of_whole(self.whole)

    @property
    def factors(self) -> DriverFactors | None:
        """The factors of a sum over the members of the best split, or of the whole without one; None of no sum."""
        if self.telling is None:
            return None
        split = self.split
        return factors_of([*(told.member for told in split.told), split.rest.member] if split else [self.whole])

    @property
    def split(self) -> DriverSplit | None:
        """The best way to tell it."""
        return self.splits[0] if self.splits else None

    @property
    def kind(self) -> DriverKind | None:
        """What it is told by: the members of the best split, without one the larger factor; None without either."""
        if self.split is None:
            factors = self.factors
            if factors is None or not self.telling:
                return None
            return DriverKind.PRICE if abs(factors.price) > abs(factors.volume) else DriverKind.VOLUME
        if self.split.of_people:
            return DriverKind.PEOPLE
        if self.split.dimensions == (HOURS,):
            return DriverKind.HOURS
        return DriverKind.MIX if self.split.told[0].is_mix else DriverKind.MEMBER


@dataclass(frozen=True, slots=True)
class DriverEvidence:
    """A driver with the records that it is made of, of both periods: ``rows``, as far as its reader may see them.

    ``hidden`` says how many there are besides.
    """

    drivers: Drivers
    split: DriverSplit
    driver: Driver
    rows: RecordEvidence

    @property
    def hidden(self) -> int:
        """How many of its records are of people whose rows the reader may not see."""
        return sum(side.n for side in self.driver.member.sides) - len(self.rows.rows)


def driver_mark(dimensions: Sequence[str], texts: Sequence[str]) -> str:
    """Return a short mark of a member."""
    return blake2b("\n".join((*dimensions, *texts)).encode(), digest_size=_MARK).hexdigest()


def change_of_whole(whole: DriverMember) -> Fraction:
    """Return by how much all of it has changed; what is nothing over nothing counts as 0."""
    before, after = (side.value or Fraction(0) for side in whole.sides)
    return after - before


def rate_effect(member: DriverMember, whole: DriverMember) -> Fraction:
    """Return a member's part in the change of a rate, with all of its rate and mix effect.

    With rates ``r``, weights ``w`` and the mean ``m`` of the whole's two rates that is ``r1 w1 - r0 w0 - m (w1 - w0)``.
    The last term adds up to nothing over all members; with it a member of just the whole's rate that grows is no cause.
    """
    parts = []
    for side, all_of_it in ((member.before, whole.before), (member.after, whole.after)):
        over = Fraction(all_of_it.over)
        parts.append((Fraction(side.top) / over, Fraction(side.over) / over))
    (before, weight_before), (after, weight_after) = parts
    mean = ((whole.before.value or Fraction(0)) + (whole.after.value or Fraction(0))) / 2
    return after - before - mean * (weight_after - weight_before)


ValueDrivers: TypeAlias = "Mapping[tuple[str, str, Period], Drivers]"
"""What moved some values, as one reader may be told: by person, metric and period; those without any lack."""


def moved_by(found: ValueDrivers, delta: Delta) -> Drivers | None:
    """Return what moved a value, None where nothing of it is told."""
    return found.get((delta.person_id, delta.metric, delta.period))
