"""What another file of records means: ids that are known, files that are added, files that are all there is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.record import RecordQuery
from bot.intake.services.follow import move
from bot.people.domain.person import ChosenBy
from bot.sources.mapping_stream import StreamMapping
from tests.crm import FIRST, HEADER, MAPPING, counts, furnish, held, of, take
from tests.samples import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    return furnish(storage, tmp_path)


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


def test_ids_that_are_made_of_content_stay_when_a_person_has_another_time_zone(
    company: Storage, tmp_path: Path
) -> None:
    mapping = MAPPING.replace('period = "Closed on"', "") + '\n[stream]\nwhole = "month"\nat = "Closed at"\n'
    text = "Rep,Closed at,Net amount,Stage\n00102,2026-10-03T20:30Z,10,Won\n00102,2026-10-04 09:00,7,Won\n"
    take(company, tmp_path, text, mapping)
    with company.work() as work:
        work.people.speak("00102", by=ChosenBy.SELF, timezone="Asia/Shanghai")
    with company.work() as work:
        move(work, now=NOW)

    assert counts(take(company, tmp_path, text, mapping)) == (0, 0, 2, 0, 0, 0, 0)
    with company.work() as work:
        assert {record.day for record in work.records.find(RecordQuery())} == {date(2026, 10, 4)}
