"""Thresholds at work: how many of a group one flags, whether it is in question, and who owns it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.kit.period import period_of
from bot.people.domain.permission import Act, Relation
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.condition import Not, write
from bot.rules.domain.expression import read
from bot.rules.domain.gate import unfit
from bot.rules.domain.rule import Rule, Scope
from bot.rules.domain.threshold import (
    FAR,
    QUIET,
    Group,
    GroupKind,
    Spread,
    ThresholdCheck,
    ThresholdState,
    asks_about,
    grouped,
    limit_of,
    rests_on_target,
    says_nothing,
    spread,
)
from bot.rules.domain.trial import FlaggedGroup
from bot.rules.services.rule import known_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.kit.period import Period
    from bot.people.domain.person import Person
    from bot.rules.domain.candidate import Candidate
    from bot.rules.ports import Work

_ASKED, _OPPOSITE = "asked", "opposite"
Value = tuple[str, str, date]
"""A person or unit, a metric, and the first day of a period."""


def members(work: Work, group: Group) -> list[str]:
    """Return the ids of the people, or units, of a group."""
    return [person_id for person_id, mine in grouped(work.people.all()).items() if mine == group]


def title_of(work: Work, group: Group) -> str:
    """Return how people call a group: a unit by its name, "" for all units."""
    units = (person for person in work.people.all() if person.kind is Kind.UNIT)
    named = (unit.name for unit in units if group.kind is GroupKind.UNIT and group.name in {unit.id, unit.name})
    return next(named, group.name)


def measure(work: Work, rule: Rule, metric: str, start: date, group: Group, *, now: datetime) -> Spread:
    """Return whom of a group a rule fits, of those to whom it applies: of whom it can be said and may be said now.

    ``FAR`` asks who is far from the target.
    """
    scope = rule if rule.key else _far_of(group)
    values = [(person_id, metric, start) for person_id in members(work, group)]
    found = work.rules.matching([scope, _opposite(scope)], values, today=now.date())
    return spread_of(rule, [candidate for candidate in found if not unfit(candidate, now)])


def _opposite(rule: Rule) -> Rule:
    return replace(rule, key=_OPPOSITE, condition=write(Not(read(rule.condition))))


def _far_of(group: Group) -> Rule:
    return replace(FAR, scope=Scope.UNIT) if group.kind is GroupKind.UNITS else FAR


def spread_of(rule: Rule, candidates: Iterable[Candidate]) -> Spread:
    """Return how the values lie for which a rule, or its opposite, holds."""
    known = list(candidates)
    rests = rests_on_target(rule)
    numbers = [candidate.number("attainment" if rests else "value") for candidate in known]
    flagged = (candidate.subject_id for candidate in known if candidate.rule.key != _OPPOSITE)
    values = [number for number in numbers if number is not None]
    return spread(flagged, values, of=len(known), bar=limit_of(rule), rests=rests)


def decide(
    work: Work, rule: Rule, subject: Person, metric: str, start: date, *, now: datetime
) -> ThresholdCheck | None:
    """Return the question that a threshold is in by what is known now; None while it says something, or was kept.

    ``FAR`` stands for the target. The question is not stored where nobody was asked it before: it has no number then.
    """
    group = grouped(work.people.all()).get(subject.id)
    if group is None:
        return None
    found = measure(work, rule, metric, start, group, now=now)
    return _question(work, rule, metric, start, group, found, now=now)


def flagged_groups(
    work: Work, rule: Rule, within: Period, *, now: datetime
) -> tuple[tuple[FlaggedGroup, ...], frozenset[Value]]:
    """Return the groups of which a rule would fit too many values that ended in some days, and whose these are."""
    if not asks_about(rule):
        return (), frozenset()
    asked = replace(rule, key=_ASKED)
    found = work.rules.matches([asked, _opposite(asked)], today=within.start, first=within.start, last=within.end)
    groups, metrics = grouped(work.people.all()), {metric.key: metric for metric in work.metrics.all()}
    together: dict[tuple[str, date, Group], list[Candidate]] = {}
    for candidate in found:
        group = groups.get(candidate.subject_id)
        if group is not None and not unfit(candidate, known_at(candidate)):
            together.setdefault((candidate.metric, candidate.period.start, group), []).append(candidate)
    flagged, values = [], set[Value]()
    for (metric, start, group), known in sorted(together.items(), key=lambda pair: repr(pair[0])):
        lie = spread_of(asked, known)
        kept = bool(rule.key) and _is_kept(work, rule, metric, group, now=now)
        if says_nothing(asked, len(lie.flagged), lie.of) and not kept:
            period = period_of(start, metrics[metric].grain)
            flagged.append(FlaggedGroup(title_of(work, group), metrics[metric], period, len(lie.flagged), lie.of))
            values |= {(subject, metric, start) for subject in lie.flagged}
    return tuple(flagged), frozenset(values)


def _question(
    work: Work, rule: Rule, metric: str, start: date, group: Group, found: Spread, *, now: datetime
) -> ThresholdCheck | None:
    measured = work.metrics.get(metric)
    if measured is None or not says_nothing(rule, len(found.flagged), found.of):
        return None
    if _is_kept(work, rule, metric, group, now=now):
        return None
    flagged, of = len(found.flagged), found.of
    known = work.thresholds.about(rule.key, metric, group, start)
    if known is not None:
        state = known.state if known.stops else ThresholdState.OPEN
        return replace(known, state=state, flagged=flagged, of=of)
    period = period_of(start, measured.grain)
    return ThresholdCheck(rule.key, metric, group, period, ThresholdState.OPEN, flagged, of, asked=(), asked_at=now)


def _is_kept(work: Work, rule: Rule, metric: str, group: Group, *, now: datetime) -> bool:
    """Say whether a threshold was kept lately: a target that was kept keeps the rules that go by it."""
    keys = {rule.key, FAR.key} if rests_on_target(rule) else {rule.key}
    return any(work.thresholds.kept(key, metric, group, since=now - QUIET) for key in keys)


def is_questioned(work: Work, candidate: Candidate, stopping: Sequence[ThresholdCheck]) -> bool:
    """Say whether what a rule would say of a value waits for an answer, or was stopped by one."""
    mine = [check for check in stopping if check.is_about(candidate.rule, candidate.metric, candidate.period)]
    return bool(mine) and grouped(work.people.all()).get(candidate.subject_id) in {check.group for check in mine}


def owners(work: Work, check: ThresholdCheck, *, now: datetime) -> list[Person]:
    """Return who is asked: whoever owns the metric, set the target, or wrote the rule; else HR, else admins.

    A rule that goes by the target is asked about as that. Nobody is asked who may not answer any more.
    """
    rule = next((rule for rule in work.rules.all() if rule.key == check.rule), None)
    names: list[str] = []
    if rule is None or rests_on_target(rule):
        measured = work.metrics.get(check.metric)
        names += [measured.owner] if measured and measured.owner else []
        people = members(work, check.group)
        names += _most(by for by in work.targets.authors(check.metric, check.period.start, people) if by)
    if rule is not None:
        names += [author for _, author, _ in work.rules.versions(rule.key)[:1]]
    found = (work.people.get(name) for name in names)
    owner = next((person for person in found if person is not None and may_answer(work, person, now=now)), None)
    if owner is not None:
        return [owner]
    return in_charge(work, now=now)


def in_charge(work: Work, *, now: datetime) -> list[Person]:
    """Return who can change a target where nobody else is found: HR, else the admins."""
    others = [person for person in permission.hr(work) if person.employed_at(now)]
    return others or [person for person in permission.admins(work) if person.employed_at(now)]


def _most(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common()]


def may_answer(work: Work, person: Person, *, now: datetime) -> bool:
    """Say whether somebody may still decide about targets and rules."""
    return person.employed_at(now) and permission.actor(work, person, now=now).may(
        Act.ANSWER_THRESHOLD, Relation.COMPANY
    )
