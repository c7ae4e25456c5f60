"""Headers: which row of a grid names its columns, and the table below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bot.intake.domain.intake import RowProblem
from bot.kit.errors import DataError
from bot.sources.grid import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    from collections.abc import Sequence

    import polars as pl


_TITLE = 500
"""Characters of a title that are compared."""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Named columns of text, without the rows above them; blank cells are empty texts."""

    file: str
    cells: pl.DataFrame
    lines: Ints
    header: int
    broken: tuple[RowProblem, ...] = ()
    merged: tuple[tuple[int, int, str], ...] = field(default=())
    """Areas merged downwards: first line, last line, column."""


def headed(
    grid: Grid,
    *,
    rows: Sequence[int] = (),
    names: Sequence[str] = (),
    wanted: Sequence[frozenset[str]] = (),
    skip: int = 0,
) -> SourceTable:
    """Name the columns: by header rows (from 1), by given names, or by the first row that holds what is wanted.

    Each set in ``wanted`` is one column under any of its names, in lower case. Headers of several levels are joined
    by `` / ``, merged cells counting for each column below them. ``skip`` leaves off rows after the header.

    Raises:
        DataError: no row looks like a header, or there is no such row.
    """
    if grid.titles:
        titles, header, first = list(grid.titles), 0, 0
    elif names:
        titles, header, first = list(names), 0, 0
    else:
        places = _places(grid, rows) if rows else [_find_header(grid, wanted)]
        titles = _titles(grid, places)
        header, first = int(grid.lines[places[-1]]), places[-1] + 1
    first += skip
    width = grid.cells.width
    titles = (titles + [""] * width)[:width]
    unique = _unique(titles)
    cells, lines = grid.cells[first:], grid.lines[first:]
    cells.columns = unique
    broken = list(grid.broken)
    if not names:
        cells, lines, pushed = _without_pushed(cells, lines, titles)
        broken += pushed
    downwards = tuple(
        (top, bottom, unique[left])
        for top, bottom, left, _ in grid.merged
        if top > header and bottom > top and left < width
    )
    return SourceTable(grid.file, cells, lines, header, tuple(broken), downwards)


def _unique(titles: Sequence[str]) -> list[str]:
    """Return a name of its own for each column."""
    unique: dict[str, None] = {}
    for place, title in enumerate(titles, start=1):
        named = title or f"column {place}"
        unique[named if named not in unique else f"{named} ({place})"] = None
    return list(unique)


def _without_pushed(
    cells: pl.DataFrame, lines: Ints, titles: Sequence[str]
) -> tuple[pl.DataFrame, Ints, list[RowProblem]]:
    """Take out the rows with a cell to the right of the last title: a delimiter inside a value pushed them aside."""
    import polars as pl

    titled = max((place for place, title in enumerate(titles, start=1) if title), default=0)
    outside = [pl.col(name).str.strip_chars() != "" for name in cells.columns[titled:]]
    if not outside:
        return cells, lines, []
    pushed = cells.select(pl.any_horizontal(outside)).to_series()
    mask = pushed.to_numpy()
    broken = [
        RowProblem(int(line), "", ",".join(row)[:80], "import-too-many-cells", {"columns": titled})
        for line, row in zip(lines[mask], cells.filter(pushed).iter_rows(), strict=True)
    ]
    return cells.filter(~pushed), lines[~mask], broken


def _places(grid: Grid, rows: Sequence[int]) -> list[int]:
    places = []
    for row in rows:
        found = np.flatnonzero(grid.lines == row)
        if not len(found):
            raise DataError("import-no-such-row", f"{grid.file}: there is no row {row} to be the header", row=row)
        places.append(int(found[0]))
    return places


def _find_header(grid: Grid, wanted: Sequence[frozenset[str]]) -> int:
    best, score = -1, 0
    for place in range(min(40, grid.cells.height)):
        row = {fold_title(cell) for cell in grid.cells.row(place)}
        found = sum(bool(row & names) for names in wanted)
        if found > score:
            best, score = place, found
    if score < min(2, len(wanted)) or best < 0:
        titles = " | ".join(cell for cell in (grid.cells.row(0) if grid.cells.height else ()) if cell)
        message = f"{grid.file}: no row names the columns that are needed; the first row is: {titles[:200]}"
        raise DataError("import-no-header", message, titles=titles[:200])
    return best


def fold_title(text: str) -> str:
    """Return a column's title as it is compared: without case, blanks around, or a unit in brackets behind it."""
    from bot.kit.cleaning import plain

    shown = re.sub(r"\s*[(\[【].*?[)\]】]\s*$", "", plain(text[:_TITLE])).lower()
    return re.sub(r"[\s_-]+", "_", shown.strip(" *:"))


def _titles(grid: Grid, places: Sequence[int]) -> list[str]:
    levels = []
    for place in places:
        row = [re.sub(r"\s+", " ", cell).strip() for cell in grid.cells.row(place)]
        line = int(grid.lines[place])
        for top, bottom, left, right in grid.merged:
            if top <= line <= bottom and left < len(row):
                source = np.flatnonzero(grid.lines == top)
                text = grid.cells.row(int(source[0]))[left].strip() if len(source) else ""
                row[left : right + 1] = [text] * (min(right, len(row) - 1) - left + 1)
        levels.append(row)
    titles = []
    for column in zip(*levels, strict=True):
        parts = [part for place, part in enumerate(column) if part and part not in column[:place]]
        titles.append(" / ".join(parts))
    return titles
