"""Identities: an account on a platform, what the platform says of it, and names that know whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


class Name(str):
    """The name of somebody who is known, with whose it is: text that it goes into can be cleared of them later."""

    __slots__ = ("person_id",)
    person_id: str

    def __new__(cls, text: str, person_id: str = "") -> Self:  # noqa: D102 - see the class
        name = super().__new__(cls, text)
        name.person_id = person_id
        return name


@dataclass(frozen=True, slots=True)
class Identity:
    """An account on a chat platform: ``tenant`` is the workspace or organisation it belongs to."""

    platform: str
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a chat platform says of an account: matched with the people file by e-mail or mobile once, then by id.

    ``timezone`` is an IANA name, ``locale`` as the platform writes it; "" is not known. ``guest`` does not belong to
    the organisation, ``gone`` belongs to it no longer.
    """

    identity: Identity
    name: str
    email: str = ""
    mobile: str = ""
    timezone: str = ""
    locale: str = ""
    guest: bool = False
    gone: bool = False
