"""What somebody is to read about themselves of several periods, a month and its quarter, as one message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.services.outbox import DIGEST
from bot.feedback.domain.approval import ApprovalState
from bot.feedback.domain.feedback import Feedback, Outline, Pick, Stage
from bot.feedback.domain.outline import fault
from bot.feedback.domain.together import joined
from bot.feedback.services.feedback_render import content
from bot.feedback.services.outline import outline
from bot.feedback.services.threshold import hold
from bot.feedback.views import feedback_together as view
from bot.figures.services.trend import trend
from bot.kit.period import Grain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person


def together(work: Work, members: Sequence[Delivery], reader: Person, now: datetime) -> Card | None:
    """Return the card that stands for several messages to somebody about themselves; None where each goes alone.

    So do the figures of a day, what an approver has added words to, and what would say less in one message.
    """
    said = [each for member in members if (each := _said(work, member, now=now))]
    if len(said) < len(members):
        return None
    whole = joined([(told, pick) for _, told, pick in said])
    if whole is None:
        return None
    contents = [content(work, each, told, pick, going=True, now=now) for each, told, pick in said]
    first = whole[0].findings[0]
    leading = next(each for each in contents if first in each.outline.findings)
    message = replace(
        leading,
        outline=whole[0],
        pick=whole[1],
        drivers={key: found for each in contents for key, found in each.drivers.items()},
        tried=next((each.tried for each in contents if each.tried), None),
    )
    step = message.step_to_do()  # what is answered under it is kept with the message that it is from
    of_step = next((each for each in contents if step in each.pick.step_ids), leading)
    message = replace(message, key=of_step.key)
    return view.together(work.reader(reader, now=now).t, message, contents, past=trend(work, first.delta))


def _said(work: Work, member: Delivery, *, now: datetime) -> tuple[Feedback, Outline, Pick] | None:
    """Return what a message about its reader says now; None of one that is to stand alone."""
    feedback = work.feedback.get(member.key)
    if feedback is None or feedback.pick is None or feedback.stage is not Stage.SENT:
        return None
    question = work.approvals.get(feedback.key)
    decided = question is not None and question.state is ApprovalState.APPROVED
    told = outline(work, hold(work, feedback, now=now), now=now)
    if decided or feedback.subject_id != feedback.reader_id or told is None or fault(told, feedback.pick):
        return None
    grains = {metric.key: metric.grain for metric in work.metrics.all()}
    if any(grains.get(metric) is Grain.DAY for _, metric, _ in feedback.deltas):
        return None
    return feedback, told, feedback.pick


def shown(work: Work, delivery: Delivery) -> Delivery:
    """Return the message that a reader has in hand: of one that went inside another, that one."""
    around = work.outbox.get(delivery.detail) if delivery.detail.startswith(f"{DIGEST}:") else None
    return around or delivery
