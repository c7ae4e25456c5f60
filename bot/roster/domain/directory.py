"""The directory: whose account is whose, found once by address or number; whose it may be, by name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.kit.identity import Profile
from bot.people.domain.person import Kind, Person
from bot.roster.domain.account import Account, Way


@dataclass(frozen=True, slots=True)
class Learned:
    """What an answer of a platform brought: accounts that are nobody's, and people whose account is gone."""

    linked: int = 0
    unknown: tuple[Account, ...] = ()
    gone: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """An account and a person who may be the same human being."""

    account: Account
    person: Person


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is not matched: accounts that are nobody's, people without one, and the pairs who are likely the same."""

    accounts: Sequence[Account]
    people: Sequence[Person]
    likely: Sequence[AccountMatch]


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
        return list({person.id: person for person in found}.values())


def digits(mobile: str) -> str:
    """Write a mobile number so that two spellings of it are the same: digits, without China's own prefix."""
    number = "".join(re.findall(r"\d", unicodedata.normalize("NFKC", mobile))).removeprefix("00")
    return number.removeprefix("86") if len(number) == _WITH_PREFIX else number


def _name(text: str) -> str:
    """Write a name so that order, case and punctuation make no difference."""
    return " ".join(sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("_", " "))))


_WITH_PREFIX: Final = 13
