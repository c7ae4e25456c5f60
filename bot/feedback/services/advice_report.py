"""The report on advice: what was told in the twelve months that are over, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.feedback.domain.advice_answer import AdviceVerdict
from bot.feedback.domain.advice_report import AdviceOutcome
from bot.feedback.domain.outline import advice_of, metric_of
from bot.feedback.services.advice import in_force
from bot.feedback.services.advice_answer import OWN
from bot.figures.domain.delta import Flag
from bot.kit.period import Grain, Period, next_period, period_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from bot.feedback.domain.feedback import Feedback
    from bot.feedback.ports import Work
    from bot.figures.domain.metric import Metric

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Told:
    """That somebody was told an advice of a value."""

    advice: str
    person_id: str
    metric: str
    period: Period


def report(work: Work, *, today: date, within: Collection[str] | None = None) -> list[AdviceOutcome]:
    """Return what came of each advice that was told to at least somebody, the most told first.

    ``within`` are the metrics of whose values it counts, None for all.

    Only months that are over count, so that nobody sees a count change with one person's answer. Of somebody who was
    told the same more than once the first time counts.
    """
    until = period_of(today, Grain.MONTH).start
    since = until.replace(year=until.year - 1)
    first, last = (datetime.combine(day, time(), tzinfo=UTC) for day in (since, until))
    told = _first(event for sent in work.feedback.sent(OWN, since=first, until=last) for event in _events(sent, within))
    answers: dict[tuple[str, str], set[AdviceVerdict]] = defaultdict(set)
    for answer in work.advice_answers.until(last):
        answers[answer.advice, answer.person_id].add(answer.verdict)
    better = _better(work, told)
    names = {key: each.name for key, each in in_force(work).items()}
    found: dict[str, list[_Told]] = defaultdict(list)
    for event in told:
        found[event.advice].append(event)
    outcomes = [
        replace(_outcome(key, events, answers, better), name=names.get(key, {})) for key, events in found.items()
    ]
    return sorted(outcomes, key=lambda outcome: (-len(outcome.told), outcome.key))


def _events(sent: Feedback, within: Collection[str] | None) -> Iterator[_Told]:
    for step in sent.pick.step_ids if sent.pick else ():
        for person, metric, period in sent.deltas:
            told = metric == metric_of(step) and person == sent.reader_id
            if told and (within is None or metric in within):
                yield _Told(advice_of(step), person, metric, period)


def _first(events: Iterable[_Told]) -> list[_Told]:
    seen: dict[tuple[str, str], _Told] = {}
    for event in events:
        seen.setdefault((event.advice, event.person_id), event)
    return list(seen.values())


def _outcome(
    key: str,
    events: list[_Told],
    answers: Mapping[tuple[str, str], set[AdviceVerdict]],
    better: Mapping[_Told, bool],
) -> AdviceOutcome:
    def said(verdict: AdviceVerdict) -> frozenset[str]:
        return frozenset(event.person_id for event in events if verdict in answers.get((key, event.person_id), ()))

    return AdviceOutcome(
        key=key,
        told=frozenset(event.person_id for event in events),
        tried=said(AdviceVerdict.DONE),
        refused=said(AdviceVerdict.NOT_FOR_ME),
        known=frozenset(event.person_id for event in events if event in better),
        better=frozenset(event.person_id for event in events if better.get(event)),
    )


def _better(work: Work, told: list[_Told]) -> dict[_Told, bool]:
    """Say of each value in the period after which it was told whether it got better, where that period is over.

    Both values are those that count by now: what was told may have been corrected since.
    """
    metrics = {metric.key: metric for metric in work.metrics.all()}
    known = [event for event in told if event.metric in metrics]
    if not known:
        return {}
    following = {event: _next(event, metrics[event.metric]).start for event in known}
    people, keys = {event.person_id for event in known}, {event.metric for event in known}
    within = Period(min(event.period.start for event in known), max(following.values()))
    values = {
        (delta.person_id, delta.metric, delta.period.start): delta.value
        for delta in work.deltas.past(sorted(people), sorted(keys), within=within)
        if delta.value is not None and not delta.flags & (Flag.PARTIAL_PERIOD | Flag.QUARANTINED)
    }
    found = {}
    for event in known:
        before, after = (
            values.get((event.person_id, event.metric, start)) for start in (event.period.start, following[event])
        )
        if before is not None and after is not None:
            found[event] = metrics[event.metric].direction.sign * (after - before) > 0
    return found


def _next(event: _Told, metric: Metric) -> Period:
    return next_period(period_of(event.period.start, metric.grain), metric.grain)
