"""What a plain sentence gives the command that it means: the person, metric, days or number that it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.domain.about import FigureScope
from bot.figures.services.about import METRIC, NAME, PERIOD, about, marked
from bot.kit.errors import Denied, NotFound, UserError
from bot.messages.typed import GOAL_NUMBER, OWN, WORD, another_is_away
from bot.people.domain.permission import Act
from handlers.argument import anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.people.domain.person import Person
    from handlers.context import Context
    from handlers.route import Route

WHOLE: Final = frozenset({"me", "team", "person", "why", "data"})
"""Routes that read a whole sentence themselves."""
_READ: Final = frozenset({"away", "pause", "delivery.ask", "upload.undo"})
"""Routes that are given the longest part of a sentence that means something to them, such as ``until Friday``."""
_SEARCHED: Final = frozenset({"pair_log"})
_OF_SOMEBODY: Final = frozenset({"plan.add", "people", "kudos", "kudos.ask", "advice"})
"""Routes that take any word as a name: of a sentence they are given somebody's alone."""
_ARGUMENT: Final = re.compile("|".join([*map(re.escape, (NAME, METRIC, PERIOD)), r"(?<!\S)[-+]?[0-9][0-9.,:%]*"]))
"""What a command is given of itself: what stands for names, metrics and periods, and numbers."""
_MOST: Final = 24
"""Words, or Chinese characters, of which parts are tried."""


def scope(context: Context, words: str) -> FigureScope:
    """Return what a sentence is about; nothing where a name could be several people's."""
    try:
        return about(context.work, words, today=context.today, sentence=True)
    except NotFound:
        return FigureScope()


def rest_of(context: Context, route: Route, words: str) -> str:
    """Return what of a sentence its route is given; "" where nothing of it means something to the route."""
    if route.name in WHOLE:
        heard = scope(context, words)
        return figures(heard) if OWN.search(words) and not _may_read(context, heard.person) else words
    if route.name in _READ:
        return next((part for part in _parts(words) if _takes(context, route, part)), "")
    heard = scope(context, words)
    somebody = heard.person.id if heard.person else ""
    numbered = GOAL_NUMBER.search(words) if route.name.startswith("goal") else None
    if numbered and _takes(context, route, numbered[1]):
        return numbered[1]
    if route.takes is anything:
        return heard.person.name if heard.person and route.name in _SEARCHED else ""
    if route.name in _OF_SOMEBODY:
        return somebody
    tried = (f"{somebody} {figures(heard)}".strip(), somebody, figures(heard), heard.metric.key if heard.metric else "")
    return next((said for said in dict.fromkeys(tried) if said and _takes(context, route, said)), "")


def besides(context: Context, words: str) -> str:
    """Return what stands besides names, metrics, periods and numbers; "" where one must be asked whose a name is."""
    try:
        return _ARGUMENT.sub(" ", marked(context.work, words, today=context.today))
    except NotFound:
        return ""


def about_another(context: Context, words: str) -> bool:
    """Say whether a sentence is about somebody else; one that speaks of oneself too is, where one may read both."""
    if another_is_away(words):
        return True
    other = scope(context, words).person
    if other is None or other.id == context.person.id:
        return False
    return _may_read(context, other) or not OWN.search(words)


def member(context: Context, words: str) -> Person | None:
    """Return the one of one's own people who is named."""
    named = scope(context, words).person
    return named if named and named.manager_id == context.person.id else None


def _may_read(context: Context, somebody: Person | None) -> bool:
    try:
        context.require(Act.READ_FACTS, somebody or context.person)
    except Denied:
        return False
    return True


def said_again(context: Context, route: Route, words: str) -> str:
    """Return what a button gives its route, as it could be typed: of figures whose, which and when, and no sentence."""
    if route.name not in WHOLE:
        return rest_of(context, route, words)
    heard = scope(context, words)
    theirs = heard.person.id if heard.person and route.name != "me" else ""
    return f"{theirs} {figures(heard)}".strip()


def figures(heard: FigureScope) -> str:
    """Return a metric and the days of a period as they can be typed; "" where neither was named."""
    days = f"{heard.period.start.isoformat()} to {heard.period.end.isoformat()}" if heard.period else ""
    return " ".join(part for part in (heard.metric.key if heard.metric else "", days) if part)


def _takes(context: Context, route: Route, said: str) -> bool:
    try:
        return route.takes(replace(context, rest=said), said)
    except UserError:
        return False


def _parts(words: str) -> Iterator[str]:
    """Give the parts of a sentence, of whole words, the longest first; of some that are as long, the last first."""
    found = [match.span() for match in WORD.finditer(words)][:_MOST]
    for many in range(len(found), 0, -1):
        for at in range(len(found) - many, -1, -1):
            yield words[found[at][0] : found[at + many - 1][1]]
