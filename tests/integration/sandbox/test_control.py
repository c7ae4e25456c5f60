"""The controls: what a seed must be, what the page is told, and how the audit counts."""

from __future__ import annotations

import base64
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox, serve_in_thread
from tests.integration.sandbox.wire import PNG, SEED, Control, SetClock, card

Json = dict[str, Any]


def seed_with(**person: Any) -> Json:
    return {
        "companies": [{"key": "a", "name": "A", "platform": "slack", "people": [{"id": "U1", "name": "A", **person}]}]
    }


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ([], "seed is an object"),
        ({"company": []}, "'company' is not known here"),
        ({"companies": [{"key": "a", "name": "A"}]}, "companies[0]: platform is missing"),
        ({"companies": [{"key": "a", "name": "A", "platform": "teams"}]}, "companies[0].platform is one of"),
        ({"companies": SEED["companies"] + SEED["companies"][:1]}, "one company on each platform"),
        (seed_with(id="anna"), "a Slack user id is U or W"),
        (seed_with(name=""), "companies[0].people[0].name is a text that is not empty"),
        (seed_with(manager="U9"), "the manager 'U9' of 'U1' is not among them"),
        (seed_with(deleted="yes"), "deleted is true or false"),
        (seed_with(salary=1), "'salary' is not known here"),
        ({"templates": [{"name": "x"}]}, "templates[0].id"),
        ({"templates": [{"id": "plain"}]}, "ends in .schema"),
        ({"credentials": {"slack": {"bot_token": "secret"}}}, "starts with xoxb-"),
    ],
)
async def test_a_seed_that_cannot_be_is_refused_with_the_place(control: Control, seed: object, words: str) -> None:
    before = await control.get("state")
    status, answer = await control.ask("POST", "/sandbox/seed", seed)

    assert status == 400
    assert words in answer["error"]
    assert await control.get("state") == before


async def test_the_state_has_people_with_what_they_have_not_read(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="U0ANNA", text="one")
    await slack.chat_postMessage(channel="U0ANNA", text="two")
    before = await control.get("state")
    await control.get("messages", platform="slack", user="U0ANNA")
    after = await control.get("state")

    def anna(state: Json) -> Json:
        found: Json = next(person for person in state["people"] if person["id"] == "U0ANNA")
        return found

    assert anna(before)["unread"] == 2
    assert anna(before)["last"]["payload"]["text"] == "two"
    assert anna(after)["unread"] == 0
    assert before["clock"] == {"now": "2026-03-02T09:00:00+00:00"}
    assert before["connections"]["slack"] == {"connected": False, "count": 0}
    assert [company["key"] for company in before["companies"]] == ["adventure", "autoparts"]


async def test_the_audit_counts_lost_repeated_and_unknown_keys(control: Control, slack: AsyncWebClient) -> None:
    await control.faults(slack={"messages_per_second": 0})
    for key in ("a", "b", "b", "b", "stray"):
        metadata = {"event_type": "jinbu_delivery", "event_payload": {"key": key}}
        await slack.chat_postMessage(channel="U0ANNA", text="x", metadata=metadata)
    await slack.chat_postMessage(channel="U0ANNA", text="no key")
    await slack.chat_postMessage(channel="U0ANNA", text="no key")
    token = await control.token()
    await control.open_api("POST", "/card/instances/createAndDeliver", card("d"), token=token)

    audit = await control.post("audit", {"expected": ["a", "b", "c", "d"]})

    assert {name: audit[name] for name in ("received", "lost", "duplicates", "unknown")} == {
        "received": 8,
        "lost": 1,
        "duplicates": 2,
        "unknown": 1,
    }
    assert audit["lost_keys"] == ["c"]
    assert audit["duplicate_keys"] == ["b"]
    assert [(line["user"], line["count"]) for line in audit["without_key"]] == [("U0ANNA", 2)]


async def test_calls_are_counted_and_logged_without_their_bodies(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="U0ANNA", text="very private")
    await control.token()
    calls, log = await control.get("calls"), await control.get("log", limit="1")

    assert calls["slack"] == {"chat.postMessage": 1}
    assert calls["dingtalk"] == {"/v1.0/oauth2/accessToken": 1}
    assert len(log) == 1
    assert log[0]["method"] == "/v1.0/oauth2/accessToken"
    assert log[0]["status"] == "200"
    assert "very private" not in json.dumps(await control.get("log"))


