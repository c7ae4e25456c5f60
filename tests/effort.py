"""How hard a search looks: briefly in ``make test``, long in ``make soak``, which takes the profile "long"."""

from __future__ import annotations

import hypothesis

LONGER = 20
"""How many times as many examples the long profile tries."""


def tries(short: int) -> int:
    """Return how many examples to try where ``make test`` tries so many."""
    long = hypothesis.settings.get_current_profile_name() == "long"
    return short * LONGER if long else short
