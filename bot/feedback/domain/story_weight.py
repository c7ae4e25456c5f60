"""How much a story says, and a comparison beside it: how large it is, how sure, and how much of a turn."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import RUN, run_of, tellable
from bot.feedback.domain.feedback import Against, Mark
from bot.feedback.domain.story import StoryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.feedback.domain.story import Story
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

_TURN = {
    StoryKind.FIRST_REACHED: 1.5,
    StoryKind.RECOVERED: 1.3,
    StoryKind.HOLDING: 0.8,
    StoryKind.SLIPPING: 1.1,
    StoryKind.FELL_BACK: 1.4,
    StoryKind.NEAR_MISS: 0.5,
    StoryKind.IMPROVING: 1.2,
    StoryKind.PLATEAU: 0.8,
    StoryKind.BELOW: 1.0,
    StoryKind.DROP: 1.4,
    StoryKind.SPIKE: 1.2,
    StoryKind.BEST: 1.2,
    StoryKind.WORST: 1.3,
    StoryKind.ON_PACE: 0.6,
    StoryKind.BEHIND_PACE: 1.0,
    StoryKind.SEASONAL: 0.2,
    StoryKind.STEADY: 0.2,
}
"""What turns says more than what goes on."""
_PLAIN = 0.4
"""What is neither good nor bad matters less."""
_ENOUGH = 50
"""A ratio of so many cases is half as sure as one of very many."""
_PEERS = 5
_ONCE, _LAST_YEAR, _USUAL = 0.5, 0.6, 0.8
"""How sure one says something of one change, of one a year apart, and of a distance from what is usual."""
_FAR = 7.0
"""A modified z-score of this is as large as it gets."""
_MOST_MOVES = 6


def spoken(story: Story) -> frozenset[Against]:
    """Return the comparisons that a story's own words make."""
    more: set[Against] = set()
    match story.kind:
        case StoryKind.IMPROVING:
            more = {Against.STREAK, Against.PREVIOUS}
        case StoryKind.SLIPPING:
            more = {Against.STREAK, Against.PREVIOUS} if story.run >= RUN else {Against.PREVIOUS, Against.PEERS}
        case StoryKind.DROP | StoryKind.SPIKE:
            more = {Against.BASELINE}
        case StoryKind.SEASONAL:
            more = {Against.PREVIOUS, Against.YEAR_AGO}
        case _:
            pass
    basis = {story.basis} - {Against.BASELINE}  # one's own past as such has no number
    return frozenset(basis | more)


def heard_of(told: Iterable[str]) -> frozenset[str]:
    """Return which comparisons a reader knows who was told these, kinds of stories or comparisons: a story makes some.

    Whoever was told that it gets better for months knows which way it goes.
    """
    names = frozenset(told)
    runs = {StoryKind.IMPROVING, StoryKind.SLIPPING} & names
    return names | ({Against.STREAK, Against.PREVIOUS} if runs else frozenset())


def information(against: Against, delta: Delta, metric: Metric) -> float:
    """Return how much a comparison says, 0..1: how large it is, times how sure (methods 4.1, 4.2)."""
    value, peers = delta.value or 0.0, delta.peers
    match against:
        case Against.PEERS if peers and peers.median is not None:
            return _size(value - peers.median, peers.median) * peers.n / (peers.n + _PEERS)
        case Against.STREAK:
            run = abs(run_of(delta, metric))
            return min(1.0, _size(delta.change, delta.previous) * run) * (1 - 2 / factorial(run + 1))
        case Against.PREVIOUS:
            return _ONCE * _size(delta.change, delta.previous)
        case Against.YEAR_AGO:
            return _LAST_YEAR * _size(delta.year_ago_change, delta.year_ago)
        case Against.BASELINE:
            return _USUAL * min(1.0, abs(delta.z or 0.0) / _FAR)
        case _:
            return 0.0


def weight(delta: Delta, metric: Metric, story: Story | None) -> float:
    """Return how much a value matters beside others of the same person."""
    size = _distance(delta, metric) + 0.05 * min(abs(run_of(delta, metric)), _MOST_MOVES)
    if story is None:
        return round(_TURN[StoryKind.STEADY] * size, 6)
    cases = delta.denominator if metric.is_ratio else None
    sure = cases / (cases + _ENOUGH) if cases else 1.0
    plain = story.mark is Mark.PLAIN and story.kind is not StoryKind.IMPROVING
    return round(size * sure * _TURN[story.kind] * (_PLAIN if plain else 1.0), 6)


def _distance(delta: Delta, metric: Metric) -> float:
    """Return how far a value is from what it is judged by, as a share of that, 1 at most."""
    if delta.attainment is not None:
        return min(1.0, abs(delta.attainment - 1))
    if delta.peers is not None and delta.peers.median is not None and tellable(Against.PEERS, delta, metric):
        return _size((delta.value or 0.0) - delta.peers.median, delta.peers.median)
    return _size(delta.change, delta.previous) if tellable(Against.PREVIOUS, delta, metric) else 0.0


def _size(distance: float | None, base: float | None) -> float:
    if not distance:
        return 0.0
    return min(1.0, abs(distance) / abs(base)) if base else 1.0
