"""The sandbox's own controls: seed it, be a person in it, switch faults, and count what arrived."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.company import PLATFORMS, Seed, SeedError, read_seed
from bot.sandbox.dingtalk import person as dingtalk_person
from bot.sandbox.dingtalk.state import DINGTALK, DingTalk
from bot.sandbox.dingtalk.stream import disconnect as dingtalk_disconnect
from bot.sandbox.faults import BoardError
from bot.sandbox.openai import SCRIPT, ScriptError
from bot.sandbox.slack import person as slack_person
from bot.sandbox.slack import surfaces
from bot.sandbox.slack.delivery import say_goodbye, verify_request_url
from bot.sandbox.slack.state import SLACK, Slack
from bot.sandbox.store import Picture, Store, mime_of
from bot.sandbox.world import WORLD, ImpossibleError, World

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

READER_BACKLOG = 1000
KEEP_ALIVE_SECONDS = 15


class Wrong(ValueError):
    """The request cannot be understood; the message says what to send."""


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what a control call got wrong into a 400 that says so."""
    try:
        return await handler(request)
    except (Wrong, SeedError, BoardError, ScriptError, ImpossibleError) as refusal:
        return web.json_response({"ok": False, "error": str(refusal)}, status=400)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let nobody but this machine use the controls: no page of another site, under whatever name it reaches them."""
    if request.path.startswith("/sandbox/"):
        origin = request.headers.get("Origin")
        if not _is_loopback(request.headers.get("Host", "")) or (origin is not None and not _is_own(origin)):
            return web.json_response({"ok": False, "error": "only this machine may use the controls"}, status=403)
        if request.can_read_body and request.content_type != "application/json":
            return web.json_response({"ok": False, "error": "the body is application/json"}, status=415)
    return await handler(request)


def _is_loopback(host: str) -> bool:
    """Say whether a host, with or without its port, is this machine by a name that nobody else can point here."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in {"localhost", "127.0.0.1", "::1"}


def _is_own(origin: str) -> bool:
    scheme, _, host = origin.partition("://")
    return scheme in {"http", "https"} and _is_loopback(host)


def add_control(app: web.Application) -> None:
    """Mount ``/sandbox/…``."""
    router = app.router
    router.add_post("/sandbox/seed", _seed)
    router.add_post("/sandbox/reset", _reset)
    router.add_get("/sandbox/state", _state)
    router.add_get("/sandbox/messages", _messages)
    router.add_post("/sandbox/say", _say)
    router.add_post("/sandbox/command", _command)
    router.add_post("/sandbox/click", _click)
    router.add_post("/sandbox/upload", _upload)
    router.add_post("/sandbox/submit", _submit)
    router.add_post("/sandbox/close", _close)
    router.add_post("/sandbox/home", _home)
    router.add_post("/sandbox/shortcut", _shortcut)
    router.add_get("/sandbox/views", _views)
    router.add_post("/sandbox/event", _event)
    router.add_post("/sandbox/disconnect", _disconnect)
    router.add_get("/sandbox/faults", _faults)
    router.add_put("/sandbox/faults", _set_faults)
    router.add_post("/sandbox/audit", _audit)
    router.add_get("/sandbox/calls", _calls)
    router.add_get("/sandbox/log", _log)
    router.add_get("/sandbox/gallery", _gallery)
    router.add_post("/sandbox/gallery", _set_gallery)
    router.add_get("/sandbox/events", _events)
    router.add_put("/sandbox/slack/http", _http_mode)
    router.add_put("/sandbox/openai", _script)


async def _body(request: web.Request) -> Any:  # noqa: ANN401 - whatever JSON it is; each call judges its own
    try:
        return json.loads(await request.text())
    except json.JSONDecodeError as error:
        raise Wrong(f"the body is not JSON: {error}") from None


async def _object(request: web.Request) -> Json:
    body = await _body(request)
    if not isinstance(body, dict):
        raise Wrong("the body is a JSON object")
    return body


