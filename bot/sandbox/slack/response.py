"""The response_url: up to five answers within half an hour, also where the bot may not post."""

from __future__ import annotations

import json

from aiohttp import web

from bot.sandbox.slack.api import ApiError
from bot.sandbox.slack.chat import change, compose, put, withdraw
from bot.sandbox.slack.state import SLACK


async def respond(request: web.Request) -> web.Response:
    """Take one answer: new, in place of the message that was clicked, or its removal."""
    slack = request.app[SLACK]
    reply = slack.replies.get(request.match_info["token"])
    if reply is None:
        return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
    if slack.world.now() > reply.until:
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    if reply.left == 0:
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    try:
        body = json.loads(await request.text())
    except json.JSONDecodeError:
        return web.Response(status=400, text="invalid_payload")
    if not isinstance(body, dict):
        return web.Response(status=400, text="invalid_payload")
    reply.left -= 1
    if body.get("delete_original"):
        if reply.line is not None:
            withdraw(slack, reply.line)
        return web.Response(text="ok")
    try:
        content = compose(slack, body)
    except ApiError as refusal:
        return web.json_response(refusal.answer, status=400)
    if body.get("replace_original") and reply.line is not None:
        change(slack, reply.line, content)
    else:
        everybody = body.get("response_type") == "in_channel"
        put(slack, reply.channel, content, ephemeral_for=None if everybody else reply.user)
    return web.Response(text="ok")
