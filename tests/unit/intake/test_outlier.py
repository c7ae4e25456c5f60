"""The screen for slips: what it holds back, and the real falls and rises that it lets through."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from bot.figures.domain.facts import FactColumns
from bot.figures.domain.metric import Direction, Metric
from bot.intake.domain.known import Known
from bot.intake.domain.outlier import screen
from bot.kit.period import Grain

USUAL = [100, 97, 103, 95, 108, 99, 101, 96, 104, 92, 106, 98]
NOBODY = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def _known(*, unit: str = "", minimum: Decimal | None = None, maximum: Decimal | None = None) -> Known:
    metric = Metric("orders", unit, Direction.HIGHER, Grain.DAY, minimum=minimum, maximum=maximum)
    return Known({"a": 1}, {"a": "A"}, {}, {1: 1}, {"orders": (1, metric)})


def _facts(values: list[float], *, first_day: int = 100, denominator: float = np.nan) -> FactColumns:
    n = len(values)
    ones, nothing = np.ones(n, np.int64), np.full(n, np.nan)
    days = np.arange(first_day, first_day + n)
    source = np.full(n, None, np.object_)
    row = np.arange(2, n + 2)
    value = np.array(values, np.float64)
    return FactColumns(row, ones, ones, days, days, value, nothing, np.full(n, denominator), source, np.full(n, -1))


def _history(values: list[float]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    facts = _facts(values, first_day=0)
    return facts.person, facts.metric, facts.start, facts.value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (9500, "import-slip"),
        (1000, "import-slip"),
        (10, "import-slip"),
        (1.0, "import-slip"),
        (-100, "import-sign"),
        (300, "import-far"),
    ],
)
def test_a_slip_against_a_steady_past_is_held_back(value: float, reason: str) -> None:
    (doubt,) = screen(_facts([value]), _history(list(map(float, USUAL))), _known())

    assert (doubt.key, doubt.place) == (reason, 0)
    assert doubt.values == {"low": "92", "high": "108", "n": 12}


@pytest.mark.parametrize("value", [60, 75, 130, 150, 0, 92, 50])
def test_a_real_fall_or_rise_passes(value: float) -> None:
    assert screen(_facts([value]), _history(list(map(float, USUAL))), _known()) == []


def test_seven_other_values_are_too_few_to_judge_by() -> None:
    assert screen(_facts([9500]), _history(list(map(float, USUAL[:7]))), _known()) == []
    assert len(screen(_facts([9500]), _history(list(map(float, USUAL[:8]))), _known())) == 1


def test_values_of_the_same_file_are_history_too_in_any_order() -> None:
    values = [*map(float, USUAL), 9500.0]
    shuffled = [9500.0, *map(float, USUAL)]

    assert [doubt.place for doubt in screen(_facts(values), NOBODY, _known())] == [12]
    assert [doubt.place for doubt in screen(_facts(shuffled), NOBODY, _known())] == [0]


def test_a_series_that_swings_widely_anyway_holds_nothing_back() -> None:
    swings = [3.0, 120.0, 800.0, 15.0, 4000.0, 90.0, 7.0, 250.0, 1200.0, 33.0]

    assert screen(_facts([5200.0]), _history(swings), _known()) == []


def test_small_counts_may_jump() -> None:
    assert screen(_facts([10.0]), _history([0.0, 1, 0, 2, 1, 0, 0, 1, 1, 0]), _known()) == []


def test_a_rate_that_rises_is_news_and_a_percentage_for_a_fraction_is_not() -> None:
    past = [0.050, 0.048, 0.052, 0.051, 0.049, 0.050, 0.047, 0.053, 0.050]

    assert screen(_facts([0.16]), _history(past), _known(unit="%")) == []
    assert [doubt.key for doubt in screen(_facts([5.0]), _history(past), _known(unit="%"))] == ["import-slip"]
    assert screen(_facts([0.5], denominator=40.0), _history(past), _known(unit="%")) == []


def test_what_the_metric_cannot_be_is_held_back_without_any_history() -> None:
    known = _known(minimum=Decimal(0), maximum=Decimal(200))

    doubts = screen(_facts([-1.0, 0.0, 200.0, 201.0]), NOBODY, known)

    assert [(doubt.place, doubt.key) for doubt in doubts] == [(0, "import-out-of-range"), (3, "import-out-of-range")]
