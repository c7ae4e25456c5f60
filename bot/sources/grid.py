"""Grids: the cells of a table as text, with the row that each stood in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.intake.domain.intake import RowProblem

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells as text, before anybody knows which row is the header.

    ``lines`` is the place of each row in its file: a line of text, a row of a sheet, an item of a list (from 1).
    ``broken`` are places that are no row at all. ``merged`` are areas of one cell: first and last line, first and last
    column (from 0). ``titles`` is set where the format itself names the columns.
    """

    file: str
    cells: pl.DataFrame
    lines: Ints
    sheet: str = ""
    broken: tuple[RowProblem, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    titles: tuple[str, ...] = ()
