"""Scores of a period: the weighted mean of the goals that end in it, with what is left out named (R130, U18)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalProgress, GoalState
from bot.goals.domain.goal_score import PeriodScore, period_score
from bot.kit.period import Period

HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
NOW = datetime(2026, 7, 2, 2, tzinfo=UTC)
TRIED = Experiment(text="a new way", state=ExperimentState.APPROVED, reason="brave", decided_by="boss")


def goal(
    no: int,
    *,
    weight: str = "1",
    end: date = HALF.end,
    state: GoalState = GoalState.OPEN,
    experiment: Experiment | None = None,
    level: GoalLevel = GoalLevel.PERSON,
) -> Goal:
    period = Period(HALF.start, end)
    return Goal(
        title=f"goal {no}", level=level, owner_id="min", period=period, by="min", at=NOW, no=no,
        weight=Decimal(weight), state=state, experiment=experiment,
    )  # fmt: skip


def scored(*goals: tuple[Goal, float | None]) -> PeriodScore:
    progress = {goal.no: GoalProgress(far, 1, 1, 1.0) for goal, far in goals}
    return period_score([goal for goal, _ in goals], progress, HALF)


def test_it_is_the_weighted_mean_and_more_than_all_is_all() -> None:
    found = scored((goal(1, weight="3"), 0.5), (goal(2), 1.2))
    assert found.value == Decimal("0.625")
    assert [found.share(part) for part in found.based_on] == [Decimal("0.75"), Decimal("0.25")]


def test_what_is_missing_is_left_out_and_less_than_nothing_is_nothing() -> None:
    found = scored((goal(1), 0.5), (goal(2, weight="9"), None), (goal(3), -0.4))
    assert found.value == Decimal("0.25")
    assert [part.goal.no for part in found.goals] == [1, 2, 3]
    assert [part.goal.no for part in found.based_on] == [1, 3]
    assert scored((goal(1), None)).value is None
    assert scored((goal(1, weight="0"), 0.5)).value is None


def test_an_approved_try_is_shown_and_counts_for_nothing() -> None:
    declined = Experiment(text="a new way", state=ExperimentState.DECLINED)
    found = scored(
        (goal(1), 0.8),
        (goal(2, state=GoalState.MISSED, experiment=TRIED), 0.1),
        (goal(3, state=GoalState.MISSED, experiment=declined), 0.2),
    )
    assert found.value == Decimal("0.5")
    assert [part.goal.no for part in found.tried] == [2]


def test_only_ones_own_goals_that_end_in_the_period_count() -> None:
    later = date(2026, 12, 31)
    found = scored(
        (goal(1), 0.8),
        (goal(2, end=later), 0.1),
        (goal(3, state=GoalState.DROPPED), 0.1),
        (goal(4, state=GoalState.PROPOSED), 0.1),
        (goal(5, level=GoalLevel.TEAM), 0.1),
    )
    assert found.value == Decimal("0.8")
    assert found.tried == ()


_PARTS = st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(-20, 130)), min_size=1, max_size=6)


@given(parts=_PARTS, factor=st.integers(2, 50))
def test_weights_scale_out_and_it_lies_between_the_worst_and_the_best(
    parts: list[tuple[int, int | None]], factor: int
) -> None:
    def of(times: int) -> PeriodScore:
        return scored(*(
            (goal(no, weight=str(weight * times)), None if far is None else far / 100)
            for no, (weight, far) in enumerate(parts, start=1)
        ))  # fmt: skip

    found = of(1)
    known = [min(max(far, 0), 100) / 100 for _, far in parts if far is not None]
    assert (found.value is None) == (not known)
    if found.value is not None:
        assert abs(found.value - (of(factor).value or 0)) < Decimal("1e-20")
        assert (
            Decimal(repr(min(known))) - Decimal("1e-20") <= found.value <= Decimal(repr(max(known))) + Decimal("1e-20")
        )
