"""Forms, files, accounts and calendars on DingTalk, against the local one."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.errors import InDoubt, Rejected, Unanswered, Unreachable
from bot.kit.identity import Identity
from bot.messages.answers import read
from bot.messages.card import Action, Attachment, Button, Card, Choices, Heading, Text
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Notice, ProfileChange, RejectedForm, Saying, Settled, Submission, Upload
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.connect import DingTalkPlatform
from bot.runtime.clockwork import SystemClock
from bot.sandbox.company import DINGTALK_PERMISSIONS
from tests.wire import ANA, BEN, KeptNumbers, Wire, said, seed, since, wire, words

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply

Json = dict[str, Any]

DISPUTE = Form(
    kind="dispute",
    title="对九月次品率提出异议",
    fields=(
        TextField("claim", "哪里不对", long=True),
        NumberField("value", "应该是多少", hint="如35%", required=False, unit="ratio", maximum=Decimal(1)),
        DateField("day", "哪一天", required=False),
        SelectField("kind", "哪一类", (Option("data", "数据不对"), Option("rule", "标准不合适"))),
        SeveralField(
            "metrics", "涉及哪些指标", (Option("defects", "次品率"), Option("output", "产量")), required=False
        ),
    ),
    submit="提交",
    action=Action("dispute.raise", (("metric", "defects"),)),
    opener=Action("dispute"),
    intro="主管会看到你写的内容。",
    locale="zh-CN",
)
TODAY = date(2026, 11, 26)
FILLED: Json = {"claim": "第3批是供应商的", "value": "35%", "kind": "data", "metrics": ["defects", "output"]}


def help_card(text: str = "帮助") -> Card:
    return Card("help", "帮助", (Heading("帮助"), Text(text)), "zh-CN")


def robot(link: Wire) -> DingTalkPlatform:
    assert isinstance(link.platform, DingTalkPlatform)
    return link.platform


async def submit(link: Wire, message: Json, values: Json, *, user: str = "") -> Json:
    body = {"platform": "dingtalk", "user": user or message["user"], "message": message["id"], "values": values}
    return await link.control("/sandbox/submit", body)


def shown(message: Json) -> Json:
    """Return the variables of a card, its form as an object."""
    values: Json = dict(message["payload"]["cardData"]["cardParamMap"])
    return values | {"form": json.loads(values.get("form") or '{"fields": []}')}


def standing(message: Json) -> Json:
    """Return what stands in a card's form."""
    return {field["name"]: field.get("defaultValue") for field in shown(message)["form"]["fields"]}


async def opened(link: Wire, *, then: Reply = None) -> Json:
    """Ask for the form, and answer what is sent in with ``then``."""

    async def handle(inbound: Inbound) -> Reply:
        return then if isinstance(inbound, Submission) else DISPUTE

    link.handle = handle
    await link.say("异议")
    (message,) = await link.got()
    return message


async def test_a_form_is_a_card_whose_answers_reach_its_route() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link, then=Notice("已记下。"))

        answer = await submit(link, message, FILLED)

        assert answer["ok"], answer
        assert shown(message)["form_status"] == "normal"
        assert "主管会看到" in shown(message)["body"]
        sent = (await link.heard(2))[1]
        assert isinstance(sent, Submission)
        assert sent.action == DISPUTE.action
        assert sent.values == {**FILLED, "metrics": ("defects", "output")}
        assert read(DISPUTE, sent.values, today=TODAY).number("value") == Decimal("0.35")
        after, notice = await link.got(2)
        assert (shown(after)["form_status"], shown(after)["form_btn_text"]) == ("disabled", "已提交")
        assert standing(after) == {
            "claim": "第3批是供应商的",
            "value": "35%",
            "day": None,
            "kind": {"index": 0, "value": "data"},
            "metrics": {"index": [0, 1], "value": ["defects", "output"]},
        }
        assert "已记下。" in words(notice)


