"""Authorization of messages: what their reader has to be allowed at the instant of sending, whatever was so before."""

from __future__ import annotations

from typing import Final

from bot.delivery.domain.delivery import REDRAW
from bot.feedback.domain.feedback import Occasion
from bot.people.domain.permission import Act

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
