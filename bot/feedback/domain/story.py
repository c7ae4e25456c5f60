"""Stories: what a series of values shows up to the one that is judged, each a predicate over the whole of it.

Several may hold of one series. A fixed order decides which is told: first what the target says, then what is unusual,
then which way it goes. Every comparison is turned by the metric's direction, so that better and worse read the same
where lower is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.feedback.domain import story_past as past
from bot.feedback.domain.comparison import (
    CLOSE,
    FEW,
    LONG_RUN,
    RUN,
    ahead_of_peers,
    behind_peers,
    fell,
    fine_a_year_ago,
    in_last_third,
    material,
)
from bot.feedback.domain.feedback import Against, Mark
from bot.feedback.domain.story_pace import forecast, reached_in
from bot.figures.domain.delta import Flag
from bot.figures.domain.metric import at_limit
from bot.figures.domain.unfinished import EARLIEST, is_unfinished, stays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period


class StoryKind(StrEnum):
    """What a series shows; ``DROP`` is for the worse and ``SPIKE`` for the better, whichever way is up."""

    FIRST_REACHED = "first_reached"
    """The target is reached, as never before: in no period that had one, or the value would never have reached it."""
    RECOVERED = "recovered"
    """The target is reached again after periods in which it was missed."""
    HOLDING = "holding"
    """The target is reached, or without one the value is better than its peers' median."""
    SLIPPING = "slipping"
    """It gets worse, but the target is reached still; without a target, it gets worse."""
    FELL_BACK = "fell_back"
    """The target is missed after periods in which it was reached."""
    NEAR_MISS = "near_miss"
    """The target is missed by little, or the value is just at a limit that it should be below."""
    IMPROVING = "improving"
    """It gets better for several periods in a row, and the target is not reached yet, or there is none."""
    PLATEAU = "plateau"
    """The target is missed for several periods that hardly differ."""
    BELOW = "below"
    """The target is missed, or without one the value is among its peers' last third, and no more can be said."""
    DROP = "drop"
    """Worse than it has ever varied."""
    SPIKE = "spike"
    """Better than it has ever varied."""
    BEST = "best"
    """The best of all values that are known, and these are not few."""
    WORST = "worst"
    """The worst of all values that are known, and these are not few."""
    ON_PACE = "on_pace"
    """The period goes on, and at its end the target is likely to be reached."""
    BEHIND_PACE = "behind_pace"
    """The period goes on, and at its end the target is likely to be missed."""
    SEASONAL = "seasonal"
    """Worse than the period before, as a year ago, and no worse than it was then."""
    STEADY = "steady"
    """There is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a series shows up to the value that is judged, and the numbers that its words need.

    ``basis`` is what it is judged by: the target, the peers, or the value's own past (``BASELINE``). ``run`` counts
    periods in a row: moves of ``IMPROVING`` and ``SLIPPING``; periods up to this one on (``HOLDING``) or off the target
    (``BELOW``, ``PLATEAU``), 0 while this one goes on; periods before this one that were the other way (``RECOVERED``,
    ``FELL_BACK``). ``n`` counts values: earlier ones that missed it (``FIRST_REACHED``), all that are known (``BEST``,
    ``WORST``), the earlier ones that say what is usual (``DROP``, ``SPIKE``). ``gap`` is what is missing to the target,
    above 0, in the metric's unit, and ``at`` the period in which it is reached at this pace. ``low`` and ``high`` are
    between what the running period is likely to end (``ON_PACE``, ``BEHIND_PACE``), or what was usual where it has no
    median. ``moved`` says that the earlier periods had other targets, some of which were reached (``FIRST_REACHED``).
    """

    kind: StoryKind
    mark: Mark
    basis: Against
    run: int = 0
    n: int = 0
    gap: float | None = None
    at: Period | None = None
    low: float | None = None
    high: float | None = None
    moved: bool = False


def story_of(series: Sequence[Delta], metric: Metric) -> Story | None:
    """Return what the deltas of one person and metric show, oldest first; the last one is judged.

    A period that is missing breaks what is said of periods in a row. None where nothing can be said: no value, one in
    quarantine, too early in its period, a ratio of too few cases.
    """
    last = series[-1]
    if last.value is None or Flag.QUARANTINED in last.flags or last.elapsed < EARLIEST:
        return None
    if metric.is_ratio and last.denominator is not None and last.denominator < FEW:
        return None
    if is_unfinished(last, metric):
        return _running(series, metric)
    if last.target is None:
        return _alone(series, metric)
    reached = past.reached(last, metric)
    if reached is None:
        return Story(StoryKind.NEAR_MISS, Mark.PLAIN, Against.TARGET, gap=0.0)
    return _reached(series, metric) if reached else _missed(series, metric)


