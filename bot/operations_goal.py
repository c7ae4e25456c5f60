"""What an operator does with goals at the machine: takes them out as a file."""

from __future__ import annotations

import csv
from contextlib import closing
from typing import TYPE_CHECKING

from bot.database import open_database
from bot.goals.domain.goal_sheet import titles
from bot.goals.services import goal_export
from bot.messages.sheet import safe
from bot.operations import AT_THE_MACHINE
from bot.runtime.clockwork import SystemClock

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


def export_goals(settings: Settings, file: Path) -> int:
    """Write every goal that runs into a CSV file that can be imported again; returns how many.

    Titles are in the language of the settings.
    """
    chinese = settings.locale != "en"
    with closing(open_database(settings)) as storage, storage.work() as work:
        n, rows = goal_export.export_all(work, by=AT_THE_MACHINE, chinese=chinese, now=SystemClock().now())
        file.touch(mode=0o600)
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(titles(chinese=chinese))
            writer.writerows([safe(cell) for cell in row] for row in rows)
    return n
