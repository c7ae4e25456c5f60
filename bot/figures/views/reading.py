"""The stored rows behind somebody's values: the newest as a table, all of them as a file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.figures.domain import example, example_record
from bot.figures.views.origin import origin
from bot.figures.views.phrase import title
from bot.figures.views.record_history import history
from bot.messages.card import Attachment, Block, Card, Heading, Note, Table, Text
from bot.messages.i18n import named
from bot.messages.number import amount
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.figures.domain.record import Record
    from bot.messages.i18n import Translator

_MOST_ROWS = 12
_COLUMNS = ("what", "period", "value", "of", "source", "arrived", "version")
_FILED = (
    *("metric", "first", "last", "value", "numerator", "denominator", "origin", "file", "row"),
    *("arrived", "number", "counts"),
)


def rows(
    t: Translator,
    found: Sequence[Reading],
    *,
    records: Sequence[Record] = (),
    metrics: Mapping[str, Metric],
    name: str,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Show stored rows, newest period first and each with its earlier versions, and below them versions of records.

    ``name`` is "" for one's own.
    """
    whole = t("reading-headline-other", name=named(t, name)) if name else t("reading-headline")
    summary = plain(t("reading-summary"))
    known = [reading for reading in found if reading.metric in metrics]
    below = history(t, records, today=now.astimezone(zone).date())
    if not known and not below:
        texts = [t("reading-nothing"), t("reading-nothing-step")]
        return Card("data", summary, (Heading(whole), Text(t.sentences(texts))), t.locale)
    above = _stored(t, known, metrics=metrics, zone=zone, now=now) if known else []
    note = Note(t("reading-note-other" if name else "reading-note"))
    return Card("data", summary, (Heading(whole), *above, *below, note), t.locale)


def _stored(
    t: Translator, known: Sequence[Reading], *, metrics: Mapping[str, Metric], zone: tzinfo, now: datetime
) -> list[Block]:
    counting = {(reading.metric, reading.period.start): reading.version for reading in reversed(known)}
    lines = [
        _line(t, reading, metrics[reading.metric], counting=counting, zone=zone, now=now)
        for reading in known[:_MOST_ROWS]
    ]
    shown = [at for at in range(len(_COLUMNS)) if len({line[at] for line in lines}) > 1 or (at > 0 and lines[0][at])]
    header = tuple(plain(t(f"reading-column-{_COLUMNS[at]}")) for at in shown)
    blocks: list[Block] = []
    if 0 not in shown:
        blocks.append(Text(t("reading-metric", title=lines[0][0])))
    blocks.append(Table(header, tuple(tuple(line[at] for at in shown) for line in lines)))
    if len(known) > _MOST_ROWS:
        blocks.append(Text(t("reading-more", n=len(known))))
    return [*blocks, Attachment(plain(t("reading-file")), _file(t, known, metrics, counting))]


def _line(
    t: Translator,
    reading: Reading,
    metric: Metric,
    *,
    counting: Mapping[tuple[str, date], int],
    zone: tzinfo,
    now: datetime,
) -> tuple[str, ...]:
    """Show a stored version in the order of ``_COLUMNS``; ``counting`` holds the version that counts of each value."""
    of = ""
    if reading.numerator is not None and reading.denominator is not None:
        numerator, denominator = (
            t.decimal(float(part), decimals=2) for part in (reading.numerator, reading.denominator)
        )
        of = t("phrase-cases", numerator=numerator, denominator=denominator)
    current = counting[reading.metric, reading.period.start] == reading.version
    return (
        title(t, metric),
        t.period(reading.period, metric.grain, today=now.astimezone(zone).date()),
        plain(amount(t, float(reading.value), metric.unit)),
        plain(of),
        origin(t, reading),
        t.moment(reading.received_at, zone=zone, now=now) if reading.received_at else "",
        plain(t("evidence-current") if current else t("evidence-earlier", version=str(reading.version))),
    )


def _file(
    t: Translator,
    found: Sequence[Reading],
    metrics: Mapping[str, Metric],
    counting: Mapping[tuple[str, date], int],
) -> str:
    header = [plain(t(f"reading-column-{column}")) for column in _FILED]
    lines = [
        (
            title(t, metrics[reading.metric]),
            reading.period.start,
            reading.period.end,
            f"{reading.value:f}",
            None if reading.numerator is None else f"{reading.numerator:f}",
            None if reading.denominator is None else f"{reading.denominator:f}",
            plain(origin(t, reading)) if reading.computed else reading.source,
            reading.file if not reading.computed else None,
            reading.row or None,
            reading.received_at.isoformat() if reading.received_at else None,
            reading.version,
            plain(
                t("reading-yes" if counting[reading.metric, reading.period.start] == reading.version else "reading-no")
            ),
        )
        for reading in found
    ]
    return sheet(header, lines)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    after, before = example.versions()
    counted = replace(after, numerator=Decimal(48), denominator=Decimal(2000))
    zone, name = ZoneInfo("Asia/Shanghai"), example.people(chinese=t.chinese)["W1"].name

    def shown(*found: Reading, name: str = "") -> Card:
        return rows(t, found, metrics=example.METRICS, name=name, zone=zone, now=example.NOW)

    made = replace(
        after, person_id="S1", metric="collections", value=Decimal(36_500), batch=3, file="", row=0, version=1
    )
    first, *others = example_record.deals(chinese=t.chinese)[3:5][::-1]
    versions = [first, *example_record.earlier(first), *others]
    below = rows(t, [made], records=versions, metrics=example.METRICS, name="", zone=zone, now=example.NOW)
    return {"data": shown(counted, before), "data-other": shown(name=name), "data-records": below}
