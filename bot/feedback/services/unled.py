"""Words about somebody whom nobody leads: who is asked for their leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.views import unled as view
from bot.people.services.permission import admins

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.ports import Work
    from bot.people.domain.person import Person


def ask_who_leads(work: Work, subject: Person, *, now: datetime) -> None:
    """Ask the admins, once, who leads somebody whom nobody does while nobody has the role of HR."""
    for person in admins(work):
        if person.id != subject.id:
            card = view.unled(work.words(person.locale), subject.name)
            key = f"unled:{subject.id}:{subject.manager_id or ''}:{person.id}"
            enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)
