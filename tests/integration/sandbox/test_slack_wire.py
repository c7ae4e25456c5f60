"""The real Bolt app over Socket Mode: what people do reaches it, and what it answers reaches them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from bot.sandbox.slack import delivery
from tests.integration.sandbox.wire import BUTTON, SEED, Control, SetClock

Connect = Callable[[], Awaitable[None]]
Json = dict[str, Any]


async def test_a_command_is_answered_in_its_ack(app: AsyncApp, connect: Connect, control: Control) -> None:
    @app.command("/perf")
    async def _(ack: AsyncAck, command: Json) -> None:
        await ack(f"{command['user_id']} wants {command['text']}")

    await connect()
    answer = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": "help"})

    assert answer["ok"]
    assert answer["ack"] == {"text": "U0ANNA wants help"}
    (shown,) = await control.messages("slack", "U0ANNA")
    assert shown["payload"]["text"] == "U0ANNA wants help"
    assert shown["ephemeral"]


async def test_a_command_without_an_ack_fails_before_the_persons_eyes(
    app: AsyncApp, connect: Connect, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.1)

    @app.command("/perf")
    async def _() -> None:
        await asyncio.Event().wait()

    await connect()
    answer = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": ""})

    assert not answer["ok"]
    assert answer["error"] == "operation_timeout"
    assert answer["says"] == '/perf failed with the error "operation_timeout"'


@pytest.mark.parametrize(("place", "name"), [("D0PAIR", "directmessage"), ("G0TALK", "G0TALK")])
async def test_a_command_works_where_the_bot_is_not_and_only_who_gave_it_sees_answers(
    place: str, name: str, app: AsyncApp, connect: Connect, control: Control
) -> None:
    clicks: asyncio.Queue[Json] = asyncio.Queue()

    @app.command("/perf")
    async def _(ack: AsyncAck, command: Json) -> None:
        assert (command["channel_id"], command["channel_name"]) == (place, name)
        await ack(text="Down", blocks=[{"type": "actions", "elements": [BUTTON]}])

    @app.action("why")
    async def _(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Because.", replace_original=False)
        clicks.put_nowait(body)

    await connect()
    await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": "", "channel": place})
    (shown,) = await control.messages("slack", "U0ANNA")
    await control.post("click", {"platform": "slack", "user": "U0ANNA", "message": shown["id"], "action": "why"})
    click = await asyncio.wait_for(clicks.get(), 5)

    assert click["container"]["is_ephemeral"]
    assert click["channel"] == {"id": place, "name": name}
    assert "message" not in click, "of what one person sees nothing is kept"
    assert [message["channel"] for message in await control.messages("slack", "U0ANNA")] == [place] * 2
    assert await control.messages("slack", "U0BORIS") == await control.messages("slack", place) == []


async def test_what_two_people_write_to_each_other_reaches_no_bot_but_has_its_shortcuts(
    app: AsyncApp, connect: Connect, control: Control
) -> None:
    used: asyncio.Queue[Json] = asyncio.Queue()

    @app.shortcut("mark")
    async def _(ack: AsyncAck, shortcut: Json) -> None:
        await ack()
        used.put_nowait(shortcut)

    await connect()
    said = await control.post("say", {"platform": "slack", "user": "U0BORIS", "text": "hi", "group": "D0PAIR"})
    await control.post("shortcut", {"user": "U0ANNA", "message": said["message"], "name": "mark"})
    shortcut = await asyncio.wait_for(used.get(), 5)

    assert not said["acked"]
    assert (shortcut["channel"]["id"], shortcut["message"]["user"]) == ("D0PAIR", "U0BORIS")


async def test_without_a_connection_a_command_is_not_delivered(control: Control) -> None:
    answer = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": ""})

    assert (answer["ok"], answer["error"]) == (False, "not_connected")


async def test_what_somebody_writes_arrives_escaped_and_is_answered(
    app: AsyncApp, connect: Connect, control: Control
) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.event("message")
    async def _(event: Json, say: AsyncSay) -> None:
        await say("noted")
        heard.put_nowait(event)

    await connect()
    answer = await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "A & B <now>"})
    event = await asyncio.wait_for(heard.get(), 5)

    assert answer["acked"]
    assert event["text"] == "A &amp; B &lt;now&gt;"
    assert event["channel_type"] == "im"
    assert [m["payload"]["text"] for m in await control.messages("slack", "U0ANNA")] == [event["text"], "noted"]


async def test_a_click_brings_its_value_and_may_be_answered_through_the_response_url(
    app: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    done = asyncio.Event()
    clicks: list[Json] = []

    @app.action("why")
    async def _(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        clicks.append(body)
        await respond(text="Because.", replace_original=True, blocks=[])
        done.set()

    await connect()
    await slack.chat_postMessage(channel="U0ANNA", text="Down", blocks=[{"type": "actions", "elements": [BUTTON]}])
    (shown,) = await control.messages("slack", "U0ANNA")
    click = {"platform": "slack", "user": "U0ANNA", "message": shown["id"], "action": "why"}
    assert (await control.post("click", click))["ok"]
    await asyncio.wait_for(done.wait(), 5)

    assert clicks[0]["actions"][0]["value"] == "row-7"
    assert clicks[0]["user"]["id"] == "U0ANNA"
    (after,) = await control.messages("slack", "U0ANNA")
    assert after["id"] == shown["id"]
    assert after["edited"]
    assert after["payload"] == {"text": "Because."}


async def test_nobody_can_click_what_is_not_there(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="U0ANNA", text="Down", blocks=[{"type": "actions", "elements": [BUTTON]}])
    (shown,) = await control.messages("slack", "U0ANNA")

    for user, action in (("U0ANNA", "other"), ("U0BORIS", "why"), ("U0GONE", "why")):
        click = {"platform": "slack", "user": user, "message": shown["id"], "action": action}
        status, answer = await control.ask("POST", "/sandbox/click", click)
        assert status == 400
        assert answer["error"]


async def test_an_event_that_is_not_acked_comes_again_at_once_after_a_minute_and_after_five(
    app: AsyncApp, connect: Connect, control: Control, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.05)
    heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    @app.middleware
    async def _(body: Json, req: AsyncBoltRequest, next_: Callable[[], Awaitable[None]]) -> None:
        heard.put_nowait((body["event_id"], req.headers["x-slack-retry-num"][0]))
        if heard.qsize() > 100:
            await next_()
        raise RuntimeError("the database is away")

    @app.error
    async def _(error: Exception) -> None:
        assert isinstance(error, RuntimeError)

    await connect()
    answer = await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "hello"})
    tries = [await asyncio.wait_for(heard.get(), 5) for _ in range(2)]
    assert not answer["acked"]
    for wait in (60, 300):
        await _given_up(control, times=len(tries))
        assert heard.empty()
        clock.advance(wait)
        tries.append(await asyncio.wait_for(heard.get(), 5))

    assert [attempt for _, attempt in tries] == ["0", "1", "2", "3"]
    assert len({event_id for event_id, _ in tries}) == 1


async def _given_up(control: Control, *, times: int) -> None:
    """Wait until so many deliveries of events have found no ack."""
    while [line["status"] for line in await control.get("log") if line["method"] == "events_api"] != [
        "timeout"
    ] * times:
        await control.get("state")


async def test_a_duplicate_has_a_new_envelope_and_the_same_event(
    app: AsyncApp, connect: Connect, control: Control
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def _(body: Json) -> None:
        heard.put_nowait(body["event_id"])

    await connect()
    await control.faults(slack={"duplicate_frame": 1})
    await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "hello"})

    assert await asyncio.wait_for(heard.get(), 5) == await asyncio.wait_for(heard.get(), 5)


async def test_a_socket_that_is_dropped_under_a_frame_gets_the_event_when_it_is_back(
    app: AsyncApp, connect: Connect, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ACK_SECONDS", 0.2)
    heard: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def _(body: Json) -> None:
        heard.put_nowait(body["event"]["text"])

    await connect()
    await control.faults(slack={"drop_socket": 1})
    await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "still there?"})
    await control.faults(slack={"drop_socket": 0})
    while not heard.empty():
        heard.get_nowait()
    await connect()

    assert await asyncio.wait_for(heard.get(), 5) == "still there?"


async def test_a_warning_makes_the_client_reconnect(app: AsyncApp, connect: Connect, control: Control) -> None:
    @app.command("/perf")
    async def _(ack: AsyncAck) -> None:
        await ack("here")

    await connect()
    await control.post("disconnect", {"platform": "slack", "how": "refresh_requested"})
    await connect()
    answer = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": ""})

    assert answer["ok"]


async def test_an_app_hears_only_what_its_scopes_allow(
    app: AsyncApp, connect: Connect, control: Control, sandbox: Sandbox
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def _(event: Json) -> None:
        heard.put_nowait(event["text"])

    @app.event("app_mention")
    async def _(event: Json) -> None:
        heard.put_nowait(event["text"])

    await connect()
    sandbox.seed({**SEED, "credentials": {"slack": {"scopes": ["chat:write", "app_mentions:read"]}}})
    await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "in private"})
    await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "in public", "group": "C0SALES"})
    command = {"user": "U0ANNA", "command": "/perf", "text": ""}
    status, answer = await control.ask("POST", "/sandbox/command", command)

    assert await asyncio.wait_for(heard.get(), 5) == "<@U0SANDBOXBOT> in public"
    assert heard.empty()
    assert status == 400
    assert "not a valid command" in answer["error"]


async def test_directory_events_carry_the_person(app: AsyncApp, connect: Connect, control: Control) -> None:
    heard: asyncio.Queue[Json] = asyncio.Queue()

    @app.event("user_change")
    async def _(event: Json) -> None:
        heard.put_nowait(event)

    await connect()
    await control.post("event", {"platform": "slack", "type": "user_change", "user": "U0ANNA"})

    event = await asyncio.wait_for(heard.get(), 5)
    assert event["user"]["tz"] == "Europe/Berlin"
