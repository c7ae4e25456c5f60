"""Columns that mean another thing than their single cells seem to: decided as a whole, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from bot.intake.services.terms import ImportTerms
from bot.sources.file import take_items
from tests.samples import NOW, put, readings, take

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

PEOPLE = "employee_id,name\n1002,Ben Okafor\n1003,陈晨\n"
METRICS = """metric,unit,direction,grain,aggregate
sales,USD,higher,month,sum
hours,h,higher,month,sum
calls,calls,higher,day,sum
tickets,tickets,higher,week,sum
"""


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    put(storage, tmp_path, "people", PEOPLE)
    put(storage, tmp_path, "metrics", METRICS)
    return storage


def columns(storage: Storage, folder: Path, metric: str, rows: Iterable[tuple[str, str]], way: str) -> ImportReport:
    """Bring periods and values in, in a file or in a post."""
    held = list(rows)
    if way == "post":
        items: list[Any] = [
            {"employee_id": "1002", "metric": metric, "period": period, "value": value} for period, value in held
        ]
        return take_items(storage, "readings", "updates", items, ImportTerms("d", NOW, by="crm"))
    text = "employee_id;metric;period;value\n" + "".join(f"1002;{metric};{period};{value}\n" for period, value in held)
    return put(storage, folder, "readings", text)


def values(storage: Storage) -> list[float]:
    return [value for _, value in sorted(readings(storage).items())]


def refusals(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.value, problem.key) for problem in report.rejected]


MONTHS = [f"2026-{month:02}" for month in range(1, 11)]


# Decimal signs


@pytest.mark.parametrize("way", ["file", "post"])
def test_a_column_proves_that_its_comma_is_decimal(company: Storage, tmp_path: Path, way: str) -> None:
    column = ["12,5", "12,500", "1.234", "1.234,50"]

    report = columns(company, tmp_path, "sales", zip(MONTHS, column, strict=False), way)

    assert report.clean
    assert values(company) == [12.5, 12.5, 1234, 1234.5]


@pytest.mark.parametrize("proof", ["12,5", "0,125", "1.234,50", "-3,25", "¥12,5", "12,5 元"])
def test_one_telling_number_settles_all_others(company: Storage, tmp_path: Path, proof: str) -> None:
    unit = proof if "¥" not in proof and "元" not in proof else proof.strip("¥元 ")

    columns(company, tmp_path, "sales", [(MONTHS[0], unit), (MONTHS[1], "1.234"), (MONTHS[2], "7")], "file")

    assert values(company)[1:] == [1234, 7]


def test_a_column_that_writes_decimals_in_both_ways_leaves_what_is_unclear_out(
    company: Storage, tmp_path: Path
) -> None:
    column = ["12,5", "12.5", "1.234", "1,234", "7"]

    report = columns(company, tmp_path, "sales", zip(MONTHS, column, strict=False), "file")

    assert refusals(report) == [
        (2, "12,5", "import-separator"),
        (4, "1.234", "import-separator"),
        (5, "1,234", "import-separator"),
    ]
    assert values(company) == [12.5, 7]


def test_without_a_proof_a_comma_separates_thousands(company: Storage, tmp_path: Path) -> None:
    columns(company, tmp_path, "sales", zip(MONTHS, ["12,500", "1.234", "1,234.50"], strict=False), "file")

    assert values(company) == [12500, 1.234, 1234.5]


def test_the_columns_of_a_wide_file_are_one_writing(company: Storage, tmp_path: Path) -> None:
    mapping = tmp_path / "wide.toml"
    mapping.write_text(
        'kind = "readings"\n[columns]\nemployee_id = "id"\n[wide]\ncolumns = "^m(\\\\d+)$"\nperiod = "2026-{1}"\n'
        'metric = "sales"\n'
    )
    (tmp_path / "wide.csv").write_text("id;m1;m2\n1002;12,5;1.234\n")
    from bot.sources.file import load

    load(company, "readings", [tmp_path / "wide.csv"], mapping=mapping, now=NOW)

    assert values(company) == [12.5, 1234]


# Ids that a spreadsheet rounded


def test_ids_in_scientific_notation_are_refused_and_the_good_row_is_stored(company: Storage, tmp_path: Path) -> None:
    text = (
        "employee_id,name,mobile,dingtalk_id\n"
        "2001,Ada Amt,1.3800138E+10,1.45322E+17\n"
        "1.00E+05,Bo Berg,13800138001,x2\n"
        "2003,Cy Cohen,+86 138 0013 8002,014532236821775921\n"
        "2004,Di Diaz,,1.45322E+17\n"
        "2005,Ed Eng,,\n"
    )

    report = put(company, tmp_path, "people", text, name="people-2.csv")

    assert [(problem.row, problem.column, problem.value) for problem in report.rejected] == [
        (2, "mobile", "1.3800138E+10"),
        (3, "employee_id", "1.00E+05"),
        (5, "dingtalk_id", "1.45322E+17"),
    ]
    assert {problem.key for problem in report.rejected} == {"import-rounded"}
    assert report.inserted == 2
    with company.work() as work:
        assert {person.id for person in work.people.all()} == {"1002", "1003", "2003", "2005"}


def test_a_number_of_more_digits_than_a_cell_keeps_is_refused(company: Storage, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "people.xlsx") as book:
        sheet = book.add_worksheet("People")
        sheet.write_row(0, 1, ["employee_id", "name", "mobile", "dingtalk_id"])
        sheet.write_row(1, 1, [100105, "Ada Amt", 13800138000])
        sheet.write_number(1, 4, 145322368217759210)
        sheet.write_number(2, 1, 145322368217759210)
        sheet.write(2, 2, "Bo Berg")
        sheet.write_row(3, 1, [2003, "Cy Cohen", "", "145322368217759200"])
        sheet.write_row(4, 1, [2004, "Di Diaz"])

    report = take(company, "people", tmp_path / "people.xlsx")

    assert [(problem.row, problem.column) for problem in report.rejected] == [(2, "dingtalk_id"), (3, "employee_id")]
    assert {problem.key for problem in report.rejected} == {"import-rounded"}
    with company.work() as work:
        assert {person.id for person in work.people.all()} == {"1002", "1003", "2003", "2004"}


@pytest.mark.parametrize("way", ["file", "post"])
def test_a_reading_for_a_rounded_id_says_so(company: Storage, tmp_path: Path, way: str) -> None:
    row = {"employee_id": "1.00E+03", "metric": "sales", "period": "2026-10", "value": "5"}
    if way == "post":
        report = take_items(company, "readings", "updates", [row], ImportTerms("d", NOW, by="crm"))
    else:
        report = put(company, tmp_path, "readings", ",".join(row) + "\n" + ",".join(row.values()) + "\n")

    assert [(problem.column, problem.value, problem.key) for problem in report.rejected] == [
        ("employee_id", "1.00E+03", "import-rounded")
    ]


# Weeks that are none


@pytest.mark.parametrize("way", ["file", "post"])
def test_weeks_named_by_their_sundays_are_refused(company: Storage, tmp_path: Path, way: str) -> None:
    days = ["2026-10-04", "2026-10-11", "2026-10-18"]

    report = columns(company, tmp_path, "tickets", [(day, "10") for day in days], way)

    assert [(problem.value, problem.key) for problem in report.rejected] == [
        (day, "import-other-weeks") for day in days
    ]
    assert readings(company) == {}


def test_a_single_sunday_is_refused_as_it_may_begin_a_week_or_end_one(company: Storage, tmp_path: Path) -> None:
    report = columns(company, tmp_path, "tickets", [("2026-10-04", "10")], "post")

    assert [problem.key for problem in report.rejected] == ["import-other-weeks"]


@pytest.mark.parametrize(
    "days",
    [
        ["2026-10-05", "2026-10-12"],
        ["2026-10-07"],
        ["2026-10-05", "2026-10-11"],
        ["2026-10-07", "2026-10-16"],
        ["2026-W40", "2026-W41"],
    ],
)
def test_mondays_and_days_within_weeks_are_weeks(company: Storage, tmp_path: Path, days: list[str]) -> None:
    report = columns(company, tmp_path, "tickets", [(day, "10") for day in days], "file")

    assert [problem.key for problem in report.rejected] == []


def test_days_all_on_one_other_weekday_name_other_weeks_too(company: Storage, tmp_path: Path) -> None:
    report = columns(company, tmp_path, "tickets", [("2026-10-03", "10"), ("2026-10-10", "20")], "file")

    assert [problem.key for problem in report.rejected] == ["import-other-weeks"] * 2


def test_sundays_of_a_daily_metric_are_days(company: Storage, tmp_path: Path) -> None:
    report = columns(company, tmp_path, "calls", [("2026-10-04", "10"), ("2026-10-11", "20")], "file")

    assert report.clean


# Hours


def test_hours_beyond_a_day_are_what_the_cells_show(company: Storage, tmp_path: Path) -> None:
    cells = (
        ("[h]:mm", 1.5),
        ("[h]:mm:ss", 1.25),
        ("hh:mm", 0.75),
        ("[mm]:ss", 0.01),
        ("[h]:mm", 6.6875),
        ("[h]:mm", 1.0),
        ("[h]:mm", 90.5),
        ("h:mm", 7.6 / 24),
    )
    with xlsxwriter.Workbook(tmp_path / "hours.xlsx") as book:
        sheet = book.add_worksheet("Hours")
        sheet.write_row(0, 0, ["employee_id", "metric", "period", "value"])
        for at, (style, value) in enumerate(cells, start=1):
            sheet.write_row(at, 0, [1002, "hours", f"2026-{at:02}"])
            sheet.write_number(at, 3, value, book.add_format({"num_format": style}))

    report = take(company, "readings", tmp_path / "hours.xlsx")

    assert report.rejected == ()
    assert values(company) == pytest.approx([36, 30, 18, 0.24, 160.5, 24, 2172, 7.6])


def test_a_workbook_that_counts_from_1904_shows_the_same_hours(company: Storage, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "hours.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet("Hours")
        sheet.write_row(0, 0, ["employee_id", "metric", "period", "value"])
        sheet.write_row(1, 0, [1002, "hours", "2026-01"])
        sheet.write_number(1, 3, 1.5, book.add_format({"num_format": "[h]:mm"}))

    take(company, "readings", tmp_path / "hours.xlsx")

    assert values(company) == [36]


@pytest.mark.parametrize(
    ("metric", "value", "key"),
    [
        ("hours", "36:00", "import-clock-parts"),
        ("sales", "36:00:00", "import-clock"),
        ("sales", "18:00", "import-clock"),
        ("hours", "6:30 pm", "import-clock-parts"),
    ],
)
@pytest.mark.parametrize("way", ["file", "post"])
def test_a_time_that_cannot_be_taken_is_refused_as_a_time(
    company: Storage, tmp_path: Path, metric: str, value: str, key: str, way: str
) -> None:
    report = columns(company, tmp_path, metric, [("2026-10", value)], way)

    assert [(problem.value, problem.key) for problem in report.rejected] == [(value, key)]
