"""Examples: the people, metrics and values with which every view shows itself, in the gallery and in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.figures.domain.delta import Delta, Flag, Peers
from bot.figures.domain.dependency import LateDependency
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.reading import Reading
from bot.kit.period import Grain, Period, period_of
from bot.people.domain.person import Kind, Person

NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 2)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
THE_DAY = Period(TODAY, TODAY)

METRICS = {
    metric.key: metric
    for metric in (
        Metric("new_customers", "customers", Direction.HIGHER, Grain.MONTH, "New customers", "新客户开发"),
        Metric(
            "repurchase_rate",
            "%",
            Direction.HIGHER,
            Grain.MONTH,
            "Repurchase rate",
            "老客户复购率",
            aggregate=Aggregate.RATIO,
        ),
        Metric("collections", "CNY", Direction.HIGHER, Grain.MONTH, "Collections", "回款"),
        Metric("complaints", "items", Direction.LOWER, Grain.MONTH, "Complaints", "客户投诉"),
        Metric("defect_rate", "%", Direction.LOWER, Grain.MONTH, "Defect rate", "次品率", aggregate=Aggregate.RATIO),
        Metric("line_rate", "%", Direction.LOWER, Grain.DAY, "Defect rate", "次品率", aggregate=Aggregate.RATIO),
    )
}

NEW_CUSTOMERS = Delta(
    "S1", "new_customers", OCTOBER, 23.0, 20.0, 20.0, 1.15, 19.0, 4.0, 4 / 19, peers=Peers(12, 19.0, 0.79)
)
REPURCHASES = Delta(
    "S1",
    "repurchase_rate",
    OCTOBER,
    0.31,
    0.35,
    0.35,
    0.885714,
    0.33,
    -0.02,
    -0.06,
    streak=-2,
)
COLLECTIONS = Delta(
    "S1", "collections", OCTOBER, 360_000.0, 500_000.0, 500_000.0, 0.72, 465_000.0, -105_000.0, -0.2258, streak=-2
)
EARLIER_COLLECTIONS = (
    Delta("S1", "collections", SEPTEMBER, 465_000.0, 500_000.0, 500_000.0, 0.93),
    Delta("S1", "collections", AUGUST, 475_000.0, 500_000.0, 500_000.0, 0.95),
)
DEFECTS = Delta(
    "W1", "defect_rate", OCTOBER, 0.042, 0.03, 0.03, 0.714286, 0.029, 0.013, 0.448, numerator=63, denominator=1500
)
EARLIER_DEFECTS = (
    Delta("W1", "defect_rate", SEPTEMBER, 0.029, 0.03, 0.03, 1.034483),
    Delta("W1", "defect_rate", AUGUST, 0.024, 0.03, 0.03, 1.25),
)
TO_DATE = Period(date(2026, 10, 1), date(2026, 10, 12))
ORDERS_TO_DATE = Delta(
    "S1", "new_customers", TO_DATE, 4.0, 8.0, 20.0, 0.5, 19.0, -15.0, flags=Flag.PARTIAL_PERIOD, elapsed=0.4
)
DEFECTS_TO_DATE = Delta(
    "W1", "defect_rate", TO_DATE, 0.062, 0.03, 0.03, 0.483871, 0.029, 0.033, 1.137931, streak=3,
    flags=Flag.PARTIAL_PERIOD, numerator=62, denominator=1000, elapsed=0.4, peers=Peers(12, 0.021, 0.9),
)  # fmt: skip
COMPLAINTS = Delta("S1", "complaints", OCTOBER, 4.0, 2.0, 2.0, 0.5, 1.0, 3.0, 3.0)
CORRECTED = Delta("W1", "defect_rate", SEPTEMBER, 0.024, 0.03, 0.03, 1.25, numerator=48, denominator=2000)
LINE = Delta("L2", "line_rate", THE_DAY, 69 / 1240, previous=0.031, change=0.024645, numerator=69, denominator=1240)
MACHINES = (
    Delta("W1", "line_rate", THE_DAY, 47 / 310, numerator=47, denominator=310),
    Delta("W2", "line_rate", THE_DAY, 9 / 298, numerator=9, denominator=298),
)
TREND = tuple(
    replace(NEW_CUSTOMERS, period=period_of(date(2026, month, 1), Grain.MONTH), value=value, peers=None)
    for month, value in zip(range(5, 11), (14.0, 16.0, 15.0, 18.0, 19.0, 23.0), strict=True)
)


def people(*, chinese: bool) -> dict[str, Person]:
    """Name the people and the line by their ids, as they are called in one of the languages."""
    named = {
        "M1": ("Ana Silva", "周婷"),
        "S1": ("Min Zhang", "张敏"),
        "W1": ("Wei Chen", "陈伟"),
        "W2": ("Jo Park", "何静"),
        "W3": ("Sam Lee", "李涛"),
        "W4": ("Eva Novak", "吴芳"),
    }
    found = {key: Person(key, names[chinese], manager_id="M1") for key, names in named.items()}
    return found | {"L2": Person("L2", "2号线" if chinese else "Line 2", kind=Kind.UNIT, manager_id="M1")}


def supply(*, chinese: bool) -> Metric:
    """Give a metric for which somebody answers: what purchasing does for production."""
    titles = ("On-time supply", "采购及时率")
    purchasing, production = ("采购部", "生产部") if chinese else ("Purchasing", "Production")
    return Metric(
        "on_time_supply",
        "%",
        Direction.HIGHER,
        Grain.MONTH,
        *titles,
        owner="W2",
        provider=purchasing,
        scorer=production,
        aliases="供应准时率, OTD" if chinese else "supply punctuality, OTD",
    )


def late(*, chinese: bool) -> tuple[LateDependency, ...]:
    """Give what purchasing provided late in October."""
    metric = supply(chinese=chinese)
    delta = Delta("P1", metric.key, OCTOBER, 0.82, target=0.95, attainment=0.82 / 0.95)
    return (LateDependency(metric, metric.provider, delta),)


def versions() -> tuple[Reading, Reading]:
    """Give a value's two versions: the one that counts now, and the one before it."""
    first = Reading(
        "W1",
        "defect_rate",
        SEPTEMBER,
        Decimal("0.036"),
        received_at=datetime(2026, 10, 2, 1, 0, tzinfo=UTC),
        file="quality-2026-09.csv",
        row=18,
    )
    later = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
    return replace(first, value=Decimal("0.024"), received_at=later, version=2), first
