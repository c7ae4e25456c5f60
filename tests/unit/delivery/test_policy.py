"""When people may be spoken to where units have hours of their own: by night, over a change of clocks, in a storm."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.domain.delivery import Delivery, Hold, Priority
from bot.delivery.domain.delivery_timing import Go, Recipient, Wait, decide, next_moment
from bot.delivery.domain.policy import Policy, Setting, SettingName, apply, hours, settled
from bot.delivery.domain.preference import Pace, due
from bot.kit.calendar import wall
from bot.kit.errors import Invalid

NIGHT = Policy(quiet_from=time(8), quiet_until=time(20))
ZONES = ["America/New_York", "Asia/Shanghai", "Europe/Berlin", "Pacific/Auckland", "UTC"]
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
POLICIES = st.builds(
    Policy,
    quiet_from=TIMES,
    quiet_until=TIMES,
    digest_at=TIMES,
    per_day=st.integers(1, 3),
    per_week=st.integers(1, 8),
    days=st.just(frozenset()) | st.frozensets(st.integers(0, 6), min_size=1),
)


def a_delivery(no: int, at: datetime, **given: object) -> Delivery:
    whole = Delivery(f"k{no}", f"o{no}", "p", "standing", Priority.STANDING, "{}", at, at, no=no, merge="daily")
    return replace(whole, **given)  # type: ignore[arg-type]


def a_reader(policy: Policy, timezone: str = "Asia/Shanghai", **given: object) -> Recipient:
    def workday(day: date) -> bool:
        return day.weekday() in policy.days if policy.days else day.weekday() < 5

    whole = Recipient(timezone=timezone, workday=workday, away_until=None, leads=False, today=0, week=0)
    return replace(whole, **given)  # type: ignore[arg-type]


def at(wall_clock: str, timezone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(wall_clock).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def test_a_night_shift_is_spoken_to_at_night_and_left_alone_by_day() -> None:
    reader = a_reader(NIGHT)

    assert next_moment(at("2026-11-03T23:00"), reader, policy=NIGHT) is None
    assert next_moment(at("2026-11-04T03:00"), reader, policy=NIGHT) is None
    assert next_moment(at("2026-11-04T10:00"), reader, policy=NIGHT) == Wait(at("2026-11-04T20:00"), Hold.QUIET_HOURS)


def test_the_shift_that_begins_on_friday_is_worked_until_saturday_morning() -> None:
    reader = a_reader(NIGHT)

    assert next_moment(at("2026-11-07T03:00"), reader, policy=NIGHT) is None
    assert next_moment(at("2026-11-07T21:00"), reader, policy=NIGHT) == Wait(at("2026-11-09T20:00"), Hold.WEEKEND)


def test_a_digest_in_the_quiet_hours_goes_as_they_end() -> None:
    assert NIGHT.digest(date(2026, 11, 3), timezone="Asia/Shanghai") == at("2026-11-03T20:00")
    after_midnight = replace(NIGHT, digest_at=time(2))
    assert after_midnight.digest(date(2026, 11, 3), timezone="Asia/Shanghai") == at("2026-11-04T02:00")


def test_a_unit_that_works_on_sundays_is_spoken_to_on_sundays() -> None:
    policy = Policy(days=frozenset({6, 0, 1, 2, 3}))
    reader = a_reader(policy)

    assert next_moment(at("2026-11-08T10:00"), reader, policy=policy) is None
    assert next_moment(at("2026-11-06T10:00"), reader, policy=policy) == Wait(at("2026-11-08T09:00"), Hold.WEEKEND)


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    policy=POLICIES,
    zone=st.sampled_from(ZONES),
)
def test_what_waits_for_any_hours_anywhere_goes_later_and_in_them(now: datetime, policy: Policy, zone: str) -> None:
    reader = a_reader(policy, zone)

    wait = next_moment(now, reader, policy=policy)

    if wait is not None:
        assert wait.until > now
        assert next_moment(wait.until, reader, policy=policy) is None
    for pace in Pace:
        assert due(a_delivery(1, now), pace, reader, policy=policy) >= now


@given(data=st.data(), policy=POLICIES, zone=st.sampled_from(ZONES), pace=st.sampled_from([*Pace][:3]))
def test_no_storm_passes_the_caps_of_any_unit_at_any_pace(
    data: st.DataObject, policy: Policy, zone: str, pace: Pace
) -> None:
    # Over a change of clocks in both halves of the world
    start = data.draw(st.sampled_from([datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)]))
    offsets = data.draw(st.lists(st.integers(0, 12 * 24 * 60), min_size=1, max_size=25))
    queue = [(start + timedelta(minutes=offset), a_delivery(no, start)) for no, offset in enumerate(sorted(offsets), 1)]
    queue = [(moment, replace(delivery, created_at=moment, not_before=moment)) for moment, delivery in queue]
    sent: list[tuple[date, date]] = []
    for _ in range(2000):
        if not queue:
            break
        queue.sort(key=lambda pair: (pair[0], pair[1].no))
        now, delivery = queue.pop(0)
        day = policy.day_of(wall(now, timezone=zone))
        monday = day - timedelta(days=day.weekday())
        asked = due(delivery, pace, a_reader(policy, zone), policy=policy)
        waiting = [other for moment, other in queue if moment <= now]
        reader = a_reader(
            policy,
            zone,
            today=sum(there == day for there, _ in sent),
            week=sum(there == monday for _, there in sent),
            waiting=len(waiting),
        )
        verdict = Wait(asked, Hold.DIGEST) if asked > now else decide(delivery, reader, now=now, policy=policy)
        if isinstance(verdict, Wait):
            assert verdict.until > now
            queue.append((verdict.until, replace(delivery, reason=verdict.reason)))
            continue
        assert isinstance(verdict, Go)
        sent.append((day, monday))
        if verdict.digest:
            queue = [(moment, other) for moment, other in queue if moment > now]
    assert not queue
    assert all(n <= policy.per_day for n in Counter(day for day, _ in sent).values())
    assert all(n <= policy.per_week for n in Counter(monday for _, monday in sent).values())


def test_a_weekly_digest_comes_on_the_monday_after_and_on_tuesday_where_monday_is_free() -> None:
    reader = a_reader(Policy())
    tuesday = at("2026-11-03T10:00")

    assert due(a_delivery(1, tuesday), Pace.WEEKLY, reader, policy=Policy()) == at("2026-11-09T09:30")
    free = replace(reader, workday=lambda day: day.weekday() < 5 and day != date(2026, 11, 9))
    assert due(a_delivery(1, tuesday), Pace.WEEKLY, free, policy=Policy()) == at("2026-11-10T09:30")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("20:00-08:30", (time(20), time(8, 30))),
        ("8 pm to 8:30 am", (time(20), time(8, 30))),
        ("20点到8点30", (time(20), time(8, 30))),
        ("２０：００－０８：３０", (time(20), time(8, 30))),
        ("22 - 7", (time(22), time(7))),
        ("off", (time(0), time(0))),
        ("无", (time(0), time(0))),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(said: str, meant: tuple[time, time]) -> None:
    assert hours(said) == meant


@pytest.mark.parametrize("said", ["20:00", "25:00-08:00", "20:61-08:00", "13 pm-8 am", "20:00-20:00", "soon"])
def test_what_is_no_span_of_hours_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        hours(said)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (SettingName.CAPS, "0 6 3 15"),
        (SettingName.CAPS, "2 6"),
        (SettingName.REPORT, "31"),
        (SettingName.ONE_ON_ONE, "0"),
        (SettingName.DAYS, "8"),
    ],
)
def test_a_value_that_cannot_hold_is_refused(name: SettingName, value: str) -> None:
    with pytest.raises(Invalid):
        apply(Policy(), name, value)


def test_the_later_setting_counts_and_an_empty_one_changes_nothing() -> None:
    made = datetime(2026, 11, 3, tzinfo=UTC)
    found = settled(
        [Setting("", SettingName.CAPS, "1 2 3 4", "a", made), Setting("u", SettingName.CAPS, "", "a", made)]
    )

    assert (found.per_day, found.per_week, found.manager_per_day, found.manager_per_week) == (1, 2, 3, 4)