async def _fields(request: web.Request, *names: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    return _texts(await _object(request), *names, optional=optional)


def _texts(body: Json, *names: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    for name in names:
        if not isinstance(body.get(name), str):
            raise Wrong(f"{name} is missing or is not a text")
    for name in optional:
        if not isinstance(body.get(name, ""), str | None):
            raise Wrong(f"{name} is a text")
    if unknown := sorted(set(body) - {*names, *optional}):
        raise Wrong(f"{unknown[0]!r} is not known here; there are {sorted({*names, *optional})}")
    return {name: value for name, value in body.items() if value is not None}


def _platform(name: str) -> str:
    if name not in PLATFORMS:
        raise Wrong(f"platform is one of {PLATFORMS}, not {name!r}")
    return name


def _parts(request: web.Request) -> tuple[World, Slack, DingTalk]:
    return request.app[WORLD], request.app[SLACK], request.app[DINGTALK]


def sow(seed: Seed, slack: Slack, dingtalk: DingTalk) -> None:
    """Start both platforms from a seed, with empty conversations; open sockets stay."""
    slack.forget()
    dingtalk.forget()
    slack.world.store.sow(seed)


async def _seed(request: web.Request) -> web.Response:
    world, slack, dingtalk = _parts(request)
    sow(read_seed(await _body(request)), slack, dingtalk)
    return web.json_response({"ok": True, "people": len(world.store.people)})


async def _reset(request: web.Request) -> web.Response:
    world, slack, dingtalk = _parts(request)
    sow(world.store.seed, slack, dingtalk)
    world.store.gallery.clear()
    world.board.reset()
    request.app[SCRIPT].reset()
    world.store.tell("fault", world.board.as_json())
    return web.json_response({"ok": True})


async def _state(request: web.Request) -> web.Response:
    world, slack, dingtalk = _parts(request)
    store = world.store
    people = []
    for company in store.companies.values():
        for person in company.people:
            lines = store.conversations.get((person.platform, person.id), [])
            people.append(
                {
                    "company": company.key,
                    "platform": person.platform,
                    "id": person.id,
                    "name": person.name,
                    "title": person.title,
                    "department": person.department,
                    "manager": person.manager,
                    "timezone": person.timezone,
                    "locale": person.locale,
                    "employee_id": person.employee_id,
                    "deleted": person.deleted,
                    "guest": person.guest,
                    "unread": sum(1 for line in lines if line.sender == "bot" and not line.read),
                    "last": lines[-1].as_json() if lines else None,
                }
            )
    companies = [
        {"key": c.key, "name": c.name, "platform": c.platform, "locale": c.locale, "bot_name": c.bot_name}
        for c in store.seed.companies.values()
    ]
    links = {"slack": len(slack.links.ready()), "dingtalk": len(dingtalk.links.ready())}
    return web.json_response(
        {
            "companies": companies,
            "people": people,
            "clock": {"now": world.now().isoformat()},
            "connections": {name: {"connected": count > 0, "count": count} for name, count in links.items()},
            "faults": world.board.as_json(),
        }
    )


async def _messages(request: web.Request) -> web.Response:
    """Looking at a conversation reads it, unless ``peek=1`` is given."""
    platform, user = _platform(request.query.get("platform", "")), request.query.get("user", "")
    store = request.app[WORLD].store
    if (platform, user) not in store.conversations:
        raise Wrong(f"nobody on {platform} has the id {user!r}")
    if request.query.get("peek") != "1":
        store.read(platform, user)
    return web.json_response([message.as_json() for message in store.conversations[platform, user]])


async def _say(request: web.Request) -> web.Response:
    given = await _fields(request, "platform", "user", "text", optional=("group", "quote"))
    _, slack, dingtalk = _parts(request)
    who, text, group = given["user"], given["text"], given.get("group")
    if _platform(given["platform"]) == "slack":
        return web.json_response(await slack_person.say(slack, who, text, group))
    return web.json_response(await dingtalk_person.say(dingtalk, who, text, group, given.get("quote")))


async def _command(request: web.Request) -> web.Response:
    given = await _fields(request, "user", "command", "text", optional=("channel",))
    slack = request.app[SLACK]
    return web.json_response(
        await slack_person.command(slack, given["user"], given["command"], given["text"], given.get("channel"))
    )


async def _click(request: web.Request) -> web.Response:
    """Press a button of a message or view; ``values`` is what is filled in by then, where it stands in a modal."""
    body = await _object(request)
    values = _answers(body.pop("values", {}))
    given = _texts(body, "platform", "user", "message", "action", optional=("value",))
    _, slack, dingtalk = _parts(request)
    who, what, action = given["user"], given["message"], given["action"]
    if _platform(given["platform"]) == "slack":
        if what in slack.views:
            return web.json_response(await surfaces.use(slack, who, what, action, given.get("value"), values=values))
        return web.json_response(await slack_person.click(slack, who, what, action, given.get("value")))
    return web.json_response(await dingtalk_person.click(dingtalk, who, what, action))


async def _upload(request: web.Request) -> web.Response:
    """Send a file to the bot; ``content`` is base64."""
    given = await _fields(request, "platform", "user", "name", "content", optional=("text",))
    _, slack, dingtalk = _parts(request)
    try:
        content = base64.b64decode(given["content"], validate=True)
    except ValueError:
        raise Wrong("content is base64") from None
    who, name, text = given["user"], given["name"], given.get("text", "")
    if _platform(given["platform"]) == "slack":
        return web.json_response(await slack_person.upload(slack, who, name, content, text))
    return web.json_response(await dingtalk_person.upload(dingtalk, who, name, content, text))


async def _submit(request: web.Request) -> web.Response:
    """Send a form in: ``view`` is a modal's id, ``message`` a card's; ``values`` are texts or lists of them."""
    body = await _object(request)
    values = _answers(body.pop("values", None))
    on_slack = body.get("platform") == "slack"
    given = _texts(body, "platform", "user", "view" if on_slack else "message")
    _, slack, dingtalk = _parts(request)
    if _platform(given["platform"]) == "slack":
        return web.json_response(await surfaces.submit(slack, given["user"], given["view"], values))
    return web.json_response(await dingtalk_person.submit(dingtalk, given["user"], given["message"], values))


def _answers(values: object) -> dict[str, str | list[str]]:
    if not isinstance(values, dict) or not all(_is_answer(value) for value in values.values()):
        raise Wrong("values is an object of texts and lists of texts")
    return values


def _is_answer(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


async def _close(request: web.Request) -> web.Response:
    given = await _fields(request, "user", "view")
    return web.json_response(await surfaces.close(request.app[SLACK], given["user"], given["view"]))


async def _home(request: web.Request) -> web.Response:
    given = await _fields(request, "user")
    return web.json_response(await surfaces.open_home(request.app[SLACK], given["user"]))


async def _shortcut(request: web.Request) -> web.Response:
    given = await _fields(request, "user", "message", "name")
    return web.json_response(
        await surfaces.shortcut(request.app[SLACK], given["user"], given["message"], given["name"])
    )


async def _views(request: web.Request) -> web.Response:
    return web.json_response(surfaces.shown(request.app[SLACK], request.query.get("user", "")))


async def _event(request: web.Request) -> web.Response:
    """Tell the bot of ``user``, or in DingTalk of several ``ids``; Slack says ``deleted`` or not."""
    body = await _object(request)
    ids, deleted = body.pop("ids", None), body.pop("deleted", None)
    given = _texts(body, "platform", "type", *(() if ids else ("user",)))
    _, slack, dingtalk = _parts(request)
    if _platform(given["platform"]) == "slack":
        if ids or not isinstance(deleted, bool | None):
            raise Wrong("Slack tells of one user at a time, who is deleted (true) or is not (false)")
        return web.json_response(await slack_person.event(slack, given["type"], given["user"], deleted=deleted))
    told = ids or [given["user"]]
    if deleted is not None or not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise Wrong("ids is a list of texts; who leaves is said by the type of the event")
    return web.json_response(await dingtalk_person.event(dingtalk, given["type"], told))


async def _disconnect(request: web.Request) -> web.Response:
    """End the bot's sockets: ``drop`` without a word, ``silent`` (open, but dead), or with the platform's goodbye."""
    given = await _fields(request, "platform", "how")
    _, slack, dingtalk = _parts(request)
    on_slack = _platform(given["platform"]) == "slack"
    links = (slack.links if on_slack else dingtalk.links).open
    goodbyes = {"warning", "refresh_requested", "link_disabled"} if on_slack else {"expired"}
    if given["how"] in {"drop", "silent"}:
        for link in list(links):
            if given["how"] == "drop":
                link.cut()
            else:
                link.retired = True
    elif given["how"] not in goodbyes:
        raise Wrong(f"how is one of {sorted({'drop', 'silent', *goodbyes})}, not {given['how']!r}")
    elif on_slack:
        await say_goodbye(slack, given["how"])
    else:
        await dingtalk_disconnect(dingtalk)
    return web.json_response({"ok": True})


async def _faults(request: web.Request) -> web.Response:
    return web.json_response(request.app[WORLD].board.as_json())


async def _set_faults(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.board.change(await _body(request))
    world.store.tell("fault", world.board.as_json())
    return web.json_response(world.board.as_json())


async def _audit(request: web.Request) -> web.Response:
    body = await _body(request)
    expected = body.get("expected") if isinstance(body, dict) else None
    if not isinstance(expected, list) or not all(isinstance(key, str) for key in expected):
        raise Wrong("expected is a list of keys")
    return web.json_response(request.app[WORLD].store.audit(expected))


async def _calls(request: web.Request) -> web.Response:
    world, _, dingtalk = _parts(request)
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


async def _log(request: web.Request) -> web.Response:
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


async def _gallery(request: web.Request) -> web.Response:
    return web.json_response(request.app[WORLD].store.gallery)


async def _set_gallery(request: web.Request) -> web.Response:
    body = await _body(request)
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
        store.pictures[f"{item['platform']}/{name}"] = Picture(name, name, content, mime_of(content))


async def _events(request: web.Request) -> web.StreamResponse:
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


async def _http_mode(request: web.Request) -> web.Response:
    body = await _body(request)
    url = body.get("request_url") if isinstance(body, dict) else None
    if not isinstance(url, str | None):
        raise Wrong("request_url is an address, or null for Socket Mode")
    slack = request.app[SLACK]
    if url and (problem := await verify_request_url(slack, url)):
        raise Wrong(problem)
    slack.request_url = url or ""
    return web.json_response({"ok": True, "request_url": url})


async def _script(request: web.Request) -> web.Response:
    script = request.app[SCRIPT]
    script.change(await _body(request))
    return web.json_response(script.as_json())
