"""The local DingTalk's forms, files and calendars are as strict as the documents, and a person can use them."""

from __future__ import annotations

import base64
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox.dingtalk import person as dingtalk_person
from bot.sandbox.dingtalk.state import union_id
from bot.sandbox.server import Sandbox
from tests.integration.sandbox.wire import CARD, PNG, SEED, Control, SetClock, Stream, card, quiet_ok

Json = dict[str, Any]
CREATE = "/card/instances/createAndDeliver"
DOWNLOAD = "/robot/messageFiles/download"
FIELDS: list[Json] = [
    {"name": "system", "type": "TEXT", "hidden": True, "defaultValue": "7"},
    {"name": "claim", "label": "哪里不对", "type": "TEXT_AREA", "required": True, "requiredMsg": "请写一句"},
    {"name": "day", "label": "哪一天", "type": "DATE"},
    {
        "name": "kind",
        "label": "哪一类",
        "type": "SELECT",
        "options": [{"value": "a", "text": "甲"}, {"value": "b", "text": "乙"}],
        "defaultValue": {"index": 1, "value": "b"},
    },
    {
        "name": "metrics",
        "label": "哪些",
        "type": "MULTI_SELECT",
        "options": [{"value": "x", "text": "一"}, {"value": "y", "text": "二"}],
    },
]


def form_card(fields: object = FIELDS, **changes: str) -> Json:
    values = {"title": "异议", "form": json.dumps({"fields": fields}), "form_status": "normal", "form_action": "raise"}
    return card(cardData={"cardParamMap": values | changes})


async def show(control: Control) -> str:
    status, answer = await control.open_api("POST", CREATE, form_card(), token=await control.token())
    assert status == 200, answer
    return str((await control.messages("dingtalk", "0421"))[-1]["id"])


def submission(message: str, **values: object) -> Json:
    return {"platform": "dingtalk", "user": "0421", "message": message, "values": values}


@pytest.mark.parametrize(
    "field",
    [
        {"type": "TEXT"},
        {"name": "a", "type": "RATING"},
        {"name": "a", "type": "TEXT", "help": "x"},
        {"name": "a", "type": "TEXT", "required": "true"},
        {"name": "a", "type": "TEXT", "defaultValue": 7},
        {"name": "a", "type": "DATE", "defaultValue": "3 Sep"},
        {"name": "a", "type": "TEXT", "options": [{"value": "a", "text": "b"}]},
        {"name": "a", "type": "SELECT"},
        {"name": "a", "type": "SELECT", "options": []},
        {"name": "a", "type": "SELECT", "options": [{"value": "a"}]},
        {"name": "a", "type": "SELECT", "options": [{"value": "a", "text": ""}]},
        {"name": "a", "type": "SELECT", "options": [{"value": "a", "text": "b"}] * 2},
        {"name": "a", "type": "SELECT", "options": [{"value": "a", "text": "b"}], "defaultValue": "a"},
        {
            "name": "a",
            "type": "SELECT",
            "options": [{"value": "a", "text": "b"}],
            "defaultValue": {"index": 1, "value": "a"},
        },
        {
            "name": "a",
            "type": "MULTI_SELECT",
            "options": [{"value": "a", "text": "b"}],
            "defaultValue": {"index": 0, "value": "a"},
        },
        {"name": "a", "type": "SWITCH", "defaultValue": "true"},
        "a",
    ],
)
async def test_a_field_that_no_client_could_show_is_refused(control: Control, field: object) -> None:
    status, answer = await control.open_api("POST", CREATE, form_card([field]), token=await control.token())

    assert (status, answer["code"]) == (400, "param.invalid")
    assert "fields[0]" in answer["message"]


@pytest.mark.parametrize(
    "changes",
    [{"form": "{oops"}, {"form": "[]"}, {"form": '{"fields": [], "title": "x"}'}, {"form_status": "open"}],
)
async def test_a_form_that_is_none_is_refused(control: Control, changes: Json) -> None:
    status, answer = await control.open_api("POST", CREATE, form_card(**changes), token=await control.token())

    assert (status, answer["code"]) == (400, "param.invalid")


async def test_two_fields_of_one_name_are_refused(control: Control) -> None:
    twice = [{"name": "a", "type": "TEXT"}] * 2
    status, _ = await control.open_api("POST", CREATE, form_card(twice), token=await control.token())

    assert status == 400


