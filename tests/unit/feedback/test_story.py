"""What a series shows: each story with its edges, and the order in which they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feedback.domain.comparison import LONG_RUN, behind_peers, fell, material
from bot.feedback.domain.feedback import Against, Mark
from bot.feedback.domain.story import Story, StoryKind, story_of
from bot.figures.domain.baseline import BASELINE
from bot.figures.domain.delta import Delta, Flag, Peers
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.kit.period import Grain, Period, next_period, period_of, previous_period
from tests.effort import tries

if TYPE_CHECKING:
    from collections.abc import Sequence

UP = Metric("orders", "orders", Direction.HIGHER, Grain.MONTH, "Orders", "订单")
RATE = Metric("rate", "%", Direction.LOWER, Grain.MONTH, "Rate", "次品率", aggregate=Aggregate.RATIO)
DOWN = Metric("hours", "hours", Direction.LOWER, Grain.MONTH, "Hours", "工时", aggregate=Aggregate.MEAN)
LAST = period_of(date(2026, 10, 1), Grain.MONTH)


def series(
    values: Sequence[float | None], metric: Metric = UP, *, target: float | None = None, last: Period = LAST
) -> list[Delta]:
    """Return the deltas of some months, oldest first, as the kernel makes them; None is a month without a value."""
    periods = [last]
    for _ in values[1:]:
        periods.insert(0, previous_period(periods[0], metric.grain))
    found: list[Delta] = []
    known: list[float] = []
    streak = 0
    for place, (period, value) in enumerate(zip(periods, values, strict=True)):
        if value is None:
            streak = 0
            continue
        before = values[place - 1] if place else None
        year_ago = values[place - 12] if place >= 12 else None
        change = None if before is None else round(value - before, 12)
        way = 0 if not change else 1 if change > 0 else -1
        streak = way * (abs(streak) + 1 if streak * way > 0 else 1)
        attainment = None
        if target:
            attainment = value / target if metric.direction.sign > 0 else target / value if value else None
        base = known[-BASELINE:]
        z = None
        if len(base) >= 8:
            middle = median(base)
            spread = median(abs(other - middle) for other in base)
            z = 0.6745 * (value - middle) / spread if spread else None
        found.append(
            Delta(
                "ana", metric.key, period, value, target, target, attainment, before, change,
                change / before if change is not None and before else None, len(base), median(base) if base else None,
                None, z, year_ago, None if year_ago is None else round(value - year_ago, 12), streak=streak,
            )
        )  # fmt: skip
        known.append(value)
    return found


def told(values: Sequence[float | None], metric: Metric = UP, *, target: float | None = None) -> Story:
    story = story_of(series(values, metric, target=target), metric)
    assert story is not None
    return story


def kind(values: Sequence[float | None], metric: Metric = UP, *, target: float | None = None) -> StoryKind:
    return told(values, metric, target=target).kind


@pytest.mark.parametrize(
    ("values", "expected", "mark"),
    [
        ([23], StoryKind.HOLDING, Mark.STRENGTH),
        ([22, 23], StoryKind.HOLDING, Mark.STRENGTH),
        ([10, 14, 12, 21], StoryKind.FIRST_REACHED, Mark.STRENGTH),
        ([10, 14, 21], StoryKind.RECOVERED, Mark.STRENGTH),
        ([21, 14, 13, 22], StoryKind.RECOVERED, Mark.STRENGTH),
        ([30, 28, 25], StoryKind.SLIPPING, Mark.PLAIN),
        ([24, 30, 28], StoryKind.HOLDING, Mark.STRENGTH),
        ([22, 23, 15], StoryKind.FELL_BACK, Mark.GAP),
        ([10, 22, 15], StoryKind.FELL_BACK, Mark.GAP),
        ([10, 12, 19.5], StoryKind.NEAR_MISS, Mark.PLAIN),
        ([22, 21, 19.5], StoryKind.NEAR_MISS, Mark.PLAIN),
        ([8, 10, 12, 14], StoryKind.IMPROVING, Mark.PLAIN),
        ([8, 10, 12, 14, 16, 18, 19.5], StoryKind.IMPROVING, Mark.PLAIN),
        ([12, 10, 12, 14], StoryKind.IMPROVING, Mark.GAP),
        ([15, 15, 15, 15], StoryKind.PLATEAU, Mark.GAP),
        ([15, 15.3, 14.8, 15.1], StoryKind.PLATEAU, Mark.GAP),
        ([15, 15, 15], StoryKind.BELOW, Mark.GAP),
        ([12, 15, 11], StoryKind.BELOW, Mark.GAP),
        ([22, 24, 21, 23, 22, 24, 26], StoryKind.BEST, Mark.STRENGTH),
        ([22, 24, 21, 23, 22, 26], StoryKind.HOLDING, Mark.STRENGTH),
        ([28, 33, 26, 31, 27, 32, 25], StoryKind.WORST, Mark.PLAIN),
        ([12, 15, 11, 14, 12, 14, 9], StoryKind.WORST, Mark.GAP),
    ],
)
def test_what_a_series_shows_beside_its_target(values: list[float], expected: StoryKind, mark: Mark) -> None:
    story = told(values, target=20)

    assert (story.kind, story.mark, story.basis) == (expected, mark, Against.TARGET)


def test_lower_is_better_is_the_same_story_turned() -> None:
    rates = [0.060, 0.055, 0.050, 0.044, 0.040, 0.037, 0.034]

    story = told(rates, RATE, target=0.03)

    assert (story.kind, story.mark, story.run) == (StoryKind.IMPROVING, Mark.PLAIN, 6)
    assert story.gap == pytest.approx(0.004)
    assert story.at == period_of(date(2026, 11, 1), Grain.MONTH)
    assert kind([0.02, 0.024, 0.027], RATE, target=0.03) is StoryKind.SLIPPING
    assert kind([0.02, 0.02, 0.05], RATE, target=0.03) is StoryKind.FELL_BACK
    assert kind([0.05, 0.04, 0.05, 0.02], RATE, target=0.03) is StoryKind.FIRST_REACHED


def test_just_at_a_limit_is_neither_reached_nor_missed() -> None:
    story = told([0.02, 0.02, 0.03], RATE, target=0.03)

    assert (story.kind, story.mark, story.gap) == (StoryKind.NEAR_MISS, Mark.PLAIN, 0.0)
    assert told([22, 25, 20], target=20).mark is Mark.STRENGTH, "a target that is to be reached is"
    assert told([0.05, 0.03, 0.02], RATE, target=0.03).kind is StoryKind.HOLDING, "what is at it was not missed"


def test_a_missing_month_breaks_what_is_said_of_months_in_a_row() -> None:
    assert told([22, 22, 22, 23], target=20).run == 4
    assert told([22, None, 22, 23], target=20).run == 2
    assert told([14, 13, None, 22], target=20).kind is StoryKind.HOLDING
    assert told([22, 22, None, 15], target=20).kind is StoryKind.BELOW
    assert told([8, 10, None, 12, 14], target=20).kind is StoryKind.BELOW
    assert told([12, 14, 13, None, 21], target=20).n == 3, "of all months that are known none had reached it"


def test_a_value_of_too_few_cases_breaks_a_run_and_is_not_judged() -> None:
    known = [replace(delta, denominator=400.0) for delta in series([0.05, 0.05, 0.05], RATE, target=0.03)]
    few = replace(known[1], denominator=10.0)

    assert (whole := story_of(known, RATE))
    assert whole.run == 3
    assert (broken := story_of([known[0], few, known[2]], RATE))
    assert broken.run == 1
    assert story_of([*known[:2], replace(known[2], denominator=19.0)], RATE) is None


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"value": None}, "no value"),
        ({"flags": Flag.QUARANTINED}, "in quarantine"),
        ({"elapsed": 0.19, "flags": Flag.PARTIAL_PERIOD}, "too early"),
    ],
)
def test_where_nothing_is_known_there_is_no_story(known: dict[str, object], why: str) -> None:
    *past, last = series([22, 22, 22], target=20)

    assert story_of([*past, replace(last, **known)], UP) is None, why  # type: ignore[arg-type]


def test_the_pace_names_a_month_only_for_a_run_that_is_no_noise_and_within_a_year() -> None:
    assert told([8, 10, 12, 14], target=20).at == period_of(date(2027, 1, 1), Grain.MONTH)
    assert told([8, 10, 12], target=20).at is None, "two moves are no trend"
    assert told([10, 10.3, 10.6, 10.9], target=20).at is None, "it would take longer than a year"
    assert told([20.0, 20.1, 20.2, 20.3, 20.5], target=25).at is None, "it has hardly moved"
    rates = series([0.040, 0.038, 0.036, 0.034], RATE, target=0.03)
    few, many = ([replace(delta, denominator=n) for delta in rates] for n in (300.0, 30_000.0))
    assert (noise := story_of(few, RATE))
    assert (noise.kind, noise.at) == (StoryKind.IMPROVING, None), "so few cases vary by as much"
    assert (sure := story_of(many, RATE))
    assert sure.at == period_of(date(2027, 1, 1), Grain.MONTH), "at 3.0 % exactly it is not reached yet in December"


def test_a_sudden_change_needs_a_past_to_be_sudden_against() -> None:
    usual = [20, 21, 19, 20, 22, 20, 19, 21]

    drop, spike = told([*usual, 8], target=7), told([*usual, 40], target=7)
    assert (drop.kind, drop.mark, drop.n, drop.low) == (StoryKind.DROP, Mark.PLAIN, 8, None)
    assert (spike.kind, spike.mark) == (StoryKind.SPIKE, Mark.STRENGTH)
    assert told([*usual, 8], target=15).mark is Mark.GAP
    few = told([*usual[:5], 8], target=7)
    assert (few.kind, few.n, few.low, few.high) == (StoryKind.DROP, 5, 19, 22), "by the prediction interval"
    assert kind([*usual[:2], 8], target=7) is StoryKind.HOLDING
    assert kind([*usual[:5], 15], target=7) is StoryKind.HOLDING, "within what so few let expect"


def test_what_went_one_way_for_long_or_so_few_cases_let_vary_is_not_sudden() -> None:
    usual = [20, 21, 19, 20, 22, 20, 19, 21]

    assert kind([*usual, 25, 30, 36], target=7) is not StoryKind.SPIKE
    assert kind([*usual, 17, 12, 8], target=7) is StoryKind.SLIPPING
    rates = series([0.02, 0.021, 0.019, 0.02, 0.022, 0.02, 0.019, 0.021, 0.05], RATE, target=0.1)
    few, many = (story_of([*rates[:-1], replace(rates[-1], denominator=n)], RATE) for n in (60.0, 6_000.0))
    assert few
    assert few.kind is not StoryKind.DROP
    assert many
    assert many.kind is StoryKind.DROP


def test_records_need_six_others_and_say_of_how_many() -> None:
    assert told([22, 24, 21, 23, 22, 24, 26], target=20).n == 7
    assert told([22, 24, 21, 23, 22, 24, 24.2], target=20).kind is StoryKind.HOLDING, "less than can be told"
    free = told([22, 24, 21, 23, 24, 22, 26])
    assert (free.kind, free.mark) == (StoryKind.BEST, Mark.STRENGTH)


def test_a_fall_that_every_year_brings_is_no_slipping_and_no_drop() -> None:
    year = [30, 31, 30, 29, 30, 31, 30, 29, 30, 31, 30, 20]

    assert kind([*year, 32, 30, 31, 30, 29, 30, 31, 30, 29, 30, 31, 21]) is StoryKind.SEASONAL
    assert kind([*year, 32, 30, 31, 30, 29, 30, 31, 30, 29, 30, 31, 12]) is StoryKind.DROP, "worse than a year ago"


@pytest.mark.parametrize(
    ("peers", "expected", "mark"),
    [
        (Peers(6, 15, 0.9), StoryKind.HOLDING, Mark.STRENGTH),
        (Peers(6, 40, 0.2), StoryKind.BELOW, Mark.GAP),
        (Peers(6, 28, 0.2), StoryKind.STEADY, Mark.PLAIN),
        (Peers(6, 30, 0.4), StoryKind.STEADY, Mark.PLAIN),
        (Peers(4, 30, 0.2), StoryKind.STEADY, Mark.PLAIN),
    ],
)
def test_without_a_target_peers_decide(peers: Peers, expected: StoryKind, mark: Mark) -> None:
    story = story_of([replace(delta, peers=peers) for delta in series([20])], UP)

    assert story
    assert (story.kind, story.mark) == (expected, mark)


def test_without_a_target_a_run_tells_which_way_it_goes() -> None:
    assert told([10, 12, 14]).kind is StoryKind.IMPROVING
    assert told([14, 12, 10]).mark is Mark.GAP
    assert told([14, 12, 10], DOWN).mark is Mark.STRENGTH
    assert told([10, 10.1, 10.19]).kind is StoryKind.STEADY, "less than two per cent in all"
    assert told([10, 12]).kind is StoryKind.STEADY


def test_what_is_worse_than_before_and_than_the_peers_is_no_praise() -> None:
    *past, last = series([40, 23], target=20)
    behind = replace(last, peers=Peers(6, 30, 0.1))

    story = story_of([*past, behind], UP)

    assert story
    assert (story.kind, story.mark, story.run) == (StoryKind.SLIPPING, Mark.PLAIN, 1)


# The period goes on


def so_far(values: Sequence[float], share: float, metric: Metric = UP, *, target: float) -> Story:
    *past, last = series(values, metric, target=target)
    end = LAST.start.replace(day=round(31 * share))
    paced = target * share if metric.aggregate is Aggregate.SUM else target
    whole = values[-1] / paced if metric.direction.sign > 0 else paced / values[-1]
    running = replace(last, period=Period(LAST.start, end), elapsed=share, target=paced, attainment=whole)
    story = story_of([*past, replace(running, flags=Flag.PARTIAL_PERIOD)], metric)
    assert story
    return story


def test_a_month_that_goes_on_ends_between_what_its_past_varied_by() -> None:
    usual = [20, 22, 19, 21, 20, 18]

    ahead, behind, open_ = (so_far([*usual, value], 0.5, target=20) for value in (14, 5, 10))

    assert (ahead.kind, ahead.mark) == (StoryKind.ON_PACE, Mark.STRENGTH)
    assert (behind.kind, behind.mark) == (StoryKind.BEHIND_PACE, Mark.GAP)
    assert (open_.kind, open_.mark) == (StoryKind.ON_PACE, Mark.PLAIN)
    assert open_.low is not None
    assert open_.high is not None
    assert open_.low < 20 < open_.high
    assert open_.low >= 10, "what has come in stays"


def test_without_a_past_it_is_held_against_the_days_so_far() -> None:
    assert (so_far([14], 0.5, target=20).kind, so_far([5], 0.5, target=20).kind) == (
        StoryKind.HOLDING,
        StoryKind.BELOW,
    )


def test_a_rate_that_may_still_turn_is_neither() -> None:
    *past, last = series([0.02, 0.02, 0.031], RATE, target=0.03)
    running = replace(last, period=Period(LAST.start, LAST.start.replace(day=12)), elapsed=0.4)

    few, many, sure = (
        story_of([*past, replace(running, denominator=n, value=value)], RATE)
        for n, value in ((200.0, 0.031), (2_000.0, 0.031), (2_000.0, 0.06))
    )

    assert few
    assert many
    assert sure
    assert (few.mark, many.mark) == (Mark.PLAIN, Mark.PLAIN)
    assert (sure.kind, sure.mark) == (StoryKind.BEHIND_PACE, Mark.GAP)


# Laws


NUMBERS = st.integers(1, 60).map(float)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[Delta], Metric]:
    metric = draw(st.sampled_from((UP, DOWN, replace(UP, minimum_step=Decimal(3)))))
    values = draw(st.lists(st.none() | NUMBERS, min_size=0, max_size=26))
    found = series([*values, draw(NUMBERS)], metric, target=draw(st.none() | NUMBERS))
    peers = draw(st.none() | st.builds(Peers, st.integers(5, 30), NUMBERS, st.floats(0, 1)))
    return [*found[:-1], replace(found[-1], peers=peers)], metric


@settings(max_examples=tries(300))
@given(drawn())
def test_a_story_never_says_what_the_series_contradicts(case: tuple[list[Delta], Metric]) -> None:
    found, metric = case
    story, last = story_of(found, metric), found[-1]
    assert story
    sign, run = metric.direction.sign, last.streak * metric.direction.sign

    if story.mark is Mark.STRENGTH:
        assert not (fell(last, metric) and behind_peers(last, metric))
        assert last.target is None or sign * ((last.value or 0) - last.target) >= 0
    if story.mark is Mark.GAP:
        assert last.target is None or sign * ((last.value or 0) - last.target) < 0
    if story.kind is StoryKind.IMPROVING:
        assert run >= story.run >= 2
    if story.kind is StoryKind.SLIPPING:
        assert run <= -story.run
    if story.at:
        assert story.run >= LONG_RUN
        assert story.at > period_of(last.period.start, metric.grain)
    if story.kind in {StoryKind.BEST, StoryKind.WORST}:
        better = 1 if story.kind is StoryKind.BEST else -1
        assert all(better * sign * ((last.value or 0) - (other.value or 0)) > 0 for other in found[:-1])


@settings(max_examples=tries(100))
@given(st.lists(NUMBERS, min_size=4, max_size=14, unique=True), st.sampled_from((UP, DOWN)))
def test_what_gets_better_every_month_is_never_a_gap(values: list[float], metric: Metric) -> None:
    rising = sorted(values, reverse=metric.direction.sign < 0)

    for target in (None, 1.0, 30.0, 61.0):
        story = told(rising, metric, target=target)
        material = abs(rising[-1] - rising[-4]) >= 0.02 * rising[-4]
        assert story.mark is not Mark.GAP or not material


@settings(max_examples=tries(100))
@given(drawn())
def test_what_lies_further_back_than_a_gap_changes_nothing_said_of_months_in_a_row(
    case: tuple[list[Delta], Metric],
) -> None:
    found, metric = case
    later = [delta for delta in found if delta.period.start > date(2026, 7, 1)]
    earlier = [replace(delta, person_id="ana") for delta in found if delta.period.start < date(2026, 7, 1)]
    with_gap, alone = story_of([*earlier, *later], metric), story_of(later, metric)
    assert with_gap
    assert alone
    rows = {StoryKind.RECOVERED, StoryKind.FELL_BACK, StoryKind.PLATEAU}

    if with_gap.kind in rows and len(later) > 1:
        assert with_gap.run == alone.run
    assert next_period(LAST, Grain.MONTH) > LAST


def test_what_is_unusual_is_no_praise_where_it_is_less_than_before_and_than_the_peers() -> None:
    *past, last = series([10, 11, 10, 11, 10, 11, 10, 11, 40, 30])
    last = replace(last, z=9.0, peers=Peers(8, 33, 0.4))

    story = story_of([*past, last], UP)

    assert story
    assert (story.kind, story.mark) == (StoryKind.SPIKE, Mark.PLAIN)


def test_a_distance_of_just_one_step_is_one_however_floats_write_it() -> None:
    assert material(0.051 - 0.05, 0.05, RATE)
    assert not material(0.0509 - 0.05, 0.05, RATE)
