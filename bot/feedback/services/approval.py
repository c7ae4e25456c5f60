"""Approvals at work: which words wait for a yes, who is asked, and what that one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain import approval as rules
from bot.feedback.domain.approval import WORKING_DAYS, Approval, ApprovalState
from bot.feedback.domain.evidence import Ground
from bot.feedback.domain.feedback import Occasion, Pick, Stage
from bot.feedback.domain.outline import fault
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.feedback_render import render as render_words
from bot.feedback.services.outline import rules as rules_behind
from bot.feedback.views import approval as view
from bot.kit.errors import NotFound
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.people.domain.person import place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.domain.feedback import Feedback, Outline
    from bot.feedback.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

BY_ITSELF = "jinbu"
"""Who let praise go out, and the rest expire, when its reviewer did not answer."""


def draft(work: Work, feedback: Feedback, said: Outline, pick: Pick, *, now: datetime) -> bool:
    """Hand the words to the outbox, or ask somebody about them first; say whether they go out now.

    Raises:
        ValueError: when the pick is not one of this outline.
    """
    if wrong := fault(said, pick):
        raise ValueError(wrong)
    if work.people.get(feedback.reader_id) is None or work.people.get(feedback.subject_id) is None:
        feedbacks.drop(work, feedback, now=now)
        return False
    drafted = rules.draft(feedback, pick, work.rules.signals(feedback.signals))
    if drafted.stage is Stage.DRAFTED:
        work.feedback.save(drafted)
        _ask(work, drafted, said, pick, now=now)
        return False
    feedbacks.send(work, drafted, said, pick, now=now)
    return True


def reviewer(work: Work, feedback: Feedback, *, now: datetime) -> Person | None:
    """Return who decides about words about somebody: whoever leads that one today, else HR, else nobody.

    A manager does not decide about words to themselves; and who leads that manager may not see the person's figures.
    """
    leader = _leader(work, feedback, now=now)
    others = (person for person in permission.hr(work) if person.id not in {feedback.reader_id, feedback.subject_id})
    return leader or next(others, None)


def _leader(work: Work, feedback: Feedback, *, now: datetime) -> Person | None:
    subject = work.people.get(feedback.subject_id)
    leader = permission.leader(work, subject, now=now) if subject else None
    return None if leader is None or leader.id == feedback.reader_id else leader


def _ask(work: Work, feedback: Feedback, said: Outline, pick: Pick, *, now: datetime) -> None:
    asked = reviewer(work, feedback, now=now)
    clock = asked or permission.somebody(work, feedback.reader_id)
    due = rules.working_days_on(now, WORKING_DAYS, timezone=clock.timezone, place=place_of(clock))
    found = rules.ask(
        feedback,
        asked.id if asked else None,
        digest=rules.figures(rules.spoken(said, pick)),
        before=work.approvals.get(feedback.key),
        now=now,
        due_at=due,
    )
    work.approvals.save(found)
    if asked is not None:
        put(work, feedback, found, asked, said, now=now)


def put(
    work: Work,
    feedback: Feedback,
    question: Approval,
    asked: Person,
    said: Outline,
    *,
    now: datetime,
    again: str = "",
) -> None:
    """Bring the question about a draft to whoever decides; ``again`` ends the key of one that is asked once more."""
    shown, to = draft_of(work, feedback, question, asked, said, now=now), work.reader(asked, now=now)
    card = view.asking(to.t, shown, zone=to.zone, now=now)
    enqueue(
        work,
        card,
        key=f"approval:{feedback.key}:{question.revision}{again}",
        to=asked,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=feedback.subject_id,
        expires_at=question.due_at,
    )


def draft_of(
    work: Work, feedback: Feedback, question: Approval, by: Person, said: Outline, *, now: datetime
) -> view.DraftForReview:
    """Return a draft as somebody who decides about it sees it: the words as they would go out, and what is behind."""
    pick = picked(feedback)
    reader = permission.somebody(work, feedback.reader_id)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    grounds = []
    if rules.negative(pick):
        for delta in {finding.delta.metric: finding.delta for finding in rules.spoken(said, pick)}.values():
            versions = tuple(work.readings.evidence(delta.person_id, delta.metric, delta.period))
            grounds.append(Ground(delta, metrics[delta.metric], versions))
    return view.DraftForReview(
        key=feedback.key,
        revision=question.revision,
        reader=reader.name,
        card=words_of(work, feedback, question, said, by=by, now=now),
        writer=pick.writer,
        rules=tuple(rules_behind(work, work.rules.signals(feedback.signals)).values()),
        goes_by_itself=goes_by_itself(feedback),
        due_at=question.due_at,
        grounds=tuple(grounds),
        edited=bool(question.edited_by),
    )


def words_of(
    work: Work,
    feedback: Feedback,
    question: Approval,
    said: Outline,
    *,
    by: Person,
    now: datetime,
    going: bool = False,
) -> Card:
    """Return the exact card that the reader gets."""
    card = render_words(work, feedback, said, picked(feedback), now=now, going=going)
    reader = permission.somebody(work, feedback.reader_id)
    t = work.words(reader.locale)
    key = feedback.key if feedback.reader_id == feedback.subject_id else ""
    return view.reviewed(t, card, by=by.name, writer=picked(feedback).writer, note=question.note, key=key)


def picked(feedback: Feedback) -> Pick:
    """Return what a draft says.

    Raises:
        NotFound: when it is being written anew.
    """
    if feedback.pick is None:
        raise NotFound("approval-gone")
    return feedback.pick


def goes_by_itself(feedback: Feedback) -> bool:
    """Say whether words may go out when nobody answers: praise may, anything else never does."""
    return feedback.occasion is Occasion.PRAISE and not rules.negative(picked(feedback))


def settle(
    work: Work,
    feedback: Feedback,
    question: Approval,
    state: ApprovalState,
    *,
    by: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Keep what came of a question, and who decided, in the trail as well."""
    work.approvals.save(rules.settle(question, state, by=by, at=now, reason=reason))
    detail = {"feedback": feedback.key, "state": state.value, "edited_by": question.edited_by}
    work.audit.append(What.APPROVAL, actor=by, subject=feedback.subject_id, detail=detail, at=now)


def draft_or_none(
    work: Work, feedback: Feedback, question: Approval, by: Person, said: Outline | None, *, now: datetime
) -> view.DraftForReview | None:
    """Return a draft as :func:`draft_of` does, None when its figures do not bear its words any more."""
    return draft_of(work, feedback, question, by, said, now=now) if said and bears(said, feedback) else None


def bears(said: Outline, feedback: Feedback) -> bool:
    """Say whether an outline still has all findings of which a draft speaks."""
    return set(picked(feedback).finding_ids) <= {finding.id for finding in said.findings}


def may_decide(work: Work, actor: Actor, feedback: Feedback, *, now: datetime) -> bool:
    """Say whether somebody decides about words: who leads the subject today; HR where that one reads them."""
    if actor.person.id in {feedback.reader_id, feedback.subject_id}:
        return False
    subject = work.people.get(feedback.subject_id)
    led = permission.led_by(work, actor.person, now=now)
    if subject is not None and subject.manager_id in led:
        return True
    return Role.HR in actor.roles and _leader(work, feedback, now=now) is None
