"""Reads a file into grids in the process that asks, whatever time and memory that takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bot.intake.domain.intake import RowProblem
from bot.kit.cleaning import whole
from bot.kit.errors import DataError
from bot.sources.delimited import read_csv
from bot.sources.encoding import decode
from bot.sources.grid import Grid
from bot.sources.limits import LONGEST_CELL
from bot.sources.objects import grid_of_objects, objects_by_line, objects_of

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_here(
    name: str, content: bytes, *, encoding: str = "", delimiter: str = "", sheet: str | int = ""
) -> list[Grid]:
    """Read a file as :func:`read_grids` does, in this process, for as long and with as much memory as it takes.

    Raises:
        DataError: as there.
    """
    if is_workbook(name, content):
        from bot.sources.workbook import read_sheets

        return [checked(grid) for grid in read_sheets(name, content, sheet=sheet)]
    text = decode(name, content, encoding=encoding)
    if not is_json(name):
        return [checked(read_csv(name, text, delimiter=delimiter))]
    items = objects_of(name, text) if _suffix(name) == ".json" else objects_by_line(name, text)
    grid = grid_of_objects(name, items)
    if grid.broken and not grid.titles:  # nothing is left to look for columns in, so the first reason is the file's
        first = grid.broken[0]
        if first.key == "import-nested":
            message = f"{name}: row {first.row}, {first.column} is a list or an object, not text or a number"
            raise DataError("import-json-nested", message, row=first.row, field=first.column)
        raise DataError("import-json-list", f"{name}: expected a list of objects")
    return [checked(grid)]


def _suffix(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower()


def is_workbook(name: str, content: bytes) -> bool:
    """Say whether a file is a workbook, by its name or its first bytes."""
    return _suffix(name) in SPREADSHEETS or content[:4] == b"PK\x03\x04"


def is_json(name: str) -> bool:
    """Say whether a file holds JSON, by its name."""
    return _suffix(name) in {".json", ".jsonl", ".ndjson"}


def checked(grid: Grid) -> Grid:
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
        RowProblem(
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
