"""Workbooks as grids of text, with the areas that their authors merged."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.kit.errors import DataError
from bot.sources.grid import Grid
from bot.sources.limits import check_shape

if TYPE_CHECKING:
    import polars as pl
    from fastexcel import ExcelReader

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell[^>]* ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MIDNIGHT = r" 00:00:00(?:\.0+)?$"
_LARGEST_PART = 512 * 2**20
"""Bytes of one part of a workbook, unpacked."""
_MOST_PARTS = 10_000
_WIDE = 256
_PACKED_TIGHTLY, _MUCH = 250, 32 * 2**20
"""How often smaller a part may be packed than it is, if it is large: 20 to 60 times is usual."""
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})\d')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]+\d+)"')
_TEXT_CELL = re.compile(rb'\bt="(?:s|str|inlineStr)"')
_EARLY = r"^(?:1899-12-3|19[01]\d-\d\d-\d\d)|^PT\d+H"
"""How a length of time comes from the reader of cells: as a day near the beginning of the calendar, or by ISO 8601."""
_EARLY_STARTS = ("1899-12", "190", "191", "PT")
_ISO_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S")
_LONG_NUMBER = r"^-?\d{16,}$"
_DIGITS = 15
"""Of a number that a cell keeps."""


def read_sheets(name: str, content: bytes, *, sheet: str | int = "") -> list[Grid]:
    """Read one sheet, by name or by number (from 1), or all of them in order.

    Dates come as ISO text, numbers as their shortest text, formulas by their stored value (empty when there is none)
    and errors as empty cells.

    Raises:
        DataError: it is no workbook, or has no such sheet.
    """
    import fastexcel

    parts = _Parts(name, content)
    try:
        book = fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        raise DataError("import-workbook", f"{name}: not a workbook that can be read: {error}") from None
    names = book.sheet_names
    chosen = names[sheet - 1 : sheet] if isinstance(sheet, int) else [key for key in names if sheet in {"", key}]
    if not chosen:
        message = f"{name}: no sheet {sheet!r}; there are: {', '.join(names)}"
        raise DataError("import-no-sheet", message, sheet=str(sheet), sheets=", ".join(names))
    return [_grid(name, book, key, parts) for key in chosen]


def check(name: str, content: bytes) -> None:
    """Say why a workbook takes too much to be read, as far as its parts tell; slower than reading one that does not.

    Raises:
        DataError: they do.
    """
    _Parts(name, content).check()


def _grid(name: str, book: ExcelReader, sheet: str, parts: _Parts) -> Grid:
    import fastexcel
    import polars as pl

    try:
        loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    except fastexcel.FastExcelError as error:
        raise DataError("import-workbook", f"{name}: not a workbook that can be read: {error}") from None
    cells: pl.DataFrame = loaded.to_polars()
    empty = cells.null_count().row(0) if cells.width else ()
    check_shape(name, columns=cells.width, rows=cells.height, filled=cells.width * cells.height - sum(empty))
    if cells.width > _WIDE:  # between what there is and a cell far away nothing stands
        beyond = zip(cells.columns[_WIDE:], empty[_WIDE:], strict=True)
        cells = cells.select(*cells.columns[:_WIDE], *(title for title, none in beyond if none < cells.height))
    cells = cells.rename({column: f"c{place}" for place, column in enumerate(cells.columns)}).select(
        pl.all().cast(pl.String).fill_null("").str.replace(_MIDNIGHT, "")
    )
    areas, left = parts.merged(sheet)
    odd = (pl.all().str.len_bytes() > _DIGITS).any()
    for start in _EARLY_STARTS:
        odd |= pl.all().str.starts_with(start).any()
    cells = cells.with_columns(
        [_as_shown(cells[title], place, sheet, parts) for place, title in enumerate(cells.columns) if flagged[place]]
        if any(flagged := cells.select(odd).row(0))
        else []
    )
    lines = np.arange(1, cells.height + 1)
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


def _as_shown(column: pl.Series, place: int, sheet: str, parts: _Parts) -> pl.Series:
    """Write lengths of time as hours, minutes and seconds, and numbers that a cell cannot hold exactly as rounded."""
    import polars as pl

    early = column.str.contains(_EARLY).to_numpy()
    long = column.str.contains(_LONG_NUMBER).to_numpy()
    if not (early.any() or long.any()):
        return column
    texts = column.to_list()
    for row in np.flatnonzero(early).tolist():
        texts[row] = _clock(texts[row], since_1904=parts.since_1904)
    rounded = parts.numbers(sheet, [(row + 1, place) for row in np.flatnonzero(long).tolist()])
    for row in np.flatnonzero(long).tolist():
        if (row + 1, place) in rounded:
            texts[row] = f"{float(texts[row]):.16e}"
    return pl.Series(column.name, texts, dtype=pl.String)


def _clock(text: str, *, since_1904: bool) -> str:
    """Return a length of time as ``36:00:00``; what is none stays as it is."""
    iso = _ISO_TIME.fullmatch(text)
    if iso:
        hours, minutes, seconds = map(int, iso.groups())
    else:
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            return text
        # Excel counts a 29 February 1900 that there was not.
        first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if read < datetime(1900, 3, 1) else 30)  # noqa: DTZ001
        if read < first:
            return text
        whole = round((read - first) / timedelta(seconds=1))
        hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{seconds:02}"


class _Parts:
    """What the reader of cells does not tell of an .xlsx: how far its sheets reach, merged areas, types of cells."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._archive = zipfile.ZipFile(io.BytesIO(content)) if zipfile.is_zipfile(io.BytesIO(content)) else None
        self._read: tuple[str, bytes] = ("", b"")
        self.since_1904 = False
        held = self._archive.infolist() if self._archive else []
        bomb = any(part.file_size > max(_MUCH, _PACKED_TIGHTLY * part.compress_size) for part in held)
        if bomb or len(held) > _MOST_PARTS or sum(part.file_size for part in held) > 2 * _LARGEST_PART:
            raise DataError("import-unpacked", f"{name}: a workbook that unpacks to far more than there is in it")
        if self._archive and "xl/workbook.xml" in self._archive.namelist():
            self.since_1904 = re.search(rb'date1904="(?:1|true)"', self._unpacked("xl/workbook.xml")) is not None

    def check(self) -> None:
        """Refuse a workbook with a cell so far away that all those up to it are too many.

        Raises:
            DataError: it has.
        """
        for part in self._archive.namelist() if self._archive else ():
            if part.startswith("xl/worksheets/") or (part.startswith("xl/") and part.count("/") == 1):
                xml = self._unpacked(part)
                rows = max(map(int, _ROW.findall(xml)), default=0)
                columns = max(map(_column, set(_COLUMN.findall(xml))), default=0) + 1
                check_shape(self._name, columns=columns, rows=rows, filled=xml.count(b' r="'))

    def merged(self, sheet: str) -> tuple[list[tuple[int, int, int, int]], int]:
        """Return first and last row (from 1), first and last column (from 0), and the first column that has cells."""
        xml = self._xml(sheet)
        tail = xml[max(xml.rfind(b"</sheetData>"), 0) :]
        areas = [
            (int(top), int(bottom), _column(first), _column(last)) for first, top, last, bottom in _RANGE.findall(tail)
        ]
        return (areas, self._left(xml)) if areas else ([], 0)

    def numbers(self, sheet: str, places: list[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return which of these cells (row from 1, column from 0 of those that have cells) hold a number, no text."""
        xml = self._xml(sheet) if places else b""
        if not xml:
            return set(places)
        left = self._left(xml)
        wanted = {f"{_letters(left + column)}{row}".encode(): (row, column) for row, column in places}
        texts = set()
        for match in _CELL.finditer(xml):
            reference = _REFERENCE.search(match[1])
            if reference and reference[1] in wanted and _TEXT_CELL.search(match[1]):
                texts.add(wanted[reference[1]])
        return set(places) - texts

    @staticmethod
    def _left(xml: bytes) -> int:
        found = set(re.findall(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+)\d', xml))
        return min(map(_column, found), default=0)

    def _xml(self, sheet: str) -> bytes:
        """Return a sheet as it is written; nothing where a workbook is of another format."""
        if self._read[0] != sheet:
            part = self._part(sheet)
            self._read = (sheet, self._unpacked(part) if part else b"")
        return self._read[1]

    def _unpacked(self, part: str) -> bytes:
        if self._archive is None:
            return b""
        try:
            with self._archive.open(part) as stream:
                content = stream.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, KeyError, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise DataError("import-workbook", f"{self._name}: not a workbook that can be read: {error}") from None
        if len(content) > _LARGEST_PART:
            raise DataError("import-unpacked", f"{self._name}: a workbook that unpacks to far more than it is")
        return content

    def _part(self, sheet: str) -> str | None:
        if self._archive is None or "xl/workbook.xml" not in self._archive.namelist():
            return None
        import xml.etree.ElementTree as ET

        book = ET.fromstring(self._unpacked("xl/workbook.xml"))  # noqa: S314 - only names are read, and expat limits how far entities grow
        links = ET.fromstring(self._unpacked("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
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


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
