"""Cases: how many fewer of a rate would have reached its target, which says more than a fraction of a point."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta

FEW: Final = 9
"""So many cases are told as such, for they can be counted; of more the rate says it."""


def cases_to_go(delta: Delta) -> int:
    """Return how many cases fewer of a rate would have reached its target, where these are few; else 0.

    A limit is reached below it, not at it.
    """
    value, target, cases, of = delta.value, delta.target, delta.numerator, delta.denominator
    if value is None or not target or value <= target or cases is None or of is None or cases % 1 or of % 1:
        return 0
    most = ceil(round(target * of, 9)) - 1
    n = round(cases) - most
    return n if n <= FEW else 0
