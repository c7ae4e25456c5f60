"""Socket Mode's server side: tickets, hello, acks, and the refresh after some hours."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot.sandbox.clock import pause
from bot.sandbox.links import Link
from bot.sandbox.slack.api import SlackCall
from bot.sandbox.slack.delivery import say_goodbye
from bot.sandbox.slack.state import APP, SLACK, Slack

Json = dict[str, Any]

TICKET_LIFE = timedelta(seconds=30)
CONNECTIONS = 10
LIFE_SECONDS = 4 * 3600
DEBUG_LIFE_SECONDS = 360


async def open_connection(call: SlackCall) -> Json:
    """apps.connections.open: an address that works once, for a short while."""
    ticket = uuid4().hex
    call.slack.tickets[ticket] = call.slack.world.now()
    host = call.slack.world.url.replace("http", "ws", 1)
    return {"url": f"{host}/slack/link/?ticket={ticket}&app_id={APP}"}


async def link(request: web.Request) -> web.StreamResponse:
    """Serve one Socket Mode connection until either side ends it."""
    slack = request.app[SLACK]
    born = slack.tickets.pop(request.query.get("ticket", ""), None)
    if born is None or slack.world.now() - born > TICKET_LIFE:
        return web.Response(status=408, text="the ticket is not valid (any more)")
    socket = web.WebSocketResponse(compress=False, heartbeat=30)
    await socket.prepare(request)
    this = Link(uuid4().hex, socket)
    if len(slack.links.open) >= CONNECTIONS:
        await this.send({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "sandbox"}})
        await socket.close()
        return socket
    slack.links.add(this)
    slack.world.store.tell("connection", {"platform": "slack", "connections": len(slack.links.open)})
    life = DEBUG_LIFE_SECONDS if request.query.get("debug_reconnects") == "true" else LIFE_SECONDS
    ageing = asyncio.create_task(_age(slack, this, life))
    try:
        await this.send(_hello(slack, life))
        await _listen(slack, this)
    finally:
        ageing.cancel()
        slack.links.remove(this)
        slack.world.store.tell("connection", {"platform": "slack", "connections": len(slack.links.open)})
    return socket


def _hello(slack: Slack, life: float) -> Json:
    return {
        "type": "hello",
        "num_connections": len(slack.links.open),
        "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": int(life)},
        "connection_info": {"app_id": APP},
    }


async def _listen(slack: Slack, this: Link) -> None:
    async for message in this.socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            ack = json.loads(message.data)
        except json.JSONDecodeError:
            continue
        if isinstance(ack, dict) and isinstance(ack.get("envelope_id"), str):
            slack.links.answer(this, ack["envelope_id"], ack)


async def _age(slack: Slack, this: Link, seconds: float) -> None:
    await pause(seconds - 10, unless=slack.world.closing)
    if not slack.world.closing.is_set() and this in slack.links.open:
        await say_goodbye(slack, "warning")
