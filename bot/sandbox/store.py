"""What people see: conversations, messages and pictures in memory, with the count that an audit asks for."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.sandbox.company import SandboxCompany, SandboxPerson, Seed

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class SandboxMessage:
    """One line in the conversation between a person and the bot."""

    id: str
    platform: str
    user: str
    sender: str
    at: datetime
    kind: str
    payload: Json
    key: str | None = None
    ref: str = ""
    """How the platform itself names it: Slack's ts, DingTalk's outTrackId or processQueryKey."""
    channel: str = ""
    edited: bool = False
    ephemeral: bool = False
    read: bool = False

    def as_json(self) -> Json:
        """Show it as ``GET /sandbox/messages`` does."""
        return {
            "id": self.id,
            "platform": self.platform,
            "user": self.user,
            "from": self.sender,
            "at": self.at.isoformat(),
            "kind": self.kind,
            "payload": self.payload,
            "key": self.key,
            "ref": self.ref,
            "channel": self.channel,
            "edited": self.edited,
            "ephemeral": self.ephemeral,
            "read": self.read,
        }


@dataclass(frozen=True, slots=True)
class SandboxPicture:
    """Bytes that were uploaded, and what they turned out to be."""

    id: str
    name: str
    content: bytes
    mime: str


_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}


def mime_of(content: bytes) -> str:
    """Look at the first bytes: the kind of picture, or ``application/octet-stream``."""
    return next((mime for magic, mime in _MAGIC.items() if content.startswith(magic)), "application/octet-stream")


@dataclass(slots=True)
class Call:
    """One line of the wire log: no bodies, no secrets."""

    at: datetime
    platform: str
    way: str
    method: str
    status: str
    ms: float


@dataclass(slots=True)
class Store:
    """Everything the sandbox remembers; gone with it."""

    now: Callable[[], datetime]
    seed: Seed = field(default_factory=Seed)
    people: dict[tuple[str, str], SandboxPerson] = field(default_factory=dict)
    conversations: dict[tuple[str, str], list[SandboxMessage]] = field(default_factory=dict)
    messages: dict[str, SandboxMessage] = field(default_factory=dict)
    pictures: dict[str, SandboxPicture] = field(default_factory=dict)
    gallery: list[Any] = field(default_factory=list)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    companies: dict[str, SandboxCompany] = field(default_factory=dict)
    """By platform, as they are by now."""
    log: deque[Call] = field(default_factory=lambda: deque(maxlen=2000))
    readers: set[asyncio.Queue[tuple[str, Json]]] = field(default_factory=set)
    _received: Counter[str] = field(default_factory=Counter)
    _keyless: list[tuple[str, str, str, Json]] = field(default_factory=list)
    """Platform, person, kind and content of each; told apart only when somebody asks how many there are."""
    _numbered: int = 0

    def sow(self, seed: Seed) -> None:
        """Replace people and companies; conversations, pictures and counts start empty."""
        self.seed = seed
        self.companies = dict(seed.companies)
        self.people = {(p.platform, p.id): p for c in seed.companies.values() for p in c.people}
        self.conversations = {key: [] for key in self.people}
        self.conversations |= {(c.platform, group[0]): [] for c in seed.companies.values() for group in c.groups}
        self.conversations |= {(c.platform, talk[0]): [] for c in seed.companies.values() for talk in c.without_bot}
        self.messages.clear()
        self.pictures.clear()
        self.calls.clear()
        self.log.clear()
        self._received.clear()
        self._keyless.clear()
        self.tell("update", {})

    def company(self, platform: str) -> SandboxCompany | None:
        """Find the one company on that platform."""
        return self.companies.get(platform)

    def stays(self, person: SandboxPerson, *, deleted: bool) -> None:
        """Let somebody leave their company, or come back."""
        changed = replace(person, deleted=deleted)
        self.people[person.platform, person.id] = changed
        company = self.companies[person.platform]
        people = tuple(changed if other.id == person.id else other for other in company.people)
        self.companies[person.platform] = replace(company, people=people)

    def person(self, platform: str, user: str) -> SandboxPerson | None:
        """Find somebody by the platform's id, also when they have left."""
        return self.people.get((platform, user))

    def show(self, message: SandboxMessage) -> None:
        """Put a new message in front of its person, and count it."""
        self.conversations.setdefault((message.platform, message.user), []).append(message)
        self.messages[message.id] = message
        if message.sender == "bot":
            if message.key is not None:
                self._received[message.key] += 1
            else:
                self._keyless.append((message.platform, message.user, message.kind, message.payload))
        self.tell("message", message.as_json())

    def changed(self, message: SandboxMessage) -> None:
        """Say that a message looks different now."""
        self.tell("update", message.as_json())

    def withdraw(self, message: SandboxMessage) -> None:
        """Take a message away; that it was received stays counted."""
        self.messages.pop(message.id, None)
        self.conversations[message.platform, message.user].remove(message)
        self.tell("update", {**message.as_json(), "deleted": True})

    def read(self, platform: str, user: str) -> None:
        """Mark what the bot wrote to a person as seen by them."""
        unseen = [m for m in self.conversations.get((platform, user), []) if m.sender == "bot" and not m.read]
        for message in unseen:
            message.read = True
        if unseen:
            self.tell("update", {"platform": platform, "user": user})

    def new_id(self, prefix: str) -> str:
        """Make an id that no other thing in this sandbox has."""
        self._numbered += 1
        return f"{prefix}{self._numbered:08d}"

    def called(self, platform: str, method: str, *, status: str, ms: float, way: str = "in") -> None:
        """Write one line of the wire log, and count it when it came in."""
        if way == "in":
            self.calls[platform, method] += 1
        self.log.append(Call(self.now(), platform, way, method, status, ms))

    def tell(self, event: str, content: Json) -> None:
        """Pass something on to every page that listens; a page that fell behind is cut off and reads all again."""
        for queue in list(self.readers):
            try:
                queue.put_nowait((event, content))
            except asyncio.QueueFull:
                self.readers.discard(queue)

    def hang_up(self) -> None:
        """Cut off every page that listens."""
        for queue in self.readers:
            with suppress(asyncio.QueueFull):
                queue.put_nowait(("end", {}))
        self.readers.clear()

    def audit(self, expected: Iterable[str]) -> Json:
        """Hold what people received against the keys that they should have.

        A repeat counts once for each copy after the first, expected or not. Messages without a key can only be told
        apart by person and content; they are listed with their count and belong to neither side.
        """
        wanted = set(expected)
        lost = sorted(wanted - self._received.keys())
        repeated = sorted(key for key, count in self._received.items() if count > 1)
        keyless = Counter((platform, user, _digest(kind, shown)) for platform, user, kind, shown in self._keyless)
        return {
            "received": sum(self._received.values()) + len(self._keyless),
            "lost": len(lost),
            "duplicates": sum(self._received[key] - 1 for key in repeated),
            "unknown": len(self._received.keys() - wanted),
            "lost_keys": lost,
            "duplicate_keys": repeated,
            "without_key": [
                {"platform": platform, "user": user, "content": content, "count": count}
                for (platform, user, content), count in keyless.items()
            ],
        }


def _digest(kind: str, shown: Json) -> str:
    line = json.dumps([kind, shown], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()[:16]
