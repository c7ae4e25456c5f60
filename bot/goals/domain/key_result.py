"""Key results: what of a goal is measured, by data or by what somebody types, and how far each is (R114 to R117)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.figures.domain.formula import RecordFilter
from bot.figures.domain.metric import Direction
from bot.goals.domain.obstacle import Obstacle
from bot.kit.period import Period


class Measure(StrEnum):
    """What is measured of a key result."""

    COUNT = "count"
    """So many things done: 3 products (R114)."""
    VALUE = "value"
    """A value that is to get from ``start`` to ``target``, in either direction (R115)."""
    RATIO = "ratio"
    """A numerator over a denominator, to ``target`` (R116)."""
    MILESTONE = "milestone"
    """Done or not done (R117)."""
    BAR = "bar"
    """A value that is to stay below or above ``target``, strictly (R165)."""
    CHANGE = "change"
    """``target`` percent more or less than the value of ``baseline`` (R141)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """One thing that is measured of a goal; its ``weight`` is among the goal's other key results and parts.

    ``target`` and ``start`` are in the unit of the metric (shares as fractions of one), or for what somebody types in
    ``unit``; of :attr:`Measure.CHANGE` the target is in percent, positive (10 is less or more by 10 %), and ``start``
    the value that it is measured from, which is read from the data of ``baseline`` where a metric is named. A milestone
    has none. ``direction`` is which way is better. ``start`` may be None: then the share of the target is what counts.

    ``metric`` names what feeds it and ``subject_id`` whose values these are (a person or a unit); ``where`` chooses
    records, as a formula's filters do. Both are "" for what somebody types, or a project's event brings.
    """

    title: str = ""
    measure: Measure = Measure.VALUE
    weight: Decimal = Decimal(1)
    direction: Direction = Direction.HIGHER
    target: Decimal | None = None
    start: Decimal | None = None
    baseline: Period | None = None
    unit: str = ""
    metric: str = ""
    subject_id: str = ""
    where: tuple[RecordFilter, ...] = ()
    no: int = 0

    @property
    def typed(self) -> bool:
        """Whether no system measures it, so that people type how far it is."""
        return not self.metric


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredValue:
    """Where a key result stands: its newest value, in the unit of its target (a milestone: 1 done, 0 not).

    ``numerator`` and ``denominator`` are those of a ratio where they are known. ``period`` is the days that the value
    is of, None for what was typed. ``typed_by`` is who typed it, "" for data; ``progress`` is how far that is.
    """

    value: Decimal
    at: datetime
    progress: float | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    period: Period | None = None
    typed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCheckIn:
    """What somebody says of how a goal goes: a typed value of one of its key results, words, what is in the way.

    ``key_result_no`` and ``value`` are 0 and None where no value was typed. ``need`` is what would help.
    """

    goal_no: int
    by: str
    at: datetime
    key_result_no: int = 0
    value: Decimal | None = None
    text: str = ""
    obstacle: Obstacle | None = None
    need: str = ""
    no: int = 0
