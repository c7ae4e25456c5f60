"""Reviews by colleagues at work: named, agreed to, asked, answered, and read together when the time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.peer_review import (
    FEWEST_PEERS,
    MOST_PEERS,
    PeerStage,
    SeenPeers,
    gathered,
)
from bot.reviews.services import cycle as cycles
from bot.reviews.services import peer_review_message

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from bot.messages.field import Values
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.peer_review import AskedPeer
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work


def seen(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPeers:
    """Return the colleagues' part of a review as the actor sees it: of their own, or of somebody they lead.

    Raises:
        Denied: when it is neither.
        NotFound: when no colleagues are asked in its cycle, or whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.READ_REVIEW, person, now=now)
    if not cycles.find(work, review.cycle_no).asks_peers:
        raise NotFound("peer-review-none")
    side = Filler.EMPLOYEE if actor.person.id == person.id else Filler.MANAGER
    return peer_review_message.as_side(work, review, side, now=now)


def name(work: Work, actor: Actor, review: Review, peers: Collection[str], *, now: datetime) -> SeenPeers:
    """Note whom to ask, by id: as the employee's wish, or as the word of whoever leads them, which settles it.

    Raises:
        Denied: when the review is not the actor's.
        Invalid: when they are too few or too many, or somebody among them cannot be asked.
        Stale: when it is settled, or the time for it is over.
    """
    before = _unsettled(work, actor, review, now=now)
    chosen = askable(work, review, peers, now=now)
    work.peer_reviews.name(review.no, [peer.id for peer in chosen], at=now)
    if before.side is Filler.MANAGER:
        _settle(work, review, now=now)
    else:
        peer_review_message.tell_named(work, review, now=now)
    return peer_review_message.as_side(work, review, before.side, now=now)


