"""Dates as people and programs write them: the days they mean, and which are refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain
from bot.kit.period_written import instant, order_of, span


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2025-09-30", "2025-09-30", "2025-09-30", Grain.DAY),
        ("2025/9/5", "2025-09-05", "2025-09-05", Grain.DAY),
        ("2025.9.5", "2025-09-05", "2025-09-05", Grain.DAY),
        ("20250901", "2025-09-01", "2025-09-01", Grain.DAY),
        ("2025年9月30日", "2025-09-30", "2025-09-30", Grain.DAY),
        ("２０２５年０９月３０日", "2025-09-30", "2025-09-30", Grain.DAY),
        ("2025-09-30 00:00:00.000", "2025-09-30", "2025-09-30", Grain.DAY),
        ("2025-01-01T00:30+01:00", "2025-01-01", "2025-01-01", Grain.DAY),
        ("30 Sep 2025", "2025-09-30", "2025-09-30", Grain.DAY),
        ("Sep 30, 2025", "2025-09-30", "2025-09-30", Grain.DAY),
        ("30-SEP-2025", "2025-09-30", "2025-09-30", Grain.DAY),
        ("9/30/2025", "2025-09-30", "2025-09-30", Grain.DAY),
        ("30/09/2025", "2025-09-30", "2025-09-30", Grain.DAY),
        ("1/1/2025", "2025-01-01", "2025-01-01", Grain.DAY),
        ("2025-9", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("202509", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("2025年9月份", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("Sep-2025", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("September 2025", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("09/2025", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("2025Q3", "2025-07-01", "2025-09-30", Grain.QUARTER),
        ("Q3 2025", "2025-07-01", "2025-09-30", Grain.QUARTER),
        ("2025年第三季度", "2025-07-01", "2025-09-30", Grain.QUARTER),
        ("2025-W37", "2025-09-08", "2025-09-14", Grain.WEEK),
        ("2025年第37周", "2025-09-08", "2025-09-14", Grain.WEEK),
        ("2025-09-01~2025-09-30", "2025-09-01", "2025-09-30", Grain.MONTH),
        ("2025年7月至2025年9月", "2025-07-01", "2025-09-30", Grain.QUARTER),
        ("2025年", "2025-01-01", "2025-12-31", Grain.YEAR),
    ],
)
def test_a_date_means_the_days_it_says(text: str, start: str, end: str, grain: Grain) -> None:
    found = span(text)

    assert (found.period.start.isoformat(), found.period.end.isoformat(), found.grain) == (start, end, grain)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2025", "import-day-or-month"),
        ("2025-00", "import-impossible-date"),
        ("2025-13-01", "import-impossible-date"),
        ("2025-02-30", "import-impossible-date"),
        ("20251301", "import-impossible-date"),
        ("2025-W54", "import-impossible-date"),
        ("9/30/25", "import-short-year"),
        ("7/13/1905", "import-implausible-date"),
        ("45930", "import-excel-date"),
        ("9月", "import-no-date"),
        ("Sep-25", "import-no-date"),
        ("soon", "import-no-date"),
        ("2025-09-01~2025-09-12", "import-no-date"),
        ("", "import-no-date"),
    ],
)
def test_what_could_be_no_day_or_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnclearValue) as caught:
        span(text)

    assert caught.value.key == reason


def test_a_column_settles_the_order_of_day_and_month_only_when_it_agrees_with_itself() -> None:
    assert order_of(["01/02/2025", "13/02/2025"]) == "dmy"
    assert order_of(["01/02/2025", "02/13/2025"]) == "mdy"
    assert order_of(["13/02/2025", "02/13/2025"]) is None
    assert order_of(["01/02/2025"]) is None
    assert span("01/02/2025", order="dmy").period.start == date(2025, 2, 1)
    assert span("01-02-2025", order="mdy").period.start == date(2025, 1, 2)


def test_serial_days_are_read_only_where_the_mapping_says_so() -> None:
    assert span("45930", excel=True).period.start == date(2025, 9, 30)
    assert span("45930.75", excel=True).period.start == date(2025, 9, 30)


def test_a_time_without_an_offset_is_in_the_zone_given() -> None:
    assert instant("2025-09-30T08:00:00", zone="Asia/Shanghai") == datetime(2025, 9, 30, tzinfo=UTC)
    assert instant("2025-09-30T08:00:00+02:00", zone="Asia/Shanghai") == datetime(2025, 9, 30, 6, tzinfo=UTC)


@given(
    st.dates(date(1980, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y", "%B %d, %Y", "%Y-%m-%d %H:%M:%S"]),
)
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    assert span(datetime(day.year, day.month, day.day, tzinfo=UTC).strftime(form)).period.start == day


@given(st.text(max_size=24))
def test_any_text_is_a_span_or_refused(text: str) -> None:
    with suppress(UnclearValue):
        found = span(text)
        assert found.period.start <= found.period.end
