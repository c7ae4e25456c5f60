"""Review cycles: who is reviewed about which period, by which form, in which order, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bot.kit.errors import Invalid
from bot.kit.period import Period

USUAL_REPORT_DAYS: Final = 3


class FillOrder(StrEnum):
    """Who writes first (R66, Q11); chosen for a cycle, and for single units otherwise."""

    EMPLOYEE_FIRST = "employee_first"
    MANAGER_FIRST = "manager_first"
    PARALLEL = "parallel"
    """Both write without seeing the other's words, then compare."""


class PartKind(StrEnum):
    """What a result may be made of (R52)."""

    KPI = "kpi"
    """Attainment of the targets of the period."""
    OKR = "okr"
    """Scores of the goals of the period."""
    PEERS = "peers"
    """Ratings by colleagues (360°)."""


@dataclass(frozen=True, slots=True)
class ResultPart:
    """One part of the result, with its weight among the parts; weights need not sum to anything."""

    kind: PartKind
    weight: Decimal


class CycleState(StrEnum):
    """Where a cycle is as a whole; where each person is in it says their review."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The days of a cycle; each ends for a person with that day where they are.

    ``opens`` is when the forms go out, ``self_due`` and ``manager_due`` until when each side writes (the side that
    writes first has the earlier day), ``peers_due`` until when colleagues answer (None: as long as whoever leads the
    person writes), ``meet_by`` until when the two talk, ``closes`` when nothing is changed any more but by an addendum.
    ``goals_due`` and ``midway`` are until when goals are agreed at the start and people check in half-way (R120); None
    is no such prompt. ``report_days`` is how many days before a talk whoever leads somebody gets the report for it,
    and before the last day for talks nobody's words change any more.
    """

    opens: date
    self_due: date
    manager_due: date
    meet_by: date
    closes: date
    goals_due: date | None = None
    midway: date | None = None
    report_days: int = USUAL_REPORT_DAYS
    peers_due: date | None = None

    @property
    def peers_until(self) -> date:
        """The last day on which colleagues answer."""
        return self.peers_due or self.manager_due

    @property
    def name_by(self) -> date:
        """Until when the employee is asked to name colleagues: a third of the days that there are."""
        return self.opens + (self.peers_until - self.opens) // 3

    @property
    def agree_by(self) -> date:
        """The day after which the named colleagues count as agreed to: half of the days that there are (U29)."""
        return self.opens + (self.peers_until - self.opens) // 2

    @property
    def revise_by(self) -> date:
        """Until when the employee changes their words after reading the manager's: before the report is made."""
        return max(self.self_due, self.manager_due, self.meet_by - timedelta(days=self.report_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One round of reviews.

    ``units`` are the ids of the units whose people take part, everybody for none. ``orders`` are the units that write
    in another order than ``order``. ``parts`` are what the result is made of, none where there is to be none.
    ``version`` grows with every amendment; what was answered stays (U30).
    """

    no: int
    name: str
    period: Period
    template: str
    template_version: int
    schedule: Schedule
    order: FillOrder = FillOrder.EMPLOYEE_FIRST
    orders: Mapping[str, FillOrder] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    parts: tuple[ResultPart, ...] = ()
    state: CycleState = CycleState.DRAFT
    version: int = 1
    by: str = ""
    at: datetime | None = None

    @property
    def asks_peers(self) -> bool:
        """Whether colleagues are asked."""
        return any(part.kind is PartKind.PEERS for part in self.parts)

    def order_for(self, units: frozenset[str]) -> FillOrder:
        """Return the order in which somebody and whoever leads them write; ``units`` are the person's."""
        return next((self.orders[unit] for unit in sorted(units) if unit in self.orders), self.order)


def checked(cycle: Cycle) -> Cycle:
    """Return a cycle whose days follow one another.

    Raises:
        Invalid: naming the two days that do not, or what else cannot be.
    """
    days = cycle.schedule
    if not cycle.name.strip():
        raise Invalid("cycle-no-name")
    if cycle.period.end < cycle.period.start:
        raise Invalid("cycle-period")
    first, second = (
        (days.manager_due, days.self_due)
        if cycle.order is FillOrder.MANAGER_FIRST
        else (days.self_due, days.manager_due)
    )
    if cycle.order is FillOrder.PARALLEL:
        first = second = max(first, second)
    prompts = [("goals_due", days.goals_due), ("midway", days.midway)]
    in_order = [(name, day) for name, day in prompts if day is not None]
    in_order += [("opens", days.opens), ("first_due", first), ("second_due", second)]
    in_order += [("meet_by", days.meet_by), ("closes", days.closes)]
    for (early, before), (late, after) in pairwise(in_order):
        if after < before:
            raise _out_of_order(early, late, before, after)
    if cycle.asks_peers and days.peers_until > days.meet_by:
        raise _out_of_order("peers_due", "meet_by", days.peers_until, days.meet_by)
    if cycle.asks_peers and days.peers_until < days.opens:
        raise _out_of_order("opens", "peers_due", days.opens, days.peers_until)
    if any(part.weight <= 0 for part in cycle.parts) or len({part.kind for part in cycle.parts}) < len(cycle.parts):
        raise Invalid("cycle-parts")
    return cycle


def _out_of_order(early: str, late: str, before: date, after: date) -> Invalid:
    return Invalid("cycle-days", early=early, late=late, before=before.isoformat(), after=after.isoformat())
