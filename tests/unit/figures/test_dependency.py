"""Whose work a result rests on: never one's own, and late only where a period that is over is worse than its target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.delta import Delta, Flag
from bot.figures.domain.dependency import missed, rests_on
from bot.figures.domain.metric import Direction, Metric
from bot.kit.period import Grain, Period

SUPPLY = Metric("supply", "%", Direction.HIGHER, Grain.MONTH, provider="Purchasing", scorer="Production")
DELTA = Delta("p", "supply", Period(date(2026, 10, 1), date(2026, 10, 31)), 0.82, target=0.95)
NUMBERS = st.floats(-1e6, 1e6)


@given(NUMBERS, NUMBERS, st.sampled_from(Direction))
def test_late_is_what_is_worse_than_its_target_and_the_other_way_round_it_is_not(
    value: float, target: float, direction: Direction
) -> None:
    metric = replace(SUPPLY, direction=direction)
    given, turned = replace(DELTA, value=value, target=target), replace(DELTA, value=target, target=value)

    assert not (missed(given, metric) and missed(turned, metric))
    assert (missed(given, metric) or missed(turned, metric)) is (value != target)


@pytest.mark.parametrize(
    "delta",
    [
        replace(DELTA, value=None),
        replace(DELTA, target=None),
        replace(DELTA, flags=Flag.PARTIAL_PERIOD),
        replace(DELTA, flags=Flag.QUARANTINED | Flag.RESTATED),
    ],
)
def test_what_is_not_known_yet_is_not_late(delta: Delta) -> None:
    assert missed(DELTA, SUPPLY)
    assert not missed(delta, SUPPLY)


@pytest.mark.parametrize(
    ("names", "rests"),
    [
        ({"production"}, True),
        ({"production", "line 2"}, True),
        ({"purchasing"}, False),
        ({"production", "purchasing"}, False),
        ({"sales"}, False),
        (set(), False),
    ],
)
def test_results_rest_on_others_and_not_on_oneself(names: set[str], rests: bool) -> None:  # noqa: FBT001 - expected
    assert rests_on(SUPPLY, names) is rests
    assert not rests_on(replace(SUPPLY, provider=""), names)
    assert not rests_on(replace(SUPPLY, scorer=""), names)
