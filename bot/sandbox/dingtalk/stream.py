"""DingTalk's stream: gateway and tickets, frames and their acks, keep-alive, goodbyes and repeats."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot.sandbox.clock import pause
from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.state import DINGTALK, DingTalk, Push
from bot.sandbox.links import Link

Json = dict[str, Any]

TICKET_LIFE = timedelta(seconds=90)
REPEAT_AFTER = timedelta(seconds=60)
ATTEMPTS = 4
PING_SECONDS = 20.0
GOODBYE_SECONDS = 10.0
ROBOT = "/v1.0/im/bot/messages/get"
CARD = "/v1.0/card/instances/callback"


async def open_connection(call: DingTalkCall) -> Json:
    """Give an endpoint and a ticket: single use, ninety seconds."""
    body, credentials = call.body, call.dingtalk.world.store.seed.dingtalk
    for name in ("clientId", "clientSecret"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise Refused(400, "invalidParameter", f"{name} is mandatory")
    subscriptions = body.get("subscriptions")
    if not isinstance(subscriptions, list) or not subscriptions:
        raise Refused(400, "invalidParameter", "subscriptions is mandatory")
    topics = frozenset(_topic(item) for item in subscriptions)
    if (body["clientId"], body["clientSecret"]) != (credentials.client_id, credentials.client_secret):
        raise Refused(401, "authFailed", "鉴权失败")
    ticket = str(uuid4())
    call.dingtalk.tickets[ticket] = (call.dingtalk.world.now(), topics)
    return {"endpoint": f"{call.dingtalk.world.url.replace('http', 'ws', 1)}/dingtalk/connect", "ticket": ticket}


def _topic(item: object) -> str:
    kind, topic = (item.get("type"), item.get("topic")) if isinstance(item, dict) else (None, None)
    fits = (kind == "EVENT" and topic == "*") or (
        kind == "CALLBACK" and isinstance(topic, str) and topic.startswith("/")
    )
    if not fits:
        raise Refused(400, "invalidParameter", f"invalid subscription: {kind} {topic}")
    return f"{kind}:{topic}"


async def connect(request: web.Request) -> web.StreamResponse:
    """Serve one stream connection until either side ends it."""
    dingtalk = request.app[DINGTALK]
    born, topics = dingtalk.tickets.pop(request.query.get("ticket", ""), (None, frozenset[str]()))
    if born is None or dingtalk.world.now() - born > TICKET_LIFE:
        return web.Response(status=401, text="ticket is invalid or expired")
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    link = Link(uuid4().hex, socket, topics)
    dingtalk.links.add(link)
    _tell(dingtalk)
    pings = asyncio.create_task(_keep_alive(dingtalk, link))
    try:
        await _listen(dingtalk, link)
    finally:
        pings.cancel()
        dingtalk.links.remove(link)
        _tell(dingtalk)
    return socket


def _tell(dingtalk: DingTalk) -> None:
    dingtalk.world.store.tell("connection", {"platform": "dingtalk", "connections": len(dingtalk.links.open)})


async def _listen(dingtalk: DingTalk, link: Link) -> None:
    async for message in link.socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            ack = json.loads(message.data)
            identity = ack["headers"]["messageId"]
        except (json.JSONDecodeError, KeyError, TypeError):
            continue
        push = dingtalk.unacked.get(identity)
        if push is not None and push.link == link.id and _accepted(push, ack):
            del dingtalk.unacked[identity]
        dingtalk.links.answer(link, identity, ack)


def _accepted(push: Push, ack: Json) -> bool:
    """Say whether an ack ends a push: an event must say SUCCESS, and an unknown topic is not tried again."""
    if push.type == "EVENT":
        return ack.get("code") == 200 and ack_body(ack).get("status") == "SUCCESS"  # noqa: PLR2004 - the protocol's OK
    return ack.get("code") in {200, 404}


def ack_body(ack: Json) -> Json:
    """Read an ack's data, which is a JSON string; empty when it is anything else."""
    try:
        body = json.loads(ack.get("data") or "")
    except (TypeError, json.JSONDecodeError):
        return {}
    return body if isinstance(body, dict) else {}


async def _keep_alive(dingtalk: DingTalk, link: Link) -> None:
    while not dingtalk.world.closing.is_set():
        await pause(PING_SECONDS, unless=dingtalk.world.closing)
        if link.retired:
            continue
        body = {"opaque": str(uuid4())}
        frame = _frame(dingtalk, link, "SYSTEM", "ping", body, {})
        key = frame["headers"]["messageId"]
        ack = await dingtalk.links.ask(link, frame, key=key, seconds=PING_SECONDS, after=lambda: None)
        if ack is None or ack_body(ack).get("opaque") != body["opaque"]:
            await link.socket.close()
            return


