"""What people send us, the same from every platform, and what a handler may answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.messages.card import Action, Card

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.person import Identity


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, from where, and the platform's own id of this arrival.

    ``delivery_id`` stays the same when the platform sends the same thing again; a repeat stops at the inbox.
    ``conversation`` is where an answer goes; ``private`` is false in groups and channels, where nothing personal is
    ever answered.
    """

    identity: Identity
    delivery_id: str
    conversation: str
    private: bool
    at: datetime
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Words that name a command: ``words`` is everything after the command's own name, as typed.

    ``inline`` says that the platform can show a card as the direct answer, to the sender only.
    """

    sender: Sender
    words: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Click:
    """A button pressed under a message; ``message`` is the platform's reference to it, for the update."""

    sender: Sender
    action: Action
    message: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """Plain words in a conversation with the bot."""

    sender: Sender
    text: str


Inbound = Command | Click | Saying


@dataclass(frozen=True, slots=True)
class Notice:
    """A short line that only the sender sees; not kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The clicked card, redrawn: the same body with its buttons replaced by what came of the click."""

    card: Card


Reply = Card | Notice | Settled | None
