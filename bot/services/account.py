"""Accounts at work: whose they are is found once, by address or number, and mended by admins where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.account import Account, Pair, Roster, Source, Way, digits, language_named, zone_named
from bot.domain.calendar import wall
from bot.domain.delivery import Priority
from bot.domain.errors import Invalid, NotFound, Stale, Unanswered
from bot.domain.permission import Act
from bot.domain.person import Kind, Profile
from bot.messages.i18n import Catalog
from bot.services import notice, permission
from bot.services.outbox import enqueue
from bot.services.person import named
from bot.views import account as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.permission import Actor
    from bot.domain.person import Identity, Person
    from bot.messages.card import Card
    from bot.ports import Work

_LEAST_LEFT = 0.5
"""A directory that has lost more than this share of what it held is taken for a faulty one, and nobody for gone."""
_ONCE_A_DAY = timedelta(days=1)


# What platforms say


@dataclass(frozen=True, slots=True)
class Learned:
    """What an answer of a platform brought: accounts that are nobody's, and people whose account is gone."""

    linked: int = 0
    unknown: tuple[Account, ...] = ()
    gone: tuple[Person, ...] = ()


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
            account = _settled(account, owners[user], account.way or Way.FILE)
        elif not profile.guest:
            owner, account = _find(account, profile, roster, everybody, taken)
            if owner:
                work.people.link(owner.id, profile.identity)
                taken[owner.id] = user
                linked += 1
                if before.asked_at or before.told_at:
                    _greet(work, owner, now=now)
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
        name=profile.name or before.name,
        email="" if profile.gone else profile.email,
        mobile="" if profile.gone else digits(profile.mobile),
        timezone=zone_named(profile.timezone),
        locale=language_named(profile.locale),
        guest=profile.guest,
        gone=profile.gone,
        seen_at=now,
        asked_at=None,
    )


def _settled(account: Account, person_id: str, way: Way) -> Account:
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
        return earlier, _settled(account, earlier.id, account.way or Way.HAND)
    found = roster.owner(profile, taken=taken)
    if found is None:
        return None, replace(account, person_id="", way=None)
    person, way = found
    return person, _settled(account, person.id, way)


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


def _greet(work: Work, person: Person, *, now: datetime) -> None:
    """Answer somebody who wrote before we knew who they are."""
    fresh = work.people.get(person.id)
    if fresh:
        notice.introduce(work, fresh, now=now, asked=True)


def _report(work: Work, learned: Learned, roster: Roster, *, now: datetime) -> None:
    for admin in permission.admins(work):
        card = view.news(
            Catalog.load()(admin.locale),
            unknown=learned.unknown,
            likely=_pairs(learned.unknown, roster, _without(work)),
            gone=[one.name for one in learned.gone],
        )
        key = f"accounts:{now.isoformat()}:{admin.id}"
        enqueue(work, card, key=key, to=admin, kind=card.kind, priority=Priority.DEADLINE, now=now)


