"""Files and posts of records: what becomes of each row, and of the values that they make."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.intake.services.terms import ImportTerms
from bot.kit.errors import DataError
from bot.sources.file import load, take_items
from bot.sources.mapping_stream import StreamMapping
from tests.samples import HEAD, NOW, PEOPLE, SEPTEMBER, ends, put, readings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

METRICS = """metric,unit,direction,grain,aggregate
sales,CNY,higher,month,sum
deals,deals,higher,month,sum
won_share,%,higher,month,ratio
visits,visits,higher,day,sum
"""
MAPPING = """
kind = "readings"
[columns]
employee_id = "Rep"
period = "Closed on"
[[filter]]
column = "Stage"
equals = "Won"
[[value]]
metric = "sales"
column = "Net amount"
how = "sum"
"""
HEADER = "Deal,Rep,Closed on,Net amount,Stage\n"
FIRST = (
    HEADER + 'D-2,00102,2026-10-03,"18,000.00",Won\nD-3,00102,2026-10-19,"17,250.50",Won\nD-5,00103,2026-10-22,9,Lost\n'
)


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    put(storage, tmp_path, "people", PEOPLE)
    put(storage, tmp_path, "metrics", METRICS)
    return storage


def take(
    storage: Storage, folder: Path, text: str, mapping: str = MAPPING, *, name: str = "crm-export.csv", **more: Any
) -> ImportReport:
    """Import a file with a mapping called ``crm.toml``."""
    (folder / "crm.toml").write_text(mapping, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    now = more.pop("now", NOW)
    (report,) = load(storage, "readings", [folder / name], mapping=folder / "crm.toml", now=now, **more)
    return report


def post(storage: Storage, *records: dict[str, Any], source: str = "crm", now: datetime = NOW) -> ImportReport:
    """Take records as a post brings them."""
    return take_items(storage, "records", source, list(records), ImportTerms("", now, by=source))


def counts(report: ImportReport) -> tuple[int, ...]:
    """Count what became of the rows: inserted, corrected, unchanged, withdrawn, twice, left out, refused."""
    lists = (report.duplicates, report.skipped, report.rejected)
    return (report.inserted, report.corrected, report.unchanged, report.withdrawn, *map(len, lists))


def of(storage: Storage, metric: str = "sales") -> dict[tuple[str, str], float]:
    """Return the values of a metric by person and first day."""
    return {(person, start): value for (person, key, start), value in readings(storage).items() if key == metric}


def held(storage: Storage, *, history: bool = False) -> list[tuple[str, int, str]]:
    """Return id, version and state of what is stored."""
    with storage.work() as work:
        found = work.records.find(RecordQuery(history=history))
        return [(record.id, record.version, record.state.value) for record in found]


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


def test_the_report_says_what_was_taken_for_an_id_and_what_the_sums_were(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    report = take(company, tmp_path, HEADER + "D-9,00102,2026-10-30,1000,Won\n")
    document = report.as_json(lambda key, **values: f"{key} {values}")

    assert document["withdrawn"] == 0
    assert document["periods"] == [
        {
            "metric": "sales",
            "period_start": "2026-10-01",
            "before": {"values": 1, "sum": 35250.5},
            "after": {"values": 1, "sum": 36250.5},
        }
    ]


def test_a_new_stream_is_told(company: Storage, tmp_path: Path) -> None:
    report = take(company, tmp_path, FIRST)

    told = {note.key: note.values for note in report.notes}
    assert told["import-note-id"] == {"column": "Deal"}
    assert told["import-note-stream"] == {"stream": "crm", "renewal": "id", "whole": "", "id": "Deal"}
    assert told["import-note-formula"] == {"metric": "sales", "formula": "sum(net_amount) from crm"}


@pytest.mark.parametrize("title", ["Deal", "Order No.", "订单号", "Ticket ID", "工单编号", "SalesOrderNumber"])
def test_a_title_that_names_an_id_is_proposed(company: Storage, tmp_path: Path, title: str) -> None:
    report = take(company, tmp_path, FIRST.replace("Deal", title, 1))

    assert counts(report)[0] == 2
    with company.work() as work:
        stream = work.streams.get("crm")
    assert stream is not None
    assert stream.id_column == title


def test_an_order_and_its_line_are_an_id_together(company: Storage, tmp_path: Path) -> None:
    head = "Order,Line,Rep,Closed on,Net amount,Stage\n"
    text = head + "7,1,00102,2026-10-03,10,Won\n7,2,00102,2026-10-03,20,Won\n8,1,00102,2026-10-04,40,Won\n"

    assert counts(take(company, tmp_path, text))[0] == 3
    assert [each for each, _, _ in held(company)] == ["7-1", "7-2", "8-1"]


@pytest.mark.parametrize("title", ["Customer ID", "No", "Rep code", "客户编号", "序号", "Note"])
def test_a_title_that_names_something_else_is_no_id(company: Storage, tmp_path: Path, title: str) -> None:
    report = take(company, tmp_path, FIRST.replace("Deal", title, 1))

    assert report.failed
    assert report.failed.key == "import-no-id"
    assert of(company) == {}


def test_what_was_said_once_is_not_asked_again(company: Storage, tmp_path: Path) -> None:
    plain = FIRST.replace("Deal", "Note", 1)
    assert take(company, tmp_path, plain).failed

    assert counts(take(company, tmp_path, plain, renewal=StreamMapping(id="Note")))[0] == 2

    assert counts(take(company, tmp_path, plain)) == (0, 0, 2, 0, 0, 1, 0)


def test_appended_files_add_up_and_the_same_file_again_does_not(company: Storage, tmp_path: Path) -> None:
    appended = StreamMapping(append=True)
    plain = "Rep,Closed on,Net amount,Stage\n00102,2026-10-03,10,Won\n00102,2026-10-03,10,Won\n"

    assert counts(take(company, tmp_path, plain, renewal=appended)) == (2, 0, 0, 0, 0, 0, 0)
    assert counts(take(company, tmp_path, plain, name="crm-renamed.csv")) == (0, 0, 2, 0, 0, 0, 0)
    assert counts(take(company, tmp_path, plain + "00103,2026-10-04,5,Won\n")) == (3, 0, 0, 0, 0, 0, 0)
    assert of(company) == {("00102", "2026-10-01"): 40.0, ("00103", "2026-10-01"): 5.0}


def test_a_file_that_is_all_there_is_takes_back_what_is_missing(company: Storage, tmp_path: Path) -> None:
    whole = MAPPING + '\n[stream]\nwhole = "month"\n'
    head = "Rep,Closed on,Net amount,Stage\n"
    october = head + "00102,2026-10-03,10,Won\n00102,2026-10-03,10,Won\n00103,2026-10-04,7,Won\n"
    take(company, tmp_path, head + "00102,2026-09-03,1,Won\n00103,2026-09-03,2,Won\n", whole)
    assert counts(take(company, tmp_path, october, whole)) == (3, 0, 0, 0, 0, 0, 0)
    assert of(company)["00102", "2026-10-01"] == 20.0

    less = take(company, tmp_path, head + "00102,2026-10-05,5,Won\n00102,2026-10-03,10,Won\n", whole)

    assert counts(less) == (1, 0, 1, 1, 0, 0, 0)
    assert of(company) == {
        ("00102", "2026-09-01"): 1.0,
        ("00103", "2026-09-01"): 2.0,
        ("00102", "2026-10-01"): 15.0,
        ("00103", "2026-10-01"): 7.0,  # of whom this file does not speak
    }
    lost = take(company, tmp_path, head + "00103,2026-10-04,7,Lost\n", whole)
    assert counts(lost) == (0, 0, 0, 1, 0, 1, 0)
    assert ("00103", "2026-10-01") not in of(company)


def test_the_order_of_rows_does_not_matter_where_ids_are_made_of_content(company: Storage, tmp_path: Path) -> None:
    whole = MAPPING + '\n[stream]\nwhole = "month"\n'
    head, rows = (
        "Rep,Closed on,Net amount,Stage\n",
        ["00102,2026-10-03,10,Won\n", "00102,2026-10-03,10,Won\n", "00102,2026-10-09,3,Won\n"],
    )
    take(company, tmp_path, head + "".join(rows), whole)

    assert counts(take(company, tmp_path, head + "".join(reversed(rows)), whole)) == (0, 0, 3, 0, 0, 0, 0)


def test_a_stream_is_not_renewed_in_two_ways(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    report = take(company, tmp_path, FIRST, MAPPING + "\n[stream]\nappend = true\n")

    assert report.failed
    assert report.failed.key == "import-other-renewal"
    assert report.failed.values == {"stream": "crm", "kept": "id", "said": "append"}


IDENTIFIED = MAPPING + '\n[stream]\nid = "Deal"\n'


def test_two_rows_of_one_id_that_differ_are_both_refused(company: Storage, tmp_path: Path) -> None:
    day = "00102,2026-10-03"
    rows = f"D-2,{day},10,Won\nD-2,{day},11,Won\nD-3,{day},5,Won\nD-3,{day},5,Won\n"

    report = take(company, tmp_path, HEADER + rows, IDENTIFIED)

    assert counts(report) == (1, 0, 0, 0, 1, 0, 2)
    assert [(problem.row, problem.key, problem.values) for problem in report.rejected] == [
        (row, "import-record-twice", {"rows": "2, 3"}) for row in (2, 3)
    ]
    last = take(company, tmp_path, HEADER + rows, 'duplicates = "last"\n' + IDENTIFIED)
    assert counts(last) == (1, 0, 1, 0, 2, 0, 0)
    assert of(company) == {("00102", "2026-10-01"): 16.0}


def test_a_kept_and_a_left_out_row_of_one_id_contradict_each_other(company: Storage, tmp_path: Path) -> None:
    report = take(company, tmp_path, HEADER + "D-2,00102,2026-10-03,10,Won\nD-2,00102,2026-10-03,10,Lost\n", IDENTIFIED)

    assert [problem.key for problem in report.rejected] == ["import-record-twice"] * 2
    assert report.rows == 2


REVISED = MAPPING + '\n[stream]\nid = "Deal"\nrevised = "Changed"\ndeleted = "Gone"\n'
STATES = HEADER.strip() + ",Changed,Gone\n"


def test_of_states_that_come_out_of_order_the_latest_counts(company: Storage, tmp_path: Path) -> None:
    new = STATES + "D-2,00102,2026-10-03,12,Won,2026-10-09T10:00Z,\n"
    take(company, tmp_path, new, REVISED)

    old = take(
        company, tmp_path, STATES + "D-2,00102,2026-10-03,10,Won,2026-10-04T10:00Z,\n", REVISED, name="crm-old.csv"
    )

    assert counts(old) == (0, 0, 0, 0, 0, 1, 0)
    assert [skip.key for skip in old.skipped] == ["import-record-late"]
    assert of(company) == {("00102", "2026-10-01"): 12.0}
    gone = take(company, tmp_path, STATES + "D-2,00102,2026-10-03,12,Won,2026-10-05T10:00Z,yes\n", REVISED)
    assert counts(gone) == (0, 0, 0, 0, 0, 1, 0)
    gone = take(company, tmp_path, STATES + "D-2,00102,2026-10-03,12,Won,2026-10-10T10:00Z,yes\n", REVISED)
    assert counts(gone) == (0, 0, 0, 1, 0, 0, 0)
    assert counts(take(company, tmp_path, new, REVISED, name="crm-again.csv"))[5] == 1
    assert of(company) == {}


def test_what_was_deleted_before_it_came_stays_out(company: Storage, tmp_path: Path) -> None:
    gone = "D-2,00102,2026-10-03,12,Won,2026-10-05T10:00Z,yes\nD-3,00102,2026-10-03,12,Won,,yes\n"
    report = take(company, tmp_path, STATES + gone, REVISED)
    assert counts(report) == (0, 0, 0, 0, 0, 2, 0)
    assert [skip.key for skip in report.skipped] == ["import-record-deleted"] * 2

    old = "D-2,00102,2026-10-03,10,Won,2026-10-04T10:00Z,\nD-3,00102,2026-10-03,7,Won,2026-10-04T10:00Z,\n"
    late = take(company, tmp_path, STATES + old, REVISED, name="crm-old.csv")

    assert [(skip.row, skip.key) for skip in late.skipped] == [(2, "import-record-late")]
    assert of(company) == {("00102", "2026-10-01"): 7.0}, "of D-3 nobody says when it was deleted"


def test_a_change_after_tomorrow_is_refused(company: Storage, tmp_path: Path) -> None:
    rows = "D-2,00102,2026-10-03,12,Won,{},\nD-3,00102,2026-10-03,12,Won,{},yes\n"
    late, well = ((NOW + timedelta(hours=hours)).isoformat() for hours in (25, 23))

    report = take(company, tmp_path, STATES + rows.format(late, late), REVISED)

    assert [(problem.row, problem.column, problem.value, problem.key) for problem in report.rejected] == [
        (2, "Changed", late, "import-revised-future"),
        (3, "Changed", late, "import-revised-future"),
    ]
    assert counts(report) == (0, 0, 0, 0, 0, 0, 2)
    assert counts(take(company, tmp_path, STATES + rows.format(well, well), REVISED)) == (1, 0, 0, 0, 0, 1, 0)


def test_several_states_in_one_file_follow_one_another(company: Storage, tmp_path: Path) -> None:
    text = STATES + "D-2,00102,2026-10-03,12,Won,2026-10-09T10:00Z,\nD-2,00102,2026-10-03,10,Won,2026-10-04T10:00Z,no\n"

    report = take(company, tmp_path, text + "D-2,00103,2026-10-03,13,Won,2026-10-05T10:00Z,\n", REVISED)

    assert counts(report) == (1, 2, 0, 0, 0, 0, 0)
    assert of(company) == {("00102", "2026-10-01"): 12.0}
    assert len(held(company, history=True)) == 3


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


def test_filters_patterns_pairs_and_scales_become_formulas(company: Storage, tmp_path: Path) -> None:
    mapping = """
