"""Accounts: what a chat platform last said of one, whose it is, and whose it may be."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.person import Identity, Kind, Person, Profile


class Way(StrEnum):
    """How an account came to its person."""

    FILE = "file"
    """The people file names it."""
    EMAIL = "email"
    MOBILE = "mobile"
    HAND = "hand"
    """Somebody linked the two."""


class Source(StrEnum):
    """Who said in which language and zone somebody is spoken to; nobody said otherwise than the people file: ""."""

    FILE = ""
    PLATFORM = "platform"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the platform described it last.

    ``person_id`` is whom it belongs to, or belonged to before it was ``gone``. Address and number are kept only while
    nobody is known to whom it belongs: they are there to find them. ``seen_at`` is when the platform last told of it,
    ``asked_at`` when its owner wrote and it is to be looked up, ``told_at`` when they were last told why they are not
    known, ``reported_at`` when the admins heard of it.
    """

    identity: Identity
    name: str = ""
    email: str = ""
    mobile: str = ""
    timezone: str = ""
    locale: str = ""
    guest: bool = False
    gone: bool = False
    way: Way | None = None
    person_id: str = ""
    seen_at: datetime | None = None
    asked_at: datetime | None = None
    told_at: datetime | None = None
    reported_at: datetime | None = None

    @property
    def shown(self) -> str:
        """What people call it: its name, else its id."""
        return self.name or self.identity.user


@dataclass(frozen=True, slots=True)
class Pair:
    """An account and a person who may be the same human being."""

    account: Account
    person: Person


class Roster:
    """The people among whom the owners of accounts are looked for."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._emails: dict[str, list[Person]] = defaultdict(list)
        self._mobiles: dict[str, list[Person]] = defaultdict(list)
        self._names: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.kind is not Kind.PERSON:
                continue
            if person.email:
                self._emails[person.email.casefold()].append(person)
                self._names[_name(person.email.split("@")[0])].append(person)
            if person.mobile:
                self._mobiles[digits(person.mobile)].append(person)
            self._names[_name(person.name)].append(person)

    def owner(self, profile: Profile, *, taken: Mapping[str, object]) -> tuple[Person, Way] | None:
        """Return whose an account certainly is: the only one with its address, or with its number.

        ``taken`` holds the ids of those who have an account on that platform already.
        """
        for known, way in (
            (self._emails.get(profile.email.casefold(), []), Way.EMAIL),
            (self._mobiles.get(digits(profile.mobile), []), Way.MOBILE),
        ):
            if len(known) == 1:
                return None if known[0].id in taken else (known[0], way)
            if known:
                return None
        return None

    def likely(self, account: Account) -> list[Person]:
        """Return who may own an account: same address or number as several have, or the same name."""
        found = [*self._emails.get(account.email.casefold(), []), *self._mobiles.get(digits(account.mobile), [])]
        for name in (account.name, account.email.split("@")[0]):
            if name:
                found += self._names.get(_name(name), [])
        return list({one.id: one for one in found}.values())


def digits(mobile: str) -> str:
    """Write a mobile number so that two spellings of it are the same: digits, without China's own prefix."""
    number = "".join(re.findall(r"\d", unicodedata.normalize("NFKC", mobile))).removeprefix("00")
    return number.removeprefix("86") if len(number) == _WITH_PREFIX else number


def zone_named(timezone: str) -> str:
    """Return an IANA zone as it is named, or "" when there is none of that name."""
    try:
        return str(ZoneInfo(timezone)) if timezone else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def language_named(locale: str) -> str:
    """Return which of our languages a platform's locale is, or "" when it is none."""
    language = re.split(r"[-_]", locale.casefold())[0]
    return {"zh": "zh-CN", "en": "en"}.get(language, "")


def _name(text: str) -> str:
    """Write a name so that order, case and punctuation make no difference."""
    return " ".join(sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("_", " "))))


_WITH_PREFIX: Final = 13
