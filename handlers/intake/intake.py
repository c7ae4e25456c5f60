"""People who decide about values that were held back: take them, mend them, or leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import Message
from bot.intake.services import intake
from bot.intake.services.follow import compute
from bot.intake.views import intake as view
from bot.messages.inbound import Settled
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from handlers.context import number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def listing(context: Context, _inbound: Inbound) -> Card:
    """Show what waits for a decision."""
    return intake.listing(context.work, context.actor, now=context.now)


def opened(context: Context, inbound: Inbound) -> Settled:
    """Show one of several values with what can be done with it."""
    return Settled(intake.opened(context.work, context.actor, number(inbound), now=context.now))


def accept(context: Context, inbound: Inbound) -> Settled:
    """Ask whether a value is to count."""
    return Settled(intake.confirm(context.work, context.actor, number(inbound), accept=True, now=context.now))


def discard(context: Context, inbound: Inbound) -> Settled:
    """Ask whether a value is to be left out for good."""
    return Settled(intake.confirm(context.work, context.actor, number(inbound), accept=False, now=context.now))


def accepted(context: Context, inbound: Inbound) -> Settled:
    """Let a value count."""
    return _decide(context, inbound, accept=True)


def discarded(context: Context, inbound: Inbound) -> Settled:
    """Leave a value out for good."""
    return _decide(context, inbound, accept=False)


def correct(context: Context, inbound: Inbound) -> Form:
    """Ask for the right value."""
    return _form(context, number(inbound))


def corrected(context: Context, inbound: Inbound) -> Card:
    """Store the right value in place of the one that was held back."""
    no = number(inbound)
    with context.filling(_form(context, no), inbound) as answers:
        value, reason = answers.number("value"), answers.text("reason")
    card, changed, batches = intake.correct(context.work, context.actor, no, value, reason=reason, now=context.now)
    compute(context.work, changed, batches, now=context.now)
    return card


def _form(context: Context, no: int) -> Form:
    held, metric = intake.held(context.work, context.actor, no, now=context.now)
    return view.correcting(context.t, held, metric, names=intake.names(context.work, [held]))


def _decide(context: Context, inbound: Inbound, *, accept: bool) -> Settled:
    card, changed = intake.decide(context.work, context.actor, number(inbound), accept=accept, now=context.now)
    compute(context.work, changed, [], now=context.now)
    return Settled(card)


def _tell_again(work: Work, delivery: Delivery, now: datetime) -> None:
    del delivery  # each card is about a whole batch
    intake.tell(work, [one.batch for one in work.quarantine.open()], now=now)


ROUTES = (
    Route(
        "held",
        listing,
        Act.DECIDE_QUARANTINE,
        (Means.WORDS, Means.CLICK),
        spoken(en="quarantine, held values", zh="隔离，待定值"),
    ),
    Route("held.open", opened, Act.DECIDE_QUARANTINE),
    Route("held.accept", accept, Act.DECIDE_QUARANTINE),
    Route("held.accepted", accepted, Act.DECIDE_QUARANTINE),
    Route("held.discard", discard, Act.DECIDE_QUARANTINE),
    Route("held.discarded", discarded, Act.DECIDE_QUARANTINE),
    Route("held.correct", correct, Act.DECIDE_QUARANTINE, opens=True),
    Route("held.corrected", corrected, Act.DECIDE_QUARANTINE, (Means.FORM,)),
)

WAITING = (Queue("held", "held", Act.DECIDE_QUARANTINE, intake.waiting),)

MESSAGES = (Message("held", company=Act.DECIDE_QUARANTINE, render=intake.render, instead=_tell_again),)
