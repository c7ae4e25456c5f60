"""Evidence at work: the values around a value, and everything that stands behind a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import Denied, NotFound
from bot.domain.evidence import Evidence, Ground
from bot.domain.person import Kind
from bot.domain.reading import previous_period

if TYPE_CHECKING:
    from bot.domain.delta import Delta
    from bot.domain.metric import Grain
    from bot.domain.person import Person
    from bot.ports import Work

_TREND = 12
_WORTH_DRAWING = 4
_BEFORE = 2


def trend(work: Work, delta: Delta) -> list[Delta]:
    """Return the newest values of a series up to this one, oldest first; none when they are too few to draw."""
    series = [one for one in work.deltas.find(person_id=delta.person_id, metric=delta.metric) if one.value is not None]
    upto = sorted((one for one in series if one.period.start <= delta.period.start), key=lambda one: one.period.start)
    return upto[-_TREND:] if len(upto) >= _WORTH_DRAWING else []


def before(work: Work, delta: Delta, grain: Grain) -> list[Delta]:
    """Return the values of the periods directly before, newest first, up to the first gap."""
    found: list[Delta] = []
    period = delta.period
    while len(found) < _BEFORE:
        period = previous_period(period, grain)
        earlier = work.deltas.get(delta.person_id, delta.metric, period)
        if earlier is None or earlier.value is None:
            break
        found.append(earlier)
    return found


def members(work: Work, unit: Person) -> list[Person]:
    """Return the people and units that belong to a unit."""
    names = {unit.id, unit.name}
    return [one for one in work.people.all() if one.id != unit.id and (one.unit or one.department) in names]


def parts(work: Work, unit: Person, delta: Delta) -> list[tuple[str, Delta]]:
    """Return a unit's members with their share in its value, the largest first."""
    names = {one.id: one.name for one in members(work, unit)}
    found = [
        one
        for one in work.deltas.find(metric=delta.metric, start=delta.period.start)
        if one.person_id in names and one.value is not None
    ]
    found.sort(key=lambda one: -(one.numerator if one.numerator is not None else one.value or 0.0))
    return [(names[one.person_id], one) for one in found]


def why(work: Work, reader: Person, key: str) -> Evidence:
    """Return what stands behind a feedback, for somebody who was sent it or whom it is about.

    Raises:
        NotFound: when there is no such feedback.
        Denied: when it is none of the reader's.
    """
    feedback = work.feedback.get(key)
    subject = work.people.get(feedback.subject_id) if feedback else None
    if feedback is None or subject is None:
        raise NotFound("evidence-gone")
    if reader.id not in {feedback.reader_id, feedback.subject_id}:
        raise Denied("evidence-denied")
    metrics = {metric.key: metric for metric in work.metrics.all()}
    grounds = []
    for person_id, metric, period in feedback.deltas:
        delta = work.deltas.get(person_id, metric, period)
        if delta and metric in metrics:
            versions = tuple(work.readings.evidence(person_id, metric, period))
            grounds.append(Ground(delta, metrics[metric], versions, _made_of(work, subject, delta)))
    rules = {rule.key: rule for rule in work.rules.active()}
    signals = [one for one in work.rules.signals(feedback.signals) if one.rule in rules]
    heard = dict.fromkeys([feedback.reader_id, *([subject.id] if subject.kind is Kind.PERSON else [])])
    readers = tuple(person for one in heard if (person := work.people.get(one)))
    return Evidence(feedback, subject, tuple(grounds), tuple((one, rules[one.rule]) for one in signals), readers)


def _made_of(work: Work, subject: Person, delta: Delta) -> int:
    return len(parts(work, subject, delta)) if subject.kind is Kind.UNIT else 0