def is_so_far(story: Story) -> bool:
    """Say whether a story is of a period that goes on, and of how it stands until now."""
    paced = story.kind in {StoryKind.ON_PACE, StoryKind.BEHIND_PACE}
    return paced or (story.kind in {StoryKind.HOLDING, StoryKind.BELOW} and story.run == 0)


def reads(delta: Delta, metric: Metric) -> Mark:
    """Return how a value reads by what it knows of itself, where its series is not at hand."""
    story = story_of((delta,), metric)
    return story.mark if story else Mark.PLAIN


def _running(series: Sequence[Delta], metric: Metric) -> Story:
    """Tell of a period that goes on: how it is likely to end, else how it stands to the target for the days so far."""
    last = series[-1]
    goal = last.target_full if last.target_full is not None else last.target
    ends = forecast(series, metric)
    if last.value is None or last.target is None or goal is None:
        return Story(StoryKind.STEADY, Mark.PLAIN, Against.BASELINE)
    sign = metric.direction.sign
    if ends is not None:
        worst, best = sorted(ends, key=lambda end: sign * end)
        sure = sign * (worst - goal) > 0 or (worst == goal and not at_limit(worst, goal, better=sign))
        lost = sign * (best - goal) < 0 and material(best - goal, 0, metric)
        mark = Mark.STRENGTH if sure else Mark.GAP if lost else Mark.PLAIN
        ahead = sign * ((worst + best) / 2 - goal) >= 0
        kind = StoryKind.ON_PACE if ahead else StoryKind.BEHIND_PACE
        return Story(kind, mark, Against.TARGET, low=min(ends), high=max(ends), gap=_gap(last, metric))
    if not stays(last, metric, last.target):
        return Story(StoryKind.STEADY, Mark.PLAIN, Against.TARGET)
    reached = past.reached(last, metric)
    if reached:
        return Story(StoryKind.HOLDING, Mark.STRENGTH, Against.TARGET)
    if reached is None or _is_near(last, metric):
        return Story(StoryKind.NEAR_MISS, Mark.PLAIN, Against.TARGET, gap=_gap(last, metric))
    return Story(StoryKind.BELOW, Mark.GAP, Against.TARGET, gap=_gap(last, metric))


def _reached(series: Sequence[Delta], metric: Metric) -> Story:
    """Tell of a value that has reached its target: what speaks against praise goes first."""
    last = series[-1]
    unusual, run, season = past.unusual(series, metric), past.run(series, metric), fine_a_year_ago(last, metric)
    if unusual and not unusual.better and not season:
        return _out_of_line(StoryKind.DROP, Mark.PLAIN, unusual, Against.TARGET)
    if fell(last, metric) and behind_peers(last, metric):
        return Story(StoryKind.SLIPPING, Mark.PLAIN, Against.TARGET, run=max(1, -run))
    if run <= -RUN and past.run_counts(series, metric) and not season:
        return Story(StoryKind.SLIPPING, Mark.PLAIN, Against.TARGET, run=-run)
    if (n := past.record(series, metric, better=False)) and not season:
        return Story(StoryKind.WORST, Mark.PLAIN, Against.TARGET, n=n)
    if n := past.missed_ever_before(series, metric):
        return Story(StoryKind.FIRST_REACHED, Mark.STRENGTH, Against.TARGET, n=n)
    if unusual and unusual.better:
        return _out_of_line(StoryKind.SPIKE, Mark.STRENGTH, unusual, Against.TARGET)
    missed = past.in_a_row(series, metric, reached=False)
    if missed and (n := past.never_as_good(series, metric)):
        return Story(StoryKind.FIRST_REACHED, Mark.STRENGTH, Against.TARGET, n=n, moved=True)
    if missed:
        return Story(StoryKind.RECOVERED, Mark.STRENGTH, Against.TARGET, run=missed)
    if n := past.record(series, metric, better=True):
        return Story(StoryKind.BEST, Mark.STRENGTH, Against.TARGET, n=n)
    return Story(StoryKind.HOLDING, Mark.STRENGTH, Against.TARGET, run=1 + past.in_a_row(series, metric, reached=True))


