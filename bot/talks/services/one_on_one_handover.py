"""What becomes of a planned one-on-one when somebody changes managers: the time stays, in another's calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services import calendar_event
from bot.people.services import permission
from bot.talks.services.one_on_one_message import about

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.talks.ports import Work


def hand_over(work: Work, person: Person, *, now: datetime) -> None:
    """Put a planned one-on-one into the calendar of who leads somebody now; it is called off where nobody does."""
    lead = permission.leader(work, person, now=now)
    if lead is None:
        work.one_on_ones.plan(person.id, at=None)
    calendar_event.handed_over(work, about(person), lead, now=now)
