"""Rows while they are being understood: which still count, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bot.intake.domain.intake import Change, RowProblem, Skip
from bot.intake.domain.waiting import AWAITED, Awaited
from bot.kit.cleaning import UnclearValue, is_footer, is_missing, is_total, plain
from bot.sources.shape import first_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    import polars as pl

    from bot.sources.shape import Shaped


T = TypeVar("T")


@dataclass(slots=True)
class Rows:
    """The rows while they are being understood: which are alive, and why the others are not.

    ``awaited`` says by place what has to be known before a row can be understood.
    """

    cells: pl.DataFrame
    line: Ints
    alive: Mask
    problems: list[RowProblem] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    awaited: dict[int, Awaited] = field(default_factory=dict)

    def refuse(self, place: int, column: str, value: str, reason: UnclearValue) -> None:
        """Take a row as one that cannot be stored."""
        self.alive[place] = False
        self.problems.append(RowProblem(int(self.line[place]), column, value[:200], reason.key, reason.values))
        if reason.key in AWAITED:
            self.awaited[place] = AWAITED[reason.key]

    def skip(self, place: int, column: str, key: str) -> None:
        """Take a row as one with nothing to store."""
        self.alive[place] = False
        self.skips.append(Skip(int(self.line[place]), column, key))

    def changed(self, place: int, column: str, original: str, value: str, rule: str) -> None:
        """Note that cleaning changed a cell."""
        self.changes.append(Change(int(self.line[place]), column, original, value, rule))


def no_data(row: Mapping[str, Any], text: str, shaped: Shaped, *, name: str, main: str) -> str:
    """Say why a row is none of data (a message key), or nothing: totals, remarks, headings, the header again.

    Of a row that has waited nothing is left to ask: only rows of data wait.
    """
    if shaped.waited:
        return ""
    first, said = first_text(row, shaped.titles)
    if not said:
        return "import-empty-row"
    blank = is_missing(text)
    if is_total(text) or (name and is_total(name)) or (blank and is_total(first)):
        return "import-total"
    leads = bool(plain(str(row[shaped.titles[0]])))
    if said == 1 and (is_footer(first) or (leads and not _like_an_id(first))):
        return "import-remark"
    if is_footer(first) and blank:
        return "import-remark"
    if not blank and plain(text) == plain(shaped.origin.get(main, "\0")):
        return "import-header-again"
    return ""


def _like_an_id(text: str) -> bool:
    return text.isascii() and " " not in text and any(char.isdigit() for char in text)


def attempt(understand: Callable[[], T]) -> T | UnclearValue:
    """Return what is understood, or why it is not."""
    try:
        return understand()
    except UnclearValue as reason:
        return reason
