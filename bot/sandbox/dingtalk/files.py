"""Files that people send to the robot: a download code leads to an address, which is good for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from aiohttp import web

from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.state import DINGTALK

Json = dict[str, Any]

LIFE = timedelta(minutes=15)


async def download(call: DingTalkCall) -> Json:
    """Give an address for a download code."""
    dingtalk = call.dingtalk
    robot = call.body.get("robotCode")
    if not robot:
        raise Refused(400, "invalidParameter.robotCode.empty", "robotCode不能为空")
    if robot != dingtalk.world.store.seed.dingtalk.client_id:
        raise Refused(404, "resource.not.found", "机器人不存在")
    code = call.body.get("downloadCode")
    if not isinstance(code, str) or code not in dingtalk.files:
        raise Refused(400, "invalidParameter.downloadCode.invalid", "downloadCode无效")
    ticket = uuid4().hex
    dingtalk.downloads[ticket] = (code, dingtalk.world.now() + LIFE)
    return {"downloadUrl": f"{dingtalk.world.url}/dingtalk/files/{ticket}"}


async def hand_out(request: web.Request) -> web.Response:
    """Hand a file out; the address alone is enough, as everybody's who knows it."""
    dingtalk = request.app[DINGTALK]
    code, until = dingtalk.downloads.get(request.match_info["ticket"], ("", dingtalk.world.now()))
    if code not in dingtalk.files or dingtalk.world.now() >= until:
        return web.Response(status=403, text="AccessDenied")
    file = dingtalk.files[code]
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)