async def test_what_is_filled_in_goes_out_with_its_places_and_the_answer_changes_the_card(
    control: Control, stream: Stream
) -> None:
    answer = {
        "cardUpdateOptions": {"updateCardDataByKey": True},
        "cardData": {"cardParamMap": {"form_status": "disabled"}},
    }
    stream.answer = lambda frame: {"response": answer} if frame["headers"]["topic"] == CARD else quiet_ok(frame)
    await stream.connect()
    message = await show(control)

    outcome = await control.post("submit", submission(message, claim="不对", kind="a", metrics=["x", "y"]))
    heard = json.loads((await stream.next())["data"])

    assert outcome["ok"]
    private = json.loads(heard["content"])["cardPrivateData"]
    assert private["actionIds"] == ["form"]
    assert private["params"]["action"] == "raise"
    assert private["params"]["form"] == {
        "system": "7",
        "claim": "不对",
        "kind": {"index": 0, "value": "a"},
        "metrics": {"index": [0, 1], "value": ["x", "y"]},
    }
    (shown,) = await control.messages("dingtalk", "0421")
    assert shown["payload"]["cardData"]["cardParamMap"]["form_status"] == "disabled"
    status, refused = await control.ask("POST", "/sandbox/submit", submission(message, claim="不对"))
    assert (status, "disabled" in refused["error"]) == (400, True)


async def test_what_is_required_is_asked_for_by_the_client(control: Control, stream: Stream) -> None:
    await stream.connect()
    message = await show(control)

    outcome = await control.post("submit", submission(message, day="2026-09-03"))

    assert (outcome["ok"], outcome["error"], outcome["says"]) == (False, "required", "请写一句")
    assert stream.frames.empty()


@pytest.mark.parametrize(
    "values",
    [{"other": "x"}, {"system": "8"}, {"kind": "c"}, {"metrics": ["z"]}, {"day": "tomorrow"}, {"claim": ["a"]}],
)
async def test_nobody_can_fill_in_what_the_form_does_not_have(control: Control, values: Json) -> None:
    message = await show(control)

    status, _ = await control.ask("POST", "/sandbox/submit", submission(message, **({"claim": "不对"} | values)))

    assert status == 400


async def test_a_card_without_a_form_cannot_be_sent_in(control: Control) -> None:
    await control.open_api("POST", CREATE, card(), token=await control.token())
    (shown,) = await control.messages("dingtalk", "0421")

    status, refused = await control.ask("POST", "/sandbox/submit", submission(shown["id"]))

    assert (status, refused["error"]) == (400, "the card shows no form")


async def test_a_form_has_two_seconds_as_a_click_has(
    control: Control, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dingtalk_person, "CARD_SECONDS", 0.05)
    stream.answer = lambda frame: None if frame["headers"]["topic"] == CARD else quiet_ok(frame)
    await stream.connect()
    message = await show(control)

    outcome = await control.post("submit", submission(message, claim="不对"))

    assert (outcome["ok"], outcome["error"]) == (False, "timeout")


async def test_a_file_comes_with_a_code_and_the_code_leads_to_it_for_a_while(
    control: Control, stream: Stream, clock: SetClock
) -> None:
    await stream.connect()
    token = await control.token()
    content = base64.b64encode(b"a,b").decode()
    sent = {"platform": "dingtalk", "user": "0421", "name": "考勤.csv", "content": content}
    outcome = await control.post("upload", sent)
    heard = json.loads((await stream.next())["data"])

    assert outcome["acked"]
    assert heard["msgtype"] == "file"
    assert heard["content"]["fileName"] == "考勤.csv"
    assert "text" not in heard
    code = heard["content"]["downloadCode"]
    body = {"robotCode": "dingsandbox", "downloadCode": code}
    status, answer = await control.open_api("POST", DOWNLOAD, body, token=token)
    assert status == 200
    async with control.session.get(answer["downloadUrl"]) as file:
        assert await file.read() == b"a,b"
    clock.advance(3600)
    async with control.session.get(answer["downloadUrl"]) as file:
        assert file.status == 403
    unknown, refused = await control.open_api("POST", DOWNLOAD, body | {"downloadCode": "x"}, token=token)
    assert (unknown, refused["code"]) == (400, "invalidParameter.downloadCode.invalid")
    other, _ = await control.open_api("POST", DOWNLOAD, body | {"robotCode": "dingother"}, token=token)
    assert other == 404
    with_words, _ = await control.ask("POST", "/sandbox/upload", sent | {"text": "看看"})
    assert with_words == 400
    (shown,) = await control.messages("dingtalk", "0421")
    assert (shown["from"], shown["kind"], shown["payload"]["file"]["fileName"]) == ("user", "file", "考勤.csv")


