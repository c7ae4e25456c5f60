"""What reviewers do with drafts: look, approve, change, hold, refuse."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.feedback.services import approval_deadline as deadline
from bot.feedback.services import approval_review as review
from bot.feedback.services import feedback_outgoing as outgoing
from bot.feedback.views import approval as view
from bot.feedback.views import approval_form as form_view
from bot.messages.inbound import Notice, Settled, Submission
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.runtime.tick import Due, Tick
from handlers import specificity
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show a draft, or the list of those that wait for the sender."""
    key = argument(inbound, "key")
    if key:
        return _asking(context, review.show(context.work, context.actor, key, now=context.now))
    rows = review.drafts(context.work, context.actor, now=context.now)
    return view.drafts(context.t, rows, zone=context.reader.zone, now=context.now)


def _asking(context: Context, draft: view.DraftForReview) -> Card:
    return view.asking(context.t, draft, zone=context.reader.zone, now=context.now)


def approve(context: Context, inbound: Inbound) -> Settled:
    """Let a draft go out."""
    key, revision = _which(inbound)
    state, draft = review.approve(context.work, context.actor, key, revision, now=context.now)
    return Settled(view.settled(context.t, draft, state, zone=context.reader.zone, now=context.now))


def edit(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what to change, then show the new text with the same question."""
    work, actor, now = context.work, context.actor, context.now
    key, revision = _which(inbound)
    choice, reader = review.changeable(work, actor, key, revision, now=now)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    form = form_view.editing(context.t, work.words(reader.locale), choice, metrics=metrics)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        if answers.choice("then") == form_view.REJECT:
            review.reject(work, actor, key, revision, reason=answers.text_or_none("reason") or "", now=now)
            return view.decided(context.t, reader.name, context.t("approval-rejected"))
        steps = answers.choices("steps") if "steps" in answers else ()
        pick = review.choose(work, actor, key, revision, answers.choices("findings"), steps, now=now)
        note = answers.text_or_none("note") or ""
        specificity.ask_once(context, inbound, note)
    return _asking(context, review.edit(work, actor, key, revision, pick, note=note, now=now))


def hold(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask for how long, then let the draft wait."""
    work, actor, now = context.work, context.actor, context.now
    key, revision = _which(inbound)
    feedback, question = review.asked(work, actor, key, revision, now=now)
    form = form_view.holding(context.t, key, question.revision, permission.somebody(work, feedback.reader_id).name)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        days, reason = int(answers.choice("days")), answers.text_or_none("reason") or ""
    until = review.hold(work, actor, key, revision, days=days, reason=reason, now=now)
    moment = context.t.moment(until, zone=context.reader.zone, now=now)
    return Notice(context.t("approval-held", moment=moment))


def _which(inbound: Inbound) -> tuple[str, int]:
    """Return the draft's key and which revision of it; what is no number fits none."""
    return argument(inbound, "key"), whole(argument(inbound, "rev")) or -1


# Drafts that wait for a yes: a reminder half-way, and what an unanswered question comes to.


def _approvals(work: Work, now: datetime) -> Iterator[Due]:
    for question in deadline.due(work, now=now):
        what = "over" if question.due_at <= now else "remind"
        local = f"{what} {question.revision} {question.due_at:%Y-%m-%dT%H:%MZ}"
        yield Due(question.feedback, local, _urge(question.feedback))


def _urge(key: str) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return deadline.urge(work, key, now=now)

    return effect


def _ask_again(work: Work, delivery: Delivery, now: datetime) -> None:
    outgoing.ask_again(work, delivery.subject_id, now=now)


ROUTES = (
    Route(
        "approval",
        show,
        Act.REVIEW_DRAFT,
        (Means.WORDS, Means.CLICK),
        spoken(en="drafts, approvals, approve", zh="待审，审核，待审批，草稿"),
    ),
    Route("approval.approve", approve, Act.REVIEW_DRAFT),
    Route("approval.edit", edit, Act.REVIEW_DRAFT, (Means.CLICK, Means.FORM), opens=True),
    Route("approval.hold", hold, Act.REVIEW_DRAFT, (Means.CLICK, Means.FORM), opens=True),
)

TICKS = (Tick("approval", _approvals),)

WAITING = (Queue("approval", "approval", Act.REVIEW_DRAFT, review.waiting),)

MESSAGES = (
    MessageKind(
        "approval",
        acts=(Act.REVIEW_DRAFT,),
        may=outgoing.decides,
        render=outgoing.render_question,
        instead=_ask_again,
    ),
)
