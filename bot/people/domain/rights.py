"""What somebody may do at an instant, as it is kept with a message that rests on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do at an instant: their roles, and whom they lead, by marks that name nobody.

    A message about many, or an answer, goes out only as long as its reader may still do all that they might when it
    was written.
    """

    roles: frozenset[str]
    led: frozenset[str]

    @classmethod
    def of(cls, roles: Iterable[str], led: Iterable[str]) -> Rights:
        """Make them of roles and of the ids of those who are led."""
        marks = (hashlib.blake2b(person.encode(), digest_size=8).hexdigest() for person in led)
        return cls(frozenset(map(str, roles)), frozenset(marks))

    def within(self, other: Rights) -> bool:
        """Say whether somebody with the other rights may do all that these allow."""
        return self.roles <= other.roles and self.led <= other.led

    def to_text(self) -> str:
        """Write them, to be kept with a message."""
        return json.dumps({"roles": sorted(self.roles), "led": sorted(self.led)})

    @classmethod
    def from_text(cls, text: str) -> Rights:
        """Read what :meth:`to_text` wrote."""
        kept = json.loads(text)
        return cls(frozenset(kept["roles"]), frozenset(kept["led"]))
