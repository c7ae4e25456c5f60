"""Home: opened on its own page, or asked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.inbound import Notice, Visit
from bot.overview.services import home
from bot.overview.views import home as view
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.roster.domain.account import Account
from bot.roster.services import account
from bot.roster.views import account as account_view
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from bot.overview.services.home import Queue
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show whoever comes their home; of what stays on its own page is noted whose it is."""
    seen = home.home(context.work, context.actor, context.waiting, now=context.now)
    card = view.home(context.t, seen, today=context.today)
    if isinstance(inbound, Visit):
        context.work.homes.opened(inbound.sender.identity)
    return card


def outdated(
    work: Work, platform: str, queues: Sequence[Queue[Work]], *, locale: str, now: datetime
) -> list[home.HomePage]:
    """Return homes that show what is not their account's to see any more, as they are to be drawn now.

    ``locale`` is for whoever has an account of which no language is known.
    """

    def show(work: Work, identity: Identity, now: datetime) -> Card | Notice:
        person = work.people.by_identity(identity)
        if person and person.employed_at(now):
            to = work.reader(person, now=now)
            seen = home.home(work, permission.actor(work, person, now=now), queues, now=now)
            return view.home(to.t, seen, today=to.today)
        known = work.accounts.get(identity) or Account(identity)
        spoken = person.locale if person else account.language(work, identity) or locale
        return Notice(
            account_view.stranger(work.words(spoken), account.introduced(work, known, left=person is not None))
        )

    return home.outdated(work, platform, show, now=now)


ROUTES = (
    Route(
        "home",
        show,
        Act.USE,
        (Means.WORDS, Means.CLICK, Means.VISIT),
        spoken(en="home, start", zh="首页，主页"),
    ),
)
