"""Managers asking about their people: the team at a glance, and the talks that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.permission import Act
from bot.messages.inbound import Command, Saying
from bot.messages.intent import understand
from bot.services import permission, team
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
    return team.team(context.work, context.actor, context.rest, sentence=_sentence(inbound), now=context.now)


def _sentence(inbound: Inbound) -> bool:
    """Say whether the team was asked for in a sentence, of which not every word has to mean something."""
    said = inbound.text if isinstance(inbound, Saying) else inbound.words if isinstance(inbound, Command) else ""
    intent = understand(said)
    return intent is not None and intent.route == "team"


def look(context: Context, inbound: Inbound) -> Card:
    """Show how one of the sender's people stands."""
    said = argument(inbound, "person") or context.rest
    return team.look(context.work, context.actor, said, now=context.now)


def talks(context: Context, _inbound: Inbound) -> Card:
    """List the talks that are due and not planned."""
    return team.talks(context.work, context.actor, now=context.now)


ROUTES = (
    Route(
        "team",
        glance,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="team, my team, reports", zh="团队，我的团队，下属"),
        steady=True,
    ),
    Route(
        "person",
        look,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="person, show", zh="看，查看，看看"),
    ),
    Route(
        "team.talks",
        talks,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="talks, talks to book", zh="待约，待约清单"),
    ),
)
