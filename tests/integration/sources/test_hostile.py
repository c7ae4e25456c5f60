"""Files that would harm whoever reads them: refused with a reason, or their good rows stored; the process lives."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.errors import DataError
from bot.messages.i18n import translator
from bot.sources import isolation, limits, table
from bot.sources.isolation import read_apart
from bot.sources.mapping import parse_mapping
from bot.sources.table import grid_of, read_grids
from tests.samples import HEAD, readings, take

if TYPE_CHECKING:
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
GOOD = {("00102", "orders", "2026-09-01"): 5.0}


def workbook(rows: str) -> bytes:
    """Pack the least that is a workbook around the rows of its one sheet."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SHEETS}.sheet.main+xml"/><Override PartName="/xl/s.xml" '
        f'ContentType="{_SHEETS}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Target="xl/workbook.xml" Type="{_OFFICE}/officeDocument"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Target="s.xml" Type="{_OFFICE}/worksheet"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} {_LINKS}><sheets><sheet name="d" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/s.xml": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def one_good_row(*, more: str = "") -> str:
    head = "".join(map(text_cell, ("A1", "B1", "C1", "D1"), ("employee_id", "metric", "period", "value")))
    row = "".join(map(text_cell, ("A2", "B2", "C2", "D2"), ("00102", "orders", "2026-09", "5")))
    return f'<row r="1">{head}</row><row r="2">{row}</row>{more}'


def given(company: Storage, folder: Path, name: str, content: bytes) -> ImportReport:
    (folder / name).write_bytes(content)
    return take(company, "readings", folder / name)


def reason(report: ImportReport) -> str:
    return report.failed.key if report.failed else ""


# Workbooks


def test_a_cell_in_the_last_corner_of_a_sheet_is_a_reason_and_no_end(company: Storage, tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    report = given(company, tmp_path, "far.xlsx", workbook(one_good_row(more=far)))

    assert reason(report) == "import-too-many-cells-in-file"
    assert readings(company) == {}


@pytest.mark.parametrize("place", ["D1048576", "XFD3"])
def test_a_cell_far_away_in_one_direction_leaves_the_good_row(company: Storage, tmp_path: Path, place: str) -> None:
    row = "".join(char for char in place if char.isdigit())
    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'

    report = given(company, tmp_path, "far.xlsx", workbook(one_good_row(more=far)))

    assert (report.failed, readings(company)) == (None, GOOD)
    assert [problem.row for problem in report.rejected] == [int(row)]


def test_a_small_sheet_that_unpacks_to_a_giant_is_not_unpacked(company: Storage, tmp_path: Path) -> None:
    giant = workbook(one_good_row(more=f'<row r="3">{text_cell("A3", "x" * 40_000_000)}</row>'))

    report = given(company, tmp_path, "bomb.xlsx", giant)

    assert len(giant) < 100_000
    assert reason(report) == "import-unpacked"


def test_a_cell_longer_than_any_spreadsheet_holds_costs_its_row_only(company: Storage, tmp_path: Path) -> None:
    long = f'<row r="3">{text_cell("A3", "x" * 2_000_000)}</row>'

    report = given(company, tmp_path, "long.xlsx", workbook(one_good_row(more=long)))

    assert [(problem.row, problem.key) for problem in report.rejected] == [(3, "import-long-cell")]
    assert readings(company) == GOOD


def test_a_workbook_that_is_cut_or_none_is_a_reason(company: Storage, tmp_path: Path) -> None:
    whole = workbook(one_good_row())

    for content in (whole[:-300], whole[:200], b"PK\x03\x04 nothing", b""):
        assert reason(given(company, tmp_path, "cut.xlsx", content)) == "import-workbook"


def test_what_takes_more_memory_than_it_is_given_ends_alone() -> None:
    many = workbook(one_good_row(more='<row r="900000"><c r="E900000"><v>1</v></c></row>'))

    with pytest.raises(DataError) as refused:
        read_apart("many.xlsx", many, memory=2**24)

    assert refused.value.key == "import-unreadable"


def test_what_takes_longer_than_it_is_given_ends_alone() -> None:
    with pytest.raises(DataError) as refused:
        read_apart("slow.xlsx", workbook(one_good_row()), seconds=0.001)

    assert refused.value.key == "import-too-slow"


def test_a_reader_of_its_own_knows_nothing_but_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setattr(
        isolation,
        "_ENTRY",
        "import json, os, sys; from bot.sources.isolation import _write;"
        "_write(sys.stdout.buffer, json.dumps({'error': ['k', ' '.join(os.environ), {}]}).encode())",
    )

    with pytest.raises(DataError) as said:
        read_apart("r.xlsx", b"")

    assert "PYTHONPATH" in str(said.value)
    assert "SLACK" not in str(said.value)


# Text


def test_a_quotation_mark_without_an_end_in_each_of_many_lines_costs_each_of_them() -> None:
    lines = "".join(f'00102,orders,2026-09,"{number}\n' for number in range(100_000))

    (grid,) = read_grids("quotes.csv", f"employee_id,metric,period,value\n{lines}".encode())

    assert (grid.cells.height, len(grid.broken)) == (1, 100_000)


def test_one_quotation_mark_without_an_end_costs_its_line_only(company: Storage, tmp_path: Path) -> None:
    text = 'employee_id,metric,period,value\n00103,orders,2026-09,"6\n00102,orders,2026-09,5\n'

    report = given(company, tmp_path, "quotes.csv", text.encode())

    assert [(problem.row, problem.key) for problem in report.rejected] == [(2, "import-quotes")]
    assert readings(company) == GOOD


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wide.csv", b"a," * 1_000_000),
        (
            "keys.jsonl",
            b"\n".join(
                b"{%s}" % b", ".join(b'"k%d": 1' % (at + 9_000 * row) for at in range(9_000)) for row in range(2)
            ),
        ),
        ("keys.json", json.dumps([{f"k{number}": 1 for number in range(20_000)}]).encode()),
    ],
)
def test_more_columns_than_a_sheet_has_are_refused(company: Storage, tmp_path: Path, name: str, content: bytes) -> None:
    assert reason(given(company, tmp_path, name, content)) == "import-too-many-columns"


