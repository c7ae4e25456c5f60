"""Workbooks as grids of text, with the areas that their authors merged."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from bot.domain.errors import DataError
from bot.sources.table import Grid

if TYPE_CHECKING:
    import polars as pl
    from fastexcel import ExcelReader

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell[^>]* ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MIDNIGHT = r" 00:00:00(?:\.0+)?$"


def read_sheets(name: str, content: bytes, *, sheet: str | int = "") -> list[Grid]:
    """Read one sheet, by name or by number (from 1), or all of them in order.

    Dates come as ISO text, numbers as their shortest text, formulas by their stored value (empty when there is none)
    and errors as empty cells.

    Raises:
        DataError: it is no workbook, or has no such sheet.
    """
    import fastexcel

    try:
        book = fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        raise DataError("import-workbook", f"{name}: not a workbook that can be read: {error}") from None
    names = book.sheet_names
    chosen = names[sheet - 1 : sheet] if isinstance(sheet, int) else [one for one in names if sheet in {"", one}]
    if not chosen:
        message = f"{name}: no sheet {sheet!r}; there are: {', '.join(names)}"
        raise DataError("import-no-sheet", message, sheet=str(sheet), sheets=", ".join(names))
    merged = _Merged(content, names)
    return [_grid(name, book, one, merged) for one in chosen]


def _grid(name: str, book: ExcelReader, sheet: str, merged: _Merged) -> Grid:
    import polars as pl

    loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    cells: pl.DataFrame = loaded.to_polars()
    cells = cells.rename({column: f"c{place}" for place, column in enumerate(cells.columns)}).select(
        pl.all().cast(pl.String).fill_null("").str.replace(_MIDNIGHT, "")
    )
    lines = np.arange(1, cells.height + 1)
    areas, left = merged.of(sheet)
    filled = (
        cells.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series().to_numpy()
        if cells.width
        else lines < 0
    )
    return Grid(
        name,
        cells.filter(filled),
        lines[filled],
        sheet=sheet,
        merged=tuple((top, bottom, first - left, last - left) for top, bottom, first, last in areas),
    )


class _Merged:
    """The merged areas of a workbook's sheets, read from its parts: the reader of cells does not tell them."""

    def __init__(self, content: bytes, names: list[str]) -> None:
        self._names = names
        self._archive = zipfile.ZipFile(io.BytesIO(content)) if zipfile.is_zipfile(io.BytesIO(content)) else None

    def of(self, sheet: str) -> tuple[list[tuple[int, int, int, int]], int]:
        """Return first and last row (from 1), first and last column (from 0), and the first column that has cells."""
        part = self._part(sheet)
        if part is None or self._archive is None:
            return [], 0
        xml = self._archive.read(part)
        tail = xml[max(xml.rfind(b"</sheetData>"), 0) :]
        areas = [
            (int(top), int(bottom), _column(first), _column(last)) for first, top, last, bottom in _RANGE.findall(tail)
        ]
        if not areas:
            return [], 0
        return areas, min(
            (_column(one) for one in set(re.findall(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+)\d', xml))), default=0
        )

    def _part(self, sheet: str) -> str | None:
        if self._archive is None or "xl/workbook.xml" not in self._archive.namelist():
            return None
        import xml.etree.ElementTree as ET

        book = ET.fromstring(self._archive.read("xl/workbook.xml"))  # noqa: S314 - only names are read, and expat limits how far entities grow
        links = ET.fromstring(self._archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        for node in book.iter():
            if node.tag.endswith("}sheet") and node.get("name") == sheet:
                key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
                path = targets.get(key, "").lstrip("/")
                path = path if path.startswith("xl/") else f"xl/{path}"
                return path if path in self._archive.namelist() else None
        return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
