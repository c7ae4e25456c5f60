"""Both front doors of DingTalk, the OpenAPI and the old oapi: tokens, permissions, limits, budget and faults."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from aiohttp import web

from bot.sandbox.dingtalk.state import DINGTALK, DingTalk
from bot.sandbox.passage import HTML, Passage

Json = dict[str, Any]

TOKEN_SECONDS = 7200
PUNISH_PAGE = (
    "<!DOCTYPE html><html><head><title>punish</title></head><body><script>"
    'var rgv587 = {"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"0"};</script></body></html>'
)


class Refused(Exception):
    """The OpenAPI refuses: a status, a code and a message."""

    def __init__(self, status: int, code: str, message: str = "", **more: object) -> None:
        super().__init__(code)
        self.status = status
        self.body: Json = {"code": code, "requestid": str(uuid4()).upper(), "message": message or code, **more}


class OldRefused(Exception):
    """The oapi refuses: a 200 with an errcode."""

    def __init__(self, errcode: int, errmsg: str, **more: object) -> None:
        super().__init__(errmsg)
        self.body: Json = {"errcode": errcode, "errmsg": errmsg, "request_id": uuid4().hex[:12], **more}


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a front door says that there are too many calls, that it is broken, and that it is shut to this address."""

    limited: Refused | OldRefused
    broken: Refused | OldRefused
    shut: Refused | OldRefused


@dataclass(frozen=True, slots=True)
class DingTalkCall:
    """One call, let in."""

    dingtalk: DingTalk
    body: Json
    request: web.Request
    fault: str = ""
    """What goes wrong with this one call while it acts."""


