"""What an operator does with goals at the machine: takes them out as a file."""

from __future__ import annotations

import csv
from contextlib import closing
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]

from bot.database import open_database
from bot.goals.domain.goal_sheet import titles
from bot.goals.services import goal_export
from bot.messages.sheet import safe
from bot.operations import AT_THE_MACHINE
from bot.runtime.clockwork import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings


def export_goals(settings: Settings, file: Path) -> int:
    """Write every goal that runs into a file that can be imported again; returns how many.

    It is a workbook where the file's name ends so (``.xlsx``), otherwise CSV. Titles are in the language of the
    settings.
    """
    chinese = settings.locale != "en"
    with closing(open_database(settings)) as storage, storage.work() as work:
        n, rows = goal_export.export_all(work, by=AT_THE_MACHINE, chinese=chinese, now=SystemClock().now())
        file.touch(mode=0o600)
        write = _write_workbook if file.suffix.lower() == ".xlsx" else _write_csv
        write(file, [titles(chinese=chinese), *rows])
    return n


def _write_csv(file: Path, rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)


def _write_workbook(file: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as text: a workbook's program works nothing out of them, and shortens no number."""
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell)
        page.freeze_panes(1, 0)
        page.autofit()
