"""A small web server: how the parts are (``/health``), and whatever other parts have to be asked over HTTP."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from bot.messages.codec import document_to_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
    States = Callable[[], Mapping[str, Mapping[str, object]]]


class Way(NamedTuple):
    """A path that is served, with who answers."""

    method: str
    path: str
    handler: Handler


@asynccontextmanager
async def serve(*, host: str, port: int, states: States, ways: Sequence[Way] = ()) -> AsyncIterator[int]:
    """Serve for the length of the block, and give the port (a free one when ``port`` is 0).

    ``states`` tells how each part is: it is well unless its state holds ``connected`` or ``ok`` that is false.

    Raises:
        OSError: the port is taken.
    """
    from aiohttp import web

    async def health(_request: web.Request) -> web.Response:
        parts = states()
        well = all(state.get("connected", True) and state.get("ok", True) for state in parts.values())
        told = document_to_json({"ok": well, "parts": parts})
        return web.json_response(text=told, status=200 if well else 503)

    application = web.Application()
    application.router.add_get("/health", health)
    for way in ways:
        application.router.add_route(way.method, way.path, way.handler)
    runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        address: tuple[str, int] = runner.addresses[0][:2]
        yield address[1]
    finally:
        await runner.cleanup()
