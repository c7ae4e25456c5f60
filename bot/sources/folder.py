"""A watched folder: a file that has come to rest is taken, then moved aside with a report beside it."""

from __future__ import annotations

import asyncio
import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol, get_args

import structlog

from bot.intake.domain.intake import Kind
from bot.kit.cleaning import whole
from bot.kit.errors import DataError
from bot.messages.codec import document_to_json
from bot.sources.mapping import read_mapping
from bot.sources.parse import SPREADSHEETS

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from datetime import datetime
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport, Translate
    from bot.kit.clock import Clock

log = structlog.get_logger()

LOOK_EVERY = 5.0
MOST_FAILURES = 5
"""How often a file is tried that fails for a reason which is not the file's, such as a database that is away."""
TABLES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", *SPREADSHEETS)
ORDER: tuple[Kind, ...] = ("people", "metrics", "courses", "targets", "absences", "records", "readings", "goals")
"""Files that lie there together are taken in this order, so that rows find whom and what they are about."""


class Take(Protocol):
    """Stores a file, and has its consequences seen to."""

    def __call__(self, kind: Kind, path: Path, /, *, mapping: Path | None) -> Awaitable[ImportReport]:
        """Return the report once the file is stored.

        Raises:
            DataError: the mapping cannot be used.
        """
        ...


def fault(folder: Path) -> str:
    """Say why nothing can be taken from a folder; "" when it can: files are read there and moved aside."""
    if not folder.is_dir():
        return "it is not there"
    return "" if os.access(folder, os.R_OK | os.W_OK | os.X_OK) else "it cannot be read and written"


async def watch(folder: Path, take: Take, *, clock: Clock, translate: Translate, every: float = LOOK_EVERY) -> None:
    """Look into the folder every some seconds until cancelled.

    A file counts as at rest when its size and time of change were the same at two looks. It then moves to ``done``,
    or to ``failed`` when it could not be understood as a whole, beside ``<file>.report.json``. Being stopped in
    between does no harm: the file is still there, and taking it again changes nothing. Whatever one file does, the
    others are taken; one that fails for another reason again and again moves to ``failed`` too.
    """
    seen: dict[Path, tuple[int, int]] = {}
    failures: Counter[Path] = Counter()
    while True:
        try:
            found = await asyncio.to_thread(_look, folder)
            rested = [path for path, state in found.items() if seen.get(path) == state]
            seen = found
            for kind, path, mapping in await asyncio.to_thread(_sorted, rested):
                try:
                    broken = failures[path] >= MOST_FAILURES
                    await _one(folder, kind, path, mapping, take, translate=translate, broken=broken)
                    failures.pop(path, None)
                except Exception as error:
                    failures[path] += 1
                    log.exception("folder.file_retried", tries=failures[path], error=type(error).__name__)
                seen.pop(path, None)
        except OSError as error:
            log.warning("folder.read_failed", error=type(error).__name__)
        await clock.sleep(every)


async def _one(
    folder: Path,
    kind: Kind | None,
    path: Path,
    mapping: Path | None,
    take: Take,
    *,
    translate: Translate,
    broken: bool,
) -> None:
    name = whole(path.name)
    try:
        if broken:
            raise DataError("folder-broken", f"{name}: taking it fails again and again", n=MOST_FAILURES)  # noqa: TRY301 - one report for each
        if kind is None:
            message = f"{name}: neither its name nor a mapping file beside it says what it holds"
            raise DataError("folder-which-kind", message, kinds=", ".join(get_args(Kind)))  # noqa: TRY301 - one report for each
        report = await take(kind, path, mapping=mapping)
        document, failed = report.as_json(translate), report.failed is not None
        log.info("folder.file_stored", kind=kind, batch=report.batch, rows=report.rows, rejected=len(report.rejected))
    except DataError as error:
        document, failed = {"file": name, "error": translate(error.key, **error.values)}, True
        log.warning("folder.file_rejected", reason=error.key)
    await asyncio.to_thread(_put_aside, path, folder / ("failed" if failed else "done"), document)


def sweep(folder: Path, *, before: datetime) -> int:
    """Remove the copies, and their reports, of files that were put aside before an instant; return how many.

    What they brought is stored; a copy would bring somebody back who was erased since.
    """
    gone = 0
    for aside in (folder / "done", folder / "failed"):
        for report in sorted(aside.glob("*.report.json")) if aside.is_dir() else ():
            if report.stat().st_mtime < before.timestamp():
                report.with_name(report.name.removesuffix(".report.json")).unlink(missing_ok=True)
                report.unlink()
                gone += 1
    return gone


def _look(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return the tables in the folder with their size and time of change; hidden and half-written ones are left out."""
    found: dict[Path, tuple[int, int]] = {}
    if fault(folder):  # health and doctor say so; it is looked at again next time
        return found
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in TABLES and not path.name.startswith((".", "~")) and path.is_file():
            state = path.stat()
            found[path] = (state.st_size, state.st_mtime_ns)
    return found


def _sorted(paths: list[Path]) -> list[tuple[Kind | None, Path, Path | None]]:
    known = [(*_kind(path), path) for path in paths]
    ordered = sorted(known, key=lambda entry: (ORDER.index(entry[0]) if entry[0] else -1, entry[2].name))
    return [(kind, path, mapping) for kind, mapping, path in ordered]


def _kind(path: Path) -> tuple[Kind | None, Path | None]:
    """Tell what a file holds: by the mapping file whose name it begins with (the longest), or by its own name."""
    stem = path.stem.lower()
    beside = [
        file for file in path.parent.glob("*.toml") if re.match(re.escape(file.stem.lower()) + r"(?![a-z0-9])", stem)
    ]
    by_name: Kind | None = next((kind for kind in ORDER if stem.startswith((kind, kind.removesuffix("s")))), None)
    mapping = max(beside, key=lambda file: len(file.stem), default=None)
    if mapping is None:
        return by_name, None
    try:
        said = read_mapping(mapping).mapping
    except DataError:
        return by_name or "readings", mapping  # taking it says what is wrong with the mapping
    return said.kind or by_name or ("records" if said.is_stream else None), mapping


def _put_aside(path: Path, folder: Path, document: object) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / path.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    text = document_to_json(document, indent=1) + "\n"
    report = target.with_name(f"{target.name}.report.json")
    report.touch(mode=0o600)  # it says which values were refused
    report.write_text(text, encoding="utf-8")
    path.rename(target)
