"""A linear classifier of short texts: which of some labels a text fits, by the pieces of words that it holds.

Multinomial logistic regression over hashed n-grams (the hashing trick of Weinberger et al., 2009; character n-grams
for language mixed and mistyped, as in Joulin et al., "Bag of tricks for efficient text classification", 2017). What it
has learnt is a file of small integers; what it learns from and how stands in :mod:`bot.bench.fit`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

SIZE: Final = 1 << 14
"""Places that pieces are hashed into."""
_MARK: Final = r"\{[a-z]+\}"
_UNIT: Final = re.compile(rf"{_MARK}|[a-z]+(?::[a-z]+)?|\d[\d.:,]*|[\u3400-\u9fff]|[?？]")
_APOSTROPHE: Final = re.compile(r"['’`]")
_NUMBER: Final = "{number}"
_FIRST, _LAST = "^", "$"
_EDGED: Final = (3, 4, 5)
"""Letters of the pieces of a Latin word, whose edges count as letters."""
_ROW: Final = (1, 2, 3)
"""Units (a Chinese character, a Latin word, a mark) of the pieces that stand in a row."""
_LONGEST: Final = 300
"""Characters that are looked at."""


def pieces(text: str) -> Iterator[str]:
    """Cut a text into what it is judged by: units in a row, pairs with one unit between, and pieces of Latin words.

    Marks such as ``{name}`` are units; any number is the same one; letter case, widths and apostrophes make no
    difference.
    """
    plain = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]).lower())
    units = [_FIRST, *(_NUMBER if unit[0].isdigit() else unit for unit in _UNIT.findall(plain)), _LAST]
    for many in _ROW:
        for at in range(len(units) - many + 1):
            yield " ".join(units[at : at + many])
    for first, other in zip(units, units[2:], strict=False):
        yield f"{first} _ {other}"
    for unit in units:
        if unit[0].isalpha() and unit.isascii():
            edged = f"<{unit}>"
            for many in _EDGED:
                for at in range(len(edged) - many + 1):
                    yield f"#{edged[at : at + many]}"


def places(text: str) -> NDArray[np.int64]:
    """Return the places that the pieces of a text are hashed into, each once, ascending."""
    return np.array(sorted({crc32(piece.encode()) % SIZE for piece in pieces(text)}), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """What was learnt: ``weights`` (places by labels) in steps of ``step``, and a ``bias`` for each label."""

    labels: Sequence[str]
    weights: NDArray[np.int8]
    step: float
    bias: NDArray[np.float32]

    def chances(self, text: str, *, among: Sequence[str] | None = None) -> Mapping[str, float]:
        """Return how likely each label is, of all or of some, the likeliest first; they add up to 1."""
        held = places(text)
        scores = self.weights[held].sum(axis=0, dtype=np.int64) * (self.step / max(1.0, float(len(held))) ** 0.5)
        scores = scores + self.bias
        kept = [at for at, label in enumerate(self.labels) if among is None or label in among]
        powers = np.exp(scores[kept] - scores[kept].max()) if kept else scores[kept]
        shares = powers / powers.sum() if kept else powers
        order = np.argsort(-shares, kind="stable")
        return {self.labels[kept[at]]: float(shares[at]) for at in order}


@lru_cache(maxsize=4)
def learnt(package: str, name: str) -> Classifier:
    """Read what was learnt from a file beside the modules of a package, once, when it is needed first."""
    with (files(package) / name).open("rb") as file, np.load(file, allow_pickle=False) as held:
        return Classifier(
            tuple(str(label) for label in held["labels"]), held["weights"], float(held["step"]), held["bias"]
        )
