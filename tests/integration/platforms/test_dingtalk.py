"""What only DingTalk does, against the local DingTalk."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import bot.platforms.dingtalk
from bot.delivery.ports.inbox import Offers
from bot.kit.errors import InDoubt, PlatformError, QuotaExhausted, RateLimited, Rejected, Unreachable
from bot.kit.identity import Identity
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Text
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Inbound, Notice, Reply, Saying, Settled
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.native import CHART_VARIABLES
from bot.platforms.dingtalk.page import render_form
from bot.platforms.dingtalk.render import render
from bot.runtime.clockwork import SimulatedClock, SystemClock
from bot.sandbox.company import DINGTALK_PERMISSIONS
from tests.wire import ANA, GROUP, TEMPLATE, Json, KeptNumbers, Wire, buttons, refusals, said, since, wire, words

ASK = Choices((Button("为什么", Action("feedback.why")), Button("没有帮助", Action("feedback.opinion"))))


DISPUTE = Form(
    kind="dispute",
    title="对九月次品率提出异议",
    fields=(
        TextField(
            "claim",
            "哪里不对",
            long=True,
            hint="写清楚是哪一天、哪一批，以及你认为应该是多少，这样核对的人不用再来问你",
        ),
        NumberField("value", "应该是多少", hint="如35%", required=False),
        DateField("day", "哪一天", required=False),
        SelectField("kind", "哪一类", (Option("data", "数据不对"), Option("rule", "标准不合适", "目标或算法"))),
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


def card(text: str = "新客户23家", choices: Choices = ASK) -> Card:
    return Card("standing", "你的十月数据到了", (Heading("完成率115%"), Text(text), choices), "zh-CN")


async def test_without_a_card_template_buttons_are_replies_by_number() -> None:
    async def settle(inbound: Inbound) -> Reply:
        if isinstance(inbound, Click):
            return Settled(card(choices=Choices((), answered="已记下。")))
        return Notice("?")

    async with wire("dingtalk", cards=False) as link:
        link.handle = settle
        await link.platform.send(link.ana, card(), opaque="k")
        (message,) = await link.messages()
        assert message["kind"] == "markdown"
        assert "回复2：没有帮助" in words(message)

        await link.say("回复２")

        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("feedback.opinion")
        assert "已记下。" in words((await link.got(2))[1])

        await link.say("7")
        assert isinstance((await link.heard(2))[1], Saying)


async def test_numbers_mean_one_thing_over_all_messages_that_are_open() -> None:
    async with wire("dingtalk", cards=False) as link:
        other = Choices((Button("约主管聊聊", Action("talk.ask")),))
        await link.platform.send(link.ana, card(), opaque="k1")
        await link.platform.send(link.ana, card(choices=other), opaque="k2")

        _, second = await link.got(2)
        assert "回复3：约主管聊聊" in words(second)
        await link.say("回复1")
        await link.say("3")

        clicks = [arrival for arrival in await link.heard(2) if isinstance(arrival, Click)]
        assert [click.action.name for click in clicks] == ["feedback.why", "talk.ask"]


async def test_a_bare_number_of_an_earlier_message_is_asked_about() -> None:
    async with wire("dingtalk", cards=False) as link:
        other = Choices((Button("约主管聊聊", Action("talk.ask")),))
        await link.platform.send(link.ana, card(), opaque="k1")
        await link.platform.send(link.ana, card(choices=other), opaque="k2")

        await link.say("1")

        assert "回复1" in words((await link.got(3))[2])
        assert link.arrivals == []


OTHER = Choices((Button("约主管聊聊", Action("talk.ask")),))


@pytest.mark.parametrize("fault", ["content_unsafe", "rate_limited", "quota_exhausted"])
async def test_a_number_of_a_message_that_was_refused_means_nothing(fault: str) -> None:
    async with wire("dingtalk", cards=False) as link:
        await link.platform.send(link.ana, card(), opaque="k0")
        await link.fault(**{fault: 1})
        with pytest.raises(PlatformError):
            await link.platform.send(link.ana, card(choices=OTHER), opaque="k1")
        await link.fault(**{fault: 0})

        await link.say("3")
        assert isinstance((await link.heard())[0], Saying)

        await link.platform.send(link.ana, card(choices=OTHER), opaque="k2")
        assert "回复3：约主管聊聊" in words((await link.got(2))[1])
        await link.say("3")
        assert isinstance((await link.heard(2))[1], Click)


@pytest.mark.parametrize("fault", ["refuse", "server_error", "lost_answer", "no_receipt"])
async def test_a_number_of_a_message_in_doubt_is_asked_about_before_it_counts(fault: str) -> None:
    """Whether the message is out (an answer that is lost) or not (a call that never came in)."""
    async with wire("dingtalk", cards=False) as link:
        await link.platform.send(link.ana, Card("note", "早", (Text("早"),), "zh-CN"), opaque="k0")
        await link.fault(**{fault: 1})
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, card(choices=OTHER), opaque="k")
        await link.fault(**{fault: 0})
        before = len(await link.messages())

        await link.say("1")
        assert "不一定送到" in words((await link.got(before + 1))[-1])
        assert link.arrivals == []

        await link.say("回复1")
        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("talk.ask")


async def test_a_message_in_doubt_that_goes_again_has_the_same_numbers() -> None:
    async with wire("dingtalk", cards=False) as link:
        await link.platform.send(link.ana, Card("note", "早", (Text("早"),), "zh-CN"), opaque="k0")
        await link.fault(lost_answer=1)
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, card(), opaque="k")
        await link.fault(lost_answer=0)
        await link.platform.send(link.ana, card(), opaque="k")

        first, again = [message for message in await link.messages() if "回复1" in words(message)]
        assert words(first) == words(again)
        await link.say("2")
        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("feedback.opinion")


class Late(KeptNumbers):
    """Hears that a message is there only after its reader has answered it."""

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        found = await super().recall(identity, quoted=quoted)
        await self.shown(identity.user, "k")
        return found


async def test_who_answers_before_dingtalk_has_told_us_that_it_took_the_message_is_understood() -> None:
    kept = Late(SystemClock())
    async with wire("dingtalk", cards=False, numbers=kept) as link:
        await kept.reserve(link.ana.user, "k", ["talk.ask"], said=())

        await link.say("1")

        (click,) = await link.heard()
        assert isinstance(click, Click)


async def test_numbers_outlive_a_restart_and_are_known_to_every_process() -> None:
    kept = KeptNumbers(SystemClock())
    async with wire("dingtalk", cards=False, numbers=kept) as link:
        await link.platform.send(link.ana, card(), opaque="k")
        async with wire("dingtalk", cards=False, numbers=kept) as other:
            await other.platform.send(other.ana, card(choices=OTHER), opaque="k2")
            assert "回复3：约主管聊聊" in words((await other.got())[0])

    async with wire("dingtalk", cards=False, numbers=kept) as again:
        await again.say("3")
        await again.say("回复2")

        clicks = [arrival for arrival in await again.heard(2) if isinstance(arrival, Click)]
        assert [click.action.name for click in clicks] == ["talk.ask", "feedback.opinion"]


async def test_a_number_that_quotes_a_message_is_a_number_of_that_message() -> None:
    async with wire("dingtalk", cards=False) as link:
        await link.platform.send(link.ana, card(), opaque="k1")
        await link.platform.send(link.ana, card(choices=OTHER), opaque="k2")
        first, second = await link.got(2)

        await link.say("1", quote=first)
        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("feedback.why")

        await link.say("1", quote=second)
        assert "较早" in words((await link.got(3))[2])


async def test_a_quoted_message_without_a_key_is_known_by_the_numbers_that_it_shows() -> None:
    """What goes by the address of somebody's own message has no processQueryKey."""
    async with wire("dingtalk", cards=False) as link:

        async def answer(inbound: Inbound) -> Reply:
            return None if isinstance(inbound, Saying) else Notice("好")

        link.handle = answer
        await link.say("你好")
        await link.heard()
        assert await link.platform.say_otherwise(link.ana, card())
        await link.platform.send(link.ana, card(choices=OTHER), opaque="k2")
        first, second = await link.got(2)

        await link.say("2", quote=first)
        assert isinstance((await link.heard(2))[1], Click)
        await link.say("2", quote=second)
        assert "较早" in words((await link.got(4))[3])


