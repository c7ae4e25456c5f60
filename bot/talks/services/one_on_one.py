"""One-on-ones: reminding a pair while there is time, and saying which ones lapsed."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import MOVED, SETTLED, Drop, Priority, State
from bot.delivery.services.availability import common, slots, suits
from bot.delivery.services.availability import proposed as offers
from bot.delivery.services.outbox import delivered, enqueue
from bot.delivery.services.verdict import expected
from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.outline import findings
from bot.kit.calendar import local_day, zone
from bot.kit.errors import Denied, NotFound, Stale
from bot.kit.period import Grain, Period, period_of
from bot.messages.card import Quote
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.views import help as help_view
from bot.talks.domain.one_on_one import Standing, lapsed
from bot.talks.views import one_on_one as view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.ports.work import Work

_OFFERED, _A_DAY, _MOST_TIMES = 2, 4, 16
_OPEN_FOR = timedelta(days=5)
_RHYTHMS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER)
_MEMORY = timedelta(days=200)
_KIND = "one_on_one"
ASKED = "talk:"
"""How the key of a message begins by which somebody asks for a one-on-one."""


def keep_rhythm(work: Work, unit_id: str, every_days: int) -> None:
    """Let everybody in a unit meet their manager so often, 0 for no rhythm; no other place has one of its own."""
    unit = work.people.get(unit_id)
    if unit and unit.kind is Kind.UNIT:
        work.one_on_ones.rhythm(unit.id, every_days=every_days)


def remind_open(
    work: Work, manager: Person, stretch: Period, grain: Grain, *, now: datetime, anew: bool = False
) -> bool:
    """Tell a manager, on one card, which one-on-ones are still open in a week, month or quarter, and propose times.

    Nothing is sent when all pairs have met or have a date. ``anew`` says that the card of the stretch was not sent,
    because they do not lead all of these people any more.
    """
    made = _open_talks(work, manager, stretch, grain, now=now)
    if made is None:
        return False
    card, talks = made
    return enqueue(
        work,
        card,
        key=_open_key(manager, grain, stretch) + (f":{now:%Y-%m-%dT%H:%M}" if anew else ""),
        to=manager,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        merge="daily",
        subject_id=talks[0].person_id if len(talks) == 1 else "",
        rights=permission.rights(work, permission.actor(work, manager, now=now), now=now).to_text(),
        expires_at=now + _OPEN_FOR,
    )


def _open_talks(
    work: Work, manager: Person, stretch: Period, grain: Grain, *, now: datetime
) -> tuple[Card, list[view.Talk]] | None:
    """Return the card about the one-on-ones of a stretch that are still open, and which they are; None for none."""
    pairs = [
        pair
        for pair in work.one_on_ones.of(manager.id)
        if pair.grain is grain and pair.standing(stretch, timezone=manager.timezone) is Standing.OPEN
    ]
    found = [(pair, person, *_points(work, person)) for pair in pairs if (person := work.people.get(pair.person_id))]
    if not found:
        return None
    found.sort(key=lambda one: _urgency(one[2]))
    proposed: set[datetime] = set()
    talks = [
        view.Talk(
            name=person.name,
            person_id=person.id,
            every_days=pair.every_days,
            last_on=local_day(pair.last_at, timezone=manager.timezone) if pair.last_at else None,
            slot=_next_slot(work, manager, person, proposed, now=now),
            findings=points,
        )
        for pair, person, points, _ in found
    ]
    card = view.due(
        work.words(manager.locale),
        talks,
        grain=grain,
        metrics={key: metric for *_, metrics in found for key, metric in metrics.items()},
        zone=zone(manager.timezone),
        now=now,
    )
    return card, talks


def remind_again(work: Work, delivery: Delivery, now: datetime) -> None:
    """Write the card with a manager's open one-on-ones anew when they do not lead all of these people any more."""
    manager = work.people.get(delivery.person_id)
    if manager is None or not manager.employed_at(now):
        return
    for grain in _RHYTHMS:
        stretch = period_of(local_day(delivery.created_at, timezone=manager.timezone), grain)
        if delivery.key.startswith(_open_key(manager, grain, stretch)):
            remind_open(work, manager, stretch, grain, now=now, anew=True)


