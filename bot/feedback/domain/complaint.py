"""Complaints of customers: what one is about, and on which day those involved are told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain.suppression import FLOOR
from bot.kit.period import Period

if TYPE_CHECKING:
    from bot.figures.domain.record import Record

MORNING: Final = time(9, 0)
"""When those involved are told of what came in after they had been told on the day before."""
BEFORE: Final = timedelta(days=30)
"""What a number of complaints is held against: those of so many days before."""


@dataclass(frozen=True, slots=True)
class ComplaintNotice:
    """That people are told of a complaint: when it was heard of, and on which day they are told."""

    stream: str
    id: str
    person_id: str
    heard_at: datetime
    told_on: date


@dataclass(frozen=True, slots=True)
class ComplaintCount:
    """How many complaints there are about a product and of a category, and how many of each severity."""

    product: str
    category: str
    n: int
    severities: tuple[tuple[str, int], ...] = ()


def told_on(notices: Iterable[ComplaintNotice], today: date, *, now: datetime) -> date:
    """Return the day on which people are told of what is heard of now: today, or tomorrow when they were told already.

    ``notices`` are those of today. What is heard of at the same instant is told together. So nobody is told more than
    once a day about the same person or unit, and a message is complete before it may go.
    """
    return today if all(notice.heard_at == now for notice in notices) else today + timedelta(days=1)


def counted(complaints: Iterable[Record]) -> list[ComplaintCount]:
    """Count complaints by product and category, most first; customers are in none of it."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    for record in complaints:
        key = (record.dimensions.get("product", ""), record.dimensions.get("category", ""))
        groups.setdefault(key, Counter())[record.dimensions.get("severity", "")] += 1
    found = [
        ComplaintCount(product, category, severities.total(), _named(severities))
        for (product, category), severities in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.n, group.product, group.category))


def _named(severities: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((text, n) for text, n in severities.items() if text), key=lambda pair: (-pair[1], pair[0])))


def days_of(complaints: Iterable[Record]) -> Period:
    """Return the first and the last day of some complaints.

    Raises:
        ValueError: there are none.
    """
    days = [record.day for record in complaints]
    return Period(min(days), max(days))


def tells_members(members: int) -> bool:
    """Whether the people of a unit are told of complaints about it.

    In a unit of a few each would know which of the others it is about; whoever is alone is told of their own.
    """
    return members == 1 or members >= FLOOR
