"""What people do about a one-on-one: ask for it, agree on a time, move it, call it off, note that it happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.kit.calendar import zone
from bot.kit.errors import NotFound
from bot.messages.inbound import Click, Notice, Settled, Submission
from bot.messages.typed import ABOUT
from bot.people.domain.permission import Act
from bot.talks.services import one_on_one
from handlers.argument import either, only, person, topic
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def offers_times(inbound: Inbound) -> bool:
    """Say whether an arrival is answered with times, so that calendars should be looked at before."""
    return isinstance(inbound, Click) and inbound.action.name in {"one_on_one.times", "one_on_one.book"}


def between(work: Work, inbound: Inbound) -> list[str]:
    """Return whose calendars an arrival needs: of the two who are to meet, if the sender is one of them."""
    sender = work.people.by_identity(inbound.sender.identity)
    pair = work.one_on_ones.pair(argument(inbound, "person"))
    both = {pair.person_id, pair.manager_id} if pair else set()
    return sorted(both) if sender is not None and sender.id in both else []


def book(context: Context, inbound: Inbound) -> Settled | Notice:
    """Note the time and say so on the card; inside a digest, whose other buttons stay, in a line of its own."""
    return _book(context, argument(inbound, "person"), argument(inbound, "at"))


def _book(context: Context, person_id: str, said: str) -> Settled | Notice:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise NotFound("button-unknown") from None
    if at.tzinfo is None or not person_id:
        raise NotFound("button-unknown")
    card = one_on_one.book(context.work, context.actor, person_id, at, now=context.now)
    if card is not None:
        return Settled(card)
    moment = context.t.moment(at, zone=zone(context.person.timezone), now=context.now)
    return Notice(context.t("one-on-one-booked", moment=moment))


def times(context: Context, inbound: Inbound) -> Form | Settled | Notice:
    """Offer times at which both can meet, then book the one that was chosen."""
    person_id = argument(inbound, "person") or context.person.id
    form = one_on_one.choosing(context.work, context.actor, person_id, now=context.now)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        return _book(context, person_id, str(answers["at"]))


def ask(context: Context, inbound: Inbound) -> Card | Form | Notice:
    """Ask the sender's manager for a talk; without a topic what it is about is asked first."""
    if context.rest:
        said = ABOUT.sub("", context.rest)[:_LONGEST]
        if not isinstance(inbound, Click) and said == context.rest[:_LONGEST]:
            return one_on_one.proposed(context.work, context.actor, said, now=context.now)
        return Notice(one_on_one.ask(context.work, context.actor, said, now=context.now))
    form = one_on_one.asking(context.work, context.actor, now=context.now)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        topic = str(answers["topic"] or "")
    return Notice(one_on_one.ask(context.work, context.actor, topic, now=context.now))


_LONGEST = 300


def meetings(context: Context, inbound: Inbound) -> Card:
    """List the sender's meetings, or show one of them."""
    return one_on_one.meetings(context.work, context.actor, now=context.now, person_id=argument(inbound, "person"))


def cancel(context: Context, inbound: Inbound) -> Notice:
    """Call a meeting off."""
    return Notice(one_on_one.call_off(context.work, context.actor, argument(inbound, "person"), now=context.now))


def met(context: Context, inbound: Inbound) -> Notice:
    """Note that two have met."""
    return Notice(one_on_one.met(context.work, context.actor, argument(inbound, "person"), now=context.now))


ROUTES = (
    Route(
        "talk",
        ask,
        Act.TALK,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="talk, ask 1:1, ask for a 1:1", zh="约聊，约主管，约一对一"),
        opens=True,
        takes=topic,
    ),
    Route(
        "one_on_one",
        meetings,
        Act.TALK,
        (Means.WORDS, Means.CLICK),
        spoken(en="1:1, 1:1s, one on ones, meetings", zh="一对一，1对1，面谈"),
        takes=either(person, only("one_on_one")),
    ),
    Route("one_on_one.book", book, Act.TALK),
    Route("one_on_one.times", times, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
    Route("one_on_one.cancel", cancel, Act.TALK),
    Route("one_on_one.met", met, Act.TALK),
)
