"""Who answers for a metric: its owner, whose work it measures, who depends on it, and what else it is called."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.metric import RESPONSIBILITY, Metric
from bot.figures.domain.metric_fields import is_refused, is_short
from bot.figures.services.metric import get, mark
from bot.kit.errors import NotFound, Stale, Unanswered
from bot.people.domain.audit import What
from bot.people.domain.person import Kind
from bot.people.services import person as people

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.ports import Work
    from bot.messages.answers import Answers, Problems
    from bot.people.domain.person import Person

_LONGEST_NAME, _LONGEST = 40, 200


def owner_of(work: Work, metric: Metric, *, now: datetime) -> Person | None:
    """Return who owns a metric; None where nobody does, or whoever did has left."""
    found = work.people.get(metric.owner) if metric.owner else None
    return found if found and found.kind is Kind.PERSON and found.employed_at(now) else None


def owned(work: Work, person: Person) -> frozenset[str]:
    """Return the keys of the metrics that somebody owns."""
    return frozenset(metric.key for metric in work.metrics.all() if metric.owner == person.id)


def groups(work: Work) -> dict[str, str]:
    """Return by each id and name, in small letters, what a unit or department is called."""
    found: dict[str, str] = {}
    for person in work.people.all():
        found.setdefault(person.department.casefold(), person.department)
        found.setdefault(person.unit.casefold(), person.unit)
    for unit in work.people.all():
        if unit.kind is Kind.UNIT:
            found |= {unit.id.casefold(): unit.name, unit.name.casefold(): unit.name}
    found.pop("", None)
    return found


def assigned(work: Work, metric: Metric, answers: Answers, *, now: datetime) -> Metric:
    """Make a metric of the answers about who answers for it.

    Raises:
        Unanswered: with each field that cannot be used, and why.
    """
    problems: Problems = {}
    said = {name: (answers.text_or_none(name) or "").strip() for name in RESPONSIBILITY}
    owner = ""
    if said["owner"]:
        here = [person for person in work.people.all() if person.kind is Kind.PERSON and person.employed_at(now)]
        try:
            owner = people.named(work, said["owner"], among=here).id
        except NotFound as unknown:
            problems["owner"] = (unknown.key, unknown.values)
    known = groups(work)
    for name in ("provider", "scorer"):
        if said[name] and said[name].casefold() not in known:
            problems[name] = ("metric-owner-group", {"said": said[name][:_LONGEST_NAME]})
    provider, scorer = (known.get(said[name].casefold(), "") for name in ("provider", "scorer"))
    if provider and provider == scorer:
        problems["scorer"] = ("metric-owner-same", {})
    aliases = ", ".join(replace(metric, aliases=said["aliases"]).other_names)
    if wrong := _unfit(work, metric, aliases):
        problems["aliases"] = wrong
    if problems:
        raise Unanswered(problems)
    return replace(metric, owner=owner, provider=provider, scorer=scorer, aliases=aliases)


def _unfit(work: Work, metric: Metric, aliases: str) -> tuple[str, dict[str, object]] | None:
    """Say what is wrong with other names: too short, refused, or the title of another metric."""
    if len(aliases) > _LONGEST:
        return "form-long", {"n": len(aliases), "most": _LONGEST}
    names = replace(metric, aliases=aliases).other_names
    if any(map(is_short, names)):
        return "import-alias-short", {}
    if is_refused(aliases):
        return "import-refused-figure", {}
    taken = {
        re.sub(r"[\s_]+", " ", name).casefold(): other.key
        for other in work.metrics.all()
        for name in (other.key, other.title_en, other.title_zh, *other.other_names)
        if name and other.key != metric.key
    }
    clash = next((name for name in names if name.casefold() in taken), None)
    return ("metric-owner-taken", {"name": clash, "metric": taken[clash.casefold()]}) if clash else None


def assign(work: Work, metric: Metric, *, was: str, by: str, now: datetime) -> bool:
    """Store who answers for a metric; False where nothing changed.

    Raises:
        Stale: when somebody has changed the metric since ``was`` was made.
    """
    before = get(work, metric.key)
    if mark(before) != was:
        raise Stale("metric-stale", metric=metric.key)
    if before == metric:
        return False
    work.metrics.put([metric], fields=frozenset(RESPONSIBILITY))
    changed = ", ".join(name for name in RESPONSIBILITY if getattr(before, name) != getattr(metric, name))
    detail: dict[str, str | int] = {"about": "metric", "outcome": "assigned", "what": changed}
    work.audit.append(What.WRITE, actor=by, subject=metric.key, detail=detail, at=now)
    return True