kind = "records"
[columns]
employee_id = "Rep"
period = "Closed on"
[stream]
id = "Deal"
dimensions = { stage = "Stage" }
[[value]]
metric = "sales"
column = "Net"
minus = "Cost"
how = "sum"
scale = 1000
where = { column = "Stage", one_of = ["Won", "Paid"], matches = "^W" }
[[value]]
metric = "deals"
how = "count"
where = { column = "Region", filled = true }
[[value]]
metric = "won_share"
how = "ratio"
numerator = "*"
denominator = "*"
where = { column = "Stage", none_of = ["Lost"] }
"""
    head = "Deal,Rep,Closed on,Net,Cost,Stage,Region\n"
    rows = "1,00102,2026-10-03,10,4,Won,North\n2,00102,2026-10-03,5,1,Paid,\n3,00102,2026-10-03,7,1,Lost,South\n"

    report = take(company, tmp_path, head + rows + "4,00102,2026-10-03,3,1,Won,\n", mapping)

    assert counts(report)[0] == 4
    with company.work() as work:
        made = {metric.key: metric.formula for metric in work.metrics.all() if metric.formula}
    assert made == {
        "sales": "sum(net - cost) from crm where stage in (Won, Paid) and stage_matches = yes",
        "deals": "count() from crm where region is filled",
        "won_share": "count(where stage != Lost) / count() from crm",
    }
    who = ("00102", "2026-10-01")
    assert of(company)[who] == (10 - 4 + 3 - 1) * 1000
    assert of(company, "deals")[who] == 2
    assert of(company, "won_share")[who] == 0.75


def test_one_metric_has_one_feed(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    finished = put(company, tmp_path, "readings", HEAD + f"00102,sales,{SEPTEMBER},5\n00102,deals,{SEPTEMBER},5\n")

    assert [(problem.row, problem.key) for problem in finished.rejected] == [(2, "formula-feeds")]
    assert finished.inserted == 1
    counting = MAPPING.replace(
        'metric = "sales"\ncolumn = "Net amount"\nhow = "sum"', 'metric = "deals"\nhow = "count"'
    )
    refused = take(company, tmp_path, FIRST, counting)
    assert refused.failed
    assert refused.failed.key == "formula-finished-stands"
    later = take(company, tmp_path, FIRST, counting + "\n[stream]\nrecords_from = 2026-10-01\n")
    assert later.failed is None
    assert of(company, "deals") == {("00102", "2026-09-01"): 5.0, ("00102", "2026-10-01"): 2.0}


def test_a_metric_is_not_made_in_two_ways(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    report = take(company, tmp_path, FIRST, MAPPING.replace('how = "sum"', 'how = "mean"'))

    assert report.failed
    assert report.failed.key == "import-other-formula"
    assert report.failed.values["kept"] == "sum(net_amount) from crm"
    assert report.failed.values["said"] == "mean(net_amount) from crm"
    assert of(company) == {("00102", "2026-10-01"): 35250.5}


def test_another_metric_over_records_that_are_there_is_computed_for_them(company: Storage, tmp_path: Path) -> None:
    from bot.figures.services.formula import recalculate

    take(company, tmp_path, FIRST)
    both = MAPPING + '\n[[value]]\nmetric = "deals"\nhow = "count"\n'

    take(company, tmp_path, HEADER + "D-9,00103,2026-10-30,1,Won\n", both)
    with company.work() as work:
        recalculate(work, now=NOW)

    assert of(company, "deals") == {("00102", "2026-10-01"): 2.0, ("00103", "2026-10-01"): 1.0}


def test_a_value_under_way_reaches_to_the_newest_record(company: Storage, tmp_path: Path) -> None:
    now = datetime(2026, 10, 20, tzinfo=UTC)
    take(company, tmp_path, FIRST.replace("D-3,00102,2026-10-19", "D-3,00102,2026-10-17"), now=now)
    assert ends(company) == {("00102", "sales", "2026-10-01"): "2026-10-17"}

    take(company, tmp_path, HEADER + "D-8,00103,2026-11-01,5,Won\n", now=NOW)

    assert ends(company)["00102", "sales", "2026-10-01"] == "2026-10-31"


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


TITLED = """
kind = "records"
[stream]
key = "{key}"
title = "{title}"
id = "Deal"
[columns]
employee_id = "Rep"
day = "Closed on"
"""
COUNTED = 'metric,unit,direction,grain,formula\nclosed,deals,higher,month,"count() from ""Closed deals"""\n'


