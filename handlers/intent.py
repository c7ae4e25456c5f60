"""Plain sentences, understood without a model: which commands one may mean, and how likely that is.

Names, metrics, periods and numbers count as such, whichever they are. What is likely enough is done, or asked about
first where it changes something; of what is not, the likeliest commands are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.figures.services.about import NAME, marked, somebody_in
from bot.kit.classifier import learnt
from bot.kit.errors import NotFound
from bot.messages.synonym import with_synonyms
from handlers import ROUTES, Means

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handlers.context import Context
    from handlers.route import Route

NONE: Final = "none"
"""The label of words that ask for nothing of ours."""
_ONES_OWN, _OTHERS, _TEAM = "me", "person", "team"
"""The labels of questions about one's own figures, somebody else's, and those of a team."""
_SURE: Final = 0.43
"""How likely a command must be to be done: then at most two sentences in a hundred lead to another one."""
_MOST: Final = 3
_NEAR, _BEHIND = 0.04, 0.12
"""How likely a command must be to be offered, of all, and as a share of the likeliest."""
_LONGEST: Final = 160
"""Characters of a sentence that may ask for something: what is longer is a story."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a sentence may mean: routes that whoever asks may use, the likeliest first, and how likely each is.

    ``nothing`` is how likely it asks for nothing, and ``others`` how likely it asks about somebody else, or a team,
    where that is likelier than anything else and not theirs to ask.
    """

    chances: Mapping[str, float]
    nothing: float
    others: float = 0.0

    @property
    def chance(self) -> float:
        """How likely the likeliest route is."""
        return max(self.chances.values(), default=0.0)

    @property
    def sure(self) -> str:
        """The route that is meant, or "" where that is not sure."""
        return next(iter(self.chances)) if self.chance >= _SURE and not self.not_theirs else ""

    @property
    def not_theirs(self) -> bool:
        """Whether it surely asks about somebody else, or a team, which is not theirs to ask."""
        return self.others >= _SURE

    @property
    def near(self) -> Sequence[str]:
        """The routes that may be meant, at most three; none where it is likelier that nothing is."""
        if self.nothing >= _SURE:
            return ()
        return [name for name, chance in self.chances.items() if chance >= max(_NEAR, self.chance * _BEHIND)][:_MOST]


def understand(context: Context, words: str) -> Intent:
    """Return what a sentence may mean for whoever says it; commands that they may not use are no choice."""
    if len(words) > _LONGEST:
        return Intent({}, 1.0)
    try:
        text = marked(context.work, words, today=context.today)
    except NotFound:  # a name that could be several people's
        text = words
    among = {name for name, route in _routes().items() if context.actor.ever(route.act)}
    return classified(text, among, own=_names_oneself(context, words))


def classified(text: str, among: set[str], *, own: bool = False) -> Intent:
    """Return what a text with marks may mean among some commands, which are named by their first English words.

    Whoever speaks of their ``own`` figures by name is not asking about somebody else.
    """
    classifier, said = learnt("bot.messages", "intents.npz"), with_synonyms(text)
    about = {*([_OTHERS] if NAME in text and not own else ()), _TEAM} - among
    theirs = {*among, *([_OTHERS] if own else ()), NONE}
    found = dict(classifier.chances(said, among=sorted(theirs)))
    others = classifier.chances(said, among=sorted(theirs | about)) if about else {}
    nothing = found.pop(NONE)
    if own:
        found[_ONES_OWN] = found.get(_ONES_OWN, 0.0) + found.pop(_OTHERS)
        found = dict(sorted(found.items(), key=lambda item: -item[1]))
    chances = {_routes()[name].name: chance for name, chance in found.items()}
    likeliest = next(iter(others), "")
    return Intent(chances, nothing, others[likeliest] if likeliest in about else 0.0)


def _names_oneself(context: Context, words: str) -> bool:
    try:
        somebody = somebody_in(context.work, words, today=context.today)
    except NotFound:
        return False
    return somebody is not None and somebody.id == context.person.id


@cache
def _routes() -> Mapping[str, Route]:
    """Return the routes that words reach, by the first of their English words."""
    return {route.aliases["en"][0]: route for route in ROUTES if Means.WORDS in route.means}