async def test_an_answer_that_does_not_fit_stays_in_the_form_which_says_what_is_wrong() -> None:
    async def handle(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        try:
            read(DISPUTE, inbound.values, today=TODAY)
        except Unanswered:
            return RejectedForm(replace(DISPUTE, problems={"value": "看不懂这个数"}).filled(inbound.values))
        return help_card("谢谢")

    async with wire("dingtalk") as link:
        link.handle = handle
        await link.say("异议")
        (message,) = await link.got()

        first = await submit(link, message, FILLED | {"value": "很多"})
        (wrong,) = await link.messages()
        second = await submit(link, message, FILLED)

        assert first["ok"]
        assert second["ok"]
        assert "应该是多少" in shown(wrong)["body"]
        assert "看不懂这个数" in shown(wrong)["body"]
        assert shown(wrong)["form_status"] == "normal"
        assert standing(wrong)["value"] == "很多"
        assert standing(wrong)["claim"] == FILLED["claim"]
        after, thanks = await link.got(2)
        assert "看不懂" not in words(after)
        assert shown(after)["form_status"] == "disabled"
        assert "谢谢" in words(thanks)


async def test_what_is_required_is_asked_for_before_anything_is_sent() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link)

        answer = await submit(link, message, {"claim": "x"})

        assert (answer["ok"], answer["error"]) == (False, "required")
        assert len(link.arrivals) == 1


async def test_a_form_that_was_sent_in_can_only_be_read() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link)
        await submit(link, message, FILLED)

        body = {"platform": "dingtalk", "user": message["user"], "message": message["id"], "values": FILLED}
        async with link.http.post(f"{link.sandbox.url}/sandbox/submit", json=body) as refused:
            assert refused.status == 400
            assert "disabled" in (await refused.json())["error"]


async def test_the_same_answers_twice_have_one_effect() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link, then=Notice("已记下。"))
        await link.fault(duplicate_frame=1)

        await submit(link, message, FILLED)
        await link.got(2)

        assert len([arrival for arrival in link.arrivals if isinstance(arrival, Submission)]) == 1


async def test_a_slow_handler_is_acknowledged_in_time_and_its_card_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER", 0.1)
    waiting = asyncio.Event()

    async def handle(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        await waiting.wait()
        return help_card("谢谢")

    async with wire("dingtalk") as link:
        link.handle = handle
        await link.say("异议")
        (message,) = await link.got()

        answer = await submit(link, message, FILLED)
        (before,) = await link.messages()
        waiting.set()
        after, _ = await link.got(2)

        assert answer["ok"]
        assert answer["seconds"] < 2
        assert shown(before)["form_status"] == "normal"
        assert shown(after)["form_status"] == "disabled"
        assert standing(after)["claim"] == FILLED["claim"]


async def test_a_form_may_lead_to_another() -> None:
    async with wire("dingtalk") as link:
        second = Form(
            kind="note",
            title="补充说明",
            fields=(TextField("note", "说明"),),
            submit="提交",
            action=Action("note.add"),
            opener=Action("note"),
        )
        message = await opened(link, then=second)

        await submit(link, message, FILLED)

        first, other = await link.got(2)
        assert shown(first)["form_status"] == "disabled"
        assert shown(other)["title"] == "补充说明"
        assert first["ref"] != other["ref"]


async def test_a_card_may_take_the_place_of_its_form() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link, then=Settled(help_card("已撤回")))

        await submit(link, message, FILLED)

        (after,) = await link.messages()
        assert shown(after)["form_action"] == ""
        assert "已撤回" in words(after)


async def test_only_whom_a_form_was_shown_to_may_send_it_in() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link)
        card = link.sandbox.dingtalk.cards[message["ref"]]
        forwarded = link.sandbox.world.store.messages[message["id"]]
        forwarded.user = BEN["dingtalk"]

        answer = await submit(link, message, FILLED, user=BEN["dingtalk"])
        forwarded.user = ANA["dingtalk"]

        assert answer["ok"]
        assert len(link.arrivals) == 1
        assert card.public["form_status"] == "normal"
        (refusal,) = await link.got(user=BEN["dingtalk"])
        assert "发给别人" in words(refusal)


