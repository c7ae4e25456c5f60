"""From what somebody types to what it means here: a command that can take the rest, or an answer without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.services.about import somebody_in
from bot.kit.errors import Denied, NotFound
from bot.messages.inbound import Notice
from bot.messages.small_talk import small_talk
from bot.messages.typed import CHINESE, PARTICLE, QUESTION
from bot.people.views.help import SuggestedCommand, answered, proposed, unknown
from handlers import ROUTES, Means
from handlers.grammar import Led, nearest, readings
from handlers.intent import understand
from handlers.sentence import about_another, besides, rest_of, said_again

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from bot.people.domain.person import Person
    from handlers.context import Context
    from handlers.intent import Intent
    from handlers.route import Route

_TALK: Final = {"stop": ("less", "pause"), "erase": ("privacy", "privacy.ask"), "unfair": ("dispute", "why")}
"""What is offered to somebody who says one of these."""
_ANSWERS: Final = frozenset({"thanks", "fine", "greeting", "bye", "pay"})
_BESIDE: Final = frozenset({"pay"})
"""What may stand beside something that is asked for: ``put overtime pay on the agenda``."""
_BARE: Final = frozenset({"back", "resume", "privacy.export"})
"""What acts without any more words; others show or ask then what there is to change."""
_BESIDES: Final = 0.8
"""How likely a command must be for that."""
_ONES_OWN: Final = frozenset({"away", "back", "pause", "resume"})
"""What one says of oneself only: that somebody else is on leave asks for nothing."""
_MOST: Final = 3
_LONG, _LONG_ZH = 3, 5
"""Words, or Chinese characters, from which on what follows a command besides its arguments may mean another."""
_OTHER, _HARDLY = 0.6, 0.15
"""How likely that other one must be, and how unlikely the command that the sentence begins with."""


def meant(context: Context, words: str) -> tuple[Route | None, Context, Reply]:
    """Return which route words lead to and what it is given, or else what is answered."""
    led = _led(context, words)
    intent = understand(context, words) if led is None or _may_stray(context, led, words) else None
    if led and intent and _strays(led, intent):
        led = None
    talk = "" if led else small_talk(words)
    if led is None and intent and (not talk or (talk in _BESIDE and intent.chance >= _BESIDES)):
        led = _sentence(context, words, intent)
    if led is None:
        return None, context, _said(context, talk) if talk else _unknown(context, words, intent)
    route, asking = led.route, bool(led.rest or led.route.changes) and bool(QUESTION.search(words))
    given = replace(context, rest=led.rest, sentence=led.sentence or asking)
    if not context.actor.ever(route.act):
        return None, given, _not_theirs(given, route, led.rest)
    if route.changes and given.sentence and (led.rest or route.name in _BARE):
        if Means.CLICK not in route.means:
            return None, context, Notice(context.t("help-type-again", words=route.aliases[context.t.locale][0]))
        return None, context, proposed(context.t, route.name, led.rest)
    return route, given, None


def _led(context: Context, words: str) -> Led | None:
    """Return the first reading of words whose rest means something to its route."""
    for led in readings(words):
        led = replace(led, rest=PARTICLE.sub("", led.rest))  # noqa: PLW2901 - without what makes a question of it
        given = replace(context, rest=led.rest)
        if not led.rest or led.route.takes(given, led.rest):
            return led
    return None


def _may_stray(context: Context, led: Led, words: str) -> bool:
    """Say whether what follows a command may be a sentence: what is only its arguments, or an attempt, is none."""
    if not QUESTION.search(words) and _attempts(context, led.route, led.rest):
        return False
    said = besides(context, led.rest)
    return len(said.split()) >= _LONG or len(CHINESE.findall(said)) >= _LONG_ZH


def _strays(led: Led, intent: Intent) -> bool:
    """Say whether a sentence that begins with a command means another: ``show me why my sales fell``."""
    own = intent.chances.get(led.route.name, 0.0)
    return own < intent.chance and intent.chance >= _OTHER and own <= _HARDLY


def _sentence(context: Context, words: str, intent: Intent) -> Led | None:
    """Return where a sentence leads that surely means one command; what is about somebody else is not one's own."""
    if not intent.sure:
        return None
    route = _route(intent.sure)
    another = route.name in {"me", *_ONES_OWN} and about_another(context, words)
    if another and route.name in _ONES_OWN:
        return None
    if another:
        route = _route("person")
    return Led(route, rest_of(context, route, words), sentence=True)


def _not_theirs(context: Context, route: Route, rest: str) -> Reply:
    """Answer somebody who may not do what they ask for: a refusal only of what is about somebody else, or an act.

    Raises:
        Denied: when it does.
    """
    if not context.sentence and _attempts(context, route, rest):
        other = _somebody(context, rest)
        raise Denied("permission-denied", act=route.act.value, subject=other.id if other else "")
    return Notice(context.t("permission-none-here"))


def _attempts(context: Context, route: Route, rest: str) -> bool:
    """Say whether a command is one that its asker may not use, and is about somebody else or changes something."""
    if context.actor.ever(route.act) or not rest:
        return False
    other = _somebody(context, rest)
    return route.changes or (other is not None and other.id != context.person.id)


def _somebody(context: Context, rest: str) -> Person | None:
    try:
        return somebody_in(context.work, rest, today=context.today) if rest else None
    except NotFound:
        return None


def _said(context: Context, kind: str) -> Reply:
    """Answer a courtesy, or a worry with what can be done about it."""
    if kind in _ANSWERS:
        return Notice(context.t(f"help-say-{kind}"))
    offers = [_offer(context, name) for name in _TALK[kind] if context.actor.ever(_route(name).act)]
    return answered(context.t, kind, offers)


def _unknown(context: Context, words: str, intent: Intent | None) -> Reply:
    """Answer what leads to no command with those that are nearest, of which each is given what was said with it."""
    typed = nearest(words, context.actor.roles)
    names = [typed.name] if typed else []
    names += intent.near if intent else ()
    offers = [
        _offer(context, name, said_again(context, _route(name), words)) for name in list(dict.fromkeys(names))[:_MOST]
    ]
    return unknown(context.t, words=words, offers=offers, command=context.command)


def _offer(context: Context, name: str, said: str = "") -> SuggestedCommand:
    route = _route(name)
    word = route.aliases[context.t.locale][0] if route.aliases else ""
    return SuggestedCommand(name, word, said, pressable=Means.CLICK in route.means)


def _route(name: str) -> Route:
    return next(route for route in ROUTES if route.name == name)
