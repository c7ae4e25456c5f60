"""DingTalk's stream: tickets, frames, acks, clicks with their answer, keep-alive, goodbyes and repeats."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote_plus

import pytest
import websockets
from dingtalk_stream import AckMessage, CallbackHandler, CallbackMessage, Credential, DingTalkStreamClient
from dingtalk_stream.chatbot import ChatbotMessage

from bot.sandbox.dingtalk import person as dingtalk_person
from bot.sandbox.dingtalk import stream as dingtalk_stream_server
from bot.sandbox.server import TICK_SECONDS
from tests.integration.sandbox.wire import CARD, ROBOT, Control, SetClock, Stream, card, quiet_ok

Json = dict[str, Any]
OPEN = "/dingtalk/api/v1.0/gateway/connections/open"
GOOD: Json = {
    "clientId": "dingsandbox",
    "clientSecret": "sandbox-secret",
    "subscriptions": [{"type": "CALLBACK", "topic": ROBOT}],
}
HELLO: Json = {"platform": "dingtalk", "user": "0421", "text": "帮助"}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"clientSecret": "guess"}, 401, "authFailed"),
        ({"clientId": ""}, 400, "invalidParameter"),
        ({"subscriptions": []}, 400, "invalidParameter"),
        ({"subscriptions": [{"type": "EVENT", "topic": "user_add_org"}]}, 400, "invalidParameter"),
        ({"subscriptions": [{"type": "SYSTEM", "topic": "ping"}]}, 400, "invalidParameter"),
    ],
)
async def test_a_bad_gateway_request_is_refused(control: Control, changes: Json, status: int, code: str) -> None:
    answer = await control.ask("POST", OPEN, {**GOOD, **changes})

    assert (answer[0], answer[1]["code"]) == (status, code)


async def test_a_ticket_works_once_and_for_ninety_seconds(control: Control, clock: SetClock) -> None:
    async def knock(ticket: str) -> int:
        query = {"ticket": ticket}
        headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        headers["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
        async with control.session.get(f"{control.url}/dingtalk/connect", params=query, headers=headers) as answer:
            return answer.status

    _, first = await control.ask("POST", OPEN, GOOD)
    _, second = await control.ask("POST", OPEN, GOOD)

    assert await knock(first["ticket"]) == 101
    assert await knock(first["ticket"]) == 401
    clock.advance(91)
    assert await knock(second["ticket"]) == 401


async def test_the_sdks_own_frames_and_handlers_understand_it(control: Control) -> None:
    heard: list[str] = []

    class Robot(CallbackHandler):  # type: ignore[misc] # the SDK has no types
        async def process(self, message: CallbackMessage) -> tuple[int, str]:
            incoming = ChatbotMessage.from_dict(message.data)
            heard.append(f"{incoming.sender_staff_id}: {incoming.text.content}")
            return AckMessage.STATUS_OK, "OK"

    client = DingTalkStreamClient(Credential("dingsandbox", "sandbox-secret"))
    client.register_callback_handler(ROBOT, Robot())
    _, opened = await control.ask("POST", OPEN, GOOD)
    async with websockets.connect(f"{opened['endpoint']}?ticket={quote_plus(opened['ticket'])}") as socket:
        client.websocket = socket
        said = asyncio.create_task(control.post("say", HELLO))
        await client.route_message(json.loads(await socket.recv()))
        answer = await said

    assert heard == ["0421: 帮助"]
    assert answer["acked"]


async def test_in_a_group_the_text_comes_after_the_at_with_a_space(control: Control, stream: Stream) -> None:
    await stream.connect()
    await control.post("say", {**HELLO, "group": "cidGROUP=="})
    heard = json.loads((await stream.next())["data"])

    assert heard["conversationType"] == "2"
    assert heard["conversationId"] == "cidGROUP=="
    assert heard["text"] == {"content": " 帮助"}
    assert heard["isInAtList"]


async def test_an_unanswered_message_comes_again_after_a_minute_under_another_message_id(
    control: Control, stream: Stream, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_person, "ROBOT_SECONDS", 0.05)
    stream.answer = lambda _frame: None
    await stream.connect()
    answer = await control.post("say", HELLO)
    first = await stream.next()
    assert not answer["acked"]
    assert stream.frames.empty()
    stream.answer = quiet_ok
    clock.advance(60)
    second = await stream.next()
    clock.advance(600)
    await control.post("say", {**HELLO, "text": "还在吗"})
    third = await stream.next()

    assert json.loads(first["data"])["msgId"] == json.loads(second["data"])["msgId"]
    assert first["headers"]["messageId"] != second["headers"]["messageId"]
    assert json.loads(third["data"])["text"] == {"content": "还在吗"}, "what was answered does not come again"


async def test_repeats_come_once_a_minute_and_end_after_three(
    control: Control, stream: Stream, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_person, "ROBOT_SECONDS", 0.02)
    stream.answer = lambda _frame: None
    await stream.connect()
    await control.post("say", HELLO)
    ids = [json.loads((await stream.next())["data"])["msgId"]]
    for _ in range(3):
        clock.advance(59)
        assert not await _something_comes(stream)
        clock.advance(1)
        ids.append(json.loads((await stream.next())["data"])["msgId"])
    clock.advance(3600)

    assert not await _something_comes(stream)
    assert len(set(ids)) == 1


async def _something_comes(stream: Stream) -> bool:
    """Give the sandbox several of its ticks to send something."""
    try:
        stream.frames.put_nowait(await stream.next(4 * TICK_SECONDS))
    except TimeoutError:
        return False
    return True


async def test_a_late_answer_still_stops_the_repeats(
    control: Control, stream: Stream, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_person, "ROBOT_SECONDS", 0.05)
    stream.answer = lambda _frame: None
    await stream.connect()
    await control.post("say", HELLO)
    late = await stream.next()
    assert stream.socket is not None
    ack = {"code": 200, "headers": {"messageId": late["headers"]["messageId"]}, "data": '{"response": null}'}
    await stream.socket.send_json(ack)
    stream.answer = quiet_ok
    await control.post("say", {**HELLO, "text": "second"})
    clock.advance(61)
    await control.post("say", {**HELLO, "text": "third"})

    texts = [json.loads((await stream.next())["data"])["text"]["content"] for _ in range(2)]
    assert texts == ["second", "third"]


async def test_an_event_must_be_answered_with_success(control: Control, stream: Stream, clock: SetClock) -> None:
    stream.answer = lambda _frame: {"status": "LATER", "message": "busy"}
    await stream.connect()
    event = {"platform": "dingtalk", "type": "user_leave_org", "user": "0499"}
    await control.post("event", event)
    first = await stream.next()
    stream.answer = quiet_ok
    clock.advance(60)
    second = await stream.next()

    assert first["headers"]["eventType"] == "user_leave_org"
    assert json.loads(first["data"])["userId"] == ["0499"]
    assert first["headers"]["eventId"] == second["headers"]["eventId"]
    assert first["headers"]["messageId"] != second["headers"]["messageId"]


async def show_card(control: Control, **changes: Any) -> str:
    token = await control.token()
    status, answer = await control.open_api("POST", "/card/instances/createAndDeliver", card(**changes), token=token)
    assert status == 200, answer
    shown = (await control.messages("dingtalk", "0421"))[-1]
    return str(shown["id"])


async def test_a_click_calls_back_and_its_answer_changes_the_card_for_the_clicker(
    control: Control, stream: Stream
) -> None:
    answer: Json = {
        "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        "cardData": {"cardParamMap": {"done": "true"}},
        "userPrivateData": {"cardParamMap": {"note": "谢谢"}},
    }
    stream.answer = lambda frame: {"response": answer} if frame["headers"]["topic"] == CARD else quiet_ok(frame)
    await stream.connect()
    message = await show_card(control)
    press: Json = {"platform": "dingtalk", "user": "0421", "message": message, "action": "why"}
    outcome = await control.post("click", press)
    heard = json.loads((await stream.next())["data"])
    again, refused = await control.ask("POST", "/sandbox/click", press)

    assert outcome["ok"]
    assert outcome["ack"] == answer
    assert heard["outTrackId"] == "card-1"
    assert heard["userId"] == "0421"
    assert json.loads(heard["content"])["cardPrivateData"] == {"actionIds": ["why"], "params": {"action": "why"}}
    (shown,) = await control.messages("dingtalk", "0421")
    values = shown["payload"]["cardData"]["cardParamMap"]
    assert (values["title"], values["done"], values["note"]) == ("三月", "true", "谢谢")
    assert again == 400
    assert "done" in refused["error"]


async def test_an_answer_with_anything_but_strings_fails_for_the_clicker(control: Control, stream: Stream) -> None:
    stream.answer = lambda _frame: {"response": {"cardData": {"cardParamMap": {"done": True}}}}
    await stream.connect()
    message = await show_card(control)
    press = {"platform": "dingtalk", "user": "0421", "message": message, "action": "why"}
    outcome = await control.post("click", press)

    assert not outcome["ok"]
    assert "must be a string" in outcome["error"]
    assert "done" not in (await control.messages("dingtalk", "0421"))[0]["payload"]["cardData"]["cardParamMap"]


async def test_a_click_that_is_not_answered_in_time_fails_and_never_comes_again(
    control: Control, stream: Stream, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_person, "CARD_SECONDS", 0.05)
    stream.answer = lambda frame: None if frame["headers"]["topic"] == CARD else quiet_ok(frame)
    await stream.connect()
    message = await show_card(control)
    press = {"platform": "dingtalk", "user": "0421", "message": message, "action": "why"}
    outcome = await control.post("click", press)
    await stream.next()
    clock.advance(120)
    await control.post("say", HELLO)

    assert (outcome["ok"], outcome["error"]) == (False, "timeout")
    assert (await stream.next())["headers"]["topic"] == ROBOT


async def test_a_card_without_a_callback_type_never_calls_back(control: Control, stream: Stream) -> None:
    await stream.connect()
    message = await show_card(control, callbackType=None)
    press = {"platform": "dingtalk", "user": "0421", "message": message, "action": "why"}
    outcome = await control.post("click", press)

    assert outcome["error"] == "no_callback"
    assert stream.frames.empty()


async def test_a_push_goes_to_one_connection_that_subscribed_to_it(control: Control, stream: Stream) -> None:
    other = Stream(control)
    await stream.connect(ROBOT)
    await other.connect(CARD)
    message = await show_card(control)
    for _ in range(5):
        await control.post("say", HELLO)
    await control.post("click", {"platform": "dingtalk", "user": "0421", "message": message, "action": "why"})
    await other.close()

    assert stream.frames.qsize() == 5
    assert other.frames.qsize() == 1


async def test_the_server_pings_and_leaves_who_does_not_answer(stream: Stream, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dingtalk_stream_server, "PING_SECONDS", 0.05)
    await stream.connect()
    opaque = [json.loads((await stream.next())["data"])["opaque"] for _ in range(2)]
    assert stream.socket is not None
    assert not stream.socket.closed
    assert opaque[0] != opaque[1]

    stream.answer = lambda _frame: {"opaque": "wrong"}
    await asyncio.wait_for(stream._task, 5) if stream._task else None

    assert stream.socket.closed


async def test_after_a_goodbye_nothing_more_comes_over_that_socket(
    control: Control, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_stream_server, "GOODBYE_SECONDS", 0.05)
    await stream.connect()
    await control.post("disconnect", {"platform": "dingtalk", "how": "expired"})
    goodbye = await stream.next()
    answer = await control.post("say", HELLO)
    await asyncio.wait_for(stream._task, 5) if stream._task else None

    assert goodbye["headers"]["topic"] == "disconnect"
    assert not answer["acked"]
    assert stream.socket is not None
    assert stream.socket.closed


async def test_a_duplicate_has_another_message_id_and_the_same_msg_id(control: Control, stream: Stream) -> None:
    await stream.connect()
    await control.faults(dingtalk={"duplicate_frame": 1})
    await control.post("say", HELLO)
    first, second = await stream.next(), await stream.next()

    assert json.loads(first["data"])["msgId"] == json.loads(second["data"])["msgId"]
    assert first["headers"]["messageId"] != second["headers"]["messageId"]
