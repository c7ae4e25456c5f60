"""Limits: of a stream's measures, and of the values that records would make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import RecordColumns
from bot.intake.domain.record_bounds import BoundedMetric, out_of_bounds, out_of_range
from bot.kit.period import Grain

_OCTOBER = (date(2026, 10, 1) - date(1970, 1, 1)).days


def _records(
    amount: list[float], rejects: list[float] | None = None, *, result: list[str] | None = None
) -> RecordColumns:
    n = len(amount)
    measures = {"amount": np.array(amount)} | ({"rejects": np.array(rejects)} if rejects else {})
    texts = {"result": np.array(result, np.object_)} if result else {}
    ids = np.array([f"R{place}" for place in range(n)], np.object_)
    nothing = np.full(n, -1)
    return RecordColumns(
        np.arange(n), ids, np.ones(n, np.int64), np.full(n, _OCTOBER + 3), nothing, nothing, measures, texts
    )


def _metric(formula: str, *, minimum: int | None = None, maximum: int | None = None) -> BoundedMetric:
    low, high = (None if limit is None else Decimal(limit) for limit in (minimum, maximum))
    metric = Metric("m", "", Direction.HIGHER, Grain.MONTH, minimum=low, maximum=high, formula=formula)
    return BoundedMetric(metric, parse(formula))


def _places(records: RecordColumns, bounded: BoundedMetric, stored: tuple[float, float] = (0.0, 0.0)) -> list[int]:
    return [doubt.place for doubt in out_of_range(records, bounded, {(1, _OCTOBER): stored})]


def test_a_measure_outside_the_limits_of_its_stream_is_held() -> None:
    records = _records([5.0, -1.0, 101.0, float("nan"), 100.0])

    doubts = list(out_of_bounds(records, {"amount": (Decimal(0), Decimal(100)), "other": (None, Decimal(1))}))

    assert [doubt.place for doubt in doubts] == [1, 2]
    assert doubts[0].values == {"measure": "amount", "low": "0", "high": "100"}


def test_of_an_impossible_sum_the_records_are_held_that_lead_away_furthest() -> None:
    hours = _metric("sum(amount) from work", minimum=0, maximum=100)

    assert _places(_records([30.0, 30.0, 40.0]), hours) == []
    assert _places(_records([30.0, 300.0, 40.0]), hours) == [1]
    assert _places(_records([30.0, 200.0, 300.0]), hours) == [2, 1]
    assert _places(_records([30.0]), hours, stored=(80.0, 0.0)) == [0], "with what is stored"
    assert _places(_records([0.1, 0.2]), _metric("sum(amount) from work", maximum=0), stored=(-0.3, 0.0)) == []
    assert _places(_records([30.0, -80.0]), hours) == [1], "below the least"


def test_of_an_impossible_share_the_records_are_held_that_make_it_so() -> None:
    share = _metric("sum(rejects) / sum(amount) from checks", minimum=0, maximum=1)

    assert _places(_records([80.0, 75.0], [2.0, 75.0]), share) == []
    assert _places(_records([80.0, 7.0], [2.0, 500.0]), share) == [1]
    assert _places(_records([80.0, 7.0], [2.0, 50.0]), share) == [], "the month's is possible"


def test_only_records_that_count_are_held() -> None:
    records = _records([300.0, 300.0], result=["lost", "won"])

    assert _places(records, _metric("sum(amount) from work where result = won", maximum=100)) == [1]
    assert _places(records, _metric("sum(amount) from work where result != won", maximum=100)) == [0]
    assert _places(records, _metric("count(where result = won) / count() from work", maximum=1)) == []


def test_a_largest_or_newest_value_is_held_by_itself() -> None:
    records = _records([30.0, 300.0, -5.0])

    assert _places(records, _metric("max(amount) from work", minimum=0, maximum=100)) == [1, 2]
    assert _places(records, _metric("last(amount) from work", maximum=100)) == [1]
    assert _places(records, _metric("distinct(result) from work", maximum=0)) == []


def test_a_mean_is_what_the_records_come_to_together() -> None:
    mean = _metric("mean(amount) from work", minimum=0, maximum=100)

    assert _places(_records([150.0, 20.0]), mean) == []
    assert _places(_records([900.0, 20.0]), mean) == [0]
    assert _places(_records([150.0]), mean, stored=(100.0, 9.0)) == []
