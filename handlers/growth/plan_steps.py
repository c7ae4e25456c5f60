"""What people do about a plan that runs: tick off, say how it goes, answer what is needed, close it; and its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.growth.domain.plan import PlanState, ProposalKind, ProposalState, SupportState
from bot.growth.domain.plan_days import PlanStep
from bot.growth.services import plan, plan_close, plan_follow, plan_message, plan_report, plan_sight, plan_support
from bot.growth.views import plan_close as close_view
from bot.growth.views import plan_form as form_view
from bot.growth.views import plan_later as later_view
from bot.growth.views import plan_message as view
from bot.kit.errors import NotFound, Unanswered
from bot.messages.codec import card_from_json
from bot.messages.i18n import named
from bot.messages.inbound import Notice, Settled, Submission
from bot.people.domain.permission import Act
from bot.reviews.views import progress_form
from bot.reviews.views.review_task_later import NEVER, day_of
from bot.runtime.tick import Due, Tick
from handlers.context import argument, number, whole
from handlers.reviews.review_task_later import chosen
from handlers.route import Means, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan
    from bot.growth.domain.plan_days import PlanDay
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.context import Context


def done(context: Context, inbound: Inbound) -> Notice:
    """Tick off a milestone."""
    place = _place(inbound, "m")
    later = plan.done(context.work, context.actor, number(inbound), place, now=context.now)
    left = len(later.milestones) - later.done_milestones
    return Notice(context.t("plan-ticked", text=later.milestone(place).text, left=left))


def _place(inbound: Inbound, name: str) -> int:
    found = whole(argument(inbound, name))
    if found is None:
        raise NotFound("button-unknown")
    return found


def report(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask somebody how a plan goes, then bring it to whoever leads them."""
    found, _ = plan_sight.get(context.work, context.actor, number(inbound), now=context.now, act=Act.WRITE_PLAN)
    form = form_view.reporting(context.t, found)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        said = progress_form.progress(answers)
    _, reader = plan_report.report(context.work, context.actor, found.no, said, now=context.now)
    if reader is None:
        return Notice(context.t("plan-report-kept"))
    return Notice(context.t("plan-report-sent", name=named(context.t, reader.name)))


def later(context: Context, inbound: Inbound) -> Form | Notice:
    """Remind of a part of a plan tomorrow or on Monday, or of a milestone never again, with the reason."""
    place = _place(inbound, "m")
    try:
        step = PlanStep(argument(inbound, "step"))
    except ValueError:
        raise NotFound("button-unknown") from None
    found, whose = plan_sight.get(context.work, context.actor, number(inbound), now=context.now)
    own = whose.id == context.person.id
    form = later_view.form(context.t, found, step, place, own=own, today=context.today)
    asked = chosen(context, inbound, form)
    if asked is None:
        return form
    when, reason = asked
    if when == NEVER:
        left = plan_follow.skip(context.work, context.actor, found.no, place, reason, now=context.now)
        return Notice(context.t("plan-skipped", text=left.milestone(place).text))
    day = day_of(when, context.today)
    at = plan_follow.put_off(context.work, context.actor, found.no, step, place, day, now=context.now)
    return Notice(context.t("review-put-off", moment=context.t.moment(at, zone=context.reader.zone, now=context.now)))


def support(context: Context, inbound: Inbound) -> Form | Settled | Notice:
    """Answer what somebody needs: yes at once; for a day, or no, after one question."""
    place, declines = _place(inbound, "s"), argument(inbound, "state") == SupportState.DECLINED.value
    found, whose = plan_sight.get(context.work, context.actor, number(inbound), now=context.now, act=Act.DECIDE_PLAN)
    found.support(place)
    due, reason = None, ""
    form = form_view.answering(context.t, found, place, name=whose.name, declines=declines)
    if isinstance(inbound, Submission):
        with context.filling(form, inbound) as answers:
            if declines:
                reason = answers.text_or_none("reason") or ""
            else:
                due = answers.day("due")
                if due < context.today:
                    raise Unanswered({"due": ("target-over", {})})
    elif argument(inbound, "ask"):
        return form
    state = SupportState.DECLINED if declines else SupportState.ACCEPTED
    plan_support.answer(
        context.work, context.actor, found.no, place, state=state, due=due, reason=reason, now=context.now
    )
    return _said(context, found, whose, place, declines=declines, due=due)


