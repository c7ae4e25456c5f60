"""What the sandbox's tests hold in their hands: its controls, a stream client, and a clock that they set."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import aiohttp

Json = dict[str, Any]
Answered = Any
"""Whatever JSON a call answers; each test says what it expects of it."""

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
BUTTON: Json = {"type": "button", "text": {"type": "plain_text", "text": "Why?"}, "action_id": "why", "value": "row-7"}
ROBOT = "/v1.0/im/bot/messages/get"
CARD = "/v1.0/card/instances/callback"

SEED: Json = {
    "companies": [
        {
            "key": "adventure",
            "name": "AdventureWorks",
            "platform": "slack",
            "locale": "en",
            "bot_name": "Jinbu",
            "people": [
                {"id": "U0ANNA", "name": "Anna Kim", "email": "anna@adventure.example", "timezone": "Europe/Berlin"},
                {"id": "U0BORIS", "name": "Boris Lee", "email": "boris@adventure.example", "manager": "U0ANNA"},
                {"id": "U0GONE", "name": "Gone Girl", "email": "gone@adventure.example", "deleted": True},
            ],
            "groups": [{"id": "C0SALES", "name": "sales", "members": ["U0ANNA", "U0BORIS"]}],
            "without_bot": [{"id": name, "members": ["U0ANNA", "U0BORIS"]} for name in ("D0PAIR", "G0TALK", "C0TALK")],
        },
        {
            "key": "autoparts",
            "name": "汽车零部件工厂",
            "platform": "dingtalk",
            "locale": "zh-CN",
            "bot_name": "进步",
            "people": [
                {"id": "0421", "name": "张三", "mobile": "13800000001", "department": "一线", "employee_id": "E1"},
                {"id": "0422", "name": "李四", "mobile": "13800000002", "department": "二线", "manager": "0421"},
                {"id": "0499", "name": "王五", "deleted": True},
            ],
            "groups": [{"id": "cidGROUP==", "name": "一线群", "members": ["0421", "0422"]}],
        },
    ],
    "templates": [{"id": "11111111-2222.schema"}],
}


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass(slots=True)
class Control:
    """The sandbox's controls and raw calls, over HTTP like everybody else's."""

    url: str
    session: aiohttp.ClientSession

    async def ask(self, method: str, path: str, body: object = None, **more: Any) -> tuple[int, Answered]:
        async with self.session.request(method, f"{self.url}{path}", json=body, **more) as answer:
            return answer.status, await answer.json()

    async def post(self, path: str, body: object = None) -> Answered:
        status, answer = await self.ask("POST", f"/sandbox/{path}", body)
        assert status == 200, answer
        return answer

    async def get(self, path: str, **query: str) -> Answered:
        status, answer = await self.ask("GET", f"/sandbox/{path}", params=query)
        assert status == 200, answer
        return answer

    async def faults(self, **boards: Any) -> None:
        status, answer = await self.ask("PUT", "/sandbox/faults", boards)
        assert status == 200, answer

    async def messages(self, platform: str, user: str) -> list[Json]:
        lines: list[Json] = await self.get("messages", platform=platform, user=user, peek="1")
        return lines

    async def token(self) -> str:
        keys = {"appKey": "dingsandbox", "appSecret": "sandbox-secret"}
        _, answer = await self.ask("POST", "/dingtalk/api/v1.0/oauth2/accessToken", keys)
        return str(answer["accessToken"])

    async def open_api(self, method: str, path: str, body: Json, *, token: str) -> tuple[int, Answered]:
        headers = {"x-acs-dingtalk-access-token": token}
        return await self.ask(method, f"/dingtalk/api/v1.0{path}", body, headers=headers)


Answer = Callable[[Json], Json | None]


def quiet_ok(frame: Json) -> Json:
    """Ack a frame as the protocol wants it for its kind."""
    body: Json = {"response": None}
    if frame["type"] == "EVENT":
        body = {"status": "SUCCESS", "message": ""}
    if frame["type"] == "SYSTEM":
        body = json.loads(frame["data"])
    return body


@dataclass(slots=True)
class Stream:
    """A DingTalk stream client of the bare protocol: hands frames to ``answer`` and acks what it returns."""

    control: Control
    answer: Answer = quiet_ok
    frames: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    socket: aiohttp.ClientWebSocketResponse | None = None
    _task: asyncio.Task[None] | None = None

    async def connect(self, *topics: str) -> None:
        subscriptions = [{"type": "CALLBACK", "topic": topic} for topic in topics or (ROBOT, CARD)]
        subscriptions.append({"type": "EVENT", "topic": "*"})
        keys = {"clientId": "dingsandbox", "clientSecret": "sandbox-secret", "subscriptions": subscriptions}
        status, opened = await self.control.ask("POST", "/dingtalk/api/v1.0/gateway/connections/open", keys)
        assert status == 200, opened
        uri = f"{opened['endpoint']}?ticket={quote_plus(opened['ticket'])}"
        self.socket = await self.control.session.ws_connect(uri)
        self._task = asyncio.create_task(self._listen(self.socket))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = json.loads(message.data)
            self.frames.put_nowait(frame)
            body = self.answer(frame)
            if body is not None:
                headers = {"messageId": frame["headers"]["messageId"], "contentType": "application/json"}
                ack = {"code": 200, "headers": headers, "message": "OK", "data": json.dumps(body)}
                await socket.send_str(json.dumps(ack))

    async def next(self, seconds: float = 5) -> Json:
        return await asyncio.wait_for(self.frames.get(), seconds)

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
        if self._task is not None:
            await self._task


def card(track: str = "card-1", user: str = "0421", **changes: Any) -> Json:
    """A request to create and deliver a card that nothing is wrong with."""
    body: Json = {
        "cardTemplateId": "11111111-2222.schema",
        "outTrackId": track,
        "callbackType": "STREAM",
        "userIdType": 1,
        "cardData": {
            "cardParamMap": {"title": "三月", "body": "**良品率** 98.2%", "buttons": '[{"id":"why","text":"为什么"}]'}
        },
        "openSpaceId": f"dtv1.card//IM_ROBOT.{user}",
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": "dingsandbox"},
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}
