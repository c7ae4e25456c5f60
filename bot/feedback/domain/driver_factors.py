"""The factors of a sum between two periods: how many records there are, what one is on average, and which they are of.

A sum is the product of a number and an average over its members, so its change is that of three factors, shared out as
in Das Gupta 1993 ("Standardization and decomposition of rates", Census Bureau P23-186): each by the mean of what the
others are in both periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.feedback.domain.driver import DriverMember


@dataclass(frozen=True, slots=True)
class DriverFactors:
    """The change of a sum by how many records there are, what one has on average, and which members they are of.

    ``volume`` is what another number of records did, ``price`` what another average within each member did, ``mix``
    what it did that records moved between members of a larger and a smaller average. They add up to the change exactly.
    """

    volume: Fraction
    price: Fraction
    mix: Fraction


def factors_of(members: Iterable[DriverMember]) -> DriverFactors:
    """Return the factors of the change of a sum, of three as in Das Gupta 1993: each by the mean of both periods' rest.

    Of a member that has records in one period alone the average is the same in both: that it came or went is mix.
    """
    members = list(members)
    count = [sum(member.sides[at].n for member in members) for at in range(2)]
    volume = price = mix = Fraction(0)
    for member in members:
        share = [Fraction(side.n, count[at]) if count[at] else Fraction(0) for at, side in enumerate(member.sides)]
        mean = [Fraction(side.top) / side.n if side.n else None for side in member.sides]
        means = [mean[at] if mean[at] is not None else mean[1 - at] for at in range(2)]
        each = [share, [value or Fraction(0) for value in means]]
        volume += _third([Fraction(n) for n in count], *each)
        mix += _third(share, [Fraction(n) for n in count], each[1])
        price += _third(each[1], [Fraction(n) for n in count], share)
    return DriverFactors(volume, price, mix)


def _third(mine: Sequence[Fraction], b: Sequence[Fraction], c: Sequence[Fraction]) -> Fraction:
    """Return the effect of the first of three factors of a product between two periods."""
    return (mine[1] - mine[0]) * ((b[0] * c[0] + b[1] * c[1]) / 3 + (b[0] * c[1] + b[1] * c[0]) / 6)
