"""Whether a plan that no metric measures is behind: by days that are past, and by what its person says (R99)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.growth.domain.plan_pace import planned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.growth.domain.plan import Plan, PlanReport
    from bot.growth.domain.plan_milestone import Milestone

_WHOLE: Final = Decimal(100)
_TOLERANCE: Final = Decimal(10)
"""Percentage points by which somebody's own estimate may be short of the straight way without saying anything."""
_IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class PlanLag:
    """What shows that a plan is behind: milestones past their day, and the last reports against the straight way.

    ``reports`` are pairs of what was said and what would be on the way, in percent; empty where they are not behind.
    """

    milestones: tuple[Milestone, ...]
    reports: tuple[tuple[Decimal, Decimal], ...]


def measured(plan: Plan) -> bool:
    """Say whether a metric shows how a plan goes."""
    return bool(plan.reading.metric and plan.reading.aim)


def lag(plan: Plan, reports: Sequence[PlanReport], *, today: date) -> PlanLag | None:
    """Return what shows that a plan is behind on a day, None where nothing does.

    A milestone does that is past its day, and two reports in a row that are each more than ten points short of the
    share of the plan's time that was over on their day.
    """
    late = tuple(
        milestone
        for milestone in plan.milestones
        if milestone.awaited and milestone.due is not None and milestone.due < today
    )
    last = [(Decimal(report.percent), _way(plan, report)) for report in reports[-_IN_A_ROW:]]
    short = len(last) == _IN_A_ROW and all(way is not None and said < way - _TOLERANCE for said, way in last)
    found = tuple((said, way) for said, way in last if way is not None) if short else ()
    return PlanLag(late, found) if late or found else None


def _way(plan: Plan, report: PlanReport) -> Decimal | None:
    if plan.due is None:
        return None
    return planned(Decimal(0), _WHOLE, first=plan.started, last=plan.due, day=report.at.date())
