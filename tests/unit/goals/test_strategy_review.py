"""When leadership is asked whether the way itself is wrong: two missed years, a team that stays last; and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal import Commitment, Experiment, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.strategy_review import (
    GoalYear,
    StrategicGoal,
    TeamCause,
    TeamResult,
    TeamSight,
    causes,
    comparison,
    last_team,
    two_missed_years,
)
from bot.kit.period import Grain, Period, next_period, period_of

TODAY = date(2027, 1, 20)
OVERSEAS = Goal(
    title="海外销售占15%",
    level=GoalLevel.DEPARTMENT,
    owner_id="OVERSEAS",
    period=Period(date(2026, 1, 1), date(2026, 12, 31)),
    by="boss",
    at=datetime(2026, 1, 5, tzinfo=UTC),
)
AUGUST = period_of(date(2026, 8, 1), Grain.MONTH)


def goal(year: int, progress: float | None, **other: object) -> StrategicGoal:
    period = Period(date(year, 1, 1), date(year, 12, 31))
    return StrategicGoal(replace(OVERSEAS, period=period, **other), progress)  # type: ignore[arg-type]


def months(*rows: tuple[float, ...], first: Period = AUGUST, members: int = 6) -> list[TeamResult]:
    """Return the results of teams A, B, C… of months that follow one another."""
    found, period = [], first
    for row in rows:
        found += [TeamResult("ABCDEF"[place], period, value, members) for place, value in enumerate(row)]
        period = next_period(period, Grain.MONTH)
    return found


def test_two_missed_years_in_a_row_are_asked_about() -> None:
    found = two_missed_years([goal(2025, 0.8), goal(2026, 0.667)], today=TODAY)
    assert found is not None
    assert [(year.year, year.reached, year.missed) for year in found] == [
        (2025, Decimal("0.8"), True),
        (2026, Decimal("0.667"), True),
    ]


@pytest.mark.parametrize(
    "goals",
    [
        [goal(2025, 0.8)],
        [goal(2024, 0.8), goal(2026, 0.8)],
        [goal(2025, 1.0), goal(2026, 0.8)],
        [goal(2025, 0.8), goal(2026, 1.2)],
        [goal(2025, None), goal(2026, 0.8)],
        [goal(2026, 0.8), goal(2027, 0.1)],
        [goal(2025, 0.8, state=GoalState.DROPPED), goal(2026, 0.8)],
        [goal(2025, 0.65, commitment=Commitment.ASPIRATIONAL), goal(2026, 0.5)],
        [goal(2025, 0.5, experiment=Experiment(text="x", state=ExperimentState.APPROVED)), goal(2026, 0.5)],
    ],
)
def test_one_year_a_good_year_or_an_unknown_one_is_not(goals: list[StrategicGoal]) -> None:
    assert two_missed_years(goals, today=TODAY) is None


def test_missing_is_not_zero_and_more_than_all_makes_up_for_nothing() -> None:
    year = GoalYear(2026, (goal(2026, None), goal(2026, 1.4), replace(goal(2026, 0.7), weight=Decimal(3))))
    assert year.reached == Decimal("0.775")
    assert year.missed


def test_the_team_that_was_last_three_months_running_is_found() -> None:
    found = last_team(months((0.9, 0.7, 0.95), (1.0, 0.8, 0.9), (0.99, 0.72, 1.1)))
    assert found is not None
    assert found[0] == "B"
    assert [result.attainment for result in found[1]] == [0.7, 0.8, 0.72]


@pytest.mark.parametrize(
    "results",
    [
        months((0.9, 0.7, 0.95), (1.0, 0.8, 0.9)),
        months((0.9, 0.7, 0.95), (0.7, 0.8, 0.9), (0.99, 0.72, 1.1)),
        months((0.9, 0.7, 0.95), (0.8, 0.8, 0.9), (0.99, 0.72, 1.1)),
        months((0.9, 0.7), (1.0, 0.8), (0.99, 0.72)),
        months((0.9, 0.7, 0.95), (1.0, 0.8, 0.9), (0.99, 0.72, 1.1), members=4),
        [each for each in months(*[(0.9, 0.7, 0.95)] * 4) if each.period.start.month != 10],
    ],
)
def test_two_months_a_tie_few_teams_few_people_or_a_gap_are_not(results: list[TeamResult]) -> None:
    assert last_team(results) is None


@given(st.lists(st.tuples(*[st.floats(0, 2)] * 4), min_size=3, max_size=6), st.randoms())
def test_the_order_in_which_results_come_changes_nothing(rows: list[tuple[float, ...]], random: object) -> None:
    results = months(*rows)
    shuffled = list(results)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = last_team(results)
    assert last_team(shuffled) == found
    if found:
        for result in found[1]:
            assert result.attainment == min(each.attainment for each in results if each.period == result.period)


@pytest.mark.parametrize(
    ("sight", "expected"),
    [
        (TeamSight(8, 10), (TeamCause.OWN_ONLY,)),
        (TeamSight(7, 10), (TeamCause.OWN_ONLY,)),
        (TeamSight(6, 10), ()),
        (TeamSight(4, 10), (TeamCause.MANY_SHORT,)),
        (TeamSight(4, 4), ()),
        (TeamSight(8, 10, Decimal("0.2"), Decimal("0.5")), (TeamCause.OWN_ONLY, TeamCause.LITTLE_HELP)),
        (TeamSight(6, 10, Decimal("0.25"), Decimal("0.5")), ()),
        (TeamSight(6, 10, Decimal(0), None), ()),
        (TeamSight(6, 10, Decimal(0), Decimal(0)), ()),
    ],
)
def test_candidates_for_the_cause_are_only_what_the_data_says(
    sight: TeamSight, expected: tuple[TeamCause, ...]
) -> None:
    assert causes(sight) == expected


def test_a_change_is_held_against_what_was_before_it() -> None:
    """The seed's example: thirty percent more after the change."""
    results = months((0.7,), (0.7,), (0.7,), (0.5,), (0.91,), (0.91,), (0.91,), (2.0,))
    found = comparison(results, changed_on=date(2026, 11, 16))
    assert found is not None
    assert (found.before, found.since, found.change) == (Decimal("0.7"), Decimal("0.91"), Decimal("0.3"))
    assert (found.n_before, found.n_since) == (3, 3)
    assert comparison(results, changed_on=date(2026, 8, 20)) is None
    assert comparison(results, changed_on=date(2027, 6, 1)) is None
    on_the_first = comparison(results, changed_on=date(2026, 12, 1))
    assert on_the_first is not None
    assert on_the_first.n_since == 3


def test_nothing_before_makes_no_share() -> None:
    found = comparison(months((0.0,), (0.5,)), changed_on=date(2026, 9, 1))
    assert found is not None
    assert found.change is None
