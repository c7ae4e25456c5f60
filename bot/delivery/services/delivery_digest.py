"""Digests: several messages to somebody as one, and what comes later put into the one that stands last before them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, Delivery, DeliveryState, Hold
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.delivery_redraw import redraw
from bot.delivery.services.outbox import DIGEST, place
from bot.delivery.services.verdict import Terms, W, rendered
from bot.kit.calendar import local_day
from bot.messages.codec import card_to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.delivery.ports import Work
    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.people.domain.person import Person

_LATELY = timedelta(days=7)
"""What was made earlier than that is not looked at for what somebody was sent last."""


def gathered(work: W, person: Person, terms: Terms[W], *, kinds: Collection[str] = (), now: datetime) -> list[Delivery]:
    """Return what else waits for this person to be part of one message, as it reads now; of ``kinds`` if given."""
    found: list[Delivery] = []
    for delivery in work.outbox.waiting(person.id, now=now):
        if kinds and delivery.kind not in kinds:
            continue
        says = rendered(work, delivery, person, terms, now=now)
        if isinstance(says, Delivery):
            found.append(says)
        elif isinstance(says, Drop):
            work.outbox.withdraw(delivery.key, detail=says.reason)
    return found


def digest(
    work: Work, members: Sequence[Delivery], card: Card, person: Person, identity: Identity, *, now: datetime
) -> None:
    """Make one message of several; it is claimed in their place."""
    key = f"{DIGEST}:{person.id}:{members[0].no}"
    work.outbox.merged(members, into=key, at=now)
    added = work.outbox.add(
        Delivery(
            key=key,
            opaque=secrets.token_hex(12),
            person_id=person.id,
            kind=DIGEST,
            priority=min(member.priority for member in members),
            card=card_to_json(card),
            created_at=now,
            not_before=now,
            platform=identity.platform,
            data_at=min((member.data_at for member in members if member.data_at), default=None),
        )
    )
    if not added:  # the same members cannot be merged twice: each is marked in this transaction
        msg = f"digest {key} exists"
        raise RuntimeError(msg)


def open_for(
    work: W, delivery: Delivery, person: Person, identity: Identity, terms: Terms[W], *, now: datetime
) -> Delivery | None:
    """Return the message that stands last before somebody where another of its kind may be put into it.

    That is so on the day on which it came, as long as nothing else came after it, and where it can be drawn anew.
    """
    if delivery.kind not in terms.together or delivery.doubt:
        return None
    lately = work.outbox.find(state=DeliveryState.SENT.value, person_id=person.id, since=now - _LATELY)
    out = [(sent.sent_at, sent.no, sent) for sent in lately if sent.sent_at and sent.kind != REDRAW]
    if not out:
        return None
    sent_at, _, last = max(out, key=lambda sent: sent[:2])
    there, zone = place(last, identity), person.timezone
    if there is None or not there.changes or local_day(sent_at, timezone=zone) != local_day(now, timezone=zone):
        return None
    parts = work.outbox.members(last.key) if last.kind == DIGEST else [last]
    others = any(part.subject_id != delivery.subject_id for part in parts)  # what is new of one person is said anew
    return last if others and all(part.kind == delivery.kind for part in parts) else None


def joined(
    work: W,
    written: Delivery,
    person: Person,
    identity: Identity,
    terms: Terms[W],
    *,
    into: Delivery | None,
    now: datetime,
) -> bool:
    """Put messages of a kind that is told together into one, or ``into`` one that is out; False if each goes alone."""
    together = terms.together.get(written.kind)
    if together is None or written.doubt:
        return False
    work.outbox.requeue([Hold.TOGETHER], at=now, person_id=person.id)  # what waited for this one goes with it
    kinds = frozenset(kind for kind, other in terms.together.items() if other is together)
    alike = [written, *gathered(work, person, terms, kinds=kinds, now=now)]
    if into is None and len(alike) == 1:
        return False
    card = together(work, alike, person, now)
    if card is None:
        return False
    if into is None:
        digest(work, alike, card, person, identity, now=now)
    else:
        work.outbox.merged(alike, into=into.key, at=now)
        redraw(work, into, card, now=now)
    return True
