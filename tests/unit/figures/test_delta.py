"""The laws of deltas: directions, streaks, baselines, peers, partial periods and exact thresholds."""

from __future__ import annotations

import statistics
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.delta import Changed, Flag, distinct, others_median
from bot.figures.domain.series import compare
from bot.figures.domain.series_rows import Touched, Traits
from bot.kit.exact import rounded, tidy
from bot.kit.grain import GRAINS, first_day
from bot.kit.period import Grain
from bot.kit.workdays import Workdays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SOME_MONTH = 640  # May 2023


def workdays(**known: NDArray[np.int64]) -> Workdays:
    none = np.empty(0, np.int64)
    rest = {"away": none, "away_from": none, "away_to": none} | known
    hired = known.pop("hired", np.array([np.nan]))
    return Workdays(np.zeros(1, np.int64), hired.astype(float), [""], rest["away"], rest["away_from"], rest["away_to"])


def facts(
    values: Sequence[float | None],
    *,
    target: float | None = None,
    start_value: float | None = None,
    lower: bool = False,
    summed: bool = True,
    grain: Grain = Grain.MONTH,
    first: int = SOME_MONTH,
    last_days: int | None = None,
    target_end: int | None = None,
    days: Workdays | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Compute one series of neighbouring periods, None where one has no value; all have the same target."""
    given = [place for place, value in enumerate(values) if value is not None]
    number = first + np.array(given, np.int64)
    start = first_day(number, grain).astype(float)
    end = first_day(number + 1, grain).astype(float) - 1
    if last_days is not None:
        end[-1] = start[-1] + last_days - 1
    size = len(given)
    table = {"no": np.zeros(size), "start": start, "end": first_day(number + 1, grain).astype(float) - 1}
    none = {name: np.empty(0) for name in ("no", "start", "end", "value", "target", "start_value", "role_no")}
    if target_end is not None:
        table["end"][-1] = target_end
    goal = {
        "target": np.full(size, target),
        "start_value": np.full(size, np.nan if start_value is None else start_value),
    }
    touched = Touched(
        person=np.zeros(1, np.int64),
        metric=np.zeros(1, np.int64),
        first=np.zeros(1, np.int64),
        history=none,
        current=table
        | {"end": end, "value": np.array([value for value in values if value is not None], float)}
        | {name: np.full(size, np.nan) for name in ("numerator", "denominator")}
        | {"role_no": np.ones(size), "version": np.ones(size), "computed": np.zeros(size)},
        versions=none,
        targets=none if target is None else table | goal,
        quarantined=none,
        stored=none,
    )
    traits = Traits(np.array([GRAINS.index(grain)]), np.array([lower]), np.array([summed]))
    return compare(touched, traits, days or workdays())


def flags(column: NDArray[np.float64]) -> list[str]:
    return Flag(int(column[-1])).words()


cents = st.integers(1, 10**9).map(lambda number: number / 100)
whole = st.integers(-50, 50).map(float)
series = st.builds(lambda before, last: [*before, last], st.lists(st.none() | whole, max_size=29), whole)


# Attainment


@pytest.mark.parametrize(("value", "attainment"), [(79.99, 0.7999), (80.0, 0.8), (80.01, 0.8001), (115.0, 1.15)])
def test_attainment_is_value_over_target_where_higher_is_better(value: float, attainment: float) -> None:
    assert facts([value], target=100)["attainment"][-1] == attainment


@pytest.mark.parametrize(("value", "attainment"), [(2.0, 2.0), (5.0, 0.8), (0.0, 1.0)])
def test_attainment_is_target_over_value_where_lower_is_better_and_nothing_left_is_reached(
    value: float, attainment: float
) -> None:
    assert facts([value], target=4, lower=True)["attainment"][-1] == attainment


@pytest.mark.parametrize(("value", "attainment"), [(10.0, 0.0), (7.0, 0.5), (4.0, 1.0), (1.0, 1.5), (13.0, -0.5)])
def test_attainment_is_the_way_gone_from_where_a_reduction_began(value: float, attainment: float) -> None:
    assert facts([value], target=4, start_value=10, lower=True)["attainment"][-1] == attainment


@pytest.mark.parametrize(("lower", "target"), [(False, 0.0), (False, -5.0), (True, -5.0)])
def test_no_target_of_nothing_or_less_is_divided_by(*, lower: bool, target: float) -> None:
    said = facts([3.0], target=target, lower=lower)

    assert np.isnan(said["attainment"][-1])
    assert "zero_base" in flags(said["flags"])


@given(value=st.integers(1, 10**11), target=st.integers(1, 10**11))
def test_a_threshold_decides_as_exact_decimals_do(value: int, target: int) -> None:
    mine = facts([value / 10**4], target=target / 10**4)["attainment"][-1]

    assert (mine < 0.8) == (Fraction(value, target) < Fraction(4, 5))


@given(target=st.integers(5, 2 * 10**10).map(lambda number: number // 5 * 5), off=st.sampled_from([-1, 0, 1]))
def test_a_threshold_is_exact_at_its_edge(target: int, off: int) -> None:
    value = target * 4 // 5 + off
    mine = facts([value / 10**4], target=target / 10**4)["attainment"][-1]

    assert (mine < 0.8) == (off < 0)


@given(value=cents, other=cents, target=cents)
def test_both_directions_agree_on_which_of_two_values_is_better(value: float, other: float, target: float) -> None:
    higher = [facts([number], target=target)["attainment"][-1] for number in (value, other)]
    lower = [facts([number], target=target, lower=True)["attainment"][-1] for number in (value, other)]

    assert (higher[0] >= higher[1]) == (value >= other) or higher[0] == higher[1]
    assert (lower[0] <= lower[1]) == (value >= other) or lower[0] == lower[1]
    assert (higher[0] >= 1) == (value >= target)
    assert (lower[0] >= 1) == (value <= target)


# Previous period, change, year ago


@given(before=st.integers(-(10**9), 10**9), now=st.integers(-(10**9), 10**9))
def test_a_change_has_no_more_decimals_than_its_values(before: int, now: int) -> None:
    said = facts([before / 100, now / 100])

    assert said["change"][-1] == float(Fraction(now - before, 100))
    if before <= 0:
        assert np.isnan(said["change_pct"][-1])
        assert "zero_base" in flags(said["flags"])
    else:
        assert abs(said["change_pct"][-1] - (now - before) / before) <= 1e-12 + 1e-14 * abs((now - before) / before)


def test_only_the_directly_preceding_period_is_the_previous_one() -> None:
    said = facts([5.0, None, 7.0])

    assert np.isnan(said["previous"][-1])
    assert "gap" in flags(said["flags"])
    assert said["baseline_n"][-1] == 1


@pytest.mark.parametrize(("grain", "back"), [(Grain.MONTH, 12), (Grain.QUARTER, 4), (Grain.YEAR, 1), (Grain.WEEK, 52)])
def test_a_year_ago_is_the_same_period_of_the_year_before(grain: Grain, back: int) -> None:
    values: list[float | None] = [None] * (back + 1)
    values[0], values[-1] = 4.0, 5.0
    said = facts(values, grain=grain, first={Grain.WEEK: 2800, Grain.YEAR: 50}.get(grain, 200))

    assert (said["year_ago"][-1], said["year_ago_change"][-1], said["year_ago_change_pct"][-1]) == (4, 1, 0.25)


def test_a_leap_day_has_no_day_a_year_before() -> None:
    leap_day = int(np.datetime64("2024-02-29").astype(int))
    values: list[float | None] = [float(n) for n in range(367)]

    said = facts(values, grain=Grain.DAY, first=leap_day - 365)

    assert np.isnan(said["year_ago"][365])
    assert said["year_ago"][366] == 0


# Streaks


@given(values=series)
def test_a_streak_counts_moves_one_way_and_ends_at_a_tie_or_a_gap(values: list[float | None]) -> None:
    expected = 0
    for before, after in pairwise(values):
        move = 0 if before is None or after is None else int(np.sign(after - before))
        expected = expected + move if move and expected * move >= 0 else move

    assert facts(values)["streak"][-1] == expected


@given(values=series)
def test_a_mirrored_series_has_the_mirrored_streak_and_score(values: list[float | None]) -> None:
    mine, mirrored = facts(values), facts([None if value is None else -value for value in values])

    assert mirrored["streak"][-1] == -mine["streak"][-1]
    assert np.array_equal(mirrored["z"][-1], -mine["z"][-1], equal_nan=True)
    assert np.array_equal(mirrored["baseline_mad"][-1], mine["baseline_mad"][-1], equal_nan=True)


# Baseline


@given(values=series, now=st.integers(-50, 50).map(float))
def test_the_baseline_is_the_last_twelve_values_before_and_never_the_value_itself(
    values: list[float | None], now: float
) -> None:
    before = [value for value in values if value is not None][-12:]

    said = facts([*values, now])

    assert said["baseline_n"][-1] == len(before)
    assert said["baseline_median"][-1] == statistics.median(before)
    median = statistics.median(before)
    assert said["baseline_mad"][-1] == statistics.median(abs(value - median) for value in before)


def test_a_score_needs_eight_values() -> None:
    seven, eight = facts([1.0, 2, 3, 4, 5, 6, 7, 9]), facts([1.0, 2, 3, 4, 5, 6, 7, 8, 9])

    assert np.isnan(seven["z"][-1])
    assert "short_history" in flags(seven["flags"])
    assert eight["z"][-1] == round(0.6745 * (9 - 4.5) / 2, 12)
    assert "short_history" not in flags(eight["flags"])


def test_without_a_median_deviation_the_mean_one_takes_its_place() -> None:
    said = facts([5.0] * 7 + [9.0, 6.0])

    assert said["baseline_mad"][-1] == 0
    assert said["z"][-1] == round(1 / (1.2533 * 4 / 8), 12)


def test_a_first_change_after_a_flat_line_has_no_score() -> None:
    changed, flat = facts([5.0] * 8 + [6.0]), facts([5.0] * 9)

    assert np.isnan(changed["z"][-1])
    assert "zero_base" in flags(changed["flags"])
    assert flat["z"][-1] == 0


def test_equal_thirds_are_a_flat_line() -> None:
    assert facts([1 / 3] * 9)["z"][-1] == 0
    assert np.isnan(facts([1 / 3] * 8 + [0.34])["z"][-1])


# Peers


@given(values=st.lists(st.integers(-9, 9).map(float), min_size=2, max_size=30), data=st.data())
def test_the_median_of_the_others_follows_from_three_values(values: list[float], data: st.DataObject) -> None:
    mine = data.draw(st.sampled_from(values))
    ordered, n = sorted(values), len(values)
    low = ordered[max(n // 2 - 1, 0)]
    high = ordered[min(n // 2 + n % 2, n - 1)]
    others = list(values)
    others.remove(mine)

    assert others_median(mine, n, low, statistics.median(values), high) == statistics.median(others)


# Partial periods


def test_a_sum_to_date_is_held_against_its_part_of_the_target() -> None:
    # May 2023 has 23 working days, 10 of them by the 14th.
    said = facts([50.0], target=230, last_days=14)

    assert (said["target"][-1], said["target_full"][-1], said["attainment"][-1]) == (100, 230, 0.5)
    assert said["elapsed"][-1] == round(10 / 23, 12)
    assert "partial_period" in flags(said["flags"])


def test_a_target_agreed_for_just_the_days_covered_stays_whole() -> None:
    first = int(first_day(np.array([SOME_MONTH]), Grain.MONTH)[0])
    said = facts([50.0], target=100, last_days=14, target_end=first + 13)

    assert (said["target"][-1], said["attainment"][-1]) == (100, 0.5)


def test_a_mean_to_date_is_held_against_the_whole_target() -> None:
    said = facts([50.0], target=230, last_days=14, summed=False)

    assert said["target"][-1] == 230
    assert said["elapsed"][-1] == round(10 / 23, 12)


def test_who_joins_within_a_period_has_their_days_of_its_target() -> None:
    the_22nd = int(first_day(np.array([SOME_MONTH]), Grain.MONTH)[0]) + 21
    said = facts([40.0], target=230, days=workdays(hired=np.array([the_22nd])))

    assert (said["target"][-1], said["attainment"][-1]) == (80, 0.5)
    assert "partial_period" in flags(said["flags"])


def test_leave_lowers_the_target_and_the_period_stays_whole() -> None:
    first = int(first_day(np.array([SOME_MONTH]), Grain.MONTH)[0])
    column = np.zeros(2, np.int64)
    leave = {"away": column, "away_from": np.array([first, first + 2]), "away_to": np.array([first + 3, first + 4])}
    said = facts([90.0], target=230, days=workdays(**leave))

    assert (said["target"][-1], said["attainment"][-1]) == (180, 0.5)
    assert "partial_period" not in flags(said["flags"])


# Numbers and keys


@given(first=st.integers(-(10**11), 10**11), other=st.integers(-(10**11), 10**11))
def test_rounding_takes_away_what_binary_fractions_added(first: int, other: int) -> None:
    left, right = first / 10**4, other / 10**4

    assert tidy(np.array([left - right]), np.array([left]), np.array([right]))[0] == float(
        Fraction(first - other, 10**4)
    )
    assert rounded(left - right, left, right) == float(Fraction(first - other, 10**4))


@given(
    rows=st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=20), more=st.lists(st.tuples(*[st.integers(0, 3)] * 3))
)
def test_changed_keys_are_a_set_in_order(rows: list[tuple[int, int, int]], more: list[tuple[int, int, int]]) -> None:
    assert (Changed.of(rows) | Changed.of(more)).keys() == sorted({*rows, *more})
    assert Changed(*distinct(*np.array(rows, np.int64).reshape(-1, 3).T)).keys() == sorted(set(rows))


def test_a_key_lacks_no_column() -> None:
    with pytest.raises(ValueError, match="person, metric and start"):
        Changed(np.zeros(2, np.int64), np.zeros(1, np.int64), np.zeros(2, np.int64))
