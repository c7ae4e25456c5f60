"""What people do about a task of a review that they are reminded of: hear of it another day, or leave it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.messages.inbound import Notice
from bot.people.domain.permission import Act
from bot.reviews.services import review_task, seen_review
from bot.reviews.views import review_task as view
from bot.reviews.views.review_task_later import NEVER, day_of
from handlers.context import argument, number
from handlers.reviews.review_task_later import chosen
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def later(context: Context, inbound: Inbound) -> Form | Notice:
    """Remind of a task tomorrow or on Monday, or never again, with the reason."""
    found = seen_review.find(context.work, number(inbound))
    task = review_task.mine(context.work, context.actor, found, argument(inbound, "task"), now=context.now)
    form = view.later(context.t, found.no, task, today=context.today)
    asked = chosen(context, inbound, form)
    if asked is None:
        return form
    when, reason = asked
    if when == NEVER:
        review_task.skip(context.work, context.actor, found, task, reason, now=context.now)
        return Notice(context.t("review-skipped", what=view.what(context.t, task.kind)))
    day = day_of(when, context.today)
    at = review_task.put_off(context.work, context.actor, found, task, day, now=context.now)
    moment = context.t.moment(at, zone=context.reader.zone, now=context.now)
    return Notice(context.t("review-put-off", moment=moment))


ROUTES = (Route("review.later", later, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM)),)

MESSAGES = (MessageKind(review_task.KIND, render=review_task.render),)
