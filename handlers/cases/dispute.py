"""Saying that a number is wrong, and what the manager and HR do about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.services import correction, dispute, dispute_message
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

_LONGEST = 60


def ask(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what is wrong, or show the case whose number is said."""
    if (no := whole(context.rest.strip())) is not None:
        found = dispute.shown(context.work, context.actor, no, now=context.now)
        return _card(context, found)
    form = _form(context, _values(context, inbound), _told(context, inbound))
    return unread_first(context.t, form, figures(context.work, context.rest, today=context.today, sentence=True))


def ask_about_message(context: Context, inbound: Inbound) -> Form:
    """Ask what is wrong in a message, known by the platform's reference to it."""
    message = inbound.message if isinstance(inbound, Click) else {}
    sent = context.work.outbox.sent_as(context.person.id, message)
    keys = [delivery.key for delivery in sent if _own(context, delivery.key)]
    deltas = [delta for key in keys for delta in _own(context, key)]
    if len(keys) == 1:
        return _form(context, deltas, (("f", keys[0]),))
    return _form(context, reading.values(context.work, context.person.id)[: reading.RECENT], ())


def _values(context: Context, inbound: Inbound) -> list[Delta]:
    """Return the values of the asker's own that may be meant: by the button, the message, or the words."""
    work, person = context.work, context.person
    if place := argument(inbound, "value"):
        return [reading.value(work, person.id, place)]
    if told := _own(context, argument(inbound, "f")):
        return told
    said = context.rest or argument(inbound, "said")
    meant = figures(work, said, today=context.today, sentence=True)
    return reading.chosen_values(work, person.id, meant, most=reading.RECENT)[1]


def _told(context: Context, inbound: Inbound) -> tuple[tuple[str, str], ...]:
    """Return the arguments by which a form that was sent in finds the same values again."""
    key = argument(inbound, "f")
    said = " ".join((context.rest or argument(inbound, "said")).split())[:_LONGEST]
    found = (("f", key),) if key and _own(context, key) else ()
    return (*found, *((("said", said),) if said else ()))


def _own(context: Context, key: str) -> list[Delta]:
    """Return the values that a message to the asker about themselves speaks of."""
    told = context.work.feedback.get(key) if key else None
    if told is None or told.subject_id != context.person.id:
        return []
    found = [context.work.deltas.get(*delta) for delta in told.deltas if delta[0] == context.person.id]
    return [delta for delta in found if delta is not None and delta.value is not None]


def _form(context: Context, values: Sequence[Delta], told: tuple[tuple[str, str], ...]) -> Form:
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
        told=told,
        today=context.today,
    )


def open_(context: Context, inbound: Inbound) -> Card:
    """Open the case."""
    work, values = context.work, _values(context, inbound)
    form = _form(context, values, _told(context, inbound))
    with context.filling(form, inbound) as answers:
        chosen = answers.choice("value") if "value" in answers else reading.place_of(values[0])
        delta = next(delta for delta in values if reading.place_of(delta) == chosen)
        rows = answers.choices("rows") if "rows" in answers else ()
        made = dispute.open_(
            work,
            context.actor,
            delta,
            claim=answers.text("claim"),
            wanted=_wanted(context, delta, answers),
            versions=tuple(int(row) for row in rows),
            feedback=argument(inbound, "f") if _own(context, argument(inbound, "f")) else "",
            now=context.now,
        )
    return _card(context, made)


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
    return Settled(_card(context, found))


def ask_for_value(context: Context, inbound: Inbound) -> Form:
    """Ask what the value should be."""
    return _correct(context, dispute.settling(context.work, context.actor, number(inbound), now=context.now))


def _correct(context: Context, found: Dispute) -> Form:
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
    return _card(context, done)


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
    return _card(context, done)


def withdraw(context: Context, inbound: Inbound) -> Settled:
    """Take one's own case back."""
    done = dispute.withdraw(context.work, context.actor, number(inbound), now=context.now)
    return Settled(_card(context, done))


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


def _card(context: Context, found: Dispute) -> Card:
    seen = dispute_message.seen_by(context.work, context.person, found, now=context.now)
    return view.case(context.t, seen, zone=context.reader.zone, now=context.now)


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
