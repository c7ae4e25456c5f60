"""The days on which a plan asks something of somebody: before and on what is due, after each month, at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from bot.goals.domain.aim_time import after
from bot.growth.domain.plan import PlanState, SupportState
from bot.kit.period import Grain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.growth.domain.plan import Plan

Works = Callable[[date], bool]
"""Whether people work on a day, where somebody is."""


class PlanStep(StrEnum):
    """What happens to a plan on a day, or at once when somebody has done something."""

    SOON = "soon"
    """What is due comes the working day before."""
    DUE = "due"
    REPORT = "report"
    """Its person is asked how it goes (R96)."""
    PACE = "pace"
    """It is behind its line, or its days where no metric shows one (R99)."""
    CLOSE = "close"
    """Whoever leads its person is asked what became of it."""
    PROMISED = "promised"
    """Support was promised for this day."""
    BEGUN = "begun"
    ASKED = "asked"
    """Support is asked for."""
    ANSWERED = "answered"
    REPORTED = "reported"
    ENDED = "ended"
    SKIPPED = "skipped"
    """A milestone is left out this time."""


WHOLE: Final = 0
"""The place of the plan itself where others are those of its milestones, from 1."""
GRACE: Final = {
    PlanStep.SOON: timedelta(0),
    PlanStep.DUE: timedelta(0),
    PlanStep.PROMISED: timedelta(0),
    PlanStep.REPORT: timedelta(days=3),
    PlanStep.PACE: timedelta(days=20),
    PlanStep.CLOSE: timedelta(days=20),
}
"""For how long after its day a step is still worth taking; the figures of a month come days after it."""
_LONGEST: Final = timedelta(days=10)


@dataclass(frozen=True, slots=True, order=True)
class PlanDay:
    """A day on which a plan has a step; ``place`` is that of the milestone or request it is about."""

    day: date
    step: PlanStep
    place: int = WHOLE


def days(plan: Plan, works: Works) -> tuple[PlanDay, ...]:
    """Return the days of a plan that runs, in order; of one that does not there are none.

    Reminders come the working day before something is due and on the last working day up to it, then stop. A day on
    which a report is asked for has no reminder of its own: that card has what is due as well.
    """
    if plan.state is not PlanState.OPEN:
        return ()
    reports = list(checkpoints(plan))
    found = {PlanDay(_next(day, works), PlanStep.REPORT, place) for place, day in enumerate(reports, start=1)}
    found |= {PlanDay(_next(day, works), PlanStep.PACE, place) for place, day in enumerate(reports, start=1)}
    asked = {_last(day, works) for day in reports} | {_next(day, works) for day in reports}
    for place, due in _due(plan):
        last = _last(due, works)
        if last not in asked:
            found.add(PlanDay(last, PlanStep.DUE, place))
        found.add(PlanDay(_last(last - timedelta(days=1), works), PlanStep.SOON, place))
    if plan.due:
        found.add(PlanDay(_next(plan.due + timedelta(days=1), works), PlanStep.CLOSE))
    for place, support in enumerate(plan.supports, start=1):
        if support.state is SupportState.ACCEPTED and support.due:
            found.add(PlanDay(_last(support.due, works), PlanStep.PROMISED, place))
    return tuple(sorted(found))


def checkpoints(plan: Plan) -> Iterator[date]:
    """Yield the days after each month of a plan at which its person reports; the last one is its end, and is none."""
    if plan.due is None:
        return
    for months in count(1):
        day = after(plan.started, months, Grain.MONTH)
        if day >= plan.due:
            return
        yield day


def _due(plan: Plan) -> list[tuple[int, date]]:
    """Return what is open and has a day; the plan's own end only where no open milestone has the same."""
    open_ = [
        (place, milestone.due)
        for place, milestone in enumerate(plan.milestones, start=1)
        if milestone.due and milestone.awaited
    ]
    if plan.due and plan.due not in {due for _, due in open_}:
        open_.append((WHOLE, plan.due))
    return open_


def due_of(plan: Plan, place: int) -> date | None:
    """Return when a milestone, or the plan itself, is due; None of what is done, left out, is over, or has no day."""
    if plan.state is not PlanState.OPEN:
        return None
    if place == WHOLE:
        return plan.due
    milestone = plan.milestones[place - 1] if place <= len(plan.milestones) else None
    return milestone.due if milestone and milestone.awaited else None


def _last(day: date, works: Works) -> date:
    """Return the last day up to one on which people work; that day itself where none is near."""
    near = (day - timedelta(days=back) for back in range(_LONGEST.days))
    return next((found for found in near if works(found)), day)


def _next(day: date, works: Works) -> date:
    near = (day + timedelta(days=ahead) for ahead in range(_LONGEST.days))
    return next((found for found in near if works(found)), day)
