"""The directory at work: what platforms say of accounts finds their owners, and tells admins what is not clear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, SETTLED, Priority, State
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.kit.cell import LONGEST
from bot.kit.cleaning import plain
from bot.kit.identity import Profile
from bot.messages.codec import card_to_json
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind, Source
from bot.people.services import permission
from bot.roster.domain.account import Account, Way, language_named, zone_named
from bot.roster.domain.directory import Learned, Pair, Roster, digits
from bot.roster.views import account as view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.roster.ports.work import Work

_LEAST_LEFT = 0.5
"""A directory that has lost more than this share of what it held is taken for a faulty one, and nobody for gone."""
_KIND = "accounts"
_GATHERED = timedelta(minutes=1)
"""What comes within this time is one card: platforms tell of thirty people one by one, or all at once."""
_FRESH = timedelta(days=1)
"""A card that is out and that nobody has touched says what else comes for so long; later, another is better seen."""
_LOOK_BACK = timedelta(days=8)
"""When a card may have been begun that went out within the last day, also after a long holiday."""


def learn(
    work: Work,
    platform: str,
    profiles: Sequence[Profile],
    *,
    whole: bool,
    now: datetime,
    as_of: datetime | None = None,
) -> Learned:
    """Take in what a platform says of accounts: find their owners, follow zone and language, note who is gone.

    ``whole`` says that this is the whole directory, so that what is missing from it is gone. ``as_of`` is when the
    platform was asked, if not now: what it has told of an account since then is newer, and stays. The admins hear of
    what is new to them on one card.
    """
    as_of = as_of or now
    known = {one.identity.user: one for one in work.accounts.all(platform)}
    owners = work.people.owners(platform)
    everybody = {one.id: one for one in work.people.all()}
    roster = Roster(everybody.values())
    taken = {person_id: user for user, person_id in owners.items()}
    if whole:
        profiles = [*profiles, *_missing(known, profiles, owners, as_of=as_of)]
    stored: list[Account] = []
    fresh: list[Account] = []
    gone: list[Person] = []
    linked = 0
    for profile in profiles:
        with work.contained("account"):
            user = profile.identity.user
            before = known.get(user) or Account(profile.identity)
            if before.seen_at and before.seen_at > as_of:
                continue
            account = _described(before, profile, as_of=as_of)
            owner = everybody.get(owners.get(user, ""))
            if profile.gone:
                account = _ended(work, account, owners.get(user, ""), before=before, now=now)
                gone += [owner] if owner and not before.gone else []
            elif user in owners:
                account = settled(account, owners[user], account.way or Way.FILE)
            elif not profile.guest:
                owner, account = _find(account, profile, roster, everybody, taken)
                if owner:
                    work.people.link(owner.id, profile.identity)
                    taken[owner.id] = user
                    linked += 1
                    if before.told_at or (before.asked_at and not before.gone):
                        greet(work, owner, now=now)
                elif (before.gone or not account.reported_at) and (whole or before.asked_at):
                    account = replace(account, reported_at=now)
                    fresh.append(account)
            if owner and not profile.gone:
                _follow(work, owner, profile)
            stored.append(account)
    work.accounts.put(stored)
    learned = Learned(linked, tuple(fresh), tuple(gone))
    if fresh or gone:
        _report(work, now=now)
    return learned


def leave(work: Work, identity: Identity, *, now: datetime) -> None:
    """End the link of an account of which the platform says that it is gone; from here on nothing more goes there.

    Such words come more than once, and late: the account is looked up as well, and whoever is there after all is
    whoever they were. The person stays on the list as they are: that they have left is for the people file to say.
    """
    before = work.accounts.get(identity) or Account(identity)
    owner_id = work.people.owners(identity.platform).get(identity.user, "")
    profile = Profile(before.identity, before.name, guest=before.guest, gone=True)
    account = _ended(work, _described(before, profile, as_of=now), owner_id, before=before, now=now)
    work.accounts.put([replace(account, asked_at=now)])
    if account.reported_at != before.reported_at:
        _report(work, now=now)


def _ended(work: Work, account: Account, owner_id: str, *, before: Account, now: datetime) -> Account:
    """Take an account that is gone from its owner, and remember whose it was; what waits for them goes another way."""
    if not owner_id:
        return account
    work.people.unlink(replace(account.identity, tenant=""))
    work.outbox.readdress(owner_id, account.identity.platform, at=now)
    return replace(account, person_id=owner_id, reported_at=before.reported_at if before.gone else now)


def _missing(
    known: dict[str, Account], profiles: Sequence[Profile], owners: Mapping[str, str], *, as_of: datetime
) -> list[Profile]:
    """Return those that a directory held and holds no longer, as gone; nobody when it has lost most of what it held.

    What was gone before is among them while it is still linked, as by a people file that names it.
    """
    named_now = {one.identity.user for one in profiles}
    absent = [one for one in known.values() if one.identity.user not in named_now]
    before = [one for one in known.values() if one.seen_at and one.seen_at <= as_of and not one.gone]
    lost = [one for one in absent if one in before]
    if not profiles or len(lost) > len(before) * _LEAST_LEFT:
        lost = []
    lost += [one for one in absent if one.gone and one.identity.user in owners]
    return [Profile(one.identity, one.name, guest=one.guest, gone=True) for one in lost]


def _described(before: Account, profile: Profile, *, as_of: datetime) -> Account:
    return replace(
        before,
        identity=profile.identity,
        name=plain(profile.name)[: LONGEST["name"]] or before.name,
        email="" if profile.gone else profile.email,
        mobile="" if profile.gone else digits(profile.mobile),
        timezone=zone_named(profile.timezone),
        locale=language_named(profile.locale),
        guest=profile.guest,
        gone=profile.gone,
        seen_at=as_of,
        asked_at=before.asked_at if before.asked_at and before.asked_at > as_of else None,
    )


def settled(account: Account, person_id: str, way: Way) -> Account:
    """Note whose it is; what served to find that out is needed no more."""
    return replace(account, person_id=person_id, way=way, email="", mobile="", gone=False)


def _find(
    account: Account,
    profile: Profile,
    roster: Roster,
    everybody: dict[str, Person],
    taken: dict[str, str],
) -> tuple[Person | None, Account]:
    """Find the owner of an account that is nobody's; one that was somebody's and is back is theirs again."""
    earlier = everybody.get(account.person_id)
    if earlier and earlier.id not in taken:
        return earlier, settled(account, earlier.id, account.way or Way.HAND)
    found = roster.owner(profile, taken=taken)
    if found is None:
        return None, replace(account, person_id="", way=None)
    person, way = found
    return person, settled(account, person.id, way)


def _follow(work: Work, person: Person, profile: Profile) -> None:
    """Take zone and language from the platform, unless the person has chosen their own."""
    timezone, locale = zone_named(profile.timezone), language_named(profile.locale)
    if (not timezone or timezone == person.timezone) and (not locale or locale == person.locale):
        return
    zone_by, locale_by = work.people.spoken_by(person.id)
    work.people.speak(
        person.id,
        by=Source.PLATFORM,
        timezone=timezone if timezone and zone_by is not Source.SELF else None,
        locale=locale if locale and locale_by is not Source.SELF else None,
    )


def greet(work: Work, person: Person, *, now: datetime) -> None:
    """Answer somebody who wrote before we knew who they are."""
    fresh = work.people.get(person.id)
    if fresh:
        notice.introduce(work, fresh, now=now, asked=True)


# What the admins hear: one card of what comes within a short time, and of what comes while they leave the last one be


def _report(work: Work, *, now: datetime) -> None:
    for admin in permission.admins(work):
        waiting = _cards(work, admin, State.DUE, since=None)
        out = [one for one in _cards(work, admin, State.SENT, since=now - _LOOK_BACK) if _untouched(one, now=now)]
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


def _cards(work: Work, admin: Person, state: State, *, since: datetime | None) -> list[Delivery]:
    """Return the cards of accounts to an admin that are in a state, the newest first."""
    found = work.outbox.find(state=state.value, person_id=admin.id, since=since)
    return [one for one in reversed(found) if one.kind == _KIND and not one.doubt]


def _untouched(sent: Delivery, *, now: datetime) -> bool:
    """Say whether a card that is out can say more: it is of today, and nobody has pressed anything on it."""
    fresh = sent.sent_at is not None and now - sent.sent_at < _FRESH
    return fresh and sent.answered_at is None and sent.receipt is not None and sent.receipt.changes


def _extend(work: Work, admin: Person, sent: Delivery, card: Card, *, now: datetime) -> None:
    """Let a card that is out say what has come since; what comes within a short time is one change of it."""
    waiting = [one for one in work.outbox.find(state=State.DUE.value, person_id=admin.id) if one.after == sent.key]
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
    people = {one.id: one for one in work.people.all()}
    unknown = [one for one in unmatched(work) if one.reported_at and one.reported_at >= since]
    gone = {
        owner.id: owner
        for one in work.accounts.all()
        if one.gone and one.reported_at and one.reported_at >= since
        if (owner := people.get(one.person_id)) and not owner.identity(one.identity.platform)
    }
    if not (unknown or gone):
        return None
    likely = pairs(unknown, Roster(people.values()), without(work))
    return view.news(work.words(admin.locale), unknown=unknown, likely=likely, gone=list(gone.values()))


def rematch(work: Work, *, now: datetime) -> int:
    """Look again for the owners of accounts that are nobody's, as after a people file; returns how many were found."""
    found = 0
    for platform in dict.fromkeys(one.identity.platform for one in unmatched(work)):
        profiles = [
            Profile(one.identity, one.name, one.email, one.mobile, one.timezone, one.locale)
            for one in unmatched(work)
            if one.identity.platform == platform
        ]
        found += learn(work, platform, profiles, whole=False, now=now).linked
    return found