async def disconnect(dingtalk: DingTalk) -> None:
    """Tell every socket that it has expired: nothing more comes over it, ten real seconds later it is closed."""
    for link in list(dingtalk.links.open):
        link.retired = True
        await link.send(_frame(dingtalk, link, "SYSTEM", "disconnect", {"reason": "connection is expired"}, {}))
        dingtalk.world.start(_close_later(dingtalk, link))


async def _close_later(dingtalk: DingTalk, link: Link) -> None:
    await pause(GOODBYE_SECONDS, unless=dingtalk.world.closing)
    await link.socket.close()


def _frame(dingtalk: DingTalk, link: Link, kind: str, topic: str, body: Json, headers: dict[str, str]) -> Json:
    return {
        "specVersion": "1.0",
        "type": kind,
        "headers": {
            "appId": dingtalk.world.store.seed.dingtalk.client_id,
            "connectionId": link.id,
            "contentType": "application/json",
            "messageId": uuid4().hex,
            "time": str(int(dingtalk.world.now().timestamp() * 1000)),
            "topic": topic,
            **headers,
        },
        "data": json.dumps(body, ensure_ascii=False),
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one push: the ack, or why there was none."""

    ack: Json | None
    seconds: float
    reason: str = ""


async def push(
    dingtalk: DingTalk,
    kind: str,
    topic: str,
    body: Json,
    *,
    seconds: float,
    repeats: bool,
    headers: dict[str, str] | None = None,
) -> Outcome:
    """Push to one random connection and wait some real seconds for the ack.

    With ``repeats`` an unanswered push comes again after a minute of the sandbox's clock, under a new messageId.
    """
    again = Push(kind, topic, body, headers or {}, dingtalk.world.now() + REPEAT_AFTER)
    return await _push(dingtalk, again, seconds=seconds, repeats=repeats)


async def _push(dingtalk: DingTalk, this: Push, *, seconds: float, repeats: bool) -> Outcome:
    began = perf_counter()
    board, name = dingtalk.world.board, f"{this.type} {this.topic}"
    await pause(board.number("dingtalk", "delay_frame_ms") / 1000, unless=dingtalk.world.closing)
    links = dingtalk.links.ready(f"{this.type}:{'*' if this.type == 'EVENT' else this.topic}")
    if not links:
        if repeats:
            dingtalk.homeless.append(this)
        dingtalk.world.store.called("dingtalk", name, status="no connection", ms=0, way="out")
        return Outcome(None, perf_counter() - began, "not_connected")
    link = links[board.pick(len(links))]
    frame = _frame(dingtalk, link, this.type, this.topic, this.body, this.headers)
    key = frame["headers"]["messageId"]
    if repeats:
        this.link = link.id
        dingtalk.unacked[key] = this

    def lose() -> None:
        if board.happens("dingtalk", "drop_socket"):
            link.cut()

    ack = await dingtalk.links.ask(link, frame, key=key, seconds=seconds, after=lose)
    took = perf_counter() - began
    dingtalk.world.store.called("dingtalk", name, status="ack" if ack else "timeout", ms=took * 1000, way="out")
    if board.happens("dingtalk", "duplicate_frame"):
        dingtalk.world.start(_duplicate(dingtalk, this, link, seconds))
    return Outcome(ack, took, "" if ack else "timeout")


async def _duplicate(dingtalk: DingTalk, this: Push, link: Link, seconds: float) -> None:
    frame = _frame(dingtalk, link, this.type, this.topic, this.body, this.headers)
    await dingtalk.links.ask(link, frame, key=frame["headers"]["messageId"], seconds=seconds, after=lambda: None)


async def _repeat(dingtalk: DingTalk, this: Push) -> None:
    await _push(dingtalk, this, seconds=REPEAT_AFTER.total_seconds(), repeats=True)


def repeat_due(dingtalk: DingTalk) -> None:
    """Start the repeats whose time has come by the sandbox's clock."""
    now = dingtalk.world.now()
    due = [key for key, this in dingtalk.unacked.items() if this.due <= now]
    waiting = [dingtalk.unacked.pop(key) for key in due]
    waiting += [this for this in dingtalk.homeless if this.due <= now]
    for this in waiting:
        if this in dingtalk.homeless:
            dingtalk.homeless.remove(this)
        if this.attempt < ATTEMPTS:
            this.attempt += 1
            this.due = now + REPEAT_AFTER
            dingtalk.world.start(_repeat(dingtalk, this))
