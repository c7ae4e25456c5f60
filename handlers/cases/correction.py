"""HR asking for a correction, and a second person deciding about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.services import correction, correction_message, dispute
from bot.cases.views import correction as view
from bot.delivery.services.message import MessageKind
from bot.figures.services import reading
from bot.figures.services.about import about
from bot.intake.services.follow import follow
from bot.kit.errors import Invalid, NotFound
from bot.messages.inbound import Settled
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from handlers.argument import either, person
from handlers.argument import number as number_said
from handlers.cases.correction_record import of_value
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction import Correction
    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.context import Context


def ask(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what somebody's value should be, or show the request whose number is said."""
    if (no := whole(context.rest.strip())) is not None:
        return _approval(context, correction.found(context.work, context.actor, no, now=context.now))
    subject, delta = _meant(context, inbound)
    return of_value(context, subject, delta) or _form(context, subject, delta)


def _meant(context: Context, inbound: Inbound) -> tuple[Person, Delta]:
    """Return whose value is meant, and which."""
    work = context.work
    if who := argument(inbound, "person"):
        subject = somebody(work, who)
        context.require(Act.REQUEST_CORRECTION, subject)
        return subject, reading.value(work, subject.id, argument(inbound, "value"))
    meant = about(work, context.rest, today=context.today)
    if meant.person is None or meant.metric is None:
        raise Invalid("correction-which", example=context.t("correction-which-example"))
    context.require(Act.REQUEST_CORRECTION, meant.person)
    _, found = reading.chosen_values(work, meant.person.id, meant)
    if not found:
        raise NotFound("reading-none")
    return meant.person, found[0]


def _form(context: Context, subject: Person, delta: Delta) -> Form:
    stored, metric = correction.stored(context.work, delta)
    place = reading.place_of(delta)
    return view.form(context.t, stored, metric, name=subject.name, place=place, today=context.today)


def request(context: Context, inbound: Inbound) -> Card:
    """Ask somebody else of HR for the correction."""
    work = context.work
    subject, delta = _meant(context, inbound)
    stored, metric = correction.stored(work, delta)
    with context.filling(_form(context, subject, delta), inbound) as answers:
        value = correction.should_be(answers, stored, metric)
        reason = answers.text("reason")
        made = correction.request(work, context.actor, delta, value, reason=reason, now=context.now)
    return view.asked(context.t, made, metric=metric, name=subject.name, today=context.today)


def approve(context: Context, inbound: Inbound) -> Settled:
    """Let the correction count, and have everything follow from it."""
    work = context.work
    done, changed, batch = correction.approve(
        work, context.actor, number(inbound), now=context.now, listeners=context.listeners
    )
    dispute.after(work, done, now=context.now)
    follow(work, changed, [batch], now=context.now)
    return Settled(_approval(context, done).answered(context.t("correction-done"), gone=lambda _: True))


def following(context: Context, _inbound: Inbound) -> Card:
    """Show the request that has waited longest for a decision of whoever asks."""
    return _approval(context, correction.next_for(context.work, context.actor, now=context.now))


def ask_for_reason(context: Context, inbound: Inbound) -> Form:
    """Ask why the correction may not count."""
    found = correction.found(context.work, context.actor, number(inbound), now=context.now)
    return view.refusal(context.t, found)


def reject(context: Context, inbound: Inbound) -> Card:
    """Leave the value as it is, with the reason."""
    work = context.work
    found = correction.found(work, context.actor, number(inbound), now=context.now)
    with context.filling(view.refusal(context.t, found), inbound) as answers:
        reason = answers.text("reason")
        done = correction.reject(work, context.actor, found.no, reason=reason, now=context.now)
    dispute.after(work, done, now=context.now)
    return _approval(context, done).answered(context.t("correction-refused"), gone=lambda _: True)


def _approval(context: Context, made: Correction) -> Card:
    work = context.work
    metric, asker = work.metrics.get(made.metric), work.people.get(made.asked_by)
    if metric is None:
        raise NotFound("correction-gone")
    return view.approval(
        context.t,
        made,
        metric=metric,
        name=somebody(work, made.person_id).name,
        asker=asker.name if asker else "–",
        today=context.today,
        rows=correction_message.rows_of(work, context.t, made, today=context.today),
    )


def _ask_again(work: Work, delivery: Delivery, now: datetime) -> None:
    correction_message.ask_again(work, delivery.subject_id, now=now)


ROUTES = (
    Route(
        "correct",
        ask,
        Act.REQUEST_CORRECTION,
        (Means.WORDS, Means.CLICK),
        spoken(en="correct, correction", zh="更正，修正"),
        opens=True,
        takes=either(number_said, person),
    ),
    Route("correction.ask", request, Act.REQUEST_CORRECTION, (Means.FORM,)),
    Route("correction.next", following, Act.APPROVE_CORRECTION),
    Route("correction.approve", approve, Act.APPROVE_CORRECTION),
    Route("correction.reject", ask_for_reason, Act.APPROVE_CORRECTION, opens=True),
    Route("correction.refuse", reject, Act.APPROVE_CORRECTION, (Means.FORM,)),
)

WAITING = (Queue("correction", "correction.next", Act.APPROVE_CORRECTION, correction.waiting),)

MESSAGES = (
    MessageKind(
        "correction_request",
        acts=(Act.APPROVE_CORRECTION, Act.SETTLE_DISPUTE),
        render=correction_message.render,
        instead=_ask_again,
    ),
)
