"""Files of any kind on their way in: read, mapped, cleaned and stored, one report for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.domain.intake import Kind, RowProblem
from bot.intake.domain.outcome import ImportReport
from bot.intake.services.terms import CHUNK, ImportTerms
from bot.intake.services.update import catalogue, store
from bot.kit.cleaning import whole
from bot.kit.errors import DataError
from bot.sources.columns import FACTS, wanted_titles
from bot.sources.grid import Grid
from bot.sources.header import headed
from bot.sources.limits import read_bytes
from bot.sources.mapping import LoadedMapping, Mapping, read_mapping
from bot.sources.proposal import propose
from bot.sources.shape import shape
from bot.sources.table import grid_of, read_grids
from bot.sources.waiting import again

if TYPE_CHECKING:
    from bot.figures.services.event import Listeners
    from bot.intake.domain.intake import Intake
    from bot.intake.domain.known import Known
    from bot.intake.services.terms import Progress
    from bot.sources.mapping_stream import StreamMapping
    from bot.work import Work, Works

CANONICAL = LoadedMapping(Mapping())
_GIVEN_UP = frozenset({"import-too-slow", "import-unreadable"})
"""Reasons that would cost the same once more to find."""


def load(  # noqa: PLR0913 - each is an option of the import command
    works: Works,
    kind: Kind,
    paths: Sequence[Path],
    *,
    mapping: Path | None = None,
    dry_run: bool = False,
    quarantine: bool = True,
    now: datetime,
    by: str = "",
    actor: str = "",
    zone: str = "UTC",
    progress: Progress | None = None,
    chunk: int = CHUNK,
    renewal: StreamMapping | None = None,
    listeners: Listeners[Work] | None = None,
) -> list[ImportReport]:
    """Bring files in, one after the other, and say what became of each row of each.

    Interrupted anywhere, the same call finishes the job with nothing twice. A file that cannot be understood as a
    whole gives a report with ``failed`` set, and a proposed mapping where there are columns; the other files are taken.
    ``zone`` is that of times without an offset; ``renewal`` says beside the mapping what another file of records means;
    ``listeners`` hear of events.

    Raises:
        DataError: the mapping file cannot be used.
    """
    source = CANONICAL if mapping is None else read_mapping(mapping)
    source = source.renewed(renewal)
    kind = held_in(source, kind)
    terms = ImportTerms("", now, by=by, actor=actor, dry_run=dry_run, quarantine=quarantine, progress=progress)
    terms = replace(terms, order=source.mapping.dates.order, chunk=chunk, listeners=listeners)
    return [_take(works, kind, path, source, terms, zone=zone) for path in paths]


def take_items(
    works: Works, kind: Kind, name: str, items: Sequence[object], terms: ImportTerms, *, zone: str = "UTC"
) -> ImportReport:
    """Bring in rows that came as decoded JSON objects with canonical fields; ``terms.by`` is where they are from.

    Raises:
        DataError: there is no row in them with the fields that are required.
    """
    constants = {"source": terms.by} if terms.by and kind in {"readings", "records"} else {}
    with works.work() as work:
        known = catalogue(work)
    source = LoadedMapping(Mapping(constants=constants), name=terms.by if kind == "records" else "")
    digest = hashlib.sha256(json.dumps(items, sort_keys=True, default=str).encode()).hexdigest()
    grid = grid_of(name, items)
    intake = _understand(grid, source, kind, known, _Arrival(zone, terms.now, digest))
    return store(works, intake, known, replace(terms, again=again))


def _take(
    works: Works, kind: Kind, path: Path, source: LoadedMapping, terms: ImportTerms, *, zone: str
) -> ImportReport:
    name = whole(path.name)
    try:
        content = read_bytes(path)
    except DataError as error:
        return _failed(name, kind, error)
    with works.work() as work:
        known = catalogue(work)
    try:
        intake, digest = understand(name, content, source, kind, known, folder=path.parent, zone=zone, now=terms.now)
        return store(works, intake, known, replace(terms, digest=digest, again=again))
    except DataError as error:
        report = _failed(name, kind, error)
        if error.key in _GIVEN_UP or kind == "records":
            return report
        try:
            grid = grid_in(name, content, source, kind)
        except DataError:
            return report
        return replace(report, proposal=propose(grid, kind, known))


def understand(
    name: str,
    content: bytes,
    source: LoadedMapping,
    kind: Kind,
    known: Known,
    *,
    folder: Path | None = None,
    zone: str,
    now: datetime,
) -> tuple[Intake, str]:
    """Understand a file's content as far as it can be; also return the digest of everything that was read for it.

    ``folder`` is where files that the mapping joins may lie, beside its own.

    Raises:
        DataError: the file as a whole cannot be understood with this mapping.
    """
    digest = hashlib.sha256(content + source.text.encode())
    own = hashlib.sha256(content).hexdigest()
    grid = grid_in(name, content, source, kind)
    intake = _understand(grid, source, kind, known, _Arrival(zone, now, own, folder, digest.update))
    return intake, digest.hexdigest()


def held_in(source: LoadedMapping, kind: Kind) -> Kind:
    """Say what a file holds of which somebody says ``kind``: rows that make values together are records.

    Raises:
        DataError: the mapping is for another kind, or makes no records.
    """
    mapping = source.mapping
    if kind in {"readings", "records"} and mapping.is_stream:
        return "records"
    if mapping.kind not in {None, kind} or (kind == "records" and (mapping.values or mapping.wide)):
        message = f"the mapping is for {mapping.kind or 'readings'}, not for {kind}"
        raise DataError("import-mapping-kind", message, kind=kind)
    return kind


def grid_in(name: str, content: bytes, source: LoadedMapping, kind: Kind) -> Grid:
    """Read a file's grid; of a workbook the first sheet whose header can be used, unless the mapping names one.

    Raises:
        DataError: it is none of the formats.
    """
    mapping = source.mapping
    grids = read_grids(name, content, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet)
    if len(grids) > 1 and not mapping.header and not mapping.names:
        for grid in grids:
            try:
                headed(grid, wanted=wanted_titles(source, kind))
            except DataError:
                continue
            return grid
    return grids[0]


@dataclass(frozen=True, slots=True)
class _Arrival:
    """How a file or post came: ``digest`` is that of its content, ``seen`` hears what else is read for it."""

    zone: str
    now: datetime
    digest: str
    folder: Path | None = None
    seen: Callable[[bytes], None] = lambda _: None


def _understand(grid: Grid, source: LoadedMapping, kind: Kind, known: Known, arrival: _Arrival) -> Intake:
    from bot.sources.clean import entries_of, facts_of, latest_day
    from bot.sources.record_terms import RecordTerms
    from bot.sources.records import records_of

    def beside(name: str) -> bytes:
        for place in (source.folder, arrival.folder):
            if place is not None and (place / name).is_file():
                content = read_bytes(place / name)
                arrival.seen(content)
                return content
        raise DataError(
            "import-no-file",
            f"{grid.file}: there is no file {name!r} to join, beside the mapping or the file",
            file=name,
        )

    mapping = source.mapping
    table = headed(
        grid, rows=mapping.header, names=mapping.names, wanted=wanted_titles(source, kind), skip=mapping.skip
    )
    shaped = shape(table, source, kind, read=beside)
    if kind == "records":
        return records_of(shaped, source, known, RecordTerms(grid.file, arrival.digest, arrival.zone, arrival.now))
    if kind not in FACTS:
        return entries_of(shaped, kind, file=grid.file)
    latest = latest_day(kind, arrival.now)
    return facts_of(shaped, mapping, kind, known, file=grid.file, zone=arrival.zone, latest=latest)


def _failed(name: str, kind: Kind, error: DataError) -> ImportReport:
    values = {key: value if isinstance(value, int) else str(value) for key, value in error.values.items()}
    return ImportReport(name, kind, failed=RowProblem(0, "", "", error.key, values))
