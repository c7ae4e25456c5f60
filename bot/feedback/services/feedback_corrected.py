"""What messages told that was corrected since, apart from what has only grown, and what of them no longer holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Mark, Occasion, TakenBack
from bot.feedback.domain.outline import told
from bot.feedback.services.story import mark_of
from bot.figures.domain.delta import Flag
from bot.figures.domain.record_evidence import equal
from bot.figures.services.record_evidence import made_by_then, made_now
from bot.people.domain.person import Kind
from bot.rules.domain.condition import evaluate
from bot.rules.domain.expression import read
from bot.rules.domain.gate_unfinished import facts_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.feedback import Feedback
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.rules.domain.rule import Signal

    Key = tuple[str, str, Period]


def corrected_to(work: Work, sent: Feedback, key: Key) -> float | None:
    """Return what a value that a message told is by corrections alone; None where it is as it was, or has only grown.

    Of one that is made of a person's records those count, as they are now, that had come in by then. What a unit's is
    made of, and what was given as it is, show by how often they were corrected.
    """
    delta, metric, person = work.deltas.get(*key), work.metrics.get(key[1]), work.people.get(key[0])
    if delta is None or delta.value is None or metric is None or person is None or Flag.RESTATED not in delta.flags:
        return None
    if dict(zip(sent.deltas, sent.revisions, strict=False)).get(key) == delta.revision:
        return None
    before = dict(zip(sent.deltas, sent.values, strict=False)).get(key)
    stands = next(iter(work.readings.evidence(*key)), None)
    if before is None or stands is None or person.kind is Kind.UNIT or not made_now(work, stands, metric):
        return delta.value
    out = work.outbox.get(sent.key)
    then = made_by_then(work, person, metric, key[2], at=out.created_at if out else sent.data_at)
    return None if then is None or equal(then, Decimal(repr(before))) else float(then)


def overturned(work: Work, sent: Feedback, key: Key) -> bool:
    """Say whether what a message said of a value would not be said of it now, because that was corrected.

    A value that reaches further by now says something else of more days, and one that has grown of more that came in:
    nothing was wrong with what was said.
    """
    delta, metric = work.deltas.get(*key), work.metrics.get(key[1])
    said = told(sent.pick).get(key[1]) if sent.pick else None
    if delta is None or metric is None or said is None or delta.value is None or delta.period.end > key[2].end:
        return False
    corrected = corrected_to(work, sent, key)
    if corrected is None:
        return False
    signals = [signal for signal in work.rules.signals(sent.signals) if signal.metric == key[1]]
    if signals and sent.occasion is not Occasion.CORRECTION:  # which was sent because they held no more
        holding = work.rules.holding(signals, today=sent.data_at.date())
        return not holding and (corrected == delta.value or not _would_hold(work, signals, metric, corrected))
    return all(_reads(work, mine, metric) is not said for mine in (delta, _at(delta, metric, corrected)))


def why_taken_back(work: Work, sent: Feedback, signals: Sequence[Signal]) -> TakenBack:
    """Return why nothing calls for the talk any more that a nudge asked for, by the values that its rules went by."""
    called = {signal.metric for signal in signals}
    keys = [key for key in sent.deltas if key[0] == sent.subject_id and key[1] in called]
    for key in keys:
        corrected, metric = corrected_to(work, sent, key), work.metrics.get(key[1])
        theirs = [signal for signal in signals if signal.metric == key[1]]
        if corrected is not None and metric and not _would_hold(work, theirs, metric, corrected):
            return TakenBack.CORRECTED
    asked = {(rule.key, rule.version) for rule in work.rules.active()}
    as_then = all((signal.rule, signal.rule_version) in asked for signal in signals)
    return TakenBack.RECOVERED if as_then and all(_is_better(work, sent, key) for key in keys) else TakenBack.CHANGED


def _would_hold(work: Work, signals: Sequence[Signal], metric: Metric, value: float) -> bool:
    """Say whether a rule would have fired all the same, as it is now, with another value than it fired for."""
    rules = {rule.key: rule for rule in work.rules.active()}
    return any(
        evaluate(read(rules[signal.rule].condition), facts_at(signal.facts, value, better=metric.direction.sign))
        for signal in signals
        if signal.rule in rules
    )


def _reads(work: Work, delta: Delta, metric: Metric) -> Mark:
    return mark_of(work, delta, metric) or Mark.PLAIN


def _at(delta: Delta, metric: Metric, value: float) -> Delta:
    """Return a delta as it would be with another value."""
    if value == delta.value:
        return delta
    known = {"value": delta.value, "target": delta.target, "attainment": delta.attainment}
    share = facts_at(known, value, better=metric.direction.sign)["attainment"]
    by = value - (delta.value or 0.0)
    return replace(
        delta,
        value=value,
        attainment=share if isinstance(share, float) else None,
        change=None if delta.change is None else delta.change + by,
        year_ago_change=None if delta.year_ago_change is None else delta.year_ago_change + by,
    )


def _is_better(work: Work, sent: Feedback, key: Key) -> bool:
    """Say whether a value is better than it was told, by itself or beside what it is measured against."""
    delta, metric, place = work.deltas.get(*key), work.metrics.get(key[1]), sent.deltas.index(key)
    then, target = (said[place] if place < len(said) else None for said in (sent.values, sent.targets))
    if delta is None or delta.value is None or metric is None or then is None:
        return False
    shares = [(delta.value, then)]
    if delta.target and target:
        shares.append((delta.value / delta.target, then / target))
    return any(metric.direction.sign * (now - before) > 0 for now, before in shares)
