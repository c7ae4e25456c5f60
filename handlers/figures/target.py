"""Targets in chat: said in a sentence or filled in, looked at, confirmed, stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain.target import TargetRequest, understood
from bot.figures.services import target as targets
from bot.figures.views import target as view
from bot.intake.services.follow import compute
from bot.kit.errors import Denied, NotFound, Stale, Unanswered
from bot.messages.inbound import Settled
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation
from bot.people.domain.person import Kind
from bot.roster.services import announcement
from handlers.argument import anything
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.figures.domain.target import TargetPlan
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def ask(context: Context, _inbound: Inbound) -> Card | Form:
    """Show what a sentence asks for before it is stored; what it does not say is asked."""
    context.require(Act.SET_TARGET)
    if not context.rest:
        return view.form(context.t, TargetRequest(), role=_role(context))
    asked = understood(context.rest, context.work.metrics.all(), today=context.today)
    try:
        plan = targets.plan(context.work, asked, today=context.today)
    except Unanswered as wrong:
        return view.form(context.t, asked, role=_role(context), problems=wrong.problems)
    return _preview(context, plan)


def _role(context: Context) -> str:
    """Return a role that exists, as an example."""
    return next((person.role for person in context.work.people.all() if person.role and person.kind is Kind.PERSON), "")


def _allow(context: Context, plan: TargetPlan) -> None:
    """See to it that the plan is theirs to make: nobody sets a target for themselves alone.

    Raises:
        Denied: when it is not.
    """
    for member in plan.people if not plan.role else ():
        context.require(Act.SET_TARGET, member)
    if [person.id for person in plan.people] == [context.person.id]:
        raise Denied("target-own", act=Act.SET_TARGET.value, subject=context.person.id)


def _preview(context: Context, plan: TargetPlan) -> Card:
    _allow(context, plan)
    names = context.actor.may(Act.READ_FACTS, Relation.OTHER)
    if names and plan.before:
        whom = plan.role or plan.people[0].id
        detail: dict[str, str | int] = {"about": "target", "people": len(plan.before)}
        context.work.audit.append(What.READ, actor=context.person.id, subject=whom, detail=detail, at=context.now)
    return view.preview(context.t, plan, names=names, today=context.today)


def plan(context: Context, inbound: Inbound) -> Card:
    """Show what was filled in before it is stored."""
    context.require(Act.SET_TARGET)
    with context.filling(view.form(context.t, TargetRequest(), role=_role(context)), inbound) as answers:
        asked = TargetRequest(*(answers.text(name) for name in ("who", "metric", "period", "value")))
        found = targets.plan(context.work, asked, today=context.today)
    return _preview(context, found)


def agree(context: Context, inbound: Inbound) -> Settled:
    """Store a target that was looked at, and compute what follows."""
    context.require(Act.SET_TARGET)
    try:
        start, n = date.fromisoformat(argument(inbound, "start")), whole(argument(inbound, "n"))
    except ValueError:
        raise NotFound("feedback-gone") from None
    found = targets.again(
        context.work,
        who=argument(inbound, "who"),
        role=argument(inbound, "role"),
        metric=argument(inbound, "metric"),
        start=start,
        value=argument(inbound, "value"),
        today=context.today,
    )
    _allow(context, found)
    if len(found.people) != n:
        raise Stale("target-stale")
    changed, batch = targets.store(context.work, found, by=context.person.id, now=context.now)
    compute(context.work, changed, [batch], now=context.now)
    if context.person.id in {person.id for person in found.people}:
        title = found.metric.title_en or found.metric.key
        announcement.announce(context.work, context.person, "announce-target", now=context.now, title=title)
    return Settled(view.done(context.t, found, n=len(changed), today=context.today))


ROUTES = (
    Route(
        "target",
        ask,
        Act.SET_TARGET,
        (Means.WORDS, Means.CLICK),
        spoken(en="target, set target", zh="设目标，定目标"),
        opens=True,
        takes=anything,
    ),
    Route("target.plan", plan, Act.SET_TARGET, (Means.FORM,)),
    Route("target.set", agree, Act.SET_TARGET),
)
