"""What somebody's words are about: the person, metric and period that they name, and what of them is not understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.figures.domain import title
from bot.figures.domain.about import FigureScope, unread
from bot.kit.period import previous_period
from bot.kit.period_sentence import PeriodMention, periods, plain
from bot.kit.period_words import ENGLISH_GRAINS
from bot.people.services.person import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.figures.ports import Work
    from bot.people.domain.person import Person

_LONGEST: Final = 500
"""Characters of words that are looked at: what is longer is a story."""
_GAP: Final = " · "
"""Stands where something was understood, so that what stood on both sides of it does not read as one."""
FUNCTION_WORDS: Final = ENGLISH_GRAINS | frozenset(
    "a an and any are as at be but by can could did do does for from had has have he her his how i if in is it its just"
    " le la de di da du van von der den el al bin ben me may might more my no not of on or our out she should so some"
    " than that the their them then they this to too up us was we were what when where which who why will with would"
    " you your see show team people all trend data today now".split()
)
"""Words that are somebody's name only when more of it is said."""
_WORDS: Final = re.compile(r"[^\s,.;:!?，。；：！？]+")


def about(work: Work, said: str, *, today: date, sentence: bool = False) -> FigureScope:
    """Find a person, a metric and a period in words; what is not named is None.

    In a whole ``sentence`` only what speaks of time has to be understood; the rest is how people talk.

    Raises:
        NotFound: when a name could be several people.
    """
    words = " ".join(plain(said[:_LONGEST]).split())
    if not words:
        return FigureScope()
    person, rest = _person(work, words, today=today)
    return figures(work, rest, today=today, sentence=sentence, person=person)


def figures(
    work: Work,
    said: str,
    *,
    today: date,
    sentence: bool = False,
    person: Person | None = None,
    held: Collection[str] = (),
) -> FigureScope:
    """Find a metric and a period in words from which the person's name was taken; ``held`` are metrics with values."""
    words = " ".join(plain(said[:_LONGEST]).split())
    everything = work.metrics.all()
    metric = title.find(everything, words)
    without = _cut(words, [(metric.start, metric.end)] if metric else [])
    spoken = periods(without, today=today)
    first = next((mention for mention in spoken if mention.period), None)
    rest = _cut(without, [(mention.start, mention.end) for mention in spoken])
    if metric and metric.others:
        metric = title.find(everything, words, grain=first.grain if first else None, held=held)
    what: Metric | None = metric.metric if metric else None
    if what is None and not sentence:
        what, rest = _partly(everything, rest, first)
    left = [*_untold(without, spoken, first), *(() if sentence else unread(rest))]
    return FigureScope(
        person,
        what,
        first.period if first else None,
        first.grain if first else None,
        metric.others if metric else (),
        tuple(dict.fromkeys(left)),
        " ".join(rest.replace(_GAP.strip(), " ").split()),
    )


NAME, METRIC, PERIOD = "{name}", "{metric}", "{period}"
"""What stands for somebody's name, a metric and a period where it does not matter which."""


def marked(work: Work, said: str, *, today: date) -> str:
    """Return words in which somebody's name, a metric and what is said of time are replaced by what stands for them.

    Raises:
        NotFound: when a name could be several people.
    """
    words = " ".join(plain(said[:_LONGEST]).split())
    _, rest = _person(work, words, today=today)
    words = rest.replace(_GAP, f" {NAME} ").strip()
    if found := title.find(work.metrics.all(), words):
        words = f"{words[: found.start]}{METRIC}{words[found.end :]}"
    return with_periods(words, today=today)


def with_periods(words: str, *, today: date) -> str:
    """Return plain words in which whatever is said of time is replaced by what stands for it."""
    for part in reversed(periods(words, today=today)):
        words = f"{words[: part.start]}{PERIOD}{words[part.end :]}"
    return words


def _partly(everything: Sequence[Metric], rest: str, first: PeriodMention | None) -> tuple[Metric | None, str]:
    """Return the metric of which a word of the title was said, if that is one alone, and what else was said."""
    alike = title.partly(everything, rest)
    if not alike or not title.share_title(alike):
        return None, rest
    found = title.likeliest(alike, first.grain if first else None)
    return found, title.without(found, rest)


def _untold(text: str, spoken: Iterable[PeriodMention], first: PeriodMention | None) -> list[str]:
    """Return what was said of time besides the first period; what that is compared with anyway need not be said."""
    found = []
    for mention in spoken:
        before = first and first.period and previous_period(first.period, first.grain)
        if mention is not first and (mention.period is None or mention.period not in {first and first.period, before}):
            found.append(text[mention.start : mention.end].strip())
    return found


def _cut(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}{_GAP}{text[end:]}"
    return text


def somebody_in(work: Work, said: str, *, today: date) -> Person | None:
    """Return who is named in words by a mention, an id, a whole name or one word of it.

    Raises:
        NotFound: when it could be several people.
    """
    return _person(work, " ".join(plain(said[:_LONGEST]).split()), today=today)[0]


def _person(work: Work, said: str, *, today: date) -> tuple[Person | None, str]:
    """Return who is named by a mention, an id or a whole name, or by one word of it; and the words without that."""
    if mention := re.search(r"<@[A-Za-z0-9]+>", said):
        return named(work, mention[0]), said.replace(mention[0], _GAP)
    taken = _taken(work.metrics.all(), said, today=today)
    for called, start, end in whole_names(work, said):
        if not any(first <= start and end <= last for first, last in taken):
            return named(work, called), f"{said[:start]}{_GAP}{said[end:]}"
    everybody = work.people.all()
    for called, start, end in single_words(work, said, today=today):
        those = [person for person in everybody if called.casefold() in person.name.casefold().split()]
        if those:
            return named(work, called, among=those), f"{said[:start]}{_GAP}{said[end:]}"
    return None, said


def whole_names(work: Work, said: str) -> list[tuple[str, int, int]]:
    """Return the whole names and ids of people in words, and from where to where each stands; the longest first."""
    folded = said.casefold()
    within = {
        called
        for person in work.people.all()
        for called in (person.id, person.name)
        if called and called.casefold() in folded and called.casefold() not in FUNCTION_WORDS
    }
    found = [(called, match.start(), match.end()) for called in within if (match := _at(called, said))]
    return sorted(found, key=lambda name: (-len(name[0]), name))


def single_words(work: Work, said: str, *, today: date) -> list[tuple[str, int, int]]:
    """Return the words that may be a part of somebody's name, and from where to where each stands.

    What names a metric or a period is none.
    """
    taken = _taken(work.metrics.all(), said, today=today)
    return [
        (called, word.start(), word.end())
        for word in _WORDS.finditer(said)
        if (called := word[0].removesuffix("'s").removesuffix("’s")).casefold() not in FUNCTION_WORDS
        and not any(word.start() < end and start < word.end() for start, end in taken)
    ]


def _taken(metrics: Sequence[Metric], said: str, *, today: date) -> list[tuple[int, int]]:
    """Return where words stand that name a metric or a period, and so are nobody's name by themselves."""
    metric = title.find(metrics, said)
    found = [(part.start, part.end) for part in periods(said, today=today) if part.period]
    return [*found, (metric.start, metric.end)] if metric else found


def _at(called: str, said: str) -> re.Match[str] | None:
    edge = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])") if called.isascii() else ("", "")
    return re.search(f"{edge[0]}{re.escape(called)}{edge[1]}", said, re.IGNORECASE)
