"""What is offered where it is not sure what somebody wants: commands that are theirs, and that have an answer now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NoReturn

from bot.kit.errors import UserError
from bot.messages.card import Action
from bot.messages.inbound import Click, Sender
from bot.messages.typed import ASKS
from bot.people.views.help import SuggestedCommand, unknown
from handlers import ROUTES, Means
from handlers.grammar import nearest
from handlers.sentence import said_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.messages.inbound import Reply
    from handlers.context import Context
    from handlers.intent import Intent
    from handlers.route import Route

_INSTEAD: Final = {
    "person": "team",
    "metric.edit": "metric",
    "move": "people",
    "unlink": "people",
    "rule.edit": "rule",
    "rule.on": "rule",
    "rule.off": "rule",
    "delivery.ask": "deliveries",
    "upload.undo": "upload",
}
"""By command that needs to be told which one: what shows the ones there are."""
_ALWAYS: Final = ("me", "team", "home")
"""What nearly everybody can ask, where nothing is near to what they ask."""
_MOST, _FEW = 3, 2
_TRIED: Final = 6
"""Commands that are tried until enough of them have an answer."""
_LEAST: Final = 0.005
"""How likely a command must be to be near to a question at all."""


class _TakenBack(Exception):
    """What was only tried is to leave nothing."""


def not_understood(context: Context, words: str, intent: Intent | None, *, shown: str) -> Reply:
    """Answer what leads to no command with those that are nearest, of which each is given what was said with it.

    They are at most three that may be meant; to a question that is none of ours the two nearest that have an answer.
    """
    typed = nearest(words, context.actor.roles)
    likely = [*([typed.name] if typed else []), *(intent.near if intent else ())]
    offers = list(_answered(context, words, likely, most=_MOST))
    if offers or not (intent and ASKS.search(words)):
        return unknown(context.t, words=shown, offers=offers, command=context.command)
    far = [name for name, chance in intent.chances.items() if chance >= _LEAST][:_TRIED]
    offers = list(_answered(context, words, [*far, *_ALWAYS], most=_FEW))
    return unknown(context.t, words=shown, offers=offers, command=context.command, near=False)


def shown_instead(context: Context, route: Route) -> Route:
    """Return what shows the ones there are for a command that a sentence means without saying which one."""
    return _route(_INSTEAD.get(route.name, route.name)) if context.sentence and not context.rest else route


def offer(context: Context, name: str, said: str = "") -> SuggestedCommand:
    """Return a command as it is offered: by its first word, and with what it is given."""
    route = _route(name)
    word = route.aliases[context.t.locale][0] if route.aliases else ""
    return SuggestedCommand(name, word, said, pressable=Means.CLICK in route.means)


def _answered(context: Context, words: str, names: Iterable[str], *, most: int) -> Iterator[SuggestedCommand]:
    """Give the first commands that have an answer; one that was not told which is shown the ones there are."""
    found: set[str] = set()
    for name in names:
        said = said_again(context, _route(name), words)
        name = name if said else _INSTEAD.get(name, name)  # noqa: PLW2901 - what is offered for it
        if name in found or name == "help" or not _has_answer(context, _route(name), said):
            continue
        found.add(name)
        yield offer(context, name, said)
        if len(found) == most:
            return


def _has_answer(context: Context, route: Route, said: str) -> bool:
    """Say whether a button has an answer for whoever would press it: it is tried, and nothing of that stays."""
    talk = context.conversation
    if not context.actor.ever(route.act):
        return False
    if talk is None or Means.CLICK not in route.means:
        return True
    sender = Sender(talk.who, "", talk.room, private=not talk.room, at=context.now)
    action = Action(route.name, (("said", said),) if said else ())
    try:
        with context.work.attempt():
            route.handler(replace(context, rest=said), Click(sender, action))
            _take_back()
    except _TakenBack:
        return True
    except UserError:
        return False


def _take_back() -> NoReturn:
    raise _TakenBack


def _route(name: str) -> Route:
    return next(route for route in ROUTES if route.name == name)
