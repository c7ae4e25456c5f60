"""Managers asking about their people: the team at a glance, and the talks that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.overview.services import team
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services import permission
from handlers.argument import either, person, values
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def glance(context: Context, inbound: Inbound) -> Card:
    """Show how each of the sender's people stands, or what was asked about them."""
    lead = argument(inbound, "lead")
    if lead:
        whose = permission.somebody(context.work, lead)
        return team.group(context.work, context.actor, whose, now=context.now)
    said = context.rest or argument(inbound, "said")
    return team.team(context.work, context.actor, said, sentence=context.sentence, now=context.now)


def look(context: Context, inbound: Inbound) -> Card:
    """Show how one of the sender's people stands."""
    said = argument(inbound, "person") or context.rest or argument(inbound, "said")
    return team.look(context.work, context.actor, said, sentence=context.sentence, now=context.now)


def talks(context: Context, _inbound: Inbound) -> Card:
    """List the talks that are due and not planned."""
    return team.talks(context.work, context.actor, now=context.now)


def _department(context: Context, rest: str) -> bool:
    """Take a department, which HR may name."""
    return any(one.department and one.department.casefold() == rest.casefold() for one in context.work.people.all())


ROUTES = (
    Route(
        "team",
        glance,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="team, my team, reports", zh="团队，我的团队，下属"),
        steady=True,
        takes=either(values, person, _department),
    ),
    Route(
        "person",
        look,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="person, show", zh="看，查看，看看"),
        takes=person,
    ),
    Route(
        "team.talks",
        talks,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="talks, talks to book", zh="待约，待约清单"),
    ),
)

WAITING = (Queue("talk", "team.talks", Act.REMIND, team.waiting),)
