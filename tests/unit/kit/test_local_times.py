"""Columns of instants and clock times agree with the standard library, one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.local_times import clock_of, instants_of_clock, local_days

ZONES = st.sampled_from(
    "UTC Asia/Shanghai Asia/Kathmandu America/New_York America/St_Johns Australia/Lord_Howe Pacific/Apia".split()
)
WHEN = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001 - bounds have no zone
_START = datetime(1970, 1, 1, tzinfo=UTC)


@given(instants=st.lists(WHEN), zone=ZONES)
def test_days_are_those_of_the_zone(instants: list[datetime], zone: str) -> None:
    column = np.array([clock_of(at) for at in instants], np.int64)

    days = [(at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date() - _START.date()).days for at in instants]

    assert local_days(column, timezone=zone).tolist() == days


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("America/New_York", "2026-03-09T03:59:59Z", 8),  # the clock is an hour ahead since the eighth
        ("America/New_York", "2026-03-09T04:00:00Z", 9),
        ("America/New_York", "2026-11-02T04:59:59Z", 1),
        ("America/New_York", "2026-11-02T05:00:00Z", 2),
    ],
)
def test_a_day_ends_when_its_clock_says(zone: str, at: str, day: int) -> None:
    column = np.array([(datetime.fromisoformat(at) - _START) // timedelta(microseconds=1)], np.int64)

    found = local_days(column, timezone=zone)

    assert (_START + timedelta(days=int(found[0]))).day == day


@given(shown=st.lists(WHEN), zone=ZONES)
def test_what_a_clock_shows_is_the_instant_of_the_zone(shown: list[datetime], zone: str) -> None:
    column = np.array([clock_of(each) for each in shown], np.int64)

    instants = [(each.replace(tzinfo=ZoneInfo(zone)) - _START) // timedelta(microseconds=1) for each in shown]

    assert instants_of_clock(column, timezone=zone).tolist() == instants