async def test_a_form_that_nobody_remembers_is_not_taken() -> None:
    async with wire("dingtalk") as link:
        message = await opened(link)
        link.forms.clear()

        await submit(link, message, FILLED)

        assert len(link.arrivals) == 1
        assert "重新打开" in words((await link.got(2))[1])


async def test_where_the_template_is_gone_the_person_is_invited_in_words() -> None:
    async with wire("dingtalk") as link:
        assert robot(link).forms is True
        await link.fault(template_missing=1)

        message = await opened(link)

        assert message["kind"] == "markdown"
        assert "填写" in words(message)
        assert robot(link).forms is False


async def test_without_a_template_there_are_no_forms_and_a_number_typed_as_an_answer_is_no_old_button() -> None:
    kept = KeptNumbers(SystemClock())
    async with wire("dingtalk", cards=False, numbers=kept) as link:
        assert robot(link).forms is False
        choices = Choices((Button("为什么", Action("feedback.why")),))
        old = Card("standing", "数据到了", (Text("x"), choices), "zh-CN")
        await link.platform.send(link.ana, old, opaque="k1")
        await link.say("1")
        assert isinstance((await link.heard())[0], Click)

        await link.platform.send(link.ana, help_card("这周做了几次？"), opaque="k2")
        kept.asking = True
        await link.say("1")

        assert isinstance((await link.heard(2))[1], Saying)


async def test_every_button_can_be_named_by_number() -> None:
    async with wire("dingtalk", cards=False) as link:
        choices = Choices(tuple(Button(f"第{n}项", Action(f"item{n}")) for n in range(1, 12)))
        await link.platform.send(link.ana, Card("home", "菜单", (choices,), "zh-CN"), opaque="k")

        await link.say("11")

        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("item11")


# Files


async def upload(link: Wire, content: bytes, name: str = "九月考勤.xlsx") -> Upload:
    text = base64.b64encode(content).decode()
    body = {"platform": "dingtalk", "user": ANA["dingtalk"], "name": name, "content": text}
    await link.control("/sandbox/upload", body)
    (arrival,) = await link.heard()
    assert isinstance(arrival, Upload)
    return arrival


async def test_a_file_that_somebody_sends_can_be_fetched() -> None:
    async with wire("dingtalk") as link:
        arrival = await upload(link, b"a,b\n1,2\n" * 1000)

        assert (arrival.name, arrival.size) == ("九月考勤.xlsx", 0)
        assert await robot(link).fetch(arrival.ref, most=10_000) == b"a,b\n1,2\n" * 1000
        with pytest.raises(Rejected, match="too_large"):
            await robot(link).fetch(arrival.ref, most=100)
        with pytest.raises(Rejected, match="downloadCode"):
            await robot(link).fetch("unknown", most=100)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/secret", "file:///etc/passwd", "ftp://a.example/x", "http://169.254.169.254/", ""]
)
async def test_a_file_is_fetched_from_dingtalk_only(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with wire("dingtalk") as link:
        card_sender = robot(link)._card_sender

        async def misled(*_: object, **__: object) -> Json:
            return {"downloadUrl": url}

        monkeypatch.setattr(card_sender.calls, "new", misled)

        with pytest.raises(Rejected):
            await robot(link).fetch("code", most=100)


def attached() -> Card:
    return Card(
        "export", "导出好了", (Text("数据在附件里。"), Attachment("我的数据.csv", "项目,数值\n次品率,1.2%\n")), "zh-CN"
    )


async def test_a_file_follows_its_card_as_a_zip_that_is_the_same_every_time() -> None:
    async with wire("dingtalk") as link:
        await link.platform.send(link.ana, attached(), opaque="k1")
        await link.platform.send(link.ana, attached(), opaque="k2")

        kinds = [message["kind"] for message in await link.messages()]
        files = [message for message in await link.messages() if message["kind"] == "file"]
        contents = []
        for file in files:
            param = json.loads(file["payload"]["msgParam"])
            assert (param["fileName"], param["fileType"]) == ("我的数据.csv.zip", "zip")
            async with link.http.get(f"{link.sandbox.url}/dingtalk/media/{param['mediaId']}") as found:
                contents.append(await found.read())
        assert kinds == ["card", "file", "card", "file"]
        assert contents[0] == contents[1]
        with zipfile.ZipFile(io.BytesIO(contents[0])) as archive:
            assert archive.namelist() == ["我的数据.csv"]
            assert archive.read("我的数据.csv").decode().startswith("项目,数值")
        assert link.calls_spent == (await link.get("/sandbox/calls"))["month"]["metered_calls"] == 4


async def test_a_file_whose_answer_was_lost_is_in_doubt_though_its_card_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire("dingtalk") as link:
        card_sender = robot(link)._card_sender
        calls = card_sender.calls.new

        async def lossy(method: str, path: str, body: Json, **more: Any) -> Json:
            answer = await calls(method, path, body, **more)
            if path.endswith("batchSend"):
                raise InDoubt("dingtalk", "ServerDisconnectedError")
            return answer

        monkeypatch.setattr(card_sender.calls, "new", lossy)

        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, attached(), opaque="k1")

        with pytest.raises(LookupError):
            await link.platform.find(link.ana, opaque="k1", since=since())
        assert await link.platform.find(link.ana, opaque="k2", since=since()) is None


