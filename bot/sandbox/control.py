"""The sandbox's own controls: seed it, be a person in it, switch faults, and count what arrived."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox import control_log, control_person
from bot.sandbox.company import Seed, SeedError, read_seed
from bot.sandbox.control_body import Wrong, fields_of, json_body, parts_of, platform_of
from bot.sandbox.dingtalk.state import DingTalk
from bot.sandbox.dingtalk.stream import disconnect as dingtalk_disconnect
from bot.sandbox.faults import BoardError
from bot.sandbox.openai import SCRIPT, ScriptError
from bot.sandbox.slack.delivery import say_goodbye, verify_request_url
from bot.sandbox.slack.state import SLACK, Slack
from bot.sandbox.world import WORLD, ImpossibleError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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
    router.add_get("/sandbox/messages", control_person.messages)
    router.add_post("/sandbox/say", control_person.say)
    router.add_post("/sandbox/command", control_person.command)
    router.add_post("/sandbox/click", control_person.click)
    router.add_post("/sandbox/upload", control_person.upload)
    router.add_post("/sandbox/submit", control_person.submit)
    router.add_post("/sandbox/close", control_person.close)
    router.add_post("/sandbox/home", control_person.home)
    router.add_post("/sandbox/shortcut", control_person.shortcut)
    router.add_get("/sandbox/views", control_person.views)
    router.add_get("/sandbox/entries", control_person.entries)
    router.add_post("/sandbox/event", control_person.event)
    router.add_post("/sandbox/disconnect", _disconnect)
    router.add_get("/sandbox/faults", _faults)
    router.add_put("/sandbox/faults", _set_faults)
    router.add_post("/sandbox/audit", control_log.audit)
    router.add_get("/sandbox/calls", control_log.calls)
    router.add_get("/sandbox/log", control_log.log)
    router.add_get("/sandbox/gallery", control_log.gallery)
    router.add_post("/sandbox/gallery", control_log.set_gallery)
    router.add_get("/sandbox/events", control_log.events)
    router.add_put("/sandbox/slack/http", _http_mode)
    router.add_put("/sandbox/openai", _script)


def sow(seed: Seed, slack: Slack, dingtalk: DingTalk) -> None:
    """Start both platforms from a seed, with empty conversations; open sockets stay."""
    slack.forget()
    dingtalk.forget()
    slack.world.store.sow(seed)


async def _seed(request: web.Request) -> web.Response:
    world, slack, dingtalk = parts_of(request)
    sow(read_seed(await json_body(request)), slack, dingtalk)
    return web.json_response({"ok": True, "people": len(world.store.people)})


async def _reset(request: web.Request) -> web.Response:
    world, slack, dingtalk = parts_of(request)
    sow(world.store.seed, slack, dingtalk)
    world.store.gallery.clear()
    world.board.reset()
    request.app[SCRIPT].reset()
    world.store.tell("fault", world.board.as_json())
    return web.json_response({"ok": True})


async def _state(request: web.Request) -> web.Response:
    world, slack, dingtalk = parts_of(request)
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


async def _disconnect(request: web.Request) -> web.Response:
    """End the bot's sockets: ``drop`` without a word, ``silent`` (open, but dead), or with the platform's goodbye."""
    given = await fields_of(request, "platform", "how")
    _, slack, dingtalk = parts_of(request)
    on_slack = platform_of(given["platform"]) == "slack"
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
    world.board.change(await json_body(request))
    world.store.tell("fault", world.board.as_json())
    return web.json_response(world.board.as_json())


async def _http_mode(request: web.Request) -> web.Response:
    body = await json_body(request)
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
    script.change(await json_body(request))
    return web.json_response(script.as_json())