def changed(work: Work, identity: Identity, *, now: datetime) -> None:
    """Note that an account is to be looked up: it changed, or its owner wrote and is not known."""
    account = work.accounts.get(identity) or Account(identity)
    if account.asked_at is None:
        work.accounts.put([replace(account, asked_at=now)])


def missing(work: Work, identity: Identity, *, now: datetime, as_of: datetime) -> None:
    """Note that the platform knows no account that was to be looked up.

    One that was ever somebody's is gone. A stranger is reported by its id.
    """
    account = work.accounts.get(identity)
    if account is None:
        return
    was_known = account.gone or account.person_id or identity.user in work.people.owners(identity.platform)
    profile = Profile(account.identity, account.name, guest=account.guest, gone=bool(was_known))
    learn(work, identity.platform, [profile], whole=False, now=now, as_of=as_of)


def unseen(work: Work, identity: Identity, *, now: datetime) -> None:
    """Note that an account may not be looked at: it stays as it is, and a stranger is reported by its id."""
    account = work.accounts.get(identity)
    if account is None:
        return
    if account.gone or identity.user in work.people.owners(identity.platform):
        work.accounts.put([replace(account, asked_at=None)])
        return
    learn(work, identity.platform, [Profile(identity, account.name)], whole=False, now=now)


def unmatched(work: Work) -> list[Account]:
    """Return the accounts of members of the company that are nobody's we know."""
    owners: dict[str, dict[str, str]] = {}
    found = []
    for one in work.accounts.all():
        platform = one.identity.platform
        if platform not in owners:
            owners[platform] = work.people.owners(platform)
        if not (one.gone or one.guest) and one.identity.user not in owners[platform]:
            found.append(one)
    return found


def without(work: Work) -> list[Person]:
    """Return the people who have no account anywhere."""
    return [one for one in work.people.all() if one.kind is Kind.PERSON and not one.identities]


def pairs(accounts: Sequence[Account], roster: Roster, people: Sequence[Person]) -> list[Pair]:
    """Return for each account the person who likely is its owner, of those who are free, if there is one."""
    free = {one.id for one in people}
    found = []
    for account in accounts:
        likely = [one for one in roster.likely(account) if one.id in free]
        if likely:
            found.append(Pair(account, likely[0]))
    return found
