"""People who decide about values that were held back: take them, mend them, or leave them out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.permission import Act
from bot.messages.inbound import Settled
from bot.services import intake
from bot.views import intake as view
from handlers.context import number
from handlers.route import Means, Route, spoken
from handlers.update import compute

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def listing(context: Context, _inbound: Inbound) -> Card:
    """Show what waits for a decision."""
    return intake.listing(context.work, context.actor, now=context.now)


def accept(context: Context, inbound: Inbound) -> Settled:
    """Let a value count."""
    return _decide(context, inbound, accept=True)


def discard(context: Context, inbound: Inbound) -> Settled:
    """Leave a value out for good."""
    return _decide(context, inbound, accept=False)


def correct(context: Context, inbound: Inbound) -> Form:
    """Ask for the right value."""
    held, metric = intake.held(context.work, context.actor, number(inbound), now=context.now)
    return view.correcting(context.t, held, metric)


def corrected(context: Context, inbound: Inbound) -> Card:
    """Store the right value in place of the one that was held back."""
    no = number(inbound)
    held, metric = intake.held(context.work, context.actor, no, now=context.now)
    with context.filling(view.correcting(context.t, held, metric), inbound) as answers:
        value, reason = answers["value"], str(answers["reason"])
    right = value if isinstance(value, Decimal) else Decimal(0)
    card, changed, batches = intake.correct(context.work, context.actor, no, right, reason=reason, now=context.now)
    compute(context.work, changed, batches, now=context.now)
    return card


def _decide(context: Context, inbound: Inbound, *, accept: bool) -> Settled:
    card, changed = intake.decide(context.work, context.actor, number(inbound), accept=accept, now=context.now)
    compute(context.work, changed, [], now=context.now)
    return Settled(card)


ROUTES = (
    Route(
        "held",
        listing,
        Act.DECIDE_QUARANTINE,
        (Means.WORDS, Means.CLICK),
        spoken(en="quarantine, held values", zh="隔离，待定值"),
    ),
    Route("held.accept", accept, Act.DECIDE_QUARANTINE),
    Route("held.discard", discard, Act.DECIDE_QUARANTINE),
    Route("held.correct", correct, Act.DECIDE_QUARANTINE, opens=True),
    Route("held.corrected", corrected, Act.DECIDE_QUARANTINE, (Means.FORM,)),
)
