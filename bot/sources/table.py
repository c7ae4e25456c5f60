"""Files as grids of text: CSV in any encoding, JSON, JSON Lines; each row with its place in the file."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from bot.intake.domain.intake import Problem
from bot.kit.cleaning import is_whole, whole
from bot.kit.errors import DataError
from bot.sources.grid import Grid
from bot.sources.limits import LONGEST_CELL, MOST_COLUMNS, check_shape, check_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class Asked(TypedDict):
    """How a file is to be read, as far as somebody said."""

    encoding: str
    delimiter: str
    sheet: str | int


SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN_LETTERS = re.compile(r"[A-Za-z][\u4e00-\u9fff][A-Za-z]")
_COMMON = 0.7
_SAMPLE = 1_000_000
_TITLE = 500
"""Characters of a title that are compared."""
_LITTLE = 4 * 2**20
"""Bytes of text that may be read here whatever they are: what they become in memory is a few dozen times as much."""


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of text, without the rows above them; blank cells are empty texts."""

    file: str
    cells: pl.DataFrame
    lines: Ints
    header: int
    broken: tuple[Problem, ...] = ()
    merged: tuple[tuple[int, int, str], ...] = field(default=())
    """Areas merged downwards: first line, last line, column."""


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
            quick = _quick_csv(decode(name, content, encoding=encoding), name=name, delimiter=delimiter)
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
        return [_checked(_read_csv(name, text, delimiter=delimiter))]
    items = _json_items(name, text) if _suffix(name) == ".json" else _json_lines(name, text)
    grid = _grid_of_items(name, items)
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


def decode(name: str, content: bytes, *, encoding: str = "") -> str:
    """Return the text: by the mapping's encoding, a byte order mark, as UTF-8, or as GB18030 that reads as Chinese.

    Raises:
        DataError: none of them, or not the one that the mapping names.
    """
    if encoding:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
            text.encode()
        except (UnicodeError, LookupError) as error:
            raise DataError("import-encoding", f"{name}: not {encoding}: {error}", encoding=encoding) from None
        return text
    for mark, codec in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec)
            except UnicodeDecodeError as error:
                raise DataError("import-encoding", f"{name}: not {codec}: {error}", encoding=codec) from None
    if b"\0" in content[:4096]:
        codec = "utf-16-le" if content[1:4096:2].count(0) >= content[:4096:2].count(0) else "utf-16-be"
        text = content.decode(codec, "replace")
        strange = sum(not (char.isprintable() or char in "\t\r\n") for char in text[:4096])
        if strange or "\ufffd" in text:
            raise DataError("import-binary", f"{name}: this is no table of text")
        return text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    hanzi = _HANZI.findall(text[:_SAMPLE])
    common = sum(char.encode("gb2312", "ignore")[:1] in _LEVEL_ONE for char in hanzi[:5000])
    if not hanzi or common < _COMMON * len(hanzi[:5000]) or _BETWEEN_LETTERS.search(text):
        message = f'{name}: neither UTF-8, UTF-16 with a mark nor GB18030; say encoding = "…" in a mapping file'
        raise DataError("import-unknown-encoding", message)
    return text


_LEVEL_ONE = frozenset(bytes([lead]) for lead in range(0xB0, 0xD8))
"""The first bytes of the 3,755 most used characters: text that is not Chinese rarely decodes to them."""