def _open_key(manager: Person, grain: Grain, stretch: Period) -> str:
    return f"one-on-one:{manager.id}:{grain}:{stretch.start.isoformat()}"


def _next_slot(work: Work, manager: Person, person: Person, proposed: set[datetime], *, now: datetime) -> datetime:
    """Return the first time that suits the two and is not proposed to another on the same card."""
    at = next(one for one in slots(work, manager, now=now, person=person) if one not in proposed)
    proposed.add(at)
    return at


def _urgency(points: Sequence[Finding]) -> tuple[bool, bool, float]:
    """Order talks: where a gap comes first there is most to talk about, then where there are numbers at all."""
    if not points:
        return True, True, 0.0
    return points[0].mark is not Mark.GAP, False, -points[0].weight


def remind(work: Work, pair: Pair, *, now: datetime) -> bool:
    """Remind both of a pair of the meeting that they planned; False when there is none or nobody to remind."""
    person = work.people.get(pair.person_id)
    manager = permission.leader(work, person, now=now) if person else None
    if manager is None or person is None or pair.next_at is None:
        return False
    told = []
    for reader, other in ((person, manager), (manager, person)):
        card = _soon(work, pair, person, reader, other, pair.next_at, now=now)
        told.append(
            enqueue(
                work,
                card,
                key=f"one-on-one:{person.id}:{pair.next_at.isoformat()}:{reader.id}",
                to=reader,
                kind=card.kind,
                priority=Priority.DEADLINE,
                now=now,
                subject_id=person.id,
                expires_at=pair.next_at,
            )
        )
    return any(told)


def _soon(
    work: Work, pair: Pair, person: Person, reader: Person, other: Person, at: datetime, *, now: datetime
) -> Card:
    found, metrics = _points(work, person)
    return view.reminder(
        work.words(reader.locale),
        name=other.name,
        at=at,
        findings=found,
        metrics=metrics,
        topic=(pair.topic_for(reader.id), person.name),
        zone=zone(reader.timezone),
        now=now,
    )


