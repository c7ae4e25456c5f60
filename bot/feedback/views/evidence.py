"""Evidence as a card: the arithmetic, the rule in words, the source rows, who was told, and how to object."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver
from bot.feedback.domain.evidence import Ground, ToldValue, short_of
from bot.feedback.domain.feedback import OFFLINE, Occasion
from bot.feedback.domain.outline_called import bar_of
from bot.feedback.views import driver
from bot.figures.domain import example, example_record
from bot.figures.views import dependency, record
from bot.figures.views.origin import origin
from bot.figures.views.phrase import around, title, value
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Quote,
    Table,
    Text,
)
from bot.messages.number import amount, difference, exact, share
from bot.messages.text import Ready, literal, plain
from bot.rules.domain.condition import write
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.feedback.domain.evidence import Evidence
    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.messages.i18n import Translator

_MOST_ROWS, _TOGETHER = 12, 3


def why(t: Translator, evidence: Evidence, *, zone: tzinfo, now: datetime, own: bool) -> Card:
    """Show what stands behind a message or a value, in the reader's zone; ``own`` says that it is about the reader."""
    today = now.astimezone(zone).date()
    n = len(evidence.grounds)
    heading = t("evidence-headline", n=n) if evidence.feedback else t("evidence-headline-value")
    facts = [_arithmetic(t, ground, today=today, alone=n == 1) for ground in evidence.grounds]
    blocks: list[Block] = [
        Heading(heading),
        *(Facts(tuple(facts[at : at + _TOGETHER])) for at in range(0, len(facts), _TOGETHER)),
        *driver.of_grounds(t, evidence.grounds, today=today),
        *dependency.beside(t, evidence.late, _results(evidence), today=today),
        *(quote(t, ground.remark, evidence.subject.name) for ground in evidence.grounds if ground.remark),
        Text(t.sentences(_rules(t, evidence, own=own))),
    ]
    if changes := _changes(t, evidence):
        blocks.append(Text(t.sentences(changes)))
    blocks += sources(t, evidence.grounds, zone=zone, now=now)
    blocks += _records(t, evidence.grounds, today=today)
    reader = evidence.subject.id if own else ""
    names, later = (
        t.items(t("evidence-reader-you") if person.id == reader else person.name for person in some)
        for some in (evidence.readers, evidence.waiting)
    )
    told = [t("evidence-readers", names=names)] if evidence.readers else [t("evidence-readers-none")]
    told += [t("evidence-readers-waiting", names=later)] if evidence.waiting else []
    blocks.append(Text(t.sentences([*told, t("evidence-object" if own else "evidence-object-other")])))
    blocks.append(_choices(t, evidence, own=own))
    if evidence.feedback:
        writer = evidence.feedback.pick.writer if evidence.feedback.pick else OFFLINE
        blocks.append(Note(t("evidence-by-rule-text") if writer == OFFLINE else t("evidence-by-model", writer=writer)))
    summary = plain(t("evidence-summary" if evidence.feedback else "evidence-summary-value"))
    return Card("why", summary, tuple(blocks), t.locale)


def _results(evidence: Evidence) -> list[tuple[Delta, Metric]]:
    return [(ground.delta, ground.metric) for ground in evidence.grounds if not ground.of]


def _records(t: Translator, grounds: Sequence[Ground], *, today: date) -> list[Block]:
    """Show the records of a value that is alone; of several, offer those of each."""
    if len(grounds) == 1:
        made = [ground.records for ground in grounds if ground.records]
        return [block for evidence in made for block in record.blocks(t, evidence, today=today)]
    offered = [
        record.opener(t, ground.records, of=ground.of) for ground in grounds if ground.records and ground.records.rows
    ]
    return [Choices(tuple(offered[at : at + _TOGETHER])) for at in range(0, len(offered), _TOGETHER)]


def quote(t: Translator, remark: Remark, name: str) -> Quote:
    """Show what somebody added to a value, marked as what no data says."""
    return Quote(literal(remark.text), t("evidence-remark", name=name))


