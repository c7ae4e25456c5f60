"""The local Slack's addresses and the table of its methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.slack import chat, conversations, files, people, socket, views
from bot.sandbox.slack.api import FrontDoor, Method, through
from bot.sandbox.slack.response import respond
from bot.sandbox.slack.state import SLACK, Slack

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def methods() -> dict[str, Method]:
    """List what the Web API answers, with scope and tier as documented; anything else is an unknown_method."""
    return {
        "apps.connections.open": Method(socket.open_connection, ("connections:write",), 3, app_token=True),
        "auth.test": Method(people.auth_test),
        "chat.delete": Method(chat.delete, ("chat:write",), 3),
        "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",), 4),
        "chat.postMessage": Method(chat.post_message, ("chat:write",)),
        "chat.update": Method(chat.update, ("chat:write",), 3),
        "conversations.history": Method(conversations.history, ("im:history",), 3),
        "conversations.info": Method(conversations.info, ("im:read",), 3),
        "conversations.open": Method(conversations.open_dm, ("im:write",), 3),
        "files.completeUploadExternal": Method(files.complete_upload, ("files:write",), 4),
        "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",), 4),
        "files.info": Method(files.info, ("files:read",), 4),
        "users.info": Method(people.info, ("users:read",), 4),
        "users.list": Method(people.everybody, ("users:read",), 2),
        "users.lookupByEmail": Method(people.by_email, ("users:read.email",), 3),
        "views.open": Method(views.open_view, (), 4),
        "views.publish": Method(views.publish, (), 4),
        "views.push": Method(views.push, (), 4),
        "views.update": Method(views.update, (), 4),
    }


def add_slack(app: web.Application, slack: Slack) -> None:
    """Mount the local Slack."""
    app[SLACK] = slack
    door = FrontDoor(methods())
    app.router.add_route("*", "/slack/api/{method}", door.handle)
    app.router.add_get("/slack/link/", socket.link)
    app.router.add_post("/slack/upload/{file}", _through("upload", files.receive))
    app.router.add_get("/slack/files/{file}", _shown)
    for way in ("", "/download"):
        app.router.add_get(
            rf"/slack/files-pri/{{team:T\w+}}-{{file:F\w+}}{way}/{{name}}", _through("file", files.download)
        )
    app.router.add_post("/slack/response/{token}", _through("response_url", respond))


def _through(name: str, answer: Callable[[web.Request], Awaitable[web.Response]]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await through(request, name, answer)

    return handle


async def _shown(request: web.Request) -> web.Response:
    """Serve a file to the page, where a person is signed in and needs no token."""
    picture = request.app[SLACK].world.store.pictures.get(f"slack/{request.match_info['file']}")
    if picture is None:
        return web.Response(status=404)
    return web.Response(body=picture.content, content_type=picture.mime)
