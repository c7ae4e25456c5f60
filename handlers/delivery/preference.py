"""People choosing how each kind of message comes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.preference import Pace, Topic
from bot.delivery.services import preference
from bot.delivery.views import preference as view
from bot.kit.errors import NotFound
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from handlers.argument import only
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show how each kind comes."""
    return view.shown(context.t, preference.of(context.work, context.person))


def change(context: Context, inbound: Inbound) -> Form:
    """Ask how a kind is to come, or all of them."""
    return view.form(context.t, _asked(context, inbound))


def put(context: Context, inbound: Inbound) -> Card:
    """Set what a form asks for."""
    with context.filling(view.form(context.t, _asked(context, inbound)), inbound) as answers:
        wanted = {Topic(name): Pace(answers.choice(name)) for name in answers.names}
        preference.put(context.work, context.person, wanted, now=context.now)
    return view.shown(context.t, preference.of(context.work, context.person), changed=True)


def take(context: Context, inbound: Inbound) -> Card:
    """Set what a proposal's button says."""
    try:
        topic, pace = Topic(argument(inbound, "topic")), Pace(argument(inbound, "pace"))
    except ValueError:
        raise NotFound("button-unknown") from None
    preference.put(context.work, context.person, {topic: pace}, now=context.now)
    return view.shown(context.t, preference.of(context.work, context.person), changed=True)


def _asked(context: Context, inbound: Inbound) -> dict[Topic, Pace]:
    """Return the kinds that are asked about; with a form that was sent in those that it held.

    Raises:
        NotFound: for a kind about which nobody can decide.
    """
    paces = preference.of(context.work, context.person)
    named = argument(inbound, "topic")
    if not named:
        if isinstance(inbound, Submission):
            return {key: pace for key, pace in paces.items() if key.value in inbound.values} or paces
        return paces
    if named not in set(Topic):
        raise NotFound("button-unknown")
    topic = Topic(named)
    if topic not in paces:
        raise NotFound("preference-fixed")
    return {topic: paces[topic]}


ROUTES = (
    Route(
        "less",
        show,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="less, fewer, less of this", zh="少一点，少发点"),
        takes=only("less"),
    ),
    Route("less.change", change, Act.USE, (Means.CLICK,), opens=True),
    Route("less.set", put, Act.USE, (Means.FORM,)),
    Route("less.take", take, Act.USE, (Means.CLICK,)),
)
