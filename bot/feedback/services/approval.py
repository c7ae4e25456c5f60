"""Approvals at work: whom to ask, what they may change, and what happens when nobody answers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import NOTHING_LEFT, SETTLED, WRITTEN_ANEW, Drop, Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain import approval as rules
from bot.feedback.domain.approval import LONGEST_HOLD, REMIND_AFTER, WORKING_DAYS, Approval, State
from bot.feedback.domain.evidence import Ground
from bot.feedback.domain.feedback import Occasion, Pick, Stage
from bot.feedback.domain.outline import fault
from bot.feedback.domain.specificity import assess_note
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.outline import outline
from bot.feedback.services.outline import rules as rules_behind
from bot.feedback.services.pending import write_anew
from bot.feedback.services.render import render as render_words
from bot.feedback.views import approval as view
from bot.feedback.views.specificity import hint
from bot.kit.calendar import zone
from bot.kit.errors import Denied, NotFound, Stale, Unanswered
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Role
from bot.people.domain.person import place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery, Wait
    from bot.feedback.domain.feedback import Feedback, Outline
    from bot.feedback.ports.work import Work
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
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
        feedbacks.drop(work, feedback)
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
    others = (one for one in permission.hr(work) if one.id not in {feedback.reader_id, feedback.subject_id})
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
        _put(work, feedback, found, asked, said, now=now)


def _put(
    work: Work,
    feedback: Feedback,
    question: Approval,
    asked: Person,
    said: Outline,
    *,
    now: datetime,
    again: str = "",
) -> None:
    card = _card(work, feedback, question, asked, said, now=now)
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


def _card(work: Work, feedback: Feedback, question: Approval, to: Person, said: Outline, *, now: datetime) -> Card:
    pick = _picked(feedback)
    reader = permission.somebody(work, feedback.reader_id)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    grounds = []
    if rules.negative(pick):
        for one in {one.delta.metric: one.delta for one in rules.spoken(said, pick)}.values():
            versions = tuple(work.readings.evidence(one.person_id, one.metric, one.period))
            grounds.append(Ground(one, metrics[one.metric], versions))
    titles = rules_behind(work, work.rules.signals(feedback.signals)).values()
    draft_ = view.Draft(
        key=feedback.key,
        revision=question.revision,
        reader=reader.name,
        card=_words(work, feedback, question, said, by=to, now=now),
        writer=pick.writer,
        rules=tuple(titles),
        goes_by_itself=_goes_by_itself(feedback),
        due_at=question.due_at,
        grounds=tuple(grounds),
        edited=bool(question.edited_by),
    )
    return view.asking(work.words(to.locale), draft_, zone=zone(to.timezone), now=now)


def _words(
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
    card = render_words(work, feedback, said, _picked(feedback), now=now, going=going)
    reader = permission.somebody(work, feedback.reader_id)
    t = work.words(reader.locale)
    key = feedback.key if feedback.reader_id == feedback.subject_id else ""
    return view.reviewed(t, card, by=by.name, writer=_picked(feedback).writer, note=question.note, key=key)


def _picked(feedback: Feedback) -> Pick:
    if feedback.pick is None:
        raise NotFound("approval-gone")
    return feedback.pick


def _goes_by_itself(feedback: Feedback) -> bool:
    """Say whether words may go out when nobody answers: praise may, anything else never does."""
    return feedback.occasion is Occasion.PRAISE and not rules.negative(_picked(feedback))


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Wait | Drop | None:
    """Return a feedback's words as they read now.

    Words whose figures have changed, or do not support them any more, are written and where need be approved anew. A
    manager's wait, for as long as the policy says, until the person has heard theirs.
    """
    feedback = work.feedback.get(delivery.key)
    if feedback is None or feedback.pick is None or feedback.stage is not Stage.SENT:
        return None
    said = outline(work, feedback)
    if said is None:
        work.feedback.save(rules.withdraw(feedback))
        return Drop(NOTHING_LEFT)
    if not _still_says(said, feedback, feedback.pick):
        write_anew(work, feedback, now=now)
        return Drop(WRITTEN_ANEW)
    told = [one.delta for one in rules.spoken(said, feedback.pick)]
    wait = feedbacks.before_the_manager(work, feedback, delivery, told, now=now)
    if wait is not None:
        return wait
    question = work.approvals.get(feedback.key)
    if question is not None and question.state is State.APPROVED:
        by = permission.somebody(work, question.decided_by)
        return _words(work, feedback, question, said, by=by, now=now, going=True)
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
    if question.state is not State.OPEN or question.revision != int(asked["revision"]):
        return Drop(SETTLED)
    return _card_or_none(work, feedback, question, reader, outline(work, feedback), now=now) or Drop(NOTHING_LEFT)


def _still_says(said: Outline, feedback: Feedback, pick: Pick) -> bool:
    """Say whether a pick may still become words, with the values that it was made from."""
    if fault(said, pick):
        return False
    told = rules.spoken(said, pick)
    values = {(one.delta.person_id, one.delta.metric, one.delta.period): one.delta.value for one in told}
    return values == dict(zip(feedback.deltas, feedback.values, strict=False)) or not feedback.values


# What a reviewer does


def approve(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> Card:
    """Let a draft go out as it is; returns the question with the answer on it.

    When its figures have changed meanwhile it is written anew instead, and the card says so.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = _question(work, actor, key, revision, now=now)
    said = outline(work, feedback)
    card = _card_or_none(work, feedback, question, actor.person, said, now=now)
    t = work.words(actor.person.locale)
    if said is None or card is None:
        work.feedback.save(rules.expire(feedback))
        _settle(work, feedback, question, State.EXPIRED, by=actor.person.id, now=now)
        return view.answered(view.nothing(t), t("approval-nothing"))
    if rules.figures(rules.spoken(said, _picked(feedback))) != question.digest:
        _redraw(work, feedback, question, by=actor.person.id, now=now)
        return view.answered(card, t("approval-redrawn"))
    words = _words(work, feedback, question, said, by=actor.person, now=now)
    approved = rules.approve(feedback, by=actor.person.id)
    _settle(work, feedback, question, State.APPROVED, by=actor.person.id, now=now)
    feedbacks.send(work, approved, said, _picked(feedback), now=now, card=words)
    return view.answered(card, t("approval-approved"))


