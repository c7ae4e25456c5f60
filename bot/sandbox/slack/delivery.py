"""How the local Slack reaches the bot: envelopes over Socket Mode or signed posts, with acks and repeats."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from aiohttp import ClientConnectionError, ClientError, ClientSession, ClientTimeout

from bot.sandbox.clock import pause, wall_clock
from bot.sandbox.links import Link
from bot.sandbox.slack.state import APP, BOT_USER, TEAM, SandboxRetry, Slack

Json = dict[str, Any]

ACK_SECONDS = 3.0
RETRY_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
RECONNECT_SECONDS = 5.0
"""How long the first repeat, which comes nearly at once, waits for a connection."""
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message": "im:history",
    "team_join": "users:read",
    "user_change": "users:read",
}


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """What came of one delivery."""

    ok: bool
    seconds: float
    payload: Any = None
    """What the bot answered with its ack."""
    reason: str = ""
    """Why there was no ack: timeout, no_connection, and in HTTP mode what Slack puts into its retry header."""
    final: bool = False
    """The bot asked not to be told again (x-slack-no-retry)."""


async def deliver(
    slack: Slack, kind: str, payload: Json, *, attempt: int = 0, reason: str = "", responds: bool = False
) -> DeliveryOutcome:
    """Deliver one envelope and wait up to three real seconds for the ack."""
    began = perf_counter()
    board = slack.world.board
    await pause(board.number("slack", "delay_frame_ms") / 1000, unless=slack.world.closing)
    if slack.request_url:
        outcome = await _post(slack, kind, payload, attempt=attempt, reason=reason)
    else:
        outcome = await _send(slack, kind, payload, attempt=attempt, reason=reason, responds=responds)
    ms = (perf_counter() - began) * 1000
    slack.world.store.called("slack", kind, status="ack" if outcome.ok else outcome.reason, ms=ms, way="out")
    return DeliveryOutcome(outcome.ok, ms / 1000, outcome.payload, outcome.reason, outcome.final)


async def _send(
    slack: Slack, kind: str, payload: Json, *, attempt: int, reason: str, responds: bool
) -> DeliveryOutcome:
    links = slack.links.ready()
    if not links:
        return DeliveryOutcome(ok=False, seconds=0, reason="no_connection")
    link = links[slack.world.board.pick(len(links))]
    frame = _envelope(kind, payload, attempt=attempt, reason=reason, responds=responds)

    def lose() -> None:
        if slack.world.board.happens("slack", "drop_socket"):
            link.cut()

    ack = await slack.links.ask(link, frame, key=frame["envelope_id"], seconds=ACK_SECONDS, after=lose)
    if kind == "events_api" and slack.world.board.happens("slack", "duplicate_frame"):
        again = _envelope(kind, payload, attempt=attempt + 1, reason="timeout", responds=responds)
        slack.world.start(_again(slack, link, again))
    if ack is None:
        return DeliveryOutcome(ok=False, seconds=0, reason="timeout")
    return DeliveryOutcome(ok=True, seconds=0, payload=ack.get("payload"))


async def _again(slack: Slack, link: Link, frame: Json) -> None:
    await slack.links.ask(link, frame, key=frame["envelope_id"], seconds=ACK_SECONDS, after=lambda: None)


def _envelope(kind: str, payload: Json, *, attempt: int, reason: str, responds: bool) -> Json:
    frame: Json = {
        "envelope_id": str(uuid4()),
        "payload": payload,
        "type": kind,
        "accepts_response_payload": responds,
    }
    if kind == "events_api":
        frame |= {"retry_attempt": attempt, "retry_reason": reason}
    return frame


async def _post(slack: Slack, kind: str, payload: Json, *, attempt: int, reason: str) -> DeliveryOutcome:
    body, headers = _signed(slack, kind, payload)
    if attempt:
        headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=ACK_SECONDS)) as session,
            session.post(slack.request_url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            text = await answer.text()
            final = answer.headers.get("x-slack-no-retry") == "1"
            if answer.status != 200:  # noqa: PLR2004 - only a 200 is an ack
                return DeliveryOutcome(ok=False, seconds=0, reason="http_error", final=final)
            is_json = answer.content_type == "application/json"
            return DeliveryOutcome(ok=True, seconds=0, payload=json.loads(text) if text and is_json else text or None)
    except TimeoutError:
        return DeliveryOutcome(ok=False, seconds=0, reason="http_timeout")
    except (ClientError, json.JSONDecodeError) as failure:
        broken = isinstance(failure, ClientConnectionError)
        return DeliveryOutcome(ok=False, seconds=0, reason="connection_failed" if broken else "http_error")


def _signed(slack: Slack, kind: str, payload: Json) -> tuple[bytes, dict[str, str]]:
    if kind == "events_api":
        body, content_type = json.dumps(payload).encode(), "application/json"
    else:
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        body, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
    # The receiver holds this stamp against its own real clock, so a simulated one would be refused as a replay.
    stamp = str(int(wall_clock().timestamp()))
    secret = slack.world.store.seed.slack.signing_secret.encode()
    signature = hmac.new(secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


async def verify_request_url(slack: Slack, url: str) -> str:
    """Challenge a request URL as the app's settings page does; empty when it passed, else what went wrong."""
    challenge = uuid4().hex
    body, headers = _signed(
        slack, "events_api", {"type": "url_verification", "challenge": challenge, "token": "sandbox"}
    )
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=ACK_SECONDS)) as session,
            session.post(url, data=body, headers=headers) as answer,
        ):
            text = await answer.text()
            if answer.status != 200:  # noqa: PLR2004
                return f"the request URL answered {answer.status}"
            return "" if challenge in text else "the answer does not hold the challenge"
    except (TimeoutError, ClientError, ValueError) as failure:
        return f"the request URL did not answer: {type(failure).__name__}"


