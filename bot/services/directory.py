"""The directory at work: what platforms say of accounts finds their owners, and tells admins what is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.account import Account, Source, Way, language_named, zone_named
from bot.domain.cleaning import plain
from bot.domain.delivery import Priority
from bot.domain.directory import Learned, Pair, Roster, digits
from bot.domain.person import Kind, Profile
from bot.domain.record import LONGEST
from bot.messages.i18n import Catalog
from bot.services import notice, permission
from bot.services.outbox import enqueue
from bot.views import account as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.person import Identity, Person
    from bot.ports import Work

_LEAST_LEFT = 0.5
"""A directory that has lost more than this share of what it held is taken for a faulty one, and nobody for gone."""


def learn(work: Work, platform: str, profiles: Sequence[Profile], *, whole: bool, now: datetime) -> Learned:
    """Take in what a platform says of accounts: find their owners, follow zone and language, note who is gone.

    ``whole`` says that this is the whole directory, so that what is missing from it is gone. The admins hear of what
    is new to them on one card.
    """
    known = {one.identity.user: one for one in work.accounts.all(platform)}
    owners = work.people.owners(platform)
    everybody = {one.id: one for one in work.people.all()}
    roster = Roster(everybody.values())
    taken = {person_id: user for user, person_id in owners.items()}
    if whole:
        profiles = [*profiles, *_missing(known, profiles)]
    stored: list[Account] = []
    fresh: list[Account] = []
    gone: list[Person] = []
    linked = 0
    for profile in profiles:
        with work.contained("account"):
            user = profile.identity.user
            before = known.get(user) or Account(profile.identity)
            account = _described(before, profile, now=now)
            owner = everybody.get(owners.get(user, ""))
            if profile.gone:
                if owner and not before.gone:
                    work.people.unlink(profile.identity)
                    gone.append(owner)
                    account = replace(account, person_id=owner.id)
            elif user in owners:
                account = settled(account, owners[user], account.way or Way.FILE)
            elif not profile.guest:
                owner, account = _find(account, profile, roster, everybody, taken)
                if owner:
                    work.people.link(owner.id, profile.identity)
                    taken[owner.id] = user
                    linked += 1
                    if before.asked_at or before.told_at:
                        greet(work, owner, now=now)
                elif not account.reported_at and (whole or before.asked_at):
                    account = replace(account, reported_at=now)
                    fresh.append(account)
            if owner and not profile.gone:
                _follow(work, owner, profile)
            stored.append(account)
    work.accounts.put(stored)
    learned = Learned(linked, tuple(fresh), tuple(gone))
    if fresh or gone:
        _report(work, learned, roster, now=now)
    return learned


def _missing(known: dict[str, Account], profiles: Sequence[Profile]) -> list[Profile]:
    """Return those that a directory held and holds no longer, as gone; nobody when it has lost most of what it held."""
    named_now = {one.identity.user for one in profiles}
    before = [one for one in known.values() if one.seen_at and not one.gone]
    lost = [one for one in before if one.identity.user not in named_now]
    if not profiles or len(lost) > len(before) * _LEAST_LEFT:
        return []
    return [Profile(one.identity, one.name, guest=one.guest, gone=True) for one in lost]


def _described(before: Account, profile: Profile, *, now: datetime) -> Account:
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
        seen_at=now,
        asked_at=None,
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


def _report(work: Work, learned: Learned, roster: Roster, *, now: datetime) -> None:
    for admin in permission.admins(work):
        card = view.news(
            Catalog.load()(admin.locale),
            unknown=learned.unknown,
            likely=pairs(learned.unknown, roster, without(work)),
            gone=[one.name for one in learned.gone],
        )
        first = next((one.identity.user for one in learned.unknown), "gone")
        key = f"accounts:{now.isoformat()}:{admin.id}:{first}"
        enqueue(work, card, key=key, to=admin, kind=card.kind, priority=Priority.DEADLINE, now=now)


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


def lost(work: Work, identity: Identity, *, now: datetime) -> None:
    """Note that the platform does not know an account that was to be looked up; a stranger is reported by its id."""
    account = work.accounts.get(identity)
    if account is None:
        return
    if identity.user in work.people.owners(identity.platform):
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