def _settle(
    work: Work, feedback: Feedback, question: Approval, state: State, *, by: str, now: datetime, reason: str = ""
) -> None:
    """Keep what came of a question, and who decided, in the trail as well."""
    work.approvals.save(rules.settle(question, state, by=by, at=now, reason=reason))
    detail = {"feedback": feedback.key, "state": state.value, "edited_by": question.edited_by}
    work.audit.append(What.APPROVAL, actor=by, subject=feedback.subject_id, detail=detail, at=now)


def _card_or_none(
    work: Work, feedback: Feedback, question: Approval, to: Person, said: Outline | None, *, now: datetime
) -> Card | None:
    known = {one.id for one in said.findings} if said else set()
    if said is None or not set(_picked(feedback).finding_ids) <= known:
        return None
    return _card(work, feedback, question, to, said, now=now)


def _redraw(work: Work, feedback: Feedback, question: Approval, *, by: str, now: datetime) -> None:
    work.feedback.save(rules.redraw(feedback, now=now))
    _settle(work, feedback, question, State.REDRAWN, by=by, now=now)


def show(work: Work, actor: Actor, key: str, *, now: datetime) -> Card:
    """Show a draft that waits for the actor.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already.
    """
    feedback, question = _question(work, actor, key, 0, now=now)
    return _card(work, feedback, question, actor.person, _outline(work, feedback), now=now)


