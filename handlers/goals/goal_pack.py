"""Goal packs in chat: listed, looked into, and loaded for a period with the company's own departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal_pack import NOBODY, goal_packs
from bot.goals.services import goal_pack
from bot.goals.services.goal_each import roles
from bot.goals.services.goal_pack import PackChoice
from bot.goals.services.goal_understood import units_of
from bot.goals.views import goal_pack as view
from bot.kit.period import Grain, period_of
from bot.messages.i18n import LOCALES, translator
from bot.people.domain.permission import Act
from handlers.argument import nothing
from handlers.context import argument
from handlers.goals.goal import said_period
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """List the packs, or show what one holds."""
    context.require(Act.RUN_GOALS)
    key = argument(inbound, "pack")
    return view.show(context.t, goal_pack.get(key)) if key else view.listing(context.t, list(goal_packs().values()))


def ask(context: Context, inbound: Inbound) -> Form:
    """Ask when a pack's goals are for, and who in the company stands for its parts."""
    context.require(Act.RUN_GOALS)
    pack = goal_pack.get(argument(inbound, "pack"))
    known = units_of(context.work, now=context.now)
    words = view.words_of(*(translator(locale) for locale in LOCALES))
    return view.form(
        context.t,
        pack,
        known,
        chosen=goal_pack.guessed(pack, known, words),
        roles=roles(context.work, now=context.now),
        span=period_of(context.today, Grain.YEAR),
        today=context.today,
    )


def store(context: Context, inbound: Inbound) -> Card:
    """Make the goals of a pack."""
    context.require(Act.RUN_GOALS)
    pack = goal_pack.get(argument(inbound, "pack"))
    known = {unit.key: unit for unit in units_of(context.work, now=context.now)}
    with context.filling(ask(context, inbound), inbound) as answers:
        said = {place: answers.choice(place) for place in pack.places}
        owners = {place: known[key] for place, key in said.items() if key != NOBODY and key in known}
        choice = PackChoice(
            goals=answers.choices("goals"),
            period=said_period(context, answers),
            chinese=context.t.chinese,
            owners=owners,
            people=said,
        )
    return view.loaded(context.t, pack, goal_pack.load(context.work, context.actor, pack, choice, now=context.now))


ROUTES = (
    Route(
        "goal.packs",
        show,
        Act.RUN_GOALS,
        (Means.WORDS, Means.CLICK),
        spoken(en="goal packs, goal pack", zh="目标包，现成目标"),
        steady=True,
        takes=nothing,
    ),
    Route("goal.pack.load", ask, Act.RUN_GOALS, opens=True),
    Route("goal.pack.store", store, Act.RUN_GOALS, (Means.FORM,)),
)