async def test_where_a_question_waits_a_number_is_its_answer_unless_the_latest_message_offers_it() -> None:
    kept = KeptNumbers(SystemClock())
    async with wire("dingtalk", cards=False, numbers=kept) as link:
        await link.platform.send(link.ana, card(), opaque="k1")
        await link.platform.send(link.ana, Card("q", "问", (Text("哪一类？"),), "zh-CN"), opaque="k2")
        kept.asking = True

        await link.say("1")
        assert isinstance((await link.heard())[0], Saying)

        await link.platform.send(link.ana, card(choices=OTHER), opaque="k3")
        await link.say("1")
        assert isinstance((await link.heard(2))[1], Saying)
        await link.say("3")
        assert "也可能是对问题的回答" in words((await link.got(4))[3])
        await link.say("回复3")
        assert isinstance((await link.heard(3))[2], Click)


def values(count: int) -> Card:
    """Return values that wait for a decision, each with its own three buttons."""
    words_ = (("采用", "accept"), ("改正…", "correct"), ("放弃", "discard"))
    blocks: list[Block] = []
    for no in range(1, count + 1):
        buttons_ = tuple(Button(word, Action(f"held.{name}", (("no", str(no)),))) for word, name in words_)
        blocks += [Text(f"第{no}个值"), Choices(buttons_)]
    return Card("held", "等你决定", (Heading("等你决定"), *blocks), "zh-CN")


