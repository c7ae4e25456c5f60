"""Key results: how far a value is, and which value stored figures make over some days (R114 to R117, R141, R165)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.domain.measurement import JUST_MISSED, ValueOver, progress_of, values_over
from bot.kit.period import Grain, Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LOWER, HIGHER = Direction.LOWER, Direction.HIGHER


def far(measure: Measure, value: str, target: str = "", start: str = "", direction: Direction = HIGHER) -> str:
    """Return how far a value is, to four decimals."""
    result = KeyResult(
        measure=measure,
        target=Decimal(target) if target else None,
        start=Decimal(start) if start else None,
        direction=direction,
    )
    found = progress_of(result, Decimal(value))
    return "-" if found is None else f"{found:.4f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(
    ("measure", "value", "target", "start", "direction", "progress"),
    [
        pytest.param(Measure.COUNT, "2", "3", "", HIGHER, "0.6667", id="two of three products (R114)"),
        pytest.param(Measure.COUNT, "4", "3", "", HIGHER, "1.3333", id="more than agreed is kept"),
        pytest.param(Measure.VALUE, "0.10", "0.05", "0.15", LOWER, "0.5", id="half of the way down (R115)"),
        pytest.param(Measure.VALUE, "0.16", "0.05", "0.15", LOWER, "-0.1", id="the other way is below nothing"),
        pytest.param(Measure.VALUE, "0.04", "0.05", "0.15", LOWER, "1.1", id="below the target"),
        pytest.param(Measure.VALUE, "0.10", "0.05", "", LOWER, "0.5", id="twice the target, no start"),
        pytest.param(Measure.VALUE, "0", "0.05", "", LOWER, "1", id="nothing left"),
        pytest.param(Measure.VALUE, "0", "0", "", LOWER, "1", id="none at all"),
        pytest.param(Measure.VALUE, "2", "0", "", LOWER, "0", id="none at all is not two"),
        pytest.param(Measure.VALUE, "5", "5", "5", HIGHER, "1", id="to be kept where it is"),
        pytest.param(Measure.VALUE, "-2", "0", "", HIGHER, "0", id="a loss is no profit"),
        pytest.param(Measure.VALUE, "3", "", "", HIGHER, "-", id="without a target nothing is said"),
        pytest.param(Measure.RATIO, "0.10", "0.15", "", HIGHER, "0.6667", id="10 % of 15 % (R119)"),
        pytest.param(Measure.RATIO, "0.30", "0.30", "", HIGHER, "1", id="sales share of new products (R116)"),
        pytest.param(Measure.MILESTONE, "1", "", "", HIGHER, "1", id="done (R117)"),
        pytest.param(Measure.MILESTONE, "0", "", "", HIGHER, "0", id="not done"),
        pytest.param(Measure.BAR, "0.0299", "0.03", "", LOWER, "1", id="below 3 % (R165)"),
        pytest.param(Measure.BAR, "0.03", "0.03", "", LOWER, "0.99", id="3.00 % is not below 3 %"),
        pytest.param(Measure.BAR, "0.06", "0.03", "", LOWER, "0.5", id="twice the bar"),
        pytest.param(Measure.BAR, "0", "0", "", LOWER, "1", id="none at all keeps a bar of none"),
        pytest.param(Measure.BAR, "95", "100", "", HIGHER, "0.95", id="above a bar"),
        pytest.param(Measure.BAR, "101", "100", "", HIGHER, "1", id="kept above"),
        pytest.param(Measure.CHANGE, "95", "10", "100", LOWER, "0.5", id="complaints 10 % less (R141)"),
        pytest.param(Measure.CHANGE, "60", "50", "120", LOWER, "1", id="response time 50 % shorter"),
        pytest.param(Measure.CHANGE, "110", "20", "100", HIGHER, "0.5", id="usage 20 % up"),
        pytest.param(Measure.CHANGE, "5", "10", "0", LOWER, "-", id="no percent of nothing"),
        pytest.param(Measure.CHANGE, "5", "10", "", LOWER, "-", id="no percent of what is not known"),
    ],
)  # fmt: skip
def test_progress(measure: Measure, value: str, target: str, start: str, direction: Direction, progress: str) -> None:
    assert far(measure, value, target, start, direction) == progress


_NUMBER = st.decimals(0, 1_000, places=2)


@given(value=_NUMBER, bar=_NUMBER, direction=st.sampled_from(Direction))
def test_a_bar_is_all_or_less_than_all(value: Decimal, bar: Decimal, direction: Direction) -> None:
    found = progress_of(KeyResult(measure=Measure.BAR, target=bar, direction=direction), value)
    kept = value > bar if direction is HIGHER else value < bar or value == bar == 0
    assert found is not None
    assert (found == 1) is kept
    assert kept or found <= JUST_MISSED


@given(start=_NUMBER, target=_NUMBER, direction=st.sampled_from(Direction))
def test_the_start_is_nothing_and_the_target_is_all(start: Decimal, target: Decimal, direction: Direction) -> None:
    result = KeyResult(measure=Measure.VALUE, start=start, target=target, direction=direction)
    assert progress_of(result, target) == 1
    if start != target:
        assert progress_of(result, start) == 0


# Values over days


def metric(aggregate: Aggregate, grain: Grain = Grain.MONTH) -> Metric:
    return Metric("m", "", HIGHER, grain, aggregate=aggregate)


def over(metric: Metric, *rows: tuple[date, date, float, float, float], period: Period = YEAR) -> ValueOver | None:
    """Return the value over a year of values with start, end, value, numerator and denominator."""
    days = [[(start - date(1970, 1, 1)).days, (end - date(1970, 1, 1)).days, *rest] for start, end, *rest in rows]
    columns = np.array([[0, *row] for row in days], np.float64).reshape(-1, 6)
    names = ("no", "start", "end", "value", "numerator", "denominator")
    return values_over(dict(zip(names, columns.T, strict=True)), [(metric, period)]).get(0)


def month(
    number: int, value: float, numerator: float = np.nan, denominator: float = np.nan
) -> tuple[date, date, float, float, float]:
    return date(2026, number, 1), date(2026, number, 28), value, numerator, denominator


def test_a_sum_adds_up_and_only_what_lies_in_the_days() -> None:
    before = (date(2025, 12, 1), date(2025, 12, 31), 100.0, np.nan, np.nan)
    found = over(metric(Aggregate.SUM), before, month(1, 0.1), month(2, 0.2))
    assert found == ValueOver(Decimal("0.3"), Period(date(2026, 1, 1), date(2026, 2, 28)))
    assert over(metric(Aggregate.SUM), before) is None


def test_a_week_across_the_border_is_in_neither_year() -> None:
    weeks = metric(Aggregate.SUM, Grain.WEEK)
    across = (date(2026, 12, 28), date(2027, 1, 3), 5.0, np.nan, np.nan)
    assert over(weeks, across) is None


def test_a_ratio_is_of_all_numerators_and_denominators() -> None:
    ratio = metric(Aggregate.RATIO)
    found = over(ratio, month(1, 0.5, 1, 2), month(2, 0.1, 1, 10))
    assert found is not None
    assert (found.numerator, found.denominator) == (Decimal(2), Decimal(12))
    assert abs(found.value - Decimal(1) / 6) < Decimal("1e-11")
    assert over(ratio, month(1, 0.5, 1, 2), month(2, 0.1)) is None  # of what, nobody knows
    alone = over(ratio, month(2, 0.1))
    assert alone is not None
    assert alone.value == Decimal("0.1")


def test_a_mean_weighs_by_how_many_it_is_of_where_that_is_known_of_all() -> None:
    mean = metric(Aggregate.MEAN)
    weighed, plain = over(mean, month(1, 10, 10, 1), month(2, 4, 12, 3)), over(mean, month(1, 10), month(2, 4, 12, 3))
    assert weighed is not None
    assert plain is not None
    assert (weighed.value, plain.value) == (Decimal("5.5"), Decimal(7))


def test_the_newest_counts_and_of_one_month_what_reaches_further() -> None:
    last = over(metric(Aggregate.LAST), month(3, 7), month(1, 9))
    assert last is not None
    assert last.value == 7
    to_date = (date(2026, 2, 1), date(2026, 2, 10), 3.0, np.nan, np.nan)
    later = (date(2026, 2, 2), date(2026, 2, 28), 8.0, np.nan, np.nan)
    added = over(metric(Aggregate.SUM), month(1, 1), to_date, later)
    assert added is not None
    assert added.value == 9
