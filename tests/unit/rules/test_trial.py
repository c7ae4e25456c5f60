"""Trials: somebody who may not read figures learns how many it is about, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from bot.kit.period import Grain, Period
from bot.rules.domain.condition import write
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Audience, Rule, Scope, Silence, Tone
from bot.rules.domain.trial import Trial, picks

RULE = Rule("key", "", "", Scope.PERSON, "attainment < 80%", Audience.MANAGER, Tone.NUDGE)
PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("people", [None, 0, 7])
def test_without_the_right_to_read_figures_only_a_number_is_left(people: int | None) -> None:
    held, sizes = {Silence.COOLDOWN: 3}, {"Sales": 7}
    whole = Trial(RULE, PERIOD, Grain.MONTH, 7, 9, 2, held, sizes, sizes, (("Bo", 1),), frozenset({"bo"}))

    seen = whole.coarse(people)

    assert (seen.people, seen.times, seen.readers) == (people or None, None, None)
    assert [seen.held, seen.departments, seen.roles, seen.names, seen.subjects] == [{}, {}, {}, (), frozenset()]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("attainment < 80% and value > 5", []),
        ('metric == "orders" and value > 5', ['metric == "orders"']),
        (
            'role in ["clerk", "driver"] or z > 2',
            ['role in ["clerk", "driver"]', 'role == "clerk"', 'role == "driver"'],
        ),
        ('not department == "Sales" and z > 2', ['department == "Sales"', 'not (department == "Sales")']),
        ("value > baseline_n", ["value > baseline_n"]),
    ],
)
def test_what_picks_people_by_who_they_are_is_known(condition: str, found: list[str]) -> None:
    assert [write(pick) for pick in picks(read(condition))] == found
