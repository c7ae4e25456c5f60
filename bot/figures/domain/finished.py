"""What somebody has finished: projects with how far their goal was reached, and trainings; read from events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.figures.domain.event import EventKind

if TYPE_CHECKING:
    from bot.figures.domain.record import Record

FINISHING: Final = {EventKind.PROJECT_COMPLETED: "project", EventKind.TRAINING_DONE: "course"}
"""The events by which something is finished, and the dimension that names what."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A project or training that is done.

    ``attainment`` is how much of a project's goal was reached (1 is all), ``due`` the day it was agreed for. ``hours``
    and ``score`` are those of a training. What the source does not say is None.
    """

    kind: EventKind
    what: str
    day: date
    attainment: Decimal | None = None
    due: date | None = None
    hours: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FinishedSince:
    """What somebody has finished since a day, newest first."""

    since: date
    items: tuple[Finished, ...] = ()


def finished(kind: EventKind, record: Record) -> Finished:
    """Return what an event of a kind says is done."""
    return Finished(
        kind,
        record.dimensions.get(FINISHING[kind], ""),
        record.day,
        attainment=record.measures.get("attainment"),
        due=_day(record.dimensions.get("due", "")),
        hours=record.measures.get("hours"),
        score=record.measures.get("score"),
    )


def newest_first(items: Iterable[Finished]) -> tuple[Finished, ...]:
    """Put what is done in order: the newest first, and of one day by name."""
    return tuple(sorted(items, key=lambda item: (-item.day.toordinal(), item.what)))


def _day(text: str) -> date | None:
    """Read the day that a project was due; what is no such day is not said."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
