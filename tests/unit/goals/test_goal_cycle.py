"""Goal cycles as arithmetic: periods follow one another without a gap, and each is asked about in its second half."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal import Goal, GoalLevel, GoalProgress, GoalState, elapsed
from bot.goals.domain.goal_cycle import (
    CycleCounts,
    PersonInCycle,
    Share,
    cycle_period,
    following,
    goes_well_by_data,
    middle,
    previous,
    said_months,
)
from bot.goals.domain.goal_sight import GoalGlance
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.domain.pace import GoalPace, Health
from bot.kit.period import Period

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MONTHS = st.sampled_from([3, 6, 12])


@given(DAYS, MONTHS)
def test_the_periods_of_a_cycle_follow_one_another_without_a_gap(day: date, months: int) -> None:
    span = cycle_period(day, months)
    behind = cycle_period(span.end + timedelta(days=1), months)

    assert span.start <= day <= span.end
    assert behind.start == span.end + timedelta(days=1)
    assert previous(behind, months) == span
    assert following(span) == behind


@given(DAYS, st.integers(1, 800))
def test_what_follows_a_goal_begins_the_day_after_and_is_about_as_long(start: date, days: int) -> None:
    span = Period(start, start + timedelta(days=days - 1))

    behind = following(span)

    assert behind.start == span.end + timedelta(days=1)
    assert abs(behind.days - span.days) <= 4, "months differ by up to three days, and February by one more"


@given(DAYS, st.integers(2, 800))
def test_half_of_the_time_is_gone_when_the_second_half_begins(start: date, days: int) -> None:
    span = Period(start, start + timedelta(days=days - 1))

    half = middle(span)

    assert span.start < half <= span.end
    assert elapsed(span, half - timedelta(days=1)) <= 0.5 < elapsed(span, half)


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("quarter", 3),
        ("Quarterly", 3),
        ("each quarter", 3),
        ("季度", 3),
        ("每季度", 3),
        ("half-year", 6),
        ("half year", 6),
        ("半年", 6),
        ("year", 12),
        ("annual", 12),
        ("每年", 12),
        ("年度", 12),
        ("off", 0),
        ("关闭", 0),
        ("month", None),
        ("", None),
        ("下周", None),
    ],
)
def test_a_length_is_read_as_hr_types_it(said: str, months: int | None) -> None:
    assert said_months(said) == months


def seen(result: KeyResult, far: GoalProgress, health: Health) -> GoalGlance:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    goal = Goal(
        title="", level=GoalLevel.PERSON, owner_id="min", period=year, by="min", at=datetime(2026, 1, 5, tzinfo=UTC),
        key_results=(result,),
    )  # fmt: skip
    return GoalGlance(goal=goal, progress=far, pace=GoalPace(far.value, 0.5, None, health))


def test_only_what_data_tell_whole_and_well_is_not_asked_about() -> None:
    data, typed = KeyResult(metric="calls", subject_id="min"), KeyResult(measure=Measure.MILESTONE)
    whole, half = GoalProgress(0.6, 1, 1), GoalProgress(0.6, 1, 2)

    assert goes_well_by_data(seen(data, whole, Health.ON_TRACK))
    assert not goes_well_by_data(seen(data, whole, Health.AT_RISK))
    assert not goes_well_by_data(seen(data, half, Health.ON_TRACK)), "what is missing is not well"
    assert not goes_well_by_data(seen(typed, whole, Health.ON_TRACK))


def test_a_company_is_the_sum_of_its_people() -> None:
    people = [
        PersonInCycle(name="a", goals=GoalState.OPEN, checked_in=Share(1, 2), closed=Share(2, 2)),
        PersonInCycle(name="b", goals=GoalState.PROPOSED, closed=Share(0, 1)),
        PersonInCycle(name="c"),
    ]

    assert CycleCounts.of(people) == CycleCounts(3, 1, 1, Share(1, 2), Share(2, 3))
    assert [person.owes for person in people] == [1, 2, 1]
    assert replace(people[0], checked_in=Share(2, 2)).owes == 0
