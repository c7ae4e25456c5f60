"""How far goals are: the laws of the roll-up (methods 4.7), against a plain calculation in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.goals.domain.roll_up import Circle, GoalParts, roll_up
from tests.reference_goals import PlainGoal, plain_progress, trees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from bot.goals.domain.goal import GoalProgress

Row = tuple[int, int, float, float | None]


def rows_of(goals: Mapping[int, PlainGoal]) -> list[Row]:
    """Return the parts of goals: whose they are, the child or 0, the weight, the progress of a key result."""
    rows: list[Row] = []
    for number, goal in goals.items():
        rows += [(number, 0, float(weight), None if far is None else float(far)) for weight, far in goal.results]
        rows += [(number, child, float(weight), None) for child, weight in goal.children.items() if goals[child].counts]
    return rows


def worked_out(numbers: Sequence[int], rows: Sequence[Row], cap: float = 1.0) -> dict[int, GoalProgress]:
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    parts = GoalParts(
        np.array(sorted(numbers), np.int64),
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.float64),
        np.array([np.nan if far is None else far for far in columns[3]], np.float64),
    )
    return roll_up(parts, cap=cap).progress()


def close(mine: float | None, theirs: Fraction | float | None) -> bool:
    if mine is None or theirs is None:
        return mine is None and theirs is None
    return abs(mine - float(theirs)) < 1e-10


@settings(max_examples=1_000)
@given(goals=trees())
def test_it_is_what_the_plain_calculation_says(goals: dict[int, PlainGoal]) -> None:
    found, expected = worked_out(list(goals), rows_of(goals)), plain_progress(goals)
    assert found.keys() == expected.keys()
    for number, plain in expected.items():
        mine = found[number]
        assert close(mine.value, plain.value), number
        assert (mine.known, mine.parts) == (plain.known, plain.parts)
        assert close(mine.weights, plain.weights)


@settings(max_examples=200)
@given(goals=trees(), factor=st.sampled_from([0.001, 0.5, 3, 1_000]), seed=st.randoms())
def test_weights_scale_out_and_order_makes_no_difference(
    goals: dict[int, PlainGoal], factor: float, seed: Random
) -> None:
    rows = rows_of(goals)
    before = worked_out(list(goals), rows)
    scaled = worked_out(list(goals), [(goal, child, weight * factor, far) for goal, child, weight, far in rows])
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert worked_out(list(goals), shuffled) == before
    for number, far in before.items():
        assert close(scaled[number].value, far.value)
        assert scaled[number].known == far.known


@settings(max_examples=200)
@given(goals=trees(), data=st.data())
def test_what_is_missing_changes_nothing_but_what_is_named(goals: dict[int, PlainGoal], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(sorted(goals)))
    weight = data.draw(st.floats(0.1, 10))
    rows = rows_of(goals)
    before = worked_out(list(goals), rows)
    after = worked_out(list(goals), [*rows, (number, 0, weight, None)])
    assert {no: far.value for no, far in after.items()} == {no: far.value for no, far in before.items()}
    assert (after[number].known, after[number].parts) == (before[number].known, before[number].parts + 1)


@given(goals=trees())
def test_a_part_of_the_tree_can_be_worked_out_with_what_is_stored_of_the_rest(goals: dict[int, PlainGoal]) -> None:
    rows = rows_of(goals)
    whole = worked_out(list(goals), rows)
    for number in goals:
        some = [
            (goal, child, weight, whole[child].value if child else far)
            for goal, child, weight, far in rows
            if goal == number
        ]
        assert worked_out([number], some) == {number: whole[number]}


def test_key_results_and_parts_mix_by_weight_and_nothing_makes_up_for_another() -> None:
    rows = [(1, 0, 50, 1.4), (1, 2, 30, None), (1, 3, 20, None), (2, 0, 1, -0.5), (3, 0, 1, None)]
    found = worked_out([1, 2, 3], rows)
    assert found[2].value == 0.0
    assert found[3].value is None
    assert found[1].value == 0.625  # 50 of 80: a goal of which nothing is known counts for nothing
    assert (found[1].known, found[1].parts, found[1].weights) == (2, 3, 100.0)
    assert worked_out([1, 2, 3], rows, cap=1.2)[1].value == 0.75


def test_a_shared_goal_counts_once_for_each() -> None:
    found = worked_out([1, 2, 3], [(1, 3, 1, None), (2, 3, 1, None), (2, 0, 1, 0.0), (3, 0, 1, 0.8)])
    assert (found[1].value, found[2].value) == (0.8, 0.4)


def test_a_circle_is_refused_with_those_that_it_keeps_from_being_worked_out() -> None:
    with pytest.raises(Circle) as refused:
        worked_out([1, 2, 3, 4], [(1, 2, 1, None), (2, 3, 1, None), (3, 2, 1, None), (3, 4, 1, None), (4, 0, 1, 0.5)])
    assert refused.value.numbers == [1, 2, 3]