@pytest.mark.parametrize("cards", [True, False])
async def test_each_of_several_values_can_be_decided_about_and_a_button_says_which_it_is_for(*, cards: bool) -> None:
    async with wire("dingtalk", cards=cards) as link:
        await link.platform.send(link.ana, values(5), opaque="k")
        (message,) = await link.messages()

        if cards:
            assert [button["text"] for button in buttons(message)][12:] == ["⑤ 采用", "⑤ 改正…", "⑤ 放弃"]
            await link.click(message, 13)
        else:
            assert "第5个值\n\n回复13：采用" in json.loads(message["payload"]["msgParam"])["text"]
            await link.say("14")

        (click,) = await link.heard()
        assert isinstance(click, Click)
        assert click.action == Action("held.correct", (("no", "5"),))


def settling(settled: Card) -> Callable[[Inbound], Awaitable[Reply]]:
    async def settle(inbound: Inbound) -> Reply:
        return Settled(settled) if isinstance(inbound, Click) else Notice("?")

    return settle


async def test_a_number_brings_only_what_came_of_it_and_the_other_choices_go_on_to_hold() -> None:
    async with wire("dingtalk", cards=False) as link:
        left = card(choices=ASK).answered("好，已记下。", gone=lambda action: action.name == "feedback.opinion")
        link.handle = settling(left)
        await link.platform.send(link.ana, card(), opaque="k")

        await link.say("2")
        (_, said) = await link.got(2)
        assert "好，已记下。" in words(said)
        assert "新客户23家" not in words(said)

        await link.say("1")
        clicks = [arrival for arrival in await link.heard(2) if isinstance(arrival, Click)]
        assert [click.action.name for click in clicks] == ["feedback.opinion", "feedback.why"]


