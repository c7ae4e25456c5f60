"""What may follow the words of a route: a command leads only where the rest of what was typed means something to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.figures.domain.about import unread
from bot.figures.services.about import FUNCTION_WORDS, figures, somebody_in
from bot.kit.errors import NotFound, UserError
from bot.messages.typed import BEHIND, GOES_ON, NUMBERED
from bot.people.services.person import mentioned

if TYPE_CHECKING:
    from handlers.context import Context

Takes: TypeAlias = "Callable[[Context, str], bool]"


def nothing(_context: Context, rest: str) -> bool:
    """Take only words that fill: ``help please``, ``主页吧``."""
    return not unread(rest)


def only(route: str) -> Takes:
    """Take words that fill, and those that say no more than the route does."""
    behind = BEHIND[route]  # a route without any is a fault of ours: it fails here, not before whoever types
    return lambda _context, rest: all(word.casefold() in behind for run in unread(rest) for word in run.split())


def anything(_context: Context, _rest: str) -> bool:
    """Take whatever follows: what is opened asks before anything is done."""
    return True


def values(context: Context, rest: str) -> bool:
    """Take a metric with whatever stands beside it, or a period alone."""
    heard = figures(context.work, rest, today=context.today)
    return heard.metric is not None or not unread(heard.rest)


def person(context: Context, rest: str) -> bool:
    """Take a name, an id or a mention of somebody, with whatever stands beside it."""
    words = rest.split()
    try:
        if somebody_in(context.work, rest, today=context.today):
            return True
        if not words or len(words) > _FEW or words[0].casefold() in FUNCTION_WORDS:
            return False
        mentioned(context.work, rest)
    except NotFound as unknown:
        return unknown.key == "person-several"
    return True


def either(*takes: Takes) -> Takes:
    """Take what one of these takes."""
    return lambda context, rest: any(function(context, rest) for function in takes)


def read_by(parse: Callable[[Context], object]) -> Takes:
    """Take what the route itself can read, and what it can say something about, such as an end before its beginning."""

    def takes(context: Context, _rest: str) -> bool:
        try:
            return parse(context) is not None
        except UserError as wrong:
            return wrong.key in _TOLD

    return takes


def short(_context: Context, rest: str) -> bool:
    """Take a single word, of which the answer says that it knows no such name; Chinese has no single words."""
    return len(rest.split()) == 1 and rest.isascii()


def claim(_context: Context, rest: str) -> bool:
    """Take what says that something is wrong, or several words in a row: a form asks for the rest."""
    return only("dispute")(_context, rest) or len(rest.split()) >= _FEW or not rest.isascii()


def topic(_context: Context, rest: str) -> bool:
    """Take what a talk may be about, and not what goes on with a sentence."""
    return rest.split(maxsplit=1)[0].casefold() not in GOES_ON


def number(_context: Context, rest: str) -> bool:
    """Take a number."""
    return bool(NUMBERED.fullmatch(rest.strip()))


_TOLD = frozenset({"spoken-span-backwards", "import-impossible-date", "absence-past", "pause-past"})
_FEW = 3
"""A part of a name stands alone, or beside a period: ``show Smi``, ``person Wei October``."""
