"""People and units: who they are, whom they report to, and where and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Kind(StrEnum):
    """Whether a row of the people file is a human being or a team, line or department."""

    PERSON = "person"
    UNIT = "unit"


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a unit, that has readings.

    ``role`` is the peer group. ``unit`` is the id or name of the unit one belongs to (the department when none is
    given). ``timezone`` is an IANA name and ``locale`` one of the catalogue's (``en``, ``zh-CN``); both are filled
    with the installation's defaults when the people file has none.
    """

    id: str
    name: str
    role: str = ""
    department: str = ""
    manager_id: str | None = None
    unit: str = ""
    kind: Kind = Kind.PERSON
    email: str = ""
    mobile: str = ""
    hire_date: date | None = None
    left_on: date | None = None
    location: str = ""
    timezone: str = "UTC"
    locale: str = "en"
    identities: tuple[Identity, ...] = field(default=())

    def identity(self, platform: str) -> Identity | None:
        """This person's account on a platform, if they have one."""
        return next((one for one in self.identities if one.platform == platform), None)