async def test_the_page_hears_of_messages_changes_and_faults_as_they_happen(
    control: Control, slack: AsyncWebClient
) -> None:
    async with control.session.get(f"{control.url}/sandbox/events") as events:
        await events.content.readuntil(b"\n\n")
        await control.faults(slack={"slow_ms": 1})
        posted = await slack.chat_postMessage(channel="U0ANNA", text="x")
        await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="y")
        heard = [await events.content.readuntil(b"\n\n") for _ in range(3)]

    names = [line.decode().split("\n")[0] for line in heard]
    assert names == ["event: fault", "event: message", "event: update"]
    assert json.loads(heard[2].decode().split("data: ", 1)[1])["payload"]["text"] == "y"


async def test_the_gallery_keeps_what_it_is_given(control: Control) -> None:
    item = {"view": "help", "locale": "en", "platform": "slack", "payload": {"text": "x"}, "title": "Help"}
    await control.post("gallery", [item])
    status, _ = await control.ask("POST", "/sandbox/gallery", [{"view": "help"}])

    assert await control.get("gallery") == [item]
    assert status == 400


async def test_the_gallery_shows_its_pictures_beside_the_messages(control: Control) -> None:
    item = {"view": "help", "locale": "en", "platform": "slack", "payload": {"text": "x"}, "title": "Help"}
    await control.post("gallery", [item | {"pictures": {"trend": base64.b64encode(PNG).decode()}}])
    status, answer = await control.ask("POST", "/sandbox/gallery", [item | {"pictures": {"trend": "no picture"}}])

    assert await control.get("gallery") == [item]
    async with control.session.get(f"{control.url}/slack/files/trend") as shown:
        assert (await shown.read(), shown.content_type) == (PNG, "image/png")
    assert (status, answer["error"]) == (400, "pictures of the gallery are base64 by name")


async def test_a_reset_empties_conversations_and_calms_the_board(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="U0ANNA", text="x")
    await control.faults(slack={"slow_ms": 1})
    await control.post("reset")

    assert await control.messages("slack", "U0ANNA") == []
    assert (await control.get("faults"))["slack"]["slow_ms"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"platform": "slack", "user": "U0ANNA"}),
        ("say", {"platform": "slack", "user": "U0NOBODY", "text": "x"}),
        ("say", {"platform": "slack", "user": "U0ANNA", "text": "x", "group": "C0OTHER"}),
        ("say", {"platform": "dingtalk", "user": "0499", "text": "x"}),
        ("command", {"user": "U0ANNA", "command": "perf", "text": ""}),
        ("click", {"platform": "dingtalk", "user": "0421", "message": "C1", "action": "why"}),
        ("event", {"platform": "slack", "type": "earthquake", "user": "U0ANNA"}),
        ("disconnect", {"platform": "slack", "how": "politely"}),
        ("audit", {"expected": "all"}),
    ],
)
async def test_what_nobody_could_do_is_refused_in_words(control: Control, path: str, body: Json) -> None:
    status, answer = await control.ask("POST", f"/sandbox/{path}", body)

    assert status == 400
    assert len(answer["error"]) > 10


def test_a_sandbox_in_a_thread_of_its_own_serves_until_it_is_stopped() -> None:
    import asyncio

    handle = serve_in_thread(seed=SEED)

    async def look() -> int:
        async with aiohttp.ClientSession() as session, session.get(f"{handle.url}/sandbox/state") as answer:
            return len((await answer.json())["people"])

    assert asyncio.run(look()) == 6
    handle.stop()
    with pytest.raises(aiohttp.ClientError):
        asyncio.run(look())


async def test_two_simulated_days_pass_in_the_stamps(control: Control, slack: AsyncWebClient, clock: SetClock) -> None:
    first = await slack.chat_postMessage(channel="U0ANNA", text="x")
    second = await slack.chat_postMessage(channel="U0ANNA", text="x")
    clock.advance(86_400)
    third = await slack.chat_postMessage(channel="U0ANNA", text="x")

    stamps = [float(answer["ts"]) for answer in (first, second, third)]
    assert stamps[0] < stamps[1] < stamps[2]
    assert stamps[2] - stamps[0] >= 86_400
    assert (await control.messages("slack", "U0ANNA"))[2]["at"] == "2026-03-03T09:00:00+00:00"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8765"}, 200),
        ({"Host": "[::1]:8765"}, 200),
        ({"Origin": "http://127.0.0.1:8765"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "[::1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_only_this_machine_uses_the_controls_and_says_what_it_sends(
    headers: dict[str, str], status: int, sandbox: Sandbox
) -> None:
    asked = {"Content-Type": "application/json"} | headers

    async with aiohttp.ClientSession() as http:
        async with http.post(f"{sandbox.url}/sandbox/reset", data=b"{}", headers=asked) as answer:
            assert answer.status == status
        async with http.get(f"{sandbox.url}/sandbox/state", headers=headers) as looked:
            assert looked.status == (200 if status == 415 else status)
