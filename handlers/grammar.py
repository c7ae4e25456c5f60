"""From typed words to a route: one grammar for every platform and both languages.

Full-width letters, case, a slash before and punctuation behind make no difference; the longest alias that begins the
words leads, and what follows is the route's. Chinese needs no space between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from bot.messages.text import plain
from bot.messages.typed import EDGES, shown
from bot.people.domain.permission import Role, allowed
from bot.people.views.help import key as help_key
from handlers import ROUTES, Means, Route

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

_CUTOFF: Final = 0.74
"""One letter of four may be wrong; "thanks" is not "talks"."""


@dataclass(frozen=True, slots=True)
class Led:
    """Where words lead: the route, what it is given, and whether they are a plain sentence that means it."""

    route: Route
    rest: str
    sentence: bool = False


def lead(words: str) -> Led | None:
    """Return where words lead if what follows the alias means something: their first reading."""
    found = readings(words)
    return found[0] if found else None


@lru_cache(maxsize=1024)
def readings(words: str) -> tuple[Led, ...]:
    """Return where words may lead by the aliases that begin them, the longest first."""
    said = shown(words)
    if not said:
        return (Led(_aliases()["help"], ""),)
    folded = said.lower()
    return tuple(
        Led(route, said[len(alias) :].strip(EDGES))
        for alias, route in _longest_first().get(folded[:1], ())
        if folded.startswith(alias) and _ends(folded, alias)
    )


def named(words: str) -> Route | None:
    """Return the command that words are, with nothing behind it."""
    said = shown(words).lower()
    return _aliases().get(said) if said else None


def nearest(words: str, roles: frozenset[Role]) -> Route | None:
    """Return the command that mistyped words are meant to be, among what somebody may ask; None when none is near."""
    mine = [alias for alias, route in _aliases().items() if _may(route, roles)]
    near = get_close_matches(shown(words).lower(), mine, n=1, cutoff=_CUTOFF)
    return _aliases()[near[0]] if near else None


@cache
def asked(roles: frozenset[Role], locale: str) -> tuple[tuple[Role, str, str], ...]:
    """Return what people of these roles can ask in words: whose it is first of all, the route, the word for it.

    What several roles may ask stands with the first of theirs, in the order of :class:`Role`.
    """
    mine = [role for role in Role if role in roles]
    found = [
        (allowed(route.act, mine)[0], route.name, route.aliases[locale][0])
        for route in ROUTES
        if Means.WORDS in route.means and _may(route, roles)
    ]
    return tuple(sorted(found, key=lambda pair: mine.index(pair[0])))


def table(t: Translator) -> list[list[str]]:
    """Return what can be asked in words and by whom: the words of both languages, what it does, a mark for each role.

    The first row is the header; what employees may, everybody may. It is what the READMEs and ``jinbu routes`` show.
    """
    header: list[str] = [
        t("help-table-words"),
        t("help-table-does"),
        *(t(f"help-table-{help_key(role)}") for role in Role),
    ]
    lines = [header]
    for route in ROUTES:
        if Means.WORDS in route.means:
            words = [f"`{word}`" for aliases in route.aliases.values() for word in aliases]
            does = plain(t(f"help-{help_key(route.name)}", words=route.aliases[t.locale][0]))
            who = set(allowed(route.act))
            who = set(Role) if Role.EMPLOYEE in who else who
            lines.append([", ".join(words), does, *("●" if role in who else "" for role in Role)])
    return lines


def _may(route: Route, roles: frozenset[Role]) -> bool:
    return bool(allowed(route.act, roles))


def _ends(folded: str, alias: str) -> bool:
    """Say whether an alias ends here as a word: Latin ones at a blank or mark, Chinese ones of two letters anywhere."""
    if len(folded) == len(alias):
        return True
    if alias[-1].isascii():
        return not folded[len(alias)].isalnum() or not folded[len(alias)].isascii()
    return len(alias) > 1 or folded[len(alias)] in EDGES


@cache
def _aliases() -> dict[str, Route]:
    return {
        shown(alias).lower() or alias: route
        for route in ROUTES
        if Means.WORDS in route.means
        for aliases in route.aliases.values()
        for alias in aliases
    }


@cache
def _longest_first() -> dict[str, list[tuple[str, Route]]]:
    """Return the aliases by the letter that they begin with."""
    found: dict[str, list[tuple[str, Route]]] = {}
    for alias, route in sorted(_aliases().items(), key=lambda pair: -len(pair[0])):
        found.setdefault(alias[:1], []).append((alias, route))
    return found
