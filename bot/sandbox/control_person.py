"""Controls by which somebody is a person of the sandbox: says, clicks, sends, fills in and looks."""

from __future__ import annotations

import base64

from aiohttp import web

from bot.sandbox.control_body import Wrong, fields_of, json_object, parts_of, platform_of, texts_of
from bot.sandbox.dingtalk import person as dingtalk_person
from bot.sandbox.dingtalk.entries import entries_of
from bot.sandbox.dingtalk.state import DINGTALK
from bot.sandbox.slack import person as slack_person
from bot.sandbox.slack import surfaces
from bot.sandbox.slack.state import SLACK
from bot.sandbox.world import WORLD


async def messages(request: web.Request) -> web.Response:
    """Looking at a conversation reads it, unless ``peek=1`` is given."""
    platform, user = platform_of(request.query.get("platform", "")), request.query.get("user", "")
    store = request.app[WORLD].store
    if (platform, user) not in store.conversations:
        raise Wrong(f"nobody on {platform} has the id {user!r}")
    if request.query.get("peek") != "1":
        store.read(platform, user)
    return web.json_response([message.as_json() for message in store.conversations[platform, user]])


async def say(request: web.Request) -> web.Response:
    """Say something to the bot, or in a group."""
    given = await fields_of(request, "platform", "user", "text", optional=("group", "quote"))
    _, slack, dingtalk = parts_of(request)
    who, text, group = given["user"], given["text"], given.get("group")
    if platform_of(given["platform"]) == "slack":
        return web.json_response(await slack_person.say(slack, who, text, group))
    return web.json_response(await dingtalk_person.say(dingtalk, who, text, group, given.get("quote")))


async def command(request: web.Request) -> web.Response:
    """Type a slash command."""
    given = await fields_of(request, "user", "command", "text", optional=("channel",))
    slack = request.app[SLACK]
    return web.json_response(
        await slack_person.command(slack, given["user"], given["command"], given["text"], given.get("channel"))
    )


async def click(request: web.Request) -> web.Response:
    """Press a button of a message or view; ``values`` is what is filled in by then, where it stands in a modal."""
    body = await json_object(request)
    values = _answers(body.pop("values", {}))
    given = texts_of(body, "platform", "user", "message", "action", optional=("value",))
    _, slack, dingtalk = parts_of(request)
    who, what, action = given["user"], given["message"], given["action"]
    if platform_of(given["platform"]) == "slack":
        if what in slack.views:
            return web.json_response(await surfaces.use(slack, who, what, action, given.get("value"), values=values))
        return web.json_response(await slack_person.click(slack, who, what, action, given.get("value")))
    return web.json_response(await dingtalk_person.click(dingtalk, who, what, action))


async def upload(request: web.Request) -> web.Response:
    """Send a file to the bot; ``content`` is base64."""
    given = await fields_of(request, "platform", "user", "name", "content", optional=("text",))
    _, slack, dingtalk = parts_of(request)
    try:
        content = base64.b64decode(given["content"], validate=True)
    except ValueError:
        raise Wrong("content is base64") from None
    who, name, text = given["user"], given["name"], given.get("text", "")
    if platform_of(given["platform"]) == "slack":
        return web.json_response(await slack_person.upload(slack, who, name, content, text))
    return web.json_response(await dingtalk_person.upload(dingtalk, who, name, content, text))


async def submit(request: web.Request) -> web.Response:
    """Send a form in: ``view`` is a modal's id, ``message`` a card's; ``values`` are texts or lists of them."""
    body = await json_object(request)
    values = _answers(body.pop("values", None))
    on_slack = body.get("platform") == "slack"
    given = texts_of(body, "platform", "user", "view" if on_slack else "message")
    _, slack, dingtalk = parts_of(request)
    if platform_of(given["platform"]) == "slack":
        return web.json_response(await surfaces.submit(slack, given["user"], given["view"], values))
    return web.json_response(await dingtalk_person.submit(dingtalk, given["user"], given["message"], values))


def _is_answer(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(part, str) for part in value))


async def close(request: web.Request) -> web.Response:
    """Close a modal."""
    given = await fields_of(request, "user", "view")
    return web.json_response(await surfaces.close(request.app[SLACK], given["user"], given["view"]))


async def home(request: web.Request) -> web.Response:
    """Open the bot's Home tab."""
    given = await fields_of(request, "user")
    return web.json_response(await surfaces.open_home(request.app[SLACK], given["user"]))


async def entries(request: web.Request) -> web.Response:
    """Look at what stands in somebody's own calendar and to-do list on DingTalk; times in milliseconds."""
    return web.json_response(entries_of(request.app[DINGTALK], request.query.get("user", "")))


async def shortcut(request: web.Request) -> web.Response:
    """Use a shortcut on a message."""
    given = await fields_of(request, "user", "message", "name")
    return web.json_response(
        await surfaces.shortcut(request.app[SLACK], given["user"], given["message"], given["name"])
    )


async def views(request: web.Request) -> web.Response:
    """Show the modals and the Home tab that somebody has open."""
    return web.json_response(surfaces.shown(request.app[SLACK], request.query.get("user", "")))


async def event(request: web.Request) -> web.Response:
    """Tell the bot of ``user``, or in DingTalk of several ``ids``; Slack says ``deleted`` or not."""
    body = await json_object(request)
    ids, deleted = body.pop("ids", None), body.pop("deleted", None)
    given = texts_of(body, "platform", "type", *(() if ids else ("user",)))
    _, slack, dingtalk = parts_of(request)
    if platform_of(given["platform"]) == "slack":
        if ids or not isinstance(deleted, bool | None):
            raise Wrong("Slack tells of one user at a time, who is deleted (true) or is not (false)")
        return web.json_response(await slack_person.event(slack, given["type"], given["user"], deleted=deleted))
    told = ids or [given["user"]]
    if deleted is not None or not isinstance(told, list) or not all(isinstance(value, str) for value in told):
        raise Wrong("ids is a list of texts; who leaves is said by the type of the event")
    return web.json_response(await dingtalk_person.event(dingtalk, given["type"], told))


def _answers(values: object) -> dict[str, str | list[str]]:
    if not isinstance(values, dict) or not all(_is_answer(value) for value in values.values()):
        raise Wrong("values is an object of texts and lists of texts")
    return values