def _choices(t: Translator, evidence: Evidence, *, own: bool) -> Choices:
    """Offer the stored rows, and to the person themselves to object and to add what the data does not show."""
    first = evidence.grounds[0].delta if evidence.grounds else None
    args: tuple[tuple[str, str], ...] = (("person", evidence.subject.id),)
    place: tuple[tuple[str, str], ...] = ()
    if first and len(evidence.grounds) == 1:
        place = (("value", f"{first.metric}:{first.period.start.isoformat()}"),)
    buttons = [Button(plain(t("evidence-data")), Action("data", (*args, *place)))]
    if own and first:
        key = (("f", evidence.feedback.key),) if evidence.feedback else ()
        if not any(ground.case for ground in evidence.grounds):
            buttons.append(Button(plain(t("evidence-dispute")), Action("dispute", (*place, *key))))
        buttons.append(Button(plain(t("evidence-add")), Action("context", place)))
    return Choices(tuple(buttons))


def _arithmetic(t: Translator, ground: Ground, *, today: date, alone: bool) -> FactLine:
    delta, metric = ground.delta, ground.metric
    period = t.period(delta.period, metric.grain, today=today)
    clauses = [*_told(t, ground, today=today), attainment(t, ground), *_missing(t, ground)]
    if delta.previous is not None:
        clauses.append(
            t(
                "evidence-previous",
                value=amount(t, delta.previous, metric.unit, apart=(*around(delta), delta.previous), bare=True),
            )
        )
    if delta.peers is not None and delta.peers.median is not None:
        median = amount(t, delta.peers.median, metric.unit, apart=(*around(delta), delta.previous), bare=True)
        clauses.append(t("evidence-peers", median=median, n=delta.peers.n))
    if ground.records and not alone:  # of one value the list of its records says it
        clauses.append(t("evidence-made-of-records", n=ground.records.n))
    elif ground.parts and not ground.records:
        clauses.append(t("evidence-made-of", n=ground.parts))
    if ground.case:
        clauses.append(t("evidence-disputed", number=str(ground.case)))
    label = f"{period}{title(t, metric)}" if t.chinese else f"{title(t, metric)}, {period}"
    if ground.of:
        label = plain(t("nudge-context", unit=ground.of, title=label))
    return FactLine(
        label, value(t, delta, metric, previous=delta.previous), t.clauses(clause for clause in clauses if clause)
    )


def _told(t: Translator, ground: Ground, *, today: date) -> list[Ready]:
    """Say what the message said, where the value is another one by now."""
    if ground.told is None:
        return []
    unit = ground.metric.unit
    said = amount(t, ground.told.value, unit, apart=(ground.delta.value, ground.delta.target), bare=True)
    return [t("evidence-told", value=said, day=t.day(ground.told.to, today=today))]


