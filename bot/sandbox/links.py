"""Open sockets to the bot: which there are, what was sent over them, and the acks that come back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Link:
    """One socket of the bot."""

    id: str
    socket: web.WebSocketResponse
    topics: frozenset[str] = frozenset()
    """What it subscribed to; empty: everything."""
    retired: bool = False
    """Told to go, or silenced: nothing is delivered here any more."""

    async def send(self, frame: Json) -> bool:
        """Send a frame; False when the socket is gone."""
        if self.socket.closed:
            return False
        try:
            await self.socket.send_str(json.dumps(frame, ensure_ascii=False))
        except ConnectionError:
            return False
        return True

    def cut(self) -> None:
        """Break the connection without a goodbye, as a bad network does."""
        self.retired = True
        transport = self.socket._req.transport if self.socket._req is not None else None  # noqa: SLF001 - no public way
        if transport is not None:
            transport.abort()


@dataclass(slots=True)
class Links:
    """All sockets of one platform, and who waits for which ack."""

    own_socket_only: bool = False
    """Whether an ack counts only on the socket that the frame went out on."""
    open: list[Link] = field(default_factory=list)
    _waiting: dict[str, tuple[Link, asyncio.Future[Json | None]]] = field(default_factory=dict)
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, link: Link) -> None:
        """Count a socket in."""
        self.open.append(link)
        self._arrival.set()

    def remove(self, link: Link) -> None:
        """Count a socket out: whoever waits for an ack of it hears that none will come."""
        if link in self.open:
            self.open.remove(link)
        for waiting_link, future in self._waiting.values():
            if waiting_link is link and not future.done():
                future.set_result(None)

    def ready(self, topic: str = "") -> list[Link]:
        """List the sockets that a frame of this topic can go to."""
        return [
            link
            for link in self.open
            if not (link.retired or link.socket.closed) and (not link.topics or not topic or topic in link.topics)
        ]

    async def arrived(self, seconds: float, topic: str = "") -> bool:
        """Wait a while for a socket to be there."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not self.ready(topic):
            self._arrival.clear()
            left = deadline - loop.time()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(self._arrival.wait(), left)
            except TimeoutError:
                return False
        return True

    async def ask(self, link: Link, frame: Json, *, key: str, seconds: float, after: Callable[[], None]) -> Json | None:
        """Send a frame and wait for its ack; None when it does not come in time or the socket breaks.

        ``after`` runs once the frame is on its way.
        """
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[key] = (link, future)
        try:
            if not await link.send(frame):
                return None
            after()
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return None
        finally:
            del self._waiting[key]

    def answer(self, link: Link, key: str, ack: Json) -> bool:
        """Pass an ack on to whoever waits for it; False when nobody does (any more)."""
        waiting = self._waiting.get(key)
        if waiting is None or waiting[1].done() or (self.own_socket_only and waiting[0] is not link):
            return False
        waiting[1].set_result(ack)
        return True
