"""Saying that a number is wrong, and what the manager and HR do about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.domain.dispute import DisputeClaim
from bot.cases.services import correction, correction_record, dispute, dispute_message
from bot.cases.views import dispute as view
from bot.cases.views import dispute_form as form_view
from bot.delivery.services.message import MessageKind
from bot.figures.services import reading
from bot.figures.services.about import figures
from bot.figures.views.about import unread_first
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import NotFound, Unanswered
from bot.kit.number import number as exact
from bot.messages.inbound import Click, Settled
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services.permission import answerable, somebody
from bot.runtime.tick import Due, Tick, once
from handlers.argument import claim, either, values
from handlers.argument import number as number_said
from handlers.cases.correction_record import of_case
from handlers.cases.dispute_case import card_of, own, told
from handlers.cases.dispute_record import asking
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from bot.cases.domain.dispute import Dispute
    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Delta
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def ask(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what is wrong, or show the case whose number is said."""
    if (no := whole(context.rest.strip())) is not None:
        found = dispute.shown(context.work, context.actor, no, now=context.now)
        return card_of(context, found)
    form = _first(context, _values(context, inbound), told(context, inbound))
    return unread_first(context.t, form, figures(context.work, context.rest, today=context.today, sentence=True))


def ask_about_message(context: Context, inbound: Inbound) -> Form:
    """Ask what is wrong in a message, known by the platform's reference to it."""
    message = inbound.message if isinstance(inbound, Click) else {}
    sent = context.work.outbox.sent_as(context.person.id, message)
    keys = [delivery.key for delivery in sent if own(context, delivery.key)]
    deltas = [delta for key in keys for delta in own(context, key)]
    if len(keys) == 1:
        return _first(context, deltas, (("f", keys[0]),))
    return _first(context, reading.values(context.work, context.person.id)[: reading.RECENT], ())


def _values(context: Context, inbound: Inbound) -> list[Delta]:
    """Return the values of the asker's own that may be meant: by the button, the message, or the words."""
    work, person = context.work, context.person
    if place := argument(inbound, "value"):
        return [reading.value(work, person.id, place)]
    if told := own(context, argument(inbound, "f")):
        return told
    said = context.rest or argument(inbound, "said")
    meant = figures(work, said, today=context.today, sentence=True)
    return reading.chosen_values(work, person.id, meant, most=reading.RECENT)[1]


def _first(context: Context, values: Sequence[Delta], args: tuple[tuple[str, str], ...]) -> Form:
    """Ask first which records are wrong of a value that is made of some, and before that which of several is meant."""
    metrics = {metric.key: metric for metric in context.work.metrics.all()}
    if len(values) == 1:
        delta = values[0]
        if evidence := correction_record.evidence_of(context.work, context.actor, delta, now=context.now):
            return asking(context, delta, evidence, (("value", reading.place_of(delta)), *args))
    elif any(metrics[delta.metric].takes_records(delta.period.start) for delta in values):
        return form_view.which(context.t, values, metrics=metrics, told=args, today=context.today)
    return _form(context, values, args)


def choose(context: Context, inbound: Inbound) -> Form:
    """Ask what is wrong with the value that was chosen."""
    values, args = _values(context, inbound), told(context, inbound)
    with context.filling(_first(context, values, args), inbound) as answers:
        chosen = answers.choice("value")
    return _first(context, [delta for delta in values if reading.place_of(delta) == chosen], args)


def _form(context: Context, values: Sequence[Delta], args: tuple[tuple[str, str], ...]) -> Form:
    work = context.work
    if not values:
        raise NotFound("dispute-nothing")
    first = values[0]
    alone = len(values) == 1
    return form_view.form(
        context.t,
        values,
        metrics={metric.key: metric for metric in work.metrics.all()},
        rows=work.readings.evidence(first.person_id, first.metric, first.period) if alone else (),
        who=[person.name for person in answerable(work, context.person, now=context.now)],
        told=args,
        today=context.today,
    )


def open_(context: Context, inbound: Inbound) -> Card:
    """Open the case."""
    work, values = context.work, _values(context, inbound)
    form = _form(context, values, told(context, inbound))
    with context.filling(form, inbound) as answers:
        chosen = answers.choice("value") if "value" in answers else reading.place_of(values[0])
        delta = next(delta for delta in values if reading.place_of(delta) == chosen)
        rows = answers.choices("rows") if "rows" in answers else ()
        made = dispute.open_(
            work,
            context.actor,
            delta,
            DisputeClaim(
                answers.text("claim"), _wanted(context, delta, answers), versions=tuple(int(row) for row in rows)
            ),
            feedback=argument(inbound, "f") if own(context, argument(inbound, "f")) else "",
            now=context.now,
        )
    return card_of(context, made)


def _wanted(context: Context, delta: Delta, answers: Answers) -> Decimal | None:
    """Read the number that was wanted; beside a choice of values it is words, read in the unit of the chosen one."""
    if "value" not in answers:
        return answers.number_or_none("wanted")
    given, metric = answers.text_or_none("wanted"), context.work.metrics.get(delta.metric)
    if given is None or metric is None:
        return None
    try:
        return exact(given, unit=metric.unit, maximum=metric.maximum)[0]
    except UnclearValue as unclear:
        raise Unanswered({"wanted": (unclear.key, unclear.values)}) from None


