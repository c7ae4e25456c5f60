"""The watched folder: what is taken when, as what, and where it goes."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.messages.i18n import translator
from bot.sources.file import load
from bot.sources.folder import fault, watch
from tests.samples import HEAD, METRICS, NOW, PEOPLE, SEPTEMBER, readings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage


class Looks:
    """A clock whose every wait lets the test do something first; the watch ends after the last step."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = list(steps)

    def now(self) -> object:
        return NOW

    async def sleep(self, _seconds: float) -> None:
        if not self._steps:
            raise asyncio.CancelledError
        self._steps.pop(0)()


def nothing() -> None:
    """Let one look pass."""


async def watched(storage: Storage, folder: Path, *steps: Callable[[], object]) -> list[tuple[str, str]]:
    taken: list[tuple[str, str]] = []

    async def take(kind: Kind, path: Path, /, *, mapping: Path | None) -> ImportReport:
        taken.append((kind, path.name))
        (report,) = await asyncio.to_thread(partial(load, storage, kind, [path], mapping=mapping, now=NOW))
        return report

    with pytest.raises(asyncio.CancelledError):
        await watch(folder, take, clock=Looks(*steps), translate=translator("en"))  # type: ignore[arg-type]
    return taken


def tables(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.csv"))


def report_of(path: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads(path.with_name(f"{path.name}.report.json").read_text(encoding="utf-8"))
    return document


async def test_files_are_taken_in_the_order_that_lets_rows_find_each_other(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "readings-09.csv").write_text(HEAD + f"00102,orders,{SEPTEMBER},12\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "Metrics 2026.csv").write_text(METRICS, encoding="utf-8")

    taken = await watched(storage, tmp_path, nothing)

    assert taken == [("people", "people.csv"), ("metrics", "Metrics 2026.csv"), ("readings", "readings-09.csv")]
    assert readings(storage) == {("00102", "orders", "2026-09-01"): 12.0}
    assert tables(tmp_path) == []
    assert report_of(tmp_path / "done/readings-09.csv")["inserted"] == 1


async def test_a_file_that_still_grows_is_left_until_it_rests(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE[:60], encoding="utf-8")

    def grow() -> None:
        path.write_text(PEOPLE, encoding="utf-8")

    assert await watched(storage, tmp_path, grow) == []
    assert await watched(storage, tmp_path, grow, nothing) == [("people", "people.csv")]
    assert report_of(tmp_path / "done/people.csv")["inserted"] == 3


async def test_a_mapping_beside_it_says_what_a_file_is_and_stays(storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "metrics.csv").write_text(METRICS, encoding="utf-8")
    (tmp_path / "crm.toml").write_text(
        "kind = 'readings'\n[columns]\nemployee_id = 'No'\nperiod = 'Month'\n"
        "[[value]]\nmetric = 'orders'\ncolumn = 'Won'\n",
        encoding="utf-8",
    )
    (tmp_path / "crm-2026-09.csv").write_text("No,Month,Won\n102,2026-09,4\n", encoding="utf-8")
    (tmp_path / "crmx.csv").write_text("No,Month,Won\n102,2026-08,4\n", encoding="utf-8")

    await watched(storage, tmp_path, nothing)

    assert readings(storage) == {("00102", "orders", "2026-09-01"): 4.0}
    assert (tmp_path / "crm.toml").exists()
    assert (tmp_path / "failed/crmx.csv").exists()
    assert "Begin its name with" in str(report_of(tmp_path / "failed/crmx.csv")["error"])


async def test_a_file_that_cannot_be_understood_fails_and_the_next_one_is_taken(
    storage: Storage, tmp_path: Path
) -> None:
    (tmp_path / "people-1.csv").write_bytes(b"\0\1\2\3")
    (tmp_path / "people-2.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "people-3.toml").write_text("nonsense = 1\n", encoding="utf-8")
    (tmp_path / "people-3.csv").write_text(PEOPLE, encoding="utf-8")

    await watched(storage, tmp_path, nothing)

    assert tables(tmp_path / "failed") == ["people-1.csv", "people-3.csv"]
    assert tables(tmp_path / "done") == ["people-2.csv"]


async def test_a_second_file_of_the_same_name_does_not_take_the_first_one_s_place(
    storage: Storage, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")

    def again() -> None:
        path.write_text(PEOPLE, encoding="utf-8")

    await watched(storage, tmp_path, nothing, again, nothing)

    assert tables(tmp_path / "done") == ["people-2.csv", "people.csv"]
    assert report_of(tmp_path / "done/people-2.csv")["unchanged"] == 3


async def test_hidden_and_half_written_files_are_not_looked_at(storage: Storage, tmp_path: Path) -> None:
    for name in (".people.csv", "~$people.xlsx", "people.csv.part", "readme.md"):
        (tmp_path / name).write_text(PEOPLE, encoding="utf-8")

    assert await watched(storage, tmp_path, nothing) == []
    assert await watched(storage, tmp_path / "not there yet", nothing) == []


async def test_a_folder_that_is_not_there_is_said_and_taken_up_once_it_is(storage: Storage, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    missing = fault(folder)

    def appear() -> None:
        folder.mkdir()
        (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")

    taken = await watched(storage, folder, nothing, appear, nothing, nothing)

    assert (missing, fault(folder)) == ("it is not there", "")
    assert taken == [("people", "people.csv")]
