"""Accounts at work: strangers are answered, admins fix who is who, and everybody chooses their language and zone."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.services import notice
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, NotFound, Stale, Unanswered
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation
from bot.people.domain.permission_fields import Field, readable
from bot.people.domain.person import ChosenBy, Kind
from bot.people.services import permission
from bot.people.services.person import named
from bot.roster.domain.account import Account, Headcount, Somebody, Stranger, Way, zone_named
from bot.roster.domain.directory import Roster, Unmatched
from bot.roster.services import announcement, directory
from bot.roster.services.directory_report import pairs, unmatched_accounts, without_account

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.identity import Identity
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.roster.ports import Work

_ONCE_A_DAY = timedelta(days=1)


# Strangers


def stranger(work: Work, identity: Identity, *, left: bool, now: datetime, stays: bool = False) -> Stranger:
    """Note that somebody wrote who is nobody we know, and return how they are answered: once a day at length.

    Where the answer ``stays``, as in a home, it is always at length. An account that may be somebody's by now is looked
    up again each time.
    """
    account = work.accounts.get(identity) or Account(identity)
    brief = not stays and account.told_at is not None and now - account.told_at < _ONCE_A_DAY
    if not (brief or stays):
        account = replace(account, told_at=now)
    work.accounts.put([account])
    if not (left or account.guest):
        directory.changed(work, identity, now=now)
    return introduced(work, account, left=left, brief=brief)


def language(work: Work, identity: Identity) -> str:
    """Return the language of an account that is nobody's, as its platform told it; "" while it has not."""
    known = work.accounts.get(identity)
    return known.locale if known else ""


def introduced(work: Work, account: Account, *, left: bool, brief: bool = False) -> Stranger:
    """Return what whoever has an account that is nobody's is told."""
    return Stranger(left, account.guest, tuple(person.name for person in permission.admins(work)), brief)


# The match list


def unmatched(work: Work, actor: Actor, *, now: datetime) -> Unmatched:
    """Return the accounts that are nobody's and the people who have none, with those who are likely the same.

    Raises:
        Denied: when this is not the actor's to see.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    accounts, people = unmatched_accounts(work), without_account(work)
    return Unmatched(accounts, people, pairs(accounts, Roster(people), people))


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:  # noqa: ARG001 - as everything that waits is counted
    """Return how many accounts wait for the actor to say whose they are."""
    return len(unmatched_accounts(work)) if actor.may(Act.MATCH_PEOPLE, Relation.COMPANY) else 0


def link(work: Work, actor: Actor, person: Person, identity: Identity, *, now: datetime) -> Account:
    """Say by hand whose an account is; what else they had on that platform is theirs no longer.

    Raises:
        Denied: when this is not the actor's to do.
        NotFound: when there is no such account.
        Stale: when the account is somebody else's by now.
        Invalid: when a unit is to have an account.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    known = work.accounts.get(identity)
    if known is None:
        raise NotFound("account-unknown", said=identity.user[:40])
    if person.kind is not Kind.PERSON:
        raise Invalid("account-unit", name=person.name)
    owner = work.people.by_identity(identity)
    if owner and owner.id != person.id:
        raise Stale("account-taken", name=owner.name)
    account = directory.settled(known, person.id, Way.HAND)
    other = person.identity(identity.platform)
    if other and other.user != identity.user:
        work.people.unlink(other)
    work.people.link(person.id, known.identity)
    work.accounts.put([account])
    detail = {"platform": identity.platform, "link": _mark(identity)}
    work.audit.append(What.WRITE, actor=actor.person.id, subject=person.id, detail=detail, at=now)
    if account.told_at:
        directory.greet(work, person, now=now)
    fresh = permission.somebody(work, person.id)
    announcement.announce(
        work, actor.person, "announce-link", now=now, to=[fresh], name=person.name, account=account.shown
    )
    return account


