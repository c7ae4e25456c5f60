"""What is said about reviews by colleagues, each written anew when it goes, and never who has answered.

A reminder goes to everybody who is asked, whether they have answered or not: whoever sees who was reminded learns
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.people.services.person import known
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.peer_review import AskedPeer, PeerStage, SeenPeers, stage
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.reviews.views import peer_review as view
from bot.reviews.views import peer_review_asked as asked_view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work

KIND: Final = "peer_review"
"""What the two are told."""
INVITATION: Final = "peer_invitation"
"""What a colleague is asked."""
_STAGES: Final = {"name": PeerStage.NAMING, "last": PeerStage.NAMING, "agree": PeerStage.AGREEING}


def as_side(work: Work, review: Review, side: Filler, *, now: datetime) -> SeenPeers:
    """Return the colleagues' part as one of the two sees it; that the reader is that one, the caller has seen to."""
    person, cycle = somebody(work, review.person_id), cycles.find(work, review.cycle_no)
    found = work.peer_reviews.get(review.no)
    leader = permission.leader(work, person, now=now)
    return SeenPeers(
        review=review,
        cycle=cycle,
        template=form_template.find(work, cycle.template, cycle.template_version),
        side=side,
        person=person.name,
        leader=leader.name if leader else "",
        stage=stage(found, cycle, cycles.today_of(person, now)),
        named=tuple(sorted(known(work, peer).name for peer in found.named)),
        refusal=found.refusal,
        gathered=found.gathered,
    )


def as_asked(work: Work, review: Review, *, now: datetime) -> AskedPeer | None:
    """Return what colleagues are asked in a review; None when it is over, or whoever it is about has left."""
    person, cycle = work.people.get(review.person_id), cycles.find(work, review.cycle_no)
    if person is None or not person.employed_at(now) or cycle.state is not CycleState.RUNNING:
        return None
    if cycles.today_of(person, now) > cycle.schedule.peers_until or not cycle.asks_peers:
        return None
    leader = permission.leader(work, person, now=now)
    return AskedPeer(
        review_no=review.no,
        cycle=cycle,
        template=form_template.find(work, cycle.template, cycle.template_version),
        person=person.name,
        leader=leader.name if leader else "",
        until=cycle.schedule.peers_until,
    )


def tell_to_name(work: Work, review: Review, event: str, *, now: datetime) -> bool:
    """Ask the employee to name colleagues (``name``), or say that this is the last day for it (``last``)."""
    return _tell(work, review, Filler.EMPLOYEE, event, "", Priority.DEADLINE, now=now)


def tell_named(work: Work, review: Review, *, now: datetime) -> bool:
    """Ask whoever leads the person whether these are the ones to ask."""
    return _tell(work, review, Filler.MANAGER, "agree", _instant(now), Priority.DEADLINE, now=now)


def tell_refused(work: Work, review: Review, *, now: datetime) -> bool:
    """Tell the employee that others are to be named."""
    return _tell(work, review, Filler.EMPLOYEE, "refused", _instant(now), Priority.NUDGE, now=now)


def tell_finished(work: Work, review: Review, *, now: datetime) -> bool:
    """Tell both that the answers are there, or that there are too few; returns whether anybody is told."""
    told = [
        _tell(work, review, side, "finished", "", Priority.NUDGE, now=now) for side in (Filler.EMPLOYEE, Filler.MANAGER)
    ]
    return any(told)


def _instant(now: datetime) -> str:
    return str(int(now.timestamp()))


def _tell(
    work: Work, review: Review, side: Filler, event: str, which: str, priority: Priority, *, now: datetime
) -> bool:
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return False
    reader = person if side is Filler.EMPLOYEE else permission.leader(work, person, now=now)
    if reader is None:
        return False
    card = view.card(work.reader(reader, now=now), as_side(work, review, side, now=now), event=event)
    key = f"{KIND}:{review.no}:{event}:{which}:{reader.id}"
    return enqueue(work, card, key=key, to=reader, kind=KIND, priority=priority, now=now, subject_id=person.id)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write what one of the two is told as it is now; nothing is left to say once they or the other have acted."""
    _, number, event, _, _ = delivery.key.split(":", 4)
    review, reader = work.reviews.get(int(number)), work.people.get(delivery.person_id)
    if review is None or reader is None:
        return Drop(SETTLED)
    side = Filler.EMPLOYEE if review.person_id == reader.id else Filler.MANAGER
    seen = as_side(work, review, side, now=now)
    if seen.stage is not _STAGES.get(event, seen.stage):
        return Drop(SETTLED)
    return view.card(work.reader(reader, now=now), seen, event=event)


def readdress(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever leads the person now what somebody else was to be told."""
    _, number, event, which, _ = delivery.key.split(":", 4)
    review = work.reviews.get(int(number))
    if review is not None and review.person_id != delivery.person_id:
        _tell(work, review, Filler.MANAGER, event, which, delivery.priority, now=now)


# What colleagues are asked


def invite(work: Work, review: Review, *, now: datetime) -> None:
    """Ask every colleague who was named, each in their own words and zone."""
    for peer_id in work.peer_reviews.get(review.no).named:
        peer, about = work.people.get(peer_id), as_asked(work, review, now=now)
        if peer is None or about is None or not peer.employed_at(now):
            continue
        card = asked_view.invitation(work.reader(peer, now=now), about)
        enqueue(
            work,
            card,
            key=f"{INVITATION}:{review.no}:{peer.id}",
            to=peer,
            kind=INVITATION,
            priority=Priority.DEADLINE,
            now=now,
            subject_id=review.person_id,
        )


def remind(work: Work, cycle: Cycle, peer: Person, *, now: datetime) -> bool:
    """Tell somebody who is asked in a cycle that tomorrow is the last day, whether they have answered or not."""
    card = asked_view.reminder(work.reader(peer, now=now), cycle)
    key = f"{INVITATION}_soon:{cycle.no}:{peer.id}"
    return enqueue(work, card, key=key, to=peer, kind=f"{INVITATION}_soon", priority=Priority.DEADLINE, now=now)


def render_invitation(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write an invitation as it is now; one that comes too late is let go of."""
    review, peer = work.reviews.get(int(delivery.key.split(":", 2)[1])), work.people.get(delivery.person_id)
    about = as_asked(work, review, now=now) if review else None
    if about is None or peer is None:
        return Drop(SETTLED)
    return asked_view.invitation(work.reader(peer, now=now), about)
