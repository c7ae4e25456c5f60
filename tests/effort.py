"""How hard a search looks: briefly in ``make test``, long in ``make soak``, which takes the profile "long"."""

from __future__ import annotations

import hypothesis

UNHURRIED = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.filter_too_much]
"""A slow moment of a shared machine, or a run of draws that fit nothing, is no failure.

A law that finds nothing at all to try still fails as unsatisfiable.
"""
SHARED = [*UNHURRIED, hypothesis.HealthCheck.function_scoped_fixture]
"""For a law whose tries share the fixtures of its test: each try makes what it asks about itself."""
LONGER = 20
"""How many times as many examples the long profile tries."""


def tries(short: int, *, long: int = 0) -> int:
    """Return how many examples to try where ``make test`` tries so many; ``long`` says how many are long."""
    profile = hypothesis.settings.get_current_profile_name()
    return (long or short * LONGER) if profile == "long" else short
