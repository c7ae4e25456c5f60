"""Files as grids of text: CSV in any encoding, JSON, JSON Lines; each row with its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from bot.sources.delimited import quick_csv
from bot.sources.encoding import decode
from bot.sources.grid import Grid
from bot.sources.isolation import read_apart
from bot.sources.limits import check_size
from bot.sources.objects import grid_of_objects
from bot.sources.parse import checked, is_json, is_workbook, read_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class ReadOptions(TypedDict):
    """How a file is to be read, as far as somebody said."""

    encoding: str
    delimiter: str
    sheet: str | int


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
    asked: ReadOptions = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet}
    if not is_workbook(name, content):
        if len(content) <= _LITTLE:
            return read_here(name, content, **asked)
        if not is_json(name):
            quick = quick_csv(decode(name, content, encoding=encoding), name=name, delimiter=delimiter)
            if quick is not None:
                return [checked(Grid(name, quick, np.arange(1, quick.height + 1)))]
    return read_apart(name, content, **asked)


def grid_of(name: str, items: Sequence[Any]) -> Grid:
    """Make a grid of decoded JSON objects; each is one row, by its place in the list (from 1).

    Raises:
        DataError: there are too many of them, or too many fields.
    """
    return checked(grid_of_objects(name, list(enumerate(items, start=1))))
