"""Accounts: what a chat platform last said of one, whose it is, and in which language and zone it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.kit.identity import Identity
from bot.people.domain.permission import Role
from bot.people.domain.person import Person


class Way(StrEnum):
    """How an account came to its person."""

    FILE = "file"
    """The people file names it."""
    EMAIL = "email"
    MOBILE = "mobile"
    HAND = "hand"
    """Somebody linked the two."""


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
class Stranger:
    """Who writes and is nobody we know.

    ``left`` says that they have left the company, ``guest`` that they are no member of it; else ``admins`` are the
    names of those who can say who they are. ``brief`` says that they were told at length less than a day ago.
    """

    left: bool
    guest: bool
    admins: tuple[str, ...] = ()
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who somebody is here: whom they report to, their roles and accounts, and how they stand today.

    ``away`` is the last day of a leave, ``told`` whether they have had the notice, ``planned`` the next move with the
    name of the manager to come.
    """

    person: Person
    manager: str
    roles: AbstractSet[Role]
    accounts: Sequence[Account]
    told: bool
    away: date | None = None
    deputy: str = ""
    planned: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people there are, how many ``without`` an account, and the names of the admins."""

    people: int
    without: int
    admins: tuple[str, ...]


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
