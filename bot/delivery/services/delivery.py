"""Deliveries for whoever looks after them: who was sent what kind when, what is held and why; never what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState, coarse
from bot.delivery.domain.pause import holding
from bot.delivery.services.outbox import as_rows
from bot.kit.calendar import instant, local_day
from bot.kit.errors import NotFound, Stale
from bot.messages.sheet import sheet
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.domain.pause import Pause
    from bot.delivery.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which deliveries: one person's, in one state, of one rule, of today."""

    person_id: str = ""
    state: DeliveryState | None = None
    rule: str = ""
    today: bool = False


def find(work: Work, viewer: Person, asked: DeliveryFilter, *, now: datetime) -> list[Delivery]:
    """Return the deliveries that are asked for, newest first."""
    midnight = instant(local_day(now, timezone=viewer.timezone), time(0), timezone=viewer.timezone)
    found = work.outbox.find(
        state=asked.state.value if asked.state else None,
        person_id=asked.person_id or None,
        since=midnight if asked.today else None,
    )
    return [delivery for delivery in reversed(found) if not asked.rule or delivery.rule == asked.rule]


def reads(actor: Actor) -> bool:
    """Say whether somebody may read everybody's figures, and so may know what kind of words a message had."""
    return actor.may(Act.READ_FACTS, Relation.OTHER)


def seen(actor: Actor, delivery: Delivery) -> Delivery:
    """Return a delivery as somebody may know it."""
    return delivery if reads(actor) else coarse(delivery)


def by_number(work: Work, no: int) -> Delivery:
    """Return one delivery.

    Raises:
        NotFound: when there is none of that number.
    """
    found = work.outbox.number(no)
    if found is None:
        raise NotFound("delivery-unknown", no=no)
    return found


def pause_on(work: Work, delivery: Delivery, *, now: datetime) -> Pause | None:
    """Return the pause that keeps a delivery back, if one does."""
    return holding(work.pauses.on(delivery.person_id, rule=delivery.rule, now=now), delivery)


def resend(work: Work, viewer: Person, no: int, *, now: datetime) -> Delivery:
    """Let a delivery that failed be tried anew under its own key: there is never a second one.

    Raises:
        NotFound: when there is none of that number.
        Stale: when it has not failed, or no more.
    """
    found = by_number(work, no)
    if not work.outbox.again(no, at=now):
        raise Stale("delivery-not-failed", no=no)
    work.audit.append(
        What.SEND, actor=viewer.id, subject=found.person_id, detail={"delivery": no, "act": "resend"}, at=now
    )
    return found


def as_csv(deliveries: Sequence[Delivery], *, work: Work, viewer: Person, now: datetime) -> str:
    """Write deliveries, as their viewer may know them, as a CSV file, and note that they were handed out."""
    rows = [{"no": found.no, **row} for found, row in zip(deliveries, as_rows(deliveries), strict=True)]
    columns = [*rows[0]] if rows else ["no"]
    detail: dict[str, str | int] = {"about": "deliveries", "rows": len(rows)}
    work.audit.append(What.EXPORT, actor=viewer.id, detail=detail, at=now)
    return sheet(columns, ([row[name] for name in columns] for row in rows))
