"""Whoever looks after deliveries asking for them, for one of them, and for another attempt."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState
from bot.delivery.domain.delivery_words import asked
from bot.delivery.services import delivery
from bot.delivery.services.delivery import DeliveryFilter
from bot.delivery.views import delivery as view
from bot.kit.errors import NotFound
from bot.messages.card import Attachment
from bot.messages.inbound import Click
from bot.people.domain.permission import Act
from bot.people.services.person import named
from handlers.argument import either, number, read_by
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_NUMBER = re.compile(r"#?(\d{1,9})")
_MOST_IN_FILE = 5000


def show(context: Context, _inbound: Inbound) -> Card:
    """Show deliveries by person, state, rule or day; one of them by its number."""
    context.require(Act.SEE_DELIVERIES)
    rest = unicodedata.normalize("NFKC", context.rest).strip()
    if number := _NUMBER.fullmatch(rest):
        return _details(context, delivery.by_number(context.work, int(number[1])))
    asked = _asked(context, rest)
    found = [
        delivery.seen(context.actor, other)
        for other in delivery.find(context.work, context.person, asked, now=context.now)
    ]
    file = None
    if found:
        content = delivery.as_csv(found[:_MOST_IN_FILE], work=context.work, viewer=context.person, now=context.now)
        file = Attachment(f"deliveries-{context.today.isoformat()}.csv", content)
    names = {
        name: who.name
        for name in {found_delivery.person_id for found_delivery in found}
        if (who := context.work.people.get(name))
    }
    counts = context.work.outbox.counts()
    return view.listing(
        context.t, found, counts=counts, names=names, file=file, zone=context.reader.zone, now=context.now
    )


def ask(context: Context, inbound: Inbound) -> Card:
    """Ask whether a message is to be sent again."""
    context.require(Act.SEE_DELIVERIES)
    found = delivery.by_number(context.work, _no(context, inbound))
    if found.state is not DeliveryState.FAILED:
        return _details(context, found)
    return view.confirm(context.t, found, name=_name(context, found))


def resend(context: Context, inbound: Inbound) -> Card:
    """Send a message again that failed."""
    context.require(Act.SEE_DELIVERIES)
    no = _no(context, inbound)
    delivery.resend(context.work, context.person, no, now=context.now)
    return _details(context, delivery.by_number(context.work, no), done=context.t("delivery-again", no=no))


def _details(context: Context, found: Delivery, *, done: str = "") -> Card:
    seen = delivery.seen(context.actor, found)
    waits = found.state is DeliveryState.DUE and seen.reason is found.reason
    pause = delivery.pause_on(context.work, found, now=context.now) if waits else None
    return view.details(
        context.t,
        seen,
        name=_name(context, found),
        pause=pause.reason if pause else "",
        zone=context.reader.zone,
        now=context.now,
        done=done,
    )


def _name(context: Context, found: Delivery) -> str:
    person = context.work.people.get(found.person_id)
    return person.name if person else found.person_id


def _no(context: Context, inbound: Inbound) -> int:
    said = argument(inbound, "no") if isinstance(inbound, Click) else context.rest
    number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", said).strip())
    if not number:
        raise NotFound("delivery-which")
    return int(number[1])


def _asked(context: Context, rest: str) -> DeliveryFilter:
    """Read what is asked for: a day, a state, a rule, or whoever is left."""
    today, left = asked(rest)
    words = {context.t(f"delivery-state-{state.value}").casefold(): state for state in DeliveryState} | {
        state.value: state for state in DeliveryState
    }
    if left.casefold() in words:
        return DeliveryFilter(state=words[left.casefold()], today=today)
    if left in {rule.key for rule in context.work.rules.all()} and delivery.reads(context.actor):
        return DeliveryFilter(rule=left, today=today)
    return DeliveryFilter(person_id=named(context.work, left).id if left else "", today=today)


ROUTES = (
    Route(
        "deliveries",
        show,
        Act.SEE_DELIVERIES,
        (Means.WORDS, Means.CLICK),
        spoken(en="deliveries, sent messages", zh="发送记录，发送"),
        takes=either(number, read_by(lambda context: _asked(context, context.rest))),
    ),
    Route(
        "delivery.ask",
        ask,
        Act.SEE_DELIVERIES,
        (Means.WORDS, Means.CLICK),
        spoken(en="resend", zh="重发"),
        takes=number,
    ),
    Route("delivery.resend", resend, Act.SEE_DELIVERIES),
)
