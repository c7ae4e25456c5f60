"""How long a self-review takes: told of five people and more, never of fewer."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.answer_time import TimeToFill, time_to_fill


def minutes(*spans: int) -> list[timedelta]:
    return [timedelta(minutes=span) for span in spans]


def test_the_middle_and_the_share_within_ten_minutes() -> None:
    assert time_to_fill(minutes(30, 4, 8, 11, 10)) == TimeToFill(5, timedelta(minutes=10), Fraction(3, 5))
    assert time_to_fill(minutes(4, 8, 9, 13, 20, 600)) == TimeToFill(6, timedelta(minutes=11), Fraction(1, 2))


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_nothing_is_told_of_fewer_than_five(spans: list[int]) -> None:
    found = time_to_fill(minutes(*spans))

    assert (found is None) == (len(spans) < 5)
    if found:
        assert timedelta(minutes=min(spans)) <= found.middle <= timedelta(minutes=max(spans))
