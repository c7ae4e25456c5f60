"""Targets as people say them: the parts of a sentence, and which period is meant from today on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.target import TargetRequest, agreed_period, understood
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period

TODAY = date(2026, 11, 3)
METRICS = (
    Metric("orders", "orders", Direction.HIGHER, Grain.MONTH, "Orders completed", "订单完成量"),
    Metric("new_customers", "customers", Direction.HIGHER, Grain.MONTH, "New customers", "新客户开发"),
    Metric("sales_quarter", "USD", Direction.HIGHER, Grain.QUARTER, "Sales in the quarter", "季度销售额"),
)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Ana Silva orders November 50", TargetRequest("Ana Silva", "orders", "November", "50")),
        (
            "Ana Silva Orders completed next month 1,250",
            TargetRequest("Ana Silva", "Orders completed", "next month", "1,250"),
        ),
        (
            "for Ana Silva new customers for Dec 2026 to 22",
            TargetRequest("Ana Silva", "new customers", "Dec 2026", "22"),
        ),
        ("sales rep new_customers 2026-12 35%", TargetRequest("sales rep", "new_customers", "2026-12", "35%")),
        ("sales_quarter Q1 2027 Ana 1.2M", TargetRequest("Ana", "sales_quarter", "Q1 2027", "1.2M")),
        ("陈伟 订单完成量 十一月 50", TargetRequest("陈伟", "订单完成量", "十一月", "50")),
        ("陈伟的订单完成量十一月50单", TargetRequest("陈伟", "订单完成量", "十一月", "50单")),
        ("销售代表 新客户开发 下个月 1.2万", TargetRequest("销售代表", "新客户开发", "下个月", "1.2万")),
        ("陈伟 季度销售额 2027年一季度 50万", TargetRequest("陈伟", "季度销售额", "2027年一季度", "50万")),
        ("Mark Orders completed 50", TargetRequest("Mark", "Orders completed", "", "50")),
        ("Maria April new customers October 5", TargetRequest("Maria April", "new customers", "October", "5")),
        ("S1 orders", TargetRequest("S1", "orders")),
        ("Ana", TargetRequest("Ana")),
        ("Ana orders", TargetRequest("Ana", "orders")),
        ("", TargetRequest()),
    ],
)
def test_a_sentence_is_taken_apart(said: str, asked: TargetRequest) -> None:
    assert understood(said, METRICS, today=TODAY) == asked


@pytest.mark.parametrize(
    ("said", "grain", "first"),
    [
        ("November", Grain.MONTH, date(2026, 11, 1)),
        ("this month", Grain.MONTH, date(2026, 11, 1)),
        ("next month", Grain.MONTH, date(2026, 12, 1)),
        ("下个月", Grain.MONTH, date(2026, 12, 1)),
        ("December", Grain.MONTH, date(2026, 12, 1)),
        ("January", Grain.MONTH, date(2027, 1, 1)),
        ("一月", Grain.MONTH, date(2027, 1, 1)),
        ("Jan 2027", Grain.MONTH, date(2027, 1, 1)),
        ("next quarter", Grain.QUARTER, date(2027, 1, 1)),
        ("明年", Grain.YEAR, date(2027, 1, 1)),
        ("tomorrow", Grain.DAY, date(2026, 11, 4)),
    ],
)
def test_the_coming_period_is_meant(said: str, grain: Grain, first: date) -> None:
    assert agreed_period(said, grain, today=TODAY).start == first


@pytest.mark.parametrize(
    ("said", "grain", "key"),
    [
        ("October", Grain.MONTH, "target-over"),
        ("last month", Grain.MONTH, "target-over"),
        ("Jan 2026", Grain.MONTH, "target-over"),
        ("Q1 2027", Grain.MONTH, "target-grain"),
        ("November", Grain.QUARTER, "target-grain"),
        ("soon", Grain.MONTH, "target-period"),
    ],
)
def test_what_is_over_or_no_period_of_the_metric_is_refused(said: str, grain: Grain, key: str) -> None:
    with pytest.raises(UnclearValue) as refused:
        agreed_period(said, grain, today=TODAY)

    assert refused.value.key == key


def test_the_running_period_can_still_be_agreed() -> None:
    assert agreed_period("November", Grain.MONTH, today=date(2026, 11, 30)) == Period(
        date(2026, 11, 1), date(2026, 11, 30)
    )
