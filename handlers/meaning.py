"""From what somebody types to what it means here: a command that can take the rest, or an answer without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.services.about import about, marked, somebody_in
from bot.kit.errors import Denied, NotFound
from bot.messages.inbound import Notice
from bot.messages.sentence import METRIC, NAME, PERIOD, near
from bot.messages.small_talk import small_talk
from bot.messages.typed import PARTICLE, QUESTION
from bot.people.views.help import SuggestedCommand, answered, proposed, unknown
from handlers import ROUTES, Means
from handlers.grammar import nearest, readings

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from handlers.context import Context
    from handlers.grammar import Led
    from handlers.route import Route

_TALK: Final = {"stop": ("less", "pause"), "erase": ("privacy", "privacy.ask"), "unfair": ("dispute", "why")}
"""What is offered to somebody who says one of these."""
_ANSWERS: Final = frozenset({"thanks", "fine", "greeting", "bye", "pay"})
_ABOUT_FIGURES: Final = frozenset({"me", "data", "why", "team", "dispute", "context"})
_MOST: Final = 2


def meant(context: Context, words: str) -> tuple[Route | None, Context, Reply]:
    """Return which route words lead to and what it is given, or else what is answered."""
    led = _led(context, words)
    if led is None:
        return None, context, _otherwise(context, words)
    route, asking = led.route, bool(led.rest or led.route.changes) and bool(QUESTION.search(words))
    given = replace(context, rest=led.rest, sentence=led.sentence or asking)
    if not context.actor.ever(route.act):
        return None, given, _not_theirs(given, route, led.rest)
    if route.changes and given.sentence:
        if Means.CLICK not in route.means:
            return None, context, Notice(context.t("help-type-again", words=led.alias))
        return None, context, proposed(context.t, route.name, led.rest)
    return route, given, None


def _led(context: Context, words: str) -> Led | None:
    """Return the first reading of words whose rest means something to its route."""
    for led in readings(words):
        led = replace(led, rest=PARTICLE.sub("", led.rest))  # noqa: PLW2901 - without what makes a question of it
        given = replace(context, rest=led.rest, sentence=led.sentence)
        if not led.rest or led.route.takes(given, led.rest):
            return led
    return None


def _not_theirs(context: Context, route: Route, rest: str) -> Reply:
    """Answer somebody who may not do what they ask for: a refusal only of what is about somebody else, or an act.

    Raises:
        Denied: when it does.
    """
    try:
        other = somebody_in(context.work, rest, today=context.today) if rest else None
    except NotFound:
        other = None
    stranger = other is not None and other.id != context.person.id
    if stranger or (route.changes and rest and not context.sentence):
        raise Denied("permission-denied", act=route.act.value, subject=other.id if other else "")
    return Notice(context.t("permission-none-here"))


def _otherwise(context: Context, words: str) -> Reply:
    """Answer what leads to no command: a courtesy, a worry, or the two commands that are nearest."""
    kind = small_talk(words)
    if kind in _ANSWERS:
        return Notice(context.t(f"help-say-{kind}"))
    if kind:
        offers = [_offer(context, name) for name in _TALK[kind] if context.actor.ever(_route(name).act)]
        return answered(context.t, kind, offers)
    return unknown(context.t, words=words, offers=_near(context, words), command=context.command)


def _near(context: Context, words: str) -> list[SuggestedCommand]:
    mine = {
        route.aliases["en"][0]: route
        for route in ROUTES
        if Means.WORDS in route.means and context.actor.ever(route.act)
    }
    typed = nearest(words, context.actor.roles)
    try:
        heard = about(context.work, words, today=context.today, sentence=True)
        text = marked(context.work, words, today=context.today, name=NAME, metric=METRIC, period=PERIOD)
    except NotFound:  # a name that could be several people's
        heard, text = None, words
    names = [typed.name] if typed else []
    names += [mine[command].name for command in near(text, among=mine.keys())]
    said = ""
    if heard and (heard.metric or heard.period):
        days = f"{heard.period.start.isoformat()} to {heard.period.end.isoformat()}" if heard.period else ""
        said = " ".join(part for part in (heard.metric.key if heard.metric else "", days) if part)
    return [_offer(context, name, said) for name in dict.fromkeys(names)][:_MOST]


def _offer(context: Context, name: str, said: str = "") -> SuggestedCommand:
    route = _route(name)
    word = route.aliases[context.t.locale][0] if route.aliases else ""
    return SuggestedCommand(name, word, said if name in _ABOUT_FIGURES else "", pressable=Means.CLICK in route.means)


def _route(name: str) -> Route:
    return next(route for route in ROUTES if route.name == name)
