"""What admins hear of accounts: one card of what is new and who is gone, as long as something of it is open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.messages.codec import card_to_json
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.roster.domain.account import Account
from bot.roster.domain.directory import AccountMatch, Roster
from bot.roster.views import account as view

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.roster.ports import Work


_KIND = "accounts"


_GATHERED = timedelta(minutes=1)
"""What comes within this time is one card: platforms tell of thirty people one by one, or all at once."""


_FRESH = timedelta(days=1)
"""A card that is out and that nobody has touched says what else comes for so long; later, another is better seen."""


_LOOK_BACK = timedelta(days=8)
"""When a card may have been begun that went out within the last day, also after a long holiday."""


def report(work: Work, *, now: datetime) -> None:
    """Tell every admin what is new: on the card that waits or that nobody has touched yet, else on another."""
    for admin in permission.admins(work):
        waiting = _cards(work, admin, DeliveryState.DUE, since=None)
        out = [
            card
            for card in _cards(work, admin, DeliveryState.SENT, since=now - _LOOK_BACK)
            if _untouched(card, now=now)
        ]
        begun = [*waiting, *out][:1]
        card = _news(work, admin, since=begun[0].created_at if begun else now)
        if card is None or (waiting and work.outbox.rewrite(waiting[0], card_to_json(card))):
            continue
        if out and not waiting:
            _extend(work, admin, out[0], card, now=now)
            continue
        # Whoever reports at the same time makes the same card, which says all of it once it goes.
        key = f"{_KIND}:{now.timestamp() // _GATHERED.total_seconds():.0f}:{admin.id}"
        soon = now + _GATHERED
        enqueue(work, card, key=key, to=admin, kind=_KIND, priority=Priority.DEADLINE, now=now, not_before=soon)


def _cards(work: Work, admin: Person, state: DeliveryState, *, since: datetime | None) -> list[Delivery]:
    """Return the cards of accounts to an admin that are in a state, the newest first."""
    found = work.outbox.find(state=state.value, person_id=admin.id, since=since)
    return [delivery for delivery in reversed(found) if delivery.kind == _KIND and not delivery.doubt]


def _untouched(sent: Delivery, *, now: datetime) -> bool:
    """Say whether a card that is out can say more: it is of today, and nobody has pressed anything on it."""
    fresh = sent.sent_at is not None and now - sent.sent_at < _FRESH
    return fresh and sent.answered_at is None and sent.receipt is not None and sent.receipt.changes


def _extend(work: Work, admin: Person, sent: Delivery, card: Card, *, now: datetime) -> None:
    """Let a card that is out say what has come since; what comes within a short time is one change of it."""
    waiting = [
        delivery
        for delivery in work.outbox.find(state=DeliveryState.DUE.value, person_id=admin.id)
        if delivery.after == sent.key
    ]
    if waiting and work.outbox.rewrite(waiting[-1], card_to_json(card)):
        return
    enqueue(
        work,
        card,
        key=f"{REDRAW}:{sent.key}:{now.isoformat()}",
        to=admin,
        kind=REDRAW,
        priority=Priority.REPLY,
        now=now,
        after=sent.key,
        platform=sent.platform,
        not_before=now + _GATHERED,
    )


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:  # noqa: ARG001 - as every other is called
    """Return what a card of accounts says by now; nothing once all of it is settled."""
    admin = work.people.get(delivery.person_id)
    card = _news(work, admin, since=delivery.created_at) if admin else None
    return card or Drop(SETTLED)


def redraw(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what a card of accounts that is out says by now, to an admin; None for any other that is redrawn."""
    sent = work.outbox.get(delivery.after)
    if sent is None or sent.kind != _KIND:
        return None
    admin = work.people.get(delivery.person_id)
    if admin is None or sent.answered_at or not permission.actor(work, admin, now=now).ever(Act.MATCH_PEOPLE):
        return Drop(SETTLED)
    return _news(work, admin, since=sent.created_at) or Drop(SETTLED)


def _news(work: Work, admin: Person, *, since: datetime) -> Card | None:
    """Write what was reported since a card was begun, and is still so; None when nothing is.

    What others reported at the same time, by a clock a little behind, is part of it.
    """
    since -= _GATHERED
    people = {person.id: person for person in work.people.all()}
    unknown = [account for account in unmatched_accounts(work) if account.reported_at and account.reported_at >= since]
    gone = {
        owner.id: owner
        for account in work.accounts.all()
        if account.gone and account.reported_at and account.reported_at >= since
        if (owner := people.get(account.person_id)) and not owner.identity(account.identity.platform)
    }
    if not (unknown or gone):
        return None
    likely = pairs(unknown, Roster(people.values()), without_account(work))
    return view.news(work.words(admin.locale), unknown=unknown, likely=likely, gone=list(gone.values()))


def unmatched_accounts(work: Work) -> list[Account]:
    """Return the accounts of members of the company that are nobody's we know."""
    owners: dict[str, dict[str, str]] = {}
    found = []
    for account in work.accounts.all():
        platform = account.identity.platform
        if platform not in owners:
            owners[platform] = work.people.owners(platform)
        if not (account.gone or account.guest) and account.identity.user not in owners[platform]:
            found.append(account)
    return found


def without_account(work: Work) -> list[Person]:
    """Return the people who have no account anywhere."""
    return [person for person in work.people.all() if person.kind is Kind.PERSON and not person.identities]


def pairs(accounts: Sequence[Account], roster: Roster, people: Sequence[Person]) -> list[AccountMatch]:
    """Return for each account the person who likely is its owner, of those who are free, if there is one."""
    free = {person.id for person in people}
    found = []
    for account in accounts:
        likely = [person for person in roster.likely(account) if person.id in free]
        if likely:
            found.append(AccountMatch(account, likely[0]))
    return found
