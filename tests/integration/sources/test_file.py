"""Canonical files of every format, imported, corrected, refused, held back, tried dry, killed and taken up again."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.facts import HeldValue
from bot.intake.services.quarantine import accept, discard
from bot.intake.services.update import left_behind
from bot.kit.errors import DataError, NotFound
from bot.kit.period import Period
from bot.messages.i18n import translator
from bot.sources.file import load
from bot.sources.mapping import parse_mapping
from bot.sources.parse import read_here
from storage import open_storage
from tests.effort import SHARED, tries
from tests.house import ROOT
from tests.present import present
from tests.samples import DIRTY, HEAD, METRICS, NOW, PEOPLE, SEPTEMBER, ends, put, readings, take, targets

if TYPE_CHECKING:
    from storage.storage import Storage


def months(person: str, values: list[float], *, year: int = 2025) -> str:
    rows = []
    for place, value in enumerate(values):
        start = date(year + place // 12, place % 12 + 1, 1)
        end = date(year + (place + 1) // 12, (place + 1) % 12 + 1, 1).toordinal() - 1
        rows.append(f"{person},orders,{start},{date.fromordinal(end)},{value}\n")
    return "".join(rows)


USUAL = [100.0, 97, 103, 95, 108, 99, 101, 96, 104, 92, 106, 98]


# What comes in


def test_a_canonical_file_is_stored_with_where_it_came_from(company: Storage, tmp_path: Path) -> None:
    text = HEAD + f"00102,orders,{SEPTEMBER},12.5\n"

    report = put(company, tmp_path, "readings", text, name="crm.csv")

    assert (report.inserted, report.rows, report.clean) == (1, 1, True)
    with company.work() as work:
        (reading,) = work.readings.evidence("00102", "orders", Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert (str(reading.value), reading.file, reading.row, reading.received_at) == ("12.5", "crm.csv", 2, NOW)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.csv", f"\ufeff{HEAD}102,orders,{SEPTEMBER},12\n".encode()),
        ("r.csv", f"{HEAD}00102,orders,{SEPTEMBER},12\n".replace(",", ";").encode()),
        ("r.tsv", f"{HEAD}00102,orders,{SEPTEMBER},12\n".replace(",", "\t").encode("utf-16")),
        ("r.csv", "工号,指标,开始日期,结束日期,数值\n00102,订单数,2026-09-01,2026-09-30,12\n".encode("gbk")),
        ("r.csv", "工号,指标,期间,数值\r\n00102,订单数,2026年9月,12单\r\n".encode()),
        (
            "r.json",
            json.dumps(
                [dict(zip(HEAD.strip().split(","), ["00102", "orders", "2026-09-01", "2026-09-30", 12], strict=True))]
            ).encode(),
        ),
        ("r.jsonl", b'\n{"employee_id": "00102", "metric": "orders", "period": "2026-09", "value": "12"}\n'),
    ],
)
def test_encodings_delimiters_languages_and_formats_all_say_the_same(
    company: Storage, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    report = take(company, "readings", tmp_path / name)

    assert report.inserted == 1, report
    assert readings(company) == {("00102", "orders", "2026-09-01"): 12.0}


def test_a_workbook_keeps_its_row_numbers_and_reads_typed_cells(company: Storage, tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 1, "Exported from the CRM")
        sheet.write_row(3, 1, ["工号", "指标", "开始日期", "结束日期", "数值"])
        for row, value in ((4, 12), (6, "n/a"), (7, "twelve")):
            sheet.write_row(row, 1, [102, "orders"])
            sheet.write_datetime(row, 3, date(2026, 9, 1), day)
            sheet.write_datetime(row, 4, date(2026, 9, 30), day)
            sheet.write(row, 5, value)
        book.add_worksheet("notes").write(0, 0, "nothing here")

    report = take(company, "readings", tmp_path / "r.xlsx")

    assert readings(company) == {("00102", "orders", "2026-09-01"): 12.0}
    assert [(skipped.row, skipped.key) for skipped in report.skipped] == [(7, "import-no-value")]
    assert [(problem.row, problem.column, problem.value) for problem in report.rejected] == [(8, "数值", "twelve")]


def test_names_of_a_merged_area_count_for_each_of_its_rows_and_values_do_not(company: Storage, tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["employee_id", "metric", "period", "value"])
        sheet.merge_range(1, 0, 2, 0, "00102")
        sheet.write_row(1, 1, ["orders", "2026-08", 5])
        sheet.write_row(2, 1, ["orders", "2026-09"])
        sheet.merge_range(3, 3, 4, 3, 7)
        sheet.write_row(3, 0, ["00103", "orders", "2026-10"])
        sheet.write_row(4, 0, ["00101", "orders", "2026-10"])

    take(company, "readings", tmp_path / "r.xlsx")

    assert readings(company) == {("00102", "orders", "2026-08-01"): 5.0, ("00103", "orders", "2026-10-01"): 7.0}


def test_a_quoted_line_break_and_a_broken_quote_keep_the_file_s_own_line_numbers(
    company: Storage, tmp_path: Path
) -> None:
    text = (
        "employee_id,metric,period,value,note\n"
        '00102,orders,2026-07,1,"two\nlines"\n'
        '00102,orders,2026-08,2,"open\n'
        "00102,orders,2026-09,3,fine\n"
        "00102,orders,2026-10,1,200,pushed aside\n"
        "00102,orders,2026-06,x,\n"
    )

    report = put(company, tmp_path, "readings", text)

    assert [(problem.row, problem.key) for problem in report.rejected] == [
        (4, "import-quotes"),
        (6, "import-too-many-cells"),
        (7, "import-no-number"),
    ]
    assert set(readings(company).values()) == {1.0, 3.0}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import-binary"),
        ("employee_id,name\n1,Muñoz\n".encode("latin-1"), "import-unknown-encoding"),
        (b"PK\x03\x04rubbish", "import-workbook"),
        (b"a,b\n1,2\n", "import-no-header"),
        (b"", "import-no-header"),
    ],
)
def test_a_file_that_is_no_table_says_so_as_a_whole(company: Storage, tmp_path: Path, content: bytes, key: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)

    report = take(company, "readings", tmp_path / "x.csv")

    assert report.failed is not None
    assert (report.failed.key, report.rows) == (key, 0)


def test_columns_about_emotions_are_dropped_and_the_rest_is_taken(company: Storage, tmp_path: Path) -> None:
    text = "employee_id,metric,period,value,emotion_score,表情\n00102,orders,2026-09,12,0.7,smile\n"

    report = put(company, tmp_path, "readings", text)

    assert (report.inserted, report.refused, report.clean) == (1, ("emotion_score", "表情"), False)
    metric = put(company, tmp_path, "metrics", METRICS.splitlines()[0] + "\nvoice_stress,%,lower,day,,,mean,,\n")
    assert [problem.key for problem in metric.rejected] == ["import-refused-figure"]


# Corrections


def test_a_changed_value_is_a_correction_that_keeps_the_old_one(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},12\n00103,orders,{SEPTEMBER},5\n")

    report = put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},14\n00103,orders,{SEPTEMBER},5\n")

    assert (report.inserted, report.corrected, report.unchanged) == (0, 1, 1)
    assert len(report.changed) == 1
    with company.work() as work:
        versions = work.readings.evidence("00102", "orders", Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert [(version.version, int(version.value), version.batch) for version in versions] == [
        (2, 14, report.batch),
        (1, 12, 3),
    ]


@pytest.mark.postgresql
def test_a_value_to_date_is_extended_and_never_shortened(company: Storage, tmp_path: Path) -> None:
    key = ("00102", "orders", "2026-09-01")
    put(company, tmp_path, "readings", HEAD + "00102,orders,2026-09-01,2026-09-10,4\n")

    longer = put(company, tmp_path, "readings", HEAD + "00102,orders,2026-09-01,2026-09-20,9\n")
    shorter = put(company, tmp_path, "readings", HEAD + "00102,orders,2026-09-01,2026-09-10,4\n")

    assert (longer.corrected, readings(company)[key], ends(company)[key]) == (1, 9.0, "2026-09-20")
    assert [(problem.row, problem.key) for problem in shorter.rejected] == [(2, "import-shorter")]
    assert (shorter.rows, shorter.unchanged, len(shorter.changed)) == (1, 0, 0)


def test_a_joiner_s_value_may_begin_on_the_day_of_hire(company: Storage, tmp_path: Path) -> None:
    report = put(
        company,
        tmp_path,
        "readings",
        HEAD + "00103,orders,2026-09-14,2026-09-30,3\n00102,orders,2026-09-14,2026-09-20,3\n",
    )

    assert readings(company) == {("00103", "orders", "2026-09-01"): 3.0}
    assert [(problem.row, problem.key) for problem in report.rejected] == [(3, "import-period-inside")]


def test_a_ratio_is_its_counts_and_a_value_that_disagrees_is_refused(company: Storage, tmp_path: Path) -> None:
    head = "employee_id,metric,period,value,numerator,denominator\n"
    rows = "00101,csat,2026-09,,45,60\n00102,csat,2026-09,83.3%,5,6\n"
    rows += "00103,csat,2026-09,0.9,45,60\n00101,csat,2026-08,,1,0\n"

    report = put(company, tmp_path, "readings", head + rows)

    assert readings(company) == {("00101", "csat", "2026-09-01"): 0.75, ("00102", "csat", "2026-09-01"): 5 / 6}
    assert [(problem.row, problem.key) for problem in report.rejected] == [
        (4, "import-parts"),
        (5, "import-denominator"),
    ]


def test_targets_keep_start_values_and_earlier_versions(company: Storage, tmp_path: Path) -> None:
    head = "employee_id,metric,period_start,period_end,target,start_value,weight\n"
    put(company, tmp_path, "targets", head + f"00102,orders,{SEPTEMBER},20,30,40%\n")
    report = put(company, tmp_path, "targets", head + f"00102,orders,{SEPTEMBER},25,30,40%\n")

    with company.work() as work:
        target = work.targets.get("00102", "orders", Period(date(2026, 9, 1), date(2026, 9, 30)))
        versions = work.connection.exec_driver_sql("SELECT target, replaced_by FROM target_version").fetchall()
    assert target is not None
    assert (target.target, target.start_value, str(target.weight)) == (Decimal(25), Decimal(30), "0.4")
    assert (report.corrected, [tuple(version) for version in versions]) == (1, [(20.0, report.batch)])


def test_a_metric_defined_anew_has_its_readings_compared_again(company: Storage, tmp_path: Path) -> None:
    targets = "employee_id,metric,period_start,period_end,target\n"
    put(company, tmp_path, "targets", targets + f"00102,orders,{SEPTEMBER},24\n")
    put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},12\n")

    compared = []
    for definition in ("metric,title_en\norders,Orders won\n", "metric,direction\norders,越低越好\n"):
        assert put(company, tmp_path, "metrics", definition).corrected == 1
        with company.work() as work:
            compared.append([delta.attainment for delta in work.deltas.find()])
            assert not len(work.deltas.deferred())

    assert compared == [[], [2.0]]


# People


def test_a_people_file_changes_only_the_columns_it_has(company: Storage, tmp_path: Path) -> None:
    report = put(company, tmp_path, "people", "employee_id,department\n00102,Service\n00103,Sales\n")

    assert (report.corrected, report.unchanged) == (1, 1)
    with company.work() as work:
        person = work.people.get("00102")
    assert person is not None
    assert (person.department, person.name, person.role, person.email) == (
        "Service",
        "Zhang Wei",
        "Sales",
        "wei@example.com",
    )
    assert [(identity.platform, identity.user) for identity in person.identities] == [("slack", "U2")]


@pytest.mark.postgresql
def test_people_that_contradict_are_refused_with_where_and_why(company: Storage, tmp_path: Path) -> None:
    head = "employee_id,name,manager_id,hire_date,email,timezone,locale,slack_id\n"
    rows = [
        "1,A,2,,,,,",
        "2,B,1,,,,,",
        "3,C,,31.02.2020,,,,",
        "4,D,,,not an address,,,",
        "5,E,,,,Mars/Base,,",
        "6,F,,,,,French,",
        "7,G,,,,,,U2",
        "8,H,,,,,,",
        "8,I,,,,,,",
        ",J,,,,,,",
        "9,K,101,2020/1/2,k@example.com,Asia/Shanghai,中文,U9",
    ]

    report = put(company, tmp_path, "people", head + "\n".join(rows) + "\n")

    assert [(problem.row, problem.key) for problem in report.rejected] == [
        (2, "import-circle"),
        (3, "import-circle"),
        (4, "import-impossible-date"),
        (5, "import-email"),
        (6, "import-timezone"),
        (7, "import-word"),
        (8, "import-account-taken"),
        (9, "import-twice"),
        (10, "import-twice"),
        (11, "import-required"),
    ]
    assert (report.inserted, report.rows) == (1, 11)
    with company.work() as work:
        person = work.people.get("9")
    assert person is not None
    assert (person.manager_id, person.hire_date, person.locale) == ("00101", date(2020, 1, 2), "zh-CN")


def test_leave_that_touches_is_one(company: Storage, tmp_path: Path) -> None:
    text = "工号,开始日期,结束日期,原因\n102,2026-10-01,2026-10-03,年假\n"
    text += "102,2026-10-04,2026-10-08,年假\n102,2026-10-09,2026-10-01,\n"

    report = put(company, tmp_path, "absences", text)

    assert (report.inserted, [problem.key for problem in report.rejected]) == (2, ["import-period-backwards"])
    with company.work() as work:
        assert work.people.away("00102", date(2026, 10, 2)) == date(2026, 10, 8)
        assert work.people.away("00102", date(2026, 10, 9)) is None


# Quarantine


@pytest.mark.postgresql
def test_a_slip_is_held_back_used_by_nothing_and_stored_once_it_is_accepted(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "readings", HEAD + months("00102", USUAL))
    slip = HEAD + "00102,orders,2026-01-01,2026-01-31,9500\n"

    report = put(company, tmp_path, "readings", slip)
    again = put(company, tmp_path, "readings", slip)

    assert (len(report.quarantined), report.inserted, len(report.changed)) == (1, 0, 1)
    assert (len(again.quarantined), len(again.changed)) == (1, 0)
    assert ("00102", "orders", "2026-01-01") not in readings(company)
    with company.work() as work:
        (held,) = work.quarantine.open()
        changed = accept(work, held.no, by="00101", now=NOW)
    assert (len(changed), readings(company)["00102", "orders", "2026-01-01"]) == (1, 9500.0)
    assert put(company, tmp_path, "readings", slip).unchanged == 1
    with company.work() as work, pytest.raises(NotFound):
        accept(work, held.no, by="00101", now=NOW)


@pytest.mark.postgresql
def test_a_discarded_value_is_not_asked_about_again_and_a_right_one_replaces_an_open_one(
    company: Storage, tmp_path: Path
) -> None:
    put(company, tmp_path, "readings", HEAD + months("00102", USUAL))
    january, february = "2026-01-01,2026-01-31", "2026-02-01,2026-02-28"
    put(company, tmp_path, "readings", HEAD + f"00102,orders,{january},9500\n00102,orders,{february},9600\n")
    with company.work() as work:
        first, _ = work.quarantine.open()
        assert len(discard(work, first.no, by="00101", now=NOW)) == 1

    report = put(company, tmp_path, "readings", HEAD + f"00102,orders,{january},9500\n00102,orders,{february},96\n")

    assert ([skipped.key for skipped in report.skipped], report.inserted) == (["import-discarded"], 1)
    with company.work() as work:
        assert work.quarantine.open() == []


def test_history_that_is_known_to_be_right_is_taken_as_it_is(company: Storage, tmp_path: Path) -> None:
    text = HEAD + months("00102", [*USUAL, 9500.0])

    report = put(company, tmp_path, "readings", text, quarantine=False)

    assert (report.inserted, len(report.quarantined)) == (13, 0)
    assert put(company, tmp_path, "readings", text).unchanged == 13


# Dry runs and mappings


def test_a_dry_run_says_what_would_happen_and_leaves_no_trace(company: Storage, tmp_path: Path) -> None:
    text = HEAD + f"00102,orders,{SEPTEMBER},12\n00999,orders,{SEPTEMBER},3\n"

    report = put(company, tmp_path, "readings", text, dry_run=True)

    assert (report.inserted, len(report.rejected), report.batch) == (1, 1, 0)
    assert readings(company) == {}
    with company.work() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM batch").scalar() == 2


def test_an_unknown_header_gets_a_mapping_proposed_that_can_be_used(company: Storage, tmp_path: Path) -> None:
    text = "Wer,Kennzahl,Wann,Wieviel\n00102,orders,2026-09,12\n00103,orders,2026-09,15\n"

    refused = put(company, tmp_path, "readings", text)
    report = put(company, tmp_path, "readings", text, dry_run=True)

    assert refused.failed is not None
    assert refused.proposal == report.proposal
    assert "# 00102 · 00103" in report.proposal
    mapping = tmp_path / "proposed.toml"
    mapping.write_text(report.proposal, encoding="utf-8")
    (used,) = load(company, "readings", [tmp_path / "readings.csv"], mapping=mapping, now=NOW)
    assert used.inserted == 2


def test_a_formula_comes_with_a_metrics_file_unless_finished_values_stand(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},12\n")
    head = "metric,unit,direction,grain,formula,records_from\n"
    lines = (
        "orders,orders,higher,month,count() from sales,\n",
        "csat,%,higher,month,count(where mood = good) / count() from calls,\n",
        "spend,CNY,lower,quarter,sum(amount of) from bills,\n",
    )

    report = put(company, tmp_path, "metrics", head + "".join(lines))

    reasons = {problem.row: (problem.column, problem.key) for problem in report.rejected}
    assert reasons == {2: ("formula", "formula-finished-stands"), 4: ("formula", "formula-bracket")}
    assert put(company, tmp_path, "metrics", head + lines[0].replace(",\n", ",2026-10-01\n")).corrected == 1
    with company.work() as work:
        formulas = {metric.key: metric.formula for metric in work.metrics.all()}
        assert work.recalculations.first() is not None
    assert formulas == {
        "orders": "count() from sales",
        "csat": "count(where mood = good) / count() from calls",
        "spend": "",
    }


def test_a_proposal_sees_several_metrics_in_a_row_and_columns_that_are_months(company: Storage, tmp_path: Path) -> None:
    text = "工号,月份,订单数,满意度\n102,2026年9月,12,98%\n103,2026年9月,15,97%\n"
    proposal = put(company, tmp_path, "readings", text, dry_run=True).proposal
    (tmp_path / "m.toml").write_text(proposal, encoding="utf-8")
    assert load(company, "readings", [tmp_path / "readings.csv"], mapping=tmp_path / "m.toml", now=NOW)[0].inserted == 4

    merged = take(company, "targets", DIRTY / "targets_merged.xlsx", dry_run=True).proposal
    assert "header_rows = [2, 3]" in merged
    fixed = merged.replace("YEAR-{1}", "2026-{1}", 1).replace('metric = "…"', 'metric = "orders"')
    (tmp_path / "m.toml").write_text(fixed, encoding="utf-8")
    (report,) = load(company, "targets", [DIRTY / "targets_merged.xlsx"], mapping=tmp_path / "m.toml", now=NOW)
    # 102 would be somebody of another name here, so it is not fixed.
    assert (report.inserted, {problem.value for problem in report.rejected}) == (5, {"00104", "00105", "102"})


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kolumns = 1", "'kolumns'"),
        ("[columns]\nemployee = 'a'", "'employee'"),
        ("[numbers]\ndecimel = ','", "'numbers.decimel'"),
        ("header_row = 'x'", "header_row"),
        ("[columns\n", "no TOML"),
        ("[[value]]\nmetric = 'm'", "needs a column"),
        ("[wide]\ncolumns = '('\nperiod = 'x'", "regular expression"),
        ("header_row = 1\nheader_rows = [1, 2]", "not both"),
        ("duplicates = 'maybe'", "duplicates"),
    ],
)
def test_a_wrong_mapping_file_says_where_it_is_wrong(text: str, part: str) -> None:
    with pytest.raises(DataError, match=part):
        parse_mapping("m.toml", text)


def test_a_mapping_that_names_a_column_that_is_not_there_lists_those_that_are(company: Storage, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("header_row = 1\n[columns]\nemployee_id = 'Nummer'\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("No,Wert\n1,2\n", encoding="utf-8")

    (report,) = load(company, "readings", [tmp_path / "r.csv"], mapping=tmp_path / "m.toml", now=NOW)

    assert report.failed is not None
    assert report.failed.values == {"column": "Nummer", "columns": "No, Wert"}


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_report_has_the_interface_s_fields_and_reasons_as_sentences(
    company: Storage, tmp_path: Path, locale: str
) -> None:
    t = translator(locale)
    put(company, tmp_path, "readings", HEAD + months("00102", USUAL))
    rows = (
        f"00999,orders,{SEPTEMBER},3\n00102,orders,2026-07-01,2026-09-30,5\n00102,orders,{SEPTEMBER},9500\n合计,,,,8\n"
    )

    document = put(company, tmp_path, "readings", HEAD + rows).as_json(t)

    assert {"file", "rows", "inserted", "corrected", "unchanged", "duplicates", "skipped", "quarantined"} <= set(
        document
    )
    assert document["rows"] == 4
    assert [set(row) for row in document["rejected"]] == [{"row", "column", "value", "reason"}] * 2
    reasons = [entry["reason"] for key in ("rejected", "held", "left_out") for entry in document[key]]
    assert len(reasons) == 4
    assert all(reason.endswith((".", "。")) for reason in reasons)
    json.dumps(document)


# Laws

CELLS = st.sampled_from(["00101", "102", "00102", "李娜", "00999", "", "合计"])
VALUES = st.sampled_from(["1", "2.5", "1,200", "暂无", "x", "12.5.6", "9500", "１２", "-3"])
MONTHS = st.sampled_from(["2026-08", "2026年9月", "2026-10", "2026-13", "2026Q3", ""])
ROWS = st.lists(st.tuples(CELLS, MONTHS, VALUES), max_size=15)


@settings(max_examples=tries(10), suppress_health_check=SHARED)
@given(rows=ROWS, chance=st.randoms(use_true_random=False))
def test_rows_are_the_sum_of_what_became_of_them_and_neither_order_nor_repetition_matters(
    migrated_sqlite: Path, tmp_path: Path, rows: list[tuple[str, str, str]], chance: random.Random
) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    held = []
    for some in (rows, shuffled):
        path = tmp_path / "law.db"
        path.write_bytes(migrated_sqlite.read_bytes())
        storage = open_storage(f"sqlite:///{path}")
        try:
            put(storage, tmp_path, "people", PEOPLE)
            put(storage, tmp_path, "metrics", METRICS)
            text = "employee_id,metric,period,value\n" + "".join(
                f'{who},orders,{when},"{what}"\n' for who, when, what in some
            )
            report = put(storage, tmp_path, "readings", text, name="law.csv")
            stored = readings(storage)
            again = put(storage, tmp_path, "readings", text, name="law.csv")
            document = report.as_json(lambda key, **_: key)

            parts = ("inserted", "corrected", "unchanged", "duplicates", "skipped", "quarantined")
            assert document["rows"] == sum(document[name] for name in parts) + len(document["rejected"]) == len(some)
            assert (again.inserted, again.corrected, len(again.changed)) == (0, 0, 0)
            assert readings(storage) == stored
            assert report.inserted == len(stored)
            assert len(report.changed) == report.inserted + len(held_back(storage))
            held.append(stored)
        finally:
            storage.close()
    assert held[0] == held[1]


def held_back(storage: Storage) -> set[tuple[int, int, int]]:
    with storage.work() as work:
        return {
            key
            for held_value in work.quarantine.open()
            if isinstance(held_value, HeldValue)
            for key in zip(held_value.facts.person, held_value.facts.metric, held_value.facts.start, strict=True)
        }


# Being killed

KILLED = """
import os, signal, sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from bot.sources.file import load
from storage import open_storage

