"""Two small bots that speak the real protocols, so that the page can be tried without the product behind it."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import ClientSession, ClientWebSocketResponse, FormData
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Json = dict[str, Any]

TEMPLATE = "page-test.schema"
HELP = "Ask me anything & I answer"
HELP_ZH = "我能回答你的数据问题"
DONE = "Thank you, that is settled"
DONE_ZH = "已收到，谢谢"


def _ask(name: str, label: str, element: Json, *, optional: bool = False, hint: str = "") -> Json:
    asked: Json = {"type": "input", "block_id": name, "label": _plain(label), "optional": optional}
    return asked | {"element": {"action_id": "form", **element}} | ({"hint": _plain(hint)} if hint else {})


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _option(text: str, description: str = "") -> Json:
    option: Json = {"text": _plain(text), "value": text.lower()}
    return option | ({"description": _plain(description)} if description else {})


MODAL: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": _plain("Dispute a number"),
    "submit": _plain("Send"),
    "close": _plain("Cancel"),
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "Your manager and HR see this. *Nobody else.*"}},
        _ask("claim", "What is wrong?", {"type": "plain_text_input", "multiline": True}, hint="A sentence or two"),
        _ask("value", "What should it be?", {"type": "plain_text_input", "initial_value": "1,240"}, optional=True),
        _ask("day", "Since when?", {"type": "datepicker", "initial_date": "2026-10-31"}, optional=True),
        _ask(
            "kind", "What kind?", {"type": "radio_buttons", "options": [_option("Data"), _option("Rule", "The target")]}
        ),
        _ask(
            "metric",
            "Which metric?",
            {"type": "static_select", "options": [_option(name) for name in ("Sales", "Visits", "Repurchase")]},
        ),
        _ask("rows", "Which rows?", {"type": "checkboxes", "options": [_option("7"), _option("8")]}, optional=True),
        {
            "type": "actions",
            "block_id": "ways",
            "elements": [{"type": "button", "action_id": "keep", "text": _plain("Save for later"), "value": "keep"}],
        },
    ],
}


class SlackBot:
    """A Bolt app over Socket Mode: answers `/perf`, settles what is clicked, and posts what a test wants seen."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self._session = session
        self.client = AsyncWebClient(token="xoxb-sandbox", base_url=f"{url}/slack/api/", session=session)
        self._app = AsyncApp(client=self.client, token="xoxb-sandbox", signing_secret="sandbox-signing-secret")
        self._app.command("/perf")(_answer)
        self._app.action("settle")(_settle)
        self._app.action("ignore")(_ignore)
        self._app.action("form")(_open)
        self._app.shortcut("dispute.message")(_open)
        self._app.view("form")(self._submitted)
        self._app.action("keep")(self._kept)
        self._app.event("app_home_opened")(_home)
        self._app.event("message")(_count)
        self.submitted: list[Json] = []
        self._socket = AsyncSocketModeHandler(self._app, app_token="xapp-sandbox")

    async def _submitted(self, ack: Any, view: Json) -> None:  # noqa: ANN401 - as below
        values = view["state"]["values"]
        self.submitted.append(values)
        if values["claim"]["form"]["value"] == "no":
            await ack(response_action="errors", errors={"claim": "Please say more than “no”."})
        else:
            await ack()

    async def _kept(self, ack: Any, body: Json) -> None:  # noqa: ANN401 - as below
        await ack()
        self.submitted.append(body["view"]["state"]["values"])

    async def start(self) -> None:
        """Connect; the sandbox knows of the bot when this returns."""
        await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Disconnect."""
        await self._socket.close_async()  # type: ignore[no-untyped-call]

    async def post(self, user: str, text: str, *blocks: Json) -> None:
        """Send one message to a person."""
        await self.client.chat_postMessage(channel=user, text=text, blocks=list(blocks) or None)

    async def upload(self, content: bytes) -> str:
        """Upload a picture for use in blocks; returns its file id."""
        ticket = await self.client.files_getUploadURLExternal(filename="trend.png", length=len(content))
        async with self._session.post(ticket["upload_url"], data=content) as answer:
            assert answer.status == 200
        await self.client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "Trend"}])
        return str(ticket["file_id"])


async def _answer(ack: Any) -> None:  # noqa: ANN401 - Bolt hands these in by name, untyped
    await ack(text=HELP.replace("&", "&amp;"))


async def _settle(ack: Any, body: Json, client: AsyncWebClient) -> None:  # noqa: ANN401 - as above
    await ack()
    await client.chat_update(
        channel=body["channel"]["id"], ts=body["container"]["message_ts"], text=DONE, blocks=[section(DONE)]
    )


async def _open(ack: Any, body: Json, client: AsyncWebClient) -> None:  # noqa: ANN401 - as above
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=MODAL)


async def _home(event: Json, client: AsyncWebClient) -> None:
    blocks = [section("*Your month*: 23 of 20"), buttons(form="Dispute a number")]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def _count(event: Json, say: Any) -> None:  # noqa: ANN401 - as above
    for file in event.get("files", []):
        await say(f"{file['name']} has {file['size']} bytes")


async def _ignore() -> None:
    """Say nothing at all, so that the person waits in vain."""


def section(text: str) -> Json:
    """Make a section block of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def buttons(**labels: str) -> Json:
    """Make an actions block: action id to label."""
    return {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": label}}
            for action, label in labels.items()
        ],
    }