async def test_a_file_that_could_not_follow_follows_when_its_card_is_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire("dingtalk") as link:
        card_sender = robot(link)._card_sender
        calls = card_sender.calls.new

        async def away(method: str, path: str, body: Json, **more: Any) -> Json:
            if path.endswith("batchSend"):
                raise Unreachable("dingtalk", "away")
            return await calls(method, path, body, **more)

        monkeypatch.setattr(card_sender.calls, "new", away)
        with pytest.raises(Unreachable):
            await link.platform.send(link.ana, attached(), opaque="k1")
        monkeypatch.setattr(card_sender.calls, "new", calls)

        await link.platform.send(link.ana, attached(), opaque="k1")
        await link.platform.send(link.ana, attached(), opaque="k1")

        assert [message["kind"] for message in await link.messages()] == ["card", "file"]


# Accounts and calendars


async def test_an_account_is_read_as_dingtalk_has_it_now() -> None:
    async with wire("dingtalk") as link:
        found = await robot(link).profile(Identity("dingtalk", "ding1", ANA["dingtalk"]))

        assert found is not None
        assert (found.name, found.timezone, found.locale) == ("Ana", "", "")
        assert found.identity.tenant == "ding1"
        assert await robot(link).profile(Identity("dingtalk", "ding1", "0999")) is None
        assert link.calls_spent == 0


async def test_the_directory_lists_everybody_in_every_department_page_by_page() -> None:
    async with wire("dingtalk") as link:
        people = [
            {
                "id": f"p{n}",
                "name": f"P{n}",
                "email": f"p{n}@a.example",
                "mobile": f"138{n:08d}",
                "department": f"部{n % 2}",
            }
            for n in range(230)
        ]
        plan = seed()
        plan["companies"][1] |= {"people": [*people, {"id": "boss", "name": "Boss"}], "groups": []}
        link.sandbox.seed(plan)

        found = {profile.identity.user: profile for profile in await robot(link).directory()}

        assert len(found) == 231
        assert (found["p7"].email, found["p7"].mobile) == ("p7@a.example", "13800000007")
        assert link.calls_spent == 0


async def test_a_change_of_an_account_arrives_once_and_nobody_is_answered() -> None:
    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return Notice("?")

    async with wire("dingtalk") as link:
        link.handle = answer
        event = {"platform": "dingtalk", "type": "user_modify_org", "user": ANA["dingtalk"]}
        await link.fault(duplicate_frame=1)

        told = await link.control("/sandbox/event", event)

        assert told["ack"]["status"] == "SUCCESS"
        (change,) = await link.heard()
        assert isinstance(change, ProfileChange)
        assert (change.sender.identity.user, change.gone) == (ANA["dingtalk"], False)
        assert await link.messages() == []


