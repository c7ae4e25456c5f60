"""A plan is overdue three days after a day of its own that passed without anything being done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.growth.domain.plan import PlanState
from bot.growth.domain.plan_days import WHOLE
from bot.growth.domain.plan_overdue import PATIENCE, overdue_places
from tests.unit.growth.test_plan_lag import LAST, PLAN

DUE = date(2026, 12, 1)


def test_a_milestone_is_overdue_more_than_three_days_after_its_day() -> None:
    assert overdue_places(PLAN, today=DUE + PATIENCE) == ()
    assert overdue_places(PLAN, today=DUE + PATIENCE + timedelta(days=1)) == (1,)


def test_what_is_done_or_has_no_day_is_not() -> None:
    draft, undated = PLAN.milestones
    done = replace(PLAN, milestones=(replace(draft, done_on=DUE), undated))
    assert overdue_places(done, today=LAST) == ()


def test_the_plan_itself_stands_for_its_milestones_until_it_is_closed() -> None:
    late = LAST + PATIENCE + timedelta(days=1)
    assert overdue_places(PLAN, today=late) == (WHOLE,)
    assert overdue_places(replace(PLAN, state=PlanState.DONE), today=late) == ()
