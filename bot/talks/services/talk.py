"""Talks at work: with whom one is due about what, for nudges, reports, digests, teams and lists alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.unfinished import is_unfinished
from bot.kit.period import Period, previous_period
from bot.people.domain.person import Kind
from bot.rules.domain.rule import Audience, Scope, Tone
from bot.rules.services.threshold import is_questioned
from bot.talks.domain.talk import current, is_due, one_a_metric
from bot.talks.services.one_on_one_pair import met_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Grain
    from bot.people.domain.person import Person
    from bot.talks.domain.talk import Value
    from bot.talks.ports import Work


def open_talks(work: Work, people: Iterable[Person], *, now: datetime) -> dict[str, list[Delta]]:
    """Return the values that call for a talk with each of some people, the least attained first, by their id.

    This is what "needs a talk" means everywhere: in nudges, on the home page, in the team, in reports and plans. A
    value calls for one while a rule that asks for talks holds for it and it is the newest that says how the person
    stands. A talk, an answer, a correction, or a newer value that is fine closes it. Of whom nothing is, is left out.
    """
    silent = work.restrictions.all()
    ids = [person.id for person in people if person.kind is Kind.PERSON and person.id not in silent]
    standing = standing_values(work, ids)
    calling = due(work, standing, now=now)
    found: dict[str, list[Delta]] = {}
    for delta in one_a_metric(
        delta for delta in standing if (delta.person_id, delta.metric, delta.period.start) in calling
    ):
        found.setdefault(delta.person_id, []).append(delta)
    return found


def standing_values(work: Work, person_ids: list[str]) -> list[Delta]:
    """Return the values by which some people stand, see :func:`bot.talks.domain.talk.current`."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    newest = [delta for delta in work.deltas.of(person_ids) if delta.value is not None and delta.metric in metrics]
    return current(newest, _before_running(work, newest, metrics), metrics)


def _before_running(work: Work, newest: Iterable[Delta], metrics: Mapping[str, Metric]) -> list[Delta]:
    """Return the values of the periods just before those that are still running."""
    running: dict[Grain, dict[date, list[Delta]]] = {}
    for delta in newest:
        grain = metrics[delta.metric].grain
        if is_unfinished(delta, metrics[delta.metric]):
            running.setdefault(grain, {}).setdefault(delta.period.start, []).append(delta)
    found: list[Delta] = []
    for grain, by_start in running.items():
        for start, deltas in by_start.items():
            last = previous_period(Period(start, start), grain)
            wanted = {(delta.person_id, delta.metric) for delta in deltas}
            found += [
                delta
                for delta in work.deltas.of(sorted({who for who, _ in wanted}), within=last)
                if (delta.person_id, delta.metric) in wanted and delta.value is not None
            ]
    return found


def due(work: Work, deltas: Iterable[Delta], *, now: datetime) -> frozenset[Value]:
    """Return about which of these values a talk is due, by the rules that ask a manager for one as they are now.

    What was corrected, has recovered, was talked about or answered is none of them, whatever was said of it earlier;
    nor is what rests on a target or a rule that is in question.
    """
    asked = [rule for rule in work.rules.active() if _asks(rule.tone, rule.scope, rule.audience)]
    silent = work.restrictions.all()
    keys = [(delta.person_id, delta.metric, delta.period.start) for delta in deltas if delta.value is not None]
    calls = work.rules.matching(asked, [key for key in keys if key[0] not in silent], today=now.date())
    answers = work.talk_answers.of(sorted({candidate.subject_id for candidate in calls}))
    found: set[Value] = set()
    stopping = work.thresholds.stopping()
    met: dict[str, datetime | None] = {}
    for candidate in calls:
        if is_questioned(work, candidate, stopping):
            continue
        who = candidate.subject_id
        if who not in met:
            met[who] = met_last(work.one_on_ones.pair(who), now=now)
        said = [
            past
            for past in work.rules.about(who, candidate.metric, candidate.period)
            if past.rule == candidate.rule.key
        ]
        if is_due(candidate, said, met_at=met[who], answers=answers.get(who, ()), now=now):
            found.add((who, candidate.metric, candidate.period.start))
    return frozenset(found)


def _asks(tone: Tone, scope: Scope, audience: Audience) -> bool:
    return tone in {Tone.NUDGE, Tone.ALERT} and scope is Scope.PERSON and audience is not Audience.PERSON
