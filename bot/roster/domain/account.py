"""Accounts: what a chat platform last said of one, whose it is, and in which language and zone it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.kit.identity import Identity


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
