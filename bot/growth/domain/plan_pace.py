"""How a plan goes: where its metric should be by now on the straight way there, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.delta import Flag
from bot.figures.domain.metric import smallest_step
from bot.goals.domain.aim import aimed_at, in_unit
from bot.goals.domain.aim_amount import AimKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.growth.domain.plan import Plan
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class Pace:
    """Where the metric of a plan stands on a day, in its unit, against the straight line from ``base`` to ``target``.

    ``planned`` is the line's value on the last day of ``period``, of which ``actual`` is the value.
    """

    base: Decimal
    target: Decimal
    planned: Decimal
    actual: Decimal
    period: Period

    @property
    def rising(self) -> bool:
        """Whether the way leads up."""
        return self.target > self.base

    @property
    def gap(self) -> Decimal:
        """How far the value is short of the line; below zero where it is ahead of it."""
        return self.planned - self.actual if self.rising else self.actual - self.planned

    @property
    def reached(self) -> bool:
        """Whether the value is where the plan wants it."""
        return self.actual >= self.target if self.rising else self.actual <= self.target

    @property
    def share(self) -> Decimal:
        """What part of the way was gone: 1 at the target, below 0 behind where it began."""
        return (self.actual - self.base) / (self.target - self.base)

    def slow(self, metric: Metric) -> bool:
        """Say whether the value is behind the line by more than is noise for the metric (methods 4.1, materiality)."""
        step = smallest_step(float(metric.minimum_step or 0), float(self.planned))
        return not self.reached and self.gap > Decimal(str(step))


def base_and_target(plan: Plan, metric: Metric) -> tuple[Decimal, Decimal] | None:
    """Return where a plan's metric stood and where it is to be; None where either is not known, or they are equal.

    Where the words themselves say where it stands, that counts.
    """
    aim = plan.reading.aim
    if aim is None or plan.reading.compared:
        return None
    base = in_unit(aim.origin, metric) if aim.origin else plan.baseline
    target = aimed_at(aim, metric, base)
    if base is None or target is None or target == base:
        return None
    if aim.kind is AimKind.VALUE and aim.rising is not None and aim.rising != (target > base):
        return None  # it is there already: to keep it there is no way to go
    return base, target


def planned(base: Decimal, target: Decimal, *, first: date, last: date, day: date) -> Decimal:
    """Return the value on a day of the straight line between two values on two days; beyond its ends, theirs."""
    whole = (last - first).days
    if day >= last or whole <= 0:
        return target
    return base + (target - base) * max((day - first).days, 0) / whole


def newest_before(deltas: Iterable[Delta], day: date) -> Delta | None:
    """Return the newest whole period's value that was over on a day."""
    whole = [delta for delta in deltas if delta.period.end <= day and _counts(delta)]
    return max(whole, key=lambda delta: delta.period.end, default=None)


def pace(plan: Plan, metric: Metric, deltas: Iterable[Delta], *, today: date) -> Pace | None:
    """Say how a plan goes by the newest whole period that lies mostly within it; None where there is nothing to say."""
    ends = base_and_target(plan, metric)
    last = plan.due
    if ends is None or last is None:
        return None
    newest = newest_before((delta for delta in deltas if _within(delta.period, plan.started)), today)
    if newest is None or newest.value is None:
        return None
    base, target = ends
    line = planned(base, target, first=plan.started, last=last, day=newest.period.end)
    return Pace(base, target, line, Decimal(str(newest.value)), newest.period)


def _within(period: Period, start: date) -> bool:
    return (start - period.start).days * 2 <= period.days


def _counts(delta: Delta) -> bool:
    return delta.value is not None and not delta.flags & (Flag.PARTIAL_PERIOD | Flag.QUARANTINED)
