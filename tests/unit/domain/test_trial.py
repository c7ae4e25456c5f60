"""Trials: somebody who may not read figures learns nothing about a small group, also not by subtracting."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.metric import Grain
from bot.domain.reading import Period
from bot.domain.rule import Audience, Rule, Scope, Silence, Tone
from bot.domain.trial import FLOOR, Trial, large

SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 20))
RULE = Rule("key", "", "", Scope.PERSON, "attainment < 80%", Audience.MANAGER, Tone.NUDGE)
PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))


@given(SIZES)
def test_no_small_group_is_shown_and_none_can_be_worked_out_from_the_total(sizes: dict[str, int]) -> None:
    shown = large(sizes)

    rest = sum(sizes.values()) - sum(shown.values())
    assert all(size >= FLOOR and sizes[name] == size for name, size in shown.items())
    assert rest == 0 or rest >= FLOOR or not shown


@given(SIZES)
def test_below_the_floor_nothing_is_left_but_that_it_is_below(sizes: dict[str, int]) -> None:
    people = sum(sizes.values())
    held = {Silence.COOLDOWN: 3}
    whole = Trial(RULE, PERIOD, Grain.MONTH, people, people, 2, held, sizes, sizes, (("Bo", 1),))

    seen = whole.coarse()

    assert seen.names == ()
    if people < FLOOR:
        assert (seen.people, seen.times, seen.readers) == (None, None, None)
        assert [seen.held, seen.departments, seen.roles] == [{}, {}, {}]
    else:
        assert (seen.people, seen.times, seen.held) == (people, people, held)
