"""What an operator sees of records at the machine: lists of them and of their streams, each look on record."""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.database import open_database
from bot.figures.domain.record import Record, RecordQuery, RecordStream
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import SettingsError
from bot.kit.period_written import span
from bot.messages.sheet import safe
from bot.operations import AT_THE_MACHINE
from bot.people.domain.audit import What
from bot.runtime.clockwork import SystemClock
from bot.runtime.data_receiver import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from bot.settings import Settings
    from bot.work import Work

_FIXED = ("id", "employee_id", "day", "at", "stream")
_ORIGIN = ("source", "file", "row", "batch", "received_at", "version", "state")


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """Which records are asked for, as somebody writes it."""

    stream: str = ""
    person: str = ""
    period: str = ""
    id: str = ""
    history: bool = False


def list_streams(settings: Settings) -> list[dict[str, Any]]:
    """Return every stream with what its records hold, and how many there are."""
    with closing(open_database(settings)) as storage, storage.work() as work:
        return [_stream(work, stream) for stream in work.streams.all()]


def list_records(settings: Settings, choice: RecordChoice) -> list[dict[str, Any]]:
    """Return the records that are meant, by day, as documents.

    Raises:
        SettingsError: there is no such stream or person, or the period cannot be understood.
    """
    with closing(open_database(settings)) as storage, storage.work() as work:
        found = [_document(record) for record in work.records.find(_query(work, choice, settings))]
        _note(work, What.READ, choice, len(found))
        return found


def export_records(settings: Settings, choice: RecordChoice, out: TextIO) -> int:
    """Write the records that are meant as CSV that can be imported again; returns how many.

    Raises:
        SettingsError: as :func:`list_records`.
    """
    count = 0
    with closing(open_database(settings)) as storage, storage.work() as work:
        query = _query(work, choice, settings)
        streams = [stream for stream in work.streams.all() if query.stream in {"", stream.key}]
        measures = list(dict.fromkeys(name for stream in streams for name in stream.measures))
        dimensions = list(dict.fromkeys(name for stream in streams for name in stream.dimensions))
        writer = csv.writer(out, lineterminator="\r\n")
        named = [*(f"measure:{name}" for name in measures), *(f"dimension:{name}" for name in dimensions)]
        writer.writerow([*_FIXED, *map(safe, named), *_ORIGIN])
        for count, record in enumerate(work.records.find(query), start=1):  # noqa: B007 - the last one is told
            writer.writerow(map(safe, _line(_document(record), measures, dimensions)))
        _note(work, What.EXPORT, choice, count)
    return count


def _line(document: dict[str, Any], measures: Sequence[str], dimensions: Sequence[str]) -> Iterable[object]:
    yield from (document[name] for name in _FIXED)
    yield from (document["measures"].get(name) for name in measures)
    yield from (document["dimensions"].get(name) for name in dimensions)
    yield from (document[name] for name in _ORIGIN)


def _query(work: Work, choice: RecordChoice, settings: Settings) -> RecordQuery:
    if choice.stream and work.streams.get(choice.stream) is None:
        known = ", ".join(stream.key for stream in work.streams.all())
        there = f"there are: {known}" if known else "there is none yet: jinbu import records FILE brings one"
        raise SettingsError(f"there is no stream {choice.stream!r}; {there}")
    if choice.person and choice.person not in work.people.numbers():
        raise SettingsError(f"{choice.person!r} is nobody on the roster: jinbu import people FILE")
    try:
        period = span(choice.period).period if choice.period else None
    except UnclearValue as unclear:
        reason = sentences(settings.locale)(unclear.key, **unclear.values)
        if unclear.key == "import-no-date":
            reason = "no period. Write it as 2026-10, 2026-Q4, 2026 or 2026-10-03"
        raise SettingsError(f"--period {choice.period!r}: {reason}") from None
    return RecordQuery(choice.stream, choice.person, period, choice.id, history=choice.history)


def _note(work: Work, what: What, choice: RecordChoice, count: int) -> None:
    detail: dict[str, str | int] = {"about": "records", "stream": choice.stream, "rows": count}
    work.audit.append(what, actor=AT_THE_MACHINE, subject=choice.person, detail=detail, at=SystemClock().now())


def _stream(work: Work, stream: RecordStream) -> dict[str, Any]:
    return {
        "stream": stream.key,
        "title": stream.title,
        "renewal": f"whole {stream.whole.value}" if stream.whole else stream.renewal.value,
        "id": stream.id_column,
        "measures": list(stream.measures),
        "dimensions": list(stream.dimensions),
        "event": stream.event and stream.event.value,
        "rolled_up": stream.rolled_up and stream.rolled_up.value,
        "records": work.records.count(RecordQuery(stream.key)),
        "newest": stream.newest and stream.newest.isoformat(),
        "arrived": stream.arrived and stream.arrived.isoformat(),
    }


def _document(record: Record) -> dict[str, Any]:
    """Return a record as the interface has it; measures keep every digit."""
    return {
        "stream": record.stream,
        "id": record.id,
        "employee_id": record.person_id,
        "day": record.day.isoformat(),
        "at": record.at and record.at.isoformat(),
        "measures": {name: float(value) for name, value in record.measures.items()},
        "dimensions": dict(record.dimensions),
        "source": record.source,
        "file": record.file,
        "row": record.row,
        "batch": record.batch,
        "received_at": record.received_at and record.received_at.isoformat(),
        "version": record.version,
        "state": record.state.value,
    }
