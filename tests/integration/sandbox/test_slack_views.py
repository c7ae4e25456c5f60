"""Modals, Home, shortcuts and files of the local Slack, with the real Bolt app on the other end."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.sandbox.slack import delivery
from tests.integration.sandbox.wire import BUTTON, SEED, Control, SetClock

Connect = Callable[[], Awaitable[None]]
Json = dict[str, Any]


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": words(value.title()), "value": value}


def asks(name: str, element: Json, *, optional: bool = False) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": words(name),
        "optional": optional,
        "element": {"action_id": "it", **element},
    }


INPUTS = [
    asks("claim", {"type": "plain_text_input", "multiline": True, "max_length": 20}),
    asks("amount", {"type": "number_input", "is_decimal_allowed": True}, optional=True),
    asks("day", {"type": "datepicker", "initial_date": "2026-03-02"}),
    asks("metric", {"type": "static_select", "options": [option("sales"), option("visits")]}),
    asks("how", {"type": "radio_buttons", "options": [option("up"), option("down")]}, optional=True),
    asks("rows", {"type": "checkboxes", "options": [option("1"), option("2")]}, optional=True),
    asks("people", {"type": "multi_static_select", "options": [option("a"), option("b")]}, optional=True),
]
GOOD = {"claim": "too low", "metric": "sales", "rows": ["1", "2"]}


def modal(*blocks: Json, title: str = "Dispute", **more: object) -> Json:
    view = {"type": "modal", "title": words(title), "submit": words("Send"), "callback_id": "form"}
    return view | {"blocks": list(blocks or INPUTS), "private_metadata": "row 7", **more}


async def opened(slack: AsyncWebClient, sandbox: Sandbox, view: Json | None = None) -> str:
    answer = await slack.views_open(trigger_id=sandbox.slack.trigger("U0ANNA"), view=view or modal())
    return str(answer["view"]["id"])


def submitting(view: str, **values: object) -> Json:
    return {"platform": "slack", "user": "U0ANNA", "view": view, "values": {**GOOD, **values}}


async def modals(control: Control) -> list[Json]:
    found: list[Json] = (await control.get("views", user="U0ANNA"))["modals"]
    return found


async def test_a_submission_carries_every_field_in_slacks_own_shape(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.view("form")
    async def _(ack: AsyncAck, body: Json) -> None:
        await ack()
        heard.put_nowait(body)

    await connect()
    answer = await control.post("submit", submitting(await opened(slack, sandbox)))

    body = await asyncio.wait_for(heard.get(), 5)
    assert answer["ok"]
    assert await modals(control) == []
    assert body["view"]["private_metadata"] == "row 7"
    assert {name: entry["it"] for name, entry in body["view"]["state"]["values"].items()} == {
        "claim": {"type": "plain_text_input", "value": "too low"},
        "amount": {"type": "number_input", "value": None},
        "day": {"type": "datepicker", "selected_date": "2026-03-02"},
        "metric": {"type": "static_select", "selected_option": option("sales")},
        "how": {"type": "radio_buttons", "selected_option": None},
        "rows": {"type": "checkboxes", "selected_options": [option("1"), option("2")]},
        "people": {"type": "multi_static_select", "selected_options": []},
    }


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"claim": ""}, {"claim": "Please complete this required field."}),
        ({"metric": ""}, {"metric": "Please complete this required field."}),
        ({"claim": "x" * 21}, {"claim": "Please use at most 20 characters."}),
        ({"amount": "many"}, {"amount": "Please enter a number."}),
    ],
)
async def test_what_the_client_itself_refuses_never_reaches_the_app(
    control: Control, slack: AsyncWebClient, sandbox: Sandbox, values: Json, wrong: Json
) -> None:
    answer = await control.post("submit", submitting(await opened(slack, sandbox), **values))

    assert (answer["ok"], answer["error"], answer["errors"]) == (False, "incomplete", wrong)
    assert len(await modals(control)) == 1


async def test_errors_stand_at_their_fields_and_the_modal_stays(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    @app.view("form")
    async def _(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"claim": "Which month?"})

    await connect()
    view = await opened(slack, sandbox)
    answer = await control.post("submit", submitting(view))

    assert answer["errors"] == {"claim": "Which month?"}
    assert [modal["id"] for modal in await modals(control)] == [view]


@pytest.mark.parametrize(
    "wrong",
    [
        {"response_action": "errors", "errors": {"nobody": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_that_slack_cannot_use_is_trouble_and_the_modal_stays(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox, wrong: Json
) -> None:
    @app.view("form")
    async def _(ack: AsyncAck) -> None:
        await ack(**wrong)

    await connect()
    answer = await control.post("submit", submitting(await opened(slack, sandbox)))

    assert not answer["ok"]
    assert answer["says"] == "We had some trouble connecting. Try again?"
    assert len(await modals(control)) == 1


async def test_an_answer_may_update_push_three_deep_and_clear_all(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    answers: list[Json] = [
        {"response_action": "update", "view": modal(*INPUTS, title="Second page")},
        {"response_action": "push", "view": modal(*INPUTS, title="On top")},
        {"response_action": "push", "view": modal(*INPUTS, title="Highest")},
        {"response_action": "push", "view": modal(*INPUTS, title="Too high")},
        {"response_action": "clear"},
    ]

    @app.view("form")
    async def _(ack: AsyncAck) -> None:
        await ack(**answers.pop(0))

    await connect()
    first = await opened(slack, sandbox)
    before = (await modals(control))[0]["hash"]
    seen = []
    for _page in range(5):
        outcome = await control.post("submit", submitting((await modals(control))[-1]["id"]))
        seen.append((outcome["ok"], [entry["title"]["text"] for entry in await modals(control)]))

    assert seen == [
        (True, ["Second page"]),
        (True, ["Second page", "On top"]),
        (True, ["Second page", "On top", "Highest"]),
        (False, ["Second page", "On top", "Highest"]),
        (True, []),
    ]
    assert first not in sandbox.slack.views
    assert before


async def test_a_submission_without_an_answer_in_time_leaves_the_modal_open(
    app: AsyncApp,
    connect: Connect,
    control: Control,
    slack: AsyncWebClient,
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.1)

    @app.view("form")
    async def _() -> None:
        await asyncio.Event().wait()

    await connect()
    answer = await control.post("submit", submitting(await opened(slack, sandbox)))

    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")
    assert len(await modals(control)) == 1


async def test_closing_is_told_only_where_the_view_asks_for_it(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    closed: asyncio.Queue[Json] = asyncio.Queue()

    @app.view_closed("form")
    async def _(ack: AsyncAck, body: Json) -> None:
        await ack()
        closed.put_nowait(body)

    await connect()
    silent: Json = modal()
    for asked in (silent, silent | {"notify_on_close": True}):
        view = await opened(slack, sandbox, asked)
        await control.post("close", {"user": "U0ANNA", "view": view})

    body = await asyncio.wait_for(closed.get(), 5)
    assert closed.empty()
    assert body["view"]["state"] == {"values": {}}
    assert body["is_cleared"] is False
    assert await modals(control) == []


async def test_home_is_opened_published_used_and_opened_again(
    app: AsyncApp, connect: Connect, control: Control
) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.event("app_home_opened")
    async def _(event: Json, client: AsyncWebClient) -> None:
        blocks = [{"type": "actions", "elements": [BUTTON]}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
        heard.put_nowait(event)

    @app.action("why")
    async def _(ack: AsyncAck, body: Json) -> None:
        await ack()
        heard.put_nowait(body)

    await connect()
    await control.post("home", {"user": "U0ANNA"})
    first = await asyncio.wait_for(heard.get(), 5)
    home = (await control.get("views", user="U0ANNA"))["home"]
    press = {"platform": "slack", "user": "U0ANNA", "message": home["id"], "action": "why"}
    assert (await control.post("click", press))["ok"]
    click = await asyncio.wait_for(heard.get(), 5)
    await control.post("home", {"user": "U0ANNA"})
    second = await asyncio.wait_for(heard.get(), 5)

    assert (first["tab"], first["channel"][0], "view" in first) == ("home", "D", False)
    assert click["container"] == {"type": "view", "view_id": home["id"]}
    assert click["view"]["type"] == "home"
    assert "response_url" not in click
    assert click["actions"][0]["value"] == "row-7"
    assert second["view"]["id"] == home["id"]


async def test_a_shortcut_brings_the_message_and_a_trigger(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.shortcut("dispute.message")
    async def _(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        heard.put_nowait(body)

    await connect()
    posted = await slack.chat_postMessage(channel="U0ANNA", text="23 of 20")
    (message,) = await control.messages("slack", "U0ANNA")
    outcome = await control.post("shortcut", {"user": "U0ANNA", "message": message["id"], "name": "dispute.message"})

    body = await asyncio.wait_for(heard.get(), 5)
    assert outcome["ok"]
    assert (body["type"], body["message"]["ts"], body["message"]["text"]) == (
        "message_action",
        posted["ts"],
        "23 of 20",
    )
    assert len(await modals(control)) == 1


async def test_a_file_is_told_of_and_had_with_a_token_only(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.event({"type": "message", "subtype": "file_share"})
    async def _(event: Json) -> None:
        heard.put_nowait(event)

    await connect()
    content = "员工,指标\n1,2\n".encode()
    await control.post(
        "upload",
        {
            "platform": "slack",
            "user": "U0ANNA",
            "name": "十月.csv",
            "content": base64.b64encode(content).decode(),
            "text": "October & more",
        },
    )
    event = await asyncio.wait_for(heard.get(), 5)
    (file,) = event["files"]
    info = (await slack.files_info(file=file["id"]))["file"]

    async def get(token: str) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {token}"}
        async with control.session.get(info["url_private_download"], headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.read()

    assert (event["channel_type"], event["text"]) == ("im", "October &amp; more")
    assert (file["name"], file["size"], file["mimetype"], file["user"]) == (
        "十月.csv",
        len(content),
        "text/csv",
        "U0ANNA",
    )
    assert await get("xoxb-sandbox") == (200, content)
    assert (await get("xoxb-other"))[0] == 302
    (shown,) = await control.messages("slack", "U0ANNA")
    assert (shown["kind"], shown["from"]) == ("file", "user")
    sandbox.seed({**SEED, "credentials": {"slack": {"scopes": ["chat:write"]}}})
    assert (await get("xoxb-sandbox"))[0] == 302


async def test_a_file_of_the_bots_stands_in_the_conversation_and_its_history(
    slack: AsyncWebClient, control: Control, sandbox: Sandbox, clock: SetClock
) -> None:
    channel = sandbox.slack.dm("U0ANNA")
    await slack.chat_postMessage(channel=channel, text="Your data")
    clock.advance(2)
    await slack.files_upload_v2(content=b"a,b\n1,2\n", filename="data.csv", channel=channel)

    newest = (await slack.conversations_history(channel=channel))["messages"][0]
    assert [file["name"] for file in newest["files"]] == ["data.csv"]
    assert newest["bot_id"] == "B0SANDBOX"
    assert [message["kind"] for message in await control.messages("slack", "U0ANNA")] == ["text", "file"]


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("submit", submitting("V1"), "does not see a modal"),
        ("submit", {**submitting("V1"), "values": {"claim": 7}}, "values is an object of texts"),
        ("close", {"user": "U0ANNA", "view": "V1"}, "does not see a modal"),
        ("home", {"user": "U0GONE"}, "nobody with the id"),
        ("shortcut", {"user": "U0ANNA", "message": "S1", "name": "x"}, "sees no message"),
        ("upload", {"platform": "slack", "user": "U0ANNA", "name": "x", "content": "?"}, "base64"),
        ("upload", {"platform": "slack", "user": "U0ANNA", "name": "x", "content": ""}, "empty file"),
    ],
)
async def test_what_nobody_could_do_there_is_refused_in_words(
    control: Control, path: str, body: Json, words: str
) -> None:
    status, answer = await control.ask("POST", f"/sandbox/{path}", body)

    assert status == 400
    assert words in answer["error"]


async def test_filling_in_what_is_not_asked_or_offered_is_refused(
    control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    view = await opened(slack, sandbox)

    for more in ({"salary": "1"}, {"metric": "rent"}, {"claim": ["a", "b"]}):
        status, _ = await control.ask("POST", "/sandbox/submit", submitting(view, **more))
        assert status == 400


async def test_the_page_hears_of_every_change_of_a_view(
    control: Control, slack: AsyncWebClient, sandbox: Sandbox
) -> None:
    async with control.session.get(f"{control.url}/sandbox/events") as events:
        await events.content.readuntil(b"\n\n")
        view = await opened(slack, sandbox)
        await slack.views_update(view_id=view, view=modal(title="Again"))
        await control.post("close", {"user": "U0ANNA", "view": view})
        heard = [(await events.content.readuntil(b"\n\n")).decode().split("\n")[0] for _ in range(3)]

    assert heard == ["event: view"] * 3