_OPEN_LIST = re.compile(r"one-on-one:(?P<manager>.+):(?P<grain>[a-z]+):(?P<start>\d{4}-\d\d-\d\d)(?::\d{4}-.*)?$")
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:\d\d"  # ids may be digits as well: no more than it
_MEETING = re.compile(rf"one-on-one:(?P<person>.+?):(?P<at>{_INSTANT}):.+?(?P<kind>:booked|:off)?(?::|$)")
_ASKED = re.compile(r"talk:(?P<person>.+):[^:]+:\d{4}-\d\d-\d\d:\d+$")


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said about one-on-ones as it is now: no time that is past, no meeting that was moved."""
    reader = work.people.get(delivery.person_id)
    if reader is None:
        return None
    if listed := _OPEN_LIST.match(delivery.key):
        stretch = period_of(date.fromisoformat(listed["start"]), Grain(listed["grain"]))
        made = _open_talks(work, reader, stretch, Grain(listed["grain"]), now=now)
        return made[0] if made else Drop(SETTLED)
    if asked := _ASKED.match(delivery.key):
        return _asked_anew(work, delivery, reader, asked["person"], now=now)
    meeting = _MEETING.match(delivery.key)
    if meeting is None:
        return None
    person, pair = work.people.get(meeting["person"]), work.one_on_ones.pair(meeting["person"])
    at = datetime.fromisoformat(meeting["at"])
    planned = pair is not None and pair.next_at == at
    if person is None or pair is None or planned is (meeting["kind"] == ":off"):
        return Drop(MOVED)
    lead = permission.leader(work, person, now=now)
    if meeting["kind"] or lead is None:
        return None
    return _soon(work, pair, person, reader, lead if reader.id == person.id else person, at, now=now)


def _asked_anew(work: Work, delivery: Delivery, lead: Person, person_id: str, *, now: datetime) -> Card | Drop:
    """Offer times that are still to come to who was asked for a talk, under the words in which it was asked for."""
    person, pair = work.people.get(person_id), work.one_on_ones.pair(person_id)
    if person is None or pair is None or pair.asked_at is None or pair.next_at is not None:
        return Drop(SETTLED)
    card = view.asked(
        work.words(lead.locale),
        name=person.name,
        person_id=person.id,
        topic="",
        times=list(islice(common(work, lead, person, now=now), _OFFERED)),
        zone=zone(lead.timezone),
        now=now,
    )
    words = [block for block in card_from_json(delivery.card).blocks if isinstance(block, Quote)]
    return replace(card, blocks=(card.blocks[0], *words, *card.blocks[1:]))


def book(work: Work, actor: Actor, person_id: str, at: datetime, *, now: datetime) -> Card | None:
    """Agree on a time for a one-on-one, and tell the other of the two.

    Returns the card on which it was proposed, redrawn, if it stands by itself.

    Raises:
        Denied: when it is neither the actor's own meeting nor one with somebody who reports to them today.
        Stale: when the time has passed meanwhile, or one of the two is not free then.
    """
    person, lead = _pair(work, actor, person_id, now=now)
    if at <= now:
        raise Stale("one-on-one-past")
    pair = work.one_on_ones.pair(person.id)
    if pair is None or pair.next_at != at:
        if not suits(work, (lead, person), at, but=pair.next_at if pair else None):
            raise Stale("one-on-one-taken")
        work.one_on_ones.plan(person.id, at=at)
        _tell(work, actor, person, lead, at, pair=pair, now=now)
    return _redrawn(work, actor.person, person.id, at, now=now)


def _pair(work: Work, actor: Actor, person_id: str, *, now: datetime) -> tuple[Person, Person]:
    """Return a person and who leads them today, when the meeting of the two is the actor's to arrange.

    Raises:
        Denied: when it is not.
        NotFound: when nobody leads the person.
    """
    person = work.people.get(person_id)
    if person is None or not person.employed_at(now) or person.kind is not Kind.PERSON:
        raise Denied("permission-denied", act=Act.TALK.value, subject=person_id)
    permission.require(work, actor, Act.TALK, person, now=now)
    lead = permission.leader(work, person, now=now)
    if lead is None:
        raise NotFound("one-on-one-no-lead")
    own = actor.person.id in {person.id, lead.id}
    return person, lead if own else actor.person  # whoever stands in and is asked today may as well be the manager


def _tell(
    work: Work, actor: Actor, person: Person, lead: Person, at: datetime, *, pair: Pair | None, now: datetime
) -> None:
    """Tell whoever did not choose the time, with what they can do about it."""
    for reader, other in ((person, lead), (lead, person)):
        if reader.id == actor.person.id:
            continue
        card = view.agreed(
            work.words(reader.locale),
            name=other.name,
            person_id=person.id,
            at=at,
            topic=pair.topic_for(reader.id) if pair else "",
            by=person.name,
            zone=zone(reader.timezone),
            now=now,
        )
        enqueue(
            work,
            card,
            key=f"one-on-one:{person.id}:{at.isoformat()}:{reader.id}:booked:{now.isoformat()}",
            to=reader,
            kind=card.kind,
            priority=Priority.DEADLINE,
            now=now,
            subject_id=person.id,
            expires_at=at,
        )


def _redrawn(work: Work, reader: Person, person_id: str, at: datetime, *, now: datetime) -> Card | None:
    led = work.one_on_ones.of(reader.id)
    planned = {pair.person_id: pair.next_at for pair in led}
    sent = [
        one
        for one in work.outbox.find(state=State.SENT.value, person_id=reader.id)
        if one.subject_id == person_id or one.kind == _KIND
    ]
    for delivery in reversed(sent):
        card = card_from_json(delivery.card)
        proposed = dict(offers(card))
        if proposed.get(person_id) == at:
            agreed = {
                one: (who.name, then)
                for one, then in proposed.items()
                if planned.get(one) == then and (who := work.people.get(one))
            }
            t = work.words(reader.locale)
            return view.booked(t, card, agreed=agreed, zone=zone(reader.timezone), now=now)
    return None


def ask(work: Work, actor: Actor, topic: str, *, now: datetime) -> str:
    """Tell somebody's manager that they want to talk, with times that suit both; returns what to say.

    Raises:
        NotFound: when nobody leads them.
        Stale: when they have asked today already; the topic is taken up anyway.
    """
    person, lead = _pair(work, actor, actor.person.id, now=now)
    work.one_on_ones.ask(person.id, of=lead.id, topic=topic, at=now)
    card = view.asked(
        work.words(lead.locale),
        name=person.name,
        person_id=person.id,
        topic=topic,
        times=list(islice(common(work, lead, person, now=now), _OFFERED)),
        zone=zone(lead.timezone),
        now=now,
    )
    day = local_day(now, timezone=person.timezone)
    key = f"{ASKED}{person.id}:{lead.id}:{day}:{zlib.crc32(topic.encode())}"
    enqueue(work, card, key=key, to=lead, kind=card.kind, priority=Priority.NUDGE, now=now, subject_id=person.id)
    t = work.words(person.locale)
    if delivered(work, key):
        return t("one-on-one-asked-before", name=lead.name)
    when = t.when(expected(work, key, now=now), zone=zone(person.timezone), now=now)
    return t("one-on-one-asked", name=lead.name, when=when)


def proposed(work: Work, actor: Actor, topic: str, *, now: datetime) -> Card:
    """Ask somebody whether their manager is to be asked for a talk, before anybody is told.

    Raises:
        NotFound: when nobody leads them.
    """
    _, lead = _pair(work, actor, actor.person.id, now=now)
    t = work.words(actor.person.locale)
    return help_view.proposed(t, "talk", topic, what=t("one-on-one-proposed", name=lead.name, topic=topic))


def asking(work: Work, actor: Actor, *, now: datetime) -> Form:
    """Ask somebody what they want to talk about with their manager.

    Raises:
        NotFound: when nobody leads them.
    """
    _, lead = _pair(work, actor, actor.person.id, now=now)
    return view.asking(work.words(actor.person.locale), name=lead.name)


def choosing(work: Work, actor: Actor, person_id: str, *, now: datetime) -> Form:
    """Offer times at which both can meet.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
        NotFound: when nobody leads the person, or there is no common time soon.
    """
    person, lead = _pair(work, actor, person_id, now=now)
    other = lead if actor.person.id == person.id else person
    found: dict[date, list[datetime]] = {}
    for at in common(work, lead, person, now=now, first=1):
        day = found.setdefault(local_day(at, timezone=actor.person.timezone), [])
        if len(day) < _A_DAY:
            day.append(at)
        if sum(map(len, found.values())) >= _MOST_TIMES:
            break
    times = sorted(at for day in found.values() for at in day)
    if not times:
        raise NotFound("one-on-one-no-time", name=other.name)
    return view.choosing(
        work.words(actor.person.locale),
        times,
        name=other.name,
        person_id=person.id,
        other=None if lead.timezone == person.timezone else zone(other.timezone),
        zone=zone(actor.person.timezone),
        now=now,
    )


def call_off(work: Work, actor: Actor, person_id: str, *, now: datetime) -> str:
    """Call a planned meeting off, and tell the other of the two; returns what to say.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
        Stale: when none is planned any more.
    """
    person, lead = _pair(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    if pair is None or pair.next_at is None:
        raise Stale("one-on-one-none-planned")
    work.one_on_ones.plan(person.id, at=None)
    reader, other = (lead, person) if actor.person.id == person.id else (person, actor.person)
    card = view.called_off(
        work.words(reader.locale),
        name=other.name,
        person_id=person.id,
        at=pair.next_at,
        zone=zone(reader.timezone),
        now=now,
    )
    enqueue(
        work,
        card,
        key=f"one-on-one:{person.id}:{pair.next_at.isoformat()}:{reader.id}:off:{now.isoformat()}",
        to=reader,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=person.id,
        expires_at=pair.next_at,
    )
    return work.words(actor.person.locale)("one-on-one-off", name=reader.name)


def met(work: Work, actor: Actor, person_id: str, *, now: datetime) -> str:
    """Note that two have met; returns what to say. A meeting that is still to come stays planned.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
    """
    person, lead = _pair(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    planned = pair.next_at if pair else None
    at = planned if planned and planned <= now else now
    work.one_on_ones.met(person.id, at=at, planned=planned if planned and planned > now else None)
    other = lead if actor.person.id == person.id else person
    t = work.words(actor.person.locale)
    said = t("one-on-one-met", name=other.name, day=t.day(local_day(at, timezone=actor.person.timezone)))
    if planned and planned > now:
        moment = t.moment(planned, zone=zone(actor.person.timezone), now=now)
        return t.sentences([said, t("one-on-one-met-stays", moment=moment)])
    return said


def meetings(work: Work, actor: Actor, *, now: datetime, person_id: str = "") -> Card:
    """List somebody's meetings, or show one of them with what can be done about it.

    Raises:
        Denied: when that one is not the actor's.
    """
    t, person = work.words(actor.person.locale), actor.person
    rows = [row for row in _meetings(work, actor, now=now) if row.next_at or row.asked_at]
    if person_id:
        _pair(work, actor, person_id, now=now)
        rows = [row for row in _meetings(work, actor, now=now) if row.person_id == person_id]
    return view.meetings(t, rows, alone=bool(person_id), zone=zone(person.timezone), now=now)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many people wait for a time from somebody who leads them."""
    rows = _meetings(work, actor, now=now) if actor.ever(Act.REMIND) else []
    return sum(row.asked_at is not None and row.next_at is None and row.person_id != actor.person.id for row in rows)


