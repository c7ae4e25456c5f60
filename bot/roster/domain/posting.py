"""Postings: to whom somebody reports, in which department, unit and role, and from which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIELDS: Final = ("manager_id", "department", "unit", "role")
"""What a posting says of somebody; the rest of a person is not dated."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Where somebody stands from a day on; ``planned`` until that day has begun where they are.

    ``said`` are the fields that whoever wrote it named; the others are those of the time around it (:func:`settled`).
    Where nothing was said of a day it is how somebody stood when they were first heard of.
    """

    person_id: str
    start: date
    manager_id: str | None
    department: str = ""
    unit: str = ""
    role: str = ""
    planned: bool = False
    by: str = ""
    said: tuple[str, ...] = FIELDS

    def fields(self) -> dict[str, Any]:
        """Return what it says, as a row of the people file has it."""
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody has changed managers; "" is no manager."""

    person_id: str
    before: str
    after: str
    start: date


def differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Say whether two descriptions of somebody place them differently."""
    return any(name in after and (before.get(name) or "") != (after[name] or "") for name in FIELDS)


def settled(postings: Iterable[Posting]) -> list[Posting]:
    """Return somebody's postings in order, with the fields that each leaves open filled in from those around it.

    What was said last holds until something else is said. Before anything was, they stood as when they were first heard
    of, or else as is said first. So it makes no difference in which order postings were written down.
    """
    ordered = sorted(postings, key=lambda posting: posting.start)
    values: dict[str, Any] = {}
    for posting in reversed(ordered):
        values |= {
            name: getattr(posting, name) for name in posting.said or FIELDS if posting.said or posting is ordered[0]
        }
    found = []
    for posting in ordered:
        values |= {name: getattr(posting, name) for name in posting.said}
        found.append(replace(posting, **values))
    return found


def put_among(history: Sequence[Posting], posting: Posting, *, dated: bool) -> list[Posting]:
    """Return somebody's settled postings with one more; what both say of one day is one posting, the later one counts.

    ``history`` is not empty. What is said without a day when somebody is first heard of is how they stood before, too.
    """
    first, others = history[0], [other for other in history if other.start != posting.start]
    same = next((other for other in history if other.start == posting.start), None)
    if same and (same.said or not dated):
        said = {name: getattr(other, name) for other in (same, posting) for name in other.said}
        known = same.fields() | said
        named = tuple(name for name in FIELDS if name in said) if same.said or same is not first else ()
        return settled([*others, replace(posting, **known, said=named)])
    if not first.said and posting.start <= first.start:
        others.append(replace(first, start=posting.start - timedelta(days=1)))
    return settled([*others, posting])


def standing(postings: Sequence[Posting], day: date) -> Posting | None:
    """Return the posting in force on a day, of settled ones: before the first day the first; None of none."""
    begun = [posting for posting in postings if posting.start <= day]
    return begun[-1] if begun else next(iter(postings), None)


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """What holds of people from which day on, as columns sorted by person and day; ``value`` is a number of something.

    The first spell of somebody reaches back for ever, and the last one ahead.
    """

    key: NDArray[np.int64]
    value: NDArray[np.int64]

    @classmethod
    def of(cls, steps: Mapping[int, Sequence[tuple[int, int]]]) -> Spells:
        """Make them of each person's steps, day (since 1970-01-01) and value, in the order of days; none is empty."""
        rows = [
            (_key(person, day if place else _LONG_AGO), value)
            for person in sorted(steps)
            for place, (day, value) in enumerate(steps[person])
        ]
        table = np.array(rows, np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def at(self, person: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what holds of each person on a day each; of every person something is known."""
        return self.value[np.searchsorted(self.key, _key(person, day), "right") - 1]


Day = TypeVar("Day", int, "NDArray[np.int64]")


def _key(person: Day, day: Day) -> Day:
    return (person << 32) + (day - _LONG_AGO)


_LONG_AGO: Final = -(2**31)