Run = Callable[[DingTalkCall], Awaitable[Json]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def new_api(run: Run, *, permission: str = "", metered: bool = False, needs_token: bool = True) -> Handler:
    """Make a handler of the OpenAPI (``/v1.0/…``)."""

    async def admit(dingtalk: DingTalk, request: web.Request, fault: str) -> web.Response:
        body = await _json_body(request)
        if needs_token:
            _check_token(dingtalk, request)
        if permission and permission not in dingtalk.world.store.seed.dingtalk.permissions:
            raise Refused(
                403,
                "Forbidden.AccessDenied.AccessTokenPermissionDenied",
                f"应用尚未开通所需的权限：[{permission}]",
                accessdenieddetail={"requiredScopes": [permission]},
            )
        if metered and dingtalk.calls_spent():
            raise Refused(403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "企业本月API调用量已用尽")
        if _too_fast(dingtalk, request):
            raise Refused(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "应用调用该接口的QPS超过限制")
        if metered:
            dingtalk.metered += 1
        return web.json_response(await run(DingTalkCall(dingtalk, body, request, fault)))

    async def handle(request: web.Request) -> web.StreamResponse:
        refusals = Refusals(
            limited=Refused(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "应用调用该接口的QPS超过限制"),
            broken=Refused(500, "system.busy", "系统繁忙"),
            shut=Refused(403, "Forbidden.AccessDenied.IpNotInWhiteList", "访问ip不在白名单之中"),
        )
        return await _through(request, admit, refusals)

    return handle


def old_api(run: Run, *, permission: str = "", needs_token: bool = True) -> Handler:
    """Make a handler of the oapi (``/topapi/…``, ``/media/…``), which answers 200 whatever happens."""

    async def admit(dingtalk: DingTalk, request: web.Request, fault: str) -> web.Response:
        if needs_token:
            _check_old_token(dingtalk, request)
        if permission and permission not in dingtalk.world.store.seed.dingtalk.permissions:
            raise _lacking(permission, wrapped="/topapi/" in request.path)
        if _too_fast(dingtalk, request):
            raise OldRefused(90018, "您的服务器调用钉钉开放平台所有接口的请求都被暂时禁用了")
        body = {} if request.content_type == "multipart/form-data" else await _any_body(request)
        answer = await run(DingTalkCall(dingtalk, body, request, fault))
        return web.json_response({"errcode": 0, "errmsg": "ok", "request_id": uuid4().hex[:12], **answer})

    async def handle(request: web.Request) -> web.StreamResponse:
        refusals = Refusals(
            limited=OldRefused(90018, "qps limit"),
            broken=OldRefused(-1, "系统繁忙"),
            shut=OldRefused(60020, "访问ip不在白名单之中"),
        )
        return await _through(request, admit, refusals)

    return handle


POSTS = frozenset(
    {
        "/v1.0/card/instances/createAndDeliver",
        "/v1.0/card/instances/deliver",
        "/v1.0/robot/oToMessages/batchSend",
    }
)


def _lacking(permission: str, *, wrapped: bool) -> OldRefused:
    """Refuse for want of a permission; topapi's own gateway puts what it means into a sub_code."""
    message = f"应用尚未开通所需的权限：[{permission}]，请在权限管理中申请开通"
    if not wrapped:
        return OldRefused(60011, message)
    whole = f"ding talk error[subcode=60011,submsg={message}]"
    return OldRefused(88, whole, sub_code="60011", sub_msg=message)


async def _through(
    request: web.Request, admit: Callable[[DingTalk, web.Request, str], Awaitable[web.Response]], refusals: Refusals
) -> web.StreamResponse:
    dingtalk = request.app[DINGTALK]
    name = request.path.removeprefix("/dingtalk/api").removeprefix("/dingtalk/oapi")
    passage = Passage(dingtalk.world, "dingtalk", request, name, posts=name in POSTS)
    if passage.happens("refuse"):
        return passage.hang_up("refused")
    await passage.slow_down()
    if dingtalk.world.board.happens("dingtalk", "punish_page"):
        passage.record("punished")
        return web.Response(text=PUNISH_PAGE, content_type="text/html")
    try:
        response = await _answered(dingtalk, passage, admit, refusals)
        status = str(response.status)
    except Refused as refusal:
        response = web.json_response(refusal.body, status=refusal.status)
        status = f"{refusal.status} {refusal.body['code']}"
    except OldRefused as refusal:
        response = web.json_response(refusal.body)
        status = f"errcode {refusal.body['errcode']}"
    if passage.happens("lost_answer"):
        return passage.hang_up("answer lost")
    passage.record(status)
    return response


async def _answered(
    dingtalk: DingTalk,
    passage: Passage,
    admit: Callable[[DingTalk, web.Request, str], Awaitable[web.Response]],
    refusals: Refusals,
) -> web.Response:
    """Return the answer to a request that came through, unless a fault of the platform takes its place."""
    board = dingtalk.world.board
    if board.happens("dingtalk", "rate_limited"):
        raise refusals.limited
    if passage.happens("server_error"):
        raise refusals.broken
    if board.happens("dingtalk", "workspace_shut"):
        raise refusals.shut
    response = await admit(dingtalk, passage.request, passage.once)
    if passage.once == "broken_answer":
        raise refusals.broken
    if passage.once == "html":
        response = web.Response(text=HTML, content_type="text/html")
    if passage.happens("no_receipt"):
        response = web.json_response({"errcode": 0, "success": True, "result": None})
    return response


def _too_fast(dingtalk: DingTalk, request: web.Request) -> bool:
    limit = dingtalk.world.board.number("dingtalk", "calls_per_second")
    resource = request.match_info.route.resource
    key = (request.method, resource.canonical if resource else request.path)
    return dingtalk.qps.take(key, limit=limit, now=dingtalk.world.now()) > 0


def new_token(dingtalk: DingTalk) -> str:
    """Make an access token for two hours; earlier ones stay good until their own end."""
    token = uuid4().hex
    dingtalk.tokens[token] = dingtalk.world.now() + timedelta(seconds=TOKEN_SECONDS)
    return token


def _good(dingtalk: DingTalk, token: str) -> bool:
    until = dingtalk.tokens.get(token)
    if until is not None and dingtalk.world.board.happens("dingtalk", "token_expired"):
        del dingtalk.tokens[token]
        return False
    return until is not None and dingtalk.world.now() < until


def _check_token(dingtalk: DingTalk, request: web.Request) -> None:
    token = request.headers.get("x-acs-dingtalk-access-token", "")
    if not token:
        message = "x-acs-dingtalk-access-token is mandatory for this action."
        raise Refused(400, "Missingx-acs-dingtalk-access-token", message)
    if not _good(dingtalk, token):
        raise Refused(401, "InvalidAuthentication", "不合法的access_token")


def _check_old_token(dingtalk: DingTalk, request: web.Request) -> None:
    token = request.query.get("access_token", "")
    if not token:
        raise OldRefused(41001, "缺少access_token参数")
    if not _good(dingtalk, token):
        raise OldRefused(42001 if token in dingtalk.tokens else 40014, "不合法的access_token")


async def _json_body(request: web.Request) -> Json:
    if request.method == "GET":
        return dict(request.query)
    text = await request.text()
    try:
        body = json.loads(text) if text else {}
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise Refused(400, "InvalidParameter", "the body is not a JSON object")
    return body


async def _any_body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            raise OldRefused(43004, "invalid http json body") from None
        if not isinstance(body, dict):
            raise OldRefused(43004, "invalid http json body")
        return body
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


async def access_token(call: DingTalkCall) -> Json:
    """Give a token for the app's key and secret, in the newer spelling."""
    credentials = call.dingtalk.world.store.seed.dingtalk
    if (call.body.get("appKey"), call.body.get("appSecret")) != (credentials.client_id, credentials.client_secret):
        raise Refused(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
    return {"accessToken": new_token(call.dingtalk), "expireIn": TOKEN_SECONDS}


async def old_access_token(call: DingTalkCall) -> Json:
    """Give a token for the app's key and secret, in the old spelling."""
    credentials = call.dingtalk.world.store.seed.dingtalk
    given = (call.request.query.get("appkey"), call.request.query.get("appsecret"))
    if given != (credentials.client_id, credentials.client_secret):
        raise OldRefused(40089, "不合法的corpid或corpsecret")
    return {"access_token": new_token(call.dingtalk), "expires_in": TOKEN_SECONDS}


async def not_found(_call: DingTalkCall) -> Json:
    """Refuse an API that is not there."""
    raise Refused(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.")
