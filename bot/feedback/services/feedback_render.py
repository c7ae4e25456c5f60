"""Feedback as a card: a pick in its reader's language and zone, with what they may see of its figures now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cases.domain.correction import CorrectionState as Decision
from bot.delivery.services.availability import slots
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.feedback import Feedback, Keys, Occasion, Pick
from bot.feedback.services import outline as outlines
from bot.feedback.services.advice_answer import tried
from bot.feedback.services.days import days_of
from bot.feedback.services.driver_reader import drivers_of
from bot.feedback.services.evidence import members, parts
from bot.feedback.services.feedback_told import is_first, target_told, tells_other, told_before
from bot.feedback.services.machine_state import machine_states
from bot.feedback.views import feedback as view
from bot.feedback.views.evidence import quote
from bot.feedback.views.feedback_alert import alert
from bot.feedback.views.feedback_correction import correction, target_correction
from bot.feedback.views.feedback_nudge import nudge
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.suppression import FLOOR
from bot.figures.services.trend import before, trend
from bot.kit.calendar import local_day, zone
from bot.kit.period import Period
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.person import known

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction import Correction
    from bot.cases.domain.dispute import Dispute
    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Outline
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.reading import Reading
    from bot.messages.card import Card, Quote
    from bot.people.domain.person import Person


def render(work: Work, feedback: Feedback, outline: Outline, pick: Pick, *, now: datetime, going: bool = False) -> Card:
    """Show a pick as the card of its occasion, in the reader's language and zone.

    ``going`` says that it goes out now: what somebody else hears before is what they have heard by now.
    """
    reader, subject = known(work, feedback.reader_id), known(work, feedback.subject_id)
    to, said = work.reader(reader, now=now), content(work, feedback, outline, pick, going=going, now=now)
    first = said.findings()[0].delta
    match feedback.occasion:
        case Occasion.STANDING | Occasion.PRAISE:
            return view.standing(to.t, said, past=trend(work, first))
        case Occasion.NUDGE:
            return _nudge(work, feedback, said, reader, subject, going=going, now=now)
        case Occasion.ALERT:
            rules = outlines.rules(work, work.rules.signals(feedback.signals)).values()
            paused = any(rule.suppresses for rule in rules)
            shown = readable_parts(work, reader, subject, first, now=now)
            return alert(to.t, said, unit=subject.name, parts=shown, paused=paused)
        case Occasion.CORRECTION:
            return _correction(work, feedback, said, reader, subject)


def content(
    work: Work, feedback: Feedback, outline: Outline, pick: Pick, *, going: bool, now: datetime
) -> view.MessageContent:
    """Return what a message says, as far as its reader may be told now, with what its numbers and days show."""
    reader, subject = known(work, feedback.reader_id), known(work, feedback.subject_id)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    to = work.reader(reader, now=now)
    said = view.MessageContent(
        outline, pick, metrics, feedback.key, to.today, led=permission.leader(work, subject, now=now) is not None
    )
    said = replace(said, drivers=_drivers(work, reader, subject, said, now=now))
    if subject.kind is Kind.PERSON and feedback.occasion is not Occasion.CORRECTION:
        said = replace(said, days=days_of(work, said.findings()[0].delta, metrics))
    if going:  # whoever looks a draft through does not read what its reader has tried
        said = replace(said, tried=tried(work, feedback, said.findings(), now=now))
    first = said.findings()[0].delta
    if feedback.occasion in {Occasion.NUDGE, Occasion.ALERT}:
        metric = metrics[first.metric]
        said = replace(said, states=machine_states(work, subject, first, metric, moved_by(said.drivers, first)))
    return said


def _drivers(work: Work, reader: Person, subject: Person, said: view.MessageContent, *, now: datetime) -> ValueDrivers:
    """Return what moved the values of somebody that a message speaks of, as far as its reader may be told now.

    A correction says what a value became, not what moved it.
    """
    if said.outline.occasion is Occasion.CORRECTION:
        return {}
    own = [finding.delta for finding in said.findings() if finding.delta.person_id == subject.id]
    return drivers_of(work, permission.actor(work, reader, now=now), own, now=now)


def _nudge(
    work: Work,
    feedback: Feedback,
    said: view.MessageContent,
    reader: Person,
    subject: Person,
    *,
    going: bool,
    now: datetime,
) -> Card:
    first, to = said.findings()[0].delta, work.reader(reader, now=now)
    lead = permission.leader(work, subject, now=now)
    leads = lead is not None and lead.id == reader.id
    time = next(slots(work, reader, now=now, person=subject)) if leads else None
    return nudge(
        to.t,
        said,
        name=subject.name,
        past=before(work, first, said.metrics[first.metric].grain),
        units={person.id: person.name for person in work.people.all() if person.kind is Kind.UNIT},
        told=is_first(work, feedback, [finding.delta for finding in said.findings()], going=going),
        slot=(time, to.zone, now) if time else None,
        unled=not said.led,
        quotes=quotes(work, reader, subject, feedback.deltas, now=now),
    )


def _correction(work: Work, feedback: Feedback, said: view.MessageContent, reader: Person, subject: Person) -> Card:
    first, t = said.findings()[0].delta, work.words(reader.locale)
    about = (first.person_id, first.metric, first.period)
    name = "" if reader.id == subject.id else subject.name
    target = target_told(work, feedback.reader_id, about, but=feedback.key)
    if target is not None and not tells_other(work, feedback, about):
        return target_correction(t, said, target, name=name)
    versions, made = work.readings.evidence(*about), _newest(work, first)
    case = work.disputes.get(made.dispute) if made and made.dispute else None
    return correction(
        t,
        said,
        before=_known_before(work, feedback, about, case),
        after=_after(versions[0], made, timezone=reader.timezone),
        made_of=len(versions) == 1,
        name=name,
        objected=local_day(case.raised_at, timezone=reader.timezone) if case and not name else None,
        case=case.no if case else 0,
    )


def _known_before(work: Work, feedback: Feedback, about: tuple[str, str, Period], case: Dispute | None) -> float | None:
    """Return the value that a correction takes back: what its reader objected to, or was told; None for neither."""
    if case is not None and case.value is not None and feedback.reader_id == feedback.subject_id:
        return float(case.value)
    return told_before(work, feedback.reader_id, about, but=feedback.key)


def readable_parts(work: Work, reader: Person, unit: Person, delta: Delta, *, now: datetime) -> list[tuple[str, Delta]]:
    """Return the members of a unit with their shares in its value, as far as the reader may read each one's figures.

    None at all where the others are so few that their shares could be told from the rest.
    """
    who = permission.actor(work, reader, now=now)
    people = {person.id: person for person in members(work, unit)}
    found = parts(work, unit, delta)
    seen = [
        (name, found_delta)
        for name, found_delta in found
        if permission.sees(work, who, people[found_delta.person_id], now=now)
    ]
    return seen if len(found) == len(seen) or len(found) - len(seen) >= FLOOR else []


def _after(counts: Reading, made: Correction | None, *, timezone: str) -> Reading:
    """Return the value that counts, with the instant at which it came as it is in a zone: its day is the day there.

    One whose records were corrected names the request, as a corrected value does.
    """
    if counts.received_at:
        counts = replace(counts, received_at=counts.received_at.astimezone(zone(timezone)))
    by_hand = counts.computed and counts.source == CORRECTION_SOURCE and made
    return replace(counts, row=made.no) if by_hand and made else counts


def _newest(work: Work, delta: Delta) -> Correction | None:
    """Return the newest correction of a value that was approved."""
    corrections = work.corrections.about(delta.person_id, delta.metric, delta.period)
    return next((correction for correction in corrections if correction.state is Decision.APPROVED), None)


def quotes(work: Work, reader: Person, subject: Person, keys: Keys, *, now: datetime) -> list[Quote]:
    """Return what somebody added to values of theirs, in the language of a reader who may read it today."""
    who = permission.actor(work, reader, now=now)
    if not who.may(Act.READ_CONTEXT, permission.relation(work, who, subject, now=now)):
        return []
    t = work.words(reader.locale)
    own = [work.remarks.of(*key) for key in keys if key[0] == subject.id]
    return [quote(t, remark, subject.name) for remark in own if remark]
