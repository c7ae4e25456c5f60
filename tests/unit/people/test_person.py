"""Who belongs to the company on a day: until the last one, and again once hired anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.domain.person import Person, employed

LAST = date(2027, 3, 31)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "hire_date", "expected"),
    [
        (LAST - timedelta(days=90), None, True),
        (LAST, None, True),
        (LAST + timedelta(days=1), None, False),
        (LAST + timedelta(days=1), date(2020, 1, 1), False),
        (LAST + timedelta(days=1), date(2027, 5, 1), False),
        (date(2027, 5, 1), date(2027, 5, 1), True),
    ],
)
def test_a_last_day_is_a_day_in_the_company_and_the_next_one_is_not(
    day: date, hire_date: date | None, *, expected: bool
) -> None:
    assert employed(day, hire_date=hire_date, left_on=LAST) is expected


@given(day=DAYS, hire_date=st.none() | DAYS)
def test_without_a_last_day_everybody_stays(day: date, hire_date: date | None) -> None:
    assert employed(day, hire_date=hire_date, left_on=None)


@given(hired=DAYS, left=DAYS, day=DAYS)
def test_nobody_comes_back_except_by_being_hired_again(hired: date, left: date, day: date) -> None:
    gone = not employed(day, hire_date=hired, left_on=left)
    later = employed(day + timedelta(days=1), hire_date=hired, left_on=left)

    assert not (gone and later) or hired == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("timezone", "at", "expected"),
    [
        ("Asia/Shanghai", datetime(2027, 3, 31, 15, 59, tzinfo=UTC), True),
        ("Asia/Shanghai", datetime(2027, 3, 31, 16, 0, tzinfo=UTC), False),
        ("America/New_York", datetime(2027, 4, 1, 3, 59, tzinfo=UTC), True),
        ("America/New_York", datetime(2027, 4, 1, 4, 0, tzinfo=UTC), False),
    ],
)
def test_the_last_day_ends_at_midnight_where_the_person_is(timezone: str, at: datetime, *, expected: bool) -> None:
    assert Person("ben", "Ben", timezone=timezone, left_on=LAST).employed_at(at) is expected