def _missed(series: Sequence[Delta], metric: Metric) -> Story:
    """Tell of a value that has missed its target: that it gets better for long goes before all else."""
    last, target = series[-1], Against.TARGET
    gap, near, season = _gap(last, metric), _is_near(last, metric), fine_a_year_ago(last, metric)
    unusual, run = past.unusual(series, metric), past.run(series, metric)
    counts = past.run_counts(series, metric)
    if run >= LONG_RUN and counts:
        at = reached_in(series, metric, run)
        return Story(StoryKind.IMPROVING, Mark.PLAIN, target, run=run, gap=gap, at=at)
    mark = Mark.PLAIN if near else Mark.GAP
    if unusual and not unusual.better and not season:
        return _out_of_line(StoryKind.DROP, mark, unusual, target, gap=gap)
    reached = past.in_a_row(series, metric, reached=True)
    if reached and not near:
        return Story(StoryKind.FELL_BACK, Mark.GAP, target, run=reached, gap=gap)
    if near:
        return Story(StoryKind.NEAR_MISS, Mark.PLAIN, target, gap=gap)
    if (n := past.record(series, metric, better=False)) and not season:
        return Story(StoryKind.WORST, Mark.GAP, target, n=n, gap=gap)
    if run >= RUN and counts:
        return Story(StoryKind.IMPROVING, Mark.GAP, target, run=run, gap=gap)
    missed = 1 + past.in_a_row(series, metric, reached=False)
    kind = StoryKind.PLATEAU if past.is_level(series, metric, missed) else StoryKind.BELOW
    return Story(kind, Mark.GAP, target, run=missed, gap=gap)


def _alone(series: Sequence[Delta], metric: Metric) -> Story:
    """Tell of a value without a target: by its peers, and by its own past."""
    last, peers, own = series[-1], Against.PEERS, Against.BASELINE
    ahead, last_third = ahead_of_peers(last, metric), in_last_third(last, metric)
    run, season = past.run(series, metric), fine_a_year_ago(last, metric)
    long = past.run_counts(series, metric)
    unusual = past.unusual(series, metric)
    if long and run >= (LONG_RUN if last_third else RUN) and not ahead:
        plain = last_third or behind_peers(last, metric)
        return Story(StoryKind.IMPROVING, Mark.PLAIN if plain else Mark.STRENGTH, own, run=run)
    if unusual and not (season and not unusual.better):
        kind = StoryKind.SPIKE if unusual.better else StoryKind.DROP
        hidden = last_third or (fell(last, metric) and behind_peers(last, metric))
        mark = Mark.STRENGTH if unusual.better and not hidden else Mark.PLAIN if unusual.better or ahead else Mark.GAP
        return _out_of_line(kind, mark, unusual, own)
    if long and run <= -RUN and not season:
        return Story(StoryKind.SLIPPING, Mark.PLAIN if ahead else Mark.GAP, own, run=-run)
    if (n := past.record(series, metric, better=False)) and not season:
        return Story(StoryKind.WORST, Mark.PLAIN if ahead else Mark.GAP, own, n=n)
    if last_third:
        return Story(StoryKind.BELOW, Mark.GAP, peers, run=1)
    if n := past.record(series, metric, better=True):
        return Story(StoryKind.BEST, Mark.PLAIN if behind_peers(last, metric) else Mark.STRENGTH, own, n=n)
    if ahead:
        return Story(StoryKind.HOLDING, Mark.STRENGTH, peers, run=past.ahead_in_a_row(series, metric))
    kind = StoryKind.SEASONAL if past.is_seasonal(series, metric) else StoryKind.STEADY
    return Story(kind, Mark.PLAIN, own)


def _out_of_line(
    kind: StoryKind, mark: Mark, unusual: past.Unusual, basis: Against, *, gap: float | None = None
) -> Story:
    return Story(kind, mark, basis, n=unusual.n, low=unusual.low, high=unusual.high, gap=gap)


def _gap(delta: Delta, metric: Metric) -> float | None:
    """Return what is missing to the target, None where nothing is."""
    if delta.value is None or delta.target is None:
        return None
    missing = metric.direction.sign * (delta.target - delta.value)
    return round(missing, 12) if missing > 0 else None


def _is_near(delta: Delta, metric: Metric) -> bool:
    """Say whether a target that was missed was missed by little."""
    share = delta.attainment is not None and delta.attainment >= CLOSE
    return share or not material(_gap(delta, metric) or 0.0, 0, metric)
