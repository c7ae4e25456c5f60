"""Scores of a period: somebody's goals that end in it, each with its weight; what is missing or was a try is left out.

A score is no rating: it becomes part of one only where an admin has said so for a review (methods 4.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import COUNTING, UNKNOWN, GoalLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.goals.domain.goal import Goal, GoalProgress
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class ScoredGoal:
    """A goal in a score: how far it is, from 0 to what counts at most, and None where nothing is known of it."""

    goal: Goal
    progress: Decimal | None


@dataclass(frozen=True, slots=True)
class PeriodScore:
    """The weighted mean of goals of which anything is known, from 0 to what counts at most; None where that is none.

    ``tried`` are the experiments that were approved: they are shown, and count for nothing (R130).
    """

    value: Decimal | None
    goals: tuple[ScoredGoal, ...] = ()
    tried: tuple[ScoredGoal, ...] = ()

    @property
    def based_on(self) -> tuple[ScoredGoal, ...]:
        """The goals that it rests on."""
        return tuple(scored for scored in self.goals if scored.progress is not None)

    def share(self, scored: ScoredGoal) -> Decimal:
        """Return what part of the score's weight a goal that it rests on has, from 0 to 1."""
        return scored.goal.weight / sum((known.goal.weight for known in self.based_on), Decimal(0))


def period_score(
    goals: Iterable[Goal], progress: Mapping[int, GoalProgress], period: Period, *, cap: Decimal = Decimal(1)
) -> PeriodScore:
    """Return Σ wᵢ·min(pᵢ, cap) / Σ wᵢ over somebody's own goals that end in a period (methods 4.7).

    Exact in decimals. Less than nothing counts as nothing; a goal that was dropped, or waits for a yes, is none.
    """
    ending = [
        ScoredGoal(goal, _bounded(progress.get(goal.no, UNKNOWN).value, cap))
        for goal in goals
        if goal.level is GoalLevel.PERSON and goal.state in COUNTING and period.start <= goal.period.end <= period.end
    ]
    counting = tuple(scored for scored in ending if scored.goal.counts)
    known = [(scored.goal.weight, scored.progress) for scored in counting if scored.progress is not None]
    weight = sum((weight for weight, _ in known), Decimal(0))
    total = sum((weight * far for weight, far in known), Decimal(0))
    tried = tuple(scored for scored in ending if not scored.goal.counts)
    return PeriodScore(total / weight if weight else None, counting, tried)


def _bounded(value: float | None, cap: Decimal) -> Decimal | None:
    return None if value is None else min(max(Decimal(repr(value)), Decimal(0)), cap)
