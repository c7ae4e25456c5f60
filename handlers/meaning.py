"""From what somebody types to what it means here: a command that can take the rest, or an answer without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.services.about import somebody_in
from bot.figures.views.about import lines_of
from bot.kit.errors import Denied, NotFound
from bot.messages.inbound import Notice
from bot.messages.small_talk import small_talk
from bot.messages.typed import CHINESE, OWN, PARTICLE, QUESTION
from bot.overview.services import team
from bot.people.views.help import answered, before, others, proposed, which
from handlers import ROUTES, Means, follow_up
from handlers.argument import anything, topic
from handlers.grammar import Led, readings
from handlers.grammar import named as command_of
from handlers.intent import understand
from handlers.naming import Named, resolved
from handlers.offer import not_understood, offer
from handlers.sentence import WHOLE, about_another, besides, figures, member, rest_of, said_again, scope

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from bot.people.domain.person import Person
    from handlers.context import Context
    from handlers.follow_up import FollowUp
    from handlers.intent import Intent
    from handlers.recent_question import RecentQuestion
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
    heard = Named(words) if command_of(words) or _free(words) else resolved(context, words)
    if heard.choices and (card := _which(context, heard)):
        return None, context, card
    unknown = heard.said and not heard.choices
    said = heard.marked if unknown else heard.words
    found = _followed(context, said) or _understood(context, said, shown=words)
    if not isinstance(found, Led):
        return None, context, found
    if unknown and found.route.name in WHOLE and not OWN.search(said):
        return None, context, Notice(context.t("help-nobody", said=heard.said))
    return _given(context, found, said)


def _free(words: str) -> bool:
    """Say whether a command is given any words, such as what to look for: names in them stay as they were typed."""
    return any(led.route.takes in {anything, topic} for led in readings(words)[:1])


def _understood(context: Context, words: str, *, shown: str) -> Led | Reply:
    """Return where a command or a sentence leads, or what is answered to one that leads nowhere."""
    led = _led(context, words)
    intent = understand(context, words) if led is None or _may_stray(context, led, words) else None
    if led and intent and _strays(led, intent):
        led = None
    talk = "" if led else small_talk(words)
    if led is None and intent and (not talk or (talk in _BESIDE and intent.chance >= _BESIDES)):
        led = _sentence(context, words, intent)
    if led is None and not talk and intent and intent.not_theirs:
        return _others(context)
    if led is None:
        return _said(context, talk) if talk else not_understood(context, words, intent, shown=shown)
    return led


def _given(context: Context, led: Led, words: str) -> tuple[Route | None, Context, Reply]:
    """Return a route with what it is given, or what is answered where it is not theirs, or is asked about first."""
    if led.route.name == "person" and not context.actor.ever(led.route.act) and _is_oneself(context, led.rest):
        led = Led(_route("me"), figures(scope(context, led.rest)))
    route, asking = led.route, bool(led.rest or led.route.changes) and bool(QUESTION.search(words))
    given = replace(context, rest=led.rest, sentence=led.sentence or asking)
    if not context.actor.ever(route.act):
        return None, given, _not_theirs(given, route, led.rest)
    if route.changes and given.sentence and (led.rest or route.name in _BARE):
        if Means.CLICK not in route.means:
            return None, context, Notice(context.t("help-type-again", words=route.aliases[context.t.locale][0]))
        return None, context, proposed(context.t, route.name, led.rest)
    return route, given, None


def _is_oneself(context: Context, rest: str) -> bool:
    somebody = _somebody(context, rest)
    return somebody is not None and somebody.id == context.person.id


def _which(context: Context, heard: Named) -> Reply:
    """Ask which of several people is meant; None where it makes no difference to what was asked."""
    choices = []
    for person, words in heard.choices:
        led = _followed(context, words) or _understood(context, words, shown=words)
        if not isinstance(led, Led) or led.route.changes or not context.actor.ever(led.route.act):
            return None
        said = said_again(context, led.route, words) if led.sentence else led.rest
        if person.id not in said.split() or Means.CLICK not in led.route.means:
            return None
        choices.append((person, led.route.name, said))
    return which(context.t, heard.said, choices)


def _followed(context: Context, words: str) -> Led | Reply:
    """Return where words lead that go on from the question before; None where they do not."""
    follow = follow_up.read(context, words)
    if follow is None or (not follow.goes_on and follow.route != "why" and _led(context, words)):
        return None
    asked = follow_up.question_after(context, follow)
    if asked is None:
        return _before(context, follow) if follow.incomplete and not follow_up.before(context) else None
    route = _route(asked.route)
    if asked.about_team and route.name in {"why", "data"}:
        return _whose(context, asked)
    if not context.actor.ever(route.act):
        return _others(context)
    return Led(route, follow_up.rest_of(asked))


def _before(context: Context, follow: FollowUp) -> Reply:
    """Say that it is not known which question goes on, with what it may be."""
    said = figures(follow.heard)
    offers = [offer(context, name, said) for name in ("me", "team") if context.actor.ever(_route(name).act)]
    return before(context.t, lines_of(context.t, follow.heard), offers)


def _whose(context: Context, asked: RecentQuestion) -> Reply:
    """Ask about which of a team something is asked that is answered of one person alone; None where there is none."""
    stands = [stand for stand in team.stands(context.work, context.actor, now=context.now) if stand.delta]
    first = sorted(stands, key=lambda stand: not stand.talk)[:_MOST]
    choices = [
        (stand.person, asked.route, follow_up.rest_of(replace(asked, person_id=stand.person.id))) for stand in first
    ]
    return which(context.t, "", choices) if choices else None


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
    if not _is_long(led.rest) or (not QUESTION.search(words) and _attempts(context, led.route, led.rest)):
        return False
    return _is_long(besides(context, led.rest))


def _is_long(said: str) -> bool:
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
    if route.name == "talk" and (person := member(context, words)):
        return Led(_route("one_on_one"), person.id, sentence=True)
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


def _others(context: Context) -> Reply:
    """Answer a question about somebody else, or a team, with what is theirs to ask."""
    return others(context.t, [offer(context, name) for name in ("me", "help")])


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
    offers = [offer(context, name) for name in _TALK[kind] if context.actor.ever(_route(name).act)]
    return answered(context.t, kind, offers)


def _route(name: str) -> Route:
    return next(route for route in ROUTES if route.name == name)
