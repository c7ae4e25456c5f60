"""Laws of suppression: whatever is asked in whatever order, no difference between answers shows a few people."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.suppression import FLOOR, edges, parts, share, tellable

PEOPLE = st.integers(0, 29)
GROUPS = st.lists(st.frozensets(PEOPLE), max_size=8)


def test_a_small_group_is_hidden_and_with_it_the_next_smallest() -> None:
    whole = frozenset(range(20))
    groups = {"all": whole, "a": frozenset(range(3)), "b": frozenset(range(3, 9)), "c": frozenset(range(9, 20))}

    assert tellable(groups) == {"all", "c"}


def test_groups_that_share_nobody_and_have_no_whole_stand_alone() -> None:
    groups = {"a": frozenset(range(3)), "b": frozenset(range(3, 9)), "c": frozenset(range(9, 20))}

    assert tellable(groups) == {"b", "c"}


def test_one_who_joined_since_is_not_shown_by_asking_again() -> None:
    before = frozenset(range(8))

    assert tellable({"team": before | {8}}, told=[before]) == frozenset()
    assert tellable({"team": before | set(range(8, 13))}, told=[before]) == {"team"}


def test_a_share_is_told_in_steps_of_five_percent() -> None:
    assert [share(reached, 7) for reached in range(8)] == [0.15, 0.15, 0.3, 0.45, 0.55, 0.7, 0.85, 0.85]


@given(st.integers(FLOOR, 400))
def test_a_share_never_tells_that_all_did_or_that_nobody_did(of: int) -> None:
    assert share(0, of) == share(1, of) == edges(of)[0]
    assert share(of, of) == share(of - 1, of) == edges(of)[1]


@given(GROUPS)
def test_parts_are_apart_and_make_up_the_groups(groups: list[frozenset[int]]) -> None:
    found = parts(groups)

    assert sum(map(len, found)) == len(frozenset().union(*groups))
    assert all(part <= group or not part & group for part in found for group in groups)


@given(
    st.lists(st.dictionaries(st.text("abcd", min_size=1, max_size=2), st.frozensets(PEOPLE), max_size=5), max_size=6)
)
def test_no_sum_or_difference_of_answers_shows_fewer_than_the_floor(
    asked: list[dict[str, frozenset[int]]],
) -> None:
    """Every linear combination of what was told that is not nothing covers at least ``FLOOR`` people."""
    told: list[frozenset[int]] = []
    for wanted in asked:
        told += [wanted[key] for key in sorted(tellable(wanted, told=told))]

    assert all(len(part) >= FLOOR for part in parts(told))
    matrix = np.array([[number in group for number in range(30)] for group in told], float).reshape(-1, 30)
    rank = np.linalg.matrix_rank(matrix) if told else 0
    for person in range(30):
        alone = np.zeros((1, 30))
        alone[0, person] = 1
        assert np.linalg.matrix_rank(np.vstack([matrix, alone])) == rank + 1, "one person's value follows from answers"


@given(st.dictionaries(st.text("abcd", min_size=1, max_size=2), st.frozensets(PEOPLE), max_size=6))
def test_what_was_told_once_is_told_again(wanted: dict[str, frozenset[int]]) -> None:
    first = tellable(wanted)

    assert first <= tellable(wanted, told=[wanted[key] for key in first])
