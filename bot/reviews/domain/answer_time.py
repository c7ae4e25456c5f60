"""How long people take to fill in a self-review, from the first field to sending it in: of many, never of one person.

The promise is ten minutes (R77). What counts is the first version of each, with the breaks in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PROMISED: Final = timedelta(minutes=10)
LEAST: Final = 5
"""Of fewer people nothing is said: it could be told whose time it is."""


@dataclass(frozen=True, slots=True)
class TimeToFill:
    """Of ``n`` people the middle of the times they took, and the share of them within what is promised, 0 to 1."""

    n: int
    middle: timedelta
    within: Fraction


def time_to_fill(spans: Sequence[timedelta]) -> TimeToFill | None:
    """Sum up how long each of several people took; None for fewer than ``LEAST``."""
    if len(spans) < LEAST:
        return None
    within = sum(span <= PROMISED for span in spans)
    return TimeToFill(
        len(spans), timedelta(seconds=median(span.total_seconds() for span in spans)), Fraction(within, len(spans))
    )
