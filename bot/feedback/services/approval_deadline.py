"""Questions about drafts that nobody answers: one reminder, then praise goes out and anything else expires."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain import approval as rules
from bot.feedback.domain.approval import REMIND_AFTER, WORKING_DAYS, Approval, ApprovalState
from bot.feedback.domain.feedback import Stage
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.approval import BY_ITSELF, bears, goes_by_itself, picked, put, reviewer, settle
from bot.feedback.services.outline import outline
from bot.feedback.views import approval as view
from bot.people.domain.person import place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.feedback.domain.feedback import Feedback
    from bot.feedback.ports import Work


def due(work: Work, *, now: datetime) -> Sequence[Approval]:
    """Return the questions of which somebody should be reminded, or whose time is over."""
    return [
        question
        for question in work.approvals.open()
        if question.due_at <= now or (not question.reminded and _late(work, question, now))
    ]


def _late(work: Work, question: Approval, now: datetime) -> bool:
    clock = work.people.get(question.reviewer_id) if question.reviewer_id else None
    if clock is None:
        return False
    days = WORKING_DAYS - REMIND_AFTER
    return rules.working_days_on(now, days, timezone=clock.timezone, place=place_of(clock)) >= question.due_at


def urge(work: Work, key: str, *, now: datetime) -> bool:
    """Remind whoever decides today, once for each deadline, or have what an unanswered question comes to."""
    feedback, question = work.feedback.get(key), work.approvals.get(key)
    if feedback is None or question is None or question.state is not ApprovalState.OPEN:
        return False
    if feedback.stage is not Stage.DRAFTED:  # its figures changed: it is being written anew
        settle(work, feedback, question, ApprovalState.REDRAWN, by=BY_ITSELF, now=now)
        return False
    if question.due_at <= now:
        return _lapse(work, feedback, question, now=now)
    asked = reviewer(work, feedback, now=now)
    said = outline(work, feedback, now=now)
    work.approvals.save(replace(question, reminded=True))
    if asked is None or said is None or not bears(said, feedback):
        return False
    put(work, feedback, question, asked, said, now=now, again=f":{question.due_at:%Y-%m-%d}")
    return True


def _lapse(work: Work, feedback: Feedback, question: Approval, *, now: datetime) -> bool:
    """Let praise go out unchanged; anything else expires, and HR hears that nobody decided."""
    said = outline(work, feedback, now=now)
    same = said is not None and rules.figures(rules.spoken(said, picked(feedback))) == question.digest
    if said is not None and goes_by_itself(feedback) and same:
        approved = rules.approve(feedback, by=BY_ITSELF)
        settle(work, feedback, question, ApprovalState.LET_GO, by=BY_ITSELF, now=now)
        feedbacks.send(work, approved, said, picked(feedback), now=now)
        return True
    work.feedback.save(rules.expire(feedback))
    settle(work, feedback, question, ApprovalState.EXPIRED, by=BY_ITSELF, now=now)
    reader = work.people.get(feedback.reader_id)
    asked = work.people.get(question.reviewer_id) if question.reviewer_id else None
    for person in permission.hr(work):
        to = work.reader(person, now=now)
        card = view.lapsed(
            to.t,
            reader=reader.name if reader else "",
            reviewer=asked.name if asked else "",
            asked_at=question.asked_at,
            zone=to.zone,
            now=now,
        )
        enqueue(
            work,
            card,
            key=f"approval-lapsed:{person.id}:{feedback.key}:{question.revision}",
            to=person,
            kind=card.kind,
            priority=Priority.REPORT,
            now=now,
            merge="daily",
            subject_id=feedback.subject_id,
        )
    return True
