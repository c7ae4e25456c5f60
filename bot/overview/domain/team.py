"""Teams at a glance: which of somebody's values matters most, who needs a talk, and what deserves a word of praise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.story import reads, story_of
from bot.feedback.domain.story_weight import weight
from bot.overview.domain.report import goes_well
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.people.domain.person import Person

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


@dataclass(frozen=True, slots=True)
class Group:
    """A team further down as one who leads it from above sees it: who leads it, and what is told, None for nothing."""

    lead: Person
    depth: Depth | None


def matters(delta: Delta, metric: Metric) -> float:
    """Return how much a value matters beside others of the same person."""
    return weight(delta, metric, story_of((delta,), metric))


def stand(
    person: Person,
    deltas: Sequence[Delta],
    metrics: Mapping[str, Metric],
    *,
    calling: Sequence[Delta] = (),
    praised: Collection[Value] = (),
    next_at: datetime | None = None,
) -> Stand:
    """Say how somebody stands by their newest values.

    ``calling`` are those that call for a talk (see ``bot.talks.services.talk``), which may be of the period before one
    that is running; rules ``praised`` others. With a unit nobody can talk.
    """
    due = {_value(delta) for delta in calling}
    each = {_value(delta): delta for delta in (*deltas, *calling)}.values()
    known = [delta for delta in each if delta.value is not None and delta.metric in metrics]
    known.sort(key=lambda delta: (-matters(delta, metrics[delta.metric]), delta.metric))
    if person.kind is Kind.UNIT:
        return Stand(person, next(iter(known), None))
    talk = next((delta for delta in known if _value(delta) in due), None)
    well = (
        delta
        for delta in known
        if delta is not talk and (_value(delta) in praised or _well(delta, metrics[delta.metric]))
    )
    shown = talk or next(iter(known), None)
    return Stand(person, shown, talk is not None, next(well, None), next_at)


def _value(delta: Delta) -> Value:
    return delta.metric, delta.period.start


def _well(delta: Delta, metric: Metric) -> bool:
    return reads(delta, metric) is Mark.STRENGTH and goes_well(delta, metric)
