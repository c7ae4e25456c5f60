"""The fault board: each fault does what it says on both platforms, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.integration.sandbox.wire import Control, Stream, card

Json = dict[str, Any]
CREATE = "/card/instances/createAndDeliver"
KEY: Json = {"event_type": "jinbu_delivery", "event_payload": {"key": "k-1"}}


async def test_a_lost_answer_was_accepted(control: Control, slack: AsyncWebClient) -> None:
    await control.faults(slack={"lost_answer": 1})
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0ANNA", text="x", metadata=KEY)
    await control.faults(slack={"lost_answer": 0})
    await slack.chat_postMessage(channel="U0ANNA", text="x", metadata=KEY)

    audit = await control.post("audit", {"expected": ["k-1"]})
    assert (audit["lost"], audit["duplicates"], audit["duplicate_keys"]) == (0, 1, ["k-1"])


async def test_a_refused_call_was_not_accepted(control: Control, slack: AsyncWebClient) -> None:
    await control.faults(slack={"refuse": 1})
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="U0ANNA", text="x", metadata=KEY)

    assert (await control.post("audit", {"expected": ["k-1"]}))["lost_keys"] == ["k-1"]


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        ("rate_limited", 429, "ratelimited"),
        ("server_error", 500, "internal_error"),
        ("token_expired", 200, "token_expired"),
        ("workspace_shut", 200, "org_login_required"),
    ],
)
async def test_slack_fails_as_it_does(
    control: Control, slack: AsyncWebClient, fault: str, status: int, error: str
) -> None:
    await control.faults(slack={fault: 1})
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U0ANNA", text="x")

    assert (caught.value.response.status_code, caught.value.response["error"]) == (status, error)
    assert not await control.messages("slack", "U0ANNA")


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("rate_limited", 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"),
        ("server_error", 500, "system.busy"),
        ("token_expired", 401, "InvalidAuthentication"),
        ("quota_exhausted", 403, "Forbidden.AccessDenied.ApiCountLimitForOrg"),
        ("template_missing", 400, "param.templateNotExist"),
        ("workspace_shut", 403, "Forbidden.AccessDenied.IpNotInWhiteList"),
        ("content_unsafe", 400, "param.contentUnsafe"),
    ],
)
async def test_dingtalk_fails_as_it_does(control: Control, fault: str, status: int, code: str) -> None:
    token = await control.token()
    await control.faults(dingtalk={fault: 1})
    answer = await control.open_api("POST", CREATE, card(), token=token)

    assert (answer[0], answer[1]["code"]) == (status, code)
    assert not await control.messages("dingtalk", "0421")


async def test_an_expired_token_stays_expired_until_a_new_one_is_fetched(control: Control) -> None:
    token = await control.token()
    await control.faults(dingtalk={"token_expired": 1})
    await control.open_api("POST", CREATE, card(), token=token)
    await control.faults(dingtalk={"token_expired": 0})
    old, _ = await control.open_api("POST", CREATE, card(), token=token)
    new, _ = await control.open_api("POST", CREATE, card(), token=await control.token())

    assert (old, new) == (401, 200)


async def test_a_lost_answer_to_a_card_leaves_it_there(control: Control) -> None:
    token = await control.token()
    await control.faults(dingtalk={"lost_answer": 1})
    with pytest.raises(aiohttp.ClientError):
        await control.open_api("POST", CREATE, card(), token=token)
    await control.faults(dingtalk={"lost_answer": 0})
    status, answer = await control.open_api("POST", CREATE, card(), token=token)

    assert (status, answer["code"]) == (400, "param.cardAlreadyExist")
    assert (await control.post("audit", {"expected": ["card-1"]}))["duplicates"] == 0


async def test_faults_reach_the_answers_outside_the_apis_too(
    control: Control, sandbox: Sandbox, stream: Stream
) -> None:
    respond = sandbox.slack.response_url(sandbox.slack.dm("U0ANNA"), "U0ANNA")
    await stream.connect()
    await control.post("say", {"platform": "dingtalk", "user": "0421", "text": "帮助"})
    webhook = json.loads((await stream.next())["data"])["sessionWebhook"]
    await control.faults(slack={"lost_answer": 1}, dingtalk={"lost_answer": 1})

    for address, body in ((respond, {"text": "x"}), (webhook, {"msgtype": "text", "text": {"content": "x"}})):
        with pytest.raises(aiohttp.ClientError):
            async with control.session.post(address, json=body):
                pass

    assert len(await control.messages("slack", "U0ANNA")) == 1
    assert [line["from"] for line in await control.messages("dingtalk", "0421")] == ["user", "bot"]


async def test_with_everything_going_wrong_the_audit_agrees_with_the_conversations(
    control: Control, slack: AsyncWebClient
) -> None:
    calm = {"messages_per_second": 0, "messages_per_minute": 0}
    chaos = {"lost_answer": 0.3, "refuse": 0.2, "rate_limited": 0.2, "server_error": 0.2, "token_expired": 0.1}
    await control.faults(slack={**calm, **chaos}, seed=11)
    answered: Counter[str] = Counter()
    for number in range(200):
        key = f"k-{number % 60}"
        metadata = {"event_type": "jinbu_delivery", "event_payload": {"key": key}}
        with suppress(aiohttp.ClientError, SlackApiError):
            await slack.chat_postMessage(channel=("U0ANNA", "U0BORIS")[number % 2], text="x", metadata=metadata)
            answered[key] += 1

    shown = await control.messages("slack", "U0ANNA") + await control.messages("slack", "U0BORIS")
    seen = Counter(message["key"] for message in shown)
    audit = await control.post("audit", {"expected": [f"k-{number}" for number in range(60)]})
    assert answered < seen, "some answers were lost although their message was shown"
    assert audit["received"] == seen.total()
    assert audit["lost"] == 60 - len(seen)
    assert audit["duplicates"] == seen.total() - len(seen)


async def test_the_punish_page_is_html_without_a_code(control: Control) -> None:
    await control.faults(dingtalk={"punish_page": 1})
    url = f"{control.url}/dingtalk/api/v1.0/oauth2/accessToken"
    async with control.session.post(url, json={}) as answer:
        assert answer.content_type == "text/html"
        assert "1111" in await answer.text()


@pytest.mark.parametrize(
    "board",
    [
        {"slack": {"gremlins": 1}},
        {"teams": {"refuse": 1}},
        {"slack": {"refuse": 2}},
        {"slack": {"refuse": "often"}},
        {"slack": {"slow_ms": -1}},
        {"dingtalk": {"repeat_card": "loud"}},
        {"seed": "lucky"},
        [],
    ],
)
async def test_a_board_that_cannot_be_is_refused_and_changes_nothing(control: Control, board: object) -> None:
    before = await control.get("faults")
    combined = {"slack": {"lost_answer": 0.5}, **board} if isinstance(board, dict) and "slack" not in board else board
    status, answer = await control.ask("PUT", "/sandbox/faults", combined)

    assert status == 400
    assert answer["error"]
    assert await control.get("faults") == before


async def test_the_same_seed_throws_the_same_dice(control: Control) -> None:
    async def throw() -> list[int]:
        await control.faults(slack={"rate_limited": 0.5, "tier_factor": 0}, seed=7)
        codes = []
        for _ in range(20):
            status, _ = await control.ask("POST", "/slack/api/auth.test", {})
            codes.append(status)
        return codes

    first, second = await throw(), await throw()

    assert first == second
    assert set(first) == {200, 429}
