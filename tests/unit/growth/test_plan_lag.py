"""A plan without a metric is behind by days that are past, or by two reports in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan import Completion, Plan, PlanAuthor, PlanReport, PlanState, completion_gap
from bot.growth.domain.plan_lag import lag, measured
from bot.growth.domain.plan_milestone import Milestone

FIRST, LAST = date(2026, 11, 1), date(2027, 2, 9)
"""A hundred days."""
PLAN = Plan(
    person_id="min",
    goal="Write the manual",
    started=FIRST,
    by="min",
    at=datetime(2026, 11, 1, 2, tzinfo=UTC),
    state=PlanState.OPEN,
    reading=GoalReading(due=LAST),
    milestones=(Milestone("Draft", date(2026, 12, 1)), Milestone("Print", None)),
)


def said(percent: int, month: int, day: int) -> PlanReport:
    return PlanReport(plan_no=1, by="min", at=datetime(2026, month, day, 2, tzinfo=UTC), percent=percent)


def test_a_milestone_past_its_day_shows_it() -> None:
    assert not measured(PLAN)
    assert lag(PLAN, (), today=date(2026, 12, 1)) is None
    found = lag(PLAN, (), today=date(2026, 12, 2))
    assert found
    assert found.milestones == PLAN.milestones[:1]
    done = replace(PLAN.milestones[0], done_on=date(2026, 12, 2))
    assert lag(replace(PLAN, milestones=(done,)), (), today=date(2026, 12, 9)) is None


def test_two_reports_in_a_row_show_it_and_a_single_one_does_not() -> None:
    plan, today = replace(PLAN, milestones=()), date(2026, 12, 31)
    low, lower = said(19, 12, 1), said(30, 12, 21)  # 30 and 50 days of a hundred are over

    found = lag(plan, (low, lower), today=today)
    assert found
    assert found.reports == ((Decimal(19), Decimal(30)), (Decimal(30), Decimal(50)))
    assert lag(plan, (low,), today=today) is None
    assert lag(plan, (low, said(40, 12, 21)), today=today) is None, "ten points short is within an estimate"
    assert lag(plan, (low, lower, said(60, 12, 25)), today=today) is None, "the last two count"
    assert lag(replace(plan, reading=GoalReading()), (low, lower), today=today) is None, "without a day there is no way"


def test_a_difference_says_what_chance_can_make() -> None:
    few = completion_gap([Completion(PlanAuthor.SELF, 10, 8), Completion(PlanAuthor.MANAGER, 12, 7)], least=5)
    many = completion_gap([Completion(PlanAuthor.SELF, 100, 80), Completion(PlanAuthor.MANAGER, 120, 70)], least=5)

    assert few
    assert many
    assert (round(few.points, 1), round(few.chance, 1), few.sure) == (Decimal("21.7"), Decimal("39.1"), False)
    assert (round(many.points, 1), round(many.chance, 1), many.sure) == (Decimal("21.7"), Decimal("12.4"), True)
    assert completion_gap([Completion(PlanAuthor.SELF, 10, 8), Completion(PlanAuthor.MANAGER, 4, 4)], least=5) is None


@given(st.integers(5, 300), st.integers(5, 300), st.data())
def test_the_difference_turns_round_with_its_sides(n: int, m: int, data: st.DataObject) -> None:
    first, second = (
        Completion(PlanAuthor.SELF, n, data.draw(st.integers(0, n))),
        Completion(PlanAuthor.MANAGER, m, data.draw(st.integers(0, m))),
    )
    there, back = completion_gap([first, second], least=5), completion_gap([second, first], least=5)

    assert there
    assert back
    assert there.points == -back.points
    assert abs(there.chance - back.chance) < Decimal("1e-20")
