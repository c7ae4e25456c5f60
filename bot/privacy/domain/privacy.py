"""Requests about one's personal data: to correct, restrict or erase it, each answered with a reason in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime

DAYS: Final = 30
"""How long an answer may take."""


class Ask(StrEnum):
    """What somebody asks for."""

    CORRECTION = "correction"
    """What is stored about them is wrong, apart from figures (those are disputed)."""
    RESTRICTION = "restriction"
    """Nothing is said about them while it holds."""
    ERASURE = "erasure"


class Figures(StrEnum):
    """What an erasure does with somebody's figures."""

    UNLINK = "unlink"
    """They stay in sums, and lead to nobody any more."""
    DELETE = "delete"


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Taken back; of a restriction that was granted: lifted."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A request about somebody's own data."""

    person_id: str
    ask: Ask
    text: str
    asked_at: datetime
    due_on: date
    figures: Figures = Figures.UNLINK
    state: RequestState = RequestState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    no: int = 0


@dataclass(frozen=True, slots=True)
class StoredKind:
    """What is stored of one kind: how many, since when, and where it came from."""

    kind: str
    count: int
    since: datetime | date | None = None
    sources: tuple[str, ...] = field(default=())
