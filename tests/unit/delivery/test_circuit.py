"""When a platform counts as taking nothing, when it is tried again, and what closes the circuit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.domain.circuit import IN_A_ROW, Circuit
from bot.kit.errors import (
    InDoubt,
    NotThere,
    PlatformError,
    QuotaExhausted,
    RateLimited,
    Rejected,
    Shut,
    Unreachable,
)
from bot.messages.codec import from_json, to_json

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
SHUT = Shut("x", "org_login_required", hint="ask the owners", fix="sign-in")
DOWN = Unreachable("x", "http_503")


def test_a_refusal_of_everything_opens_it_at_once_and_says_what_fixes_it() -> None:
    circuit = Circuit().after(SHUT, now=NOON)

    assert circuit.open
    assert (circuit.since, circuit.code, circuit.hint, circuit.fix) == (
        NOON,
        "org_login_required",
        "ask the owners",
        "sign-in",
    )
    assert circuit.holds(NOON)


def test_a_message_that_gets_no_answer_is_not_yet_the_platforms_fault() -> None:
    circuit = Circuit()
    for number in range(IN_A_ROW):
        assert not circuit.open, number
        circuit = circuit.after(DOWN, now=NOON)

    assert circuit.open


def test_what_gets_through_in_between_counts_anew() -> None:
    circuit = Circuit().after(DOWN, now=NOON).after(DOWN, now=NOON).after(None, now=NOON).after(DOWN, now=NOON)

    assert not circuit.open


@pytest.mark.parametrize("answer", [None, Rejected("x", "msg_too_long"), NotThere("x", "user_disabled")])
def test_a_platform_that_judges_a_message_takes_messages(answer: PlatformError | None) -> None:
    assert Circuit().after(SHUT, now=NOON).after(answer, now=NOON) == Circuit()


def test_haste_says_nothing_of_it() -> None:
    before = Circuit().after(SHUT, now=NOON)

    assert before.after(RateLimited("x", "ratelimited", retry_after=3), now=NOON + timedelta(hours=1)) == before


SPENT = QuotaExhausted("x", "ApiCountLimitForOrg", hint="buy calls")


def test_a_spent_month_is_tried_now_and_then_for_calls_may_be_bought() -> None:
    circuit, now, tries = Circuit().after(SPENT, now=NOON), NOON, 0
    while now < NOON + timedelta(days=1):
        assert circuit.spent
        assert circuit.holds(now)
        assert circuit.after(SPENT, now=now) == circuit, "who asks meanwhile changes nothing"
        assert timedelta(minutes=5) <= circuit.until - now <= timedelta(minutes=30)  # type: ignore[operator]
        now, tries = circuit.until, tries + 1  # type: ignore[assignment]
        circuit = circuit.after(SPENT, now=now)
    assert circuit.since == NOON
    assert 24 <= tries <= 60
    assert circuit.after(None, now=now) == Circuit()


def test_a_spent_month_is_tried_when_the_next_begins_and_may_be_spent_again() -> None:
    last = datetime(2026, 11, 30, 15, 58, tzinfo=UTC)
    circuit = Circuit().after(SPENT, now=last)

    assert circuit.until == datetime(2026, 11, 30, 16, tzinfo=UTC), "midnight in China"
    again = circuit.after(SPENT, now=circuit.until)
    assert (again.since, again.spent) == (circuit.until, True)


def test_a_platform_that_falls_silent_while_its_month_is_spent_is_shut_from_then_on() -> None:
    circuit = Circuit().after(SPENT, now=NOON)
    for minute in (10, 20):
        circuit = circuit.after(DOWN, now=NOON + timedelta(minutes=minute))
        assert circuit.spent

    shut = circuit.after(DOWN, now=NOON + timedelta(minutes=30))

    assert (shut.open, shut.spent, shut.since) == (True, False, NOON + timedelta(minutes=30))
    assert shut.after(SPENT, now=NOON + timedelta(minutes=40)).spent


@given(st.lists(st.tuples(st.sampled_from([SHUT, DOWN, InDoubt("x", "TimeoutError")]), st.integers(0, 10**5))))
def test_it_is_tried_again_within_minutes_however_long_it_lasts(faults: list[tuple[PlatformError, int]]) -> None:
    circuit, now = Circuit(), NOON
    for error, seconds in faults:
        now += timedelta(seconds=seconds)
        before, circuit = circuit, circuit.after(error, now=now)
        if circuit.open and circuit.until:
            assert timedelta(seconds=30) <= circuit.until - now <= timedelta(minutes=5)
            assert circuit.since == (before.since or now)
            assert circuit.holds(circuit.until) is None
        assert from_json(to_json(circuit), Circuit) == circuit
