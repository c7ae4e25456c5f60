"""What a value says of a period that goes on, and how far it may still move."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.delta import Delta
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.unfinished import is_unfinished, stays, still_possible, wilson
from bot.kit.period import Grain, Period

TO_THE_6TH, OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 6)), Period(date(2026, 10, 1), date(2026, 10, 31))
RATE = Metric("rate", "%", Direction.LOWER, Grain.MONTH, aggregate=Aggregate.RATIO)
ORDERS = Metric("orders", "orders", Direction.HIGHER, Grain.MONTH)
SCORE = Metric("score", "points", Direction.HIGHER, Grain.MONTH, aggregate=Aggregate.MEAN)

SHARES = st.floats(0, 1)
CASES = st.integers(1, 100_000)
ELAPSED = st.floats(0.01, 0.99)


@given(SHARES, CASES, ELAPSED)
def test_what_a_share_may_still_come_to_lies_around_it_and_inside_what_a_sample_says(
    share: float, n: int, elapsed: float
) -> None:
    low, high = still_possible(share, n, elapsed)
    lowest, highest = wilson(share, n)

    assert lowest - 1e-9 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= highest + 1e-9


@given(SHARES, CASES, ELAPSED, ELAPSED)
def test_the_later_in_the_period_the_less_can_move(share: float, n: int, elapsed: float, later: float) -> None:
    elapsed, later = sorted((elapsed, later))
    early, late = still_possible(share, n, elapsed), still_possible(share, n, later)

    assert late[1] - late[0] <= early[1] - early[0] + 1e-9


@given(st.floats(0.01, 0.99), CASES)
def test_at_the_ends_of_the_interval_a_share_is_as_far_off_as_one_in_a_hundred_would_be(share: float, n: int) -> None:
    for end in wilson(share, n):
        assert (share - end) ** 2 == pytest.approx(2.5758**2 * end * (1 - end) / n, rel=1e-3, abs=1e-12)


def test_half_of_a_period_weighs_like_twice_the_cases() -> None:
    assert still_possible(0.05, 20, 0.5) == pytest.approx(wilson(0.05, 40))


@pytest.mark.parametrize(
    ("period", "elapsed", "goes_on"), [(TO_THE_6TH, 0.2, True), (TO_THE_6TH, 1.0, False), (OCTOBER, 0.4, False)]
)
def test_a_period_goes_on_while_days_of_work_are_to_come(period: Period, elapsed: float, *, goes_on: bool) -> None:
    assert is_unfinished(Delta("ana", "rate", period, 0.02, elapsed=elapsed), RATE) is goes_on


@pytest.mark.parametrize(
    ("metric", "value", "n", "elapsed", "stay"),
    [
        (RATE, 0.037, 200.0, 0.1, False),
        (RATE, 0.037, 300.0, 0.3, False),  # between 1.8 % and 7.4 %
        (RATE, 0.06, 1000.0, 0.3, True),
        (RATE, 0.037, 300.0, 0.99, True),
        (RATE, 0.06, None, 0.49, False),
        (RATE, 0.06, None, 0.5, True),
        (RATE, 0.06, 0.0, 0.9, False),
        (SCORE, 4.0, 50.0, 0.4, False),
        (SCORE, 4.0, 50.0, 0.6, True),
    ],
)
def test_a_value_stays_on_its_side_where_the_rest_cannot_turn_it(
    metric: Metric, value: float, n: float | None, elapsed: float, *, stay: bool
) -> None:
    delta = Delta("ana", metric.key, TO_THE_6TH, value, denominator=n, elapsed=elapsed)

    assert stays(delta, metric, 0.03) is stay


def test_a_sum_is_held_against_its_target_so_far_alone() -> None:
    delta = Delta("ana", "orders", TO_THE_6TH, 5, target=4, target_full=20, previous=18, elapsed=0.2)

    assert stays(delta, ORDERS, 4)
    assert not stays(delta, ORDERS, 18)


@given(st.floats(0, 1), st.none() | st.floats(0, 1000), ELAPSED, st.floats(0, 1))
def test_a_value_of_a_whole_period_stays_as_it_is(value: float, n: float | None, elapsed: float, base: float) -> None:
    assert stays(Delta("ana", "rate", OCTOBER, value, denominator=n, elapsed=elapsed), RATE, base)
    assert stays(Delta("ana", "rate", TO_THE_6TH, value, denominator=n), RATE, base)
