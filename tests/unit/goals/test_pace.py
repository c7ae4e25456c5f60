"""How goals go against their time (methods 4.7, R158): by pace, and what is kept or done by that."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.domain.goal import Commitment, Goal, GoalLevel, GoalProgress
from bot.goals.domain.key_result import KeyResult, Measure, MeasuredValue
from bot.goals.domain.pace import GoalPace, Health, pace
from bot.kit.period import Period

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
HUNDRED = Period(date(2026, 1, 1), date(2026, 4, 10))
COMMITTED, ASPIRATIONAL = Commitment.COMMITTED, Commitment.ASPIRATIONAL


def goal(*results: KeyResult, commitment: Commitment = COMMITTED) -> Goal:
    return Goal(
        title="Lead the industry",
        level=GoalLevel.COMPANY,
        owner_id="",
        period=HUNDRED,
        by="boss",
        at=NOW,
        commitment=commitment,
        key_results=results,
    )


def on_day(number: int) -> date:
    """Return so manieth day of a hundred."""
    return HUNDRED.start + timedelta(days=number - 1)


def judged(value: float | None, day: int, commitment: Commitment = COMMITTED) -> GoalPace:
    result = KeyResult(target=Decimal(1), no=1)
    return pace(goal(result, commitment=commitment), GoalProgress(value, 1, 1, 1.0), {}, on_day(day))


@pytest.mark.parametrize(
    ("value", "day", "commitment", "health"),
    [
        (0.45, 50, COMMITTED, Health.ON_TRACK),
        (0.449, 50, COMMITTED, Health.AT_RISK),
        (0.35, 50, COMMITTED, Health.AT_RISK),
        (0.349, 50, COMMITTED, Health.OFF_TRACK),
        (0.35, 50, ASPIRATIONAL, Health.ON_TRACK),
        (0.2, 50, ASPIRATIONAL, Health.AT_RISK),
        (0.199, 50, ASPIRATIONAL, Health.OFF_TRACK),
        (0.7, 100, ASPIRATIONAL, Health.ON_TRACK),
        (0.07, 10, ASPIRATIONAL, Health.ON_TRACK),  # the limit itself, whatever binary fractions make of it
        (0.0, 9, COMMITTED, Health.EARLY),
        (0.0, 10, COMMITTED, Health.OFF_TRACK),
        (None, 50, COMMITTED, Health.UNKNOWN),
        (None, 5, COMMITTED, Health.EARLY),
    ],
)
def test_health_is_pace_against_what_is_wanted(
    value: float | None, day: int, commitment: Commitment, health: Health
) -> None:
    assert judged(value, day, commitment).health is health


def test_pace_is_progress_over_the_share_of_time_that_is_gone() -> None:
    found = judged(0.4, 50)
    assert (found.progress, found.elapsed, found.pace) == (0.4, 0.5, 0.8)
    assert judged(0.4, 0).pace is None
    assert judged(0.4, 500).pace == 0.4  # its time is over, and goes on no more


@given(value=st.floats(0, 2), day=st.integers(10, 100), commitment=st.sampled_from(Commitment))
def test_more_is_never_judged_worse_and_ambition_never_harder(value: float, day: int, commitment: Commitment) -> None:
    ranks = [Health.OFF_TRACK, Health.AT_RISK, Health.ON_TRACK]
    found = ranks.index(judged(value, day, commitment).health)
    assert ranks.index(judged(value + 0.05, day, commitment).health) >= found
    assert ranks.index(judged(value, day, ASPIRATIONAL).health) >= found


@pytest.mark.parametrize(
    ("measure", "progress", "day", "health"),
    [
        (Measure.BAR, 1.0, 20, Health.ON_TRACK),
        (Measure.BAR, 0.99, 20, Health.OFF_TRACK),
        (Measure.MILESTONE, 0.0, 99, Health.ON_TRACK),
        (Measure.MILESTONE, 0.0, 101, Health.OFF_TRACK),
        (Measure.MILESTONE, 1.0, 101, Health.ON_TRACK),
        (Measure.MILESTONE, None, 99, Health.ON_TRACK),
        (Measure.BAR, None, 50, Health.UNKNOWN),
        (Measure.BAR, 0.5, 5, Health.EARLY),
    ],
)
def test_what_is_kept_or_done_is_judged_by_that(
    measure: Measure, progress: float | None, day: int, health: Health
) -> None:
    measured = {} if progress is None else {1: MeasuredValue(value=Decimal(1), at=NOW, progress=progress)}
    known = 0 if progress is None else 1
    found = pace(goal(KeyResult(measure=measure, no=1)), GoalProgress(progress, known, 1, 1.0), measured, on_day(day))
    assert found.health is health
    assert found.pace is None


def test_the_worst_of_several_bars_counts() -> None:
    bars = [KeyResult(measure=Measure.BAR, no=no) for no in (1, 2)]
    measured = {no: MeasuredValue(value=Decimal(1), at=NOW, progress=far) for no, far in ((1, 1.0), (2, 0.5))}
    assert pace(goal(*bars), GoalProgress(0.75, 2, 2, 2.0), measured, on_day(50)).health is Health.OFF_TRACK