class DingTalkBot:
    """A stream client: answers words with a robot message, settles a clicked card in its ack, and sends cards."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self._url = url
        self._session = session
        self._token = ""
        self._listening: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the stream as the gateway says."""
        credentials = {"clientId": "dingsandbox", "clientSecret": "sandbox-secret"}
        topics = ("/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback")
        opened = await self._post(
            "/v1.0/gateway/connections/open",
            {**credentials, "subscriptions": [{"type": "CALLBACK", "topic": topic} for topic in topics]},
        )
        socket = await self._session.ws_connect(f"{opened['endpoint']}?ticket={quote(opened['ticket'])}")
        granted = await self._post("/v1.0/oauth2/accessToken", {"appKey": "dingsandbox", "appSecret": "sandbox-secret"})
        self._token = granted["accessToken"]
        self._listening = asyncio.create_task(self._listen(socket))

    async def stop(self) -> None:
        """Disconnect."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def card(self, user: str, track: str, **variables: str) -> None:
        """Create one card and deliver it to a person."""
        answer = await self._post(
            "/v1.0/card/instances/createAndDeliver",
            {
                "cardTemplateId": TEMPLATE,
                "outTrackId": track,
                "callbackType": "STREAM",
                "userIdType": 1,
                "cardData": {"cardParamMap": variables},
                "openSpaceId": f"dtv1.card//IM_ROBOT.{user}",
                "imRobotOpenSpaceModel": {"supportForward": False},
                "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": "dingsandbox"},
            },
        )
        assert answer["result"]["deliverResults"][0]["success"], answer

    async def write(self, user: str, title: str, text: str) -> None:
        """Send one robot message in Markdown."""
        await self._post(
            "/v1.0/robot/oToMessages/batchSend",
            {
                "robotCode": "dingsandbox",
                "userIds": [user],
                "msgKey": "sampleMarkdown",
                "msgParam": json.dumps({"title": title, "text": text}),
            },
        )

    async def file(self, user: str, name: str, media: str) -> None:
        """Send a file that was uploaded."""
        await self._post(
            "/v1.0/robot/oToMessages/batchSend",
            {
                "robotCode": "dingsandbox",
                "userIds": [user],
                "msgKey": "sampleFile",
                "msgParam": json.dumps({"mediaId": media, "fileName": name, "fileType": "zip"}),
            },
        )

    async def upload(self, content: bytes, *, name: str = "trend.png", kind: str = "image") -> str:
        """Upload a picture, or another kind of file; returns its media id."""
        form = FormData()
        form.add_field("media", content, filename=name, content_type="image/png")
        asked = {"access_token": self._token, "type": kind}
        async with self._session.post(f"{self._url}/dingtalk/oapi/media/upload", params=asked, data=form) as answer:
            said = await answer.json()
            return str(said["media_id"])

    async def _post(self, path: str, body: Json) -> Json:
        headers = {"x-acs-dingtalk-access-token": self._token} if self._token else {}
        async with self._session.post(f"{self._url}/dingtalk/api{path}", json=body, headers=headers) as answer:
            said: Json = await answer.json()
            assert answer.status == 200, said
            return said

    async def _listen(self, socket: ClientWebSocketResponse) -> None:
        async with socket:
            async for frame in socket:
                asked = frame.json()
                topic = asked["headers"].get("topic", "")
                content = json.loads(asked["data"])
                answer: Json = {"response": None}
                if topic == "ping":
                    answer = content
                elif topic == "/v1.0/card/instances/callback":
                    answer = {"response": sent_in(content) or settled()}
                await socket.send_json(
                    {
                        "code": 200,
                        "headers": {"messageId": asked["headers"]["messageId"], "contentType": "application/json"},
                        "message": "OK",
                        "data": json.dumps(answer),
                    }
                )
                if topic == "/v1.0/im/bot/messages/get":
                    await self.write(content["senderStaffId"], "帮助", HELP_ZH)


def sent_in(callback: Json) -> Json:
    """Answer a form within its ack: it can only be read from now on; nothing when no form was sent in."""
    params = json.loads(callback["content"])["cardPrivateData"]["params"]
    if "form" not in params:
        return {}
    noted = {
        "note": json.dumps(params["form"], ensure_ascii=False),
        "form_status": "disabled",
        "form_btn_text": "已提交",
    }
    return {"cardUpdateOptions": {"updateCardDataByKey": True}, "cardData": {"cardParamMap": noted}}


def settled() -> Json:
    """Answer a click within its ack: the note changes, the buttons are done."""
    return {
        "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        "cardData": {"cardParamMap": {"note": DONE_ZH, "done": "true"}},
    }


@asynccontextmanager
async def both_bots(url: str) -> AsyncIterator[tuple[SlackBot, DingTalkBot]]:
    """Connect a bot on each platform for as long as it is needed."""
    async with ClientSession() as session:
        slack, dingtalk = SlackBot(url, session), DingTalkBot(url, session)
        await slack.start()
        await dingtalk.start()
        try:
            yield slack, dingtalk
        finally:
            await dingtalk.stop()
            await slack.stop()
