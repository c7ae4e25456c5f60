"""What the local Slack remembers beside the conversations: channels, files, views, tickets and one-time keys."""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from aiohttp import web

from bot.sandbox.links import Links
from bot.sandbox.store import SandboxMessage
from bot.sandbox.windows import Buckets, SlidingWindows
from bot.sandbox.world import World

Json = dict[str, Any]

TEAM = "T0SANDBOX"
APP = "A0SANDBOX"
BOT = "B0SANDBOX"
BOT_USER = "U0SANDBOXBOT"


@dataclass(slots=True, eq=False)
class SandboxLine:
    """A message as the Web API knows it, with how its person sees it."""

    wire: Json
    shown: SandboxMessage


@dataclass(slots=True)
class SandboxUpload:
    """A file, from its announcement on: the bot's own, or one that a person sent."""

    id: str
    name: str
    length: int
    content: bytes | None = None
    complete: bool = False
    title: str = ""
    alt: str = ""
    owner: str = BOT_USER
    created: int = 0
    channels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reply:
    """What a response_url is good for."""

    channel: str
    user: str
    until: datetime
    left: int = 5
    line: SandboxLine | None = None


@dataclass(slots=True)
class SandboxRetry:
    """An event that was not acked and comes again."""

    due: datetime
    payload: Json
    attempt: int
    reason: str


@dataclass(slots=True)
class Slack:
    """The state of one local Slack."""

    world: World
    links: Links = field(default_factory=Links)
    dms: dict[str, str] = field(default_factory=dict)
    """From a person to the id of the conversation with the bot."""
    owners: dict[str, str] = field(default_factory=dict)
    """The same from the conversation to the person."""
    lines: dict[str, dict[str, SandboxLine]] = field(default_factory=dict)
    """Lines by channel and ts, oldest first."""
    uploads: dict[str, SandboxUpload] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    """What stands in front of people, oldest first: ``user`` and ``view``; of a person's modals the last is on top."""
    triggers: dict[str, tuple[str, datetime, bool]] = field(default_factory=dict)
    """From a trigger id to its person, its birth and whether it was used."""
    tickets: dict[str, datetime] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)
    retries: deque[SandboxRetry] = field(default_factory=deque)
    request_url: str = ""
    """Where HTTP mode delivers; empty: Socket Mode."""
    posts: Buckets = field(default_factory=Buckets)
    minute: SlidingWindows = field(default_factory=lambda: SlidingWindows(60))
    _last: int = 0

    def forget(self) -> None:
        """Start from nothing, as a fresh workspace; open sockets stay."""
        for kept in (
            self.dms,
            self.owners,
            self.lines,
            self.uploads,
            self.views,
            self.triggers,
            self.tickets,
            self.replies,
        ):
            kept.clear()
        self.retries.clear()
        self.posts.clear()
        self.minute.clear()

    def ts(self) -> str:
        """Make the next message time stamp: unique, and never smaller than the one before."""
        self._last = max(int(self.world.now().timestamp() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def dm(self, user: str) -> str:
        """Open (or find) the conversation between a person and the bot."""
        if user not in self.dms:
            digest = base64.b32encode(hashlib.sha256(user.encode()).digest()).decode()
            channel = f"D{digest[:10]}"
            self.dms[user] = channel
            self.owners[channel] = user
            self.lines.setdefault(channel, {})
        return self.dms[user]

    def group(self, channel: str) -> tuple[str, str, tuple[str, ...]] | None:
        """Find a seeded channel that the bot is in."""
        company = self.world.store.company("slack")
        return next((group for group in company.groups if group[0] == channel), None) if company else None

    def without_bot(self, channel: str) -> tuple[str, ...]:
        """Return the members of a seeded conversation that the bot is not in: to its methods there is no such thing."""
        company = self.world.store.company("slack")
        return next((members for name, members in company.without_bot if name == channel), ()) if company else ()

    def in_it(self, user: str, channel: str) -> bool:
        """Say whether somebody is in a conversation: with the bot, or seeded, with the bot in it or not."""
        group = self.group(channel)
        return self.owners.get(channel) == user or user in (group[2] if group else self.without_bot(channel))

    def reader(self, channel: str) -> str | None:
        """Say whose conversation a channel of the bot's is: a person's id, a seeded channel's own, None of others."""
        if channel in self.owners:
            return self.owners[channel]
        return channel if self.group(channel) else None

    def trigger(self, user: str) -> str:
        """Make a trigger id: good for three seconds and one view."""
        key = f"{uuid4().int % 10**13}.{uuid4().hex}"
        self.triggers[key] = (user, self.world.now(), False)
        return key

    def response_url(self, channel: str, user: str, line: SandboxLine | None = None) -> str:
        """Make an address for up to five answers within half an hour."""
        key = uuid4().hex
        self.replies[key] = Reply(channel, user, self.world.now() + timedelta(minutes=30), line=line)
        return f"{self.world.url}/slack/response/{key}"


SLACK = web.AppKey("slack", Slack)
