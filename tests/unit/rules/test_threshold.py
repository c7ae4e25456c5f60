"""When a threshold says nothing of anybody, and how values lie around one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.domain.person import Kind, Person
from bot.rules.domain.example import RULE
from bot.rules.domain.rule import Tone
from bot.rules.domain.threshold import (
    FAR,
    Group,
    GroupKind,
    asks_about,
    grouped,
    limit_of,
    rests_on_target,
    says_nothing,
    spread,
)


@pytest.mark.parametrize(
    ("flagged", "of", "rule", "target"),
    [
        (4, 4, False, False),  # fewer than five are no group
        (2, 5, True, False),
        (3, 5, True, True),
        (3, 9, False, False),  # exactly a third is not more than one
        (4, 9, True, False),
        (5, 10, True, True),  # half is half or more
        (0, 40, False, False),
    ],
)
def test_half_of_a_group_far_from_the_target_or_more_than_a_third_by_a_rule(
    flagged: int, of: int, *, rule: bool, target: bool
) -> None:
    assert says_nothing(RULE, flagged, of) is rule
    assert says_nothing(FAR, flagged, of) is target


def test_only_nudges_are_asked_about() -> None:
    assert [tone for tone in Tone if asks_about(replace(RULE, tone=tone))] == [Tone.NUDGE]


@pytest.mark.parametrize(
    ("condition", "rests", "limit"),
    [
        ("attainment < 80%", True, 0.8),
        ("value > 3%", False, 0.03),
        ("value < target", True, None),
        ("attainment < 80% and value > 5", True, None),
        ("good_streak >= 2", False, None),
    ],
)
def test_what_a_rule_goes_by(condition: str, *, rests: bool, limit: float | None) -> None:
    rule = replace(RULE, condition=condition)
    bar = limit_of(rule)

    assert rests_on_target(rule) is rests
    assert (bar.limit if bar else None) == limit


@given(st.lists(st.floats(0, 5), max_size=40))
def test_every_value_is_in_one_band(values: list[float]) -> None:
    found = spread([], values, of=len(values), bar=None, rests=True)

    assert sum(found.counts) == found.of == len(values)
    assert len(found.counts) == len(found.edges) + 1
    assert found.counts[0] == sum(value < found.edges[0] for value in values)
    assert found.counts[-1] == sum(value >= found.edges[-1] for value in values)


def test_everybody_is_in_one_group_their_unit_or_their_role_where_that_is_too_small() -> None:
    sellers = [Person(f"S{number}", "", role="seller", department="Sales") for number in range(5)]
    few = [Person(f"N{number}", "", role="seller", department="Sales", unit="North") for number in range(4)]
    unit, alone = Person("U1", "North", department="Sales", kind=Kind.UNIT), Person("A", "")

    found = grouped([*sellers, *few, unit, alone])

    assert {found[person.id] for person in sellers} == {Group(GroupKind.UNIT, "Sales")}
    assert {found[person.id] for person in few} == {Group(GroupKind.ROLE, "seller")}
    assert found["U1"] == Group(GroupKind.UNITS)
    assert "A" not in found
