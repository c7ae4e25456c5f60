"""A plan as somebody sees it: with whose it is, how it goes, and what they may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal import Goal
    from bot.growth.domain.plan import Plan, PlanReport
    from bot.growth.domain.plan_pace import Pace


@dataclass(frozen=True, slots=True)
class PlanSight:
    """A plan as its reader sees it: whose it is, what its metric shows, what was said of it.

    ``goal`` is the one that it was made into. ``own`` says that it is the reader's, ``leads`` that they lead its person
    and decide about it.
    """

    plan: Plan
    name: str
    own: bool
    leads: bool
    metric: Metric | None = None
    pace: Pace | None = None
    reports: tuple[PlanReport, ...] = ()
    goal: Goal | None = None
