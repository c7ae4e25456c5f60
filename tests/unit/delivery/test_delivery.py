"""When a message may go, what a failure means, and what a month's calls are spent on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.domain.circuit import Circuit
from bot.delivery.domain.delivery import Delivery, Hold, Priority
from bot.delivery.domain.delivery_failure import LONGEST_FAILING, GiveUp, Retry, after_failure
from bot.delivery.domain.delivery_timing import Go, Recipient, Wait, affordable, decide
from bot.delivery.domain.policy import Policy
from bot.delivery.domain.quota import billed, forecast, next_month
from bot.kit.errors import (
    InDoubt,
    NoReceipt,
    PlatformError,
    QuotaExhausted,
    RateLimited,
    Rejected,
    Shut,
    Unreachable,
)

NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY_NOON_UTC = datetime(2026, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(seconds=90)


def a_delivery(priority: Priority = Priority.NUDGE, **given: object) -> Delivery:
    whole = Delivery(
        key="k",
        opaque="o",
        person_id="p",
        kind="nudge",
        priority=priority,
        card="{}",
        created_at=WEDNESDAY_NOON_UTC,
        not_before=WEDNESDAY_NOON_UTC,
    )
    return replace(whole, **given)  # type: ignore[arg-type]


def a_reader(**given: object) -> Recipient:
    whole = Recipient(
        timezone="America/New_York",
        workday=lambda day: day.weekday() < 5,
        away_until=None,
        leads=False,
        today=0,
        week=0,
    )
    return replace(whole, **given)  # type: ignore[arg-type]


def test_working_hours_are_the_readers_own() -> None:
    noon_in_london_is_evening_in_shanghai = datetime(2026, 3, 4, 12, tzinfo=UTC)

    in_new_york = decide(a_delivery(), a_reader(), now=noon_in_london_is_evening_in_shanghai, policy=Policy())
    in_shanghai = decide(
        a_delivery(), a_reader(timezone="Asia/Shanghai"), now=noon_in_london_is_evening_in_shanghai, policy=Policy()
    )

    assert in_new_york == Wait(datetime(2026, 3, 4, 14, tzinfo=UTC), Hold.QUIET_HOURS)  # 07:00 there, until 09:00
    assert in_shanghai == Wait(datetime(2026, 3, 5, 1, tzinfo=UTC), Hold.QUIET_HOURS)  # 20:00 there, until 09:00


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        (datetime(2026, 3, 6, 23, tzinfo=NEW_YORK), datetime(2026, 3, 9, 9, tzinfo=NEW_YORK)),  # the clock jumps on
        (datetime(2026, 10, 30, 23, tzinfo=NEW_YORK), datetime(2026, 11, 2, 9, tzinfo=NEW_YORK)),  # and falls back
    ],
)
def test_a_message_held_over_a_change_of_clocks_goes_at_nine_on_the_wall(evening: datetime, morning: datetime) -> None:
    verdict = decide(a_delivery(), a_reader(), now=evening.astimezone(UTC), policy=Policy())

    assert isinstance(verdict, Wait)
    assert verdict.until.astimezone(NEW_YORK).replace(tzinfo=None) == morning.replace(tzinfo=None)


def test_leave_holds_longest_and_says_so() -> None:
    away = a_reader(away_until=date(2026, 3, 6))  # a Friday

    verdict = decide(a_delivery(), away, now=datetime(2026, 3, 4, 15, tzinfo=UTC), policy=Policy())

    assert verdict == Wait(datetime(2026, 3, 9, 13, tzinfo=UTC), Hold.LEAVE)  # Monday 09:00, summer time by then


def test_a_holiday_is_told_from_a_weekend() -> None:
    reader = a_reader(workday=lambda day: day.weekday() < 5 and day != date(2026, 3, 4))

    verdict = decide(a_delivery(), reader, now=datetime(2026, 3, 4, 16, tzinfo=UTC), policy=Policy())

    assert verdict == Wait(datetime(2026, 3, 5, 14, tzinfo=UTC), Hold.HOLIDAY)


def test_an_answer_goes_at_any_hour() -> None:
    reader = a_reader(away_until=date(2026, 12, 31), today=99, week=99)

    assert decide(a_delivery(Priority.REPLY), reader, now=WEDNESDAY_NOON_UTC, policy=Policy()) == Go()


def test_an_alert_ignores_the_weekend_and_the_cap_but_not_the_night() -> None:
    full = a_reader(today=9, week=9)
    saturday_noon = datetime(2026, 3, 7, 17, tzinfo=UTC)
    saturday_night = datetime(2026, 3, 8, 3, tzinfo=UTC)

    assert decide(a_delivery(Priority.ALERT), full, now=saturday_noon, policy=Policy()) == Go()
    assert isinstance(decide(a_delivery(Priority.ALERT), full, now=saturday_night, policy=Policy()), Wait)


def test_at_the_cap_a_message_waits_for_the_next_days_digest() -> None:
    full = a_reader(today=2, week=2)
    noon = datetime(2026, 3, 4, 17, tzinfo=UTC)

    verdict = decide(a_delivery(merge="daily"), full, now=noon, policy=Policy())

    assert verdict == Wait(datetime(2026, 3, 5, 14, 30, tzinfo=UTC), Hold.CAP)


@pytest.mark.parametrize(
    "given_",
    [{"kind": "report", "priority": Priority.REPORT}, {"kind": "talk"}]
    + [{"kind": name, "priority": Priority.DEADLINE} for name in ("approval", "held", "dispute", "privacy")],
)
def test_work_that_is_due_or_that_somebody_asked_for_is_no_push(given_: dict[str, object]) -> None:
    full = a_reader(today=9, week=30)
    noon = datetime(2026, 3, 4, 17, tzinfo=UTC)
    night = datetime(2026, 3, 5, 3, tzinfo=UTC)

    assert decide(a_delivery(**given_), full, now=noon, policy=Policy()) == Go()  # type: ignore[arg-type]
    held = decide(a_delivery(**given_), full, now=night, policy=Policy())  # type: ignore[arg-type]
    assert isinstance(held, Wait)
    assert held.reason is Hold.QUIET_HOURS, "the night is everybody's"


def test_the_last_place_of_the_day_is_kept_for_a_digest_when_more_is_waiting() -> None:
    one_place_left = a_reader(leads=True, today=2, week=2, waiting=4)
    nine_sharp = datetime(2026, 3, 4, 14, tzinfo=UTC)

    verdict = decide(a_delivery(merge="daily"), one_place_left, now=nine_sharp, policy=Policy())

    assert verdict == Wait(datetime(2026, 3, 4, 14, 30, tzinfo=UTC), Hold.DIGEST)


def test_what_waited_for_the_digest_goes_as_one() -> None:
    reader = a_reader(today=0, week=2, waiting=3)
    digest_time = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)

    verdict = decide(a_delivery(merge="daily", reason=Hold.CAP), reader, now=digest_time, policy=Policy())

    assert verdict == Go(digest=True)


def test_a_full_week_waits_for_monday() -> None:
    reader = a_reader(today=0, week=6)
    thursday = datetime(2026, 3, 5, 17, tzinfo=UTC)

    verdict = decide(a_delivery(merge="daily"), reader, now=thursday, policy=Policy())

    assert verdict == Wait(datetime(2026, 3, 9, 13, 30, tzinfo=UTC), Hold.CAP)


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


LEAVES = st.none() | st.integers(0, 10)
READERS = st.builds(
    Recipient,
    timezone=st.sampled_from(["America/New_York", "Asia/Shanghai", "Europe/Berlin", "Pacific/Auckland", "UTC"]),
    workday=st.just(lambda day: day.weekday() < 5),
    away_until=st.none(),
    leads=st.booleans(),
    today=st.integers(0, 4),
    week=st.integers(4, 16),
    waiting=st.integers(0, 3),
)
DELIVERIES = st.builds(
    a_delivery,
    st.sampled_from([priority for priority in Priority if priority is not Priority.REPLY]),
    reason=st.none() | st.sampled_from(Hold),
    merge=st.sampled_from(["", "daily"]),
)


@given(now=INSTANTS, reader=READERS, leave=LEAVES, delivery=DELIVERIES)
def test_a_wait_ends_in_working_hours_after_now_and_no_push_passes_the_cap(
    now: datetime, reader: Recipient, leave: int | None, delivery: Delivery
) -> None:
    last = None if leave is None else now.astimezone(ZoneInfo(reader.timezone)).date() + timedelta(days=leave)
    policy = Policy()

    verdict = decide(delivery, replace(reader, away_until=last), now=now, policy=policy)

    if isinstance(verdict, Wait):
        wall = verdict.until.astimezone(ZoneInfo(reader.timezone))
        assert verdict.until > now
        assert policy.quiet_until <= wall.time() < policy.quiet_from
        assert wall.weekday() < 5 or delivery.priority is Priority.ALERT
        assert last is None or wall.date() > last or verdict.reason is not Hold.LEAVE
    else:
        assert last is None
        assert policy.quiet_until <= now.astimezone(ZoneInfo(reader.timezone)).time() < policy.quiet_from
        if delivery.priority not in {Priority.ALERT, Priority.NOTICE, Priority.DEADLINE}:  # what is no push has no cap
            assert reader.today < (policy.manager_per_day if reader.leads else policy.per_day)
            assert reader.week < (policy.manager_per_week if reader.leads else policy.per_week)


def test_what_matters_less_stops_spending_first() -> None:
    assert affordable(Priority.STANDING, used=4499, limit=5000)
    assert not affordable(Priority.STANDING, used=4500, limit=5000)
    assert affordable(Priority.NUDGE, used=4500, limit=5000)
    assert affordable(Priority.ALERT, used=4999, limit=5000)


@pytest.mark.parametrize("used", [5000, 6200])
def test_past_the_end_of_our_own_count_the_platform_is_asked(used: int) -> None:
    assert all(affordable(priority, used=used, limit=5000) for priority in Priority)


def test_the_forecast_goes_on_as_the_month_began() -> None:
    a_third_in = datetime(2026, 4, 10, 16, tzinfo=UTC)  # midnight in China

    assert forecast(used=1000, now=a_third_in) == 3000


@pytest.mark.parametrize(("failing", "lands"), [(0, 10), (30, 30), (3600, LEASE.total_seconds())])
def test_two_lost_answers_are_looked_for_once_the_second_has_landed_and_within_a_lease(
    failing: int, lands: float
) -> None:
    delivery = a_delivery(first_attempt_at=WEDNESDAY_NOON_UTC - timedelta(seconds=failing))

    outcome = after_failure(delivery, InDoubt("x", "timeout"), Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE)

    assert outcome == Retry(None, Hold.RETRY, doubt=True, leased=timedelta(seconds=lands))


def test_a_fault_that_was_answered_is_looked_into_soon() -> None:
    error = InDoubt("x", "internal_error", answered=True)

    outcome = after_failure(a_delivery(), error, Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE)

    assert isinstance(outcome, Retry)
    assert outcome.until
    assert (outcome.doubt, outcome.leased) == (True, None)
    assert outcome.until - WEDNESDAY_NOON_UTC < timedelta(seconds=5)


def test_answers_that_never_say_where_the_message_is_end_in_doubt_after_three() -> None:
    def at(failing: timedelta) -> Retry | GiveUp:
        delivery = a_delivery(first_attempt_at=WEDNESDAY_NOON_UTC - failing)
        return after_failure(delivery, NoReceipt("x", "no_ts"), Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE)

    first = at(timedelta(0))

    assert first == Retry(WEDNESDAY_NOON_UTC + LEASE, Hold.RETRY, doubt=True, leased=LEASE)
    assert isinstance(at(LEASE), Retry)
    assert at(LEASE * 2) == GiveUp("in doubt, not sent again")


@pytest.mark.parametrize(
    "error",
    [
        Shut("x", "org_login_required", hint="ask", fix="sign-in"),
        Unreachable("x", "http_503"),
        InDoubt("x", "http_503", answered=True),
        InDoubt("x", "TimeoutError"),
    ],
)
@given(failing=st.timedeltas(timedelta(0), timedelta(days=40)), doubt=st.booleans())
def test_a_platform_that_takes_nothing_ends_no_message(
    error: PlatformError,
    failing: timedelta,
    doubt: bool,  # noqa: FBT001
) -> None:
    until = WEDNESDAY_NOON_UTC + timedelta(minutes=5)
    circuit = Circuit(9, WEDNESDAY_NOON_UTC - failing, until, "down")
    delivery = a_delivery(doubt=doubt, first_attempt_at=WEDNESDAY_NOON_UTC - failing)

    outcome = after_failure(delivery, error, circuit, now=WEDNESDAY_NOON_UTC, lease=LEASE)

    assert isinstance(outcome, Retry)
    assert outcome.until
    assert (outcome.reason, outcome.tried) == (Hold.PLATFORM, False)
    assert timedelta(0) <= outcome.until - until <= timedelta(seconds=10)
    assert outcome.doubt == (doubt or isinstance(error, InDoubt))


def test_an_empty_budget_waits_until_the_platform_is_tried_again_and_costs_no_patience() -> None:
    spent = QuotaExhausted("x", "quota")
    circuit = Circuit().after(spent, now=WEDNESDAY_NOON_UTC)

    outcome = after_failure(a_delivery(), spent, circuit, now=WEDNESDAY_NOON_UTC, lease=LEASE)

    assert isinstance(outcome, Retry)
    assert outcome.until
    assert circuit.until
    assert timedelta(0) <= outcome.until - circuit.until <= timedelta(seconds=10)
    assert (outcome.reason, outcome.tried) == (Hold.BUDGET, False)


def test_calls_are_counted_by_months_of_china() -> None:
    turn = datetime(2026, 12, 31, 16, tzinfo=UTC)

    assert next_month(turn - timedelta(seconds=1)) == turn
    assert next_month(turn) == datetime(2027, 1, 31, 16, tzinfo=UTC)
    assert [billed(turn - timedelta(seconds=1)), billed(turn)] == ["2026-12", "2027-01"]


def test_a_platform_that_says_when_is_believed() -> None:
    error = RateLimited("x", "ratelimited", retry_after=30)

    outcome = after_failure(a_delivery(), error, Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE)

    assert isinstance(outcome, Retry)
    assert outcome.until
    assert timedelta(seconds=30) <= outcome.until - WEDNESDAY_NOON_UTC <= timedelta(seconds=31)


def test_a_refusal_for_good_ends_it() -> None:
    error = Rejected("x", "user_disabled")

    assert after_failure(a_delivery(), error, Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE) == GiveUp("user_disabled")


@given(failing=st.timedeltas(timedelta(0), timedelta(days=20)), attempts=st.integers(1, 60), doubt=st.booleans())
def test_waits_grow_to_an_hour_and_doubt_is_never_forgotten(
    failing: timedelta,
    attempts: int,
    doubt: bool,  # noqa: FBT001
) -> None:
    delivery = a_delivery(attempts=attempts, doubt=doubt, first_attempt_at=WEDNESDAY_NOON_UTC - failing)

    outcome = after_failure(delivery, Unreachable("x", "503"), Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE)

    if isinstance(outcome, Retry):
        assert outcome.until
        assert outcome.doubt == doubt
        assert min(failing, timedelta(hours=1)) <= outcome.until - WEDNESDAY_NOON_UTC <= timedelta(hours=1, minutes=15)
        assert failing < LONGEST_FAILING
    else:
        assert failing >= LONGEST_FAILING


def test_being_claimed_often_before_the_first_failure_costs_no_message() -> None:
    waited_for_its_turn = a_delivery(attempts=500, first_attempt_at=WEDNESDAY_NOON_UTC)

    outcome = after_failure(
        waited_for_its_turn, Unreachable("x", "503"), Circuit(), now=WEDNESDAY_NOON_UTC, lease=LEASE
    )

    assert isinstance(outcome, Retry)
    assert outcome.until
    assert outcome.until - WEDNESDAY_NOON_UTC < timedelta(seconds=5)


def test_quiet_hours_can_be_set() -> None:
    shift = Policy(quiet_from=time(23), quiet_until=time(15))

    verdict = decide(a_delivery(), a_reader(), now=datetime(2026, 3, 5, 2, tzinfo=UTC), policy=shift)

    assert verdict == Go()
