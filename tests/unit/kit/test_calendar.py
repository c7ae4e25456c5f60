"""Working days where people are, and the clock on their wall, also in the two odd nights of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.calendar import country_of_zone, instant, is_working_day, next_working_day, place_at, report_day, wall
from bot.people.domain.person import Person, place_of


@pytest.mark.parametrize(
    ("location", "timezone", "place"),
    [
        ("", "Asia/Shanghai", "CN"),
        ("", "PRC", "CN"),
        ("", "US/Eastern", "US"),
        ("", "UTC", ""),
        ("", "no such zone", ""),
        ("Suzhou", "Asia/Shanghai", "CN"),
        ("DE-BY", "Asia/Shanghai", "DE-BY"),
        ("us-ny", "UTC", "US-NY"),
        ("US-XX", "Europe/Berlin", "DE"),
        ("XX", "UTC", ""),
    ],
)
def test_a_calendar_is_kept_by_location_or_else_by_zone(location: str, timezone: str, place: str) -> None:
    assert place_at(location, timezone=timezone) == place
    assert place_of(Person("a", "a", location=location, timezone=timezone)) == place


@pytest.mark.parametrize(
    ("day", "place", "works"),
    [
        (date(2026, 10, 1), "CN", False),
        (date(2026, 10, 7), "CN", False),
        (date(2026, 10, 8), "CN", True),
        (date(2026, 10, 10), "CN", True),  # a Saturday worked for 国庆
        (date(2026, 10, 10), "US", False),
        (date(2026, 2, 14), "CN", True),  # a Saturday worked for 春节
        (date(2026, 2, 17), "CN", False),
        (date(2026, 7, 3), "US", False),  # the 4th is a Saturday
        (date(2026, 1, 6), "DE-BY", False),  # Epiphany, in Bavaria only
        (date(2026, 1, 6), "DE", True),
        (date(2026, 10, 1), "", True),
        (date(2026, 10, 3), "", False),
    ],
)
def test_holidays_and_make_up_days_are_those_of_the_place(day: date, place: str, *, works: bool) -> None:
    assert is_working_day(day, place=place) is works


def test_the_next_working_day_is_after_the_holiday() -> None:
    assert next_working_day(date(2026, 10, 1), place="CN") == date(2026, 10, 8)
    assert next_working_day(date(2026, 10, 8), place="CN") == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("month", "china", "new_york"),
    [
        (date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 2, 1), date(2026, 2, 5), date(2026, 2, 5)),
        (date(2026, 3, 1), date(2026, 3, 5), date(2026, 3, 5)),
        (date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 3)),  # the 5th is a Sunday
        (date(2026, 5, 1), date(2026, 4, 30), date(2026, 5, 5)),  # 劳动节: 1 to 5 May
        (date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 5)),
        (date(2026, 7, 1), date(2026, 7, 3), date(2026, 7, 2)),  # Independence Day, observed on the 3rd
        (date(2026, 8, 1), date(2026, 8, 5), date(2026, 8, 5)),
        (date(2026, 9, 1), date(2026, 9, 4), date(2026, 9, 4)),
        (date(2026, 10, 1), date(2026, 9, 30), date(2026, 10, 5)),  # 国庆: 1 to 7 October
        (date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 5)),
        (date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 4)),
        (date(2027, 1, 1), date(2027, 1, 5), date(2027, 1, 5)),
        (date(2027, 2, 1), date(2027, 2, 4), date(2027, 2, 5)),  # 春节 begins on the 5th
        (date(2027, 3, 1), date(2027, 3, 5), date(2027, 3, 5)),
        (date(2027, 4, 1), date(2027, 4, 2), date(2027, 4, 5)),  # 清明 on Monday the 5th
        (date(2027, 5, 1), date(2027, 5, 5), date(2027, 5, 5)),
        (date(2027, 6, 1), date(2027, 6, 4), date(2027, 6, 4)),
        (date(2027, 7, 1), date(2027, 7, 5), date(2027, 7, 2)),
        (date(2027, 8, 1), date(2027, 8, 5), date(2027, 8, 5)),
        (date(2027, 9, 1), date(2027, 9, 3), date(2027, 9, 3)),
        (date(2027, 10, 1), date(2027, 9, 30), date(2027, 10, 5)),
        (date(2027, 11, 1), date(2027, 11, 5), date(2027, 11, 5)),
        (date(2027, 12, 1), date(2027, 12, 3), date(2027, 12, 3)),
    ],
)
def test_the_report_is_due_by_the_last_working_day_on_or_before_the_fifth(
    month: date, china: date, new_york: date
) -> None:
    assert report_day(month, place="CN") == china
    assert report_day(month, place="US-NY") == new_york


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(["CN", "US", "DE", ""]))
def test_the_report_day_is_worked_and_no_later_worked_day_would_do(month: date, place: str) -> None:
    due, fifth = report_day(month, place=place), month.replace(day=5)

    assert is_working_day(due, place=place)
    assert due <= fifth
    later = (due + timedelta(days=n) for n in range(1, (fifth - due).days + 1))
    assert not any(is_working_day(day, place=place) for day in later)


def test_old_names_of_zones_belong_to_their_country() -> None:
    assert country_of_zone("Asia/Chongqing") == "CN"
    assert country_of_zone("Hongkong") == "HK"
    assert country_of_zone("Etc/GMT+3") == ""


ZONES = [
    (zone, country)
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for country, _, zone in [line.split("\t")[:3]]
]


@pytest.mark.parametrize(("name", "country"), ZONES)
def test_a_zone_belongs_to_the_country_of_its_own_row(name: str, country: str) -> None:
    assert country_of_zone(name) == country
    assert place_at("", timezone=name) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [("Iceland", "IS"), ("America/Coral_Harbour", "CA"), ("America/Virgin", "VI"), ("Pacific/Yap", "FM"), ("CET", "")],
)
def test_an_old_name_that_is_linked_across_a_border_does_not_take_the_holidays_there(name: str, country: str) -> None:
    assert country_of_zone(name) == country


def test_stockholm_works_on_german_unity_day_and_rests_at_epiphany() -> None:
    assert is_working_day(date(2025, 10, 3), place=place_at("", timezone="Europe/Stockholm"))
    assert not is_working_day(date(2026, 1, 6), place=place_at("", timezone="Europe/Stockholm"))


@pytest.mark.parametrize(
    ("day", "at", "timezone", "utc"),
    [
        (date(2026, 11, 2), time(9, 30), "America/New_York", datetime(2026, 11, 2, 14, 30, tzinfo=UTC)),
        (date(2026, 11, 1), time(1, 30), "America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),  # the first
        (date(2026, 3, 8), time(2, 30), "America/New_York", datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),  # shows 03:30
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), "Asia/Shanghai", datetime(2026, 3, 28, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_wall_is_one_instant(day: date, at: time, timezone: str, utc: datetime) -> None:
    assert instant(day, at, timezone=timezone) == utc


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    st.sampled_from(["America/New_York", "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"]),
)
def test_the_wall_never_shows_a_fold_and_its_times_lead_back(now: datetime, timezone: str) -> None:
    shown = wall(now, timezone=timezone)

    assert shown.tzinfo is None
    assert shown.fold == 0
    assert timedelta(0) <= now - instant(shown.date(), shown.time(), timezone=timezone) <= timedelta(hours=1)
