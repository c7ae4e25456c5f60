"""Steps followed through: what somebody says about a step, what is told of it later, and asking once more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState as Delivered
from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.advice_answer import (
    ASK_AGAIN_AFTER,
    TELL_WITHIN,
    AdviceAnswer,
    AdviceVerdict,
    TriedStep,
)
from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.domain.outline import advice_of, metric_of
from bot.feedback.services.advice import name_of
from bot.feedback.views import advice_answer as view
from bot.kit.calendar import zone
from bot.kit.errors import Denied, NotFound
from bot.people.services.person import known

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.feedback.domain.feedback import Feedback, Finding
    from bot.feedback.ports import Work
    from bot.people.domain.person import Person

_NEVER_OUT = frozenset({Delivered.EXPIRED, Delivered.FAILED})
OWN = (Occasion.STANDING, Occasion.PRAISE)
"""Messages to a person about themselves, under whose step they can say what became of it."""
AGAIN = "advice-again"
"""What the key of a message that asks once more begins with."""


def answer(work: Work, person: Person, key: str, step: str, verdict: AdviceVerdict, *, now: datetime) -> AdviceAnswer:
    """Remember what somebody says about a step of a message to them; the newest answer counts.

    Raises:
        NotFound: when there is no such message, or no such step in it.
        Denied: when it was sent to somebody else.
    """
    told, delivery = work.feedback.get(key), work.outbox.get(key)
    if told is None or told.pick is None or step not in told.pick.step_ids:
        raise NotFound("feedback-gone")
    if delivery is not None and delivery.state in _NEVER_OUT:
        raise NotFound("feedback-gone")
    if {told.reader_id, told.subject_id} != {person.id}:
        raise Denied("feedback-denied")
    made = _about(work, told, step, person, now=now)
    work.advice_answers.put(replace(made, verdict=verdict))
    return replace(made, verdict=verdict)


def _about(work: Work, told: Feedback, step: str, person: Person, *, now: datetime) -> AdviceAnswer:
    metric = metric_of(step)
    values = dict(zip(told.deltas, told.values, strict=False))
    about = next((key for key in told.deltas if key[:2] == (person.id, metric) and key in values), None)
    if about is None:
        raise NotFound("feedback-gone")
    advice = advice_of(step)
    return AdviceAnswer(
        person_id=person.id,
        feedback=told.key,
        step=step,
        advice=advice,
        metric=metric,
        period=about[2],
        value=values[about],
        said=name_of(work, person, metric, advice),
        verdict=AdviceVerdict.LATER,
        at=now,
    )


def tried(work: Work, feedback: Feedback, found: Iterable[Finding], *, now: datetime) -> TriedStep | None:
    """Return what the reader has tried for one of the metrics that a message of theirs is about, since it was told.

    It is told once: in the first message about a later period of the metric. The value of then is what it is by now,
    corrected where it was wrong; where none is left of it nothing is held against it.
    """
    if feedback.occasion not in OWN:
        return None
    done = [
        each
        for each in work.advice_answers.of(feedback.reader_id)
        if each.verdict is AdviceVerdict.DONE and now - each.at <= TELL_WITHIN
    ]
    for finding in found:
        delta = finding.delta
        mine = next((each for each in done if each.metric == delta.metric), None)
        if mine is None or delta.value is None or delta.period.start <= mine.period.start:
            continue
        then = work.deltas.get(mine.person_id, mine.metric, mine.period)
        if then is None or then.value is None or _told_since(work, feedback, mine):
            continue
        there = zone(known(work, feedback.reader_id).timezone)  # its day is the day where its reader is
        return TriedStep(replace(mine, at=mine.at.astimezone(there), value=then.value), delta.value)
    return None


def _told_since(work: Work, feedback: Feedback, mine: AdviceAnswer) -> bool:
    """Say whether another message about a later period of the metric has been sent since somebody answered."""
    return any(
        other.key != feedback.key
        and other.stage is Stage.SENT
        and any(metric == mine.metric and period.start > mine.period.start for _, metric, period in other.deltas)
        for other in work.feedback.to_reader(feedback.reader_id, OWN, since=mine.at)
    )


def ask_again(work: Work, made: AdviceAnswer, *, now: datetime) -> bool:
    """Ask somebody once more about a step that they wanted to come back to; False where it was told again since."""
    work.advice_answers.asked(made.no, at=now)
    person = work.people.get(made.person_id)
    since = work.feedback.to_reader(made.person_id, OWN, since=made.at)
    told = any(advice_of(step) == made.advice for other in since if other.pick for step in other.pick.step_ids)
    if person is None or told:
        return False
    return enqueue(
        work,
        view.again(work.words(person.locale), made),
        key=f"{AGAIN}:{made.no}",
        to=person,
        kind="advice_again",
        priority=Priority.STANDING,
        now=now,
        subject_id=person.id,
    )


def put_off(work: Work, *, now: datetime) -> list[AdviceAnswer]:
    """Return the steps about which people are to be asked once more."""
    return work.advice_answers.put_off(until=now - ASK_AGAIN_AFTER)