def _said(
    context: Context, found: Plan, whose: Person, place: int, *, declines: bool, due: date | None
) -> Settled | Notice:
    """Say what was answered, on the card that asked where there is one."""
    t, name = context.t, named(context.t, whose.name)
    if declines:
        said = t("plan-declined", name=name)
    elif due:
        said = t("plan-accepted-by", day=t.day(due, today=context.today), name=name)
    else:
        said = t("plan-accepted", name=name)
    asked = plan_message.asked_of(context.work, context.person, found, place)
    return Settled(view.settled(card_from_json(asked.card), said)) if asked else Notice(said)


def close(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what became of a plan, then say what may follow."""
    found, whose = plan_sight.get(context.work, context.actor, number(inbound), now=context.now)
    try:
        outcome = PlanState(argument(inbound, "as") or PlanState.DONE.value)
    except ValueError:
        raise NotFound("button-unknown") from None
    form = form_view.closing(context.t, found, name=whose.name, outcome=outcome)
    if not isinstance(inbound, Submission):
        plan_close.closable(context.work, context.actor, found.no, now=context.now)
        return form
    with context.filling(form, inbound) as answers:
        outcome, reason = PlanState(answers.choice("outcome")), answers.text_or_none("reason") or ""
    closed, whose = plan_close.close(context.work, context.actor, found.no, outcome, reason=reason, now=context.now)
    return plan_close.summary(context.work, context.actor, closed, whose, now=context.now)


def reward(context: Context, inbound: Inbound) -> Notice:
    """Propose a raise or a promotion to HR."""
    try:
        kind = ProposalKind(argument(inbound, "kind"))
    except ValueError:
        raise NotFound("button-unknown") from None
    _, _, asked = plan_close.propose(context.work, context.actor, number(inbound), kind, now=context.now)
    return Notice(context.t("plan-proposed", n=asked))


def decide(context: Context, inbound: Inbound) -> Settled | Notice:
    """Decide about a raise or a promotion that was proposed."""
    try:
        state = ProposalState(argument(inbound, "state"))
    except ValueError:
        raise NotFound("button-unknown") from None
    if state is ProposalState.PROPOSED:
        raise NotFound("button-unknown")
    _, _, asked = plan_close.decide(context.work, context.actor, number(inbound), state, now=context.now)
    if asked is None:
        return Notice(context.t("plan-reward-said", state=state.value))
    return Settled(close_view.reward_settled(context.t, card_from_json(asked.card), state=state))


# The clock


def _steps(work: Work, now: datetime) -> Iterator[Due]:
    found = {(person_id, _local(no, day)): (no, day) for no, person_id, day in plan_follow.due(work, now=now)}
    had = work.job_runs.recorded("plan", {local for _, local in found})
    for (person_id, local), (no, day) in found.items():
        if (person_id, local) not in had:
            yield Due(person_id, local, _take(no, day))


def _local(no: int, day: PlanDay) -> str:
    return f"{day.day.isoformat()} {no} {day.step.value} {day.place}"


def _take(no: int, day: PlanDay) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return plan_follow.follow(work, no, day, now=now)

    return effect


ROUTES = (
    Route("plan.done", done, Act.WRITE_PLAN),
    Route("plan.report", report, Act.WRITE_PLAN, (Means.CLICK, Means.FORM), opens=True),
    Route("plan.later", later, Act.READ_PLAN, (Means.CLICK, Means.FORM)),
    Route("plan.support", support, Act.DECIDE_PLAN, (Means.CLICK, Means.FORM)),
    Route("plan.close", close, Act.READ_PLAN, (Means.CLICK, Means.FORM), opens=True),
    Route("plan.reward", reward, Act.PROPOSE_REWARD),
    Route("plan.decide", decide, Act.DECIDE_REWARD),
)

TICKS = (Tick("plan", _steps),)

MESSAGES = (
    MessageKind("plan", acts=(Act.READ_PLAN,), render=plan_message.render, instead=plan_message.pass_on),
    MessageKind(plan_close.KIND, acts=(Act.DECIDE_REWARD, Act.PROPOSE_REWARD), render=plan_close.render),
)