def progress(done, of):
    if done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

load(open_storage(sys.argv[1]), "readings", [Path(sys.argv[2])], now=datetime.fromisoformat(sys.argv[4]), chunk=10,
     progress=progress)
"""


@pytest.mark.parametrize("killed_after", [10, 20, 36])
def test_an_import_that_was_killed_is_finished_by_the_same_command_with_nothing_twice(
    company: Storage, tmp_path: Path, killed_after: int
) -> None:
    rows = "".join(months(person, [*USUAL]) for person in ("00101", "00102", "00103"))
    path = tmp_path / "history.csv"
    path.write_text(HEAD + rows + "00999,orders,2026-01-01,2026-01-31,5\n", encoding="utf-8")

    command = [sys.executable, "-c", KILLED, company.url, str(path), str(killed_after), NOW.isoformat()]
    ended = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, timeout=50)  # noqa: S603 - ourselves

    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert len(readings(company)) == killed_after
    report = take(company, "readings", path, chunk=10)
    assert (report.inserted, report.unchanged, len(report.rejected), len(report.changed)) == (36, 0, 1, 36)
    assert len(readings(company)) == 36
    with company.work() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM reading_version").scalar() == 0
        assert work.connection.exec_driver_sql("SELECT count(*) FROM batch WHERE kind = 'readings'").scalar() == 1
        assert work.connection.exec_driver_sql("SELECT count(*) FROM reject").scalar() == 1
    assert take(company, "readings", path).inserted == 0


def test_a_crash_before_the_deltas_is_noticed(company: Storage, tmp_path: Path) -> None:
    report = put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},12\n")

    with company.work() as work:
        changed, batches = left_behind(work, now=NOW)
        assert (changed.keys(), batches) == (report.changed.keys(), [report.batch])
        assert left_behind(work, now=NOW, but=[report.batch])[1] == []
        work.batches.followed(batches, now=NOW)
        assert left_behind(work, now=NOW)[1] == []


def test_targets_and_readings_of_one_file_name_do_not_take_each_other_for_unfinished(
    company: Storage, tmp_path: Path
) -> None:
    put(
        company,
        tmp_path,
        "targets",
        f"employee_id,metric,period_start,period_end,target\n00102,orders,{SEPTEMBER},20\n",
    )
    put(company, tmp_path, "readings", HEAD + f"00102,orders,{SEPTEMBER},12\n")

    assert targets(company) == {("00102", "orders", "2026-09-01"): 20.0}
    assert readings(company) == {("00102", "orders", "2026-09-01"): 12.0}


# The last day of somebody


@pytest.mark.parametrize("written", ["9999-12-31", "2199-12-31", "31/12/9999", "99991231", "9999年12月31日", "-", ""])
def test_a_contract_without_an_end_has_no_last_day(storage: Storage, tmp_path: Path, written: str) -> None:
    text = f"employee_id,name,hire_date,end_date\n3001,Ada Amt,2020-02-29,{written}\n"

    report = put(storage, tmp_path, "people", text)

    assert (report.inserted, report.clean) == (1, True)
    with storage.work() as work:
        assert present(work.people.get("3001")).left_on is None
        assert [person.id for person in work.people.all()] == ["3001"]


def test_a_last_day_that_is_no_day_is_refused_with_what_is_wrong(storage: Storage, tmp_path: Path) -> None:
    text = "employee_id,end_date,hire_date\n3001,1899-12-30,2020-01-01\n3002,2026-02-30,2020-01-01\n3003,,9999-12-31\n"

    report = put(storage, tmp_path, "people", text)

    assert [(problem.row, problem.column, problem.key) for problem in report.rejected] == [
        (2, "left_on", "import-implausible-date"),
        (3, "left_on", "import-impossible-date"),
        (4, "hire_date", "import-implausible-date"),
    ]
    assert report.rejected[0].values == {"earliest": "1940", "latest": "9999"}
    assert report.rejected[2].values == {"earliest": "1940", "latest": "2100"}


@pytest.mark.postgresql
def test_somebody_who_is_hired_again_is_employed_again(storage: Storage, tmp_path: Path) -> None:
    put(storage, tmp_path, "people", "employee_id,name,hire_date,left_on\n1002,Ben,2019-01-01,2025-12-31\n")
    with storage.work() as work:
        assert work.people.all() == []

    put(storage, tmp_path, "people", "employee_id,name,hire_date,left_on\n1002,Ben,2026-09-01,2025-12-31\n")

    with storage.work() as work:
        assert [person.id for person in work.people.all()] == ["1002"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('[{"employee_id": "2", "metric": {"key": "sales"}, "value": 5}]', "import-json-nested"),
        ('{"data": {"rows": [{"employee_id": "2"}]}}', "import-json-nested"),
        ("[1, 2, 3]", "import-json-list"),
    ],
)
def test_json_whose_every_row_is_no_row_is_refused_with_the_reason(tmp_path: Path, content: str, key: str) -> None:
    file = tmp_path / "nested.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(DataError) as refused:
        read_here(file.name, file.read_bytes())

    assert refused.value.key == key
    assert refused.value.key != "import-json-nested" or refused.value.values["row"] == 1
