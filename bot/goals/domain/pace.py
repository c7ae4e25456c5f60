"""How a goal goes against its time: its progress over the share of its period that is gone (methods 4.7, R158).

A goal of which all is to be reached should be nearly as far as its time is: from nine tenths of that on it is on track,
below seven tenths off it. One that was set so high that 0.6 to 0.7 of it is good may be behind by as much: it is on
track from 0.7, and off it below 0.4. In the first tenth of the period nothing is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import Commitment, elapsed
from bot.goals.domain.key_result import Measure
from bot.kit.exact import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.goals.domain.goal import Goal, GoalProgress
    from bot.goals.domain.key_result import MeasuredValue

EARLY: Final = 0.1
"""The share of a period before which nothing is judged: a first week says nothing of a year."""
LIMITS: Final = {Commitment.COMMITTED: (0.9, 0.7), Commitment.ASPIRATIONAL: (0.7, 0.4)}
"""From which pace on a goal is on track, and below which it is off track."""
_STANDING: Final = frozenset({Measure.BAR, Measure.MILESTONE})
"""What is kept or done, or is not, and does not grow with time."""


class Health(StrEnum):
    """Whether a goal will be reached as it goes now; of goals, never of people."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    EARLY = "early"
    """It has hardly begun, or not yet."""
    UNKNOWN = "unknown"
    """Nothing is known of it yet."""

    @property
    def rank(self) -> int:
        """The place in a list that begins with what needs somebody."""
        return (Health.OFF_TRACK, Health.AT_RISK, Health.UNKNOWN, Health.ON_TRACK, Health.EARLY).index(self)


@dataclass(frozen=True, slots=True)
class GoalPace:
    """How a goal goes on a day: ``progress``, the share of its period that is ``elapsed``, and one over the other.

    ``pace`` is None before the period begins, while nothing is known, and where time says nothing: of goals that are
    kept or done, or are not.
    """

    progress: float | None
    elapsed: float
    pace: float | None
    health: Health


def pace(goal: Goal, progress: GoalProgress, measured: Mapping[int, MeasuredValue], day: date) -> GoalPace:
    """Say how a goal goes at the end of a day; ``measured`` is where its own key results stand, by number."""
    gone = rounded(elapsed(goal.period, day))
    value = progress.value
    alone = progress.parts == len(goal.key_results)
    if alone and goal.key_results and all(result.measure in _STANDING for result in goal.key_results):
        return GoalPace(value, gone, None, _standing(goal, measured, day))
    speed = None if value is None or not gone else rounded(value / gone)
    return GoalPace(value, gone, speed, _moving(goal.commitment, speed, gone))


def _moving(commitment: Commitment, speed: float | None, gone: float) -> Health:
    if gone < EARLY:
        return Health.EARLY
    if speed is None:
        return Health.UNKNOWN
    good, poor = LIMITS[commitment]
    return Health.ON_TRACK if speed >= good else Health.AT_RISK if speed >= poor else Health.OFF_TRACK


def _standing(goal: Goal, measured: Mapping[int, MeasuredValue], day: date) -> Health:
    """Judge what is kept or done, or is not: a bar as it stands, a milestone from the last day on."""
    if elapsed(goal.period, day) < EARLY:
        return Health.EARLY
    worst = Health.UNKNOWN
    for result in goal.key_results:
        found = measured.get(result.no)
        done = found is not None and found.progress is not None and found.progress >= 1
        if result.measure is Measure.MILESTONE and not done:
            state = Health.OFF_TRACK if day > goal.period.end else Health.ON_TRACK
        elif found is None:
            continue
        else:
            state = Health.ON_TRACK if done else Health.OFF_TRACK
        worst = state if worst is Health.UNKNOWN or state.rank < worst.rank else worst
    return worst