def form(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> Form:
    """Offer what a reviewer may change: which findings and approved steps, and a sentence of their own.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = _question(work, actor, key, revision, now=now)
    reader = permission.somebody(work, feedback.reader_id)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    t, theirs = (work.words(one.locale) for one in (actor.person, reader))
    said, pick = _outline(work, feedback), _picked(feedback)
    choice = view.Choice(
        feedback.key, question.revision, reader.name, view.offered(said, pick), said.steps, pick, question.note
    )
    return view.editing(t, theirs, choice, metrics=metrics)


def edit(
    work: Work, actor: Actor, key: str, revision: int, answers: Answers, *, now: datetime, prompted: bool = False
) -> Card:
    """Take a reviewer's changes: returns the new draft to look at, or what came of the question when they refuse it.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
        Unanswered: when what was chosen cannot be said together; once also when the reviewer's own words are vague,
            unless they were ``prompted`` before.
    """
    feedback, question = _question(work, actor, key, revision, now=now)
    t = work.words(actor.person.locale)
    reason = answers.text_or_none("reason") or ""
    if answers.choice("then") == view.REJECT:
        if not reason:
            raise Unanswered({"reason": ("approval-reason", {})})
        work.feedback.save(rules.reject(feedback))
        _settle(work, feedback, question, State.REJECTED, by=actor.person.id, now=now, reason=reason)
        return view.decided(t, permission.somebody(work, feedback.reader_id).name, t("approval-rejected"))
    said = _outline(work, feedback)
    chosen = _pick(said, _picked(feedback), answers)
    if fault(said, chosen):
        raise Unanswered({"findings": ("approval-fault", {})})
    note = answers.text_or_none("note") or ""
    if note and not prompted and (words := hint(t, assess_note(note))):
        raise Unanswered({"note": ("specificity-hint", {"hint": words})}, once=True)
    changed = rules.edit(feedback, chosen)
    touched = actor.person.id if chosen != feedback.pick or note else question.edited_by
    digest = rules.figures(rules.spoken(said, chosen))
    anew = rules.edited(question, by=touched, note=note, digest=digest)
    work.feedback.save(changed)
    work.approvals.save(anew)
    return _card(work, changed, anew, actor.person, said, now=now)


def _pick(said: Outline, before: Pick, answers: Answers) -> Pick:
    """Return what was chosen, strengths first, in the order in which the writer or else the outline has it."""
    findings = answers.choices("findings")
    steps = answers.choices("steps") if "steps" in answers else ()
    order = [*before.finding_ids, *(one.id for one in said.findings)]
    marks = {one.id: one.mark for one in said.findings}
    first = said.findings[0].mark
    chosen = sorted(findings, key=lambda one: (marks.get(one) is not first, order.index(one) if one in order else 0))
    ordered = [one.id for one in said.steps if one.id in steps]
    return replace(before, finding_ids=tuple(chosen), step_ids=tuple(ordered))


def holding(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> Form:
    """Ask for how long a draft is to wait, and why.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    feedback, question = _question(work, actor, key, revision, now=now)
    reader = permission.somebody(work, feedback.reader_id)
    return view.holding(work.words(actor.person.locale), key, question.revision, reader.name)


def hold(work: Work, actor: Actor, key: str, revision: int, answers: Answers, *, now: datetime) -> str:
    """Let a draft wait some working days longer; returns what to say.

    Raises:
        Denied: when somebody else decides about it.
        Stale: when it was decided already, or a newer draft has taken its place.
    """
    _, question = _question(work, actor, key, revision, now=now)
    days = min(int(answers.choice("days")), LONGEST_HOLD)
    person = actor.person
    until = rules.working_days_on(now, days, timezone=person.timezone, place=place_of(person))
    work.approvals.save(rules.hold(question, until=until, reason=answers.text_or_none("reason") or ""))
    t = work.words(person.locale)
    return t("approval-held", moment=t.moment(until, zone=zone(person.timezone), now=now))


def drafts(work: Work, actor: Actor, *, now: datetime) -> Card:
    """List the drafts that wait for the actor."""
    t = work.words(actor.person.locale)
    rows = [
        view.Row(feedback.key, reader.name, question.due_at, feedback.occasion)
        for feedback, question in _mine(work, actor, now=now)
        if (reader := work.people.get(feedback.reader_id))
    ]
    return view.drafts(t, rows, zone=zone(actor.person.timezone), now=now)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many drafts wait for the actor's yes."""
    return len(_mine(work, actor, now=now)) if actor.ever(Act.REVIEW_DRAFT) else 0


def _mine(work: Work, actor: Actor, *, now: datetime) -> list[tuple[Feedback, Approval]]:
    found = []
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is not None and feedback.stage is Stage.DRAFTED and _decides(work, actor, feedback, now=now):
            found.append((feedback, question))
    return found


def _decides(work: Work, actor: Actor, feedback: Feedback, *, now: datetime) -> bool:
    """Say whether somebody decides about words: who leads the subject today; HR where that one reads them."""
    if actor.person.id in {feedback.reader_id, feedback.subject_id}:
        return False
    subject = work.people.get(feedback.subject_id)
    led = permission.led_by(work, actor.person, now=now)
    if subject is not None and subject.manager_id in led:
        return True
    return Role.HR in actor.roles and _leader(work, feedback, now=now) is None


def _question(work: Work, actor: Actor, key: str, revision: int, *, now: datetime) -> tuple[Feedback, Approval]:
    """Return a draft and the question about it, for whoever decides; ``revision`` 0 is the newest."""
    feedback, question = work.feedback.get(key), work.approvals.get(key)
    if feedback is None or question is None:
        raise NotFound("approval-gone")
    permission.require(work, actor, Act.REVIEW_DRAFT, permission.somebody(work, feedback.subject_id), now=now)
    if not _decides(work, actor, feedback, now=now):
        raise Denied("permission-denied", act=Act.REVIEW_DRAFT.value, subject=feedback.subject_id)
    if question.state is not State.OPEN or feedback.stage is not Stage.DRAFTED:
        raise Stale("approval-decided")
    if revision not in {0, question.revision}:
        raise Stale("approval-newer")
    return feedback, question


def _outline(work: Work, feedback: Feedback) -> Outline:
    said = outline(work, feedback)
    if said is None or not set(_picked(feedback).finding_ids) <= {one.id for one in said.findings}:
        raise Stale("approval-changed")
    return said


def decides(work: Work, actor: Actor, delivery: Delivery, now: datetime) -> bool:
    """Say whether the question that a message puts to somebody is still theirs to answer."""
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is not None and delivery.key.startswith(f"approval:{question.feedback}:"):
            return _decides(work, actor, feedback, now=now)
    return True


def ask_again(work: Work, subject_id: str, *, now: datetime) -> None:
    """Put the open questions about words about somebody to whoever decides now, where that is another than before."""
    for question in work.approvals.open():
        feedback = work.feedback.get(question.feedback)
        if feedback is None or feedback.subject_id != subject_id or feedback.stage is not Stage.DRAFTED:
            continue
        asked, said = reviewer(work, feedback, now=now), outline(work, feedback)
        if asked is None or asked.id == question.reviewer_id or said is None:
            continue
        again = replace(question, reviewer_id=asked.id)
        work.approvals.save(again)
        _put(work, feedback, again, asked, said, now=now, again=f":{asked.id}")


# What the clock does


def due(work: Work, *, now: datetime) -> Sequence[Approval]:
    """Return the questions of which somebody should be reminded, or whose time is over."""
    return [one for one in work.approvals.open() if one.due_at <= now or (not one.reminded and _late(work, one, now))]


def _late(work: Work, question: Approval, now: datetime) -> bool:
    clock = work.people.get(question.reviewer_id) if question.reviewer_id else None
    if clock is None:
        return False
    days = WORKING_DAYS - REMIND_AFTER
    return rules.working_days_on(now, days, timezone=clock.timezone, place=place_of(clock)) >= question.due_at


def urge(work: Work, key: str, *, now: datetime) -> bool:
    """Remind whoever decides today, once for each deadline, or have what an unanswered question comes to."""
    feedback, question = work.feedback.get(key), work.approvals.get(key)
    if feedback is None or question is None or question.state is not State.OPEN:
        return False
    if feedback.stage is not Stage.DRAFTED:  # its figures changed: it is being written anew
        _settle(work, feedback, question, State.REDRAWN, by=BY_ITSELF, now=now)
        return False
    if question.due_at <= now:
        return _lapse(work, feedback, question, now=now)
    asked = reviewer(work, feedback, now=now)
    said = outline(work, feedback)
    work.approvals.save(replace(question, reminded=True))
    if asked is None or said is None or not set(_picked(feedback).finding_ids) <= {one.id for one in said.findings}:
        return False
    _put(work, feedback, question, asked, said, now=now, again=f":{question.due_at:%Y-%m-%d}")
    return True


def _lapse(work: Work, feedback: Feedback, question: Approval, *, now: datetime) -> bool:
    """Let praise go out unchanged; anything else expires, and HR hears that nobody decided."""
    said = outline(work, feedback)
    same = said is not None and rules.figures(rules.spoken(said, _picked(feedback))) == question.digest
    if said is not None and _goes_by_itself(feedback) and same:
        approved = rules.approve(feedback, by=BY_ITSELF)
        _settle(work, feedback, question, State.LET_GO, by=BY_ITSELF, now=now)
        feedbacks.send(work, approved, said, _picked(feedback), now=now)
        return True
    work.feedback.save(rules.expire(feedback))
    _settle(work, feedback, question, State.EXPIRED, by=BY_ITSELF, now=now)
    reader = work.people.get(feedback.reader_id)
    asked = work.people.get(question.reviewer_id) if question.reviewer_id else None
    for one in permission.hr(work):
        card = view.lapsed(
            work.words(one.locale),
            reader=reader.name if reader else "",
            reviewer=asked.name if asked else "",
            asked_at=question.asked_at,
            zone=zone(one.timezone),
            now=now,
        )
        enqueue(
            work,
            card,
            key=f"approval-lapsed:{one.id}:{feedback.key}:{question.revision}",
            to=one,
            kind=card.kind,
            priority=Priority.REPORT,
            now=now,
            merge="daily",
            subject_id=feedback.subject_id,
        )
    return True
