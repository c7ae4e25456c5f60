"""The dirty exports come out exactly as their expected result says: each cell of each row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.samples import DATA, DIRTY, readings, take, targets

if TYPE_CHECKING:
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

EXPECTED: list[dict[str, Any]] = json.loads((DIRTY / "expected.json").read_text(encoding="utf-8"))["rows"]
IMPORTS = {
    "crm_sales_utf8bom.csv": (("readings", "dirty_crm_sales"), ("targets", "dirty_crm_targets")),
    "attendance_gbk.csv": (("readings", "dirty_attendance"),),
    "targets_merged.xlsx": (("targets", "dirty_targets"),),
    "rd_metrics_utf8.csv": (("readings", "dirty_rd"),),
}
KIND_OF_METRIC = {"sales_target": ("targets", "sales_amount")}


@dataclass(frozen=True)
class Taken:
    reports: dict[tuple[str, str], ImportReport]
    stored: dict[str, dict[tuple[str, str, str], float]]


@pytest.fixture
def taken(storage: Storage) -> Taken:
    take(storage, "people", DIRTY / "employees.csv")
    take(storage, "metrics", DATA / "dirty_metrics.csv")
    reports = {
        (file, kind): take(storage, kind, DIRTY / file, mapping)  # type: ignore[arg-type]
        for file, imports in IMPORTS.items()
        for kind, mapping in imports
    }
    return Taken(reports, {"readings": readings(storage), "targets": targets(storage)})


def _key(row: dict[str, Any]) -> tuple[str, tuple[str, str, str]]:
    kind, metric = KIND_OF_METRIC.get(row["metric"], ("readings", row["metric"]))
    return kind, (row["employee_id"], metric, row["period_start"])


def test_every_value_that_is_to_be_accepted_is_stored_exactly(taken: Taken) -> None:
    accepted = [row for row in EXPECTED if row["status"] == "accept"]

    wrong = [
        (row["file"], row["row"], key, row["value"], taken.stored[kind].get(key))
        for row in accepted
        for kind, key in [_key(row)]
        if taken.stored[kind].get(key) != row["value"]
    ]

    assert len(accepted) > 50
    assert wrong == []


def test_nothing_else_is_stored(taken: Taken) -> None:
    accepted = {_key(row) for row in EXPECTED if row["status"] == "accept"}
    stored = {(kind, key) for kind, held in taken.stored.items() for key in held}

    # The target of a month may stand in both files; each key counts once.
    assert stored == accepted


def test_what_is_missing_is_neither_zero_nor_an_error(taken: Taken) -> None:
    for row in (row for row in EXPECTED if row["status"] == "missing"):
        kind, key = _key(row)
        report = taken.reports[row["file"], kind]

        assert key not in taken.stored[kind]
        assert row["row"] in {skipped.row for skipped in report.skipped if skipped.key == "import-no-value"}
        assert row["row"] not in {problem.row for problem in report.rejected}


@pytest.mark.parametrize("status", ["duplicate", "skip", "reject"])
def test_every_other_row_is_reported_where_it_stands(taken: Taken, status: str) -> None:
    rows = [row for row in EXPECTED if row["status"] == status and "sheet" not in row]
    assert rows

    for row in rows:
        for kind, _ in IMPORTS[row["file"]]:
            report = taken.reports[row["file"], kind]
            lists = {"duplicate": report.duplicates, "skip": report.skipped, "reject": report.rejected}
            found = [value for value in lists[status] if value.row == row["row"]]  # type: ignore[attr-defined]

            assert len(found) == 1, (row, kind)


def test_no_row_is_rejected_that_is_not_to_be(taken: Taken) -> None:
    expected = {(row["file"], row["row"]) for row in EXPECTED if row["status"] == "reject"}

    assert {
        (file, problem.row) for (file, _), report in taken.reports.items() for problem in report.rejected
    } == expected


@pytest.mark.postgresql
def test_a_cell_that_was_cleaned_keeps_what_stood_there_and_the_rule(storage: Storage, taken: Taken) -> None:
    batch = taken.reports["crm_sales_utf8bom.csv", "readings"].batch

    with storage.work() as work:
        cleaned = {(row, column): rest for row, column, *rest in work.batches.cleaned(batch)}

    assert cleaned[5, "工号"] == ["105", "00105", "id-written-differently"]
    assert cleaned[2, "达成率"] == ["１０７．１％", "1.071", "full-width+percent"]
    assert cleaned[2, "销售额"] == ["¥128,500.00", "128500", "currency+thousands"]


def test_the_same_files_again_change_nothing(storage: Storage, taken: Taken) -> None:
    for file, imports in IMPORTS.items():
        for kind, mapping in imports:
            again = take(storage, kind, DIRTY / file, mapping)  # type: ignore[arg-type]

            assert (again.inserted, again.corrected, len(again.changed)) == (0, 0, 0)
            assert again.rows == taken.reports[file, kind].rows
    assert {"readings": readings(storage), "targets": targets(storage)} == taken.stored
