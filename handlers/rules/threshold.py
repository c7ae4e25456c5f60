"""Whether a target or a rule's limit is right: what whoever owns it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.domain.pause import Reach
from bot.delivery.services import pause as pauses
from bot.delivery.services.message import MessageKind
from bot.feedback.services.threshold import release
from bot.figures.domain.target import TargetRequest
from bot.figures.views import target as target_view
from bot.figures.views.phrase import title
from bot.kit.errors import Denied, Invalid, NotFound
from bot.kit.period import period_of
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from bot.rules.domain.threshold import ThresholdState
from bot.rules.services.threshold import members, title_of
from bot.rules.services.threshold_message import KIND, asked_for, pausable, render, render_redrawn, settle
from bot.rules.services.threshold_message import pass_on as passed
from bot.rules.views import threshold as view
from handlers.context import argument, number
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.rules.domain.threshold import ThresholdCheck
    from bot.work import Work
    from handlers.context import Context


def keep(context: Context, inbound: Inbound) -> Settled:
    """Leave a target or rule as it is: what waited goes out, and a quarter long nobody is asked again."""
    check = _open(context, inbound)
    kept = settle(context.work, check, ThresholdState.KEPT, by=context.person, now=context.now)
    n = release(context.work, kept, now=context.now)
    return _settled(context, kept, n=n)


def pause(context: Context, inbound: Inbound) -> Settled:
    """Pause the rule, until somebody resumes it; what waited is not said."""
    context.require(Act.PAUSE_SENDING)
    check = _open(context, inbound)
    rule = argument(inbound, "rule")
    if rule != pausable(context.work, check):
        raise NotFound("button-unknown")
    group = title_of(context.work, check.group) or context.t("threshold-units")
    reason = context.t("threshold-pause-reason", group=group)
    pauses.begin(context.work, context.person, Reach.RULE, rule, last=None, reason=reason, now=context.now)
    return _settled(context, settle(context.work, check, ThresholdState.PAUSED, by=context.person, now=context.now))


def target(context: Context, inbound: Inbound) -> Form:
    """Ask for another target, with the metric and the period that goes on standing there."""
    context.require(Act.SET_TARGET)
    check = _open(context, inbound)
    metric = context.work.metrics.get(check.metric)
    if metric is None:
        raise NotFound("button-unknown")
    role = _role(context.work, check)
    current = context.t.period(period_of(context.today, metric.grain), metric.grain, today=context.today)
    return target_view.form(context.t, TargetRequest(role, title(context.t, metric), current), role=role)


def pass_on(context: Context, inbound: Inbound) -> Settled:
    """Say that a target is not right; those who can change it are asked now."""
    check = _open(context, inbound)
    return _settled(context, passed(context.work, check, by=context.person, now=context.now))


def _role(work: Work, check: ThresholdCheck) -> str:
    """Return the role that is the group, "" where it is none or only a part of one."""
    people, group = [person for person in work.people.all() if person.role], set(members(work, check.group))
    inside = {person.role for person in people if person.id in group}
    outside = {person.role for person in people if person.id not in group}
    return next(iter(inside)) if len(inside) == 1 and not inside & outside else ""


def _open(context: Context, inbound: Inbound) -> ThresholdCheck:
    """Return the question that is answered.

    Raises:
        NotFound: when there is none.
        Denied: when it went to others.
        Invalid: when it is answered.
    """
    context.require(Act.ANSWER_THRESHOLD)
    check = context.work.thresholds.get(number(inbound))
    if check is None:
        raise NotFound("button-unknown")
    if context.person.id not in check.asked:
        raise Denied("permission-denied", act=Act.ANSWER_THRESHOLD.value, subject="")
    if check.state is not ThresholdState.OPEN or check.passed_by == context.person.id:
        raise Invalid("threshold-answered")
    return check


def _settled(context: Context, check: ThresholdCheck, *, n: int = 0) -> Settled:
    asked = asked_for(context.work, check, context.actor, now=context.now)
    return Settled(view.settled(context.t, asked, n=n, today=context.today))


ROUTES = (
    Route("threshold.keep", keep, Act.ANSWER_THRESHOLD),
    Route("threshold.pass", pass_on, Act.ANSWER_THRESHOLD),
    Route("threshold.pause", pause, Act.ANSWER_THRESHOLD),
    Route("threshold.target", target, Act.ANSWER_THRESHOLD, opens=True),
)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind(KIND, company=Act.ANSWER_THRESHOLD, render=render),
    MessageKind(REDRAW, render=render_redrawn),
)