def headed(
    grid: Grid,
    *,
    rows: Sequence[int] = (),
    names: Sequence[str] = (),
    wanted: Sequence[frozenset[str]] = (),
    skip: int = 0,
) -> Table:
    """Name the columns: by header rows (from 1), by given names, or by the first row that holds what is wanted.

    Each set in ``wanted`` is one column under any of its names, in lower case. Headers of several levels are joined
    by `` / ``, merged cells counting for each column below them. ``skip`` leaves off rows after the header.

    Raises:
        DataError: no row looks like a header, or there is no such row.
    """
    import polars as pl

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
    titles = (titles + [""] * width)[: max(width, len(titles))]
    unique: list[str] = []
    taken: set[str] = set()
    for place, title in enumerate(titles[:width]):
        named = title or f"column {place + 1}"
        unique.append(named if named not in taken else f"{named} ({place + 1})")
        taken.add(unique[-1])
    cells = grid.cells[first:]
    cells.columns = unique
    lines = grid.lines[first:]
    nameless = [unique[place] for place in range(width) if not titles[place]]
    broken = list(grid.broken)
    if nameless and not names:
        beyond = cells.select(
            pl.any_horizontal([pl.col(name).str.strip_chars() != "" for name in nameless])
        ).to_series()
        # A cell to the right of the last title is a row pushed aside by a delimiter inside a value.
        last = max((place for place in range(width) if titles[place]), default=-1)
        outside = [unique[place] for place in range(last + 1, width)]
        if outside and beyond.any():
            pushed = cells.select(
                pl.any_horizontal([pl.col(name).str.strip_chars() != "" for name in outside])
            ).to_series()
            mask = pushed.to_numpy()
            for line, row in zip(lines[mask], cells.filter(pushed).iter_rows(), strict=True):
                broken.append(
                    Problem(int(line), "", ",".join(row)[:80], "import-too-many-cells", {"columns": last + 1})
                )
            cells, lines = cells.filter(~pushed), lines[~mask]
    downwards = tuple(
        (top, bottom, unique[left])
        for top, bottom, left, _ in grid.merged
        if top > header and bottom > top and left < width
    )
    return Table(grid.file, cells, lines, header, tuple(broken), downwards)


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


# CSV


def _sniff(text: str) -> str:
    """Return the delimiter that cuts the first lines into the most equal rows."""
    sample = text[:65536].splitlines()[:60]
    if text[65536:]:
        sample = sample[:-1] or sample
    best, score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        cut = [width for width in widths if width > 1]
        if not cut:
            continue
        usual = max(set(cut), key=cut.count)
        if (cut.count(usual), usual) > score:
            best, score = delimiter, (cut.count(usual), usual)
    return best


def _read_csv(name: str, text: str, *, delimiter: str) -> Grid:
    import polars as pl

    delimiter = delimiter or _sniff(text)
    quick = _quick_csv(text, name=name, delimiter=delimiter)
    if quick is not None:
        return Grid(name, quick, np.arange(1, quick.height + 1))
    rows: list[list[str]] = []
    lines: list[int] = []
    broken: list[Problem] = []
    width = filled = 0
    for line, row, fault in _records(text, delimiter):
        if fault:
            broken.append(Problem(line, "", whole(row[0][:80]), fault))
        elif len(row) > MOST_COLUMNS:
            part = whole(delimiter.join(row[:40])[:80])
            broken.append(Problem(line, "", part, "import-too-many-columns", {"most": MOST_COLUMNS}))
        else:
            rows.append(row)
            lines.append(line)
            width, filled = max(width, len(row)), filled + len(row)
            check_shape(name, columns=width, rows=len(rows), filled=filled)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    cells = pl.DataFrame(
        {f"c{place}": column for place, column in enumerate(columns)},
        schema_overrides={f"c{place}": pl.String for place in range(width)},
    )
    return Grid(name, cells, np.array(lines, np.int64), broken=tuple(broken))


