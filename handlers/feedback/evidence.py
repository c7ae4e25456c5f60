"""What stands behind a message or a number: asked in words, or by the button under a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.preference import topic_of
from bot.delivery.views.preference import offered
from bot.feedback.services import evidence
from bot.feedback.views import evidence as view
from bot.figures.services import reading
from bot.figures.services.about import about
from bot.figures.views.about import said_back
from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.people.services.permission import sees, somebody
from handlers.argument import either, only, person, values
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.feedback.domain.evidence import Evidence
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def of_message(context: Context, inbound: Inbound) -> Card:
    """Show what a message rests on: values, arithmetic, the rule, and the stored rows."""
    key = argument(inbound, "key") or argument(inbound, "f")
    if not key:
        raise NotFound("button-unknown")
    card = _shown(context, evidence.why(context.work, context.actor, key, now=context.now))
    message = context.work.outbox.get(key)
    return offered(context.t, card, topic_of(message.kind, message.priority)) if message else card


def why(context: Context, inbound: Inbound) -> Card:
    """Show what the value that is named rests on; without one, what the newest message to the sender does."""
    work, place = context.work, argument(inbound, "value")
    meant = about(work, context.rest or argument(inbound, "said"), today=context.today, sentence=True)
    subject = meant.person or context.person
    if who := argument(inbound, "person"):
        subject = somebody(work, who)
    if not sees(work, context.actor, subject, now=context.now):
        context.require(Act.READ_FACTS, subject)
    if place:
        delta = reading.value(work, subject.id, place)
    elif meant.metric or meant.period or subject.id != context.person.id:
        meant, found = reading.chosen_values(work, subject.id, meant)
        if not found:
            raise NotFound("reading-none")
        delta = found[0]
    else:
        told = evidence.latest(work, context.person)
        if told is None:
            raise NotFound("evidence-none")
        return _shown(context, evidence.why(work, context.actor, told.key, now=context.now))
    card = _shown(context, evidence.behind(work, context.actor, subject, delta, now=context.now))
    return said_back(context.t, card, meant, route="why", who="" if subject.id == context.person.id else subject.id)


def _shown(context: Context, found: Evidence) -> Card:
    own = found.subject.id == context.person.id
    return view.why(context.t, found, zone=context.reader.zone, now=context.now, own=own)


ROUTES = (
    Route("feedback.why", of_message, Act.USE),
    Route(
        "why",
        why,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="why, explain", zh="为什么，依据"),
        takes=either(values, person, only("why")),
    ),
)
