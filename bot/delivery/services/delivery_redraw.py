"""Redrawing: a message that is out is drawn anew in its place, and what its reader has of it by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, Delivery, DeliveryState, Priority
from bot.delivery.services.outbox import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable
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
        key=following(_key(out), len(before)),
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
    return newest(out, _redrawings(work, out))


def _redrawings(work: Work, out: Delivery) -> list[Delivery]:
    """Return how a message was drawn anew, or is to be, in the order in which that was asked for."""
    return told_after(work, _key(out))


def told_after(work: Work, key: str) -> list[Delivery]:
    """Return what was said, or is to be, under a key and under those that follow it, in that order."""
    found: list[Delivery] = []
    while (again := work.outbox.get(following(key, len(found)))) is not None:
        found.append(again)
    return found


def following(key: str, number: int) -> str:
    """Return the key of what is said once more, after so many times, about the same."""
    return key + "+" * number


def first_of(key: str) -> str:
    """Return the key under which the same was said first."""
    return key.rstrip("+")


def newest(out: Delivery, later: Iterable[Delivery]) -> Delivery:
    """Return what its reader was told last: one of what came later and is out, else the message itself."""
    sent = [again for again in later if again.state is DeliveryState.SENT]
    return max(sent, key=lambda again: again.sent_at or again.created_at, default=out)


def _key(out: Delivery) -> str:
    return f"{REDRAW}:{out.key}"
