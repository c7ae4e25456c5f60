"""The local DingTalk's APIs refuse what the real ones refuse, and a 200 is not yet success."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from tests.integration.sandbox.wire import PNG, SEED, Control, SetClock, Stream, card

Json = dict[str, Any]
BATCH = "/robot/oToMessages/batchSend"
CREATE = "/card/instances/createAndDeliver"


@pytest.fixture
async def token(control: Control) -> str:
    return await control.token()


def words(**changes: Any) -> Json:
    body: Json = {
        "robotCode": "dingsandbox",
        "userIds": ["0421"],
        "msgKey": "sampleMarkdown",
        "msgParam": json.dumps({"title": "三月", "text": "**98.2%**"}, ensure_ascii=False),
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"robotCode": None}, 400, "invalidParameter.robotCode.empty"),
        ({"robotCode": "dingother"}, 404, "resource.not.found"),
        ({"userIds": []}, 400, "invalidParameter.userIds.empty"),
        ({"userIds": ["0421"] * 21}, 400, "invalidParameter.userIds.overMax"),
        ({"userIds": ["张三"]}, 400, "staffId.notExisted"),
        ({"msgKey": None}, 400, "invalidParameter.msgKey.empty"),
        ({"msgKey": "sampleImage"}, 400, "invalidParameter.msgKey.invalid"),
        ({"msgParam": {"title": "a", "text": "b"}}, 400, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "{oops"}, 400, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"title": "a"}'}, 400, "invalidParameter.msgParam.invalid"),
        ({"msgParam": '{"title": "a", "text": 7}'}, 400, "invalidParameter.msgParam.invalid"),
        ({"msgParam": json.dumps({"title": "a", "text": "中" * 6000})}, 400, "invalidParameter.msgParam.invalid"),
        ({"msgKey": "sampleImageMsg", "msgParam": '{"photoURL": "@x"}'}, 400, "invalidParameter.msgParam.invalid"),
    ],
)
async def test_a_bad_robot_message_is_refused(
    control: Control, token: str, changes: Json, status: int, code: str
) -> None:
    answer = await control.open_api("POST", BATCH, words(**changes), token=token)

    assert (answer[0], answer[1]["code"]) == (status, code)
    assert answer[1]["requestid"]
    assert not await control.messages("dingtalk", "0421")


async def test_who_has_left_is_only_named_in_a_200(control: Control, token: str) -> None:
    status, answer = await control.open_api("POST", BATCH, words(userIds=["0421", "0499", "nobody"]), token=token)

    assert status == 200
    assert answer["invalidStaffIdList"] == ["0499", "nobody"]
    (shown,) = await control.messages("dingtalk", "0421")
    assert shown["kind"] == "markdown"
    assert json.loads(shown["payload"]["msgParam"])["title"] == "三月"


async def test_read_status_follows_the_persons_eyes(control: Control, token: str) -> None:
    _, sent = await control.open_api("POST", BATCH, words(), token=token)
    query = f"/robot/oToMessages/readStatus?robotCode=dingsandbox&processQueryKey={sent['processQueryKey']}"

    _, before = await control.open_api("GET", query, {}, token=token)
    await control.get("messages", platform="dingtalk", user="0421")
    _, after = await control.open_api("GET", query, {}, token=token)

    assert before["messageReadInfoList"][0]["readStatus"] == "UNREAD"
    assert after["messageReadInfoList"][0]["readStatus"] == "READ"


async def test_a_group_hears_the_robot_that_is_in_it(control: Control, token: str) -> None:
    body = words(userIds=None, openConversationId="cidGROUP==")
    status, answer = await control.open_api("POST", "/robot/groupMessages/send", body, token=token)
    elsewhere = {**body, "openConversationId": "cidOTHER=="}
    refused, _ = await control.open_api("POST", "/robot/groupMessages/send", elsewhere, token=token)

    assert status == 200
    assert answer["processQueryKey"]
    assert refused == 400
    assert [m["kind"] for m in await control.messages("dingtalk", "cidGROUP==")] == ["markdown"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"cardTemplateId": None}, "param.cardTemplateIdEmpty"),
        ({"cardTemplateId": "other.schema"}, "param.templateNotExist"),
        ({"outTrackId": ""}, "param.outTrackIdEmpty"),
        ({"cardData": None}, "param.cardPublicDataEmpty"),
        ({"cardData": {"cardParamMap": {"count": 3}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"done": True}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"buttons": []}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"k" * 101: "v"}}}, "param.invalid"),
        ({"privateData": {"0421": {"cardParamMap": {"k": 1}}}}, "param.invalid"),
        ({"callbackType": "SOCKET"}, "param.invalid"),
        ({"openSpaceId": None}, "param.openSpaceIdEmpty"),
        ({"openSpaceId": "IM_ROBOT.0421"}, "param.openSpaceIdInvalid"),
        ({"openSpaceId": "dtv1.card//IM_ROBOT.0777"}, "param.userIdNotExist"),
        ({"imRobotOpenSpaceModel": None}, "param.openSpaceModelInvalid"),
        ({"imRobotOpenDeliverModel": None}, "param.openDeliverModelEmpty"),
        ({"imRobotOpenDeliverModel": {"robotCode": "dingsandbox"}}, "param.openDeliverModelError"),
        ({"openSpaceId": "dtv1.card//IM_GROUP.cidGROUP=="}, "param.openSpaceModelInvalid"),
    ],
)
async def test_a_bad_card_is_refused(control: Control, token: str, changes: Json, code: str) -> None:
    status, answer = await control.open_api("POST", CREATE, card(**changes), token=token)

    assert (status, answer["code"]) == (400, code)
    assert not await control.messages("dingtalk", "0421")


async def test_a_card_is_shown_with_what_is_meant_for_its_reader(control: Control, token: str) -> None:
    private = {"0421": {"cardParamMap": {"note": "只有您看得到"}}}
    status, answer = await control.open_api("POST", CREATE, card(privateData=private), token=token)

    assert status == 200
    assert answer["result"]["deliverResults"][0]["success"]
    (shown,) = await control.messages("dingtalk", "0421")
    assert shown["key"] == "card-1"
    assert shown["payload"]["cardData"]["cardParamMap"]["note"] == "只有您看得到"


async def test_a_card_for_somebody_who_has_left_fails_inside_a_200(control: Control, token: str) -> None:
    status, answer = await control.open_api("POST", CREATE, card(user="0499"), token=token)

    assert status == 200
    assert not answer["result"]["deliverResults"][0]["success"]


@pytest.mark.parametrize(("policy", "status"), [("refuse", 400), ("quiet", 200)])
async def test_a_repeated_card_never_shows_anything_new(control: Control, token: str, policy: str, status: int) -> None:
    await control.faults(dingtalk={"repeat_card": policy})
    await control.open_api("POST", CREATE, card(), token=token)
    other = card(cardData={"cardParamMap": {"title": "四月"}})
    repeated, answer = await control.open_api("POST", CREATE, other, token=token)

    assert repeated == status
    assert answer.get("code", "param.cardAlreadyExist") == "param.cardAlreadyExist"
    (shown,) = await control.messages("dingtalk", "0421")
    assert shown["payload"]["cardData"]["cardParamMap"]["title"] == "三月"
    assert (await control.post("audit", {"expected": ["card-1"]}))["duplicates"] == 0


async def test_an_update_replaces_everything_unless_it_says_by_key(control: Control, token: str) -> None:
    await control.open_api("POST", CREATE, card(), token=token)
    change: Json = {"outTrackId": "card-1", "cardData": {"cardParamMap": {"done": "true"}}}

    await control.open_api(
        "PUT", "/card/instances", {**change, "cardUpdateOptions": {"updateCardDataByKey": True}}, token=token
    )
    (merged,) = await control.messages("dingtalk", "0421")
    await control.open_api("PUT", "/card/instances", change, token=token)
    (replaced,) = await control.messages("dingtalk", "0421")
    unknown, refused = await control.open_api("PUT", "/card/instances", {**change, "outTrackId": "x"}, token=token)
    _, empty = await control.open_api("PUT", "/card/instances", {"outTrackId": "card-1"}, token=token)

    assert merged["payload"]["cardData"]["cardParamMap"]["title"] == "三月"
    assert merged["edited"]
    assert replaced["payload"]["cardData"]["cardParamMap"] == {"done": "true"}
    assert (unknown, refused["code"]) == (400, "param.cardNotExist")
    assert empty["code"] == "param.cardDataAndPrivateDataBothEmpty"


async def test_a_card_value_may_be_limited(control: Control, token: str) -> None:
    await control.faults(dingtalk={"card_value_bytes": 1024})
    long = card(cardData={"cardParamMap": {"body": "中" * 400}})

    assert (await control.open_api("POST", CREATE, long, token=token))[1]["code"] == "param.invalid"


async def test_tokens_are_asked_for_checked_and_grow_old(control: Control, token: str, clock: SetClock) -> None:
    bad = {"appKey": "dingsandbox", "appSecret": "guess"}
    status, refused = await control.ask("POST", "/dingtalk/api/v1.0/oauth2/accessToken", bad)
    missing, absent = await control.ask("POST", f"/dingtalk/api/v1.0{BATCH}", words())
    clock.advance(7200)
    old, expired = await control.open_api("POST", BATCH, words(), token=token)
    _, oapi = await control.ask("POST", f"/dingtalk/oapi/topapi/v2/user/get?access_token={token}", {"userid": "0421"})

    assert (status, refused["code"]) == (400, "invalidClientIdOrSecret")
    assert (missing, absent["code"]) == (400, "Missingx-acs-dingtalk-access-token")
    assert (old, expired["code"]) == (401, "InvalidAuthentication")
    assert oapi["errcode"] == 42001


async def test_a_missing_permission_is_named(control: Control, sandbox: Sandbox, token: str) -> None:
    sandbox.seed({**SEED, "credentials": {"dingtalk": {"permissions": ["qyapi_robot_sendmsg"]}}})

    status, answer = await control.open_api("POST", CREATE, card(), token=token)
    _, old = await control.ask("POST", f"/dingtalk/oapi/topapi/v2/user/get?access_token={token}", {"userid": "0421"})

    assert status == 403
    assert answer["code"] == "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    assert answer["accessdenieddetail"] == {"requiredScopes": ["Card.Instance.Write"]}
    assert (old["errcode"], old["sub_code"]) == (88, "60011")


async def test_an_api_takes_twenty_calls_a_second(control: Control, token: str, clock: SetClock) -> None:
    statuses = [(await control.open_api("POST", BATCH, words(), token=token))[0] for _ in range(20)]
    status, answer = await control.open_api("POST", BATCH, words(), token=token)
    other, _ = await control.open_api("POST", CREATE, card(), token=token)
    clock.advance(1)
    later, _ = await control.open_api("POST", BATCH, words(), token=token)

    assert statuses == [200] * 20
    assert (other, later) == (200, 200)
    assert (status, answer["code"]) == (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")


async def test_over_the_months_calls_they_are_refused_and_over_its_pushes_messages_come_without_words(
    control: Control, token: str, clock: SetClock, stream: Stream
) -> None:
    await control.faults(dingtalk={"calls_per_month": 2})
    await stream.connect()
    for _ in range(2):
        await control.open_api("POST", BATCH, words(), token=token)
    status, answer = await control.open_api("POST", BATCH, words(), token=token)
    free, _ = await control.ask("POST", f"/dingtalk/oapi/topapi/v2/user/get?access_token={token}", {"userid": "0421"})
    await control.post("say", {"platform": "dingtalk", "user": "0421", "text": "帮助"})
    still = json.loads((await stream.next())["data"])
    await control.faults(dingtalk={"pushes_per_month": 1})
    await control.post("say", {"platform": "dingtalk", "user": "0421", "text": "帮助"})
    blind = json.loads((await stream.next())["data"])
    month = (await control.get("calls"))["month"]
    clock.advance(31 * 86_400)
    fresh = await control.token()
    renewed, _ = await control.open_api("POST", BATCH, words(), token=fresh)

    assert (status, answer["code"]) == (403, "Forbidden.AccessDenied.ApiCountLimitForOrg")
    assert free == 200
    assert still["text"]["content"] == "帮助"
    assert "text" not in blind
    assert blind["errCode"] == 20001
    assert month == {"metered_calls": 2, "metered_calls_limit": 2, "pushes": 2, "pushes_limit": 1}
    assert renewed == 200


async def test_an_api_that_does_not_exist_is_not_found(control: Control, token: str) -> None:
    status, answer = await control.open_api("POST", "/robot/otoMessages/batchSend", words(), token=token)

    assert (status, answer["code"]) == (404, "InvalidAction.NotFound")


async def test_the_directory_answers_by_id_by_number_and_by_department(control: Control) -> None:
    query = {"appkey": "dingsandbox", "appsecret": "sandbox-secret"}
    _, given = await control.ask("GET", "/dingtalk/oapi/gettoken", params=query)

    async def ask(path: str, body: Json) -> Json:
        url = f"/dingtalk/oapi/topapi/v2/{path}?access_token={given['access_token']}"
        answer: Json = (await control.ask("POST", url, body))[1]
        return answer

    li = (await ask("user/get", {"userid": "0422"}))["result"]
    departments = (await ask("department/listsub", {"dept_id": 1}))["result"]
    page = {"dept_id": departments[0]["dept_id"], "cursor": 0, "size": 100}
    members = (await ask("user/list", page))["result"]

    assert (li["name"], li["manager_userid"]) == ("李四", "0421")
    assert li["unionid"] != "0422"
    assert [department["name"] for department in departments] == ["一线", "二线"]
    assert [member["userid"] for member in members["list"]] == ["0421"]
    assert not members["has_more"]
    assert (await ask("user/getbymobile", {"mobile": "13800000002"}))["result"] == {"userid": "0422"}
    gone = await ask("user/get", {"userid": "0499"})
    assert gone["errcode"] == 60121
    assert (await ask("user/list", {**page, "size": 101}))["errcode"] == 40035
    assert (await ask("user/list", {**page, "dept_id": 99}))["errcode"] == 60003
    _, wrong = await control.ask("GET", "/dingtalk/oapi/gettoken", params={**query, "appsecret": "guess"})
    assert wrong["errcode"] == 40089


async def test_a_picture_is_uploaded_and_then_shown(control: Control, token: str) -> None:
    async def upload(content: bytes, kind: str) -> Json:
        form = aiohttp.FormData()
        form.add_field("type", kind)
        form.add_field("media", content, filename="trend.png", content_type="image/png")
        url = f"{control.url}/dingtalk/oapi/media/upload?access_token={token}"
        async with control.session.post(url, data=form) as answer:
            kept: Json = await answer.json()
            return kept

    kept = await upload(PNG, "image")
    message = words(msgKey="sampleImageMsg", msgParam=json.dumps({"photoURL": kept["media_id"]}))
    status, _ = await control.open_api("POST", BATCH, message, token=token)

    assert kept["errcode"] == 0
    assert status == 200
    async with control.session.get(f"{control.url}/dingtalk/media/{kept['media_id']}") as shown:
        assert await shown.read() == PNG
    assert (await upload(b"a,b", "image"))["errcode"] == 40005
    assert (await upload(PNG, "painting"))["errcode"] == 40004
    assert (await control.messages("dingtalk", "0421"))[0]["kind"] == "picture"


async def test_a_session_webhook_answers_in_its_conversation_until_it_expires(
    control: Control, stream: Stream, clock: SetClock
) -> None:
    await stream.connect()
    await control.post("say", {"platform": "dingtalk", "user": "0421", "text": "帮助"})
    heard = json.loads((await stream.next())["data"])
    webhook = f"{control.url}{urlsplit(heard['sessionWebhook']).path}?{urlsplit(heard['sessionWebhook']).query}"

    async def reply(body: object) -> int:
        async with control.session.post(webhook, json=body) as answer:
            assert answer.status == 200
            return int((await answer.json())["errcode"])

    assert parse_qs(urlsplit(webhook).query)["session"]
    assert await reply({"msgtype": "markdown", "markdown": {"title": "帮助", "text": "- 我"}}) == 0
    assert await reply({"msgtype": "markdown", "markdown": {"text": "- 我"}}) == 400105
    assert await reply({"msgtype": "interactiveCard"}) == 400107
    clock.advance(5401)
    assert await reply({"msgtype": "text", "text": {"content": "x"}}) == 300001
    assert [m["kind"] for m in await control.messages("dingtalk", "0421")] == ["text", "markdown"]