@pytest.mark.parametrize("first", ["stream", "metric"])
def test_a_formula_that_names_a_title_counts_whenever_its_stream_comes(
    company: Storage, tmp_path: Path, first: str
) -> None:
    stream = TITLED.format(key="crm", title="Closed deals")
    if first == "stream":
        take(company, tmp_path, FIRST, stream)
    put(company, tmp_path, "metrics", COUNTED)
    if first == "metric":
        take(company, tmp_path, FIRST, stream)

    with company.work() as work:
        metric = work.metrics.get("closed")
    assert metric
    assert metric.formula == "count() from crm"
    if first == "metric":
        assert readings(company)["00102", "closed", "2026-10-01"] == 2


def test_a_formula_that_names_a_title_of_several_streams_is_refused_with_their_keys(
    company: Storage, tmp_path: Path
) -> None:
    for key in ("crm", "shop"):
        take(company, tmp_path, FIRST, TITLED.format(key=key, title="Closed deals"), name=f"{key}.csv")

    (problem,) = put(company, tmp_path, "metrics", COUNTED).rejected

    assert (problem.key, problem.values["keys"]) == ("formula-streams-alike", "crm, shop")


WRITTEN = """
[columns]
employee_id = "Rep"
period = "Closed on"
[stream]
id = "Deal"
[[value]]
metric = "won_share"
formula = 'count(where Stage = Won) / count()'
[[value]]
metric = "sales"
formula = 'median("Net amount") from crm'
records_from = 2026-10-01
[[value]]
metric = "deals"
how = "max"
column = "Net amount"
"""


