"""Disputes: somebody says that a stored value about them is wrong, and what became of that, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from bot.cases.domain.dispute_record import ClaimedRecord
    from bot.kit.period import Period

WORKING_DAYS: Final = 5
"""How long a case may take."""


class DisputeState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    """Nobody looks at it yet."""
    CHECKING = "checking"
    """Somebody looks into it."""
    ACCEPTED = "accepted"
    """The value is wrong; its correction waits for a second person."""
    REJECTED = "rejected"
    """The value stands, for a reason that was given."""
    CLOSED = "closed"
    """The value was corrected."""
    WITHDRAWN = "withdrawn"


MOVES: Final[dict[DisputeState, frozenset[DisputeState]]] = {
    DisputeState.OPEN: frozenset(
        {DisputeState.CHECKING, DisputeState.ACCEPTED, DisputeState.REJECTED, DisputeState.WITHDRAWN}
    ),
    DisputeState.CHECKING: frozenset(
        {DisputeState.CHECKING, DisputeState.ACCEPTED, DisputeState.REJECTED, DisputeState.WITHDRAWN}
    ),
    DisputeState.ACCEPTED: frozenset({DisputeState.CHECKING, DisputeState.CLOSED}),
    DisputeState.REJECTED: frozenset(),
    DisputeState.CLOSED: frozenset(),
    DisputeState.WITHDRAWN: frozenset(),
}
"""Only these steps exist; a refused correction brings an accepted case back to being checked."""


@dataclass(frozen=True, slots=True)
class DisputeClaim:
    """What somebody says is wrong: in words, what the value should be, which stored versions or records are meant."""

    text: str
    wanted: Decimal | None = None
    versions: tuple[int, ...] = ()
    records: tuple[ClaimedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step of a case: to which state, by whom (a person's id), when and why ("" where nobody has to say)."""

    state: DisputeState
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A case about one value.

    ``value`` is what was stored when the case was opened, ``wanted`` what it should be, if the person said so;
    ``versions`` are the stored versions of the value that the claim is about. ``handler_id`` is whoever looks into
    it, "" while nobody does; ``feedback`` is the key of the message that it was opened from, if any. ``correction``
    is the number of the request that followed, 0 while there is none. ``records`` are the rows that the claim is about,
    where the value is made of records.
    """

    person_id: str
    metric: str
    period: Period
    value: Decimal | None
    versions: tuple[int, ...]
    claim: str
    wanted: Decimal | None
    raised_at: datetime
    due_on: date
    feedback: str = ""
    state: DisputeState = DisputeState.OPEN
    handler_id: str = ""
    correction: int = 0
    steps: tuple[CaseStep, ...] = field(default=())
    records: tuple[ClaimedRecord, ...] = ()
    no: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing can happen to it any more."""
        return not MOVES[self.state]

    def waits_for(self, person_id: str, *, today: date) -> bool:
        """Say whether somebody who may settle it can do so now: nobody has it, or they do, or its day has passed."""
        if self.state is DisputeState.OPEN:
            return True
        return self.state is DisputeState.CHECKING and (self.handler_id == person_id or today > self.due_on)