async def test_a_number_that_leads_on_brings_what_is_new_with_its_own_numbers() -> None:
    async with wire("dingtalk", cards=False) as link:
        facts = Facts((FactLine("新客户", "23家"), FactLine("回款", "36万")))
        ask = Choices((Button("采用", Action("held.accept")),))
        sure = Choices((Button("确定采用", Action("held.accepted")), Button("返回", Action("held.open"))))
        link.handle = settling(
            Card("held", "等你决定", (Heading("采用这个值？"), facts, Text("采用后会重新计算。"), sure), "zh-CN")
        )
        first = Card("held", "等你决定", (Heading("有1个值先放着"), facts, ask), "zh-CN")
        await link.platform.send(link.ana, first, opaque="k")

        await link.say("1")
        (_, said) = await link.got(2)
        for new in ("采用这个值？", "采用后会重新计算。", "回复2：确定采用", "回复3：返回"):
            assert new in words(said)
        assert "23家" not in words(said)
        await link.say("2")
        last = (await link.heard(2))[1]
        assert isinstance(last, Click)
        assert last.action == Action("held.accepted")


async def test_a_number_that_changes_nothing_is_answered_all_the_same() -> None:
    async with wire("dingtalk", cards=False) as link:
        link.handle = settling(card())
        await link.platform.send(link.ana, card(), opaque="k")

        await link.say("1")

        assert "好了" in words((await link.got(2))[1])


@pytest.mark.parametrize("cards", [True, False])
async def test_who_asked_hears_that_an_answer_may_not_be_shown(*, cards: bool) -> None:
    async with wire("dingtalk", cards=cards) as link:

        async def answer(inbound: Inbound) -> Reply:
            del inbound
            return card("敏感")

        link.handle = answer
        await link.fault(content_unsafe=1)

        await link.say("我的数据")

        (line,) = await link.got(1)
        assert "不允许显示" in words(line)


@pytest.mark.parametrize("cards", [True, False])
async def test_who_asked_has_the_answer_though_the_months_calls_are_spent(
    monkeypatch: pytest.MonkeyPatch, *, cards: bool
) -> None:
    async with wire("dingtalk", cards=cards) as link:

        async def answer(inbound: Inbound) -> Reply:
            return card() if isinstance(inbound, Saying) else Notice("好")

        async def spent(*_: object, **__: object) -> dict[str, Any]:
            raise QuotaExhausted("dingtalk", "ApiCountLimitForOrg")

        link.handle = answer
        monkeypatch.setattr(link.platform._card_sender.calls, "new", spent)  # type: ignore[union-attr]

        await link.say("我的数据")

        (answered,) = await link.got(1)
        assert answered["kind"] == "markdown"
        assert "新客户23家" in words(answered)
        number = re.search(r"回复(\d+)：为什么", words(answered))
        assert number
        await link.say(number[1])
        assert "好" in words((await link.got(2))[1])


@pytest.mark.parametrize("known", [True, False])
async def test_a_group_hears_nothing_of_what_is_private_though_the_months_calls_are_spent(*, known: bool) -> None:
    async def answer(inbound: Inbound) -> Reply:
        return card() if isinstance(inbound, Saying) and inbound.text == "我的数据" else Notice("好")

    async with wire("dingtalk") as link:
        link.handle = answer
        if known:
            await link.say("在吗")
            await link.got(1)
        await link.fault(calls_per_month=1)
        await link.platform.send(link.ana, card("上一条"), opaque="k")
        before = len(await link.messages())

        await link.say("我的数据", group=True)

        (aloud,) = await link.got(1, user=GROUP["dingtalk"])
        assert "115%" not in words(aloud)
        assert "23" not in words(aloud)
        private = (await link.messages())[before:]
        assert ["115%" in words(entry) for entry in private] == ([True] if known else [])
        assert ("私聊" in words(aloud)) == known


async def test_who_writes_what_cannot_be_read_is_told_so() -> None:
    async with wire("dingtalk") as link:
        await link.fault(quota_exhausted=1)

        await link.say("我的数据")

        (line,) = await link.got(1)
        assert "读不到" in words(line)
        assert link.arrivals == []


