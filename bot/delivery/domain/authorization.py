"""Authorization of messages: what their reader has to be allowed at the instant of sending, whatever was so before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import REDRAW
from bot.feedback.domain.feedback import Occasion
from bot.people.domain.permission import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

LOST: Final = "no longer theirs to see"
"""The detail of a message that was not sent because its reader may not see any more what it says."""

REPLY: Final = "reply:"
"""How the key of an answer begins."""

ABOUT: Final[dict[str, tuple[Act, ...]]] = {
    **dict.fromkeys(Occasion, (Act.READ_FACTS, Act.READ_GROUP)),
    "absence": (Act.READ_FACTS,),
    "approval": (Act.REVIEW_DRAFT,),
    "correction_request": (Act.APPROVE_CORRECTION, Act.SETTLE_DISPUTE),
    "dispute": (Act.SETTLE_DISPUTE,),
    "hand_over": (Act.TALK,),
    "kudos": (Act.READ_CONTEXT,),
    "one_on_one": (Act.TALK,),
    "privacy": (Act.HANDLE_REQUEST,),
    REDRAW: (Act.READ_FACTS, Act.READ_GROUP),
    "reminder": (Act.READ_CONTEXT,),
    "talk": (Act.TALK,),
}
"""By the kind of a message about somebody: the acts of which its reader must be allowed one upon that person.

Who a message is about always reads it. Of a person the figures need ``READ_FACTS``, of a unit ``READ_GROUP``.
"""

COMPANY: Final[dict[str, Act]] = {
    "accounts": Act.MATCH_PEOPLE,
    "health": Act.OPERATE,
    "held": Act.DECIDE_QUARANTINE,
    "report": Act.LEAD,
    "unled": Act.MATCH_PEOPLE,
    "upload": Act.IMPORT,
    "week": Act.LEAD,
}
"""By the kind of a message about nobody in particular: the act that its reader must be allowed in the company."""


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
        marks = (hashlib.blake2b(one.encode(), digest_size=8).hexdigest() for one in led)
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
