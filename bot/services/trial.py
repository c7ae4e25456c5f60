"""Trials at work: what one rule, stored or not, would have said in a period, and to how many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain.audit import What
from bot.domain.calendar import quarter
from bot.domain.person import Kind
from bot.domain.rule import Audience, Tone
from bot.domain.trial import Trial
from bot.services import rule as rules
from bot.services.feedback import readers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.metric import Grain
    from bot.domain.person import Person
    from bot.domain.reading import Period
    from bot.domain.rule import Rule
    from bot.ports import Work

_FEW = 50


def run(work: Work, rule: Rule, *, period: Period, grain: Grain, by: str, now: datetime) -> Trial:
    """Say what a rule would have said of the values that ended in a period, beside those that can silence it.

    That somebody asked is on record: whoever asks often enough learns about groups what no single answer tells.
    """
    key = ("trial", rule, period, grain, quarter(now))
    found = work.recall(key, lambda: _run(work, rule, period=period, grain=grain, now=now))
    people = found.people or 0
    detail: dict[str, str | int] = {"about": "rule", "start": period.start.isoformat(), "people": people}
    work.audit.append(What.READ, actor=by, subject=rule.key, detail=detail, at=now)
    return found


def _run(work: Work, rule: Rule, *, period: Period, grain: Grain, now: datetime) -> Trial:
    beside = [one for one in work.rules.active() if one.key != rule.key and _can_silence(one, rule)]
    found = rules.test(work, first=period.start, last=period.end, now=now, asked=[rule, *beside])
    mine = [one for one in found if one.rule == rule.key]
    heard = Counter(one.subject_id for one in mine if one.silenced is None)
    subjects = _subjects(work, heard)
    return Trial(
        rule=rule,
        period=period,
        grain=grain,
        people=len(heard),
        times=heard.total(),
        readers=_readers(work, subjects, rule.audience, now=now),
        held=Counter(one.silenced for one in mine if one.silenced is not None),
        departments=Counter(one.department or "–" for one in subjects.values()),
        roles=Counter(one.role or "–" for one in subjects.values()),
        names=tuple((subjects[one].name, times) for one, times in heard.most_common() if one in subjects),
    )


def _can_silence(other: Rule, rule: Rule) -> bool:
    return rule.key in other.suppresses or (other.tone is Tone.PRAISE and rule.tone is Tone.PRAISE)


def _subjects(work: Work, ids: Mapping[str, int]) -> dict[str, Person]:
    if len(ids) > _FEW:
        return {one.id: one for one in work.people.all() if one.id in ids}
    return {one.id: one for person_id in ids if (one := work.people.get(person_id))}


def _readers(work: Work, subjects: Mapping[str, Person], audience: Audience, *, now: datetime) -> int:
    """Count who would have been told; whoever shares manager and department has the same reader."""
    alike = {
        (one.id if audience is Audience.PERSON and one.kind is Kind.PERSON else "", one.manager_id, one.department): one
        for one in subjects.values()
    }
    return len({reader.id for one in alike.values() for reader in readers_of(work, one, audience, now=now)})
