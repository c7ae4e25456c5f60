"""The directory at work: what platforms say of accounts finds their owners, and tells admins what is not clear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.services import notice
from bot.kit.cell import LONGEST
from bot.kit.cleaning import plain
from bot.kit.identity import Profile
from bot.people.domain.person import ChosenBy
from bot.roster.domain.account import Account, Way, language_named, zone_named
from bot.roster.domain.directory import Learned, Roster, digits
from bot.roster.services.directory_report import report, unmatched_accounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.kit.identity import Identity
    from bot.people.domain.person import Person
    from bot.roster.ports import Work

_LEAST_LEFT = 0.5
"""A directory that has lost more than this share of what it held is taken for a faulty one, and nobody for gone."""


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
    learning = _Learning(work, platform, whole=whole, as_of=as_of or now, now=now)
    if whole:
        profiles = [*profiles, *_missing(learning.known, profiles, learning.owners, as_of=learning.as_of)]
    for profile in profiles:
        with work.contained("account"):
            learning.take(profile)
    work.accounts.put(learning.stored)
    if learning.fresh or learning.gone:
        report(work, now=now)
    return Learned(learning.linked, tuple(learning.fresh), tuple(learning.gone))


class _Learning:
    """What is known of a platform's accounts, and what is learnt while its profiles are taken in one by one.

    ``fresh`` are the accounts that the admins are to hear of, ``gone`` the people whose account is gone.
    """

    def __init__(self, work: Work, platform: str, *, whole: bool, as_of: datetime, now: datetime) -> None:
        self._work = work
        self._whole = whole
        self._now = now
        self.as_of = as_of
        self.known = {account.identity.user: account for account in work.accounts.all(platform)}
        self.owners = work.people.owners(platform)
        self._everybody = {person.id: person for person in work.people.all()}
        self._roster = Roster(self._everybody.values())
        self._taken = {person_id: user for user, person_id in self.owners.items()}
        self.stored: list[Account] = []
        self.fresh: list[Account] = []
        self.gone: list[Person] = []
        self.linked = 0

    def take(self, profile: Profile) -> None:
        """Take in one profile, unless something newer is known of its account."""
        user = profile.identity.user
        before = self.known.get(user) or Account(profile.identity)
        if before.seen_at and before.seen_at > self.as_of:
            return
        account = _described(before, profile, as_of=self.as_of)
        owner = self._everybody.get(self.owners.get(user, ""))
        if profile.gone:
            account = _ended(self._work, account, self.owners.get(user, ""), before=before, now=self._now)
            self.gone += [owner] if owner and not before.gone else []
        elif user in self.owners:
            account = settled(account, self.owners[user], account.way or Way.FILE)
        elif not profile.guest:
            owner, account = self._matched(account, profile, before)
        if owner and not profile.gone:
            _follow(self._work, owner, profile)
        self.stored.append(account)

    def _matched(self, account: Account, profile: Profile, before: Account) -> tuple[Person | None, Account]:
        """Link an account that is nobody's to its owner; where there is none the admins hear of it once."""
        owner, account = _find(account, profile, self._roster, self._everybody, self._taken)
        if owner:
            self._work.people.link(owner.id, profile.identity)
            self._taken[owner.id] = profile.identity.user
            self.linked += 1
            if before.told_at or (before.asked_at and not before.gone):
                greet(self._work, owner, now=self._now)
        elif (before.gone or not account.reported_at) and (self._whole or before.asked_at):
            account = replace(account, reported_at=self._now)
            self.fresh.append(account)
        return owner, account


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
        report(work, now=now)


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
    named_now = {profile.identity.user for profile in profiles}
    absent = [value for value in known.values() if value.identity.user not in named_now]
    before = [value for value in known.values() if value.seen_at and value.seen_at <= as_of and not value.gone]
    lost = [account for account in absent if account in before]
    if not profiles or len(lost) > len(before) * _LEAST_LEFT:
        lost = []
    lost += [account for account in absent if account.gone and account.identity.user in owners]
    return [Profile(account.identity, account.name, guest=account.guest, gone=True) for account in lost]


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
        by=ChosenBy.PLATFORM,
        timezone=timezone if timezone and zone_by is not ChosenBy.SELF else None,
        locale=locale if locale and locale_by is not ChosenBy.SELF else None,
    )


def greet(work: Work, person: Person, *, now: datetime) -> None:
    """Answer somebody who wrote before we knew who they are."""
    fresh = work.people.get(person.id)
    if fresh:
        notice.introduce(work, fresh, now=now, asked=True)


# What the admins hear: one card of what comes within a short time, and of what comes while they leave the last one be


def rematch(work: Work, *, now: datetime) -> int:
    """Look again for the owners of accounts that are nobody's, as after a people file; returns how many were found."""
    found = 0
    for platform in dict.fromkeys(account.identity.platform for account in unmatched_accounts(work)):
        profiles = [
            Profile(account.identity, account.name, account.email, account.mobile, account.timezone, account.locale)
            for account in unmatched_accounts(work)
            if account.identity.platform == platform
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
