"""Who may settle a case, and who has it in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.domain.dispute import Dispute, DisputeState
from bot.kit.calendar import local_day
from bot.people.domain.permission import Act
from bot.people.services.permission import actor as actor_of
from bot.people.services.permission import relation

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def settles(actor: Actor) -> bool:
    """Say whether somebody settles cases of anybody's at all."""
    return actor.ever(Act.SETTLE_DISPUTE)


def may_settle(work: Work, actor: Actor, dispute: Dispute, *, now: datetime) -> bool:
    """Say whether a case is somebody's to settle, whoever has it in hand."""
    subject = work.people.get(dispute.person_id)
    return subject is not None and actor.may(Act.SETTLE_DISPUTE, relation(work, actor, subject, now=now))


def waits_for(work: Work, dispute: Dispute, person: Person, *, now: datetime) -> bool:
    """Say whether somebody can settle a case now; one whose handler may do so no longer waits for all who may."""
    if dispute.waits_for(person.id, today=local_day(now, timezone=person.timezone)):
        return True
    return dispute.state is DisputeState.CHECKING and handler_of(work, dispute, now=now) is None


def handler_of(work: Work, dispute: Dispute, *, now: datetime) -> Person | None:
    """Return who has a case in hand, as long as it is theirs to settle."""
    handler = work.people.get(dispute.handler_id) if dispute.handler_id else None
    if handler is None or not handler.employed_at(now):
        return None
    return handler if may_settle(work, actor_of(work, handler, now=now), dispute, now=now) else None
