"""The stored rows behind somebody's values: the newest as a table, all of them as a file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.figures.views.origin import origin
from bot.figures.views.phrase import title
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
    metrics: Mapping[str, Metric],
    name: str,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Show stored rows, newest period first and each with its earlier versions; ``name`` is "" for one's own."""
    today = now.astimezone(zone).date()
    whole = t("reading-headline-other", name=named(t, name)) if name else t("reading-headline")
    summary = plain(t("reading-summary"))
    known = [one for one in found if one.metric in metrics]
    if not known:
        texts = [t("reading-nothing"), t("reading-nothing-step")]
        return Card("data", summary, (Heading(whole), Text(t.sentences(texts))), t.locale)
    counting = {(one.metric, one.period.start): one.version for one in reversed(known)}
    lines = []
    for one in known[:_MOST_ROWS]:
        metric = metrics[one.metric]
        of = (
            t(
                "phrase-cases",
                numerator=t.decimal(float(one.numerator), decimals=2),
                denominator=t.decimal(float(one.denominator), decimals=2),
            )
            if one.numerator is not None and one.denominator is not None
            else ""
        )
        current = counting[one.metric, one.period.start] == one.version
        state = t("evidence-current") if current else t("evidence-earlier", version=str(one.version))
        lines.append(
            (
                title(t, metric),
                t.period(one.period, metric.grain, today=today),
                plain(amount(t, float(one.value), metric.unit)),
                plain(of),
                origin(t, one),
                t.moment(one.received_at, zone=zone, now=now) if one.received_at else "",
                plain(state),
            )
        )
    shown = [at for at in range(len(_COLUMNS)) if len({line[at] for line in lines}) > 1 or (at > 0 and lines[0][at])]
    header = tuple(plain(t(f"reading-column-{_COLUMNS[at]}")) for at in shown)
    blocks: list[Block] = [Heading(whole)]
    if 0 not in shown:
        blocks.append(Text(t("reading-metric", title=lines[0][0])))
    blocks.append(Table(header, tuple(tuple(line[at] for at in shown) for line in lines)))
    if len(known) > _MOST_ROWS:
        blocks.append(Text(t("reading-more", n=len(known))))
    blocks.append(Attachment(plain(t("reading-file")), _file(t, known, metrics, counting)))
    note = t("reading-note-other" if name else "reading-note")
    return Card("data", summary, (*blocks, Note(note)), t.locale)


def _file(
    t: Translator,
    found: Sequence[Reading],
    metrics: Mapping[str, Metric],
    counting: Mapping[tuple[str, date], int],
) -> str:
    header = [plain(t(f"reading-column-{one}")) for one in _FILED]
    lines = [
        (
            title(t, metrics[one.metric]),
            one.period.start,
            one.period.end,
            f"{one.value:f}",
            None if one.numerator is None else f"{one.numerator:f}",
            None if one.denominator is None else f"{one.denominator:f}",
            one.source,
            one.file,
            one.row,
            one.received_at.isoformat() if one.received_at else None,
            one.version,
            plain(t("reading-yes" if counting[one.metric, one.period.start] == one.version else "reading-no")),
        )
        for one in found
    ]
    return sheet(header, lines)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    after, before = example.versions()
    counted = replace(after, numerator=Decimal(48), denominator=Decimal(2000))
    zone, name = ZoneInfo("Asia/Shanghai"), example.people(chinese=t.chinese)["W1"].name

    def shown(*found: Reading, name: str = "") -> Card:
        return rows(t, found, metrics=example.METRICS, name=name, zone=zone, now=example.NOW)

    return {"data": shown(counted, before), "data-other": shown(name=name)}
