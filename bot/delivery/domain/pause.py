"""Pauses: what stops for everybody, for one rule or for one person, by whom, why and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.preference import CHOSEN, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.delivery.domain.delivery import Delivery


class Reach(StrEnum):
    """What a pause stops."""

    ALL = "all"
    RULE = "rule"
    PERSON = "person"
    """One person, by an admin or HR."""
    OWN = "own"
    """What somebody gets, by themselves: what cannot be put off still comes."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause: ``subject`` is the rule's or person's key, ``until`` None while nobody resumes it."""

    reach: Reach
    subject: str
    by: str
    at: datetime
    until: datetime | None = None
    reason: str = ""
    no: int = 0

    def holds(self, delivery: Delivery) -> bool:
        """Say whether it keeps a delivery back; what somebody asked for is never kept back."""
        if delivery.priority is Priority.REPLY:
            return False
        match self.reach:
            case Reach.ALL:
                return True
            case Reach.RULE:
                return bool(self.subject) and self.subject == delivery.rule
            case Reach.PERSON:
                return self.subject == delivery.person_id
            case Reach.OWN:
                mine = self.subject == delivery.person_id
                return mine and (delivery.kind == "digest" or topic_of(delivery.kind, delivery.priority) in CHOSEN)


_NEVER = datetime.max.replace(tzinfo=UTC)


def holding(pauses: Iterable[Pause], delivery: Delivery) -> Pause | None:
    """Return the pause that keeps a delivery back longest, or None."""
    return max(
        (pause for pause in pauses if pause.holds(delivery)), key=lambda pause: pause.until or _NEVER, default=None
    )
