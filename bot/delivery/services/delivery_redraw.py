"""Redrawing: a message that is out is drawn anew in its place, and what its reader has of it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, Delivery, DeliveryState, Priority
from bot.delivery.services.outbox import enqueue

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.ports import Work
    from bot.messages.card import Card


def redraw(
    work: Work, out: Delivery, card: Card, *, now: datetime, not_before: datetime | None = None, subject_id: str = ""
) -> bool:
    """Have a message that is out drawn anew in its place; False where that waits already.

    ``card`` is what it says at present; its noun is asked again when it goes.
    """
    before, reader = _redrawings(work, out), work.people.get(out.person_id)
    at = not_before or now
    waits = (again for again in before if again.state is DeliveryState.DUE)
    if reader is None or any(again.reason or again.not_before <= at for again in waits):
        return False
    return enqueue(
        work,
        card,
        key=_key(out, len(before)),
        to=reader,
        kind=REDRAW,
        priority=Priority.REPLY,
        now=now,
        not_before=at,
        after=out.key,
        subject_id=subject_id,
        platform=out.platform,
    )


def shown(work: Work, out: Delivery) -> Delivery:
    """Return a message as its reader has it: as it was drawn anew the last time, else as it came."""
    drawn = [again for again in _redrawings(work, out) if again.state is DeliveryState.SENT]
    return max(drawn, key=lambda again: again.sent_at or again.created_at, default=out)


def _redrawings(work: Work, out: Delivery) -> list[Delivery]:
    """Return how a message was drawn anew, or is to be, in the order in which that was asked for."""
    found: list[Delivery] = []
    while (again := work.outbox.get(_key(out, len(found)))) is not None:
        found.append(again)
    return found


def _key(out: Delivery, number: int) -> str:
    return f"{REDRAW}:{out.key}{'+' * number}"
