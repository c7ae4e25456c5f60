"""Questions about thresholds on their way: to whom they go, how they read when they do, and what stands there after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.delivery_redraw import redraw
from bot.delivery.services.outbox import enqueue
from bot.figures.services.metric import get as metric_named
from bot.kit.calendar import zone
from bot.kit.errors import Invalid
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation
from bot.people.services import permission
from bot.people.services.person import known
from bot.rules.domain.threshold import FAR, ThresholdState
from bot.rules.services.threshold import in_charge, measure, owners, title_of
from bot.rules.views import threshold as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Rule
    from bot.rules.domain.threshold import ThresholdCheck
    from bot.rules.ports import Work

KIND = view.KIND


def ask(work: Work, check: ThresholdCheck, *, now: datetime) -> ThresholdCheck:
    """Store a question, and bring it to whoever owns the threshold; what was asked before is only brought up to date.

    Where nobody can be asked nothing is held back on its account: it is returned without a number.
    """
    before = work.thresholds.get(check.no) if check.no else None
    if before == check:
        return check
    if before is None:
        asked = owners(work, check, now=now)
        if not asked:
            return check
        check = replace(check, asked=tuple(person.id for person in asked))
    saved = work.thresholds.save(check)
    if before is None:
        detail: dict[str, str | int] = {"about": KIND, "act": "ask", **_about(saved)}
        work.audit.append(What.RULE, actor="jinbu", subject=saved.rule or saved.metric, detail=detail, at=now)
    for person in (work.people.get(person_id) for person_id in saved.asked):
        if person is not None and person.employed_at(now):
            _bring(work, saved, person, now=now)
    return saved


def _about(check: ThresholdCheck) -> dict[str, str | int]:
    return {"metric": check.metric, "start": check.period.start.isoformat(), "n": check.flagged, "of": check.of}


def _bring(work: Work, check: ThresholdCheck, person: Person, *, now: datetime) -> None:
    """Send somebody the question, or draw anew what they have of it."""
    key = f"{KIND}:{check.no}:{person.id}"
    last = None
    while (known_before := work.outbox.get(key)) is not None:
        last, key = known_before, f"{key}+"
    if last is not None and last.state in {DeliveryState.DUE, DeliveryState.SENDING}:
        return  # it is drawn as it stands when it goes
    if last is not None and last.state is DeliveryState.SENT:
        redraw_question(work, check, last, now=now)
    elif check.state is ThresholdState.OPEN:
        said = card(work, check, person, now=now)
        enqueue(work, said, key=key, to=person, kind=KIND, priority=Priority.DEADLINE, now=now)


def redraw_question(work: Work, check: ThresholdCheck, out: Delivery, *, now: datetime) -> None:
    """Have a question that is out drawn as it stands now."""
    redraw(work, out, card(work, check, known(work, out.person_id), now=now), now=now)


def settle(work: Work, check: ThresholdCheck, state: ThresholdState, *, by: Person, now: datetime) -> ThresholdCheck:
    """Keep what somebody answered; the others who were asked see it in the place of the question."""
    settled = replace(check, state=state, answered_by=by.id, answered_at=now)
    saved = work.thresholds.save(settled)
    detail: dict[str, str | int] = {"about": KIND, "act": state.value, **_about(saved)}
    work.audit.append(What.RULE, actor=by.id, subject=saved.rule or saved.metric, detail=detail, at=now)
    for person_id in saved.asked:
        person = work.people.get(person_id)
        if person is not None and person.id != by.id and person.employed_at(now):
            _bring(work, saved, person, now=now)
    return saved


def pass_on(work: Work, check: ThresholdCheck, *, by: Person, now: datetime) -> ThresholdCheck:
    """Bring a question to those who can change the target, because whoever owns the metric says that it is not right.

    Raises:
        Invalid: when there is nobody else.
    """
    others = [person for person in in_charge(work, now=now) if person.id != by.id]
    if not others:
        raise Invalid("threshold-nobody-else")
    asked = dict.fromkeys((*check.asked, *(person.id for person in others)))
    saved = work.thresholds.save(replace(check, asked=tuple(asked), answered_by=by.id, answered_at=None))
    detail: dict[str, str | int] = {"about": KIND, "act": "pass_on", **_about(saved)}
    work.audit.append(What.RULE, actor=by.id, subject=saved.rule or saved.metric, detail=detail, at=now)
    for person in others:
        _bring(work, saved, person, now=now)
    return saved


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a question as it reads now; none that is settled."""
    check = _asked_by(work, delivery.key)
    if check is None or check.state is not ThresholdState.OPEN:
        return Drop(SETTLED)
    return card(work, check, known(work, delivery.person_id), now=now)


def render_redrawn(work: Work, delivery: Delivery, now: datetime) -> Card | None:
    """Return what stands in the place of a question now; None for a card of another noun."""
    check = _asked_by(work, delivery.after) if delivery.after.startswith(f"{KIND}:") else None
    return card(work, check, known(work, delivery.person_id), now=now) if check else None


def _asked_by(work: Work, key: str) -> ThresholdCheck | None:
    number = key.split(":")[1]
    return work.thresholds.get(int(number)) if number.isdigit() else None


def card(work: Work, check: ThresholdCheck, person: Person, *, now: datetime) -> Card:
    """Return a question as somebody may see it: the counts are for who may read figures."""
    who, shown = permission.actor(work, person, now=now), work.reader(person, now=now)
    return view.question(shown.t, asked_for(work, check, who, now=now), today=shown.today)


def asked_for(work: Work, check: ThresholdCheck, who: Actor, *, now: datetime) -> view.AskedThreshold:
    """Return a question with what somebody may see and do of it."""
    rule = rule_of(work, check)
    exact = who.may(Act.READ_FACTS, Relation.OTHER)
    answered = check.passed_by if check.state is ThresholdState.OPEN else check.answered_by
    by = work.people.get(answered) if answered else None
    if check.answered_at:  # its day is the day where its reader is
        check = replace(check, answered_at=check.answered_at.astimezone(zone(who.person.timezone)))
    return view.AskedThreshold(
        check,
        title_of(work, check.group),
        metric_named(work, check.metric),
        rule,
        spread=measure(work, rule or FAR, check.metric, check.period.start, check.group, now=now) if exact else None,
        pauses=pausable(work, check) if who.ever(Act.PAUSE_SENDING) else "",
        sets=who.ever(Act.SET_TARGET),
        edits=who.ever(Act.CONFIGURE),
        passed=check.passed_by == who.person.id,
        by=by.name if by else "",
    )


def rule_of(work: Work, check: ThresholdCheck) -> Rule | None:
    """Return the rule that a question is about, in the version that counts; None for a target."""
    return next((rule for rule in work.rules.all() if rule.key == check.rule), None) if check.rule else None


def pausable(work: Work, check: ThresholdCheck) -> str:
    """Return the key of the rule that can be paused: the one asked about, or the one that the target called most."""
    if check.rule:
        return check.rule
    silent = [signal.rule for signal in work.rules.in_question(check.metric, check.period.start)]
    return max(sorted(set(silent)), key=silent.count, default="")
