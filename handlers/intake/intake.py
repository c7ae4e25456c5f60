"""People who decide about values that were held back: take them, fix them, or leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.services.correction_record import right_record
from bot.delivery.services.message import MessageKind
from bot.figures.domain.held import HeldRecord
from bot.intake.services import intake
from bot.intake.services.follow import compute
from bot.intake.views import intake as view
from bot.intake.views.intake_record import correcting_record
from bot.kit.errors import NotFound
from bot.kit.identity import Name
from bot.messages.inbound import Settled
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from handlers.context import number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.held import Held
    from bot.intake.services.intake import Decision
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def listing(context: Context, _inbound: Inbound) -> Card:
    """Show what waits for a decision."""
    return _listing(context, intake.listing(context.work, context.actor, now=context.now))


def opened(context: Context, inbound: Inbound) -> Settled:
    """Show one of several values with what can be done with it."""
    held, metric = intake.opened(context.work, context.actor, number(inbound), now=context.now)
    names, more = intake.names(context.work, [held]), len(context.work.quarantine.open()) > 1
    return Settled(view.opened(context.t, held, metric, names=names, today=context.today, more=more))


def accept(context: Context, inbound: Inbound) -> Settled:
    """Ask whether a value is to count."""
    return _confirm(context, inbound, accept=True)


def discard(context: Context, inbound: Inbound) -> Settled:
    """Ask whether a value is to be left out for good."""
    return _confirm(context, inbound, accept=False)


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
    found, _ = intake.held(context.work, context.actor, no, now=context.now)
    if isinstance(found, HeldRecord):
        return _corrected_record(context, inbound, found)
    with context.filling(_form(context, no), inbound) as answers:
        value, reason = answers.number("value"), answers.text("reason")
    return _decided(context, intake.correct(context.work, context.actor, no, value, reason=reason, now=context.now))


def _corrected_record(context: Context, inbound: Inbound, found: HeldRecord) -> Card:
    stream = intake.stream_of(context.work, found)
    with context.filling(_form(context, found.no), inbound) as answers:
        change, reason = right_record(context.work, found, stream, answers), answers.text("reason")
    work, actor = context.work, context.actor
    decision = intake.correct_record(
        work, actor, found.no, change, reason=reason, now=context.now, listeners=context.listeners
    )
    return _decided(context, decision)


def _form(context: Context, no: int) -> Form:
    held, metric = intake.held(context.work, context.actor, no, now=context.now)
    names = intake.names(context.work, [held])
    if isinstance(held, HeldRecord):
        person = Name(names.get(held.person_id) or held.person_id, held.person_id)
        return correcting_record(context.t, held, intake.stream_of(context.work, held), person)
    if metric is None:
        raise NotFound("import-nothing-held", number=no)
    return view.correcting(context.t, held, metric, names=names)


def _confirm(context: Context, inbound: Inbound, *, accept: bool) -> Settled:
    held, metric = intake.held(context.work, context.actor, number(inbound), now=context.now)
    names = intake.names(context.work, [held])
    return Settled(view.confirm(context.t, held, metric, names=names, accept=accept, today=context.today))


def _decide(context: Context, inbound: Inbound, *, accept: bool) -> Settled:
    work, actor, listeners = context.work, context.actor, context.listeners
    decision = intake.decide(work, actor, number(inbound), accept=accept, now=context.now, listeners=listeners)
    return Settled(_decided(context, decision))


def _decided(context: Context, decision: Decision) -> Card:
    compute(context.work, decision.changed, decision.batches, now=context.now)
    return _listing(context, context.work.quarantine.open(), decision)


def _listing(context: Context, held: Sequence[Held], decision: Decision | None = None) -> Card:
    about = [*held[: view.MOST], *((decision.held,) if decision else ())]
    return view.listing(
        context.t,
        held,
        metrics={metric.key: metric for metric in context.work.metrics.all()},
        names=intake.names(context.work, about),
        decided=(decision.held, decision.word) if decision else None,
        today=context.today,
    )


def _tell_again(work: Work, delivery: Delivery, now: datetime) -> None:
    del delivery  # each card is about a whole batch
    intake.tell(work, [held.batch for held in work.quarantine.open()], now=now)


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

MESSAGES = (MessageKind("held", company=Act.DECIDE_QUARANTINE, render=intake.render, instead=_tell_again),)