async def test_a_change_that_cannot_be_kept_is_not_acknowledged_as_a_success() -> None:
    async with wire("dingtalk") as link:
        link.inbox_fails = 1
        event = {"platform": "dingtalk", "type": "user_leave_org", "user": ANA["dingtalk"]}

        told = await link.control("/sandbox/event", event)

        assert told["ack"]["status"] == "LATER"
        assert link.arrivals == []


@pytest.mark.parametrize("kind", ["org_dept_create", "org_dept_modify", "org_dept_remove"])
async def test_events_that_are_none_of_ours_are_acknowledged_all_the_same(kind: str) -> None:
    async with wire("dingtalk") as link:
        event = {"platform": "dingtalk", "type": kind, "ids": ["2", "3"]}

        assert (await link.control("/sandbox/event", event))["ack"]["status"] == "SUCCESS"
        assert link.arrivals == []


async def test_each_of_those_who_left_in_one_event_arrives_as_gone() -> None:
    async with wire("dingtalk") as link:
        event = {"platform": "dingtalk", "type": "user_leave_org", "ids": [ANA["dingtalk"], BEN["dingtalk"]]}

        assert (await link.control("/sandbox/event", event))["ack"]["status"] == "SUCCESS"
        told = await link.heard(2)

        assert {
            (arrival.sender.identity.user, arrival.gone) for arrival in told if isinstance(arrival, ProfileChange)
        } == {
            (ANA["dingtalk"], True),
            (BEN["dingtalk"], True),
        }
        assert await link.platform.profile(link.ana) is None


@pytest.mark.parametrize("users", [["0421"], "0421"])
async def test_an_event_that_names_its_account_without_a_list_is_taken_as_well(users: object) -> None:
    async with wire("dingtalk") as link:
        headers = {"topic": "*", "eventType": "user_active_org", "eventId": "e1", "eventCorpId": "ding1"}
        frame = {"type": "EVENT", "headers": headers, "data": json.dumps({"timeStamp": "1", "userId": users})}

        assert await robot(link).event(frame)
        (told,) = await link.heard()
        assert told.sender.identity.user == "0421"


NINE = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


async def test_a_calendar_says_when_somebody_is_busy() -> None:
    async with wire("dingtalk") as link:
        plan = seed()
        plan["companies"][1]["people"][0]["busy"] = [
            ["2026-11-26T14:00:00+08:00", "2026-11-26T15:00:00+08:00"],
            ["2026-11-26T09:00:00+08:00", "2026-11-26T09:30:00+08:00"],
            ["2026-11-27T09:00:00+08:00", "2026-11-27T09:30:00+08:00"],
        ]
        link.sandbox.seed(plan)

        taken = await robot(link).busy(link.ana, since=NINE, until=NINE + timedelta(hours=9))

        afternoon = NINE + timedelta(hours=5)
        assert taken == [(NINE, NINE + timedelta(minutes=30)), (afternoon, afternoon + timedelta(hours=1))]


async def test_without_the_permission_nobody_has_a_calendar_and_the_check_says_how_to_get_it() -> None:
    permissions = [permission for permission in DINGTALK_PERMISSIONS if "Schedule" not in permission]
    async with wire("dingtalk", credentials={"permissions": permissions}) as link:
        with pytest.raises(LookupError):
            await robot(link).busy(link.ana, since=NINE, until=NINE + timedelta(hours=9))

        (problem,) = [problem for problem in await link.platform.check() if not problem.ok]
        assert problem.part == "calendar"
        assert "optional" in said(problem)
        assert "Calendar.EventSchedule.Read" in said(problem)


async def test_a_change_names_several_accounts_and_each_arrives() -> None:
    async with wire("dingtalk") as link:
        headers = {"topic": "*", "eventType": "user_add_org", "eventId": "e1", "eventCorpId": "ding1"}
        frame = {"type": "EVENT", "headers": headers, "data": json.dumps({"userId": ["0421", "0422", 7]})}

        assert await robot(link).event(frame)

        assert [arrival.sender.delivery_id for arrival in await link.heard(2)] == ["e1:0421", "e1:0422"]