async def test_a_number_in_a_group_is_only_a_number() -> None:
    async with wire("dingtalk", cards=False) as link:
        await link.platform.send(link.ana, card(), opaque="k")

        await link.say("1", group=True)

        assert isinstance((await link.heard())[0], Saying)


async def test_without_cards_nobody_can_tell_whether_a_message_is_out() -> None:
    async with wire("dingtalk", cards=False) as link:
        await link.fault(lost_answer=1)
        with pytest.raises(PlatformError):
            await link.platform.send(link.ana, card(), opaque="k")  # the token's answer is lost too
        await link.fault(lost_answer=0)
        await link.platform.send(link.ana, card(), opaque="k")
        await link.fault(lost_answer=1)
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, card(), opaque="k")
        await link.fault(lost_answer=0)

        with pytest.raises(LookupError):
            await link.platform.find(link.ana, opaque="k", since=since())


async def test_a_template_that_dingtalk_does_not_know_costs_the_card_and_not_the_message() -> None:
    async with wire("dingtalk", card_template_id="unknown.schema") as link:
        await link.platform.send(link.ana, card(), opaque="k")

        (message,) = await link.messages()
        assert message["kind"] == "markdown"
        assert link.platform.state()["cards"] is False
        (problem,) = [problem for problem in await link.platform.check() if problem.part == "cards"]
        assert "卡片平台" in said(problem)


@pytest.mark.parametrize("how", ["refuse", "quiet"])
async def test_a_card_sent_again_shows_nothing_twice(how: str) -> None:
    async with wire("dingtalk") as link:
        await link.control("/sandbox/faults", {"dingtalk": {"repeat_card": how}}, method="PUT")
        await link.platform.send(link.ana, card(), opaque="k")

        receipt = await link.platform.send(link.ana, card("环比多4家"), opaque="k")

        (message,) = await link.messages()
        assert receipt.fields["id"] == "k"
        assert ("环比多4家" in words(message)) == (how == "refuse")  # told that it exists, we bring it up to date