def rematch(work: Work, *, now: datetime) -> int:
    """Look again for the owners of accounts that are nobody's, as after a people file; returns how many were found."""
    found = 0
    for platform in dict.fromkeys(one.identity.platform for one in _unmatched(work)):
        profiles = [
            Profile(one.identity, one.name, one.email, one.mobile, one.timezone, one.locale)
            for one in _unmatched(work)
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


# Strangers


def stranger(work: Work, identity: Identity, *, left: bool, locale: str, now: datetime) -> str:
    """Answer somebody who is nobody we know: whom to ask, once a day at length, otherwise in a line.

    An account that may be somebody's by now is looked up again each time.
    """
    account = work.accounts.get(identity) or Account(identity)
    t = Catalog.load()(locale)
    brief = account.told_at is not None and now - account.told_at < _ONCE_A_DAY
    if not brief:
        account = replace(account, told_at=now)
    work.accounts.put([account])
    if left:
        return view.left(t, brief=brief)
    if account.guest:
        return view.guest(t, brief=brief)
    changed(work, identity, now=now)
    return view.unknown(t, [one.name for one in permission.admins(work)], brief=brief)


# The match list


def unmatched(work: Work, actor: Actor, *, now: datetime, said: str = "") -> Card:
    """Show the accounts that are nobody's and the people who have none, with those who are likely the same.

    Raises:
        Denied: when this is not the actor's to see.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    accounts, people = _unmatched(work), _without(work)
    roster = Roster(people)
    t = Catalog.load()(actor.person.locale)
    return view.unmatched(t, accounts, people, likely=_pairs(accounts, roster, people), said=said)


def _unmatched(work: Work) -> list[Account]:
    owners: dict[str, dict[str, str]] = {}
    found = []
    for one in work.accounts.all():
        platform = one.identity.platform
        if platform not in owners:
            owners[platform] = work.people.owners(platform)
        if not (one.gone or one.guest) and one.identity.user not in owners[platform]:
            found.append(one)
    return found


def _without(work: Work) -> list[Person]:
    return [one for one in work.people.all() if one.kind is Kind.PERSON and not one.identities]


def _pairs(accounts: Sequence[Account], roster: Roster, people: Sequence[Person]) -> list[Pair]:
    free = {one.id for one in people}
    found = []
    for account in accounts:
        likely = [one for one in roster.likely(account) if one.id in free]
        if likely:
            found.append(Pair(account, likely[0]))
    return found


def link(work: Work, actor: Actor, person: Person, identity: Identity, *, now: datetime) -> Account:
    """Say by hand whose an account is; what else they had on that platform is theirs no longer.

    Raises:
        Denied: when this is not the actor's to do.
        Stale: when the account is somebody else's by now.
        Invalid: when a unit is to have an account.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    if person.kind is not Kind.PERSON:
        raise Invalid("account-unit", name=person.name)
    owner = work.people.by_identity(identity)
    if owner and owner.id != person.id:
        raise Stale("account-taken", name=owner.name)
    account = _settled(work.accounts.get(identity) or Account(identity), person.id, Way.HAND)
    other = person.identity(identity.platform)
    if other and other.user != identity.user:
        work.people.unlink(other)
    work.people.link(person.id, identity)
    work.accounts.put([account])
    if account.told_at:
        _greet(work, person, now=now)
    return account


def unlink(work: Work, actor: Actor, person: Person, *, now: datetime) -> int:
    """Take the accounts from somebody; returns how many there were.

    Raises:
        Denied: when this is not the actor's to do.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    for identity in person.identities:
        work.people.unlink(identity)
        account = work.accounts.get(identity) or Account(identity)
        work.accounts.put([replace(account, person_id="", way=None, reported_at=now)])
    return len(person.identities)


def account_named(work: Work, said: str) -> Account:
    """Return the account that is meant by a mention, an id, a name or an address.

    Raises:
        NotFound: when none is, or several are.
    """
    wanted = said.strip().lstrip("@<").rstrip(">").lstrip("@").casefold()
    everything = work.accounts.all()
    for fits in (
        [one for one in everything if one.identity.user.casefold() == wanted],
        [one for one in everything if wanted in {one.name.casefold(), one.email.casefold()} - {""}],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = Catalog.load()("en").listed([one.identity.user for one in fits[:5]])
            raise NotFound("account-several", said=said, names=names)
    raise NotFound("account-unknown", said=said[:40])


def by_hand(work: Work, actor: Actor, said: str, *, now: datetime) -> tuple[Person, Account]:
    """Link what ``NAME ACCOUNT`` names: the account is the last word, or as many as it takes to name one.

    Raises:
        Denied: when this is not the actor's to do.
        NotFound: when one of the two is nobody's name.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    words = said.replace("↔", " ").split()
    reason: NotFound = NotFound("account-how")
    for at in range(len(words) - 1, 0, -1):
        try:
            account = account_named(work, " ".join(words[at:]))
            person = named(work, " ".join(words[:at]))
        except NotFound as error:
            reason = error if at == len(words) - 1 else reason
            continue
        return person, link(work, actor, person, account.identity, now=now)
    raise reason


# One's own language and zone


def find(work: Work, actor: Actor, said: str, *, now: datetime) -> Card:
    """Show who somebody is here: whom they report to, roles, accounts, state; no figures.

    Raises:
        Denied: when this is not the actor's to see.
        NotFound: when nobody, or several, are called so.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    t = Catalog.load()(actor.person.locale)
    today = wall(now, timezone=actor.person.timezone).date()
    if not said:
        people = [one for one in work.people.all() if one.kind is Kind.PERSON]
        admins = [one.name for one in permission.admins(work)]
        return view.everybody(t, count=len(people), without=len(_without(work)), admins=admins)
    person = named(work, said)
    manager = work.people.get(person.manager_id) if person.manager_id else None
    deputy = work.permissions.deputy(person.id, today)
    stand_in = work.people.get(deputy) if deputy else None
    return view.somebody(
        t,
        person,
        manager=manager.name if manager else "",
        roles=permission.actor(work, person, now=now).roles,
        accounts=[work.accounts.get(one) or Account(one, person_id=person.id) for one in person.identities],
        away=work.people.away(person.id, wall(now, timezone=person.timezone).date()),
        deputy=stand_in.name if stand_in else "",
        planned=[one for one in work.postings.of(person.id) if one.planned],
        names={one.id: one.name for one in work.people.all()},
        told=notice.told(work, person),
        today=today,
    )


def choose(work: Work, person: Person, *, locale: str, timezone: str) -> Person:
    """Set one's own language and zone; "" follows the platform, or the people file where it says nothing.

    Raises:
        Unanswered: when there is no such zone.
    """
    zone = zone_named(timezone)
    if timezone and not zone:
        raise Unanswered({"timezone": ("settings-zone-unknown", {"said": timezone[:40]})})
    accounts = [known for one in person.identities if (known := work.accounts.get(one))]
    own = {"locale": locale, "timezone": zone}
    for name, chosen in own.items():
        said = next((value for one in accounts if (value := str(getattr(one, name)))), "")
        by = Source.SELF if chosen else Source.PLATFORM if said else Source.FILE
        value = chosen or said or None
        if name == "locale":
            work.people.speak(person.id, by=by, locale=value or person.locale)
        else:
            work.people.speak(person.id, by=by, timezone=value or person.timezone)
    return permission.somebody(work, person.id)
