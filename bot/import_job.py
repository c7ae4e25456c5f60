"""What the command that imports files does: one after the other, with their deltas, and a bar for whoever looks."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.database import open_database
from bot.intake.services.follow import finish
from bot.operations import AT_THE_MACHINE
from bot.runtime.clockwork import SystemClock
from bot.runtime.data_receiver import sentences
from bot.sources.file import load
from bot.sources.record_renewal import NO_ID
from handlers import LISTENERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.intake.domain.intake import Kind, RowProblem
    from bot.intake.domain.outcome import Translate
    from bot.settings import Settings
    from bot.sources.mapping_stream import StreamMapping

    Ask = Callable[[str, RowProblem, Translate], StreamMapping | None]
    """Asks what another file of records means; None when nobody says."""


def import_files(
    settings: Settings,
    kind: Kind,
    files: Sequence[Path],
    *,
    mapping: Path | None,
    dry_run: bool,
    quarantine: bool,
    renewal: StreamMapping | None = None,
    ask: Ask | None = None,
) -> list[dict[str, Any]]:
    """Store files and compute their deltas; returns the reports as the interface has them.

    Rules are asked, and people told, by the running bot within seconds, or by the next ``tick`` or ``drain``. Where
    nothing says what another file of records means (``renewal``), whoever sits there is asked, if anybody does.
    """
    storage = open_database(settings)
    translate = sentences(settings.locale)
    clock = SystemClock()
    take = partial(load, storage, kind, mapping=mapping, dry_run=dry_run, quarantine=quarantine, zone=settings.timezone)
    take = partial(take, by="import", actor=AT_THE_MACHINE, listeners=LISTENERS)
    documents = []
    with _progress() as tell:
        for path in files:
            progress = partial(tell, path.name)
            (report,) = take([path], now=clock.now(), renewal=renewal, progress=progress)
            if ask and report.failed and report.failed.key == NO_ID:
                said = ask(path.name, report.failed, translate)
                report = take([path], now=clock.now(), renewal=said, progress=progress)[0] if said else report
            if report.batch and not dry_run:
                with storage.work() as work:
                    finish(work, report.changed, [report.batch], now=clock.now())
            documents.append(report.as_json(translate))
    storage.close()
    return documents


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a long import is, where somebody is looking."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
        tasks: dict[str, Any] = {}

        def tell(name: str, done: int, whole: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=whole)
            bar.update(tasks[name], completed=done)

        yield tell
