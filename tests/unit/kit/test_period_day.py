"""Days as people say them, seen from a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.cleaning import UnclearValue
from bot.kit.period_day import spoken_day, spoken_span

TODAY = date(2026, 11, 26)  # a Thursday


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
        ("December 5th", date(2026, 12, 5)),
        ("the 5th of december", date(2026, 12, 5)),
        ("20 November", date(2026, 11, 20)),
        ("11月20日", date(2026, 11, 20)),
        ("2 January", date(2027, 1, 2)),
        ("Tues", date(2026, 12, 1)),
        ("2026-12-05", date(2026, 12, 5)),
    ],
)
def test_a_day_is_understood(said: str, day: date) -> None:
    assert spoken_day(said, today=TODAY) == day


@pytest.mark.parametrize(
    "said",
    ["", "soon", "2月30日", "尽快", "money", "the wedding", "5 marbles", "sunset", "month", "3 decks", "saturation"],
)
def test_what_is_no_day_is_said_so(said: str) -> None:
    with pytest.raises(UnclearValue):
        spoken_day(said, today=TODAY)


@given(st.text(max_size=60))
def test_no_words_are_an_error_of_ours(said: str) -> None:
    try:
        spoken_day(said, today=TODAY)
    except UnclearValue:
        return


def test_days_that_have_gone_by_are_not_meant_a_year_ahead() -> None:
    with pytest.raises(UnclearValue) as backwards:
        spoken_span("from 1 December to 20 November", today=TODAY)

    assert backwards.value.key == "spoken-span-backwards"
    assert spoken_span("1 Oct to 20 Nov", today=TODAY) == (date(2026, 10, 1), date(2026, 11, 20))
    assert spoken_span("from 20 December to 5 January", today=TODAY) == (date(2026, 12, 20), date(2027, 1, 5))
    assert spoken_span("到12月5日", today=TODAY) == (TODAY, date(2026, 12, 5))
