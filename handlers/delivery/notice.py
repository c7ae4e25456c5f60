"""The notice: that somebody has seen it, who had it, and the tour that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.notice import VERSION, Shown
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.delivery.views import notice as view
from bot.messages.inbound import Notice, Settled
from bot.people.domain.permission import Act
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show the notice once more."""
    return _card(context, notice.shown(context.work, context.person, now=context.now))


def seen(context: Context, _inbound: Inbound) -> Settled:
    """Remember that it was seen, and send the tour after it, once."""
    shown = notice.acknowledge(context.work, context.person, now=context.now)
    enqueue(
        context.work,
        _tour(context),
        key=f"tour:{context.person.id}",
        to=context.person,
        kind="tour",
        priority=Priority.REPLY,
        now=context.now,
    )
    return Settled(_card(context, shown))


def tour(context: Context, _inbound: Inbound) -> Card:
    """Show what this person can do."""
    return _tour(context)


def log(context: Context, _inbound: Inbound) -> Card:
    """Show who had the notice."""
    counts, content = notice.log(context.work, context.actor, now=context.now)
    return view.log(context.t, counts, version=VERSION, content=content)


def send(context: Context, _inbound: Inbound) -> Notice:
    """Send it to everybody who has not had it."""
    count = notice.announce(context.work, context.actor, now=context.now)
    return Notice(context.t("notices-queued", n=count))


def _card(context: Context, shown: Shown) -> Card:
    return view.notice(context.t, manager=shown.manager, seen=shown.seen)


def _tour(context: Context) -> Card:
    return view.tour(context.t, roles=context.actor.roles, routes=context.words, command=context.command)


_BOTH = (Means.WORDS, Means.CLICK)
ROUTES = (
    Route("notice", show, Act.USE, _BOTH, spoken(en="notice", zh="告知")),
    Route("notice.seen", seen, Act.USE),
    Route("tour", tour, Act.USE, _BOTH, spoken(en="tour", zh="导览，新手导览")),
    Route("notices", log, Act.SEE_DELIVERIES, _BOTH, spoken(en="notices", zh="告知记录")),
    Route("notices.send", send, Act.PAUSE_SENDING),
)
