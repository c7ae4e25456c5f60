"""DingTalk's stream: sockets that we open, watch, renew and answer ourselves, with the SDK's frames."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote_plus

import structlog
import websockets
import websockets.exceptions

from bot.kit.errors import PlatformError
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.parse import CARDS, MESSAGES, PLATFORM
from bot.platforms.inbound_queue import jittered, pause

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from dingtalk_stream import CallbackMessage, DingTalkStreamClient

Json = dict[str, Any]

log = structlog.get_logger()


class Takes(Protocol):
    """Whoever takes what comes in; what raises is not acknowledged, and DingTalk may send it again."""

    async def message(self, frame: Json) -> None:
        """Take a robot message."""
        ...

    async def click(self, frame: Json) -> Json:
        """Take a card's callback; return what redraws the card."""
        ...

    async def event(self, frame: Json) -> bool:
        """Take an event; False when it has to come again."""
        ...


class Stream:
    """The connection: one socket at a time, and two while one follows the other."""

    def __init__(
        self,
        takes: Takes,
        *,
        address: Callable[[], Awaitable[tuple[str, str]]],
        follow: Callable[[Coroutine[object, object, None]], object],
        stopping: asyncio.Event,
    ) -> None:
        """Make it, without connecting: ``address`` gives an endpoint and its ticket; ``follow`` runs what comes in."""
        self._takes = takes
        self._address = address
        self._follow = follow
        self._stopping = stopping
        self._readers: set[asyncio.Task[None]] = set()
        self.connected = asyncio.Event()
        self._last_frame: float | None = None
        self._sessions = 0
        self._error = ""

    async def run(self) -> None:
        """Stay connected until we stop; whatever fails is tried again with growing pauses."""
        wait = limits.BACKOFF_FIRST
        try:
            while not self._stopping.is_set():
                frames = self._last_frame
                try:
                    await self._hold()
                except (PlatformError, OSError, TimeoutError, websockets.exceptions.WebSocketException) as error:
                    self._error = str(error) or type(error).__name__
                    log.warning("connection.failed", platform=PLATFORM, error=self._error, again_in=wait)
                if self._last_frame != frames:  # only a frame proves that a connection was one
                    wait = limits.BACKOFF_FIRST
                await pause(self._stopping, jittered(wait))
                wait = min(wait * 2, limits.BACKOFF_MOST)
        finally:
            await self._end()

    def state(self) -> dict[str, object]:
        """Return how the connection is, for /health."""
        connected = self.connected.is_set()
        age = None if self._last_frame is None else round(time.monotonic() - self._last_frame, 1)
        return {
            "connected": connected,
            "mode": "stream",
            "last_frame_seconds": age,
            "reconnects": max(self._sessions - 1, 0),
            "error": "" if connected else self._error,
        }

    async def _hold(self) -> None:
        """Open a socket and stay on it; when it is told to leave, a new one is opened before the old one ends.

        Raises:
            PlatformError: when the gateway refuses.
            OSError: when a socket cannot be opened.
        """
        while not self._stopping.is_set():
            endpoint, ticket = await self._address()
            socket = await websockets.connect(
                f"{endpoint}?ticket={quote_plus(ticket)}",
                open_timeout=limits.CONNECT,
                ping_interval=limits.PING,
                ping_timeout=limits.PING,
                close_timeout=limits.CLOSE / 2,
            )
            self._sessions += 1
            self.connected.set()
            log.info("connection.opened", platform=PLATFORM, session=self._sessions)
            leaving = asyncio.Event()
            reader = asyncio.create_task(self._read(socket, leaving))
            self._readers.add(reader)
            reader.add_done_callback(self._readers.discard)
            ends = [asyncio.create_task(leaving.wait()), asyncio.create_task(self._stopping.wait())]
            try:
                await asyncio.wait({reader, *ends}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for end in ends:
                    end.cancel()
            if not leaving.is_set():
                self.connected.clear()
                if not self._stopping.is_set():
                    log.info("connection.lost", platform=PLATFORM)
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)
                return

    async def _end(self) -> None:
        """Let go of every socket."""
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    async def _read(self, socket: websockets.ClientConnection, leaving: asyncio.Event) -> None:
        """Take a socket's frames until it ends or has been silent for too long."""
        stream = self._stream(socket)
        try:
            while True:
                async with asyncio.timeout(limits.SILENCE):
                    raw = await socket.recv()
                self._last_frame = time.monotonic()
                with suppress(ValueError):
                    await self._frame(stream, socket, json.loads(raw), leaving)
        except (TimeoutError, websockets.exceptions.ConnectionClosed):
            return
        finally:
            await socket.close()

    async def _frame(
        self, stream: DingTalkStreamClient, socket: websockets.ClientConnection, frame: Json, leaving: asyncio.Event
    ) -> None:
        from dingtalk_stream import AckMessage, EventMessage, SystemMessage

        if frame.get("type") == EventMessage.TYPE:
            self._follow(self._happened(socket, frame))
            return
        if frame.get("type") != SystemMessage.TYPE:
            self._follow(self._routed(stream, frame))
            return
        message = SystemMessage.from_dict(frame)
        if message.headers.topic == SystemMessage.TOPIC_DISCONNECT:
            leaving.set()
            return
        ack = AckMessage()
        ack.headers.message_id = message.headers.message_id
        ack.headers.content_type = message.headers.content_type
        ack.message, ack.data = "OK", message.data
        await socket.send(json.dumps(ack.to_dict()))

    async def _happened(self, socket: websockets.ClientConnection, frame: Json) -> None:
        """Take an event and say so; the SDK's own acknowledgement echoes it, and DingTalk reads that as a failure."""
        from dingtalk_stream import AckMessage

        taken = await self._takes.event(frame)
        ack = AckMessage()
        ack.headers.message_id = str((frame.get("headers") or {}).get("messageId") or "")
        ack.headers.content_type = "application/json"
        ack.message = "OK"
        ack.data = {"status": "SUCCESS" if taken else "LATER", "message": ""}
        with suppress(websockets.exceptions.ConnectionClosed):  # it comes again, and stops at the inbox
            await socket.send(json.dumps(ack.to_dict()))

    async def _routed(self, stream: DingTalkStreamClient, frame: Json) -> None:
        """Let the SDK find the handler and send its acknowledgement over the socket that the frame came from."""
        try:
            await stream.route_message(frame)
        except websockets.exceptions.ConnectionClosed:
            log.info("acknowledgement.failed", platform=PLATFORM)  # it comes again, and stops at the inbox
        except Exception as error:  # nothing is acknowledged that was not stored; it comes again
            log.exception("inbound.refused", platform=PLATFORM, error=type(error).__name__)

    def _stream(self, socket: websockets.ClientConnection) -> DingTalkStreamClient:
        from dingtalk_stream import AckMessage, CallbackHandler, Credential, DingTalkStreamClient

        takes = self._takes

        class MessageCallbacks(CallbackHandler):  # type: ignore[misc]
            async def process(self, message: CallbackMessage) -> tuple[int, object]:
                await takes.message(_as_frame(message))
                return AckMessage.STATUS_OK, None

        class CardCallbacks(CallbackHandler):  # type: ignore[misc]
            async def process(self, message: CallbackMessage) -> tuple[int, object]:
                return AckMessage.STATUS_OK, await takes.click(_as_frame(message))

        logger = logging.getLogger("dingtalk_stream.client")
        logger.setLevel(logging.ERROR)  # its INFO lines hold tickets, its errors whole messages
        stream = DingTalkStreamClient(Credential("", ""), logger=logger)  # it opens nothing by itself
        stream.register_callback_handler(MESSAGES, MessageCallbacks())
        stream.register_callback_handler(CARDS, CardCallbacks())
        stream.websocket = socket
        return stream


def _as_frame(message: CallbackMessage) -> Json:
    return {"headers": message.headers.to_dict(), "data": message.data if isinstance(message.data, dict) else {}}