def _quick_csv(text: str, *, name: str, delimiter: str) -> pl.DataFrame | None:
    """Read text at full speed; None where a line is not simply a row, or its quotation marks do not match."""
    import polars as pl

    delimiter = delimiter or _sniff(text)
    width = text[: text.find("\n") + 1 or len(text)].count(delimiter) + 1
    check_shape(name, columns=width, rows=1)
    check_shape(name, columns=1, rows=text.count(delimiter) + text.count("\n"))
    if "\n\n" in text or text.startswith(("\n", "\r")) or not text.strip():
        return None
    if "\r" in text and (text.count("\r") != text.count("\r\n") or "\n\r\n" in text):
        return None
    quoted = [line for line in text.split("\n") if '"' in line] if '"' in text else []
    try:
        if sum(1 for _ in csv.reader(quoted, delimiter=delimiter, strict=True)) != len(quoted):
            return None  # a line break inside quotation marks
        cells = pl.read_csv(text.encode(), has_header=False, infer_schema=False, separator=delimiter)
    except (csv.Error, pl.exceptions.PolarsError):
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if cells.height != lines:
        return None
    # A short row comes back with nulls at its end.
    return cells.rename({name: f"c{place}" for place, name in enumerate(cells.columns)}).fill_null("")


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield each record with the line that it begins on; after a fault go on with the next line."""
    csv.field_size_limit(LONGEST_CELL)
    source = list(io.StringIO(text, newline=""))
    at = 0
    while at < len(source):
        rest = map(source.__getitem__, range(at, len(source)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        before = 0
        try:
            for row in reader:
                start, before = at + before + 1, reader.line_num
                if row and not (len(row) == 1 and not row[0].strip()):
                    yield start, row, ""
            at = len(source)
        except csv.Error:
            start = at + before
            yield start + 1, [source[start].strip()], "import-quotes"
            at = start + 1


# JSON


def _json_items(name: str, text: str) -> list[tuple[int, Any]]:
    try:
        content = _decoded(text)
    except json.JSONDecodeError as error:
        raise DataError("import-json", f"{name}: no JSON: {error}", line=error.lineno) from None
    except RecursionError:
        raise DataError("import-json-deep", f"{name}: no JSON that can be read: nested too deeply") from None
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else [content]
    if not isinstance(content, list):
        raise DataError("import-json-list", f"{name}: expected a list of objects")
    return list(enumerate(content, start=1))


def _json_lines(name: str, text: str) -> list[tuple[int, Any]]:
    items: list[tuple[int, Any]] = []
    for line, part in enumerate(text.split("\n"), start=1):
        if part.strip():
            try:
                items.append((line, _decoded(part)))
            except (json.JSONDecodeError, RecursionError):
                items.append((line, part))
    if not any(isinstance(item, dict) for _, item in items) and items:
        raise DataError("import-json-list", f"{name}: expected an object on each line")
    return items


def _decoded(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what JSON says, its numbers as they are written: no digit is lost."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def grid_of(name: str, items: Sequence[Any]) -> Grid:
    """Make a grid of decoded JSON objects; each is one row, by its place in the list (from 1).

    Raises:
        DataError: there are too many of them, or too many fields.
    """
    return _checked(_grid_of_items(name, list(enumerate(items, start=1))))


def _grid_of_items(name: str, items: list[tuple[int, Any]]) -> Grid:
    import polars as pl

    titles: dict[str, None] = {}
    broken: list[Problem] = []
    held: list[tuple[int, dict[str, str]]] = []
    filled = 0
    for line, item in items:
        if not isinstance(item, dict):
            broken.append(Problem(line, "", _excerpt(item), "import-no-object"))
            continue
        row = {whole(key): _text(cell) for key, cell in item.items() if not isinstance(cell, dict | list)}
        nested = next((key for key, cell in item.items() if isinstance(cell, dict | list)), None)
        half = next((key for key, cell in row.items() if not is_whole(cell)), None)
        if nested is not None:
            broken.append(Problem(line, whole(nested), _excerpt(item[nested]), "import-nested"))
        elif half is not None:
            broken.append(Problem(line, half, _excerpt(row[half]), "import-half-character"))
        else:
            titles |= dict.fromkeys(row)
            held.append((line, row))
            filled += len(row)
            check_shape(name, columns=len(titles), rows=len(held), filled=filled)
    columns = {title: [row.get(title, "") for _, row in held] for title in titles}
    cells = pl.DataFrame(columns, schema=dict.fromkeys(titles, pl.String))
    lines = np.array([line for line, _ in held], np.int64)
    return Grid(name, cells, lines, broken=tuple(broken), titles=tuple(titles))


def _excerpt(value: object) -> str:
    try:
        return whole(str(value)[:80])
    except RecursionError:
        return "\u2026"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return repr(cell) if isinstance(cell, float) else str(cell)
