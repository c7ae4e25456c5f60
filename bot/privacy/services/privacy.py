"""Personal data at work: what is known about somebody, all of it as files, and requests to fix, restrict or erase."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.delivery.domain.delivery import SETTLED, SUPERSEDED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.delta import Changed
from bot.goals.services.alignment import parents_of
from bot.goals.services.progress import roll_up
from bot.kit.calendar import local_day
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.messages.sheet import sheet
from bot.people.domain.audit import KEEP, What
from bot.people.domain.permission import Act
from bot.people.services.permission import hr, leader, relation, require, somebody
from bot.privacy.domain.privacy import DAYS, Ask, DataRequest, Figures, RequestState, StoredKind
from bot.privacy.views import privacy as view

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.privacy.ports import Work

_MOST_LOOKS = 1000
_BEFORE_DUE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class ExportFiles:
    """Everything that is stored about somebody, twice: as JSON, and as a sheet of fields."""

    document: str
    table: str


@dataclass(frozen=True, slots=True)
class PrivacyOverview:
    """What is stored about somebody, by kind, and who can see it or has looked, by name; "" for no manager.

    ``requests`` are all that they have made, and ``restricted`` whether one of those holds their data back.
    """

    inventory: Sequence[StoredKind]
    manager: str
    requests: Sequence[DataRequest]
    restricted: bool
    looked: Sequence[str]


def export(work: Work, actor: Actor, subject: Person, *, now: datetime) -> ExportFiles:
    """Return all that is stored about the actor; about somebody else it is refused.

    Raises:
        Denied: when it is about somebody else.
    """
    require(work, actor, Act.EXPORT, subject, now=now)
    work.audit.append(What.EXPORT, actor=actor.person.id, subject=subject.id, detail={"about": "person"}, at=now)
    found = work.privacy.export(subject.id)
    whole: dict[str, Any] = {"made_at": now.isoformat(), **found}
    lines = [
        (kind, place, name, value)
        for kind, rows in found.items()
        for place, row in enumerate(rows, 1)
        for name, value in row.items()
    ]
    return ExportFiles(json.dumps(whole, ensure_ascii=False, indent=1), sheet("kind number field value".split(), lines))


def overview(work: Work, actor: Actor, *, now: datetime) -> PrivacyOverview:
    """Return what is stored about the actor, who can see it, and what they have asked for."""
    person = actor.person
    require(work, actor, Act.EXPORT, person, now=now)
    boss = leader(work, person, now=now)
    return PrivacyOverview(
        work.privacy.inventory(person.id),
        manager=boss.name if boss else "",
        requests=work.privacy.of(person.id),
        restricted=person.id in work.restrictions.all(),
        looked=_looked(work, person, now=now),
    )


def _looked(work: Work, person: Person, *, now: datetime) -> list[str]:
    """Return the names of everybody else who has looked at somebody's data as long as the trail goes back."""
    read = work.audit.find(subject=person.id, what=What.READ, since=now - KEEP, limit=_MOST_LOOKS)
    ids = dict.fromkeys(entry.actor for entry in read if entry.actor != person.id)
    return [found.name for person_id in ids if (found := work.people.get(person_id))]


def ask(work: Work, actor: Actor, what: Ask, *, text: str, figures: Figures, now: datetime) -> DataRequest:
    """Ask for a correction, a restriction or an erasure of one's own data; HR answers in time.

    Raises:
        Stale: when the same is asked for already.
        Invalid: when there is nobody who could answer.
    """
    person = actor.person
    require(work, actor, Act.EXPORT, person, now=now)
    if any(request.ask is what and request.state is RequestState.OPEN for request in work.privacy.of(person.id)):
        raise Stale("privacy-asked-already")
    if what is Ask.RESTRICTION and person.id in work.restrictions.all():
        raise Stale("privacy-restricted-already")
    others = [other for other in hr(work) if other.id != person.id]
    if not others:
        raise Invalid("privacy-nobody")
    due = local_day(now, timezone=person.timezone) + timedelta(days=DAYS)
    made = DataRequest(person.id, what, text, now, due, figures)
    made = replace(made, no=work.privacy.ask(made))
    _note(work, actor, made, now=now)
    for other in others:
        _send(work, other, made, key=f"privacy:{made.no}:{other.id}", now=now)
    return made


def parties(work: Work, request: DataRequest) -> tuple[str, str]:
    """Return the names of whoever asked ("–" once they are erased) and of whoever answered ("" while nobody has)."""
    person = work.people.get(request.person_id)
    by = work.people.get(request.decided_by) if request.decided_by else None
    return person.name if person else "–", by.name if by else ""


def answering(work: Work, actor: Actor, number: int, *, now: datetime) -> DataRequest:
    """Return a request that the actor may answer now.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to answer.
        Stale: when it has been answered or taken back.
    """
    known = work.privacy.get(number)
    if known is None:
        raise NotFound("privacy-gone")
    require(work, actor, Act.HANDLE_REQUEST, somebody(work, known.person_id), now=now)
    if known.state is not RequestState.OPEN:
        raise Stale("privacy-answered", state=known.state.value)
    return known