def _meetings(work: Work, actor: Actor, *, now: datetime) -> list[view.Meeting]:
    person = actor.person
    pairs = [pair for lead in permission.led_by(work, person, now=now) for pair in work.one_on_ones.of(lead)]
    own = work.one_on_ones.pair(person.id)
    found = []
    for pair in [*([own] if own else []), *pairs]:
        other = work.people.get(pair.manager_id if pair.person_id == person.id else pair.person_id)
        if other is not None:
            found.append(
                view.Meeting(
                    other.name, pair.person_id, pair.next_at, pair.last_at, pair.asked_at, pair.topic_for(person.id)
                )
            )
    return sorted(found, key=lambda one: (one.next_at is None, one.next_at or now, one.name))


def _points(work: Work, person: Person) -> tuple[list[Finding], dict[str, Metric]]:
    """Return what there is to talk about, heaviest first and once for each metric; a single day is no topic."""
    metrics = {metric.key: metric for metric in work.metrics.all() if metric.grain is not Grain.DAY}
    if person.id in work.restrictions.all():
        return [], metrics
    once: dict[str, Finding] = {}
    for finding in findings(work.deltas.latest(person.id), metrics):
        once.setdefault(finding.delta.metric, finding)
    return list(once.values()), metrics


def lapses(work: Work, manager: Person, week: Period, *, now: datetime) -> list[str]:
    """Return with whom a manager let a week, month or quarter pass without a one-on-one, if it ended in this week.

    It is said once, when the stretch is over, and only of stretches of which the manager was reminded: what nobody
    asked for has not lapsed.
    """
    reminded = work.job_runs.find("one_on_one", since=now - _MEMORY)
    names: list[str] = []
    for pair, before in lapsed(work.one_on_ones.of(manager.id), now, timezone=manager.timezone):
        person = work.people.get(pair.person_id)
        asked = (manager.id, f"{pair.grain} {before.start.isoformat()}") in reminded
        if person and asked and week.start <= before.end <= week.end:
            names.append(person.name)
    return names
