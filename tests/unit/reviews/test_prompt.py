"""The days of what is asked before the forms, and who owes what then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.kit.period import Period
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import PromptState, usual_days
from bot.reviews.domain.review_task import TaskKind, next_look, open_tasks
from tests.unit.reviews.test_review import cycle, review

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))


def test_the_usual_days_are_two_weeks_from_the_first_and_the_middle() -> None:
    assert usual_days(QUARTER, today=date(2026, 9, 20)) == (date(2026, 10, 15), date(2026, 11, 15))
    assert usual_days(QUARTER, today=date(2026, 10, 10)) == (date(2026, 10, 24), date(2026, 11, 15))
    assert usual_days(QUARTER, today=date(2026, 11, 5)) == (None, date(2026, 11, 15)), "too late for goals"
    assert usual_days(QUARTER, today=date(2026, 11, 15)) == (None, None)
    assert usual_days(QUARTER, today=date(2027, 1, 4)) == (None, None)


@given(first=st.dates(date(2026, 1, 1), date(2026, 12, 1)), length=st.integers(0, 400), today=st.integers(-60, 500))
def test_usual_days_lie_ahead_inside_the_period_and_in_order(first: date, length: int, today: int) -> None:
    period, now = Period(first, first + timedelta(days=length)), first + timedelta(days=today)
    goals, midway = usual_days(period, today=now)

    assert all(now < day <= period.end for day in (goals, midway) if day)
    assert not goals or (midway and goals < midway)


AHEAD = replace(
    cycle(),
    schedule=replace(
        cycle().schedule,
        opens=date(2027, 1, 4),
        self_due=date(2027, 1, 11),
        manager_due=date(2027, 1, 15),
        meet_by=date(2027, 1, 22),
        closes=date(2027, 1, 29),
        goals_due=date(2026, 10, 15),
        midway=date(2026, 11, 15),
    ),
)


def owed(day: date, prompts: PromptState) -> list[tuple[TaskKind, Filler]]:
    return [(task.kind, task.side) for task in open_tasks(review(), AHEAD, day, prompts)]


def test_goals_are_owed_by_both_then_by_whoever_did_not_write_them() -> None:
    day, by = date(2026, 10, 10), PromptState(goals_by=Filler.MANAGER)
    goals = TaskKind.GOALS

    assert owed(day, PromptState()) == [(goals, Filler.EMPLOYEE), (goals, Filler.MANAGER)]
    assert owed(day, by) == [(goals, Filler.EMPLOYEE)]
    assert owed(day, replace(by, agreed=True)) == []
    assert owed(date(2026, 10, 16), by) == [], "its day is past: nobody waits"
    assert owed(date(2026, 9, 30), by) == [], "two weeks before it is asked for"


def test_a_check_in_is_owed_by_the_employee_in_its_week() -> None:
    assert owed(date(2026, 11, 8), PromptState()) == [(TaskKind.CHECK_IN, Filler.EMPLOYEE)]
    assert owed(date(2026, 11, 15), PromptState(checked_in=True)) == []
    assert owed(date(2026, 11, 7), PromptState()) == []
    assert open_tasks(review(), replace(AHEAD, state=CycleState.CLOSED), date(2026, 11, 8)) == ()


def test_the_clock_looks_when_something_begins_to_be_asked() -> None:
    assert next_look(AHEAD.schedule, date(2026, 9, 1)) == date(2026, 10, 1)
    assert next_look(AHEAD.schedule, date(2026, 10, 16)) == date(2026, 11, 8)
