"""Sheets: rows as a file of comma-separated values that spreadsheets open as they are, and run nothing of."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BOM: Final = "\ufeff"  # without it a spreadsheet takes Chinese for another encoding
_NUMBER: Final = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?%?")


def sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write rows under a header; None is an empty cell, and what a spreadsheet would compute stays text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return _BOM + file.getvalue()


def safe(cell: object) -> str:
    """Return a cell as text; one that begins like a formula and is no number gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    formula = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text
