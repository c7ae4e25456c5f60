"""Evidence: what stands behind a message — the values, the rule that called for it, and the rows it all came from."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from bot.kit.exact import rounded

if TYPE_CHECKING:
    from datetime import date

    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.feedback import Feedback
    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Rule, Signal


@dataclass(frozen=True, slots=True)
class ToldValue:
    """What a message said a value was, with data to a day."""

    value: float
    to: date


@dataclass(frozen=True, slots=True)
class Ground:
    """One value with its definition and every stored version of it, newest first.

    ``parts`` says of how many members' rows a unit's value is made, 0 when it was given as it is. ``case`` is the
    number of the running dispute about it, 0 when there is none; ``remark`` is what the person added to it. ``records``
    are those that it is made of, None when it was given as it is, or made of such values. ``of`` names whose value it
    is where that is not the subject, and ``told`` is what the message said where it is another value by now.
    ``drivers`` say what moved it, as far as the reader may be told.
    """

    delta: Delta
    metric: Metric
    versions: tuple[Reading, ...]
    parts: int = 0
    case: int = 0
    remark: Remark | None = None
    records: RecordEvidence | None = None
    of: str = ""
    told: ToldValue | None = None
    drivers: Drivers | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything behind one feedback, or (None) behind a value.

    ``readers`` are all who have words about it, ``waiting`` those for whom some are on their way. ``late`` is what the
    subject's results rest on and others provided late in the same periods.
    """

    feedback: Feedback | None
    subject: Person
    grounds: tuple[Ground, ...]
    rules: tuple[tuple[Signal, Rule], ...]
    readers: tuple[Person, ...]
    waiting: tuple[Person, ...] = ()
    late: tuple[LateDependency, ...] = ()


def short_of(delta: Delta, metric: Metric, goal: float) -> tuple[float, float | None]:
    """Return what is missing to a goal, and for a ratio how many of its cases that is; 0 when it is reached.

    Where lower is better it is how much less it would have to be. Of what comes in whole numbers it is a whole one.
    """
    sign = metric.direction.sign
    distance = rounded(sign * (goal - (delta.value or 0.0)))
    if delta.value is None or distance <= 0:
        return 0.0, None
    if metric.is_ratio and delta.numerator is not None and delta.denominator:
        needed = rounded(goal * delta.denominator)
        whole = ceil(needed) if sign > 0 else floor(needed)
        return distance, abs(whole - delta.numerator)
    whole_numbers = float(delta.value).is_integer() and not metric.is_ratio and delta.elapsed >= 1
    return (float(ceil(distance)) if whole_numbers else distance), None
