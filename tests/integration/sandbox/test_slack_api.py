"""The local Slack's Web API refuses what the real one refuses, with the same words."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.integration.sandbox.wire import BUTTON, PNG, SEED, Control, SetClock

Json = dict[str, Any]
ACTIONS: Json = {"type": "actions", "elements": [BUTTON]}
KEY: Json = {"event_type": "jinbu_delivery", "event_payload": {"key": "k-1"}}


async def refusal(client: AsyncWebClient, method: str, **args: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    answer: Json = dict(caught.value.response.data)
    return answer


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.unheardOf", {}, "unknown_method"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "U0ANNA"}, "no_text"),
        ("chat.postMessage", {"channel": "U0NOBODY", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "D0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "U0GONE", "text": "x"}, "user_disabled"),
        ("chat.postMessage", {"channel": "U0SANDBOXBOT", "text": "x"}, "cannot_dm_bot"),
        ("chat.postMessage", {"channel": "U0ANNA", "blocks": "[oops"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "U0ANNA", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "U0ANNA", "text": "x", "metadata": {"key": "k"}}, "invalid_metadata_format"),
        ("chat.update", {"channel": "U0ANNA", "ts": "1.0", "text": "x"}, "channel_not_found"),
        ("chat.postEphemeral", {"channel": "C0SALES", "user": "U0GONE", "text": "x"}, "user_not_in_channel"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
        ("conversations.open", {"users": "U0ANNA,U0BORIS"}, "missing_scope"),
        ("conversations.history", {"channel": "U0ANNA"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0SALES", "cursor": "zzz"}, "invalid_cursor"),
        ("conversations.history", {"channel": "C0SALES", "limit": 5000}, "invalid_limit"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "gone@adventure.example"}, "users_not_found"),
        ("files.getUploadURLExternal", {"filename": "a.png"}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
        ("views.open", {"trigger_id": "1.2", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ],
)
async def test_a_bad_call_is_refused_by_name(slack: AsyncWebClient, method: str, args: Json, error: str) -> None:
    assert (await refusal(slack, method, **args))["error"] == error


@pytest.mark.parametrize("channel", ["D0PAIR", "G0TALK", "C0TALK"])
@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("chat.postMessage", {"text": "x"}),
        ("chat.postEphemeral", {"text": "x", "user": "U0ANNA"}),
        ("chat.update", {"text": "x", "ts": "1.0"}),
        ("chat.delete", {"ts": "1.0"}),
        ("conversations.history", {}),
        ("conversations.open", {}),
        ("files.completeUploadExternal", {}),
    ],
)
async def test_to_the_bot_there_is_no_conversation_that_it_is_not_in(
    slack: AsyncWebClient, control: Control, method: str, args: Json, channel: str
) -> None:
    if method.startswith("files."):
        address = await slack.files_getUploadURLExternal(filename="a.png", length=len(PNG))
        async with control.session.post(address["upload_url"], data=PNG):
            args = {"files": [{"id": address["file_id"]}], "channel_id": channel}
    else:
        args = {**args, "channel": channel}

    assert (await refusal(slack, method, **args))["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-somebody-else", "auth.test", "invalid_auth"),
        ("xapp-sandbox", "auth.test", "not_allowed_token_type"),
        ("xoxb-sandbox", "apps.connections.open", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_opens_nothing(control: Control, token: str, method: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    _, answer = await control.ask("POST", f"/slack/api/{method}", {}, headers=headers)

    assert answer == {"ok": False, "error": error}


async def test_scopes_are_told_and_a_missing_one_is_named(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.seed({**SEED, "credentials": {"slack": {"scopes": ["chat:write", "users:read"]}}})

    told = await slack.auth_test()
    refused = await refusal(slack, "conversations.open", users="U0ANNA")

    assert told.headers["x-oauth-scopes"] == "chat:write,users:read"
    assert refused == {"ok": False, "error": "missing_scope", "needed": "im:write", "provided": "chat:write,users:read"}
    user = (await slack.users_info(user="U0ANNA"))["user"]
    assert "email" not in user["profile"]


async def test_posting_to_a_person_opens_their_dm_and_keeps_the_key(slack: AsyncWebClient, control: Control) -> None:
    posted = await slack.chat_postMessage(
        channel="U0ANNA", text="Hello", blocks=[ACTIONS], metadata=KEY, unfurl_links=False, unfurl_media=False
    )
    opened = await slack.conversations_open(users="U0ANNA")

    assert posted["channel"] == opened["channel"]["id"]
    assert posted["channel"].startswith("D")
    bare = await slack.conversations_history(channel=posted["channel"])
    full = await slack.conversations_history(channel=posted["channel"], include_all_metadata=True)
    assert bare["messages"][0]["metadata"] == {"event_type": "jinbu_delivery"}
    assert full["messages"][0]["metadata"] == KEY
    assert full["messages"][0]["ts"] == posted["ts"]
    assert [m["key"] for m in await control.messages("slack", "U0ANNA")] == ["k-1"]


async def test_history_is_read_backwards_page_by_page_and_between_two_moments(
    slack: AsyncWebClient, control: Control
) -> None:
    await control.faults(slack={"messages_per_second": 0})
    stamps = [(await slack.chat_postMessage(channel="U0ANNA", text=str(n)))["ts"] for n in range(5)]
    channel = (await slack.conversations_open(users="U0ANNA"))["channel"]["id"]

    first = await slack.conversations_history(channel=channel, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await slack.conversations_history(channel=channel, limit=9, cursor=cursor)
    late = await slack.conversations_history(channel=channel, oldest=stamps[2])
    from_then = await slack.conversations_history(channel=channel, oldest=stamps[2], inclusive=True)

    assert [m["text"] for m in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    assert [m["text"] for m in rest["messages"]] == ["2", "1", "0"]
    assert not rest["has_more"]
    assert [m["text"] for m in late["messages"]] == ["4", "3"]
    assert [m["text"] for m in from_then["messages"]] == ["4", "3", "2"]


async def test_an_update_keeps_what_it_does_not_name_and_removes_what_is_empty(
    slack: AsyncWebClient, control: Control
) -> None:
    posted = await slack.chat_postMessage(channel="U0ANNA", text="Hello", blocks=[ACTIONS], metadata=KEY)
    place: Json = {"channel": posted["channel"], "ts": posted["ts"]}

    await slack.chat_update(**place, text="Hello again")
    (kept,) = await control.messages("slack", "U0ANNA")
    await slack.api_call("chat.update", json={**place, "text": "Bare", "blocks": [], "metadata": {}})
    (bare,) = await control.messages("slack", "U0ANNA")

    assert kept["payload"]["blocks"]
    assert kept["payload"]["metadata"] == KEY
    assert kept["edited"]
    assert bare["payload"] == {"text": "Bare"}
    assert bare["key"] == "k-1"
    long = await refusal(slack, "chat.update", **place, text="x" * 4001)
    lost = await refusal(slack, "chat.update", **{**place, "ts": "1.000000"}, text="x")
    assert (long["error"], lost["error"]) == ("msg_too_long", "message_not_found")


async def test_only_own_messages_can_be_changed_or_taken_back(slack: AsyncWebClient, control: Control) -> None:
    await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "mine"})
    channel = (await slack.conversations_open(users="U0ANNA"))["channel"]["id"]
    theirs = (await slack.conversations_history(channel=channel))["messages"][0]["ts"]
    own = (await slack.chat_postMessage(channel=channel, text="ours"))["ts"]

    assert (await refusal(slack, "chat.update", channel=channel, ts=theirs, text="x"))["error"] == "cant_update_message"
    assert (await refusal(slack, "chat.delete", channel=channel, ts=theirs))["error"] == "cant_delete_message"
    await slack.chat_delete(channel=channel, ts=own)
    assert [m["from"] for m in await control.messages("slack", "U0ANNA")] == ["user"]


async def test_very_long_text_is_cut_with_a_warning(slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="U0ANNA", text="x" * 40_001)

    assert posted["warning"] == "message_truncated"
    assert len(posted["message"]["text"]) == 40_000


async def test_one_conversation_takes_a_short_burst_and_then_one_message_a_second(
    slack: AsyncWebClient, clock: SetClock
) -> None:
    for _ in range(5):
        await slack.chat_postMessage(channel="U0ANNA", text="x")
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U0ANNA", text="x")
    await slack.chat_postMessage(channel="U0BORIS", text="x")
    clock.advance(1)
    await slack.chat_postMessage(channel="U0ANNA", text="x")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"


async def test_the_workspace_takes_so_many_messages_a_minute(
    slack: AsyncWebClient, control: Control, clock: SetClock
) -> None:
    await control.faults(slack={"messages_per_minute": 3, "messages_per_second": 0})
    for _ in range(3):
        await slack.chat_postMessage(channel="U0ANNA", text="x")
    clock.advance(20)
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U0BORIS", text="x")
    clock.advance(40)
    await slack.chat_postMessage(channel="U0BORIS", text="x")

    assert caught.value.response.headers["Retry-After"] == "40"


async def test_each_method_has_its_tier(slack: AsyncWebClient) -> None:
    for _ in range(20):
        await slack.users_list()
    with pytest.raises(SlackApiError) as caught:
        await slack.users_list()

    assert caught.value.response.headers["Retry-After"] == "60"


async def test_the_directory_has_bots_leavers_zones_and_pages(slack: AsyncWebClient) -> None:
    first = await slack.users_list(limit=2)
    rest = await slack.users_list(limit=9, cursor=first["response_metadata"]["next_cursor"])
    anna = (await slack.users_info(user="U0ANNA", include_locale=True))["user"]
    found = (await slack.users_lookupByEmail(email="Boris@Adventure.example"))["user"]

    ids = [member["id"] for member in first["members"] + rest["members"]]
    assert ids == ["USLACKBOT", "U0SANDBOXBOT", "U0ANNA", "U0BORIS", "U0GONE"]
    assert rest["members"][-1]["deleted"]
    assert rest["response_metadata"]["next_cursor"] == ""
    assert (anna["tz"], anna["tz_offset"], anna["locale"]) == ("Europe/Berlin", 3600, "en-US")
    assert found["id"] == "U0BORIS"


async def test_a_picture_is_announced_uploaded_completed_and_then_shown(
    slack: AsyncWebClient, control: Control
) -> None:
    announced = await slack.files_getUploadURLExternal(filename="trend.png", length=len(PNG))
    picture = {"type": "image", "alt_text": "Trend", "slack_file": {"id": announced["file_id"]}}
    early = await refusal(slack, "chat.postMessage", channel="U0ANNA", text="x", blocks=[picture])
    async with control.session.post(announced["upload_url"], data=PNG[:-1]) as short:
        assert short.status == 400
    uploaded = await slack.files_upload_v2(content=PNG, filename="trend.png", title="Trend")
    file = uploaded["file"]["id"]
    await slack.chat_postMessage(
        channel="U0ANNA", text="x", blocks=[{"type": "image", "alt_text": "Trend", "slack_file": {"id": file}}]
    )

    assert early["error"] == "invalid_blocks"
    assert early["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    async with control.session.get(f"{control.url}/slack/files/{file}") as shown:
        assert await shown.read() == PNG
        assert shown.content_type == "image/png"


async def test_a_file_that_is_no_picture_cannot_be_shown_as_one(slack: AsyncWebClient) -> None:
    uploaded = await slack.files_upload_v2(content=b"a,b\n1,2\n", filename="trend.csv", title="Figures")
    block = {"type": "image", "alt_text": "x", "slack_file": {"id": uploaded["file"]["id"]}}

    assert (await refusal(slack, "chat.postMessage", channel="U0ANNA", text="x", blocks=[block]))["errors"] == [
        "slack file is not an image [json-pointer:/blocks/0/slack_file]"
    ]


async def test_a_modal_needs_a_fresh_click_and_each_trigger_works_once(
    slack: AsyncWebClient, sandbox: Sandbox, clock: SetClock
) -> None:
    state = sandbox.slack
    view: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Review"}, "blocks": [{"type": "divider"}]}
    fresh, stale = state.trigger("U0ANNA"), state.trigger("U0ANNA")

    opened = await slack.views_open(trigger_id=fresh, view=view)
    again = await refusal(slack, "views.open", trigger_id=fresh, view=view)
    updated = await slack.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=view)
    raced = await refusal(slack, "views.update", view_id=updated["view"]["id"], hash=opened["view"]["hash"], view=view)
    clock.advance(4)
    late = await refusal(slack, "views.open", trigger_id=stale, view=view)
    made_up = await refusal(slack, "views.open", trigger_id="1.2.3", view=view)

    errors = [answer["error"] for answer in (again, raced, late, made_up)]
    assert errors == ["exchanged_trigger_id", "hash_conflict", "expired_trigger_id", "invalid_trigger_id"]


async def test_a_modal_with_inputs_needs_a_submit_button(slack: AsyncWebClient) -> None:
    element = {"type": "plain_text_input", "action_id": "a"}
    question = {"type": "input", "label": {"type": "plain_text", "text": "How?"}, "element": element}
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": [question]}

    refused = await refusal(slack, "views.open", trigger_id="1", view=view)

    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
        "[ERROR] missing required field: submit [json-pointer:/view]",
    ]


async def test_home_is_published_per_person(slack: AsyncWebClient) -> None:
    view: Json = {"type": "home", "blocks": [{"type": "divider"}]}

    published = await slack.views_publish(user_id="U0ANNA", view=view)
    nobody = await refusal(slack, "views.publish", user_id="U0GONE", view=view)

    assert published["view"]["type"] == "home"
    assert nobody["error"] == "user_not_found"


async def test_a_response_url_works_five_times_within_half_an_hour(
    control: Control, sandbox: Sandbox, clock: SetClock
) -> None:
    state = sandbox.slack
    url = state.response_url(state.dm("U0ANNA"), "U0ANNA")
    late = state.response_url(state.dm("U0ANNA"), "U0ANNA")

    async def respond(address: str, body: Json) -> tuple[int, str]:
        async with control.session.post(address, json=body) as answer:
            return answer.status, await answer.text()

    assert (await respond(url, {"blocks": [{"type": "foo"}]}))[0] == 400
    for _ in range(4):
        assert await respond(url, {"text": "x"}) == (200, "ok")
    assert "used_url" in (await respond(url, {"text": "x"}))[1]
    clock.advance(1801)
    assert "expired_url" in (await respond(late, {"text": "x"}))[1]
    assert [m["ephemeral"] for m in await control.messages("slack", "U0ANNA")] == [True] * 4