def attainment(t: Translator, ground: Ground) -> Ready:
    """Write how an attainment was computed, "" where there is none."""
    delta, metric = ground.delta, ground.metric
    if delta.attainment is None or delta.target is None or delta.value is None:
        return Ready("")
    numbers = {
        "value": exact(t, delta.value, metric.unit, apart=delta.target),
        "target": exact(t, delta.target, metric.unit, apart=delta.value),
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
    """Say how much was missing to the target."""
    if ground.delta.target is None:
        return []
    short, counted = short_of(ground.delta, ground.metric, ground.delta.target)
    return [t("evidence-missing", change=_more_or_less(t, ground, short, counted))] if short else []


def _more_or_less(t: Translator, ground: Ground, short: float, counted: float | None) -> Ready:
    key = "evidence-more" if ground.metric.direction.sign > 0 else "evidence-less"
    if counted is not None:
        of = t.decimal(ground.delta.denominator or 0.0, decimals=0)
        return t(f"{key}-cases", n=t.decimal(counted, decimals=1), of=of)
    return t(key, much=difference(t, short, ground.metric.unit))


def _changes(t: Translator, evidence: Evidence) -> list[Ready]:
    """Say what would have kept the rules silent: how far a value was from the number that they hold it against."""
    found: dict[str, Ready] = {}
    for signal, rule in evidence.rules:
        for ground in evidence.grounds:
            bar = bar_of(rule.condition, ground.delta)
            if ground.delta.metric != signal.metric or bar is None or signal.tone is Tone.PRAISE:
                continue
            goal = bar.limit
            if bar.fact == "attainment":
                if ground.delta.target is None or ground.metric.direction.sign < 0:
                    continue
                goal = bar.limit * ground.delta.target
            short, counted = short_of(ground.delta, ground.metric, goal)
            if short and goal != ground.delta.target:
                found[rule.key] = t("evidence-change", change=_more_or_less(t, ground, short, counted))
    return list(found.values())


def _rules(t: Translator, evidence: Evidence, *, own: bool) -> list[Ready]:
    if not evidence.rules:
        corrects = evidence.feedback and evidence.feedback.occasion is Occasion.CORRECTION
        return [t("evidence-corrects")] if corrects else [t("evidence-no-rule" if own else "evidence-no-rule-other")]
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
    """Return the stored rows behind values that are not made of records as a table, nothing when there are none."""
    rows = [row for ground in grounds if not ground.records for row in _rows(t, ground, zone=zone, now=now)]
    if not rows:
        return []
    header = ("what", "value", "source", "arrived", "state")
    first = 1 if len({row[0] for row in rows}) == 1 else 0  # what is the same in every row needs no column
    titles = tuple(t(f"evidence-column-{column}") for column in header[first:])
    return [Table(titles, tuple(row[first:] for row in rows[:_MOST_ROWS]))]


def _rows(t: Translator, ground: Ground, *, zone: tzinfo, now: datetime) -> list[tuple[str, ...]]:
    return [
        (
            plain(title(t, ground.metric)),
            plain(amount(t, float(version.value), ground.metric.unit, apart=ground.delta.target)),
            _source(t, version, parts=ground.parts),
            _arrived(t, version, parts=ground.parts, zone=zone, now=now),
            plain(t("evidence-current") if place == 0 else t("evidence-earlier", version=str(version.version))),
        )
        for place, version in enumerate(ground.versions)
    ]


def _arrived(t: Translator, reading: Reading, *, parts: int, zone: tzinfo, now: datetime) -> str:
    """Write when a value arrived; a sum arrived with its parts, at no time of its own."""
    if reading.received_at is None or (parts and reading.computed):
        return ""
    return t.moment(reading.received_at, zone=zone, now=now)


def _source(t: Translator, reading: Reading, *, parts: int) -> str:
    if parts and reading.computed:
        return plain(t("evidence-made-of", n=parts))
    return origin(t, reading)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    zone = ZoneInfo("Asia/Shanghai")
    told = feedback_example.evidence(chinese=t.chinese)
    (ground,) = told.grounds
    disputed = replace(ground, case=12, remark=feedback_example.remark(chinese=t.chinese))
    value = replace(told, feedback=None, grounds=(disputed,))
    shown = example_record.evidence("collections", "S1", example_record.WON, example_record.deals(chinese=t.chinese))
    driven = example_driver.drivers(chinese=t.chinese)
    deals = replace(told, grounds=(replace(ground, records=shown, drivers=driven),))
    lots = example_record.inspections(chinese=t.chinese)
    shown = example_record.evidence("defect_rate", "W1", example_record.REJECTS, lots)
    rates = example_driver.rate_drivers(chinese=t.chinese)
    rejects = Ground(example.DEFECTS, shown.metric, (), records=shown, drivers=rates)
    worker = replace(value, subject=example.people(chinese=t.chinese)["W1"], grounds=(rejects,), rules=())
    moved = replace(ground, records=deals.grounds[0].records, told=ToldValue(338_000.0, date(2026, 10, 24)))
    line = replace(rejects, of=example.people(chinese=t.chinese)["L2"].name)
    several = replace(told, grounds=(moved, line))
    return {
        "why-records": why(t, deals, zone=zone, now=example.NOW, own=False),
        "why-records-several": why(t, several, zone=zone, now=example.NOW, own=True),
        "why-ratio": why(t, worker, zone=zone, now=example.NOW, own=True),
        "why-late": why(t, replace(told, late=example.late(chinese=t.chinese)), zone=zone, now=example.NOW, own=False),
        "why": why(t, told, zone=zone, now=example.NOW, own=False),
        "why-value": why(t, value, zone=zone, now=example.NOW, own=True),
    }
