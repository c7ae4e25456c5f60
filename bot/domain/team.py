"""Teams at a glance: which of somebody's values matters most, who needs a talk, and what deserves a word of praise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.feedback import Mark
from bot.domain.outline import judge, weight
from bot.domain.person import Kind
from bot.domain.report import TALK_BELOW, goes_well

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.domain.person import Person
    from bot.domain.reading import Period

Value = tuple[str, date]
"""A metric and the first day of a period."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How one of a team stands: the value that matters most, and whether it calls for a talk or deserves praise.

    ``praise`` is the value to praise somebody for, also beside one to talk about. ``next_at`` is the one-on-one that is
    planned. ``remarks`` is what they, or an open dispute of theirs, say beside the number.
    """

    person: Person
    delta: Delta | None
    talk: bool = False
    praise: Delta | None = None
    next_at: datetime | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Below:
    """The people of somebody further down: how many have a figure, and the share of them who reached their target.

    Without ``n`` they are hidden, because they are too few, here or by subtraction.
    """

    lead: Person
    n: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Depth:
    """What is told of people further down, about one metric and period."""

    metric: Metric
    period: Period
    groups: tuple[Below, ...]


def matters(delta: Delta, metric: Metric) -> float:
    """Return how much a value matters beside others of the same person."""
    judged = judge(delta, metric)
    return weight(delta, metric, judged[0] if judged else Mark.PLAIN)


def stand(
    person: Person,
    deltas: Sequence[Delta],
    metrics: Mapping[str, Metric],
    *,
    called: Collection[Value] = (),
    praised: Collection[Value] = (),
    next_at: datetime | None = None,
) -> Stand:
    """Say how somebody stands by their newest values; ``called`` and ``praised`` are those that rules fired about.

    With a unit nobody can talk.
    """
    known = [one for one in deltas if one.value is not None and one.metric in metrics]
    known.sort(key=lambda one: (-matters(one, metrics[one.metric]), one.metric))
    if person.kind is Kind.UNIT:
        return Stand(person, next(iter(known), None))
    talk = next((one for one in known if _value(one) in called or _falls_short(one, metrics[one.metric])), None)
    well = [one for one in known if one is not talk and (_value(one) in praised or _well(one, metrics[one.metric]))]
    shown = talk or next(iter(known), None)
    return Stand(person, shown, talk is not None, next(iter(well), None), next_at)


def _value(delta: Delta) -> Value:
    return delta.metric, delta.period.start


def _falls_short(delta: Delta, metric: Metric) -> bool:
    return delta.attainment is not None and delta.attainment < TALK_BELOW and judge(delta, metric) is not None


def _well(delta: Delta, metric: Metric) -> bool:
    judged = judge(delta, metric)
    return judged is not None and judged[0] is Mark.STRENGTH and goes_well(delta, metric)
