"""Messages of feedback as they read when they go: what changed is written anew, what is settled is dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import NOTHING_LEFT, SETTLED, WRITTEN_ANEW
from bot.delivery.domain.delivery_timing import Drop
from bot.feedback.domain import approval as rules
from bot.feedback.domain.approval import ApprovalState
from bot.feedback.domain.feedback import Pick, Stage
from bot.feedback.domain.outline import fault
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.approval import draft_or_none, may_decide, put, reviewer, words_of
from bot.feedback.services.feedback_pending import write_anew
from bot.feedback.services.feedback_render import render as render_words
from bot.feedback.services.outline import outline
from bot.feedback.services.threshold import hold
from bot.feedback.views import approval as view
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.domain.delivery_timing import Wait
    from bot.feedback.domain.feedback import Feedback, Outline
    from bot.feedback.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Wait | Drop | None:
    """Return a feedback's words as they read now.

    Words whose figures have changed, or do not support them any more, are written and where need be approved anew. A
    manager's wait, for as long as the policy says, until the person has heard theirs.
    """
    feedback = work.feedback.get(delivery.key)
    if feedback is None or feedback.pick is None or feedback.stage is not Stage.SENT:
        return None
    said = outline(work, hold(work, feedback, now=now), now=now)
    if said is None:
        work.feedback.save(rules.withdraw(feedback))
        return Drop(NOTHING_LEFT)
    if not _still_says(said, feedback, feedback.pick):
        write_anew(work, feedback, now=now)
        return Drop(WRITTEN_ANEW)
    told = [finding.delta for finding in rules.spoken(said, feedback.pick)]
    wait = feedbacks.before_the_manager(work, feedback, delivery, told, now=now)
    wait = wait or feedbacks.with_others(work, feedback, delivery, now=now)
    if wait is not None:
        return wait
    question = work.approvals.get(feedback.key)
    if question is not None and question.state is ApprovalState.APPROVED:
        by = permission.somebody(work, question.decided_by)
        return words_of(work, feedback, question, said, by=by, now=now, going=True)
    return render_words(work, feedback, said, feedback.pick, now=now, going=True)


_QUESTION = re.compile(r"approval:(?P<feedback>.+?):(?P<revision>\d+)(?::\d{4}-\d\d-\d\d)?$")


def render_question(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return the question about a draft as it stands; none when it was decided, or a newer draft is asked about."""
    asked = _QUESTION.match(delivery.key)
    if asked is None:
        return None
    feedback, question = work.feedback.get(asked["feedback"]), work.approvals.get(asked["feedback"])
    reader = work.people.get(delivery.person_id)
    if feedback is None or question is None or reader is None or feedback.stage is not Stage.DRAFTED:
        return Drop(SETTLED)
    if question.state is not ApprovalState.OPEN or question.revision != int(asked["revision"]):
        return Drop(SETTLED)
    shown = draft_or_none(work, feedback, question, reader, outline(work, feedback, now=now), now=now)
    to = work.reader(reader, now=now)
    return view.asking(to.t, shown, zone=to.zone, now=now) if shown else Drop(NOTHING_LEFT)


def _still_says(said: Outline, feedback: Feedback, pick: Pick) -> bool:
    """Say whether a pick may still become words, with the values that it was made from."""
    if fault(said, pick):
        return False
    told = rules.spoken(said, pick)
    values = {
        (finding.delta.person_id, finding.delta.metric, finding.delta.period): finding.delta.value for finding in told
    }
    return values == dict(zip(feedback.deltas, feedback.values, strict=False)) or not feedback.values


def decides(work: Work, actor: Actor, delivery: Delivery, now: datetime) -> bool:
    """Say whether the question that a message puts to somebody is still theirs to answer."""
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is not None and delivery.key.startswith(f"approval:{question.feedback}:"):
            return may_decide(work, actor, feedback, now=now)
    return True


def ask_again(work: Work, subject_id: str, *, now: datetime) -> None:
    """Put the open questions about words about somebody to whoever decides now, where that is another than before."""
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is None or feedback.subject_id != subject_id or feedback.stage is not Stage.DRAFTED:
            continue
        asked, said = reviewer(work, feedback, now=now), outline(work, feedback, now=now)
        if asked is None or asked.id == question.reviewer_id or said is None:
            continue
        again = replace(question, reviewer_id=asked.id)
        work.approvals.save(again)
        put(work, feedback, again, asked, said, now=now, again=f":{asked.id}")
