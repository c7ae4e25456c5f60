"""Text cut by a delimiter, as grids: at full speed where each line is simply a row, record by record where not."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np

from bot.intake.domain.intake import RowProblem
from bot.kit.cleaning import whole
from bot.sources.grid import Grid
from bot.sources.limits import LONGEST_CELL, MOST_COLUMNS, check_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl


DELIMITERS = (",", "\t", ";", "|")


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


def read_csv(name: str, text: str, *, delimiter: str) -> Grid:
    """Read text cut by a delimiter, found out when it is ""; lines that are no rows are told as broken.

    Raises:
        DataError: there are too many cells.
    """
    import polars as pl

    delimiter = delimiter or _sniff(text)
    quick = quick_csv(text, name=name, delimiter=delimiter)
    if quick is not None:
        return Grid(name, quick, np.arange(1, quick.height + 1))
    rows: list[list[str]] = []
    lines: list[int] = []
    broken: list[RowProblem] = []
    width = filled = 0
    for line, row, fault in _records(text, delimiter):
        if fault:
            broken.append(RowProblem(line, "", whole(row[0][:80]), fault))
        elif len(row) > MOST_COLUMNS:
            part = whole(delimiter.join(row[:40])[:80])
            broken.append(RowProblem(line, "", part, "import-too-many-columns", {"most": MOST_COLUMNS}))
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


def quick_csv(text: str, *, name: str, delimiter: str) -> pl.DataFrame | None:
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
