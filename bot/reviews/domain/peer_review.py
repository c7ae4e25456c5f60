"""Reviews by colleagues (360°): who is asked, and when what they wrote may be read without telling who wrote it.

Who was asked and whether they have answered is one thing that is kept, what was answered another; nothing in either
leads to the other: no number, no instant, no order. What was answered is read once, all together, when the day is past
or everybody has answered, and only when there are enough: of answers that came one by one the last would be somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.messages.field import Values
    from bot.reviews.domain.cycle import Cycle

ENOUGH_ANSWERS: Final = 3
"""Fewer are never shown (methods 4.6)."""
MOST_PEERS: Final = 8


class Invitation(StrEnum):
    """Where a colleague is who is to be asked."""

    NOMINATED = "nominated"
    """Named by the employee; whoever leads them has not said yes."""
    INVITED = "invited"
    ANSWERED = "answered"
    DECLINED = "declined"
    REFUSED = "refused"
    """Whoever leads the employee did not want them asked."""


@dataclass(frozen=True, slots=True)
class PeerInvitation:
    """A colleague who is to be asked about somebody, without what they answered or when."""

    review_no: int
    peer_id: str
    state: Invitation


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """What some colleague answered, without who or when; ``mark`` is a random number and says nothing."""

    review_no: int
    mark: int
    values: Values


class Release(StrEnum):
    """Whether what colleagues wrote is read."""

    WAITING = "waiting"
    """Some may still answer."""
    TOO_FEW = "too_few"
    """Nobody ever reads it: fewer than three answered in time."""
    READ = "read"


def release(cycle: Cycle, invitations: Sequence[PeerInvitation], *, today: date) -> Release:
    """Say whether what colleagues answered is read on a day; once it is, nobody answers any more."""
    answered = sum(invitation.state is Invitation.ANSWERED for invitation in invitations)
    waiting = sum(invitation.state in {Invitation.INVITED, Invitation.NOMINATED} for invitation in invitations)
    last = cycle.schedule.peers_due or cycle.schedule.manager_due
    if today <= last and waiting:
        return Release.WAITING
    if answered >= ENOUGH_ANSWERS:
        return Release.READ
    return Release.WAITING if today <= last else Release.TOO_FEW