def agree(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPeers:
    """Agree to the colleagues that were named: they are asked now.

    Raises:
        Denied: when the actor does not lead the person.
        Stale: when nobody is named, or it is settled.
    """
    _named(work, actor, review, now=now)
    _settle(work, review, now=now)
    return peer_review_message.as_side(work, review, Filler.MANAGER, now=now)


def refuse(work: Work, actor: Actor, review: Review, reason: str, *, now: datetime) -> SeenPeers:
    """Ask the employee to name others, and say why.

    Raises:
        Denied: when the actor does not lead the person.
        Stale: when nobody is named, or it is settled.
    """
    _named(work, actor, review, now=now)
    work.peer_reviews.refuse(review.no, reason)
    peer_review_message.tell_refused(work, review, now=now)
    return peer_review_message.as_side(work, review, Filler.MANAGER, now=now)


def _unsettled(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPeers:
    before = seen(work, actor, review, now=now)
    permission.require(work, actor, Act.WRITE_REVIEW, somebody(work, review.person_id), now=now)
    if before.stage not in {PeerStage.NAMING, PeerStage.AGREEING}:
        raise Stale("peer-review-settled" if before.stage is not PeerStage.NOBODY else "peer-review-late")
    if before.cycle.state is not CycleState.RUNNING:
        raise Stale("cycle-not-running", name=before.cycle.name)
    return before


def _named(work: Work, actor: Actor, review: Review, *, now: datetime) -> None:
    before = _unsettled(work, actor, review, now=now)
    if before.side is not Filler.MANAGER:
        raise Denied("permission-denied", act=Act.WRITE_REVIEW.value, subject=review.person_id)
    if before.stage is not PeerStage.AGREEING:
        raise Stale("peer-review-nobody")


def _settle(work: Work, review: Review, *, now: datetime) -> None:
    if work.peer_reviews.agree(review.no, at=now):
        peer_review_message.invite(work, review, now=now)


def askable(work: Work, review: Review, peers: Collection[str], *, now: datetime) -> list[Person]:
    """Return the people of some ids, if all of them can be asked.

    Raises:
        Invalid: when they are too few or too many, or somebody is the reviewed person or whoever leads them.
        NotFound: when somebody has left.
    """
    chosen = {peer: somebody(work, peer) for peer in peers}
    leader = permission.leader(work, somebody(work, review.person_id), now=now)
    for peer in chosen.values():
        if peer.id == review.person_id or peer.kind is not Kind.PERSON:
            raise Invalid("peer-review-self")
        if leader and peer.id == leader.id:
            raise Invalid("peer-review-leader", name=leader.name)
    if not FEWEST_PEERS <= len(chosen) <= MOST_PEERS:
        raise Invalid("peer-review-count", least=FEWEST_PEERS, most=MOST_PEERS, n=len(chosen))
    return list(chosen.values())


def near(work: Work, review: Review, *, now: datetime) -> list[Person]:
    """Return who works beside somebody, by name: of the same unit or manager, without whoever leads them."""
    person = somebody(work, review.person_id)
    leader = permission.leader(work, person, now=now)
    apart = {person.id, leader.id if leader else ""}
    mates = [
        other
        for other in work.people.all()
        if other.kind is Kind.PERSON
        and other.id not in apart
        and other.employed_at(now)
        and ((other.unit and other.unit == person.unit) or other.manager_id == person.manager_id)
    ]
    return sorted(mates, key=lambda other: other.name)


# What a colleague does who is asked


def asked(work: Work, peer: Person, *, now: datetime) -> list[AskedPeer]:
    """Return about whom somebody is asked and has not answered, the nearest last day first."""
    found = [
        peer_review_message.as_asked(work, review, now=now)
        for number in work.peer_reviews.asked(peer.id)
        if (review := work.reviews.get(number))
    ]
    return sorted((entry for entry in found if entry), key=lambda entry: (entry.until, entry.person))


def open_for(work: Work, peer: Person, review_no: int, *, now: datetime) -> AskedPeer:
    """Return what somebody is asked about a colleague.

    Raises:
        Stale: when they are not asked, or not any more; it says the same whatever the reason.
    """
    found = next((entry for entry in asked(work, peer, now=now) if entry.review_no == review_no), None)
    if found is None:
        raise Stale("peer-review-over")
    return found


def answer(work: Work, peer: Person, review_no: int, values: Values | None, *, now: datetime) -> AskedPeer:
    """Take what a colleague says, or None when they decline; neither is told to anybody, nor noted elsewhere.

    Raises:
        Invalid: when nothing was written.
        Stale: when they are not asked, or not any more.
    """
    found = open_for(work, peer, review_no, now=now)
    if values is not None and not values:
        raise Invalid("review-empty")
    if not work.peer_reviews.answer(review_no, peer.id, values):
        raise Stale("peer-review-over")
    return found


# What the clock does: asks for names, counts silence as agreement, reminds everybody alike, and ends it.


def look(work: Work, review: Review, cycle: Cycle, today: date, *, now: datetime) -> bool:
    """Do what is due of the colleagues' part of a review on a day (of whoever is reviewed); says whether anything was.

    What was done before is not done again: each message has its key, and what is settled or closed stays so.
    """
    days, found = cycle.schedule, work.peer_reviews.get(review.no)
    if found.closed or today < days.opens:
        return False
    if today > days.peers_until:
        return bool(found.named) and finish(work, review, now=now)
    if found.agreed_at is not None:
        return today == days.peers_until - timedelta(days=1) and _remind(work, cycle, found.named, now=now)
    if found.named:
        if today > days.agree_by:
            _settle(work, review, now=now)
        return today > days.agree_by
    if today > days.name_by:
        return False
    event = "last" if days.opens < today == days.name_by else "name"
    return peer_review_message.tell_to_name(work, review, event, now=now)


def _remind(work: Work, cycle: Cycle, peers: Collection[str], *, now: datetime) -> bool:
    told = [
        peer_review_message.remind(work, cycle, peer, now=now)
        for peer_id in peers
        if (peer := work.people.get(peer_id)) is not None and peer.employed_at(now)
    ]
    return any(told)


def finish(work: Work, review: Review, *, now: datetime) -> bool:
    """End the answering: what was answered is read from now on, all together, if there is enough of it, or never."""
    before = work.peer_reviews.get(review.no)
    if before.closed:
        return False
    found = gathered(work.peer_reviews.close(review.no))
    if found is not None:
        work.peer_reviews.show(review.no, found)
    person = work.people.get(review.person_id)
    if before.agreed_at is not None and person is not None and person.employed_at(now):
        peer_review_message.tell_finished(work, review, now=now)
    return True
