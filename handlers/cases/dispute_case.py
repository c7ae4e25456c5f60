"""What handlers of cases have in common: which values are meant, and a case as whoever asks sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.services import dispute_message
from bot.cases.views import dispute as view
from handlers.context import argument

if TYPE_CHECKING:
    from bot.cases.domain.dispute import Dispute
    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_LONGEST = 60


def told(context: Context, inbound: Inbound) -> tuple[tuple[str, str], ...]:
    """Return the arguments by which a form that was sent in finds the same values again."""
    key = argument(inbound, "f")
    said = " ".join((context.rest or argument(inbound, "said")).split())[:_LONGEST]
    found = (("f", key),) if key and own(context, key) else ()
    return (*found, *((("said", said),) if said else ()))


def own(context: Context, key: str) -> list[Delta]:
    """Return the values that a message to the asker about themselves speaks of."""
    feedback = context.work.feedback.get(key) if key else None
    if feedback is None or feedback.subject_id != context.person.id:
        return []
    found = [context.work.deltas.get(*delta) for delta in feedback.deltas if delta[0] == context.person.id]
    return [delta for delta in found if delta is not None and delta.value is not None]


def card_of(context: Context, found: Dispute) -> Card:
    """Show a case as it stands."""
    seen = dispute_message.seen_by(context.work, context.person, found, now=context.now)
    return view.case(context.t, seen, zone=context.reader.zone, now=context.now)
