"""Periods and days as people say them, seen from a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cleaning import Unclear
from bot.domain.metric import Grain
from bot.domain.reading import Period, period_of
from bot.domain.spoken import spoken_day, spoken_period

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("said", "first", "grain"),
    [
        ("this month", date(2026, 11, 1), Grain.MONTH),
        ("last month", date(2026, 10, 1), Grain.MONTH),
        ("me October", date(2026, 10, 1), Grain.MONTH),
        ("december", date(2025, 12, 1), Grain.MONTH),
        ("October 2024", date(2024, 10, 1), Grain.MONTH),
        ("in May", date(2026, 5, 1), Grain.MONTH),
        ("2026-09", date(2026, 9, 1), Grain.MONTH),
        ("q3", date(2026, 7, 1), Grain.QUARTER),
        ("last quarter", date(2026, 7, 1), Grain.QUARTER),
        ("last week", date(2026, 11, 16), Grain.WEEK),
        ("2025", date(2025, 1, 1), Grain.YEAR),
        ("这个月", date(2026, 11, 1), Grain.MONTH),
        ("本月", date(2026, 11, 1), Grain.MONTH),
        ("上个月", date(2026, 10, 1), Grain.MONTH),
        ("十月", date(2026, 10, 1), Grain.MONTH),
        ("十二月", date(2025, 12, 1), Grain.MONTH),
        ("１０月", date(2026, 10, 1), Grain.MONTH),
        ("2025年3月", date(2025, 3, 1), Grain.MONTH),
        ("三季度", date(2026, 7, 1), Grain.QUARTER),
        ("上季度", date(2026, 7, 1), Grain.QUARTER),
        ("上周", date(2026, 11, 16), Grain.WEEK),
        ("去年", date(2025, 1, 1), Grain.YEAR),
        ("昨天", date(2026, 11, 25), Grain.DAY),
    ],
)
def test_a_period_is_understood(said: str, first: date, grain: Grain) -> None:
    assert spoken_period(said, today=TODAY) == (period_of(first, grain), grain)


@pytest.mark.parametrize("said", ["", "orders", "次品率", "may I ask", "张敏"])
def test_what_names_no_period_is_none(said: str) -> None:
    assert spoken_period(said, today=TODAY) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", date(2026, 11, 26)),
        ("明天", date(2026, 11, 27)),
        ("后天", date(2026, 11, 28)),
        ("Friday", date(2026, 11, 27)),
        ("thursday", date(2026, 12, 3)),
        ("next monday", date(2026, 11, 30)),
        ("周五", date(2026, 11, 27)),
        ("下周三", date(2026, 12, 2)),
        ("星期天", date(2026, 11, 29)),
        ("in 3 days", date(2026, 11, 29)),
        ("2周后", date(2026, 12, 10)),
        ("12月5日", date(2026, 12, 5)),
        ("3月1号", date(2027, 3, 1)),
        ("5 Dec", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
    ],
)
def test_a_day_is_understood(said: str, day: date) -> None:
    assert spoken_day(said, today=TODAY) == day


@pytest.mark.parametrize("said", ["", "soon", "2月30日", "尽快"])
def test_what_is_no_day_is_said_so(said: str) -> None:
    with pytest.raises(Unclear):
        spoken_day(said, today=TODAY)


@given(st.text(max_size=60))
def test_no_words_are_an_error_of_ours(said: str) -> None:
    found = spoken_period(said, today=TODAY)
    assert found is None or isinstance(found[0], Period)
    try:
        spoken_day(said, today=TODAY)
    except Unclear:
        return
