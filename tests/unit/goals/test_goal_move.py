"""What moved a goal: every part's effect, which add up to the change to the last digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from bot.goals.domain.goal_move import GoalDay, MovedPart, bases, effects
from bot.goals.domain.roll_up import GoalParts, roll_up

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 10)
SHARES = some.one_of(some.none(), some.integers(-20, 150).map(lambda percent: percent / 100))
WEIGHTS = some.integers(1, 100).map(Decimal)
PARTS = some.lists(
    some.builds(MovedPart, weight=WEIGHTS, before=SHARES, after=SHARES, child_no=some.integers(1, 99)), min_size=1
)


def whole(parts: Sequence[MovedPart], side: str) -> float | None:
    """Return how far a goal of these parts is, by the calculation that stores it."""
    values = [getattr(part, side) for part in parts]
    progress = np.array([np.nan if value is None else value for value in values])
    size = len(parts)
    columns = GoalParts(
        np.array([1]), np.ones(size, np.int64), np.zeros(size, np.int64),
        np.array([float(part.weight) for part in parts]), progress,
    )  # fmt: skip
    return roll_up(columns).progress()[1].value


@given(PARTS)
def test_the_effects_of_all_parts_are_the_whole_change(parts: list[MovedPart]) -> None:
    before, after = whole(parts, "before"), whole(parts, "after")
    if before is None or after is None:
        return

    found, rest = effects(parts, before=before, after=after)

    change = Fraction(Decimal(repr(after))) - Fraction(Decimal(repr(before)))
    assert sum((each.effect for each in found), rest) == change
    assert abs(rest) < 1e-9
    sizes = [abs(each.effect) for each in found]
    assert sizes == sorted(sizes, reverse=True)


@given(some.lists(some.tuples(WEIGHTS, some.integers(0, 100), some.integers(0, 100)), min_size=1))
def test_while_all_is_known_an_effect_is_the_share_of_the_weights_times_the_parts_own_change(
    rows: list[tuple[Decimal, int, int]],
) -> None:
    parts = [
        MovedPart(weight=weight, before=was / 100, after=now / 100, child_no=no)
        for no, (weight, was, now) in enumerate(rows, start=1)
    ]
    before, after = whole(parts, "before"), whole(parts, "after")
    assert before is not None
    assert after is not None

    found, _ = effects(parts, before=before, after=after)

    weights = sum(weight for weight, *_ in rows)
    mean = [Fraction(sum(weight * row[at] for weight, *row in rows)) / Fraction(weights) / 100 for at in (0, 1)]
    expected = {
        no: Fraction(weight) / Fraction(weights) * Fraction(now - was, 100)
        for no, (weight, was, now) in enumerate(rows, start=1)
        if was != now
    }
    assert {each.part.child_no: each.effect for each in found} == expected
    assert sum(expected.values()) == mean[1] - mean[0]


def test_a_part_that_was_another_then_is_left_unexplained() -> None:
    part = MovedPart(weight=Decimal(1), before=0.4, after=0.6, child_no=1)

    found, rest = effects([part], before=0.2, after=0.6)

    assert [each.effect for each in found] == [Fraction(1, 5)]
    assert rest == Fraction(1, 5)


def day(month: int, number: int, progress: float | None) -> GoalDay:
    return GoalDay(date(2026, month, number), progress)


def test_a_goal_is_compared_with_the_end_of_the_last_month_then_with_days_since() -> None:
    days = [day(9, 3, 0.1), day(10, 12, 0.3), day(11, 2, 0.4), day(11, 5, 0.5)]

    assert bases(days, TODAY) == [day(10, 31, 0.3), day(11, 2, 0.4)]


def test_what_has_not_moved_this_month_is_compared_with_the_day_before_its_last_change() -> None:
    assert bases([day(8, 3, 0.1), day(9, 12, 0.3), day(10, 2, 0.3)], TODAY) == [day(8, 3, 0.1)]


def test_what_is_known_since_this_month_is_compared_with_its_first_day() -> None:
    assert bases([day(11, 2, 0.4), day(11, 5, 0.5)], TODAY) == [day(11, 2, 0.4)]
    assert bases([day(11, 2, 0.4)], TODAY) == []
    assert bases([], TODAY) == []


def test_what_was_not_known_is_nothing_to_compare_with() -> None:
    assert bases([day(9, 3, 0.1), day(10, 5, None), day(11, 2, 0.4)], TODAY) == []
