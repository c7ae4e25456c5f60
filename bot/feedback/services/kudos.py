"""Feedback between people: given, asked for, declined, reminded of once, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.verdict import expected
from bot.feedback.domain.kudos import Answer, Kudos, Request, RequestOutcome, Stance, Visibility, number
from bot.feedback.domain.specificity import assess_about, copied
from bot.feedback.views import kudos as view
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.person import Kind
from bot.people.services.permission import leader, somebody
from bot.people.services.person import named

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.specificity import Assessment
    from bot.feedback.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person

_EARLIER = 20
_KIND = "kudos"
_REQUEST = "kudos_request:"
ANSWERED = "answer:"
"""How the key of a message begins by which somebody answers feedback or an evaluation."""


def colleague(work: Work, person: Person, said: str) -> Person:
    """Return the colleague of somebody who is meant by a name, an id or a mention.

    Raises:
        NotFound: when nobody is, or several are.
        Invalid: when it is the person themselves.
    """
    found = named(work, said, among=[person for person in work.people.all() if person.kind is Kind.PERSON])
    if found.id == person.id:
        raise Invalid("kudos-self")
    return found


def weigh(work: Work, giver: Person, *, about: str, text: str) -> tuple[Assessment, bool]:
    """Say how specific words about a piece of work are, and whether they repeat what their writer wrote before."""
    titles = {title for metric in work.metrics.all() for title in (metric.title_en, metric.title_zh) if title}
    found = assess_about(about, text, names=titles | {about})
    return found, copied(text, work.kudos.earlier(giver.id, last=_EARLIER))


def give(
    work: Work,
    giver: Person,
    receiver: Person,
    *,
    about: str,
    text: str,
    visibility: Visibility,
    now: datetime,
    request: int = 0,
) -> tuple[datetime | None, bool]:
    """Send somebody feedback, and to whoever leads them afterwards where the giver chose so.

    Returns when the receiver is likely to get it, and whether it goes to whoever leads them too.

    Raises:
        Invalid: when giver and receiver are the same.
        NotFound: when it answers a question for feedback that was not this one's to this one.
    """
    if giver.id == receiver.id or receiver.kind is not Kind.PERSON:
        raise Invalid("kudos-self")
    if request:
        _close(work, giver, receiver, request)
    kudos = Kudos(giver.id, receiver.id, about, text, visibility, now)
    no = work.kudos.add(kudos)
    manager = leader(work, receiver, now=now) if visibility is Visibility.MANAGER else None
    if manager and manager.id == giver.id:
        manager = None
    t, key = work.words(receiver.locale), _key(no)
    card = view.received(t, kudos, no=no, name=giver.name, manager=manager.name if manager else "")
    enqueue(work, card, key=key, to=receiver, kind=_KIND, priority=Priority.PRAISE, now=now)
    if manager:
        _copy(work, kudos, key, giver, receiver, manager, now=now)
    return expected(work, key, now=now), manager is not None


def _copy(
    work: Work, kudos: Kudos, key: str, giver: Person, receiver: Person, manager: Person, *, now: datetime
) -> None:
    """Send feedback to whoever leads its receiver, after the receiver has it."""
    enqueue(
        work,
        view.copy(work.words(manager.locale), kudos, giver=giver.name, receiver=receiver.name),
        key=f"{key}:manager",
        to=manager,
        kind=_KIND,
        priority=Priority.PRAISE,
        now=now,
        after=key,
        subject_id=receiver.id,
    )


def _close(work: Work, giver: Person, receiver: Person, request: int) -> None:
    """Note that a question for feedback is answered by feedback to whoever asked it."""
    if _asked_of(work, giver, request).asker_id != receiver.id:
        raise NotFound("kudos-gone")
    work.kudos.settle(request, RequestOutcome.ANSWERED)


def ask(work: Work, asker: Person, giver: Person, *, topic: str, now: datetime) -> datetime | None:
    """Ask somebody for feedback; returns when they are likely to get the question.

    Raises:
        Invalid: when it is the asker themselves.
        Stale: when an earlier question to the same person is still open.
    """
    if asker.id == giver.id or giver.kind is not Kind.PERSON:
        raise Invalid("kudos-self")
    if work.kudos.waits(asker.id, giver.id):
        raise Stale("kudos-asked-already", name=giver.name)
    no = work.kudos.ask(Request(asker.id, giver.id, topic, now))
    card = view.requested(work.words(giver.locale), no=no, name=asker.name, topic=topic)
    enqueue(work, card, key=_request_key(no), to=giver, kind=_KIND, priority=Priority.NUDGE, now=now)
    return expected(work, _request_key(no), now=now)


def invited(work: Work, giver: Person, no: int) -> tuple[Person, str]:
    """Return who asked somebody for feedback, and about what.

    Raises:
        NotFound: when there is no such question, it was put to somebody else, or the asker has left.
    """
    request = _asked_of(work, giver, no)
    return somebody(work, request.asker_id), request.topic


def decline(work: Work, giver: Person, no: int) -> Delivery:
    """Answer a question for feedback with "not now", and return the question; nobody is told, and nobody reminded.

    Raises:
        NotFound: when there is no such question, or it was put to somebody else.
        Stale: when it was answered before.
    """
    _asked_of(work, giver, no)
    if not work.kudos.settle(no, RequestOutcome.DECLINED):
        raise Stale("kudos-closed")
    delivery = work.outbox.get(f"{_request_key(no)}:again") or work.outbox.get(_request_key(no))
    if delivery is None:
        raise NotFound("kudos-gone")
    return delivery


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:  # noqa: ARG001 - as every renderer
    """Let a question for feedback go only while it is open; everything else is somebody's own words."""
    if not delivery.key.startswith(_REQUEST):
        return None
    request = work.kudos.request(int(delivery.key.removeprefix(_REQUEST).removesuffix(":again")))
    return None if request and request.outcome is RequestOutcome.OPEN else Drop(SETTLED)


