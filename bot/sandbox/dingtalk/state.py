"""What the local DingTalk remembers beside the conversations: tokens, tickets, cards, sessions, the month's budget."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from aiohttp import web

from bot.sandbox.links import Links
from bot.sandbox.store import SandboxMessage, SandboxPicture
from bot.sandbox.windows import SlidingWindows
from bot.sandbox.world import World

Json = dict[str, Any]

CORP = "ding5a4db0c5a4db0c"
SHANGHAI = timezone(timedelta(hours=8))
"""The budget's months are China's; it has no summer time."""


@dataclass(slots=True, eq=False)
class SandboxCard:
    """A delivered card: what everybody and what single people see of it."""

    id: str
    template: str
    space: str
    """Where it lies: IM_ROBOT or IM_GROUP."""
    user_id_type: int
    calls_back: bool
    public: dict[str, str]
    private: dict[str, dict[str, str]]
    carrier: str
    messages: dict[str, SandboxMessage] = field(default_factory=dict)
    """By reader: a person's id, or the group's."""


@dataclass(frozen=True, slots=True)
class SandboxSession:
    """What a sessionWebhook is good for."""

    reader: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SandboxEvent:
    """An event in the calendars of its owner and of whoever else has it, all by unionId."""

    id: str
    owner: str
    whose: tuple[str, ...]
    summary: str
    start: datetime
    end: datetime
    changes: int = 0


@dataclass(frozen=True, slots=True)
class SandboxTodo:
    """A to-do of somebody by unionId; ``due`` in milliseconds."""

    id: str
    owner: str
    subject: str
    due: int | None
    source: str
    done: bool = False


@dataclass(slots=True)
class Push:
    """A frame that has to be acked, or comes again."""

    type: str
    topic: str
    body: Json
    headers: dict[str, str]
    due: datetime
    attempt: int = 1
    link: str = ""


@dataclass(slots=True)
class DingTalk:
    """The state of one local DingTalk."""

    world: World
    links: Links = field(default_factory=lambda: Links(own_socket_only=True))
    tickets: dict[str, tuple[datetime, frozenset[str]]] = field(default_factory=dict)
    tokens: dict[str, datetime] = field(default_factory=dict)
    """From an access token to the end of its life."""
    cards: dict[str, SandboxCard] = field(default_factory=dict)
    sessions: dict[str, SandboxSession] = field(default_factory=dict)
    files: dict[str, SandboxPicture] = field(default_factory=dict)
    """What people sent, by download code."""
    downloads: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """From the end of a download address to its code and the end of its life."""
    sent: dict[str, list[SandboxMessage]] = field(default_factory=dict)
    """By processQueryKey."""
    events: dict[str, SandboxEvent] = field(default_factory=dict)
    event_tokens: dict[str, str] = field(default_factory=dict)
    """From the token of the call that made an event to its id."""
    todos: dict[str, SandboxTodo] = field(default_factory=dict)
    unacked: dict[str, Push] = field(default_factory=dict)
    """By messageId."""
    homeless: deque[Push] = field(default_factory=deque)
    """Pushes that found no socket."""
    qps: SlidingWindows = field(default_factory=lambda: SlidingWindows(1))
    metered: int = 0
    pushes: int = 0
    _month: tuple[int, int] = (0, 0)

    def forget(self) -> None:
        """Start from nothing, as a fresh organisation; open sockets and tokens stay."""
        for kept in (self.cards, self.sessions, self.files, self.downloads, self.sent, self.unacked):
            kept.clear()
        for listed in (self.events, self.event_tokens, self.todos):
            listed.clear()
        self.homeless.clear()
        self.qps.clear()
        self.metered = self.pushes = 0

    def turn_month(self) -> None:
        """Start the budget anew when a calendar month of China has begun."""
        local = self.world.now().astimezone(SHANGHAI)
        month = (local.year, local.month)
        if month != self._month:
            self._month = month
            self.metered = self.pushes = 0

    def calls_spent(self) -> bool:
        """Say whether the organisation has used up its metered calls of the month."""
        return self._spent("calls_per_month", lambda: self.metered)

    def pushes_spent(self) -> bool:
        """Say whether it has used up its pushes, which are counted apart: what people write still comes, wordless."""
        return self._spent("pushes_per_month", lambda: self.pushes)

    def _spent(self, limit: str, used: Callable[[], int]) -> bool:
        self.turn_month()
        board = self.world.board
        most = board.number("dingtalk", limit)
        return board.happens("dingtalk", "quota_exhausted") or (most > 0 and used() >= most)

    def group(self, conversation: str) -> tuple[str, str, tuple[str, ...]] | None:
        """Find a seeded group that the bot is in."""
        company = self.world.store.company("dingtalk")
        return next((group for group in company.groups if group[0] == conversation), None) if company else None


def union_id(user: str) -> str:
    """Make the id that names a person across apps; robots refuse it, to-dos and calendars want it."""
    return f"u{hashlib.sha256(user.encode()).hexdigest()[:22]}iE"


DINGTALK = web.AppKey("dingtalk", DingTalk)
