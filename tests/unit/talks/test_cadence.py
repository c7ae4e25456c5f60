"""Laws of cadences: stretches hold every day once, reminders fall into them, and who was not there let none lapse."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.domain.availability import LENGTH, WorkTime, free, times
from bot.delivery.domain.policy import Policy
from bot.kit.period import Period
from bot.talks.domain.cadence import Cadence, could_meet
from bot.talks.domain.one_on_one import Pair, Standing, lapsed, reminder_due

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CADENCES = st.integers(1, 366).map(Cadence.of)
ZONES = st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])


def test_what_policies_name_means_what_people_read() -> None:
    codes = {days: Cadence.of(days).code for days in (1, 7, 14, 21, 28, 30, 60, 90, 365)}

    assert codes == {
        1: "week",
        7: "week",
        14: "weeks2",
        21: "weeks3",
        28: "weeks4",
        30: "month",
        60: "months2",
        90: "quarter",
        365: "months12",
    }


@given(cadence=CADENCES, day=DAYS)
def test_stretches_hold_every_day_once_and_follow_each_other(cadence: Cadence, day: date) -> None:
    stretch = cadence.stretch(day)
    before = cadence.before(stretch)

    assert stretch.start <= day <= stretch.end
    assert before.end + timedelta(days=1) == stretch.start
    assert cadence.stretch(stretch.start) == cadence.stretch(stretch.end) == stretch
    assert Cadence.named(cadence.code) == cadence
    assert stretch.start.weekday() == 0 if cadence.weeks else stretch.start.day == 1


@given(cadence=CADENCES, day=DAYS, place=st.sampled_from(["CN", "DE", "US", ""]))
def test_the_reminder_falls_into_the_stretch_while_there_is_time(cadence: Cadence, day: date, place: str) -> None:
    stretch = cadence.stretch(day)

    assert stretch.start <= cadence.reminder_day(stretch, place=place) < stretch.end


@given(cadence=CADENCES, day=DAYS, timezone=ZONES, clock=st.times())
def test_a_reminder_is_due_from_one_instant_of_the_wall_on_until_the_stretch_is_over(
    cadence: Cadence, day: date, timezone: str, clock: time
) -> None:
    now = datetime.combine(day, clock, ZoneInfo(timezone)).astimezone(UTC)

    due = reminder_due(now, cadence, timezone=timezone, place="")

    local = now.astimezone(ZoneInfo(timezone))
    stretch = cadence.stretch(local.date())
    asked = cadence.reminder_day(stretch, place="")
    late = local.date() > asked or (local.date() == asked and local.time() >= time(9, 30))
    assert due == (stretch if late else None)


@given(days=st.sampled_from([7, 14, 21, 30, 90]), day=DAYS, ago=st.integers(0, 400), timezone=ZONES)
def test_a_pair_lapsed_only_when_neither_the_stretch_before_nor_this_one_has_a_talk(
    days: int, day: date, ago: int, timezone: str
) -> None:
    now = datetime.combine(day, time(12), ZoneInfo(timezone))
    met = now - timedelta(days=ago)
    pair = Pair("p", "m", days, None, met)

    found = lapsed([pair], now, timezone=timezone)

    before = pair.cadence.before(pair.cadence.stretch(day))
    assert bool(found) is (met.date() < before.start)
    if not found:
        return
    assert pair.standing(before, timezone=timezone) is Standing.OPEN
    assert lapsed([Pair("p", "m", days, now + timedelta(days=0), met)], now, timezone=timezone) == []


@given(start=DAYS, length=st.integers(1, 92), hired=st.integers(-30, 120), off=st.sets(st.integers(0, 91)))
def test_who_came_in_its_midst_or_was_mostly_away_let_nothing_lapse(
    start: date, length: int, hired: int, off: set[int]
) -> None:
    stretch = Period(start, start + timedelta(days=length - 1))
    away = {start + timedelta(days=number) for number in off}
    since = start + timedelta(days=hired)

    could = could_meet(stretch, since=since, works=lambda day: day.weekday() < 5, away=away)

    worked = [start + timedelta(days=n) for n in range(length) if (start + timedelta(days=n)).weekday() < 5]
    there = [day for day in worked if day not in away]
    assert could is (hired <= 0 and len(there) > len(worked) / 2)


@given(day=DAYS, zones=st.tuples(ZONES, ZONES), night=st.booleans())
def test_every_time_that_is_free_lies_in_both_working_hours_on_every_day_of_the_year(
    day: date, zones: tuple[str, str], *, night: bool
) -> None:
    shift = Policy(quiet_from=time(8), quiet_until=time(20)) if night else Policy()
    both = [WorkTime.of(shift, timezone=zone) for zone in zones]

    for at in times(day, timezone=zones[0]):
        if not free(at, [], times=both):
            continue
        for zone in zones:
            begin, end = (moment.astimezone(ZoneInfo(zone)) for moment in (at, at + LENGTH))
            if night:
                assert begin.time() >= time(20) or begin.time() < time(8)
                assert end.time() > time(20) or end.time() <= time(8)
            else:
                assert time(9) <= begin.time() < end.time() <= time(19)
                assert not time(12) <= begin.time() < time(13, 30)


def test_a_night_shift_meets_at_night_and_a_day_shift_by_day() -> None:
    shanghai = "Asia/Shanghai"
    night = WorkTime.of(Policy(quiet_from=time(8), quiet_until=time(20)), timezone=shanghai)
    by_day = WorkTime.of(Policy(), timezone=shanghai)
    open_at = {
        name: [
            at.astimezone(ZoneInfo(shanghai)).hour
            for at in times(date(2026, 11, 4), timezone=shanghai)
            if hours.holds(at)
        ]
        for name, hours in (("night", night), ("day", by_day))
    }

    assert set(open_at["day"]) == {9, 10, 11, 13, 14, 15, 16, 17, 18}
    assert set(open_at["night"]) == {20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7}
