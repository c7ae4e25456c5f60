"""A milestone that is left out asks nothing of anybody, and is not done by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.growth.domain.plan import PlanState, skipped, ticked
from bot.growth.domain.plan_days import PlanStep, days, due_of
from bot.growth.domain.plan_lag import lag
from bot.kit.errors import NotFound, Stale
from tests.unit.growth.test_plan_lag import PLAN

LEFT = skipped(PLAN, 1, reason="moved")


def test_nothing_is_asked_of_it() -> None:
    assert due_of(PLAN, 1) is not None
    assert due_of(LEFT, 1) is None
    assert lag(LEFT, (), today=date(2026, 12, 20)) is None
    places = {day.place for day in days(LEFT, lambda _: True) if day.step in {PlanStep.SOON, PlanStep.DUE}}
    assert places == {0}, "the plan's own end stays"


def test_it_is_not_done_and_can_be() -> None:
    assert LEFT.done_milestones == 0
    done = ticked(LEFT, 1, on=date(2026, 12, 2))
    assert done.done_milestones == 1
    assert not done.milestones[0].skipped


def test_only_what_is_to_be_done_of_a_plan_that_runs_is_left_out() -> None:
    with pytest.raises(Stale):
        skipped(ticked(PLAN, 1, on=date(2026, 12, 2)), 1, reason="moved")
    with pytest.raises(Stale):
        skipped(replace(PLAN, state=PlanState.DONE), 1, reason="moved")
    with pytest.raises(NotFound):
        skipped(PLAN, 9, reason="moved")
