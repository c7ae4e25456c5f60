"""Files and posts of records: what becomes of each row, and of the values that they make."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.record import RecordQuery
from bot.kit.errors import DataError
from bot.sources.file import load
from tests.crm import FIRST, HEADER, MAPPING, counts, furnish, held, of, post, take
from tests.samples import NOW, put

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    return furnish(storage, tmp_path)


def test_a_second_file_of_the_month_adds_to_the_first(company: Storage, tmp_path: Path) -> None:
    assert counts(take(company, tmp_path, FIRST)) == (2, 0, 0, 0, 0, 1, 0)
    assert of(company) == {("00102", "2026-10-01"): 35250.5}

    second = take(company, tmp_path, HEADER + "D-7,00102,2026-10-30,4000,Won\n", name="crm-2.csv")

    assert counts(second) == (1, 0, 0, 0, 0, 0, 0)
    assert of(company) == {("00102", "2026-10-01"): 39250.5}


def test_the_same_file_again_changes_nothing(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)
    before = held(company, history=True)

    again = take(company, tmp_path, FIRST)

    assert counts(again) == (0, 0, 2, 0, 0, 1, 0)
    assert len(again.changed) == 0
    assert held(company, history=True) == before


def test_a_deal_that_is_changed_moved_or_lost_is_followed(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    changed = take(company, tmp_path, HEADER + "D-2,00103,2026-09-30,18000,Won\nD-3,00102,2026-10-19,17250.50,Lost\n")

    assert counts(changed) == (0, 1, 0, 1, 0, 0, 0)
    assert changed.rows == 2
    assert of(company) == {("00103", "2026-09-01"): 18000.0}
    assert held(company) == [("D-2", 2, "current")]
    assert set(held(company, history=True)) == {("D-2", 2, "current"), ("D-2", 1, "replaced"), ("D-3", 1, "withdrawn")}


def test_an_instant_lands_on_the_local_day_of_the_person(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "people", "employee_id,timezone\n00102,America/New_York\n00103,Asia/Shanghai\n")
    record = {"at": "2026-10-01T01:30:00Z", "measures": {"amount": 1}}
    put(company, tmp_path, "metrics", "metric,formula\nvisits,count() from crm\n", name="formulas.csv")

    post(company, {"id": "1", "employee_id": "00102"} | record, {"id": "2", "employee_id": "00103"} | record)
    post(company, {"id": "3", "employee_id": "00101"} | record | {"at": "2026-09-30 23:59"})

    assert of(company, "visits") == {
        ("00102", "2026-09-30"): 1.0,
        ("00103", "2026-10-01"): 1.0,
        ("00101", "2026-09-30"): 1.0,
    }
    with company.work() as work:
        found = {record.id: record.at for record in work.records.find(RecordQuery())}
    assert found["1"] == found["2"] == datetime(2026, 10, 1, 1, 30, tzinfo=UTC)


def test_a_record_cannot_come_from_the_day_after_tomorrow(company: Storage) -> None:
    days = {"1": "2026-11-03", "2": "2026-11-04"}

    report = post(company, *({"id": each, "employee_id": "00102", "day": day} for each, day in days.items()))

    assert [(problem.row, problem.column, problem.key) for problem in report.rejected] == [
        (2, "day", "import-record-future")
    ]
    assert report.inserted == 1


def test_every_refusal_names_row_column_and_value(company: Storage) -> None:
    good = {"id": "1", "employee_id": "00102", "day": "2026-10-01", "measures": {"amount": "1"}}
    wrong = [
        good | {"employee_id": "nobody"},
        good | {"id": ""},
        good | {"day": "yesterday"},
        good | {"measures": {"amount": "much"}},
        good | {"deleted": "perhaps"},
        good | {"id": "x" * 201},
        good | {"dimensions": {"customer": "x" * 501}},
    ]

    report = post(company, *wrong)

    assert [(problem.row, problem.column, problem.value[:8], problem.key) for problem in report.rejected] == [
        (1, "employee_id", "nobody", "import-unknown-person"),
        (2, "id", "", "import-required"),
        (3, "day", "yesterda", "import-no-date"),
        (4, "measure:amount", "much", "import-no-number"),
        (5, "deleted", "perhaps", "import-yes-or-no"),
        (6, "id", "xxxxxxxx", "import-long"),
        (7, "dimension:customer", "xxxxxxxx", "import-long"),
    ]
    assert report.rows == 7


def test_posts_are_idempotent_by_source_and_id(company: Storage, tmp_path: Path) -> None:
    put(
        company,
        tmp_path,
        "metrics",
        "metric,formula\nsales,sum(amount) from crm where stage = won\n",
        name="formulas.csv",
    )
    deal = {"id": "D-1", "employee_id": "00102", "at": "2026-10-03T10:00:00Z", "dimensions": {"stage": "won"}}

    assert counts(post(company, deal | {"measures": {"amount": 18000.1}}))[0] == 1
    assert counts(post(company, deal | {"measures": {"amount": 18000.1}}))[2] == 1
    assert counts(post(company, deal | {"measures": {"amount": 17000}}))[1] == 1
    assert of(company) == {("00102", "2026-10-01"): 17000.0}
    assert counts(post(company, deal | {"deleted": True}))[3] == 1
    assert counts(post(company, deal | {"deleted": True}))[5] == 1
    assert of(company) == {}
    other = post(company, deal | {"stream": "other", "measures": {"amount": 1}}, deal | {"measures": {"amount": 2}})
    assert counts(other)[0] == 2
    assert of(company) == {("00102", "2026-10-01"): 2.0}


def test_records_come_in_canonical_files_too(company: Storage, tmp_path: Path) -> None:
    text = (
        "id,employee_id,day,stream,measure:amount,维度:客户\n1,00102,2026-10-03,crm,5,Acme\n2,00103,2026-10-04,crm,,\n"
    )
    path = tmp_path / "records-crm.csv"
    path.write_text(text, encoding="utf-8")

    (report,) = load(company, "records", [path], now=NOW)

    assert counts(report)[0] == 2
    with company.work() as work:
        first, second = work.records.find(RecordQuery("crm"))
    assert (dict(first.measures), dict(first.dimensions)) == ({"amount": Decimal(5)}, {"客户": "Acme"})
    assert (dict(second.measures), dict(second.dimensions), second.day) == ({}, {}, date(2026, 10, 4))
    path.write_text("id,employee_id,day,stream,Amount\n1,00102,2026-10-03,crm,6\n", encoding="utf-8")
    (known,) = load(company, "records", [path], now=NOW)  # a stream's names need no prefix
    assert counts(known)[1] == 1


def test_a_file_that_does_not_say_what_its_records_are_is_refused(company: Storage, tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("id,employee_id,day\n1,00102,2026-10-03\n", encoding="utf-8")

    (report,) = load(company, "records", [path], now=NOW)

    assert report.failed
    assert report.failed.key == "import-no-stream"


def test_a_dry_run_stores_nothing_and_counts_the_same(company: Storage, tmp_path: Path) -> None:
    tried = take(company, tmp_path, FIRST, dry_run=True)

    assert counts(tried) == (2, 0, 0, 0, 0, 1, 0)
    with company.work() as work:
        assert work.streams.all() == []
        assert work.metrics.get("sales").formula == ""  # type: ignore[union-attr]
    assert counts(take(company, tmp_path, FIRST)) == counts(tried)


def test_figures_that_are_never_taken_are_not_taken_as_records(company: Storage, tmp_path: Path) -> None:
    named = MAPPING + '\n[stream]\nid = "Deal"\nmeasures = { mood = "Stress" }\n'

    report = take(company, tmp_path, HEADER.strip() + ",Stress\nD-2,00102,2026-10-03,10,Won,3\n", named)

    assert report.refused == ("Stress",)
    with company.work() as work:
        assert work.streams.get("crm").measures == ("net_amount",)  # type: ignore[union-attr]


def test_a_mapping_for_records_is_read_strictly() -> None:
    from bot.sources.mapping import parse_mapping

    for wrong in (
        'kind = "records"\n[stream]\nid = "A"\nappend = true\n',
        'kind = "targets"\n[stream]\nid = "A"\n',
        '[stream]\nwhole = "fortnight"\n',
        '[stream]\nidcolumn = "A"\n',
        'kind = "readings"\n[stream]\nid = "A"\n[[value]]\nmetric = "m"\ncolumn = "B"\n',
        'duplicates = "sum"\n[stream]\nid = "A"\n',
        '[stream]\nmeasures = { a = "A" }\ndimensions = { a = "B" }\n',
    ):
        with pytest.raises(DataError):
            parse_mapping("x.toml", wrong)
