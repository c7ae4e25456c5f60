"""Plans for files: what is drafted of messy ones, and that a plan written as a mapping reads as it was meant."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.metric import Direction, Metric
from bot.intake.domain.known import Known
from bot.intake.domain.upload import Column, Spread, UploadPlan
from bot.kit.errors import DataError
from bot.kit.period import Grain
from bot.sources.mapping import parse_mapping
from bot.sources.plan import draft, mapped, mapping_text, source_of
from tests.samples import DATA, DIRTY, MAPPINGS


def known() -> Known:
    with (DATA / "dirty_metrics.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    metrics = {
        row["metric"]: (
            place,
            Metric(
                row["metric"], row["unit"], Direction(row["direction"]), Grain(row["grain"]), title_zh=row["title_zh"]
            ),
        )
        for place, row in enumerate(rows, start=1)
    }
    return Known({"00101": 1, "00102": 2}, {"00101": "王芳", "00102": "张伟"}, {}, {}, metrics)


@pytest.mark.parametrize(
    ("file", "kind", "means"),
    [
        (
            "attendance_gbk.csv",
            "readings",
            ["name", "employee_id", "period", "", "metric:days_present", "metric:late_count", "metric:attendance_rate"],
        ),
        (
            "crm_sales_utf8bom.csv",
            "readings",
            ["employee_id", "name", "period", "metric:sales_amount", "", "metric:stated_achievement", ""],
        ),
        ("rd_metrics_utf8.csv", "readings", ["employee_id", "period", "metric", "value", ""]),
        ("targets_merged.xlsx", "targets", ["employee_id", "name", *["spread"] * 6]),
        ("employees.csv", "people", ["employee_id", "name", "department", "role", "manager_id", "hire_date", "gender"]),
    ],
)
def test_a_messy_file_is_taken_for_what_it_is(file: str, kind: str, means: list[str]) -> None:
    plan = draft(file, (DIRTY / file).read_bytes(), known())

    assert (plan.kind, [column.means for column in plan.columns]) == (kind, means)
    assert all(column.samples for column in plan.columns)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("employee_id,metric,period,value\n00102,sales_amount,2025-09,1\n", "readings"),
        ("employee_id,metric,period,target\n00102,sales_amount,2025-09,1\n", "targets"),
        ("employee_id,name\n1,Ana\n", "people"),
        ("metric,unit,direction,grain\nx,%,higher,month\n", "metrics"),
        ("employee_id,start,end\n00102,2025-09-01,2025-09-03\n", "absences"),
    ],
)
def test_canonical_files_need_nobody_to_say_what_they_hold(text: str, kind: str) -> None:
    plan = draft("x.csv", text.encode(), known())

    assert (plan.kind, plan.lacking) == (kind, ())


def test_what_somebody_said_comes_before_any_guess() -> None:
    assert draft("x.csv", b"employee_id,name\n1,Ana\n", known(), kind="absences").kind == "absences"


def test_a_mapping_file_says_itself_what_the_columns_are() -> None:
    text = (MAPPINGS / "dirty_crm_sales.toml").read_text(encoding="utf-8")
    content = (DIRTY / "crm_sales_utf8bom.csv").read_bytes()
    plan = mapped("crm.csv", content, text, known())

    assert [column.means for column in plan.columns][3:6] == ["metric:sales_amount", "", "metric:stated_achievement"]
    assert plan.mapping == text


def test_a_file_with_too_many_columns_is_refused_before_anybody_reads_them() -> None:
    wide = ",".join(f"c{n}" for n in range(201))

    with pytest.raises(DataError):
        draft("wide.csv", f"{wide}\n{wide}\n".encode(), known())


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=2, max_size=5),
    st.text(max_size=9),
    st.booleans(),
)
def test_a_plan_written_as_a_mapping_reads_as_it_was_meant(titles: list[str], sheet: str, spread: bool) -> None:  # noqa: FBT001 - drawn
    means = ["employee_id", "spread" if spread else "metric:x", "period", "name", ""]
    columns = tuple(Column(title, (), meant) for title, meant in zip(titles, means, strict=False))
    plan = UploadPlan(
        "readings", columns, (2,), sheet, period="2025-09", spread=Spread("(.*)", "2025-{1}", "x"), decimal=","
    )

    read = parse_mapping("x.toml", mapping_text(plan))

    assert read.columns["employee_id"] == titles[0]
    assert (read.sheet, read.header, read.numbers.decimal, read.constants) == (sheet, (2,), ",", {"period": "2025-09"})
    assert bool(read.wide) == spread
    assert [value.column for value in read.values] == ([] if spread else [titles[1]])


RECORDS = """Deal,Rep,Closed on,Net amount,Stage
D-2,00102,2026-10-03,10,Won
D-3,00102,2026-10-19,17,Won
D-4,00101,2026-10-20,1,Won
"""


def test_single_deals_are_taken_for_records() -> None:
    plan = draft("crm-export-2026-10.csv", RECORDS.encode(), known())

    assert (plan.kind, plan.stream, plan.renewal, plan.lacking) == ("records", "crm-export", "", ())
    assert {column.title: column.means for column in plan.columns} == {
        "Deal": "id",
        "Rep": "employee_id",
        "Closed on": "day",
        "Net amount": "measure",
        "Stage": "dimension",
    }
    assert source_of(plan, file="x.toml").mapping.stream


def test_records_without_an_id_are_asked_about_once() -> None:
    plan = draft("records.csv", RECORDS.replace("Deal", "Note").encode(), known(), kind="records")

    assert plan.lacking == ("renewal",)
    chosen = source_of(replace(plan, renewal="whole"), file="x.toml").mapping
    assert chosen.stream
    assert chosen.stream.whole is Grain.MONTH