def wrap_event(slack: Slack, event: Mapping[str, object]) -> Json:
    """Put an event into the envelope of the Events API, with an id that stays the same through all repeats."""
    return {
        "token": "sandbox",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev{uuid4().hex[:12].upper()}",
        "event_time": int(slack.world.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": uuid4().hex,
    }


async def send_event(slack: Slack, event: Mapping[str, object]) -> DeliveryOutcome:
    """Deliver an event; when it is not acked it comes again, nearly at once, after a minute and after five.

    An app without the scope that an event needs never hears of it.
    """
    if EVENT_SCOPES.get(str(event["type"]), "") not in {"", *slack.world.store.seed.slack.scopes}:
        return DeliveryOutcome(ok=False, seconds=0, reason="missing_scope", final=True)
    payload = wrap_event(slack, event)
    outcome = await deliver(slack, "events_api", payload)
    if not outcome.ok and not outcome.final:
        slack.world.start(_retry(slack, SandboxRetry(slack.world.now(), payload, 1, outcome.reason)))
    return outcome


async def _retry(slack: Slack, retry: SandboxRetry) -> None:
    if retry.attempt == 1 and not slack.request_url:
        await slack.links.arrived(RECONNECT_SECONDS)
    outcome = await deliver(slack, "events_api", retry.payload, attempt=retry.attempt, reason=retry.reason)
    if not outcome.ok and not outcome.final and retry.attempt < len(RETRY_AFTER):
        due = slack.world.now() + RETRY_AFTER[retry.attempt]
        slack.retries.append(SandboxRetry(due, retry.payload, retry.attempt + 1, outcome.reason))


def repeat_due(slack: Slack) -> None:
    """Start the repeats whose time has come by the sandbox's clock."""
    now = slack.world.now()
    for retry in [retry for retry in slack.retries if retry.due <= now]:
        slack.retries.remove(retry)
        slack.world.start(_retry(slack, retry))


async def say_goodbye(slack: Slack, reason: str) -> None:
    """Tell every socket to reconnect; after a warning it lives on for ten real seconds."""
    for link in list(slack.links.open):
        await link.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        if reason != "warning":
            link.retired = True
            await link.socket.close()
        else:
            slack.world.start(_close_later(slack, link))


async def _close_later(slack: Slack, link: Link) -> None:
    await pause(10, unless=slack.world.closing)
    link.retired = True
    await asyncio.shield(link.socket.close())
