"""Thresholds in question: single messages stop, whoever owns the target or rule is asked once and decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Feedback, Occasion
from bot.feedback.services.feedback_pending import LIFE, new_feedback, store
from bot.feedback.services.feedback_want import OCCASIONS, want
from bot.figures.domain.delta import Changed
from bot.kit.period import Period
from bot.rules.domain.condition import evaluate
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Silence, Tone
from bot.rules.domain.threshold import FAR, ThresholdState, asks_about, rests_on_target, says_nothing
from bot.rules.services.threshold import decide, measure, members
from bot.rules.services.threshold_message import ask, rule_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.ports import Work
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Rule, Signal
    from bot.rules.domain.threshold import ThresholdCheck

_EPOCH = date(1970, 1, 1)


def hold(work: Work, feedback: Feedback, *, now: datetime) -> Feedback:
    """Return words without what waits for an answer about its threshold, and see to it that somebody is asked.

    It is decided when they are written, by the values that are in by then: what came first of a group decides nothing
    by itself. An alert is never held, and a correction says what is right of what was told.
    """
    subject = work.people.get(feedback.subject_id)
    if subject is None or feedback.occasion in {Occasion.ALERT, Occasion.CORRECTION}:
        return feedback
    rules = {rule.key: rule for rule in work.rules.active()}
    asked = [FAR, *(rule for rule in rules.values() if asks_about(rule) and rests_on_target(rule))]
    far = {
        key
        for key in feedback.deltas
        if key[0] == subject.id and any(_is_beyond(work, rule, subject, key, now=now) for rule in asked)
    }
    signals = [signal for signal in work.rules.signals(feedback.signals) if signal.silenced is None]
    held = {
        signal.no
        for signal in signals
        if signal.rule in rules and _in_question(work, rules[signal.rule], subject, signal, now=now)
    }
    if held:
        work.rules.silence(sorted(held), Silence.IN_QUESTION)
    kept = tuple(number for number in feedback.signals if number not in held)
    return replace(feedback, signals=kept, deltas=tuple(key for key in feedback.deltas if key not in far))


def _is_beyond(work: Work, rule: Rule, subject: Person, key: tuple[str, str, Period], *, now: datetime) -> bool:
    """Say whether a value is on the far side of a target, or a rule's share of one, that is in question."""
    delta = work.deltas.get(*key)
    if delta is None or evaluate(read(rule.condition), {"attainment": delta.attainment}) is not True:
        return False
    return _asked(work, rule, subject, key[1], key[2], now=now)


def _in_question(work: Work, rule: Rule, subject: Person, signal: Signal, *, now: datetime) -> bool:
    """Say whether what a rule says of a value waits for an answer about the target that it goes by, or about the rule.

    Praise waits only where the value itself is far from such a target: who reached one that most miss has reached it.
    """
    key = (subject.id, signal.metric, signal.period)
    if signal.tone is Tone.PRAISE:
        return rests_on_target(rule) and _is_beyond(work, FAR, subject, key, now=now)
    if not asks_about(rule):
        return False
    asked = [FAR, rule] if rests_on_target(rule) else [rule]
    return any(_asked(work, each, subject, signal.metric, signal.period, now=now) for each in asked)


def _asked(work: Work, rule: Rule, subject: Person, metric: str, period: Period, *, now: datetime) -> bool:
    check = decide(work, rule, subject, metric, period.start, now=now)
    return check is not None and bool(ask(work, check, now=now).no)


def again(work: Work, touched: Changed, *, now: datetime) -> None:
    """Bring the questions up to date whose values have changed; one that holds no more ends, and words go out."""
    if not len(touched):
        return
    numbers = work.metrics.numbers()
    about = set(zip(touched.metric.tolist(), touched.start.tolist(), strict=True))
    for check in work.thresholds.stopping():
        if check.state is not ThresholdState.OPEN or check.metric not in numbers:
            continue
        if (numbers[check.metric][0], (check.period.start - _EPOCH).days) in about:
            _look_again(work, check, now=now)


def _look_again(work: Work, check: ThresholdCheck, *, now: datetime) -> None:
    rule = rule_of(work, check) if check.rule else FAR
    found = measure(work, rule, check.metric, check.period.start, check.group, now=now) if rule else None
    if rule and found and rule.enabled and says_nothing(rule, len(found.flagged), found.of):
        ask(work, replace(check, flagged=len(found.flagged), of=found.of), now=now)
        return
    if found:
        check = replace(check, flagged=len(found.flagged), of=found.of)
    release(work, ask(work, replace(check, state=ThresholdState.WITHDRAWN), now=now), now=now)


def release(work: Work, check: ThresholdCheck, *, now: datetime) -> int:
    """Want the words again that waited for an answer, as far as they are fresh; returns how many signals speak."""
    people = set(members(work, check.group))
    rules = {rule.key: rule for rule in work.rules.active()}
    waiting = [
        signal
        for signal in work.rules.in_question(check.metric, check.period.start)
        if signal.subject_id in people and signal.rule in rules
        if check.is_about(rules[signal.rule], signal.metric, signal.period)
    ]
    fresh = [signal for signal in waiting if now - signal.fired_at < LIFE[OCCASIONS[signal.tone]]]
    work.rules.hear(signal.no for signal in fresh)
    want(work, [replace(signal, silenced=None) for signal in fresh], Changed(), now=now)
    if not check.rule and now - check.asked_at < LIFE[Occasion.STANDING]:
        far = measure(work, FAR, check.metric, check.period.start, check.group, now=now).flagged
        for person in (person for person_id in far if (person := work.people.get(person_id))):
            keys = ((person.id, check.metric, check.period),)
            store(work, new_feedback(Occasion.STANDING, person, person, check.period, keys, (), now=now), now=now)
    return len(fresh)
