"""Rate windows: laws that hold for any rhythm of calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.windows import Buckets, SlidingWindows

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEPS = st.lists(st.floats(0, 30), max_size=80)


def moments(steps: list[float]) -> list[datetime]:
    total, found = 0.0, []
    for step in steps:
        total += step
        found.append(START + timedelta(seconds=total))
    return found


@given(STEPS, st.integers(1, 10))
def test_no_minute_ever_holds_more_than_its_limit(steps: list[float], limit: int) -> None:
    window = SlidingWindows(60)
    taken = [now for now in moments(steps) if not window.take("key", limit=limit, now=now)]

    for first in taken:
        assert sum(1 for now in taken if first <= now < first + timedelta(seconds=60)) <= limit


@given(STEPS, st.integers(1, 10))
def test_after_the_wait_that_was_named_there_is_room(steps: list[float], limit: int) -> None:
    window = SlidingWindows(60)
    for now in moments(steps):
        wait = window.take("key", limit=limit, now=now)
        if wait:
            assert 0 < wait <= 60
            assert window.take("key", limit=limit, now=now + timedelta(seconds=wait)) == 0
            return


@given(STEPS, st.floats(0.1, 20), st.floats(1, 10))
def test_a_bucket_gives_no_more_than_its_burst_and_its_rate(steps: list[float], rate: float, burst: float) -> None:
    buckets = Buckets()
    taken: list[datetime] = []
    for now in moments(steps):
        if not buckets.wait("key", rate=rate, burst=burst, now=now):
            buckets.take("key", rate=rate, burst=burst, now=now)
            taken.append(now)

    for index, first in enumerate(taken):
        for count, last in enumerate(taken[index:], start=1):
            assert count <= burst + rate * (last - first).total_seconds() + 1e-6


def test_a_limit_of_nothing_is_no_limit_and_keys_do_not_share() -> None:
    window = SlidingWindows(60)

    assert all(window.take("key", limit=0, now=START) == 0 for _ in range(1000))
    assert window.take("a", limit=1, now=START) == 0
    assert window.take("b", limit=1, now=START) == 0
    assert window.take("a", limit=1, now=START) == 60


def test_a_clock_that_is_set_back_does_not_shut_the_window_for_ever() -> None:
    window = SlidingWindows(60)
    window.take("key", limit=1, now=START)

    assert window.take("key", limit=1, now=START - timedelta(days=1)) == 0
