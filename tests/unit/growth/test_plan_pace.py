"""How a plan goes: the straight way from where it stood to where it is to be, up or down, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.delta import NO_FLAGS, Delta, Flag
from bot.figures.domain.metric import Direction, Metric
from bot.goals.domain.aim import Aim
from bot.goals.domain.aim_amount import AimKind
from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan import Plan, PlanState, SupportRequest, SupportState, answered, settled, ticked
from bot.growth.domain.plan_days import GRACE, PlanDay, PlanStep, days, due_of
from bot.growth.domain.plan_milestone import Milestone
from bot.growth.domain.plan_pace import pace, planned
from bot.kit.errors import NotFound, Stale
from bot.kit.period import Grain, Period, period_of

BUGS = Metric("bug_fix_time", "h", Direction.LOWER, Grain.MONTH, "Bug fix time", "bug修复时间")
FIRST = date(2026, 11, 2)
AIM = Aim(kind=AimKind.SHARE, amount=Decimal(50), rising=False)
PLAN = Plan(
    person_id="min",
    goal="cut bug fix time by 50% within 3 months",
    started=FIRST,
    by="min",
    at=datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
    state=PlanState.OPEN,
    reading=GoalReading(metric="bug_fix_time", aim=AIM, due=date(2027, 2, 2)),
    baseline=Decimal(6),
)


def month(number: int, value: float | None, *, flags: Flag = NO_FLAGS) -> Delta:
    return Delta("min", "bug_fix_time", period_of(date(2026, number, 1), Grain.MONTH), value, flags=flags)


def test_lower_is_better_where_the_way_leads_down() -> None:
    # From 6 to 3 in 92 days: on 30 November, after 28 of them, 6 - 3 * 28 / 92.
    found = pace(PLAN, BUGS, [month(10, 6.0), month(11, 5.8)], today=date(2026, 12, 4))

    assert found is not None
    assert (found.base, found.target, found.actual) == (Decimal(6), Decimal(3), Decimal("5.8"))
    assert found.planned == Decimal(6) - Decimal(3) * 28 / 92
    assert found.gap == Decimal("5.8") - found.planned
    assert found.slow(BUGS)
    assert not found.reached


def test_what_is_on_or_ahead_of_the_line_is_not_slow() -> None:
    ahead = pace(PLAN, BUGS, [month(11, 4.0)], today=date(2026, 12, 4))
    reached = pace(PLAN, BUGS, [month(11, 3.0)], today=date(2026, 12, 4))

    assert ahead
    assert reached
    assert ahead.gap < 0
    assert not ahead.slow(BUGS)
    assert reached.reached


@pytest.mark.parametrize(
    "deltas",
    [
        [],
        [month(10, 6.0)],  # before it began
        [month(11, 5.8, flags=Flag.PARTIAL_PERIOD)],
        [month(11, None)],
        [month(12, 5.0)],  # not over yet
    ],
)
def test_without_a_whole_period_within_the_plan_nothing_is_said(deltas: list[Delta]) -> None:
    assert pace(PLAN, BUGS, deltas, today=date(2026, 12, 4)) is None


def test_what_is_held_against_another_year_has_no_line() -> None:
    compared = replace(PLAN, reading=replace(PLAN.reading, compared=True))

    assert pace(compared, BUGS, [month(11, 5.8)], today=date(2026, 12, 4)) is None


DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
VALUES = st.decimals(Decimal(0), Decimal(10_000), places=2)


@given(base=VALUES, target=VALUES, first=DAYS, span=st.integers(1, 400), day=DAYS)
def test_a_line_stays_between_its_ends_and_never_turns_back(
    base: Decimal, target: Decimal, first: date, span: int, day: date
) -> None:
    last = first + timedelta(days=span)

    value = planned(base, target, first=first, last=last, day=day)
    later = planned(base, target, first=first, last=last, day=day + timedelta(days=1))

    assert min(base, target) <= value <= max(base, target)
    assert (later - value) * (target - base) >= 0
    assert planned(base, target, first=first, last=last, day=first) == base
    assert planned(base, target, first=first, last=last, day=last) == target


# Days


def weekdays(day: date) -> bool:
    return day.weekday() < 5


MILESTONES = (
    Milestone("learn", date(2026, 12, 2)),
    Milestone("apply", date(2027, 1, 2)),  # a Saturday
    Milestone("sum up", date(2027, 2, 2)),
)


def test_a_plan_of_three_months_asks_after_each_month_and_reminds_before_what_is_due() -> None:
    found = days(replace(PLAN, milestones=MILESTONES), weekdays)

    assert [day for day in found if day.step is PlanStep.REPORT] == [
        PlanDay(date(2026, 12, 2), PlanStep.REPORT, 1),
        PlanDay(date(2027, 1, 4), PlanStep.REPORT, 2),
    ]
    assert [day for day in found if day.step is PlanStep.SOON] == [
        PlanDay(date(2026, 12, 1), PlanStep.SOON, 1),
        PlanDay(date(2026, 12, 31), PlanStep.SOON, 2),
        PlanDay(date(2027, 2, 1), PlanStep.SOON, 3),
    ]
    assert [day for day in found if day.step is PlanStep.DUE] == [PlanDay(date(2027, 2, 2), PlanStep.DUE, 3)]
    assert [day for day in found if day.step is PlanStep.CLOSE] == [PlanDay(date(2027, 2, 3), PlanStep.CLOSE)]


@given(
    dues=st.lists(st.none() | DAYS, max_size=5),
    end=st.none() | DAYS,
    started=DAYS,
    done=st.sets(st.integers(1, 5)),
)
def test_nothing_is_asked_of_what_is_done_over_or_has_no_day(
    dues: list[date | None], end: date | None, started: date, done: set[int]
) -> None:
    milestones = tuple(
        Milestone(f"m{place}", due, started if place in done else None) for place, due in enumerate(dues, start=1)
    )
    plan = replace(PLAN, started=started, milestones=milestones, reading=GoalReading(due=end))

    for day in days(plan, weekdays):
        assert weekdays(day.day)
        if day.step in {PlanStep.SOON, PlanStep.DUE}:
            due = due_of(plan, day.place)
            assert due is not None
            assert day.day <= due
        assert day.step in GRACE
    for state in set(PlanState) - {PlanState.OPEN}:
        assert days(replace(plan, state=state), weekdays) == ()


# States


def test_what_is_over_does_not_change_any_more() -> None:
    over = settled(replace(PLAN, milestones=MILESTONES), PlanState.DONE)

    with pytest.raises(Stale):
        ticked(over, 1, on=FIRST)
    with pytest.raises(Stale):
        settled(over, PlanState.NOT_DONE)
    with pytest.raises(Stale):
        answered(replace(over, supports=(SupportRequest("help"),)), 1, state=SupportState.ACCEPTED)


def test_a_milestone_is_done_once_and_a_day_that_it_was_stays() -> None:
    plan = ticked(replace(PLAN, milestones=MILESTONES), 1, on=FIRST)

    assert ticked(plan, 1, on=FIRST + timedelta(days=9)) == plan
    with pytest.raises(NotFound):
        ticked(plan, 4, on=FIRST)
    assert Period(FIRST, FIRST).days == 1
