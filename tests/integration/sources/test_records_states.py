"""Several states of a record, in one file or in several: which of them counts, and what is kept of the others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.crm import HEADER, MAPPING, counts, furnish, held, of, take
from tests.samples import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    return furnish(storage, tmp_path)


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


def test_what_was_lost_and_is_won_again_in_one_file_is_kept_as_it_was(company: Storage, tmp_path: Path) -> None:
    deal = "D-2,00102,2026-10-03,12,Won,2026-10-0{}T10:00Z,{}\n"
    text = STATES + deal.format(6, "") + deal.format(4, "") + deal.format(5, "yes")

    report = take(company, tmp_path, text, REVISED)

    assert counts(report) == (2, 0, 0, 1, 0, 0, 0)
    assert sorted(held(company, history=True)) == [("D-2", 1, "withdrawn"), ("D-2", 2, "current")]
    assert of(company) == {("00102", "2026-10-01"): 12.0}
    again = take(company, tmp_path, text, REVISED, name="crm-again.csv")
    assert (again.inserted, again.corrected, again.withdrawn) == (0, 0, 0)
    assert sorted(held(company, history=True)) == [("D-2", 1, "withdrawn"), ("D-2", 2, "current")]


@pytest.mark.parametrize("order", [(12, 13), (13, 12)])
def test_of_two_files_about_the_same_instant_the_same_one_counts(
    company: Storage, tmp_path: Path, order: tuple[int, int]
) -> None:
    for amount in order:
        row = f"D-2,00102,2026-10-03,{amount},Won,2026-10-04T10:00Z,\n"
        take(company, tmp_path, STATES + row, REVISED, name=f"crm-{amount}.csv")

    assert of(company) == {("00102", "2026-10-01"): 13.0}


@pytest.mark.parametrize(
    ("revised", "name"), [("2026-10-04T10:00Z", "crm-export.csv"), ("2026-10-04", "crm-corrected.csv")]
)
def test_a_file_that_is_read_again_and_a_day_that_says_no_order_leave_the_last_word_to_what_comes_last(
    company: Storage, tmp_path: Path, revised: str, name: str
) -> None:
    row = "D-2,00102,2026-10-03,{},Won,{},\n"
    take(company, tmp_path, STATES + row.format(13, revised), REVISED)
    take(company, tmp_path, STATES + row.format(12, revised), REVISED, name=name)

    assert of(company) == {("00102", "2026-10-01"): 12.0}
