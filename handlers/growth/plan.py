"""Plans in chat: written, understood, put right, begun, changed; looked at alone, as lists, as numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.aim import Aim, in_unit
from bot.goals.domain.aim_amount import AimKind, amount_of
from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan import OUTCOMES, PlanState, PlanWords
from bot.growth.services import plan, plan_report, plan_sight
from bot.growth.views import plan as view
from bot.growth.views import plan_form as form_view
from bot.growth.views import plan_status as status_view
from bot.kit.errors import Unanswered
from bot.messages.inbound import Notice, Submission
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from bot.people.services.person import mentioned
from handlers.argument import either, only, person, short
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.growth.domain.plan import Plan
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show one plan, those of somebody who was named, or the sender's own."""
    if argument(inbound, "no"):
        found, whose = plan_sight.get(context.work, context.actor, number(inbound), now=context.now)
        return _detail(context, found, whose)
    whose = _whose(context, inbound)
    found_all = plan_sight.of(context.work, context.actor, whose, now=context.now)
    return view.mine(
        context.t,
        found_all,
        name=whose.name,
        person_id=whose.id,
        own=whose.id == context.person.id,
        today=context.today,
    )


def _detail(context: Context, found: Plan, whose: Person, *, fresh: bool = False) -> Card:
    seen = plan_sight.sight(context.work, context.actor, found, whose, now=context.now)
    return view.detail(context.t, seen, today=context.today, fresh=fresh)


def _whose(context: Context, inbound: Inbound) -> Person:
    """Return whom a button or typed words name; whoever asks for none."""
    if named := argument(inbound, "person"):
        return somebody(context.work, named)
    return mentioned(context.work, context.rest) if context.rest.strip() else context.person


def team(context: Context, _inbound: Inbound) -> Card:
    """List the plans that run in the sender's team."""
    return view.team(context.t, plan_sight.team(context.work, context.actor, now=context.now), today=context.today)


def status(context: Context, _inbound: Inbound) -> Card:
    """Count plans by how they stand, without a word of them."""
    context.require(Act.COUNT_PLANS)
    counted = Counter(found.state for found in context.work.plans.all())
    states = (PlanState.OPEN, *OUTCOMES)
    done = plan_report.completion(context.work)
    return status_view.status(context.t, [(state, counted[state]) for state in states], done)


# Writing


def add(context: Context, inbound: Inbound) -> Form:
    """Open the form for a plan: the sender's own, or one for somebody who reports to them."""
    whose = _whose(context, inbound)
    context.require(Act.WRITE_PLAN, whose)
    return _form(context, whose)


def _form(context: Context, whose: Person, found: Plan | None = None) -> Form:
    """Return the form for somebody's plan, a new one or the one that is to be changed, as its writer reads it."""
    if whose.id == context.person.id:
        return form_view.writing(context.t, plan=found)
    return form_view.writing(context.t, person_id=whose.id, name=whose.name, plan=found)


def edit(context: Context, inbound: Inbound) -> Form:
    """Open the form of a plan that is there."""
    found, whose = plan_sight.get(context.work, context.actor, number(inbound), now=context.now, act=Act.WRITE_PLAN)
    return _form(context, whose, found)


def write(context: Context, inbound: Inbound) -> Card:
    """Keep what was written, and show what was understood of it."""
    work, actor, now = context.work, context.actor, context.now
    if argument(inbound, "no"):
        found, whose = plan_sight.get(work, actor, number(inbound), now=now, act=Act.WRITE_PLAN)
        words = _words(context, inbound, _form(context, whose, found))
        return _detail(context, plan.rewrite(work, actor, found.no, words, now=now), whose, fresh=True)
    whose = _whose(context, inbound)
    words = _words(context, inbound, _form(context, whose))
    return _detail(context, plan.write(work, actor, whose, words, now=now), whose, fresh=True)


def _words(context: Context, inbound: Inbound, form: Form) -> PlanWords:
    with context.filling(form, inbound) as answers:
        parts = (answers.text_or_none(name) or "" for name in ("steps", "milestones", "support"))
        return PlanWords(answers.text("goal"), *parts)


def correct(context: Context, inbound: Inbound) -> Form | Card:
    """Show what was understood part by part, then keep what was put right."""
    work, actor, now = context.work, context.actor, context.now
    found, whose = plan_sight.get(work, actor, number(inbound), now=now, act=Act.WRITE_PLAN)
    metrics = _metrics(context, whose, found)
    form = form_view.correcting(context.t, found, metrics)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        reading, base = _read(context, answers, found, {metric.key: metric for metric in metrics})
        milestones = answers.text_or_none("milestones") or ""
    later = plan.correct(work, actor, found.no, reading, base=base, milestones=milestones, now=now)
    return _detail(context, later, whose, fresh=True)


