"""Controls by which somebody sees what the sandbox has had: calls, its log, the gallery, and what happens just now."""

from __future__ import annotations

import asyncio
import base64
import json

from aiohttp import web

from bot.sandbox.company import PLATFORMS
from bot.sandbox.control_body import Json, Wrong, json_body, parts_of
from bot.sandbox.store import SandboxPicture, Store, mime_of
from bot.sandbox.world import WORLD

READER_BACKLOG = 1000


KEEP_ALIVE_SECONDS = 15


async def audit(request: web.Request) -> web.Response:
    """Compare the keys that should have arrived with those that did."""
    body = await json_body(request)
    expected = body.get("expected") if isinstance(body, dict) else None
    if not isinstance(expected, list) or not all(isinstance(key, str) for key in expected):
        raise Wrong("expected is a list of keys")
    return web.json_response(request.app[WORLD].store.audit(expected))


async def calls(request: web.Request) -> web.Response:
    """Count the calls by platform and method, and what of the month is used."""
    world, _, dingtalk = parts_of(request)
    calls: dict[str, dict[str, int]] = {name: {} for name in PLATFORMS}
    for (platform, method), count in sorted(world.store.calls.items()):
        calls.setdefault(platform, {})[method] = count
    board = world.board
    month = {
        "metered_calls": dingtalk.metered,
        "metered_calls_limit": board.number("dingtalk", "calls_per_month"),
        "pushes": dingtalk.pushes,
        "pushes_limit": board.number("dingtalk", "pushes_per_month"),
    }
    return web.json_response({**calls, "month": month})


async def log(request: web.Request) -> web.Response:
    """Show the last calls, each with its status and milliseconds."""
    limit = request.query.get("limit", "200")
    if not limit.isdigit():
        raise Wrong("limit is a whole number")
    log = request.app[WORLD].store.log
    entries = list(log)[-int(limit) :] if int(limit) else []
    return web.json_response(
        [
            {
                "at": e.at.isoformat(),
                "platform": e.platform,
                "way": e.way,
                "method": e.method,
                "status": e.status,
                "ms": round(e.ms, 2),
            }
            for e in entries
        ]
    )


async def gallery(request: web.Request) -> web.Response:
    """Show the gallery."""
    return web.json_response(request.app[WORLD].store.gallery)


async def set_gallery(request: web.Request) -> web.Response:
    """Hang the gallery anew."""
    body = await json_body(request)
    if not isinstance(body, list) or not all(
        isinstance(item, dict) and {"view", "locale", "platform", "payload", "title"} <= item.keys() for item in body
    ):
        raise Wrong("the gallery is a list of objects with view, locale, platform, payload and title")
    store = request.app[WORLD].store
    for item in body:
        _hang(store, item)
    store.gallery[:] = body
    return web.json_response({"ok": True, "count": len(body)})


def _hang(store: Store, item: Json) -> None:
    """Keep the pictures of a gallery's message, given as base64 by the name under which it shows them."""
    try:
        found = {name: base64.b64decode(text, validate=True) for name, text in item.pop("pictures", {}).items()}
    except (AttributeError, TypeError, ValueError):
        raise Wrong("pictures of the gallery are base64 by name") from None
    for name, content in found.items():
        store.pictures[f"{item['platform']}/{name}"] = SandboxPicture(name, name, content, mime_of(content))


async def events(request: web.Request) -> web.StreamResponse:
    """Tell what happens as it happens, as a stream of server-sent events."""
    world = request.app[WORLD]
    queue: asyncio.Queue[tuple[str, Json]] = asyncio.Queue(READER_BACKLOG)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b": hello\n\n")
    world.store.readers.add(queue)
    try:
        while queue in world.store.readers and not world.closing.is_set():
            try:
                event, content = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            line = json.dumps(content, ensure_ascii=False)
            await response.write(f"event: {event}\ndata: {line}\n\n".encode())
    except ConnectionError:
        pass
    finally:
        world.store.readers.discard(queue)
    return response
