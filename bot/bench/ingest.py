"""What taking data in costs: a canonical file from its bytes to stored, cleaned and its changed keys known."""

from __future__ import annotations

import random
import zipfile
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.bench.row import row
from bot.figures.domain.metric import Direction, Metric
from bot.kit.period import Grain, next_period, period_of
from bot.sources.file import load
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.storage import Storage

PERIODS = 10
_NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
_DIRTY = 100
"""One cell in so many needs the exact way."""
_HEADER = ("employee_id", "metric", "period_start", "period_end", "value")
_TURNS = 3
_FORMATS = "http://schemas.openxmlformats.org"
_PACKAGE = f"{_FORMATS}/package/2006"
_OFFICE = f"{_FORMATS}/officeDocument/2006"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def run(*, rows: int = 200_000) -> list[dict[str, Any]]:
    """Measure on fresh SQLite files; returns ``import`` and ``import-xlsx`` with the fields of the interface page.

    The ratio is one of speeds: rows per second against a bare ``executemany`` insert of the same rows, each the best
    of three turns that follow one another.
    """
    cells = _cells(rows)
    with TemporaryDirectory(prefix="jinbu-bench-") as folder:
        place = Path(folder)
        table, workbook = place / "readings.csv", place / "readings.xlsx"
        table.write_text("\n".join(",".join(row) for row in (_HEADER, *cells)) + "\n", encoding="utf-8")
        _write_workbook(workbook, cells)
        company = _company(place / "company.db", rows)
        bare, taken, unpacked = [], [], []
        for turn in range(_TURNS):
            bare.append(_bare(company, place / f"bare{turn}.db", rows))
            taken.append(_import(company, place / f"csv{turn}.db", table, rows))
            unpacked.append(_import(company, place / f"xlsx{turn}.db", workbook, rows))
    floor = "a bare executemany insert of the same rows"
    return [
        row(name, rows / min(seconds), rows / min(bare), unit="rows/s", floor=floor, bound=bound, at_least=True)
        for name, seconds, bound in (("import", taken, 0.6), ("import-xlsx", unpacked, 0.3))
    ]


def _periods() -> list[tuple[date, date]]:
    period = period_of(date(2026, 1, 1), Grain.MONTH)
    made = []
    for _ in range(PERIODS):
        made.append((period.start, period.end))
        period = next_period(period, Grain.MONTH)
    return made


def _cells(rows: int) -> list[tuple[str, ...]]:
    """Invent rows, sorted by period as exports are, with a thousands separator in one of a hundred."""
    chance = random.Random(7)  # noqa: S311 - figures, no secrets
    cells: list[tuple[str, ...]] = []
    for start, end in _periods():
        for person in range(rows // PERIODS):
            value = round(chance.gauss(100, 10), 2)
            text = f'"1,{value:06.2f}"' if chance.random() * _DIRTY < 1 else f"1{value:06.2f}"
            cells.append((f"E{person:06d}", "orders", start.isoformat(), end.isoformat(), text))
    return cells


def _write_workbook(path: Path, cells: Sequence[tuple[str, ...]]) -> None:
    """Write the least that is a workbook: one sheet, numbers as numbers, everything else as text."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="'
        f'{_SHEETS}.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="{_SHEETS}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Target="xl/workbook.xml"'
        f' Type="{_OFFICE}/relationships/officeDocument"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Target="s.xml" Type="{_OFFICE}/relationships/worksheet"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>'
        '<sheet name="readings" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/s.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        + "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in (_HEADER, *cells))
        + "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def _cell(text: str) -> str:
    if text.replace(".", "", 1).isdigit():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{text.strip(chr(34))}</t></is></c>'


def _company(path: Path, rows: int) -> Path:
    """Make a database that knows the people and the metric, and no readings."""
    with closing(open_storage(f"sqlite:///{path}")) as storage:
        storage.migrate()
        metric = Metric("orders", "", Direction.HIGHER, Grain.MONTH)
        with storage.work() as work:
            work.people.put([{"id": f"E{person:06d}", "name": f"E{person:06d}"} for person in range(rows // PERIODS)])
            work.metrics.put([metric], fields=frozenset())
    return path


@contextmanager
def _copy_of(company: Path, path: Path) -> Iterator[Storage]:
    copyfile(company, path)
    with closing(open_storage(f"sqlite:///{path}")) as storage:
        yield storage


def _bare(company: Path, path: Path, rows: int) -> float:
    """Insert the same rows, typed and resolved beforehand, with nothing else around it."""
    chance = random.Random(7)  # noqa: S311 - as above
    epoch = date(1970, 1, 1)
    values = [
        (
            *(person + 1, 1, (start - epoch).days, (end - epoch).days, 1000 + round(chance.gauss(100, 10), 2)),
            *(None, None, 1, 1, person, 1, None, None),
        )
        for start, end in _periods()
        for person in range(rows // PERIODS)
    ]
    with _copy_of(company, path) as storage:
        began = perf_counter()
        with storage.work() as work:
            work.connection.exec_driver_sql(
                'INSERT INTO reading (person_no, metric_no, start, "end", value, numerator, denominator, role_no,'
                " batch_no, row, version, source_id, observed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        return perf_counter() - began


def _import(company: Path, path: Path, table: Path, rows: int) -> float:
    with _copy_of(company, path) as storage:
        began = perf_counter()
        (report,) = load(storage, "readings", [table], now=_NOW)
        seconds = perf_counter() - began
    if report.inserted != rows or not report.clean:
        raise AssertionError(f"{report.inserted} of {rows} rows were stored")
    return seconds
