"""How much of a file is read at all: bytes, columns, cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import whole
from bot.kit.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE: Final = 256 * 2**20
"""Bytes of a file, whichever way it comes in; a chat upload and a post have smaller bounds of their own."""
LARGEST_MAPPING: Final = 2**20
MOST_COLUMNS: Final = 16_384
"""What a sheet of Excel has."""
MOST_CELLS: Final = 30_000_000
MOST_EMPTY: Final = 5_000_000
"""Cells of a table most of which is empty: a new key in every row, or one very long row."""
_LEAST_FILLED: Final = 20
LONGEST_CELL: Final = 1_000_000
"""Characters; a spreadsheet's own cells hold 32,767."""


def read_bytes(path: Path, *, most: int = LARGEST_FILE) -> bytes:
    """Read a file, but not one that is larger than anybody's table, nor a device that never ends.

    Raises:
        DataError: it is not there, or larger.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        message = f"{whole(str(path))}: {error.strerror}"
        raise DataError("import-no-file", message, file=whole(str(path))) from None
    check_size(path.name, len(content), most=most)
    return content


def check_size(name: str, size: int, *, most: int = LARGEST_FILE) -> None:
    """Refuse a file of so many bytes when that is too many.

    Raises:
        DataError: it is.
    """
    if size > most:
        raise DataError("import-too-large", f"{name}: larger than {most // 2**20} MB", megabytes=most // 2**20)


def check_shape(name: str, *, columns: int, rows: int, filled: int | None = None) -> None:
    """Refuse a table of so many cells when that is too many; ``filled`` is how many of them hold something.

    Raises:
        DataError: it is.
    """
    if columns > MOST_COLUMNS:
        message = f"{name}: more than {MOST_COLUMNS} columns"
        raise DataError("import-too-many-columns", message, most=MOST_COLUMNS)
    cells = columns * rows
    if cells > MOST_CELLS:
        message = f"{name}: a table of {columns} columns and {rows} rows is too large"
        raise DataError("import-too-many-cells-in-file", message, columns=columns, rows=rows)
    if filled is not None and cells > MOST_EMPTY and cells > _LEAST_FILLED * filled:
        message = f"{name}: a table of {columns} columns and {rows} rows, nearly all of it empty"
        raise DataError("import-mostly-empty", message, columns=columns, rows=rows)