def unlink(work: Work, actor: Actor, person: Person, *, now: datetime) -> int:
    """Take the accounts from somebody; returns how many there were.

    Raises:
        Denied: when this is not the actor's to do.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    for identity in person.identities:
        work.people.unlink(identity)
        work.outbox.readdress(person.id, identity.platform, at=now)
        account = work.accounts.get(identity) or Account(identity)
        work.accounts.put([replace(account, person_id="", way=None, reported_at=now)])
        detail = {"platform": identity.platform, "unlink": _mark(identity)}
        work.audit.append(What.WRITE, actor=actor.person.id, subject=person.id, detail=detail, at=now)
        announcement.announce(
            work, actor.person, "announce-unlink", now=now, name=person.name, account=account.shown or identity.user
        )
    return len(person.identities)


def _mark(identity: Identity) -> str:
    """Return what tells one account from another in the trail, which outlives an erasure and so may not hold its id."""
    return hashlib.sha256(f"{identity.platform}:{identity.user}".encode()).hexdigest()[:12]


def account_named(work: Work, said: str) -> Account:
    """Return the account that is meant by a mention, an id, a name or an address.

    Raises:
        NotFound: when none is, or several are.
    """
    wanted = said.strip().lstrip("@<").rstrip(">").lstrip("@").casefold()
    everything = work.accounts.all()
    for fits in (
        [account for account in everything if account.identity.user.casefold() == wanted],
        [account for account in everything if wanted in {account.name.casefold(), account.email.casefold()} - {""}],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = work.words("en").listed([fit.identity.user for fit in fits[:5]])
            raise NotFound("account-several", said=said, names=names)
    raise NotFound("account-unknown", said=said[:40])


def by_hand(work: Work, actor: Actor, said: str, *, now: datetime) -> tuple[Person, Account]:
    """Link what ``NAME ACCOUNT`` names: the account is the last word, or as many as it takes to name one.

    Raises:
        Denied: when this is not the actor's to do.
        NotFound: when one of the two is nobody's name.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    words = re.sub("[=＝↔]", " ", said).split()
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


# Who somebody is, and how they are spoken to


def headcount(work: Work, actor: Actor, *, now: datetime) -> Headcount:
    """Count the people who are here, and name those who may say who is who.

    Raises:
        Denied: when this is not the actor's to see.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    people = [person for person in work.people.all() if person.kind is Kind.PERSON]
    admins = tuple(person.name for person in permission.admins(work))
    return Headcount(len(people), sum(not person.identities for person in people), admins)


def find(work: Work, actor: Actor, said: str, *, now: datetime) -> Somebody:
    """Return who somebody is here: whom they report to, roles, accounts, state; no figures.

    Raises:
        Denied: when this is not the actor's to see.
        NotFound: when nobody, or several, are called so.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, now=now)
    person = named(work, said)
    work.audit.append(What.READ, actor=actor.person.id, subject=person.id, detail={"what": "people"}, at=now)
    fields = readable(actor, permission.relation(work, actor, person, now=now))
    manager = work.people.get(person.manager_id) if person.manager_id and Field.EMPLOYMENT in fields else None
    deputy_id = work.permissions.deputy(person.id, local_day(now, timezone=actor.person.timezone))
    deputy = work.people.get(deputy_id) if deputy_id else None
    planned = next((posting for posting in work.postings.of(person.id) if posting.planned), None)
    after = work.people.get(planned.manager_id) if planned and planned.manager_id else None
    return Somebody(
        person,
        manager.name if manager else "",
        permission.actor(work, person, now=now).roles,
        [work.accounts.get(identity) or Account(identity) for identity in person.identities if Field.CONTACT in fields],
        told=notice.told(work, person),
        away=work.people.away(person.id, local_day(now, timezone=person.timezone)) if Field.ABSENCE in fields else None,
        deputy=deputy.name if deputy else "",
        planned=(planned.start, after.name if after else "") if planned else None,
    )


def choose(work: Work, person: Person, *, locale: str, timezone: str) -> Person:
    """Set one's own language and zone; "" follows the platform, or the people file where it says nothing.

    Raises:
        Unanswered: when there is no such zone.
    """
    zone = zone_named(timezone)
    if timezone and not zone:
        raise Unanswered({"timezone": ("settings-zone-unknown", {"said": timezone[:40]})})
    accounts = [known for identity in person.identities if (known := work.accounts.get(identity))]
    for name, chosen in (("locale", locale), ("timezone", zone)):
        said = next((value for account in accounts if (value := str(getattr(account, name)))), "")
        by = ChosenBy.SELF if chosen else ChosenBy.PLATFORM if said else ChosenBy.FILE
        work.people.speak(person.id, by=by, **{name: chosen or said or str(getattr(person, name))})
    return permission.somebody(work, person.id)
