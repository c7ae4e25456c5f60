"""What a reviewer does with a draft: look at it, let it go out, change it, refuse it, or hold it for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain import approval as rules
from bot.feedback.domain.approval import LONGEST_HOLD, Approval, ApprovalState
from bot.feedback.domain.feedback import Pick, Stage
from bot.feedback.domain.outline import fault
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.approval import (
    bears,
    draft_of,
    draft_or_none,
    may_decide,
    picked,
    settle,
)
from bot.feedback.services.outline import outline
from bot.feedback.views import approval as view
from bot.feedback.views import approval_form as form
from bot.kit.errors import Denied, NotFound, Stale, Unanswered
from bot.people.domain.permission import Act
from bot.people.domain.person import Person, place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.domain.feedback import Feedback, Outline
    from bot.feedback.ports import Work
    from bot.people.domain.permission import Actor


def approve(
    work: Work, actor: Actor, key: str, revision: int, *, now: datetime
) -> tuple[ApprovalState, view.DraftForReview | None]:
    """Let a draft go out as it is: returns what came of it, and the draft as it was shown.

    When its figures have changed meanwhile it is written anew instead; it expires, and there is no draft to show, when
    they do not bear its words any more.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = asked(work, actor, key, revision, now=now)
    said, by = outline(work, feedback, now=now), actor.person
    draft = draft_or_none(work, feedback, question, by, said, now=now)
    if said is None or draft is None:
        work.feedback.save(rules.expire(feedback))
        settle(work, feedback, question, ApprovalState.EXPIRED, by=by.id, now=now)
        return ApprovalState.EXPIRED, None
    if rules.figures(rules.spoken(said, picked(feedback))) != question.digest:
        work.feedback.save(rules.redraw(feedback, now=now))
        settle(work, feedback, question, ApprovalState.REDRAWN, by=by.id, now=now)
        return ApprovalState.REDRAWN, draft
    approved = rules.approve(feedback, by=by.id)
    settle(work, feedback, question, ApprovalState.APPROVED, by=by.id, now=now)
    feedbacks.send(work, approved, said, picked(feedback), now=now, card=draft.card)
    return ApprovalState.APPROVED, draft


def show(work: Work, actor: Actor, key: str, *, now: datetime) -> view.DraftForReview:
    """Return a draft that waits for the actor.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already.
    """
    feedback, question = asked(work, actor, key, 0, now=now)
    return draft_of(work, feedback, question, actor.person, _outline(work, feedback, now=now), now=now)


def changeable(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> tuple[form.Choice, Person]:
    """Return what a reviewer may change (findings, approved steps, a sentence of their own), and who is to read it.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = asked(work, actor, key, revision, now=now)
    reader = permission.somebody(work, feedback.reader_id)
    said, pick = _outline(work, feedback, now=now), picked(feedback)
    findings = form.offered(said, pick)
    return form.Choice(key, question.revision, reader.name, findings, said.steps, pick, question.note), reader


def reject(work: Work, actor: Actor, key: str, revision: int, *, reason: str, now: datetime) -> None:
    """Refuse a draft: it will never go out.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
        Unanswered: without a reason.
    """
    feedback, question = asked(work, actor, key, revision, now=now)
    if not reason:
        raise Unanswered({"reason": ("approval-reason", {})})
    work.feedback.save(rules.reject(feedback))
    settle(work, feedback, question, ApprovalState.REJECTED, by=actor.person.id, now=now, reason=reason)


def choose(
    work: Work, actor: Actor, key: str, revision: int, findings: Sequence[str], steps: Sequence[str], *, now: datetime
) -> Pick:
    """Return what a reviewer chose by id, strengths first, in the order in which the writer or else the outline has it.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
        Unanswered: when what was chosen cannot be said together.
    """
    feedback, _ = asked(work, actor, key, revision, now=now)
    said, before = _outline(work, feedback, now=now), picked(feedback)
    order = [*before.finding_ids, *(finding.id for finding in said.findings)]
    marks = {finding.id: finding.mark for finding in said.findings}
    first = said.findings[0].mark
    chosen = sorted(findings, key=lambda id_: (marks.get(id_) is not first, order.index(id_) if id_ in order else 0))
    ordered = [step.id for step in said.steps if step.id in steps]
    pick = replace(before, finding_ids=tuple(chosen), step_ids=tuple(ordered))
    if fault(said, pick):
        raise Unanswered({"findings": ("approval-fault", {})})
    return pick


def edit(
    work: Work, actor: Actor, key: str, revision: int, pick: Pick, *, note: str, now: datetime
) -> view.DraftForReview:
    """Take a reviewer's changes, and a sentence of their own or "": returns the new draft, which still waits for a yes.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = asked(work, actor, key, revision, now=now)
    said = _outline(work, feedback, now=now)
    changed = rules.edit(feedback, pick)
    touched = actor.person.id if pick != feedback.pick or note else question.edited_by
    digest = rules.figures(rules.spoken(said, pick))
    anew = rules.edited(question, by=touched, note=note, digest=digest)
    work.feedback.save(changed)
    work.approvals.save(anew)
    return draft_of(work, changed, anew, actor.person, said, now=now)


def hold(work: Work, actor: Actor, key: str, revision: int, *, days: int, reason: str, now: datetime) -> datetime:
    """Let a draft wait some working days longer, as many as are allowed at most; returns until when.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    _, question = asked(work, actor, key, revision, now=now)
    person = actor.person
    until = rules.working_days_on(now, min(days, LONGEST_HOLD), timezone=person.timezone, place=place_of(person))
    work.approvals.save(rules.hold(question, until=until, reason=reason))
    return until


def drafts(work: Work, actor: Actor, *, now: datetime) -> list[view.PendingDraft]:
    """Return the drafts that wait for the actor."""
    return [
        view.PendingDraft(feedback.key, reader.name, question.due_at, feedback.occasion)
        for feedback, question in _mine(work, actor, now=now)
        if (reader := work.people.get(feedback.reader_id))
    ]


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many drafts wait for the actor's yes."""
    return len(_mine(work, actor, now=now)) if actor.ever(Act.REVIEW_DRAFT) else 0


def _mine(work: Work, actor: Actor, *, now: datetime) -> list[tuple[Feedback, Approval]]:
    found = []
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is not None and feedback.stage is Stage.DRAFTED and may_decide(work, actor, feedback, now=now):
            found.append((feedback, question))
    return found


def asked(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> tuple[Feedback, Approval]:
    """Return a draft and the question about it, for whoever decides; ``revision`` 0 is the newest.

    Raises:
        Denied: when somebody else decides about it.
        NotFound: when there is no such question.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = work.feedback.get(key), work.approvals.get(key)
    if feedback is None or question is None:
        raise NotFound("approval-gone")
    permission.require(work, actor, Act.REVIEW_DRAFT, permission.somebody(work, feedback.subject_id), now=now)
    if not may_decide(work, actor, feedback, now=now):
        raise Denied("permission-denied", act=Act.REVIEW_DRAFT.value, subject=feedback.subject_id)
    if question.state is not ApprovalState.OPEN or feedback.stage is not Stage.DRAFTED:
        raise Stale("approval-decided")
    if revision not in {0, question.revision}:
        raise Stale("approval-newer")
    return feedback, question


def _outline(work: Work, feedback: Feedback, *, now: datetime) -> Outline:
    said = outline(work, feedback, now=now)
    if said is None or not bears(said, feedback):
        raise Stale("approval-changed")
    return said