def grant(
    work: Work, actor: Actor, number: int, *, note: str, figures: Figures, now: datetime
) -> tuple[DataRequest, Changed]:
    """Do what was asked; of an erasure it returns the keys of figures that are gone.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to answer.
        Stale: when it has been answered or taken back.
        Invalid: when somebody who leads people was to be erased.
    """
    known = answering(work, actor, number, now=now)
    if known.ask is Ask.ERASURE and work.people.team(known.person_id):
        raise Invalid("privacy-leads")
    done = _decide(work, actor, known, RequestState.GRANTED, reason=note, now=now)
    gone = Changed()
    match known.ask:
        case Ask.RESTRICTION:
            work.outbox.drop(known.person_id, reason="restricted")
            _tell(work, done, now=now)
        case Ask.ERASURE:
            above = parents_of(work, known.person_id)
            left, gone = work.privacy.erase(known.person_id, figures=figures, at=now)
            roll_up(work, above)
            done = replace(done, person_id=left, text="", reason="")  # the card that says so must not keep them
            detail: dict[str, str | int] = {"request": done.no, "figures": figures.value}
            work.audit.append(What.ERASURE, actor=actor.person.id, subject=left, detail=detail, at=now)
        case Ask.CORRECTION:
            _tell(work, done, now=now)
    return done, gone


def refuse(work: Work, actor: Actor, number: int, *, reason: str, now: datetime) -> DataRequest:
    """Say no, with the reason; whoever asked hears it.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to answer.
        Stale: when it has been answered or taken back.
    """
    known = answering(work, actor, number, now=now)
    done = _decide(work, actor, known, RequestState.REFUSED, reason=reason, now=now)
    _tell(work, done, now=now)
    return done


def withdraw(work: Work, actor: Actor, number: int, *, now: datetime) -> DataRequest:
    """Take one's own request back, or lift a restriction of one's own.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is somebody else's.
        Stale: when there is nothing to take back any more.
    """
    known = work.privacy.get(number)
    if known is None:
        raise NotFound("privacy-gone")
    if known.person_id != actor.person.id:
        raise Denied("permission-denied", act=Act.EXPORT.value, subject=known.person_id)
    lifts = known.ask is Ask.RESTRICTION and known.state is RequestState.GRANTED
    if known.state is not RequestState.OPEN and not lifts:
        raise Stale("privacy-answered", state=known.state.value)
    return _decide(work, actor, known, RequestState.WITHDRAWN, reason="", now=now)


def _decide(work: Work, actor: Actor, was: DataRequest, to: RequestState, *, reason: str, now: datetime) -> DataRequest:
    if not work.privacy.decide(was.no, to, frm=was.state, by=actor.person.id, at=now, reason=reason):
        raise Stale("privacy-answered", state=to.value)
    done = replace(was, state=to, decided_by=actor.person.id, decided_at=now, reason=reason)
    _note(work, actor, done, now=now)
    return done


def _note(work: Work, actor: Actor, request: DataRequest, *, now: datetime) -> None:
    detail: dict[str, str | int] = {"request": request.no, "ask": request.ask.value, "state": request.state.value}
    what = What.WRITE if request.state is RequestState.OPEN else What.APPROVAL
    work.audit.append(what, actor=actor.person.id, subject=request.person_id, detail=detail, at=now)


def _tell(work: Work, done: DataRequest, *, now: datetime) -> None:
    _send(work, somebody(work, done.person_id), done, key=f"privacy:{done.no}:{done.state}", now=now)


def _send(work: Work, to: Person, request: DataRequest, *, key: str, now: datetime) -> bool:
    card, about = _card(work, to, request, now=now), request.person_id
    return enqueue(work, card, key=key, to=to, kind="privacy", priority=Priority.DEADLINE, now=now, subject_id=about)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a request as it stands; none to whoever was to answer it once it is answered."""
    request = work.privacy.get(int(delivery.key.split(":")[1]))
    reader = work.people.get(delivery.person_id)
    if request is None or reader is None or (reader.id != request.person_id and request.state is not RequestState.OPEN):
        return Drop(SETTLED)
    told = delivery.key.rsplit(":", 1)[1]
    if reader.id == request.person_id and told != request.state:
        return Drop(SUPERSEDED) if work.outbox.get(f"privacy:{request.no}:{request.state}") else None
    return _card(work, reader, request, now=now)


def _card(work: Work, person: Person, request: DataRequest, *, now: datetime) -> Card:
    reader, (name, by) = work.reader(person, now=now), parties(work, request)
    return view.request(reader.t, request, name=name, by=by, own=person.id == request.person_id, today=reader.today)


def due(work: Work, today: date) -> list[DataRequest]:
    """Return the requests that wait for an answer and whose day is near."""
    return work.privacy.due(today + _BEFORE_DUE)


def bring_again(work: Work, person_id: str, *, now: datetime) -> None:
    """Send somebody's open requests to whoever of HR has not had them."""
    for request in work.privacy.waiting():
        if request.person_id == person_id:
            for other in hr(work):
                if other.id != person_id:
                    _send(work, other, request, key=f"privacy:{request.no}:{other.id}", now=now)


def remind(work: Work, request: DataRequest, *, now: datetime) -> bool:
    """Remind HR that a request is to be answered; False when there is nobody."""
    others = [other for other in hr(work) if other.id != request.person_id]
    key = f"privacy:{request.no}:due:{request.due_on}"
    sent = [_send(work, other, request, key=f"{key}:{other.id}", now=now) for other in others]
    return any(sent)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many requests wait for this actor's answer."""
    return sum(_answers(work, actor, request, now=now) for request in work.privacy.waiting())


def next_for(work: Work, actor: Actor, *, now: datetime) -> DataRequest:
    """Return the request that waits longest for this actor's answer.

    Raises:
        NotFound: when none does.
    """
    for request in work.privacy.waiting():
        if _answers(work, actor, request, now=now):
            return request
    raise NotFound("privacy-none")


def _answers(work: Work, actor: Actor, request: DataRequest, *, now: datetime) -> bool:
    subject = work.people.get(request.person_id)
    return subject is not None and actor.may(Act.HANDLE_REQUEST, relation(work, actor, subject, now=now))
