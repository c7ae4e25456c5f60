"""Which commands a sentence is near to, by examples of how people ask for them; nothing where none is near enough.

A sentence is compared with every example by the pieces of words that both hold, the rarer the weightier (TF-IDF and
the cosine); names, metrics and periods count as such, whichever they are.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

NAME, METRIC, PERIOD = "{name}", "{metric}", "{period}"
"""What stands for somebody's name, a metric and a period, in the examples and in what is asked."""
_NONE: Final = "none"
_LEAST: Final = 0.24
"""How near a command must be to be offered at all: where, of the examples held out one by one, a third is lost and of
those that ask for nothing a fifth is offered something."""
_TOGETHER: Final = 0.7
"""How much all examples of a command weigh beside the likest."""
_BEHIND: Final = 0.5
"""How near the second offer must be, as a share of the first."""
_MARK: Final = re.compile(r"\{(?:name|metric|period)\}")
_WORD: Final = re.compile(r"\{(?:name|metric|period)\}|[a-z0-9:]+(?:'[a-z]+)?|[\u3400-\u9fff]+")
_LONGEST: Final = 200


def near(text: str, *, among: Collection[str], most: int = 2) -> tuple[str, ...]:
    """Return the commands that a text is nearest to, of some, nearest first; none where none is near enough.

    Commands are named by the first of their English words.
    """
    known, weights = _examples()
    asked = _vector(_pieces(text[:_LONGEST]), weights)
    if not asked:
        return ()
    scores = {name: _likeness(asked, known[name]) for name in {*among, _NONE} if name in known}
    none = scores.pop(_NONE)
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    if not ranked or scores[ranked[0]] < max(_LEAST, none):
        return ()
    return tuple(name for name in ranked[:most] if scores[name] >= scores[ranked[0]] * _BEHIND)


def _likeness(asked: Mapping[str, float], known: _Known) -> float:
    """Return how near a sentence is to a command, of 1: to the likest example, and to all of them together."""
    likest = max(_cosine(asked, example) for example in known.examples)
    return (likest + _TOGETHER * _cosine(asked, known.middle)) / (1 + _TOGETHER)


def _pieces(text: str) -> Iterator[str]:
    for found in _WORD.finditer(unicodedata.normalize("NFKC", text).lower()):
        word = found[0]
        if _MARK.fullmatch(word):
            yield word
        elif word[0] >= "\u3400":
            for size in (1, 2, 3):
                yield from (word[at : at + size] for at in range(len(word) - size + 1))
        else:
            yield f"={word}"
            edged = f"_{word}_"
            for size in (3, 4, 5):
                yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


def _vector(pieces: Iterator[str], weights: Mapping[str, float]) -> dict[str, float]:
    found = {piece: (1 + math.log(n)) * weights[piece] for piece, n in Counter(pieces).items() if piece in weights}
    length = math.sqrt(sum(value * value for value in found.values()))
    return {piece: value / length for piece, value in found.items()} if length else {}


def _cosine(first: Mapping[str, float], other: Mapping[str, float]) -> float:
    few, many = (first, other) if len(first) <= len(other) else (other, first)
    return sum(value * many.get(piece, 0.0) for piece, value in few.items())


@dataclass(frozen=True, slots=True)
class _Known:
    """How people ask for a command: each example, and all of them together."""

    examples: tuple[dict[str, float], ...]
    middle: dict[str, float]


@cache
def _examples() -> tuple[dict[str, _Known], dict[str, float]]:
    """Return how people ask for each command, and how much each piece weighs."""
    lines = (files("bot.messages") / "sentences.txt").read_text(encoding="utf-8").splitlines()
    said: dict[str, list[list[str]]] = {}
    for line in lines:
        command, _, sentences = line.split("|", 2)
        said.setdefault(command, []).extend(
            list(_pieces(part)) for part in re.split(r"[;；]", sentences) if part.strip()
        )
    everything = [pieces for those in said.values() for pieces in those]
    held = Counter(piece for pieces in everything for piece in set(pieces))
    weights = {piece: math.log(1 + len(everything) / n) for piece, n in held.items()}
    known = {}
    for command, those in said.items():
        vectors = tuple(_vector(iter(pieces), weights) for pieces in those)
        known[command] = _Known(vectors, _middle(vectors))
    return known, weights


def _middle(vectors: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in vectors:
        for piece, value in vector.items():
            total[piece] = total.get(piece, 0.0) + value
    length = math.sqrt(sum(value * value for value in total.values()))
    return {piece: value / length for piece, value in total.items()}
