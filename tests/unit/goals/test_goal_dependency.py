"""Which late goal the trouble of another begins with (R148)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal_dependency import GoalDependency, late_chains, needs_of

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
