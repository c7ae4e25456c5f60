"""What is measured of a goal, put right part by part in a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Direction
from bot.goals.domain.aim import in_unit
from bot.goals.domain.aim_amount import amount_of
from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import goal
from bot.goals.views import goal as view
from bot.goals.views import goal_form as form_view
from bot.kit.errors import Unanswered
from bot.kit.period import Period
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from handlers.argument import number as a_number
from handlers.context import argument, whole
from handlers.goals.goal import detail, reader, seen
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_MOST = 60
"""Metrics, or units, that a form offers."""


def measure(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what is measured of a goal, part by part, and keep it."""
    found = seen(context, inbound)
    no = whole(argument(inbound, "k"))
    if no is None and len(found.key_results) > 1:
        return view.results(context.t, reader(context).sight(found))
    result = next((known for known in found.key_results if known.no == no), None)
    if result is None:
        result = found.key_results[0] if no is None and found.key_results else KeyResult()
    metrics = context.work.metrics.all()[:_MOST]
    subjects = _subjects(context, found)
    form = form_view.measuring(context.t, found, result, metrics, subjects)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        after = _result(context, answers, result, {metric.key: metric for metric in metrics}, found)
    others = [known for known in found.key_results if known.no != after.no or not after.no]
    changed = replace(found, key_results=(*others, after) if not after.no else _put(found, after))
    return detail(context, goal.edit(context.work, context.actor, changed, now=context.now))


def _put(found: Goal, after: KeyResult) -> tuple[KeyResult, ...]:
    return tuple(after if known.no == after.no else known for known in found.key_results)


def _subjects(context: Context, found: Goal) -> list[GoalOwner]:
    """Return whose values may feed a goal: its owner's; of one that is nobody's alone those of any unit."""
    owner = context.work.people.get(found.owner_id) if found.owner_id else None
    own = [GoalOwner(found.level, owner.id, owner.name)] if owner else []
    if found.level is GoalLevel.PERSON:
        return own
    units = [known for known in context.work.people.all() if known.kind is Kind.UNIT and known.id != found.owner_id]
    return [*own, *(GoalOwner(GoalLevel.TEAM, known.id, known.name) for known in units[:_MOST])]


def _result(
    context: Context, answers: Answers, before: KeyResult, metrics: dict[str, Metric], found: Goal
) -> KeyResult:
    """Make of the answers what is measured."""
    kind, metric = Measure(answers.choice("measure")), metrics.get(answers.choice("metric"))
    weight = answers.number("weight")
    if weight <= 0:
        raise Unanswered({"weight": ("goal-weight-wrong", {})})
    values = {name: _value(answers, name, kind, metric) for name in ("target", "start")}
    if values["target"] is None and kind is not Measure.MILESTONE:
        raise Unanswered({"target": ("goal-target-missing", {})})
    subject = ""
    if metric:
        subjects = _subjects(context, found)
        subject = answers.choice("subject") if "subject" in answers else subjects[0].id if subjects else ""
    (target, unit), (start, _) = (value or (None, "") for value in (values["target"], values["start"]))
    period = found.period
    before_it = Period(period.start - timedelta(days=period.days), period.start - timedelta(days=1))
    return replace(
        before,
        title=answers.text_or_none("title") or "",
        measure=kind,
        weight=weight,
        direction=Direction(answers.choice("direction")),
        target=None if kind is Measure.MILESTONE else target,
        start=None if kind is Measure.MILESTONE else start,
        unit=metric.unit if metric else "" if kind is Measure.CHANGE else unit,
        metric=metric.key if metric else "",
        subject_id=subject,
        baseline=(before.baseline or before_it) if kind is Measure.CHANGE and metric else None,
    )


def _value(answers: Answers, name: str, kind: Measure, metric: Metric | None) -> tuple[Decimal, str] | None:
    """Return a typed value in the unit of its metric, else with the unit that was typed behind it."""
    said = answers.text_or_none(name) or ""
    if not said:
        return None
    percent = kind is Measure.CHANGE and name == "target"
    if metric and not percent:
        value = in_unit(said, metric)
        if value is None:
            raise Unanswered({name: ("goal-value-unit", {"said": said, "unit": metric.unit or "1"})})
        return value, metric.unit
    found = amount_of(said)
    if found is None:
        raise Unanswered({name: ("goal-value-wrong", {"said": said})})
    value, unit = found
    if percent:
        return value, ""
    return (value / 100, "%") if unit == "%" else (value, unit)


ROUTES = (
    Route(
        "goal.measure",
        measure,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal measure, goal target", zh="目标衡量，改目标值"),
        opens=True,
        takes=a_number,
    ),
)
