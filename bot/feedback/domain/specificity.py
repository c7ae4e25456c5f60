"""How specific a text about somebody's work is: what it names, what it leaves out, which phrases say nothing.

Whether somebody who was not there could follow it was learnt from sentences about work in many trades. What to ask is
chosen by words: one point for each :class:`Element` that is there, one less for each vague phrase; but a phrase too
many makes nothing vague that tells enough, and no text has less than nothing. Chinese and English are read together,
because people mix them. What the words are stands in :mod:`bot.feedback.domain.wording`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.feedback.domain.wording import AMOUNTS, CHINESE, ENGLISH, NAMED, SOMEBODY, Element
from bot.kit.classifier import learnt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_ENOUGH = 3
_SPECIFIC = "yes"
_LIKELY, _SURELY = 0.5, 0.8
"""How likely a text must be specific, and a single sentence of it."""
_END = re.compile(r"[。！？!?;；\n]+|\.\s")
_MOST_PARTS = 8
_COPIED = (4, 5)
_GRAM = 3
_SENTENCE = 10
_ADDED = frozenset({Element.DEED, Element.EFFECT, Element.AMOUNT, Element.PART})
"""One of these is what words add to the topic that they are about."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found.

    ``specific`` says whether somebody who was not there could follow it. ``missing`` stands in the order of asking;
    ``vague`` and ``personal`` are the phrases as written (full-width forms apart). Words about character are only ever
    a reason to warn: they change neither.
    """

    score: int
    missing: tuple[Element, ...]
    vague: tuple[str, ...]
    personal: tuple[str, ...]
    specific: bool = False


def assess(text: str, *, names: Collection[str] = ()) -> Assessment:
    """Say how specific a text is, from 0 to 6.

    ``names`` are those of known projects, metrics and customers, in any case and order.
    """
    written = unicodedata.normalize("NFKC", text)
    lower = written.lower()
    there = dict.fromkeys(Element, False)
    there[Element.WORK] = bool(NAMED.search(written)) or _named(lower, names)
    there[Element.AMOUNT] = any(pattern.search(lower) for pattern in AMOUNTS)
    spoken = [language for language in (CHINESE, ENGLISH) if language.script.search(lower)]
    for language in spoken:
        for element, says in language.elements.items():
            there[element] = there[element] or bool(says(lower))
    there[Element.PARTY] = there[Element.PARTY] or bool(SOMEBODY.search(written))
    concrete = there[Element.WORK] or there[Element.DEED] or there[Element.AMOUNT]
    vague = _found(
        lower, *(language.vague for language in spoken), *([] if concrete else [language.hollow for language in spoken])
    )
    missing = tuple(element for element in Element if not there[element])
    personal = _found(lower, *(language.personal for language in spoken))
    specific = not missing or (len(missing) < len(Element) and _tells(written))
    return Assessment(_score(missing, vague), missing, vague, personal, specific)


def _tells(text: str) -> bool:
    """Say whether a text, or surely one sentence of it, is like those that people could follow."""
    learned = learnt("bot.feedback.domain", "specificity.npz")
    if learned.chances(text)[_SPECIFIC] >= _LIKELY:
        return True
    parts = [part for part in _END.split(text) if part.strip()][:_MOST_PARTS]
    return len(parts) > 1 and any(learned.chances(part)[_SPECIFIC] >= _SURELY for part in parts)


def _score(missing: Collection[Element], vague: Collection[str]) -> int:
    found = len(Element) - len(missing)
    return max(found - len(vague), _ENOUGH if found >= _ENOUGH else 0)


def assess_note(text: str) -> Assessment:
    """Say how specific somebody's own words beside a figure are: which piece of work they are about is known there."""
    found = assess(text)
    missing = tuple(element for element in found.missing if element is not Element.WORK)
    return replace(found, score=_score(missing, found.vague), missing=missing)


def assess_about(topic: str, text: str, *, names: Collection[str] = ()) -> Assessment:
    """Say how specific words about a topic are: both count together, but the words have to add something to it."""
    found, alone = assess(f"{topic}\n{text}", names=names), assess(text, names=names)
    if set(alone.missing) >= _ADDED:
        missing = tuple(element for element in alone.missing if element is not Element.WORK)
        return replace(found, score=min(alone.score, _ENOUGH - 1), missing=missing, specific=False)
    return found


def question_for(assessment: Assessment) -> Element | None:
    """Choose the one thing to ask about: first which piece of work, then what was done, then what came of it."""
    return next(iter(assessment.missing), None)


def copied(text: str, earlier: Iterable[str]) -> bool:
    """Say whether a text is nearly one of the earlier ones: four in five of their letter triples are the same."""
    ours, (part, whole) = _grams(text), _COPIED
    return any(
        bool(ours & theirs) and whole * len(ours & theirs) >= part * len(ours | theirs)
        for theirs in map(_grams, earlier)
    )


def echoes(text: str, others: Iterable[str]) -> bool:
    """Say whether a text is nearly taken out of another: four in five of its letter triples stand there.

    A few words, such as a project's name, echo nothing.
    """
    ours, (part, whole) = _grams(text), _COPIED
    return len(ours) >= _SENTENCE and any(
        whole * len(ours & theirs) >= part * len(ours) for theirs in map(_grams, others)
    )


def _grams(text: str) -> frozenset[str]:
    """Cut a text into triples of letters and digits; one that is shorter is its own only piece."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())
    return frozenset(letters[at : at + _GRAM] for at in range(max(1, len(letters) - _GRAM + 1))) - {""}


def _found(text: str, *patterns: re.Pattern[str]) -> tuple[str, ...]:
    """Give each phrase once, as it first stands in the text."""
    return tuple(dict.fromkeys(match[0].strip() for pattern in patterns for match in pattern.finditer(text)))


def _named(lower: str, names: Collection[str]) -> bool:
    """Find a known name; one of Latin letters only as a whole word."""
    for name in names:
        wanted = unicodedata.normalize("NFKC", name).lower().strip()
        if len(wanted) < 2 or wanted not in lower:  # noqa: PLR2004 - a single letter stands in any text
            continue
        if not wanted.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", lower):
            return True
    return False
