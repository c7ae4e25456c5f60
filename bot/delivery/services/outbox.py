"""The outbox: what is to be said is a row first, then goes out once, when it may, in the order of what matters."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import (
    Delivery,
    DeliveryState,
    Hold,
    Priority,
    Receipt,
)
from bot.messages.card import Card, FactLine, Facts, Heading, Text
from bot.messages.codec import card_from_json, card_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.delivery.ports import Work
    from bot.kit.identity import Identity
    from bot.people.domain.person import Person

DIGEST = "digest"


# Long because each column of a delivery is named twice.
def enqueue(  # noqa: PLR0913 - each argument is a column that only the caller knows
    work: Work,
    card: Card,
    *,
    key: str,
    to: Person,
    kind: str,
    priority: Priority,
    now: datetime,
    data_at: datetime | None = None,
    after: str = "",
    merge: str = "",
    rule: str = "",
    subject_id: str = "",
    rights: str = "",
    expires_at: datetime | None = None,
    platform: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Put a card into the outbox for a person; False when its business key is known already.

    ``rights`` is what the reader may do now, for a message that rests on the figures of several. It goes out on
    ``platform``, by default on that of their first account. A person without an account on any platform
    keeps the message as ``not_reachable`` until one is linked.
    """
    delivery = Delivery(
        key=key,
        opaque=secrets.token_hex(12),
        person_id=to.id,
        kind=kind,
        priority=priority,
        card=card_to_json(card),
        created_at=now,
        not_before=not_before or now,
        platform=platform or (to.identities[0].platform if to.identities else ""),
        reason=None if to.identities else Hold.NOT_REACHABLE,
        data_at=data_at,
        after=after,
        merge=merge,
        rule=rule,
        subject_id=subject_id,
        rights=rights,
        expires_at=expires_at,
    )
    return work.outbox.add(delivery)


def place(delivery: Delivery | None, identity: Identity | None) -> Receipt | None:
    """Return where a message stands before an account; None of one that is not out, or went to another account.

    Whose an account is may have changed since: it would be drawn anew before somebody else.
    """
    if delivery is None or delivery.state is not DeliveryState.SENT or identity is None:
        return None
    there = delivery.receipt and delivery.platform == identity.platform and delivery.receipt.stands_before(identity)
    return delivery.receipt if there else None


def delivered(work: Work, key: str) -> bool:
    """Say whether a message is out, by itself or inside a digest."""
    found = work.outbox.get(key)
    if found and found.state is DeliveryState.MERGED:
        found = work.outbox.get(found.detail)
    return found is not None and found.state is DeliveryState.SENT


def says_nothing_new(work: Work, card: Card, earlier: Iterable[str]) -> bool:
    """Say whether a digest tells nothing that one of some that are out did not, given by their keys.

    What is left out since is no news; another headline over the same lines is, since not all are named. Its days, in
    the note, its buttons and the step that it ends with are none.
    """
    sent = (found for key in earlier if (found := work.outbox.get(key)))
    out = (found for found in sent if found.state in {DeliveryState.SENT, DeliveryState.MERGED})
    heading, says = _told(card_from_json(card_to_json(card)))
    told = (_told(card_from_json(found.card)) for found in out)
    return any(says < said or (says == said and heading == before) for before, said in told)


def _told(card: Card) -> tuple[str, frozenset[FactLine | Text]]:
    heading = next((block.text for block in card.blocks if isinstance(block, Heading)), "")
    lines = [line for block in card.blocks if isinstance(block, Facts) for line in block.lines]
    texts = [block for block in card.blocks if isinstance(block, Text)]
    return heading, frozenset((*lines, *texts[:-1]))


def as_rows(deliveries: Iterable[Delivery]) -> list[dict[str, str | int | float | None]]:
    """Return deliveries as the interface shows them: what, to whom, its state, and why it is sent, held or ended.

    ``latency_seconds`` runs from the arrival of the data behind a message to its sending (R15).
    """
    return [
        {
            "key": delivery.key,
            "employee_id": delivery.person_id,
            "kind": delivery.kind,
            "priority": delivery.priority.name.lower(),
            "platform": delivery.platform,
            "state": delivery.state.value,
            "why": delivery.rule or delivery.kind
            if delivery.state is DeliveryState.SENT
            else (delivery.detail or delivery.reason or ""),
            "held": delivery.reason.value if delivery.reason and delivery.state is DeliveryState.DUE else None,
            "until": delivery.not_before.isoformat() if delivery.state is DeliveryState.DUE else None,
            "created_at": delivery.created_at.isoformat(),
            "sent_at": delivery.sent_at.isoformat() if delivery.sent_at else None,
            "latency_seconds": (delivery.sent_at - delivery.data_at).total_seconds()
            if delivery.sent_at and delivery.data_at
            else None,
            "attempts": delivery.attempts,
        }
        for delivery in deliveries
    ]
