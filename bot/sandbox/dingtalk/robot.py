"""What the robot may say without a card: one-to-one, to groups, and in answer to a message."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.sandbox.dingtalk.api import DingTalkCall, OldRefused, Refused
from bot.sandbox.dingtalk.state import DingTalk, SandboxSession
from bot.sandbox.store import SandboxMessage

Json = dict[str, Any]

BATCH = 20
PARAM_BYTES = 15_000
SESSION_LIFE = timedelta(seconds=5400)

PARAMETERS: dict[str, tuple[str, ...]] = {
    "sampleText": ("content",),
    "sampleMarkdown": ("title", "text"),
    "sampleImageMsg": ("photoURL",),
    "sampleLink": ("title", "text", "messageUrl", "picUrl"),
    "sampleActionCard": ("title", "text", "singleTitle", "singleURL"),
    **{
        f"sampleActionCard{count}": (
            "title",
            "text",
            *(f"{part}{number}" for number in range(1, count + 1) for part in ("actionTitle", "actionURL")),
        )
        for count in range(2, 6)
    },
    "sampleActionCard6": ("title", "text", "buttonTitle1", "buttonUrl1", "buttonTitle2", "buttonUrl2"),
    "sampleAudio": ("mediaId", "duration"),
    "sampleFile": ("mediaId", "fileName", "fileType"),
    "sampleVideo": ("duration", "videoMediaId", "videoType", "picMediaId"),
}
KINDS = {"sampleText": "text", "sampleImageMsg": "picture", "sampleFile": "file", "text": "text"}
"""Everything else reads like Markdown."""


def _media_problem(dingtalk: DingTalk, values: Json) -> str:
    for name in ("photoURL", "mediaId", "videoMediaId", "picMediaId"):
        value = values.get(name)
        if (
            value
            and not str(value).startswith(("http://", "https://"))
            and f"dingtalk/{value}" not in dingtalk.world.store.pictures
        ):
            return f"{name} is no media_id"
    return ""


def _check_content(call: DingTalkCall) -> None:
    body, dingtalk = call.body, call.dingtalk
    robot = body.get("robotCode")
    if not robot:
        raise Refused(400, "invalidParameter.robotCode.empty", "robotCode不能为空")
    if robot != dingtalk.world.store.seed.dingtalk.client_id:
        raise Refused(404, "resource.not.found", "机器人不存在")
    key = body.get("msgKey")
    if not key:
        raise Refused(400, "invalidParameter.msgKey.empty", "msgKey不能为空")
    if key not in PARAMETERS:
        raise Refused(400, "invalidParameter.msgKey.invalid", "msgKey无效")
    problem = _param_problem(dingtalk, key, body.get("msgParam"))
    if problem:
        raise Refused(400, "invalidParameter.msgParam.invalid", problem)
    if dingtalk.world.board.happens("dingtalk", "content_unsafe"):
        raise Refused(400, "param.contentUnsafe", "内容含有敏感信息")


def _param_problem(dingtalk: DingTalk, key: str, param: object) -> str:
    if not isinstance(param, str):
        return "msgParam must be a JSON string"
    if len(param.encode()) > PARAM_BYTES:
        return f"msgParam is longer than {PARAM_BYTES} bytes"
    try:
        values = json.loads(param)
    except json.JSONDecodeError:
        return "msgParam is not JSON"
    if not isinstance(values, dict):
        return "msgParam is not a JSON object"
    for name in PARAMETERS[key]:
        if not isinstance(values.get(name), str) or not values[name]:
            return f"msgParam.{name} must be a string that is not empty"
    return _media_problem(dingtalk, values)


async def batch_send(call: DingTalkCall) -> Json:
    """Send one text to up to twenty people; those who have left are only named in the answer."""
    _check_content(call)
    users = call.body.get("userIds")
    if not isinstance(users, list) or not users or not all(isinstance(user, str) and user for user in users):
        raise Refused(400, "invalidParameter.userIds.empty", "userIds不能为空")
    if len(users) > BATCH:
        raise Refused(400, "invalidParameter.userIds.overMax", f"userIds最多{BATCH}个")
    store = call.dingtalk.world.store
    people = {user: store.person("dingtalk", user) for user in users}
    if not any(people.values()):
        raise Refused(400, "staffId.notExisted", "员工不存在")
    reached = [user for user, person in people.items() if person is not None and not person.deleted]
    key = f"pqk{uuid4().hex}"
    call.dingtalk.sent[key] = [_show(call.dingtalk, user, call.body, key) for user in reached]
    return {
        "processQueryKey": key,
        "invalidStaffIdList": [user for user in people if user not in reached],
        "flowControlledStaffIdList": [],
        "filteredStaffIdList": [],
    }


async def group_send(call: DingTalkCall) -> Json:
    """Send to a group that the robot is in."""
    _check_content(call)
    conversation = call.body.get("openConversationId")
    if not isinstance(conversation, str) or not conversation:
        raise Refused(400, "invalidParameter.param.invalid", "openConversationId不能为空")
    if call.dingtalk.group(conversation) is None:
        raise Refused(400, "resource.not.found", "群不存在或机器人不在群内")
    key = f"pqk{uuid4().hex}"
    call.dingtalk.sent[key] = [_show(call.dingtalk, conversation, call.body, key)]
    return {"processQueryKey": key}


def _show(dingtalk: DingTalk, reader: str, body: Json, ref: str) -> SandboxMessage:
    kind = str(body.get("msgKey") or body.get("msgtype"))
    message = SandboxMessage(
        id=dingtalk.world.store.new_id("R"),
        platform="dingtalk",
        user=reader,
        sender="bot",
        at=dingtalk.world.now(),
        kind=KINDS.get(kind, "markdown"),
        payload={name: body[name] for name in ("msgKey", "msgParam", "msgtype", kind) if name in body},
        ref=ref,
    )
    dingtalk.world.store.show(message)
    return message


async def read_status(call: DingTalkCall) -> Json:
    """Say who has looked at a one-to-one message."""
    if call.body.get("robotCode") != call.dingtalk.world.store.seed.dingtalk.client_id:
        raise Refused(404, "resource.not.found", "机器人不存在")
    messages = call.dingtalk.sent.get(str(call.body.get("processQueryKey", "")))
    if messages is None:
        raise Refused(400, "invalidParameter.processQueryKey.invalid", "processQueryKey无效")
    people = call.dingtalk.world.store.people
    return {
        "sendStatus": "SUCCESS",
        "messageReadInfoList": [
            {
                "userId": message.user,
                "name": people["dingtalk", message.user].name,
                "readStatus": "READ" if message.read else "UNREAD",
                "readTimestamp": int(call.dingtalk.world.now().timestamp() * 1000) if message.read else 0,
            }
            for message in messages
            if ("dingtalk", message.user) in people
        ],
    }


def open_session(dingtalk: DingTalk, reader: str) -> tuple[str, int]:
    """Make a sessionWebhook for a conversation, with the end of its life in ms."""
    key = uuid4().hex
    until = dingtalk.world.now() + SESSION_LIFE
    dingtalk.sessions[key] = SandboxSession(reader, until)
    return f"{dingtalk.world.url}/dingtalk/oapi/robot/sendBySession?session={key}", int(until.timestamp() * 1000)


_SESSION_FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("content",),
    "markdown": ("title", "text"),
    "link": ("title", "text", "messageUrl"),
    "actionCard": ("title", "text"),
    "feedCard": (),
}


async def send_by_session(call: DingTalkCall) -> Json:
    """Answer in the conversation that a message came from."""
    session = call.dingtalk.sessions.get(call.request.query.get("session", ""))
    if session is None or call.dingtalk.world.now() > session.until:
        raise OldRefused(300001, "session is not exist or expired")
    kind = call.body.get("msgtype")
    if kind not in _SESSION_FIELDS:
        raise OldRefused(400107, "msgtype is not supported")
    content, wanted = call.body.get(kind), _SESSION_FIELDS[kind]
    if not isinstance(content, dict) or any(not isinstance(content.get(n), str) or not content[n] for n in wanted):
        raise OldRefused(400105, f"{kind} misses one of {wanted}")
    _show(call.dingtalk, session.reader, call.body, f"session{uuid4().hex}")
    return {}
