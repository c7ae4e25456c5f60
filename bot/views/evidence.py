"""Evidence as a card: the arithmetic, the rule in words, the source rows, who was told, and how to object."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain import example
from bot.domain.condition import write
from bot.domain.expression import read
from bot.domain.feedback import OFFLINE
from bot.messages.card import Block, Card, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.number import amount, difference, exact, share
from bot.messages.phrase import title, value
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from bot.domain.evidence import Evidence, Ground
    from bot.domain.reading import Reading
    from bot.messages.i18n import Translator

_MOST_ROWS = 12


def why(t: Translator, evidence: Evidence, *, zone: tzinfo, now: datetime) -> Card:
    """Show what stands behind a message, in the reader's zone."""
    today = now.astimezone(zone).date()
    blocks: list[Block] = [
        Heading(t("evidence-headline", n=len(evidence.grounds))),
        Facts(tuple(_arithmetic(t, one, today=today) for one in evidence.grounds)),
        Text(t.sentences(_rules(t, evidence))),
    ]
    blocks += sources(t, evidence.grounds, zone=zone, now=now)
    names = t.items(person.name for person in evidence.readers)
    blocks.append(Text(t.sentences([t("evidence-readers", names=names), t("evidence-object")])))
    writer = evidence.feedback.pick.writer if evidence.feedback.pick else OFFLINE
    blocks.append(Note(t("evidence-by-rule-text") if writer == OFFLINE else t("evidence-by-model", writer=writer)))
    return Card("why", plain(t("evidence-summary")), tuple(blocks), t.locale)


def _arithmetic(t: Translator, ground: Ground, *, today: date) -> FactLine:
    delta, metric = ground.delta, ground.metric
    period = t.period(delta.period, metric.grain, today=today)
    clauses = [attainment(t, ground), *_missing(t, ground)]
    if delta.previous is not None:
        clauses.append(t("evidence-previous", value=amount(t, delta.previous, metric.unit, bare=True)))
    if delta.peers is not None and delta.peers.median is not None:
        median = amount(t, delta.peers.median, metric.unit, bare=True)
        clauses.append(t("evidence-peers", median=median, n=delta.peers.n))
    if ground.parts:
        clauses.append(t("evidence-made-of", n=ground.parts))
    label = f"{period}{title(t, metric)}" if t.chinese else f"{title(t, metric)}, {period}"
    return FactLine(label, value(t, delta, metric), t.clauses(one for one in clauses if one))


def attainment(t: Translator, ground: Ground) -> Ready:
    """Write how an attainment was computed, "" where there is none."""
    delta, metric = ground.delta, ground.metric
    if delta.attainment is None or delta.target is None or delta.value is None:
        return Ready("")
    numbers = {
        "value": exact(t, delta.value, metric.unit),
        "target": exact(t, delta.target, metric.unit),
        "share": share(t, delta.attainment, apart=1.0),
    }
    start = _start(ground)
    if start is not None:
        return t("evidence-share-start", start=exact(t, start, metric.unit), **numbers)
    return t("evidence-share" if metric.direction.sign > 0 else "evidence-share-lower", **numbers)


def _start(ground: Ground) -> float | None:
    """Work out where a reduction goal began when the attainment is not a plain quotient: (s − v) / (s − T) = a."""
    delta = ground.delta
    if ground.metric.direction.sign > 0 or not delta.value or delta.target is None or delta.attainment is None:
        return None
    if abs(delta.target / delta.value - delta.attainment) <= 1e-9 or delta.attainment == 1:  # noqa: PLR2004 - rounding
        return None
    return round((delta.attainment * delta.target - delta.value) / (delta.attainment - 1), 9)


def _missing(t: Translator, ground: Ground) -> list[Ready]:
    """Say what would have changed the verdict: how much was missing to the target."""
    delta, metric = ground.delta, ground.metric
    if delta.target is None or delta.value is None:
        return []
    short = metric.direction.sign * (delta.target - delta.value)
    if short <= 0:
        return []
    written = difference(t, short, metric.unit)
    if metric.direction.sign > 0:
        return [t("evidence-missing", more=written)]
    return [t("evidence-missing-lower", less=written)]


def _rules(t: Translator, evidence: Evidence) -> list[Ready]:
    if not evidence.rules:
        return [t("evidence-no-rule")]
    shown = {rule.key: rule for _, rule in evidence.rules}
    return [
        t(
            "evidence-rule",
            title=rule.title_zh if t.chinese else rule.title_en,
            condition=Ready(write(read(rule.condition), chinese=t.chinese)),
            version=str(rule.version),
        )
        for rule in shown.values()
    ]


def sources(t: Translator, grounds: Sequence[Ground], *, zone: tzinfo, now: datetime) -> list[Block]:
    """Return the stored rows behind values as a table, nothing when there are none."""
    rows = [row for ground in grounds for row in _rows(t, ground, zone=zone, now=now)]
    if not rows:
        return []
    header = ("what", "value", "source", "arrived", "state")
    first = 1 if len({row[0] for row in rows}) == 1 else 0  # what is the same in every row needs no column
    titles = tuple(t(f"evidence-column-{one}") for one in header[first:])
    return [Table(titles, tuple(row[first:] for row in rows[:_MOST_ROWS]))]


def _rows(t: Translator, ground: Ground, *, zone: tzinfo, now: datetime) -> list[tuple[str, ...]]:
    return [
        (
            plain(title(t, ground.metric)),
            plain(amount(t, float(one.value), ground.metric.unit, apart=ground.delta.target)),
            _source(t, one, parts=ground.parts),
            _arrived(t, one, parts=ground.parts, zone=zone, now=now),
            plain(t("evidence-current") if place == 0 else t("evidence-earlier", version=str(one.version))),
        )
        for place, one in enumerate(ground.versions)
    ]


def _arrived(t: Translator, reading: Reading, *, parts: int, zone: tzinfo, now: datetime) -> str:
    """Write when a value arrived; a sum arrived with its parts, at no time of its own."""
    if reading.received_at is None or (parts and not reading.row):
        return ""
    return t.moment(reading.received_at, zone=zone, now=now)


def _source(t: Translator, reading: Reading, *, parts: int) -> str:
    if parts and not reading.row:
        return plain(t("evidence-made-of", n=parts))
    return plain(t("evidence-row", file=reading.file or reading.source, row=str(reading.row)))


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    return {"why": why(t, example.evidence(chinese=t.chinese), zone=ZoneInfo("Asia/Shanghai"), now=example.NOW)}
