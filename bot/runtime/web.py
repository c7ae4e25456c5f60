"""A small web server: how the parts are (``/health``), and whatever other parts have to be asked over HTTP."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from bot.messages.codec import document_to_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from aiohttp import web
    from aiohttp.typedefs import Middleware

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    States = Callable[[], Awaitable[Mapping[str, Mapping[str, object]]]]


IDLE_SECONDS = 30.0
"""What a connection may take to ask something."""
LINGERING_SECONDS = 2.0
"""How long the rest of a body that nobody reads is waited for before its connection closes."""


class Endpoint(NamedTuple):
    """A path that is served, with who answers."""

    method: str
    path: str
    handler: Handler


@asynccontextmanager
async def serve(*, host: str, port: int, states: States, endpoints: Sequence[Endpoint] = ()) -> AsyncIterator[int]:
    """Serve for the length of the block, and give the port (a free one when ``port`` is 0).

    ``states`` tells how each part is: it is well unless its state holds ``connected`` or ``ok`` that is false.

    Raises:
        OSError: the port is taken.
    """
    from aiohttp import web

    async def health(_request: web.Request) -> web.Response:
        parts = await states()
        well = all(state.get("connected", True) and state.get("ok", True) for state in parts.values())
        told = document_to_json({"ok": well, "parts": parts})
        return web.json_response(text=told, status=200 if well else 503)

    idle = _Idle()
    application = web.Application(middlewares=[idle.watch])
    application.router.add_get("/health", health)
    for endpoint in endpoints:
        application.router.add_route(endpoint.method, endpoint.path, endpoint.handler)
    runner = web.AppRunner(
        application, access_log=None, handle_signals=False, shutdown_timeout=5.0, lingering_time=LINGERING_SECONDS
    )
    await runner.setup()
    sweeping = asyncio.create_task(idle.sweep(runner))
    try:
        await web.TCPSite(runner, host, port).start()
        address: tuple[str, int] = runner.addresses[0][:2]
        yield address[1]
    finally:
        sweeping.cancel()
        await runner.cleanup()


class _Idle:
    """Closes connections that ask nothing, or are in the middle of a request's head, for too long."""

    def __init__(self) -> None:
        self._busy: set[object] = set()
        self._since: dict[object, float] = {}

    @property
    def watch(self) -> Middleware:
        """What stands around every request and knows that its connection is busy meanwhile."""
        from aiohttp import web

        @web.middleware
        async def watched(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._busy.add(request.protocol)
            try:
                return await handler(request)
            finally:
                self._busy.discard(request.protocol)
                self._since.pop(request.protocol, None)

        return watched

    async def sweep(self, runner: web.AppRunner) -> None:
        """Look at all connections again and again, until cancelled."""
        never = asyncio.Event()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS / 4):
                    await never.wait()
            now = asyncio.get_running_loop().time()
            there = [
                connection
                for connection in (runner.server.connections if runner.server else ())
                if connection not in self._busy
            ]
            self._since = {handler: self._since.get(handler, now) for handler in there}
            for handler in there:
                if now - self._since[handler] > IDLE_SECONDS:
                    handler.force_close()
