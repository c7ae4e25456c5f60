"""Managers asking about their people: the team at a glance, and the talks that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.views.about import said_back
from bot.overview.domain.team import Group
from bot.overview.services import team
from bot.overview.services.home import Queue
from bot.overview.views import team as view
from bot.overview.views import team_depth as depth_view
from bot.overview.views.team_member import member
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
        return _drawn(context, team.group(context.work, context.actor, whose, now=context.now))
    said = context.rest or argument(inbound, "said")
    seen, heard = team.team(context.work, context.actor, said, sentence=context.sentence, now=context.now)
    return said_back(context.t, _drawn(context, seen), heard, route="team")


def _drawn(context: Context, seen: view.Glance | Group) -> Card:
    if isinstance(seen, Group):
        return depth_view.group(context.t, seen.lead.name, seen.depth, today=context.today)
    return view.team(context.t, seen)


def look(context: Context, inbound: Inbound) -> Card:
    """Show how one of the sender's people stands."""
    said = argument(inbound, "person") or context.rest or argument(inbound, "said")
    seen, heard = team.look(context.work, context.actor, said, sentence=context.sentence, now=context.now)
    return said_back(context.t, member(context.t, seen), heard, route="person", who=seen.person_id)


def talks(context: Context, _inbound: Inbound) -> Card:
    """List the talks that are due and not planned."""
    due = team.talks(context.work, context.actor, now=context.now)
    metrics = {metric.key: metric for metric in context.work.metrics.all()}
    moved = team.moved(context.work, context.actor, due, now=context.now)
    return view.talks(context.t, due, metrics=metrics, drivers=moved, today=context.today)


def _department(context: Context, rest: str) -> bool:
    """Take a department, which HR may name."""
    return any(
        person.department and person.department.casefold() == rest.casefold() for person in context.work.people.all()
    )


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
