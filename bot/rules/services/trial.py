"""Trials at work: what one rule, stored or not, would have said in a period, and to how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.suppression import FLOOR, instead, parts, person_digest
from bot.kit.calendar import quarter
from bot.people.domain.audit import What
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.condition import write
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Audience, Tone
from bot.rules.domain.trial import Trial, picks
from bot.rules.services import rule as rules
from bot.rules.services.audience import readers_of
from bot.rules.services.threshold import flagged_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bot.kit.period import Grain, Period
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.rules.domain.condition import Node
    from bot.rules.domain.rule import Rule, Signal
    from bot.rules.ports import Work

_FEW = 50
_ANY = "value >= 0 or value < 0"


def run(work: Work, rule: Rule, *, period: Period, grain: Grain, by: str, now: datetime) -> Trial:
    """Say what a rule would have said of the values that ended in a period, beside those that can silence it.

    That somebody asked is on record, and not what came of it: the record has readers who may not see that.
    """
    key = ("trial", rule, period, grain, quarter(now))
    found = work.recall(key, lambda: _run(work, rule, period=period, grain=grain, now=now))
    detail: dict[str, str | int] = {"about": "rule", "start": period.start.isoformat()}
    work.audit.append(What.READ, actor=by, subject=rule.key, detail=detail, at=now)
    return found


def coarse(work: Work, actor: Actor, found: Trial, *, now: datetime) -> Trial:
    """Return what somebody may see of a trial who may not read figures, and remember what they are told.

    How many it is about, unless the condition picks out fewer than five people by who they are, or holds for everybody
    of a group that could be listed; and with what was told before, so that no two answers show by their difference
    how one of a few does.
    """
    universe = _matching(work, _ANY, found, now=now)
    if any(len(part) < FLOOR for part in parts(_matching(work, write(node), found, now=now) for node in _picks(found))):
        return found.coarse(None)
    everybody = [person for person in work.people.all() if person.id in universe]
    known: dict[str, set[str]] = {}
    for member in everybody:
        for group in (f"role:{member.role}", f"department:{member.department}", f"unit:{member.unit}"):
            known.setdefault(group, set()).add(member.id)
    digests = {subject: person_digest(subject) for subject in universe | found.subjects}

    def hidden(ids: Iterable[str]) -> frozenset[str]:
        return frozenset(digests[key] for key in ids if key in digests)

    told = instead(
        hidden(found.subjects),
        told=work.cells.trials(found.period),
        known=[frozenset()],
        mine=hidden(_mine(work, actor, now=now)),
    )
    if not told or told in {hidden(ids) for ids in (universe, *known.values())}:  # of all of them is of each
        return found.coarse(None)
    work.cells.tell_trial(found.period, told, at=now)
    return found.coarse(len(told))


def _picks(found: Trial) -> list[Node]:
    return picks(read(found.rule.condition))


def _matching(work: Work, condition: str, found: Trial, *, now: datetime) -> frozenset[str]:
    """Return the subjects of values that ended in the period for which a condition holds."""
    asked = replace(found.rule, condition=condition, minimum_n=0)
    span = found.period
    matches = work.rules.matches([asked], today=now.date(), first=span.start, last=span.end)
    return frozenset(match.subject_id for match in matches)


def _mine(work: Work, actor: Actor, *, now: datetime) -> list[str]:
    """Return whose figures the asker may read anyway: their own and those of whom they lead."""
    leads = permission.led_by(work, actor.person, now=now)
    return [actor.person.id, *(person.id for lead in leads for person in work.people.team(lead))]


def _run(work: Work, rule: Rule, *, period: Period, grain: Grain, now: datetime) -> Trial:
    beside = [other for other in work.rules.active() if other.key != rule.key and _can_silence(other, rule)]
    found = rules.test(work, first=period.start, last=period.end, now=now, asked=[rule, *beside])
    mine = [signal for signal in found if signal.rule == rule.key]
    heard = Counter(signal.subject_id for signal in mine if signal.silenced is None)
    subjects = _subjects(work, heard)
    groups, asked = flagged_groups(work, rule, period, now=now)
    told = {signal.subject_id for signal in mine if signal.silenced is None and _value(signal) not in asked}
    return Trial(
        rule=rule,
        period=period,
        grain=grain,
        people=len(heard),
        times=heard.total(),
        readers=_readers(work, {key: subjects[key] for key in told if key in subjects}, rule.audience, now=now),
        held=Counter(signal.silenced for signal in mine if signal.silenced is not None),
        departments=Counter(value.department or "–" for value in subjects.values()),
        roles=Counter(value.role or "–" for value in subjects.values()),
        subjects=frozenset(heard),
        names=tuple((subjects[key].name, times) for key, times in heard.most_common() if key in subjects),
        groups=groups,
        flags_many=bool(groups),
    )


def _value(signal: Signal) -> tuple[str, str, date]:
    return signal.subject_id, signal.metric, signal.period.start


def _can_silence(other: Rule, rule: Rule) -> bool:
    return rule.key in other.suppresses or (other.tone is Tone.PRAISE and rule.tone is Tone.PRAISE)


def _subjects(work: Work, ids: Mapping[str, int]) -> dict[str, Person]:
    if len(ids) > _FEW:
        return {person.id: person for person in work.people.all() if person.id in ids}
    return {member.id: member for person_id in ids if (member := work.people.get(person_id))}


def _readers(work: Work, subjects: Mapping[str, Person], audience: Audience, *, now: datetime) -> int:
    """Count who would have been told; whoever shares manager and department has the same reader."""
    alike = {
        (
            value.id if audience is Audience.PERSON and value.kind is Kind.PERSON else "",
            value.manager_id,
            value.department,
        ): value
        for value in subjects.values()
    }
    return len({reader.id for value in alike.values() for reader in readers_of(work, value, audience, now=now)})
