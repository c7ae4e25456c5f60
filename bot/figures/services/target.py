"""Targets at work: what somebody asks for made a plan, and a plan stored with what follows from it."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.facts import FactColumns
from bot.figures.domain.target import TargetPlan, agreed_period
from bot.figures.services import metric as metrics
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Invalid, NotFound, Unanswered, UserError
from bot.kit.number import number
from bot.kit.period import period_of
from bot.kit.period_alone import spoken_period
from bot.people.domain.audit import What
from bot.people.domain.person import Kind
from bot.people.services import person as persons
from bot.people.services.permission import somebody

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from typing import TypeVar

    from bot.figures.domain.delta import Changed
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import TargetRequest
    from bot.figures.ports import Work
    from bot.kit.period import Grain, Period
    from bot.people.domain.person import Person

    T = TypeVar("T")

_EPOCH = np.datetime64("1970-01-01", "D")
_SOURCE = "chat"


def plan(work: Work, asked: TargetRequest, *, today: date) -> TargetPlan:
    """Make a plan of what was asked; nothing is stored.

    Raises:
        Unanswered: with the part that cannot be used, and why.
    """
    problems: dict[str, tuple[str, Mapping[str, object]]] = {}

    def part(name: str, said: str, make: Callable[[], T]) -> T | None:
        if not said.strip():
            problems[name] = ("form-required", {})
            return None
        try:
            return make()
        except (UnclearValue, UserError) as wrong:
            problems[name] = (wrong.key, wrong.values)
            return None

    whom = part("who", asked.who, lambda: _whom(work, asked.who))
    metric = part("metric", asked.metric, lambda: metrics.named(work, asked.metric, grain=_grain(asked.period, today)))
    period = value = None
    if metric:
        period = part("period", asked.period, lambda: agreed_period(asked.period, metric.grain, today=today))
        value = part("value", asked.value, lambda: _value(asked.value, metric))
    if problems or whom is None or metric is None or period is None or value is None:
        raise Unanswered(problems)
    people, role = whom
    return _plan(work, people, role, metric, period, value)


def _grain(said: str, today: date) -> Grain | None:
    spoken = spoken_period(said, today=today)
    return spoken[1] if spoken else None


def _whom(work: Work, said: str) -> tuple[tuple[Person, ...], str]:
    """Return who is meant: everybody of a role, a unit, or a person, in this order."""
    everybody = work.people.all()
    wanted = " ".join(said.split()).casefold()
    alike = [
        person
        for person in everybody
        if person.kind is Kind.PERSON and person.role and person.role.casefold() == wanted
    ]
    if alike:
        return tuple(alike), alike[0].role
    units = [
        person
        for person in everybody
        if person.kind is Kind.UNIT and wanted in {person.id.casefold(), person.name.casefold()}
    ]
    if len(units) == 1:
        return (units[0],), ""
    return (persons.named(work, said, among=everybody),), ""


def _value(said: str, metric: Metric) -> Decimal:
    value, _ = number(said, unit=metric.unit, maximum=metric.maximum)
    if value is None:
        raise UnclearValue("form-required")
    return _plausible(value, metric)


def _plausible(value: Decimal, metric: Metric) -> Decimal:
    low, high = metric.minimum, metric.maximum
    if not value.is_finite() or (low is not None and value < low) or (high is not None and value > high):
        raise UnclearValue("target-range", low=_shown(low), high=_shown(high))
    return value


def _shown(bound: Decimal | None) -> str:
    return "…" if bound is None else f"{bound.normalize():f}"


def again(work: Work, *, who: str, role: str, metric: str, start: date, value: str, today: date) -> TargetPlan:
    """Make a plan of what a button carries, looked up anew.

    Raises:
        NotFound: when any of it is not there (any more).
        Invalid: when the period is over by now, or the value cannot be.
    """
    key = metrics.get(work, metric)
    if who:
        people: tuple[Person, ...] = (somebody(work, who),)
    else:
        people = tuple(
            person for person in work.people.all() if role and person.role == role and person.kind is Kind.PERSON
        )
    period = period_of(start, key.grain)
    if not people:
        raise NotFound("person-gone")
    if period.end < today:
        raise Invalid("target-over")
    try:
        amount = _plausible(Decimal(value), key)
    except (UnclearValue, InvalidOperation):
        raise Invalid("target-stale") from None
    return _plan(work, people, "" if who else role, key, period, amount)


def _plan(
    work: Work, people: tuple[Person, ...], role: str, metric: Metric, period: Period, value: Decimal
) -> TargetPlan:
    standing = work.targets.standing(metric.key, period.start)
    before = {person.id: standing[person.id].target for person in people if person.id in standing}
    return TargetPlan(people, role, metric, period, value, before)


def store(work: Work, plan: TargetPlan, *, by: str, now: datetime) -> tuple[Changed, int]:
    """Store a target as a new version for everybody of a plan; returns the keys that changed, and the batch.

    Where a reduction began and how much the target weighs stays as it was agreed.
    """
    people, size = work.people.numbers(), len(plan.people)
    standing = work.targets.standing(plan.metric.key, plan.period.start)
    held = [standing.get(person.id) for person in plan.people]
    start, end = ((np.datetime64(day, "D") - _EPOCH).astype(np.int64) for day in (plan.period.start, plan.period.end))
    facts = FactColumns(
        row=np.arange(1, size + 1),
        person=np.array([people[person.id][0] for person in plan.people], np.int64),
        metric=np.full(size, work.metrics.numbers()[plan.metric.key][0]),
        start=np.full(size, start),
        end=np.full(size, end),
        value=np.full(size, float(plan.value)),
        first=np.array([_float(target.start_value if target else None) for target in held]),
        second=np.array([_float(target.weight if target else None) for target in held]),
        source_id=np.full(size, None, np.object_),
        observed=np.full(size, -1),
    )
    digest = f"{_SOURCE} {by} {now.isoformat()} {plan.metric.key} {plan.period.start.isoformat()}"
    batch = work.batches.open(kind="targets", source=_SOURCE, file="", digest=digest, by=by, now=now).no
    changed, fresh = work.targets.put(facts, batch=batch)
    work.batches.advance(batch, done_rows=size)
    counts = {"rows": size, "inserted": fresh, "corrected": len(changed) - fresh, "unchanged": size - len(changed)}
    work.batches.finish(batch, now=now, report=json.dumps({"kind": "targets"} | counts))
    detail: dict[str, str | int] = {
        "about": "target",
        "metric": plan.metric.key,
        "start": plan.period.start.isoformat(),
        "batch": batch,
    }
    whom = plan.role or plan.people[0].id
    work.audit.append(What.WRITE, actor=by, subject=whom, detail=detail | {"people": len(changed)}, at=now)
    return changed, batch


def _float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
