"""Teaches the classifiers: ``python -m bot.bench.fit`` writes again what they have learnt, from the examples.

Only NumPy, one seed, and no order of files or threads: who runs it twice has the same weights, and on another machine
the same up to rounding. The sentences that are set aside to measure are no part of it, nor any that is nearly one.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.bench.language import held, marked
from bot.figures.services.about import with_periods
from bot.kit.classifier import SIZE, Classifier, places
from bot.messages.synonym import with_synonyms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_SEED: Final = 12
_MOST: Final = 36
"""Sentences that are made of an example, or as many as its longest choice has alternatives."""
_TRIES: Final = 4
_TODAY: Final = date(2026, 11, 18)
_CHOICE: Final = re.compile(r"\[([^\[\]]*)\](\?)?")
_MAYBE: Final = re.compile(r"([\u3400-\u9fff，])\?")
_LEFT_OUT: Final = 0.3
"""How often a choice with a question mark behind it is left out."""
_SHORTEST: Final = 3
"""Letters of a sentence that is learnt from."""
_ALIKE: Final = 0.8
"""Share of letter triples that a sentence may have in common with one that was set aside."""
_DECAY: Final = 1e-5
"""How much of a weight each example that touches it takes away."""
_ROUNDS: Final = 6
"""How often each example is looked at."""
_ROUNDS_FEW: Final = 12
"""… where there are few."""
_RATE: Final = 0.3
_SMALL: Final = 1e-6
_PLENTY: Final = 127


def main() -> None:
    """Write the weights of every classifier beside the modules that use them."""
    save(
        train([(command, with_synonyms(text)) for command, text in intents()]),
        Path(str(files("bot.messages") / "intents.npz")),
    )
    save(train(specificity(), rounds=_ROUNDS_FEW), Path(str(files("bot.feedback.domain") / "specificity.npz")))


def specificity() -> list[tuple[str, str]]:
    """Return sentences about somebody's work: ``yes`` or ``no``, whether they are specific, and the sentence."""
    lines = (files("bot.bench") / "specificity.csv").read_text(encoding="utf-8").splitlines()
    rows = [(row["specific"], row["text"]) for row in csv.DictReader(lines)]
    near = near_to([each["text"] for each in held("specificity")], [text for _, text in rows])
    return [(label, text) for label, text in rows if text not in near]


def intents() -> Iterator[tuple[str, str]]:
    """Return examples of what people ask for, as command and sentence; those with alternatives are spelt out.

    What several commands have in common says nothing, and what is nearly a sentence that was set aside is left out.
    """
    found: dict[str, set[str]] = {}
    written = (files("bot.bench") / "sentences.txt").read_text(encoding="utf-8")
    for line in written.replace("¦", "/").splitlines():  # words between slashes would read as paths in a file
        command, _, examples = line.split("|", 2)
        for example in re.split(r"[;；]", examples):
            for text in spelt_out(example.strip()):
                found.setdefault(with_periods(text, today=_TODAY), set()).add(command)
    near = near_to([each["text"] for each in held("intents")], found)
    return ((min(whose), text) for text, whose in found.items() if len(whose) == 1 and text not in near)


def spelt_out(example: str) -> list[str]:
    """Return sentences of an example, ``[my/the] numbers[ please/]``, each once, at most so many.

    Which ones depends on the example alone: one more changes nothing of the others.
    """
    dice = random.Random(f"{_SEED} {example}")  # noqa: S311 - a fixed choice among alternatives, no secret
    most = max([_MOST, *(len(choice[1].split("/")) for choice in _CHOICE.finditer(example))])
    found = dict.fromkeys(" ".join(_chosen(example, dice).split()) for _ in range(most * _TRIES))
    return [text for text in found if len(text) >= _SHORTEST][:most]


def _chosen(example: str, dice: random.Random) -> str:
    def choose(choice: re.Match[str]) -> str:
        said = dice.choice(choice[1].split("/"))
        return "" if choice[2] and dice.random() < _LEFT_OUT else said

    return _MAYBE.sub(lambda maybe: dice.choice((maybe[1], "")), _CHOICE.sub(choose, example))


def near_to(aside: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Return the texts that have four in five of their letter triples in common with one that was set aside."""
    triples = [_triples(text) for text in aside]
    holders: dict[str, list[int]] = {}
    for at, those in enumerate(triples):
        for triple in those:
            holders.setdefault(triple, []).append(at)
    found = set()
    for text in texts:
        mine = _triples(text)
        common = Counter(at for triple in mine for at in holders.get(triple, ()))
        if any(count >= _ALIKE * (len(mine) + len(triples[at]) - count) for at, count in common.items()):
            found.add(text)
    return found


def _triples(text: str) -> frozenset[str]:
    letters = "".join(char for char in marked(text).lower() if char.isalnum())
    return frozenset(letters[at : at + 3] for at in range(max(1, len(letters) - 2)))


def train(examples: Sequence[tuple[str, str]], *, rounds: int = _ROUNDS, decay: float = _DECAY) -> Classifier:
    """Fit a classifier to examples, label and text, one after the other in an order that a seed decides.

    Each step goes down the slope of the cross entropy of one example, a shorter way the more a place has moved already
    (AdaGrad: Duchi, Hazan and Singer, 2011). A label weighs as the root of how many examples it has. What is kept is
    the mean of the weights after each round of the second half, which depends less on the order (Polyak and Juditsky,
    1992).
    """
    labels = sorted({label for label, _ in examples})
    numbers = [labels.index(label) for label, _ in examples]
    held = [places(text) for _, text in examples]
    counts = np.bincount(numbers)
    share = np.sqrt(counts.mean() / counts)[numbers]
    weights, moved = (np.zeros((SIZE + 1, len(labels)), np.float32) for _ in range(2))
    dice = np.random.default_rng(_SEED)
    total, first = np.zeros_like(weights), rounds // 2
    for number in range(rounds):
        for at in dice.permutation(len(examples)):
            _step(weights, moved, held[at], numbers[at], weight=float(share[at]), decay=decay)
        if number >= first:
            total += weights
    mean = total / (rounds - first)
    step = float(np.abs(mean[:SIZE]).max()) / _PLENTY
    return Classifier(labels, np.round(mean[:SIZE] / step).astype(np.int8), step, mean[SIZE])


def _step(weights: Floats, moved: Floats, those: NDArray[np.int64], label: int, *, weight: float, decay: float) -> None:
    """Move the weights of the places that one text holds, and the bias behind them, towards its label."""
    value = np.float32(1 / max(1, len(those)) ** 0.5)
    mine = weights[those]
    scores = mine.sum(axis=0) * value + weights[SIZE]
    chances = np.exp(scores - scores.max())
    gap = chances / chances.sum()
    gap[label] -= 1
    gap *= weight
    slope = gap * value + decay * mine
    past = moved[those] + slope * slope
    moved[those] = past
    weights[those] = mine - _RATE * slope / np.sqrt(past + _SMALL)
    moved[SIZE] += gap * gap
    weights[SIZE] -= _RATE * gap / np.sqrt(moved[SIZE] + _SMALL)


def save(classifier: Classifier, path: Path) -> None:
    """Write what was learnt as small integers."""
    np.savez_compressed(
        path,
        labels=np.array(classifier.labels),
        weights=classifier.weights,
        step=np.array(classifier.step),
        bias=classifier.bias,
    )


if __name__ == "__main__":
    main()
