"""How each of a team stands: by their newest figures, the talks that are due, and what was praised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.kit.period import Grain, Period, period_of, previous_period
from bot.overview.domain.team import Stand, stand
from bot.people.domain.person import Kind
from bot.rules.domain.rule import Tone
from bot.talks.services import talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.cases.domain.dispute import Dispute
    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.team import Value
    from bot.overview.ports import Work
    from bot.people.domain.person import Person


_OLDEST = 2
"""A value that is so many whole periods old says nothing about today."""


def stands_of(
    work: Work,
    people: Sequence[Person],
    leads: Sequence[str],
    metric: Metric | None,
    within: Period | None,
    *,
    today: date,
    now: datetime,
) -> list[Stand]:
    """Return how each stands, by name, people before units: nobody is ranked."""
    metrics = {known.key: known for known in work.metrics.all()}
    found = _figures(work, people, metric, within, metrics=metrics, today=today)
    calling = _asked_of(talk.open_talks(work, people, now=now), metric, within)
    shown = [delta for deltas in found.values() for delta in deltas]
    first = min((delta.period.start for delta in shown), default=today)
    praised = _praised(work, people, since=datetime.combine(first, time(0), tzinfo=UTC))
    planned = {pair.person_id: pair.next_at for lead in leads for pair in work.one_on_ones.of(lead)}
    ids = [person.id for person in people]
    remarks, cases = work.remarks.about(ids), work.disputes.about(ids, running=True)
    rows = [
        stand(
            person,
            found.get(person.id, ()),
            metrics,
            calling=calling.get(person.id, ()),
            praised=praised.get(person.id, ()),
            next_at=planned.get(person.id),
        )
        for person in people
    ]
    rows = [replace(row, remarks=said) if (said := _said(row, remarks, cases)) else row for row in rows]
    return sorted(rows, key=lambda row: (row.person.kind is Kind.UNIT, row.person.name, row.person.id))


def _figures(
    work: Work,
    people: Sequence[Person],
    metric: Metric | None,
    within: Period | None,
    *,
    metrics: Mapping[str, Metric],
    today: date,
) -> dict[str, list[Delta]]:
    """Return by person the figures that say something about today, or those of the period that is asked for."""
    oldest = {grain: _oldest(grain, today=today) for grain in Grain}
    found: dict[str, list[Delta]] = {}
    for delta in work.deltas.of([person.id for person in people], within=within):
        asked = delta.metric in metrics and (metric is None or delta.metric == metric.key)
        if asked and (within or delta.period.start >= oldest[metrics[delta.metric].grain]):
            found.setdefault(delta.person_id, []).append(delta)
    return found


def _asked_of(
    calling: Mapping[str, Sequence[Delta]], metric: Metric | None, within: Period | None
) -> dict[str, list[Delta]]:
    """Leave out what is about another metric or other days than were asked for."""
    return {
        who: [
            delta
            for delta in deltas
            if (metric is None or delta.metric == metric.key)
            and (within is None or within.start <= delta.period.start <= within.end)
        ]
        for who, deltas in calling.items()
    }


def _praised(work: Work, people: Sequence[Person], *, since: datetime) -> dict[str, set[Value]]:
    signals = work.rules.lately([person.id for person in people], since=since)
    return _by_person(
        (signal.subject_id, signal.metric, signal.period.start) for signal in signals if signal.tone is Tone.PRAISE
    )


def _by_person(values: Iterable[tuple[str, str, date]]) -> dict[str, set[Value]]:
    found: dict[str, set[Value]] = {}
    for person_id, metric, start in values:
        found.setdefault(person_id, set()).add((metric, start))
    return found


def _said(stand: Stand, remarks: Sequence[Remark], cases: Sequence[Dispute]) -> tuple[str, ...]:
    """Return what somebody added to the value that is shown of them, and what they claim of it in an open case."""
    delta = stand.delta
    if delta is None:
        return ()
    place = (delta.person_id, delta.metric, delta.period.start)
    return (
        *(remark.text for remark in remarks if (remark.person_id, remark.metric, remark.period.start) == place),
        *(case.claim for case in cases if (case.person_id, case.metric, case.period.start) == place),
    )


def _oldest(grain: Grain, *, today: date) -> date:
    """Return where the oldest period begins of which a value still says something about today."""
    period = period_of(today, grain)
    for _ in range(_OLDEST):
        period = previous_period(period, grain)
    return period.start
