"""Files as grids of text: CSV in any encoding, JSON, JSON Lines; each row with its place in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from bot.intake.domain.intake import Problem
from bot.kit.cleaning import whole
from bot.kit.errors import DataError
from bot.sources.delimited import quick_csv, read_csv
from bot.sources.encoding import decode
from bot.sources.grid import Grid
from bot.sources.limits import LONGEST_CELL, check_size
from bot.sources.objects import grid_of_objects, objects_by_line, objects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class Asked(TypedDict):
    """How a file is to be read, as far as somebody said."""

    encoding: str
    delimiter: str
    sheet: str | int


SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_LITTLE = 4 * 2**20
"""Bytes of text that may be read here whatever they are: what they become in memory is a few dozen times as much."""


def read_grids(
    name: str, content: bytes, *, encoding: str = "", delimiter: str = "", sheet: str | int = ""
) -> list[Grid]:
    """Read a file into grids: one, or one for each sheet of a workbook when none is asked for.

    Workbooks, and large files that are not plain CSV, are read in a process of their own, within bounds.

    Raises:
        DataError: it is none of the formats, its encoding cannot be told, there is no such sheet, or it is too large.
    """
    check_size(name, len(content))
    asked: Asked = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet}
    if not is_workbook(name, content):
        if len(content) <= _LITTLE:
            return read_here(name, content, **asked)
        if not _is_json(name):
            quick = quick_csv(decode(name, content, encoding=encoding), name=name, delimiter=delimiter)
            if quick is not None:
                return [_checked(Grid(name, quick, np.arange(1, quick.height + 1)))]
    from bot.sources.isolation import read_apart

    return read_apart(name, content, **asked)


def read_here(
    name: str, content: bytes, *, encoding: str = "", delimiter: str = "", sheet: str | int = ""
) -> list[Grid]:
    """Read a file as :func:`read_grids` does, in this process, for as long and with as much memory as it takes.

    Raises:
        DataError: as there.
    """
    if is_workbook(name, content):
        from bot.sources.workbook import read_sheets

        return [_checked(grid) for grid in read_sheets(name, content, sheet=sheet)]
    text = decode(name, content, encoding=encoding)
    if not _is_json(name):
        return [_checked(read_csv(name, text, delimiter=delimiter))]
    items = objects_of(name, text) if _suffix(name) == ".json" else objects_by_line(name, text)
    grid = grid_of_objects(name, items)
    if grid.broken and not grid.titles:  # nothing is left to look for columns in, so the first reason is the file's
        first = grid.broken[0]
        if first.key == "import-nested":
            message = f"{name}: row {first.row}, {first.column} is a list or an object, not text or a number"
            raise DataError("import-json-nested", message, row=first.row, field=first.column)
        raise DataError("import-json-list", f"{name}: expected a list of objects")
    return [_checked(grid)]


def _suffix(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower()


def is_workbook(name: str, content: bytes) -> bool:
    """Say whether a file is a workbook, by its name or its first bytes."""
    return _suffix(name) in SPREADSHEETS or content[:4] == b"PK\x03\x04"


def _is_json(name: str) -> bool:
    return _suffix(name) in {".json", ".jsonl", ".ndjson"}


def _checked(grid: Grid) -> Grid:
    """Refuse the rows with a cell that cannot be kept: too long, or with a NUL in it."""
    import polars as pl

    if not grid.cells.width:
        return grid
    faults = {
        "import-long-cell": pl.all().str.len_bytes() > LONGEST_CELL,
        "import-half-character": pl.all().str.contains("\0", literal=True),
    }
    bad: dict[int, tuple[int, str]] = {}
    for key, fault in faults.items():
        for place, found in enumerate(grid.cells.select(fault.any()).row(0)):
            if found:
                column = grid.cells[:, [place]].select(fault).to_series().fill_null(value=False)
                bad |= dict.fromkeys(np.flatnonzero(column.to_numpy()).tolist(), (place, key))
    if not bad:
        return grid
    broken = [
        Problem(
            int(grid.lines[row]),
            grid.titles[place] if grid.titles else "",
            whole(str(grid.cells[row, place])[:80]),
            key,
            {"most": LONGEST_CELL} if key == "import-long-cell" else {},
        )
        for row, (place, key) in sorted(bad.items())
    ]
    kept = np.ones(grid.cells.height, dtype=bool)
    kept[list(bad)] = False
    cells = grid.cells.filter(pl.Series(kept))
    return replace(grid, cells=cells, lines=grid.lines[kept], broken=(*grid.broken, *broken))


def grid_of(name: str, items: Sequence[Any]) -> Grid:
    """Make a grid of decoded JSON objects; each is one row, by its place in the list (from 1).

    Raises:
        DataError: there are too many of them, or too many fields.
    """
    return _checked(grid_of_objects(name, list(enumerate(items, start=1))))
