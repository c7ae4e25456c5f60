"""Which late goal the trouble of another begins with (R148)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.dependency import GoalDependency, circle_with, late_chains, needs_of

PRODUCTION, PURCHASING, RESEARCH, SALES, SUPPLIER = 1, 2, 3, 4, 5
NEEDS = {PRODUCTION: [PURCHASING, RESEARCH, SALES], PURCHASING: [SUPPLIER], RESEARCH: [SALES]}


@pytest.mark.parametrize(
    ("late", "chains"),
    [
        ([], []),
        ([PURCHASING], [(PURCHASING,)]),
        ([PURCHASING, SUPPLIER], [(PURCHASING, SUPPLIER)]),
        ([SUPPLIER], []),
        ([RESEARCH, SALES], [(SALES,)]),
        ([PURCHASING, SALES], [(PURCHASING,), (SALES,)]),
    ],
)
def test_the_first_late_goal_along_the_way_is_named(late: list[int], chains: list[tuple[int, ...]]) -> None:
    assert late_chains(PRODUCTION, NEEDS, late) == chains


def test_a_circle_is_told_with_its_way() -> None:
    assert circle_with(SALES, PRODUCTION, NEEDS) == (SALES, PRODUCTION, SALES)
    assert circle_with(SUPPLIER, PRODUCTION, NEEDS) == (SUPPLIER, PRODUCTION, PURCHASING, SUPPLIER)
    assert circle_with(SALES, SALES, NEEDS) == (SALES, SALES)
    assert circle_with(PRODUCTION, SUPPLIER, NEEDS) == ()


EDGES = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda edge: edge[0] < edge[1]), unique=True)


@given(EDGES, st.sets(st.integers(1, 8)))
def test_every_way_is_late_all_along_and_ends_where_nothing_late_is_needed(
    edges: list[tuple[int, int]], late: set[int]
) -> None:
    needs = needs_of(GoalDependency(goal_no=goal, on_no=on) for goal, on in edges)
    chains = late_chains(1, needs, late)
    for chain in chains:
        for before, after in zip((1, *chain), chain, strict=False):
            assert after in needs[before]
        assert set(chain) <= late
        assert not set(needs.get(chain[-1], ())) & late
    assert bool(chains) == bool(set(needs.get(1, ())) & late)


@given(EDGES, st.integers(1, 8), st.integers(1, 8))
def test_what_makes_no_circle_leaves_every_way_with_an_end(edges: list[tuple[int, int]], goal: int, on: int) -> None:
    needs = needs_of(GoalDependency(goal_no=one, on_no=other) for one, other in edges)
    found = circle_with(goal, on, needs)
    reached, ways = set[int](), [on]
    while ways:
        at = ways.pop()
        if at not in reached:
            reached.add(at)
            ways += needs.get(at, [])
    assert bool(found) == (goal in reached)
