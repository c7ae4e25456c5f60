"""Common: what most of a role reach, so that it is nobody's highlight; a rate's limit is one for a role."""

from __future__ import annotations

from typing import Final

from bot.figures.domain.metric import at_limit

_AHEAD: Final = 0.75
"""Who has at most so much of what half of the others have, of bad cases or of what is missing to all, is ahead."""


def is_common(value: float, median: float, target: float, *, better: int) -> bool:
    """Say whether most of a role reach the target of a rate, by their median, and this value is not far ahead of it.

    ``better`` is +1 where higher is better, -1 where lower is.
    """
    if better * (median - target) < 0 or at_limit(median, target, better=better):
        return False
    mine, theirs = (value, median) if better < 0 else (1 - value, 1 - median)
    return mine > _AHEAD * theirs