async def test_over_the_months_budget_a_file_comes_without_its_code(control: Control, stream: Stream) -> None:
    await stream.connect()
    await control.faults(dingtalk={"quota_exhausted": 1})
    content = base64.b64encode(b"a").decode()
    await control.post("upload", {"platform": "dingtalk", "user": "0421", "name": "a.csv", "content": content})
    heard = json.loads((await stream.next())["data"])

    assert heard["errCode"] == 20001
    assert "content" not in heard


@pytest.mark.parametrize(
    ("name", "errcode"), [("a.zip", 0), ("a.PDF", 0), ("a.csv", 40005), ("a.json", 40005), ("a", 40005)]
)
async def test_a_robot_sends_office_files_and_archives_only(control: Control, name: str, errcode: int) -> None:
    token = await control.token()
    form = aiohttp.FormData()
    form.add_field("media", PNG, filename=name, content_type="application/octet-stream")
    url = f"{control.url}/dingtalk/oapi/media/upload?access_token={token}&type=file"
    async with control.session.post(url, data=form) as answer:
        kept = await answer.json()

    assert kept["errcode"] == errcode


def schedule(user: str, **changes: object) -> tuple[str, Json]:
    union = union_id(user)
    body: Json = {
        "userIds": [union],
        "startTime": "2026-03-09T00:00:00.000Z",
        "endTime": "2026-03-10T00:00:00.000Z",
    }
    return f"/calendar/users/{union}/querySchedule", body | changes


async def test_a_calendar_says_when_somebody_is_busy(control: Control, sandbox: Sandbox) -> None:
    plan = json.loads(json.dumps(SEED))
    (company,) = [company for company in plan["companies"] if company["platform"] == "dingtalk"]
    (zhang,) = [person for person in company["people"] if person["id"] == "0421"]
    zhang["busy"] = [["2026-03-09T09:00:00+08:00", "2026-03-09T10:00:00+08:00"]]
    sandbox.seed(plan)
    token = await control.token()
    path, body = schedule("0421")

    status, answer = await control.open_api("POST", path, body, token=token)
    _, later = await control.open_api("POST", path, body | {"startTime": "2026-03-09T03:00:00.000Z"}, token=token)

    assert status == 200
    (found,) = answer["scheduleInformation"]
    assert found["userId"] == union_id("0421")
    (item,) = found["scheduleItems"]
    assert item["status"] == "BUSY"
    assert item["start"] == {"dateTime": "2026-03-09T01:00:00.000Z", "timeZone": "UTC"}
    assert later["scheduleInformation"][0]["scheduleItems"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"startTime": "2026-03-09T00:00:00Z"}, "ParsedISO8601TimestampError"),
        ({"startTime": "2026-03-11T00:00:00.000Z"}, "invalidParameter.endTime"),
        ({"userIds": []}, "invalidParameter.userIds"),
    ],
)
async def test_a_calendar_wants_its_instants_in_one_spelling(control: Control, changes: Json, code: str) -> None:
    path, body = schedule("0421", **changes)

    status, answer = await control.open_api("POST", path, body, token=await control.token())

    assert (status, answer["code"]) == (400, code)


async def test_a_calendar_knows_nobody_by_the_id_of_the_chat(control: Control) -> None:
    _, body = schedule("0421")

    status, answer = await control.open_api(
        "POST", "/calendar/users/0421/querySchedule", body, token=await control.token()
    )

    assert (status, answer["code"]) == (400, "userId.notExist")


@pytest.mark.parametrize(
    "busy", [["x", "y"], ["2026-03-09T09:00:00", "2026-03-09T10:00:00"], ["2026-03-09T09:00:00+08:00"]]
)
async def test_a_seed_says_exactly_when_somebody_is_busy(control: Control, busy: list[str]) -> None:
    plan = json.loads(json.dumps(SEED))
    plan["companies"][-1]["people"][0]["busy"] = [busy]

    status, answer = await control.ask("POST", "/sandbox/seed", plan)

    assert status == 400
    assert "busy[0]" in answer["error"]
