"""Slips in files of records: held with the first import, trusted when it is said so, and gone with an undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.held import HeldRecord
from bot.figures.domain.record import RecordQuery
from bot.intake.services.quarantine import accept
from storage.figures.record import SqlRecords
from tests.crm import HEADER, MAPPING, METRICS, of, take
from tests.samples import NOW, PEOPLE, put

if TYPE_CHECKING:
    from pathlib import Path

    from bot.figures.domain.record import StoredRecords
    from storage.storage import Storage

DEALS = HEADER + "".join(f"D-{n},00102,2026-09-{1 + n % 28:02},{400 + 7 * n},Won\n" for n in range(60))
SLIP = HEADER + 'D-90,00102,2026-10-05,"5,000,000.00",Won\nD-91,00102,2026-10-06,500,Won\n'
OCTOBER = ("00102", "2026-10-01")


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    put(storage, tmp_path, "people", PEOPLE)
    put(storage, tmp_path, "metrics", METRICS)
    assert take(storage, tmp_path, DEALS, name="september.csv").inserted == 60
    return storage


def test_a_slip_waits_and_the_other_rows_count(company: Storage, tmp_path: Path) -> None:
    report = take(company, tmp_path, SLIP, name="october.csv")

    assert (report.inserted, report.unchanged, report.rows) == (1, 0, 2)
    assert [(problem.row, problem.column, problem.key) for problem in report.quarantined] == [
        (2, "net_amount", "import-record-far")
    ]
    assert of(company)[OCTOBER] == 500.0
    with company.work() as work:
        (waits,) = work.quarantine.open()
        assert isinstance(waits, HeldRecord)
        assert (waits.record.id, waits.file, waits.record.row) == ("D-90", "october.csv", 2)
        assert set(waits.keys.keys()) <= set(report.changed.keys())
        accept(work, waits.no, by="kim", now=NOW)
    assert of(company)[OCTOBER] == 5_000_500.0
    assert take(company, tmp_path, SLIP, name="again.csv").unchanged == 2


def test_the_first_file_of_a_stream_is_screened_by_itself(storage: Storage, tmp_path: Path) -> None:
    put(storage, tmp_path, "people", PEOPLE)
    put(storage, tmp_path, "metrics", METRICS)

    report = take(storage, tmp_path, DEALS + "D-90,00102,2026-09-05,5000000,Won\n")

    assert (report.inserted, len(report.quarantined)) == (60, 1)
    with storage.work() as work:
        (waits,) = work.quarantine.open()
        assert isinstance(waits, HeldRecord)
        assert len(waits.keys) == 1, "the metric that the mapping has just given its formula"


def test_a_file_that_is_trusted_and_a_dry_run_hold_nothing(company: Storage, tmp_path: Path) -> None:
    tried = take(company, tmp_path, SLIP, name="october.csv", dry_run=True)
    assert len(tried.quarantined) == 1
    with company.work() as work:
        assert work.quarantine.open() == []

    assert take(company, tmp_path, SLIP, name="october.csv", quarantine=False).inserted == 2
    assert of(company)[OCTOBER] == 5_000_500.0


def test_the_right_row_closes_it_and_so_does_one_that_takes_it_back(company: Storage, tmp_path: Path) -> None:
    for name, last in (("right", "D-90,00102,2026-10-05,550,Won\n"), ("lost", "D-92,00102,2026-10-05,550,Lost\n")):
        take(company, tmp_path, SLIP.replace("D-90", last.split(",", 1)[0]), name=f"{name}-slip.csv")
        with company.work() as work:
            assert len(work.quarantine.open()) == 1

        take(company, tmp_path, HEADER + last, name=f"{name}.csv")

        with company.work() as work:
            assert work.quarantine.open() == []


def test_limits_of_a_measure_stand_in_the_mapping(company: Storage, tmp_path: Path) -> None:
    limits = '[stream]\nid = "Deal"\n[stream.limits]\n"{}" = {{ minimum = 0, maximum = 600 }}\n'

    report = take(company, tmp_path, HEADER + "D-90,00102,2026-10-05,700,Won\n", MAPPING + limits.format("net_amount"))

    assert [problem.key for problem in report.quarantined] == ["import-record-bounds"]
    assert take(company, tmp_path, SLIP, MAPPING + limits.format("Gross")).failed is not None
    with company.work() as work:
        assert work.records.count(RecordQuery(id="D-90")) == 0


MANY = [f"{number:05}" for number in range(1, 121)]


def _of_many(day: int, amount: str, *, month: int = 9) -> str:
    """Return a deal of everybody; 00102 has a hundred times what the others have."""
    return "".join(
        f"D-{month}-{day}-{who},{who},2026-{month:02}-{day:02},{amount}{'00' * (who == '00102')},Won\n" for who in MANY
    )


def test_of_many_people_those_who_stand_out_are_held_against_what_is_usual_of_theirs(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(storage, tmp_path, "people", "employee_id,name\n" + "".join(f"{who},P {who}\n" for who in MANY))
    put(storage, tmp_path, "metrics", METRICS)
    days = range(1, 29)
    history = "".join(
        _of_many(day, str(400 + 13 * day + 3 * hour)).replace("D-9-", f"D-9-{hour}-") for day in days for hour in (1, 2)
    )
    assert take(storage, tmp_path, HEADER + history, name="september.csv").inserted == 56 * len(MANY)
    read: list[int] = []
    stored = SqlRecords.stored

    def counted(records: SqlRecords, *given: Any, **more: Any) -> StoredRecords:
        found = stored(records, *given, **more)
        read.append(len(found))
        return found

    monkeypatch.setattr(SqlRecords, "stored", counted)
    slip = _of_many(5, "500", month=10).replace("00105,2026-10-05,500", "00105,2026-10-05,5000000")

    report = take(storage, tmp_path, HEADER + slip, name="october.csv")

    assert [problem.row for problem in report.quarantined] == [1 + int("00105")]
    assert report.inserted == len(MANY) - 1
    assert sum(read) < 56 * len(MANY), "less than all that is stored of them, twice what some have"