_MOST_METRICS = 60


def _metrics(context: Context, whose: Person, found: Plan) -> list[Metric]:
    """Return the metrics that somebody has values of, and that of the plan."""
    held = {delta.metric for delta in context.work.deltas.latest(whose.id)} | {found.reading.metric}
    known = [metric for metric in context.work.metrics.all() if metric.key in held]
    return known[:_MOST_METRICS]


def _read(context: Context, answers: Answers, found: Plan, metrics: dict[str, Metric]) -> tuple[GoalReading, str]:
    """Make of the answers what is meant; returns it with where it stands now, as typed."""
    key, way = answers.choice("metric"), answers.choice("way")
    metric = metrics.get(key)
    base = answers.text_or_none("base") or ""
    if base and metric and in_unit(base, metric) is None:
        raise _unfit(context, "base", base, metric)
    aim = None
    if way != form_view.NONE:
        said = answers.text_or_none("amount") or ""
        amount = amount_of(said)
        if not said:
            raise Unanswered({"amount": ("plan-amount-missing", {})})
        if amount is None:
            raise Unanswered({"amount": ("plan-amount-wrong", {"said": said})})
        aim = _aim(way, *amount)
        counted = aim.kind in {AimKind.VALUE, AimKind.AMOUNT}
        if metric and counted and in_unit(f"{aim.amount}{aim.unit}", metric) is None:
            raise _unfit(context, "amount", said, metric)
    before = found.reading
    if aim and before.aim and aim.kind is AimKind.VALUE and before.aim.kind is AimKind.VALUE:
        aim = replace(aim, rising=before.aim.rising)
    what = before.what if key in {form_view.NONE, before.metric} else ""
    reading = GoalReading(
        metric="" if metric is None else key,
        what=what,
        aim=aim,
        due=answers.day_or_none("due"),
        compared=before.compared and aim == before.aim,
    )
    return reading, base


def _aim(way: str, amount: Decimal, unit: str) -> Aim:
    kind, _, side = way.partition("_")
    bare = kind in {AimKind.SHARE, AimKind.POINTS}
    rising = None if not side else side == "up"
    return Aim(kind=AimKind(kind), amount=amount, unit="" if bare else unit, rising=rising)


def _unfit(context: Context, field: str, said: str, metric: Metric) -> Unanswered:
    name = metric.title_zh if context.t.chinese else metric.title_en
    values = {"said": said, "metric": name or metric.key, "unit": metric.unit or "1"}
    return Unanswered({field: ("plan-amount-unit", values)})


def begin(context: Context, inbound: Inbound) -> Card:
    """Let a draft begin."""
    begun = plan.begin(context.work, context.actor, number(inbound), now=context.now)
    return _detail(context, begun, somebody(context.work, begun.person_id))


def discard(context: Context, inbound: Inbound) -> Notice:
    """Throw a draft away."""
    plan.discard(context.work, context.actor, number(inbound), now=context.now)
    return Notice(context.t("plan-discarded"))


ROUTES = (
    Route(
        "plan",
        show,
        Act.READ_PLAN,
        (Means.WORDS, Means.CLICK),
        spoken(en="plan, plans, my plan, my plans", zh="计划，改进计划，我的计划"),
        takes=either(person, only("plan")),
    ),
    Route(
        "plan.add",
        add,
        Act.WRITE_PLAN,
        (Means.WORDS, Means.CLICK),
        spoken(en="new plan, add plan, plan add", zh="写计划，新计划，添加计划"),
        opens=True,
        takes=either(person, short),
    ),
    Route("plan.edit", edit, Act.WRITE_PLAN, opens=True),
    Route("plan.write", write, Act.WRITE_PLAN, (Means.FORM,)),
    Route("plan.correct", correct, Act.WRITE_PLAN, (Means.CLICK, Means.FORM), opens=True),
    Route("plan.begin", begin, Act.WRITE_PLAN),
    Route("plan.discard", discard, Act.WRITE_PLAN),
    Route(
        "plan.team",
        team,
        Act.DECIDE_PLAN,
        (Means.WORDS, Means.CLICK),
        spoken(en="team plans, plans of my team", zh="团队计划，下属的计划"),
    ),
    Route(
        "plan.status",
        status,
        Act.COUNT_PLANS,
        (Means.WORDS, Means.CLICK),
        spoken(en="plan status, plan numbers", zh="计划统计，计划完成率"),
    ),
)

WAITING = (Queue("plan", "plan.team", Act.DECIDE_PLAN, plan_sight.waiting),)
