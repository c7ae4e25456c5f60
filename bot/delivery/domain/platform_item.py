"""Platform items: what stands in a platform's own calendar or to-do list because something here does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LEASE: Final = timedelta(minutes=2)
"""For how long an item belongs to the process that brings it; more than the calls for it may take."""
MOST_TRIES: Final = 8
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


class ItemKind(StrEnum):
    """Where an item stands."""

    EVENT = "event"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class PlatformItem:
    """An entry of somebody's calendar or to-do list on a platform, as it is to stand there.

    ``key`` is what it is for, once for each kind and platform; ``mark`` is what the platform sees of it, and tells
    nothing. ``at`` is when an event begins, or by when something is to be done. ``other_id`` is with whom, where they
    are on the same platform. ``closed`` says that it is called off or done. ``version`` rises with every change, and
    ``carried`` is the one that the platform has (-1: none), under its own name ``ref``. ``tries`` counts the attempts
    since then: from the second on an earlier one may have come through.
    """

    kind: ItemKind
    key: str
    platform: str
    mark: str
    person_id: str
    other_id: str
    title: str
    at: datetime | None
    minutes: int
    version: int
    closed: bool = False
    carried: int = -1
    ref: str = ""
    tries: int = 0
    no: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt may have come through unheard."""
        return self.tries > 1

    @property
    def end(self) -> datetime | None:
        """When an event is over."""
        return self.at + timedelta(minutes=self.minutes) if self.at else None


def pause_after(tries: int) -> timedelta | None:
    """Return how long an item rests after so many attempts that failed; None when it is not tried again."""
    return None if tries >= MOST_TRIES else min(_FIRST * 2 ** (tries - 1), _LONGEST)
