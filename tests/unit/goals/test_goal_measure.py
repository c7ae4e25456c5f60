"""What is measured of a goal, as its words say it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.goals.domain.goal_measure import typed_value, understood
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.period import Grain, Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
METRICS = [
    Metric("defects", "%", Direction.LOWER, Grain.MONTH, "Defect rate", "次品率", aggregate=Aggregate.RATIO),
    Metric("overseas", "%", Direction.HIGHER, Grain.MONTH, "Overseas share", "海外市场销售额占比"),
    Metric("usage", "h", Direction.HIGHER, Grain.MONTH, "Product usage", "产品使用率"),
    Metric("response", "h", Direction.LOWER, Grain.MONTH, "Response time", "响应时间"),
]


def measured(text: str, *, now: str = "") -> KeyResult:
    base = Decimal(now) if now else None
    return understood(text, METRICS, subject_id="unit", period=YEAR, now=lambda _: base)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("推出3款核心技术产品", 3),
        ("推出两款优化质量的产品", 2),
        ("完成10个项目", 10),
        ("Launch three core products", 3),
        ("Hire 12 people", 12),
    ],
)
def test_so_many_things_are_counted(text: str, n: int) -> None:
    result = measured(text)

    assert (result.measure, result.target, result.typed) == (Measure.COUNT, Decimal(n), True)


@pytest.mark.parametrize(
    ("text", "measure", "metric", "target", "start"),
    [
        ("次品率从15%降到5%", Measure.RATIO, "defects", "0.05", "0.15"),
        ("Reduce the defect rate from 15% to 5%", Measure.RATIO, "defects", "0.05", "0.15"),
        ("海外市场销售额占比达15%", Measure.RATIO, "overseas", "0.15", None),
        ("海外市场销售额占比目标15%,当前完成10%", Measure.RATIO, "overseas", "0.15", None),
        ("每个生产员工的次品率低于3%", Measure.BAR, "defects", "0.03", None),
        ("Defect rate below 3%", Measure.BAR, "defects", "0.03", None),
        ("产品使用率提高20%", Measure.CHANGE, "usage", "20", None),
        ("响应时间缩短50%", Measure.CHANGE, "response", "50", None),
        ("Cut the response time by 50%", Measure.CHANGE, "response", "50", None),
    ],
)
def test_a_value_of_the_company_is_measured_by_its_data(
    text: str, measure: Measure, metric: str, target: str, start: str | None
) -> None:
    result = measured(text)

    assert (result.measure, result.metric, result.subject_id) == (measure, metric, "unit")
    assert (result.target, result.start) == (Decimal(target), None if start is None else Decimal(start))


def test_a_change_is_held_against_as_long_a_time_before() -> None:
    assert measured("响应时间缩短50%").baseline == Period(date(2025, 1, 1), date(2025, 12, 31))


def test_a_value_goes_from_where_it_stands_unless_it_is_there_already() -> None:
    assert measured("次品率降到5%", now="0.12").start == Decimal("0.12")
    assert measured("次品率降到5%", now="0.04").start is None


@pytest.mark.parametrize("text", ["完成控制模块的设计", "Finish the design of the control module", "提升客户满意度"])
def test_what_names_no_number_is_done_or_not_done(text: str) -> None:
    assert measured(text) == KeyResult(measure=Measure.MILESTONE)


def test_what_no_metric_is_called_is_typed() -> None:
    result = measured("员工满意度达到80%")

    assert (result.measure, result.target, result.unit, result.typed) == (Measure.VALUE, Decimal("0.8"), "%", True)
    assert typed_value(result, "72%") == typed_value(result, "72") == Decimal("0.72")
    assert typed_value(result, "many") is None