def take(context: Context, inbound: Inbound) -> Settled:
    """Take the case in hand."""
    found = dispute.take(context.work, context.actor, number(inbound), now=context.now)
    return Settled(card_of(context, found))


def ask_for_value(context: Context, inbound: Inbound) -> Form:
    """Ask what the value should be."""
    return _correct(context, dispute.settling(context.work, context.actor, number(inbound), now=context.now))


def _correct(context: Context, found: Dispute) -> Form:
    if form := of_case(context, found):
        return form
    work, subject = context.work, somebody(context.work, found.person_id)
    delta = reading.value(work, found.person_id, f"{found.metric}:{found.period.start.isoformat()}")
    stored, metric = correction.stored(work, delta)
    return form_view.correct(context.t, found, stored, metric, name=subject.name, today=context.today)


def accept(context: Context, inbound: Inbound) -> Card:
    """Agree that the value is wrong, and ask for its correction."""
    work = context.work
    found = dispute.settling(work, context.actor, number(inbound), now=context.now)
    delta = reading.value(work, found.person_id, f"{found.metric}:{found.period.start.isoformat()}")
    stored, metric = correction.stored(work, delta)
    with context.filling(_correct(context, found), inbound) as answers:
        value = correction.should_be(answers, stored, metric)
        reason = answers.text("reason")
        done, _ = dispute.accept(work, context.actor, found.no, value, reason=reason, now=context.now)
    return card_of(context, done)


def ask_for_reason(context: Context, inbound: Inbound) -> Form:
    """Ask why the value stands."""
    return _stand(context, dispute.settling(context.work, context.actor, number(inbound), now=context.now))


def _stand(context: Context, found: Dispute) -> Form:
    return form_view.stand(context.t, found, name=somebody(context.work, found.person_id).name)


def reject(context: Context, inbound: Inbound) -> Card:
    """Say that the value stands, with the reason."""
    found = dispute.settling(context.work, context.actor, number(inbound), now=context.now)
    with context.filling(_stand(context, found), inbound) as answers:
        reason = answers.text("reason")
        done = dispute.stand(context.work, context.actor, found.no, reason=reason, now=context.now)
    return card_of(context, done)


def withdraw(context: Context, inbound: Inbound) -> Settled:
    """Take one's own case back."""
    done = dispute.withdraw(context.work, context.actor, number(inbound), now=context.now)
    return Settled(card_of(context, done))


def listing(context: Context, _inbound: Inbound) -> Card:
    """List one's own cases and those that are one's to settle."""
    work = context.work
    return view.listing(
        context.t,
        dispute.cases(work, context.actor, now=context.now),
        metrics={metric.key: metric for metric in work.metrics.all()},
        names={person.id: person.name for person in work.people.all()},
        today=context.today,
    )


# Cases that wait for somebody, while there is time.


def _cases(work: Work, now: datetime) -> Iterator[Due]:
    for case in dispute.due(work, now.date()):
        yield from once(work, "case_due", f"dispute {case.no}", case.due_on, _remind_case(case))


def _remind_case(case: Dispute) -> Callable[[Work, datetime], bool]:
    return lambda work, now: dispute_message.remind(work, case, now=now)


def _bring_again(work: Work, delivery: Delivery, now: datetime) -> None:
    dispute_message.bring_again(work, delivery.subject_id, now=now)


ROUTES = (
    Route(
        "dispute",
        ask,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="dispute, case, object", zh="异议，申诉"),
        opens=True,
        takes=either(number_said, values, claim),
    ),
    Route("dispute.message", ask_about_message, Act.DISPUTE, opens=True),
    Route("dispute.value", choose, Act.DISPUTE, (Means.FORM,)),
    Route("dispute.open", open_, Act.DISPUTE, (Means.FORM,)),
    Route("dispute.take", take, Act.SETTLE_DISPUTE),
    Route("dispute.correct", ask_for_value, Act.SETTLE_DISPUTE, opens=True),
    Route("dispute.accept", accept, Act.SETTLE_DISPUTE, (Means.FORM,)),
    Route("dispute.stand", ask_for_reason, Act.SETTLE_DISPUTE, opens=True),
    Route("dispute.reject", reject, Act.SETTLE_DISPUTE, (Means.FORM,)),
    Route("dispute.withdraw", withdraw, Act.DISPUTE),
    Route(
        "dispute.list",
        listing,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="cases, disputes", zh="异议记录，我的异议"),
    ),
)

TICKS = (Tick("case_due", _cases),)

WAITING = (Queue("dispute", "dispute.list", Act.SETTLE_DISPUTE, dispute.waiting),)

MESSAGES = (MessageKind("dispute", acts=(Act.SETTLE_DISPUTE,), render=dispute_message.render, instead=_bring_again),)