async def test_a_card_that_is_there_counts_as_sent_though_it_cannot_be_brought_up_to_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire("dingtalk") as link:
        await link.platform.send(link.ana, card(), opaque="k0")
        await link.fault(lost_answer=1)
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, card(), opaque="k")
        await link.fault(lost_answer=0)
        calls = link.platform._card_sender.calls  # type: ignore[union-attr]
        new = calls.new

        async def no_updates(method: str, path: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
            if method == "PUT":
                raise QuotaExhausted("dingtalk", "ApiCountLimitForOrg")
            return await new(method, path, body, **more)

        monkeypatch.setattr(calls, "new", no_updates)

        receipt = await link.platform.send(link.ana, card(), opaque="k")

        assert receipt.fields["id"] == "k"
        assert len(await link.messages()) == 2


async def test_nothing_personal_can_be_forwarded() -> None:
    async with wire("dingtalk") as link:
        await link.platform.send(link.ana, card(), opaque="k")
        await link.platform.update(
            await link.platform.send(link.ana, card(), opaque="k2"),
            card(choices=Choices((), answered="已记下。")),
        )

        first, second = await link.messages()
        assert [button["id"] for button in buttons(first)] == ["feedback.why", "feedback.opinion"]
        assert buttons(second) == []


async def test_every_metered_call_is_counted() -> None:
    async with wire("dingtalk") as link:
        for number in range(5):
            await link.platform.send(link.ana, card(), opaque=str(number))

        assert link.calls_spent == (await link.get("/sandbox/calls"))["month"]["metered_calls"] == 5


async def test_a_spent_month_is_an_error_of_its_own() -> None:
    async with wire("dingtalk") as link:
        await link.fault(quota_exhausted=1)

        with pytest.raises(QuotaExhausted):
            await link.platform.send(link.ana, card(), opaque="k")

        await link.say("我的数据")

        async def blind() -> bool:
            return link.platform.state()["blind"] is True

        await link.until(blind)
        assert link.arrivals == []


async def test_the_page_that_shuts_an_address_out_is_obeyed_for_minutes() -> None:
    async with wire("dingtalk") as link:
        await link.platform.send(link.ana, card(), opaque="k0")
        await link.fault(punish_page=1)
        with pytest.raises(RateLimited) as caught:
            await link.platform.send(link.ana, card(), opaque="k1")
        await link.fault(punish_page=0)
        before = (await link.get("/sandbox/calls"))["dingtalk"]

        with pytest.raises(RateLimited):
            await link.platform.send(link.ana, card(), opaque="k2")

        assert caught.value.retry_after >= 300
        assert (await link.get("/sandbox/calls"))["dingtalk"] == before  # nobody knocked again


@pytest.mark.parametrize("cards", [True, False])
async def test_words_that_dingtalk_does_not_allow_are_refused_for_good(*, cards: bool) -> None:
    async with wire("dingtalk", cards=cards) as link:
        await link.fault(content_unsafe=1)

        with pytest.raises(Rejected) as caught:
            await link.platform.send(link.ana, card(), opaque="k")

        assert caught.value.code == "contentUnsafe"


async def test_a_token_that_has_gone_stale_is_renewed_once() -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire("dingtalk", clock=clock) as link:
        await link.platform.send(link.ana, card(), opaque="k0")
        clock.move_to(datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
        await link.platform.send(link.ana, card(), opaque="k1")
        await link.fault(token_expired=1)

        with pytest.raises(Unreachable):
            await link.platform.send(link.ana, card(), opaque="k2")

        await link.fault(token_expired=0)
        await link.platform.send(link.ana, card(), opaque="k3")
        assert len(await link.messages()) == 3


async def test_a_missing_permission_is_named() -> None:
    permissions = [permission for permission in DINGTALK_PERMISSIONS if permission != "Card.Instance.Write"]
    async with wire("dingtalk", credentials={"permissions": permissions}) as link:
        with pytest.raises(Unreachable, match=r"Card\.Instance\.Write"):
            await link.platform.send(link.ana, card(), opaque="k")

        (problem,) = [problem for problem in await link.platform.check() if not problem.ok]
        assert "Card.Instance.Write" in said(problem)


async def test_a_wrong_secret_is_said_and_does_not_end_the_program() -> None:
    async with wire("dingtalk", client_secret="wrong", connect=False) as link:
        link.task = asyncio.create_task(link.platform.run(link.receive, persist=link.persist))

        async def failed() -> bool:
            return "authFailed" in str(link.platform.state()["error"])

        await link.until(failed)
        found = await link.platform.check()

        assert "DINGTALK_CLIENT_SECRET" in said(found[0])
        assert not link.task.done()


async def test_a_socket_that_is_open_but_dead_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENCE", 0.4)
    async with wire("dingtalk") as link:
        await link.control("/sandbox/disconnect", {"platform": "dingtalk", "how": "silent"})

        async def again() -> bool:
            return int(str(link.platform.state()["reconnects"])) >= 1 and await link.is_connected()

        await link.until(again)
        await link.say("还在吗")
        assert len(await link.heard()) == 1


async def test_in_a_group_only_a_neutral_line_is_said() -> None:
    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return card()

    async with wire("dingtalk") as link:
        link.handle = answer
        await link.say("我的数据", group=True)
        await link.got()

        async def said() -> bool:
            calls = (await link.get("/sandbox/calls"))["dingtalk"]
            return "/robot/sendBySession" in calls

        await link.until(said)
        (private,) = [message for message in await link.messages() if message["key"]]
        assert "完成率115%" in words(private)


async def test_what_a_click_is_answered_in_a_line_never_stands_in_a_group() -> None:
    async def answer(inbound: Inbound) -> Reply:
        return Notice("你的主管已经看到了" if isinstance(inbound, Click) else "请私聊我")

    async with wire("dingtalk") as link:
        link.handle = answer
        await link.say("我的数据", group=True)  # from now on a message may be answered by the group's own address
        room = f"/sandbox/messages?platform=dingtalk&user={GROUP['dingtalk']}&peek=1"

        async def said() -> list[str]:
            return [words(entry) for entry in await link.get(room) if entry["from"] == "bot"]

        await link.until(said)
        shown = await in_group(link, "k1")

        assert (await link.click({**shown, "user": ANA["dingtalk"]}))["ok"]

        (line,) = await link.got()
        assert "你的主管已经看到了" in words(line)
        assert not any("主管" in text for text in await said())


async def in_group(link: Wire, track: str) -> Json:
    """Put a card into the group, as another program of the same robot might; returns it as it is seen there."""
    openapi = f"{link.sandbox.url}/dingtalk/api/v1.0"
    keys = {"appKey": "dingsandbox", "appSecret": "sandbox-secret"}
    async with link.http.post(f"{openapi}/oauth2/accessToken", json=keys) as answer:
        headers = {"x-acs-dingtalk-access-token": (await answer.json())["accessToken"]}
    body = {
        "cardTemplateId": TEMPLATE,
        "outTrackId": track,
        "callbackType": "STREAM",
        "userIdType": 1,
        "cardData": {"cardParamMap": render(card(), {})},
        "openSpaceId": f"dtv1.card//IM_GROUP.{GROUP['dingtalk']}",
        "imGroupOpenSpaceModel": {"supportForward": False},
        "imGroupOpenDeliverModel": {"robotCode": "dingsandbox"},
    }
    async with link.http.post(f"{openapi}/card/instances/createAndDeliver", json=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
    path = f"/sandbox/messages?platform=dingtalk&user={GROUP['dingtalk']}&peek=1"
    (shown,) = [entry for entry in await link.get(path) if entry["ref"] == track]
    found: Json = shown
    return found


async def test_hundreds_of_messages_go_out_within_the_limits_and_none_is_refused() -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire("dingtalk", clock=clock) as link:
        began = clock.now()
        for batch in range(10):
            await asyncio.gather(
                *(link.platform.send(link.ana, card(), opaque=f"{batch}-{number}") for number in range(20))
            )

        assert await refusals(link) == []
        assert (clock.now() - began).total_seconds() < 1.1 * 200 / 20


def test_the_card_template_that_we_ship_has_every_variable_that_we_fill() -> None:
    folder = Path(bot.platforms.dingtalk.__file__).parent / "cards"
    exported = json.loads((folder / "jinbu_card.json").read_text(encoding="utf-8"))
    editor = json.loads(exported["editorData"])

    variables = {entry["name"] for entry in editor["variableList"]}
    tree = json.dumps(editor["schema"]["componentsTree"], ensure_ascii=False)
    assert variables == set(render(card(), {})) | set(render_form(DISPUTE)) | set(CHART_VARIABLES)
    for name in variables - {"buttons", "done"}:
        assert f'"{name}"' in tree or f"${{{name}}}" in tree
    assert "${loop.id}" in tree
    assert '"name": "action"' in tree
    assert ANA["dingtalk"] not in tree


def test_the_card_template_that_we_ship_shows_a_form_only_where_one_is_asked() -> None:
    folder = Path(bot.platforms.dingtalk.__file__).parent / "cards"
    exported = json.loads((folder / "jinbu_card.json").read_text(encoding="utf-8"))
    editor = json.loads(exported["editorData"])

    parts = {child["componentName"]: child["props"] for child in editor["schema"]["componentsTree"][0]["children"]}
    (condition,) = parts["Form"]["visible"]["condition"]["conditions"]
    assert (condition["variable"], condition["op"]) == ("form_action", "isNotEmpty")
    assert "form_action" not in render(card(), {})
    (buttons,) = parts["Loop"]["visible"]["condition"]["conditions"]
    assert (buttons["variable"], buttons["value"]) == ("done", "false")
    assert render_form(DISPUTE)["done"] == "true"
    assert parts["Form"]["id"] == "form"
