"""The Web API's front door: arguments, tokens, scopes, rate limits and faults, before any method runs."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web

from bot.sandbox.passage import HTML, Passage
from bot.sandbox.slack.schema import Problems
from bot.sandbox.slack.state import SLACK, Slack
from bot.sandbox.windows import SlidingWindows

Json = dict[str, Any]

TIERS = {2: 20, 3: 50, 4: 100}
"""Calls a minute for each tier of the documentation; the special ones have rules of their own."""


class ApiError(Exception):
    """The method refuses; the answer is a 200 with ``ok: false`` and this error."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


class SlackRateLimited(Exception):
    """Too many calls; the answer is a 429."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = max(1, math.ceil(seconds))


@dataclass(frozen=True, slots=True)
class SlackCall:
    """One call of a method."""

    slack: Slack
    method: str
    args: Json
    scopes: frozenset[str]

    def text(self, name: str) -> str | None:
        """Get a text argument; an empty one counts as not given."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise invalid(f"[ERROR] must provide a string [json-pointer:/{name}]")
        return value

    def need(self, name: str) -> str:
        """Get a text argument that must be there."""
        value = self.text(name)
        if value is None:
            raise invalid(f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """Get a yes or no, in any of the spellings that forms and JSON use."""
        return str(self.args.get(name, "")).lower() in {"1", "true"}

    def number(self, name: str, *, default: int, most: int) -> int:
        """Get a whole number from 1 to ``most``."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise invalid(f"[ERROR] must provide an integer [json-pointer:/{name}]") from None
        if not 1 <= number <= most:
            raise ApiError("invalid_limit")
        return number

    def structure(self, name: str, *, error: str) -> Any:  # noqa: ANN401 - whatever JSON it is, a validator judges it
        """Get an argument that is JSON, given as such or as a string in a form; None when it is not given."""
        value = self.args.get(name)
        if isinstance(value, str):
            if not value:
                return None
            try:
                return json.loads(value)
            except json.JSONDecodeError:
                raise ApiError(error) from None
        return value


def invalid(*messages: str) -> ApiError:
    """Say which arguments are wrong, as ``invalid_arguments`` does."""
    return ApiError("invalid_arguments", response_metadata={"messages": list(messages)})


def refuse_blocks(problems: Problems, error: str = "invalid_blocks") -> None:
    """Raise what the validator found, in both places where Slack puts it."""
    if problems.found:
        raise ApiError(
            error,
            errors=problems.found,
            response_metadata={"messages": [f"[ERROR] {line}" for line in problems.found]},
        )


@dataclass(frozen=True, slots=True)
class Method:
    """What a method asks of its caller, and what it does."""

    run: Callable[[SlackCall], Awaitable[Json]]
    scopes: tuple[str, ...] = ()
    tier: int = 0
    app_token: bool = False


@dataclass(slots=True)
class FrontDoor:
    """All methods, and how often each was called lately."""

    methods: dict[str, Method]
    windows: SlidingWindows = field(default_factory=lambda: SlidingWindows(60))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request to ``/slack/api/<method>``."""

        async def answer(request: web.Request) -> web.Response:
            try:
                return await self._run(request.app[SLACK], request.match_info["method"], request)
            except ApiError as refusal:
                return web.json_response(refusal.answer)
            except SlackRateLimited as limit:
                return _limited(limit.seconds)

        return await through(request, request.match_info["method"], answer)

    async def _run(self, slack: Slack, name: str, request: web.Request) -> web.Response:
        args = await _arguments(request)
        method = self.methods.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        scopes = _authorise(slack, request, args, method)
        board = slack.world.board
        limit = TIERS.get(method.tier, 0) * board.number("slack", "tier_factor")
        if wait := self.windows.take(name, limit=limit, now=slack.world.now()):
            raise SlackRateLimited(wait)
        if missing := [scope for scope in method.scopes if scope not in scopes]:
            provided = ",".join(sorted(scopes))
            raise ApiError("missing_scope", needed=missing[0], provided=provided)
        answer = await method.run(SlackCall(slack, name, args, scopes))
        headers = {"x-oauth-scopes": ",".join(sorted(scopes)), "x-slack-req-id": uuid4().hex}
        if method.scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        return web.json_response({"ok": True, **answer}, headers=headers)


USER_SCOPES = frozenset({"identify"})
"""What a person's token may do here: only say whose it is."""


def _authorise(slack: Slack, request: web.Request, args: Json, method: Method) -> frozenset[str]:
    given = request.headers.get("Authorization", "").removeprefix("Bearer").strip() or str(args.pop("token", ""))
    args.pop("token", None)
    credentials = slack.world.store.seed.slack
    if not given:
        raise ApiError("not_authed")
    if given not in {credentials.bot_token, credentials.app_token, credentials.user_token}:
        raise ApiError("invalid_auth")
    if slack.world.board.happens("slack", "token_expired"):
        raise ApiError("token_expired")
    if (given == credentials.app_token) != method.app_token:
        raise ApiError("not_allowed_token_type")
    if given == credentials.user_token:
        return USER_SCOPES
    return frozenset(credentials.app_scopes if method.app_token else credentials.scopes)


async def _arguments(request: web.Request) -> Json:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            given = json.loads(body) if body else {}
        except json.JSONDecodeError:
            raise ApiError("invalid_json") from None
        if not isinstance(given, dict):
            raise ApiError("json_not_object")
        args.update((name, value) for name, value in given.items() if value is not None)
    elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        args.update({name: value for name, value in (await request.post()).items() if isinstance(value, str)})
    elif request.can_read_body:
        raise ApiError("invalid_post_type")
    return args


POSTS = frozenset({"chat.postMessage"})


def _limited(seconds: int) -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


def _broken() -> web.Response:
    return web.json_response({"ok": False, "error": "internal_error"}, status=500)


async def through(
    request: web.Request, name: str, answer: Callable[[web.Request], Awaitable[web.Response]]
) -> web.StreamResponse:
    """Let a request through the fault board to its answer, and log it under ``name``."""
    world = request.app[SLACK].world
    passage = Passage(world, "slack", request, name, posts=name in POSTS)
    if passage.happens("refuse"):
        return passage.hang_up("refused")
    await passage.slow_down()
    if world.board.happens("slack", "rate_limited"):
        response = _limited(1)
    elif passage.happens("server_error"):
        response = _broken()
    elif world.board.happens("slack", "workspace_shut"):
        response = web.json_response({"ok": False, "error": "org_login_required"})
    else:
        response = await answer(request)
        if passage.once == "broken_answer":
            response = _broken()
        if passage.once == "html":
            response = web.Response(text=HTML, content_type="text/html")
        if passage.happens("no_receipt"):
            response = web.json_response({"ok": True})
        if passage.happens("lost_answer"):
            return passage.hang_up("answer lost")
    passage.record(str(response.status))
    return response
