"""Somebody's records with every version of each: the newest as a table, all of them as a file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain import example, example_record
from bot.figures.domain.event import OCCURRENCES
from bot.figures.domain.record import RecordState
from bot.figures.views.origin import origin
from bot.figures.views.record import PAGE, exact, number
from bot.messages.card import Attachment, Block, Card, Heading, Table, Text
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.record import Record
    from bot.messages.i18n import Translator

_MOST_COLUMNS = 2
"""Dimensions and measures that a table has room for, beside day, number, source and status."""
_FILED = ("origin", "file", "row", "arrived", "version", "state")


def history(t: Translator, records: Sequence[Record], *, today: date) -> list[Block]:
    """Show stored versions of records, newest first; nothing where there are none."""
    if not records:
        return []
    n, some = len(records), records[:PAGE]
    said = t("record-history-more", n=len(some), all=n) if n > len(some) else t("record-history", n=n)
    dimensions, measures = (_names(some, kind)[:_MOST_COLUMNS] for kind in ("dimensions", "measures"))
    streams = ["stream"] if len({record.stream for record in some}) > 1 else []
    header = (
        *(plain(t(f"record-column-{column}")) for column in ("day", *streams, "id")),
        *dimensions,
        *measures,
        *(plain(t(f"record-column-{column}")) for column in ("source", "state")),
    )
    rows = tuple(
        (
            t.day(record.day, today=today),
            *([record.stream] if streams else []),
            record.id,
            *(record.dimensions.get(name, "") for name in dimensions),
            *(number(t, record.measures.get(name)) for name in measures),
            origin(t, record),
            _state(t, record),
        )
        for record in some
    )
    summed = any(OCCURRENCES in record.measures for record in records)
    more = [t("record-occurrences", name=OCCURRENCES)] if summed else []
    return [
        Text(t.sentences([said, *more])),
        Table(header, rows),
        Attachment(plain(t("record-history-file")), _sheet(t, records)),
    ]


def _names(records: Sequence[Record], kind: str) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in getattr(record, kind)))


def _state(t: Translator, record: Record) -> str:
    if record.state is RecordState.REPLACED:
        return plain(t("record-state-replaced", version=str(record.version)))
    return plain(t(f"record-state-{record.state}"))


def _sheet(t: Translator, records: Sequence[Record]) -> str:
    dimensions, measures = (_names(records, kind) for kind in ("dimensions", "measures"))
    header = [
        *(plain(t(f"record-column-{column}")) for column in ("stream", "day", "at", "id")),
        *dimensions,
        *measures,
        *(plain(t(f"record-column-{column}")) for column in _FILED),
    ]
    lines = [
        [
            record.stream,
            record.day,
            record.at.isoformat() if record.at else None,
            record.id,
            *(record.dimensions.get(name) for name in dimensions),
            *(exact(record.measures.get(name)) for name in measures),
            *(record.source, record.file, record.row),
            record.received_at.isoformat() if record.received_at else None,
            record.version,
            _state(t, record),
        ]
        for record in records
    ]
    return sheet(header, lines)


def examples(t: Translator) -> dict[str, Card]:
    """Show it once, with a record that has an earlier version."""
    first, *others = example_record.deals(chinese=t.chinese)[3:5][::-1]
    shown = history(t, [first, *example_record.earlier(first), *others], today=example.TODAY)
    lot = example_record.inspections(chinese=t.chinese)[0]
    sums = history(t, [replace(lot, measures={**lot.measures, OCCURRENCES: Decimal(31)})], today=example.TODAY)
    return {
        name: Card("data", plain(t("reading-summary")), (Heading(t("reading-headline")), *blocks), t.locale)
        for name, blocks in (("record-history", shown), ("record-history-sums", sums))
    }
