"""What reviewers do with drafts: look, approve, change, hold, refuse."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import Message
from bot.feedback.services import approval
from bot.messages.inbound import Notice, Settled, Submission
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.runtime.tick import Due, Tick
from handlers.context import argument, prompted, whole
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
        return approval.show(context.work, context.actor, key, now=context.now)
    return approval.drafts(context.work, context.actor, now=context.now)


def approve(context: Context, inbound: Inbound) -> Settled:
    """Let a draft go out."""
    key, revision = _which(inbound)
    return Settled(approval.approve(context.work, context.actor, key, revision, now=context.now))


def edit(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what to change, then show the new text with the same question."""
    key, revision = _which(inbound)
    form = approval.form(context.work, context.actor, key, revision, now=context.now)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        return approval.edit(
            context.work, context.actor, key, revision, answers, now=context.now, prompted=prompted(inbound)
        )


def hold(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask for how long, then let the draft wait."""
    key, revision = _which(inbound)
    form = approval.holding(context.work, context.actor, key, revision, now=context.now)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        return Notice(approval.hold(context.work, context.actor, key, revision, answers, now=context.now))


def _which(inbound: Inbound) -> tuple[str, int]:
    """Return the draft's key and which revision of it; what is no number fits none."""
    return argument(inbound, "key"), whole(argument(inbound, "rev")) or -1


# Drafts that wait for a yes: a reminder half-way, and what an unanswered question comes to.


def _approvals(work: Work, now: datetime) -> Iterator[Due]:
    for one in approval.due(work, now=now):
        what = "over" if one.due_at <= now else "remind"
        yield Due(one.feedback, f"{what} {one.revision} {one.due_at:%Y-%m-%dT%H:%MZ}", _urge(one.feedback))


def _urge(key: str) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return approval.urge(work, key, now=now)

    return effect


def _ask_again(work: Work, delivery: Delivery, now: datetime) -> None:
    approval.ask_again(work, delivery.subject_id, now=now)


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

WAITING = (Queue("approval", "approval", Act.REVIEW_DRAFT, approval.waiting),)

MESSAGES = (
    Message(
        "approval",
        acts=(Act.REVIEW_DRAFT,),
        may=approval.decides,
        render=approval.render_question,
        instead=_ask_again,
    ),
)
