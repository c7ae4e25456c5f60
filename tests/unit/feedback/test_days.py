"""What the days of a rate show: where to look, whether it turned, how the last ones were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback.domain.cases import FEW, cases_to_go
from bot.feedback.domain.days import DayPattern, DayPatternKind, pattern_of
from bot.figures.domain.delta import Delta
from bot.figures.domain.example import OCTOBER
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.kit.period import Grain, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = Metric("rate", "%", Direction.LOWER, Grain.MONTH, "Rate", "次品率", aggregate=Aggregate.RATIO)
PIECES = 80


def day(number: int, cases: float) -> Delta:
    start = date(2026, 10, 1) + timedelta(days=number)
    period = Period(start, start)
    return Delta("w", "rate_day", period, cases / PIECES, numerator=cases, denominator=float(PIECES))


def month(cases: Sequence[float], target: float | None = 0.03) -> tuple[Delta, list[Delta]]:
    days = [day(number, float(found)) for number, found in enumerate(cases)]
    pieces = float(PIECES * len(days))
    value = sum(cases) / pieces if days else 0.0
    whole = Delta("w", "rate", OCTOBER, value, target, target, numerator=float(sum(cases)), denominator=pieces)
    return whole, days


def shown(cases: Sequence[float], target: float | None = 0.03) -> DayPattern | None:
    whole, days = month(cases, target)
    return pattern_of(whole, RATE, days)


@pytest.mark.parametrize(
    ("cases", "kind"),
    [
        ([1] * 9 + [12] + [1] * 10, DayPatternKind.CLUSTER),
        ([4] * 10 + [1] * 10, DayPatternKind.BETTER),
        ([1] * 10 + [4] * 10, DayPatternKind.WORSE),
        ([1] * 20, DayPatternKind.WITHIN),
        ([0, 3, 0, 3, 0, 3, 0, 0, 3, 0, 0, 0], DayPatternKind.CLEAN),
        ([1, 3, 1, 2, 2, 1, 3, 1], DayPatternKind.OVER_ON),
        ([3, 2, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2], DayPatternKind.LAST_WITHIN),
        ([2, 2, 2, 2, 2, 2, 3, 2, 3, 3, 1, 4], DayPatternKind.LAST_OVER),
        ([3, 1, 3, 0, 0, 0, 3, 1, 3, 1, 2, 1], DayPatternKind.CLEAN_RUN),
        ([3, 1, 3, 1, 1, 2, 1, 2, 1, 1, 3, 1], DayPatternKind.WITHIN_RUN),
        ([3, 1, 3, 1, 1, 3, 1, 3, 1, 1, 3, 1], DayPatternKind.MOSTLY_WITHIN),
        ([4, 3, 4, 3, 2, 4, 3, 2, 4, 3, 4, 3], DayPatternKind.SPREAD),
    ],
)
def test_what_days_show_is_told_what_says_most_first(cases: list[int], kind: DayPatternKind) -> None:
    found = shown(cases)

    assert found
    assert found.kind is kind


def test_a_day_with_more_than_its_pieces_let_expect_is_named_with_its_cases() -> None:
    found = shown([1] * 9 + [12] + [1] * 10)

    assert found
    assert (found.days, found.first, found.last) == ((date(2026, 10, 10),), 12.0, 31.0)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ([3] * 9 + [1] * 9, [3, 1, 1, 3, 1, 1, 3, 1, 1, 1, 1, 3], DayPatternKind.FEWER_OVER),
        ([3, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1], [3, 1, 1, 3, 1, 3, 1, 3, 1, 3, 1, 1], DayPatternKind.MORE_OVER),
        ([3, 1, 1, 3, 1, 3, 1, 3, 1, 1, 1, 1], [3, 1, 1, 3, 1, 3, 1, 3, 1, 3, 1, 1], DayPatternKind.MOSTLY_WITHIN),
        ([3, 3, 3, 3], [3, 1, 1, 3, 1, 3, 1, 3, 1, 3, 1, 1], DayPatternKind.MOSTLY_WITHIN),
    ],
)
def test_how_many_days_were_over_is_held_against_the_period_before_where_it_is_far_more_or_fewer(
    before: list[int], now: list[int], kind: DayPatternKind
) -> None:
    whole, days = month(now)
    earlier = [day(number - 31, float(found)) for number, found in enumerate(before)]

    found = pattern_of(whole, RATE, days, before=earlier)

    assert found
    assert found.kind is kind
    if kind is not DayPatternKind.MOSTLY_WITHIN:
        assert (found.n, found.before) == (now.count(3), before.count(3))
        assert (found.of, found.of_before) == (len(now), len(before))


def test_a_part_of_a_period_is_not_held_against_the_whole_one_before() -> None:
    whole, days = month([3, 1, 1, 3, 1, 1, 3, 1, 1, 1, 1, 3])
    earlier = [day(number - 31, 3.0) for number in range(18)]

    found = pattern_of(replace(whole, elapsed=0.5), RATE, days, before=earlier)

    assert found
    assert found.kind is not DayPatternKind.FEWER_OVER


def test_nothing_is_said_of_few_days_or_of_days_that_do_not_add_up() -> None:
    whole, days = month([1] * 9 + [12] + [1] * 10)

    assert pattern_of(whole, RATE, days[:-1]) is None
    assert shown([1, 12, 1]) is None
    assert shown([0] * 20) is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=31), st.none() | st.sampled_from([0.01, 0.03, 0.05]))
def test_what_is_said_of_days_is_so(cases: list[int], target: float | None) -> None:
    found = shown(cases, target)
    if found is None:
        return

    rates = [number / PIECES for number in cases]
    assert found.of == len(cases)
    match found.kind:
        case DayPatternKind.CLUSTER:
            assert found.first == sum(cases[(each - date(2026, 10, 1)).days] for each in found.days)
            assert found.last == sum(cases)
        case DayPatternKind.BETTER:
            assert found.last < found.first
        case DayPatternKind.WORSE:
            assert found.last > found.first
        case DayPatternKind.WITHIN:
            assert target is not None
            assert max(rates) <= target
        case DayPatternKind.CLEAN:
            assert cases.count(0) == found.n
        case DayPatternKind.OVER_ON:
            assert target is not None
            assert sum(rate > target for rate in rates) == found.n == len(found.days)
        case DayPatternKind.CLEAN_RUN | DayPatternKind.WITHIN_RUN:
            first, last = ((each - date(2026, 10, 1)).days for each in found.days)
            assert last - first + 1 == found.n
            assert max(rates[first : last + 1]) <= (0 if found.kind is DayPatternKind.CLEAN_RUN else target or 0)
        case DayPatternKind.MOSTLY_WITHIN:
            assert target is not None
            assert sum(rate <= target for rate in rates) == found.n
        case DayPatternKind.SPREAD:
            assert target is not None
            assert sum(rate > target for rate in rates) == found.n
        case DayPatternKind.FEWER_OVER | DayPatternKind.MORE_OVER:
            pytest.fail("nothing is known of the period before")
        case DayPatternKind.LAST_WITHIN | DayPatternKind.LAST_OVER:
            assert target is not None
            whole = sum(cases) / PIECES / len(cases)
            assert (whole > target) is not (found.last > target) is (found.kind is DayPatternKind.LAST_WITHIN)


@given(st.integers(0, 200), st.integers(1, 3000), st.sampled_from([0.01, 0.03, 0.05]))
def test_so_many_cases_fewer_reach_the_target_and_one_less_does_not(cases: int, pieces: int, target: float) -> None:
    cases = min(cases, pieces)
    delta = Delta("w", "rate", OCTOBER, cases / pieces, target, numerator=float(cases), denominator=float(pieces))

    n = cases_to_go(delta)

    assert 0 <= n <= FEW
    if n:
        assert round((cases - n) - target * pieces, 9) < 0 <= round((cases - n + 1) - target * pieces, 9)