def remind(work: Work, no: int, *, now: datetime) -> bool:
    """Remind somebody of an open question for feedback; False when it was closed or one of the two has left."""
    request = work.kudos.request(no)
    if request is None or request.outcome is not RequestOutcome.OPEN:
        return False
    giver, asker = work.people.get(request.giver_id), work.people.get(request.asker_id)
    if not giver or not asker or not (giver.employed_at(now) and asker.employed_at(now)):
        return False
    card = view.requested(work.words(giver.locale), no=no, name=asker.name, topic=request.topic, again=True)
    key = f"{_request_key(no)}:again"
    return enqueue(work, card, key=key, to=giver, kind=_KIND, priority=Priority.NUDGE, now=now)


def addressee(work: Work, person: Person, key: str, *, now: datetime) -> tuple[Person, str]:
    """Return who gets the answer to a message with feedback or an evaluation, and which piece of work it was about.

    Feedback is answered to its giver, an evaluation by the figures to whoever leads the person ("" as its work).

    Raises:
        NotFound: when there is no such message, or nobody whom an answer could go to.
        Denied: when it was not written about whoever answers.
    """
    if key.startswith("kudos:"):
        kudos = work.kudos.get(number(key.removeprefix("kudos:")))
        if kudos is None:
            raise NotFound("kudos-gone")
        if kudos.receiver_id != person.id:
            raise Denied("feedback-denied")
        return somebody(work, kudos.giver_id), kudos.about
    feedback = work.feedback.get(key)
    if feedback is None:
        raise NotFound("kudos-gone")
    if not feedback.subject_id == feedback.reader_id == person.id:
        raise Denied("feedback-denied")
    manager = leader(work, person, now=now)
    if manager is None:
        raise NotFound("kudos-nobody")
    return manager, ""


def answer(
    work: Work, person: Person, key: str, *, stance: Stance, text: str, now: datetime
) -> tuple[Person, Delivery | None]:
    """Answer feedback or an evaluation, once: returns to whom that goes, and what was answered where it is still kept.

    Raises:
        NotFound: when there is no such message, or nobody whom an answer could go to.
        Denied: when it was not written about whoever answers.
        Stale: when they have answered it before.
    """
    to, about = addressee(work, person, key, now=now)
    if not work.kudos.answer(Answer(person.id, key, stance, text, now)):
        raise Stale("kudos-answered")
    card = view.answered(work.words(to.locale), name=person.name, about=about, stance=stance, text=text)
    enqueue(
        work,
        card,
        key=f"{ANSWERED}{key}",
        to=to,
        kind=_KIND,
        priority=Priority.REPLY,
        now=now,
        subject_id="" if key.startswith("kudos:") else person.id,
    )
    delivery = work.outbox.get(key)
    return to, delivery if delivery is not None and delivery.person_id == person.id else None


def _asked_of(work: Work, giver: Person, no: int) -> Request:
    request = work.kudos.request(no)
    if request is None or request.giver_id != giver.id:
        raise NotFound("kudos-gone")
    return request


def _key(no: int) -> str:
    return f"kudos:{no}"


def _request_key(no: int) -> str:
    return f"{_REQUEST}{no}"