def test_a_mapping_may_give_a_formula_over_titles_and_a_day_to_begin_with(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "readings", "employee_id,metric,period,value\n00102,sales,2026-09,7\n")

    take(company, tmp_path, FIRST + "D-9,00102,2026-09-03,5,Won\n", WRITTEN)

    with company.work() as work:
        made = {metric.key: metric.formula for metric in work.metrics.all() if metric.formula}
    assert made == {
        "won_share": "count(where stage = Won) / count() from crm",
        "sales": "median(net_amount) from crm",
        "deals": "max(net_amount) from crm",
    }
    found = readings(company)
    assert found["00102", "sales", "2026-09-01"] == 7, "finished values stay"
    assert found["00102", "sales", "2026-10-01"] == (18_000 + 17_250.5) / 2
    assert found["00102", "deals", "2026-10-01"] == 18_000
    assert found["00103", "won_share", "2026-10-01"] == 0


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ('formula = "sum(amount"', "formula: formula-bracket at character 11"),
        ('formula = "count()"\ncolumn = "Net amount"', "formula says all"),
        ('how = "formula"', "formula: formula-calculation at character 1"),
    ],
)
def test_a_mapping_whose_formula_cannot_be_read_is_refused(
    company: Storage, tmp_path: Path, value: str, reason: str
) -> None:
    with pytest.raises(DataError, match=reason):
        take(company, tmp_path, FIRST, f'[[value]]\nmetric = "sales"\n{value}\n')


BY_EVENT = """
kind = "records"
[columns]
employee_id = "who"
day = "day"
event = "what"
[stream]
key = "qa"
id = "no"
by_event = true
[replace.what]
Claim = "complaint"
Remark = ""
"""


def test_a_file_of_several_kinds_of_events_goes_into_a_stream_each(company: Storage, tmp_path: Path) -> None:
    rows = "no,who,what,day,product,course\n1,00102,Claim,2026-10-01,P-7,\n2,00103,training,2026-10-01,,Talks\n"

    report = take(company, tmp_path, rows + "3,00103,Remark,2026-10-01,,\n", BY_EVENT)

    assert [(skip.row, skip.column, skip.key) for skip in report.skipped] == [(4, "what", "event-left-out")]
    with company.work() as work:
        kept = [(stream.key, stream.event) for stream in work.streams.all()]
    assert kept == [("qa.complaint", EventKind.COMPLAINT), ("qa.training_done", EventKind.TRAINING_DONE)]