def test_a_new_key_in_every_row_is_refused_before_its_table_is_made(
    company: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_EMPTY", 100_000)
    content = b"\n".join(b'{"k%d": 1}' % number for number in range(2_000))

    assert reason(given(company, tmp_path, "keys.jsonl", content)) == "import-mostly-empty"


def test_one_row_of_a_million_cells_costs_itself_only(company: Storage, tmp_path: Path) -> None:
    text = f"employee_id,metric,period,value\n{',' * 1_000_000}\n00102,orders,2026-09,5\n"

    report = given(company, tmp_path, "row.csv", text.encode())

    assert [(problem.row, problem.key) for problem in report.rejected] == [(2, "import-too-many-columns")]
    assert readings(company) == GOOD


@pytest.mark.parametrize("cell", ["2026-09" + " " * 300_000 + "x", "(" * 300_000, "1" + "'" * 300_000])
def test_a_cell_that_patterns_would_go_through_again_and_again_is_no_date_and_no_number(
    company: Storage, tmp_path: Path, cell: str
) -> None:
    for place in range(4):
        row = ["00102", "orders", "2026-09", "5"]
        row[place] = cell
        report = given(company, tmp_path, "r.csv", f"employee_id,metric,period,value\n{','.join(row)}\n".encode())
        assert len(report.rejected) + len(report.skipped) == 1
    assert reason(given(company, tmp_path, "r.csv", f"{cell},metric\n00102,orders\n".encode())) == "import-no-header"


def test_a_file_larger_than_any_table_is_not_read(
    company: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.read_bytes, "__kwdefaults__", {"most": 2**20})

    assert reason(given(company, tmp_path, "r.csv", b"x" * (2**20 + 1))) == "import-too-large"


def test_json_nested_too_deeply_is_no_json(company: Storage, tmp_path: Path) -> None:
    assert reason(given(company, tmp_path, "deep.json", b"[" * 200_000)) == "import-json-deep"
    lines = b'{"employee_id": "00102", "metric": "orders", "period": "2026-09", "value": "5"}\n' + b"[" * 200_000
    report = given(company, tmp_path, "deep.jsonl", lines)
    assert [(problem.row, problem.key) for problem in report.rejected] == [(2, "import-no-object")]
    assert readings(company) == GOOD


def test_a_mapping_nested_too_deeply_is_no_mapping() -> None:
    with pytest.raises(DataError) as refused:
        parse_mapping("deep.toml", "a = " + "[" * 100_000)

    assert refused.value.key == "import-mapping-toml"


def test_large_json_is_read_in_a_process_of_its_own(
    company: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_LITTLE", 10)
    rows: list[Any] = [
        {"employee_id": "00102", "metric": "orders", "period": "2026-09", "value": 5},
        {"employee_id": "00103", "metric": "orders", "period": "2026-09", "value": "6\0"},
        "no row",
    ]

    report = given(company, tmp_path, "r.json", json.dumps(rows).encode())

    assert readings(company) == GOOD
    assert sorted((problem.row, problem.column, problem.key) for problem in report.rejected) == [
        (2, "value", "import-half-character"),
        (3, "", "import-no-object"),
    ]


# Half characters, NUL, figures beyond all measure


@pytest.mark.parametrize("bad", ["1003\\ud83d", "10\\u000003"])
@pytest.mark.parametrize("name", ["r.json", "r.jsonl"])
def test_half_a_character_costs_its_row_only(company: Storage, tmp_path: Path, bad: str, name: str) -> None:
    rows = [
        '{"employee_id": "00102", "metric": "orders", "period": "2026-09", "value": "5"}',
        f'{{"employee_id": "{bad}", "metric": "orders", "period": "2026-09", "value": "6"}}',
    ]
    text = "\n".join(rows) if name == "r.jsonl" else f"[{', '.join(rows)}]"

    report = given(company, tmp_path, name, text.encode())

    assert [(problem.row, problem.column, problem.key) for problem in report.rejected] == [
        (2, "employee_id", "import-half-character")
    ]
    json.dumps(report.as_json(translator("zh-CN")), ensure_ascii=False, allow_nan=False).encode()
    assert readings(company) == GOOD


@pytest.mark.parametrize("bad", ["Cut \ud83d", "N\0l"])
def test_a_name_with_half_a_character_costs_its_row_only(company: Storage, tmp_path: Path, bad: str) -> None:
    rows = [{"employee_id": "2001", "name": "Whole"}, {"employee_id": "2002", "name": bad, "\ud83d": "x"}]
    (tmp_path / "people.json").write_text(json.dumps(rows))

    report = take(company, "people", tmp_path / "people.json")

    assert (report.inserted, [(problem.row, problem.column) for problem in report.rejected]) == (1, [(2, "name")])


def test_a_zero_byte_in_text_costs_its_row_only(company: Storage, tmp_path: Path) -> None:
    rows = "".join(f"00101,orders,{2000 + number // 12}-{number % 12 + 1:02},5\n" for number in range(240))
    text = f"employee_id,metric,period,value\n{rows}00102,orders,2026-09,5\n001\x0003,orders,2026-09,5\n"

    report = given(company, tmp_path, "r.csv", text.encode())

    assert [(problem.row, problem.key) for problem in report.rejected] == [(243, "import-half-character")]
    assert GOOD.items() <= readings(company).items()


def test_a_file_whose_name_is_half_a_character_has_a_report_that_can_be_written(
    company: Storage, tmp_path: Path
) -> None:
    report = given(company, tmp_path, "r\udcff.csv", b"nothing")

    json.dumps(report.as_json(translator("en")), ensure_ascii=False).encode()
    assert report.failed


@pytest.mark.parametrize("value", ["1e400", "-1e400", "1e999999999", "1e-400", "9e17亿", "1" * 300, "9" * 19])
def test_a_number_that_is_no_figure_is_refused_where_it_stands(company: Storage, tmp_path: Path, value: str) -> None:
    text = f"employee_id,metric,period,value\n00103,orders,2026-09,{value}\n00102,orders,2026-09,5\n"

    report = given(company, tmp_path, "r.csv", text.encode())

    (rejected,) = report.rejected
    assert (rejected.row, rejected.column, rejected.value) == (2, "value", value[:200])
    assert rejected.key in {"import-beyond", "import-no-number"}
    assert readings(company) == GOOD


@pytest.mark.parametrize("column", ["target", "start_value", "weight"])
def test_a_target_beyond_all_measure_is_refused(company: Storage, tmp_path: Path, column: str) -> None:
    values = {"target": "5", "start_value": "1", "weight": "1"} | {column: "1e999"}
    text = f"employee_id,metric,period,{','.join(values)}\n00102,orders,2026-09,{','.join(values.values())}\n"
    (tmp_path / "targets.csv").write_text(text)

    report = take(company, "targets", tmp_path / "targets.csv")

    assert [(problem.column, problem.value, problem.key) for problem in report.rejected] == [
        (column, "1e999", "import-beyond")
    ]


def test_two_figures_whose_quotient_is_beyond_all_measure_are_refused(company: Storage, tmp_path: Path) -> None:
    text = "employee_id,metric,period,numerator,denominator\n00102,csat,2026-09,1e17,1e-29\n"

    report = given(company, tmp_path, "r.csv", text.encode())

    assert [(problem.row, problem.key) for problem in report.rejected] == [(2, "import-beyond")]


def test_posted_rows_have_the_same_bounds() -> None:
    with pytest.raises(DataError) as refused:
        grid_of("updates", [{f"k{number}": 1 for number in range(20_000)}])

    assert refused.value.key == "import-too-many-columns"


async def test_reading_apart_lets_the_others_go_on() -> None:
    grids = await asyncio.gather(*(asyncio.to_thread(read_grids, "r.xlsx", workbook(one_good_row())) for _ in range(2)))

    assert [grid[0].cells.height for grid in grids] == [2, 2]
    assert HEAD.split(",")[0] == grids[0][0].cells.row(0)[0]
