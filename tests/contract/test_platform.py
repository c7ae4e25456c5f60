"""Every chat platform keeps the same promises to the use cases, over the real protocol."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.kit.errors import InDoubt, NoReceipt, NotThere, RateLimited, Rejected, Shut, Unreachable
from bot.kit.identity import Identity
from bot.messages.answers import read
from bot.messages.card import (
    Action,
    Attachment,
    Button,
    Card,
    Chart,
    Choices,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
)
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Notice, RejectedForm, Saying, Settled, Submission, Upload
from bot.runtime.clockwork import SimulatedClock
from tests.strategies import CHINESE, HOSTILE
from tests.wire import ANA, BEN, buttons, since, tiny_png, wire, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.messages.inbound import Inbound, Reply
    from tests.wire import Name, Wire

CHART = Chart("Rate", ("Aug", "Sep", "Oct"), (0.3, None, 0.31), ("30%", "", "31%"))
"""A gap is what no platform draws by itself: this goes as a picture everywhere."""
WHY = Action("feedback.why", (("feedback", "7"),))


def card(*, text: str = "23 of 20, 4 more than in September.", choices: Choices | None = None) -> Card:
    return Card(
        "standing",
        "Your October numbers are in",
        (
            Heading("New customers: 115% of target"),
            Text(text),
            Facts((FactLine("Repurchase", "31%", "target 35%", Mood.GAP),)),
            Picture(CHART, "Repurchase rate from 30% to 31%"),
            choices or Choices((Button("Why?", WHY), Button("Not useful", Action("feedback.opinion")))),
            Note("Data to 31 Oct"),
        ),
    )


def help_card() -> Card:
    return Card("help", "What I can do", (Heading("What I can do"), Text("help, me")))


@pytest.fixture(params=["slack", "dingtalk"])
async def link(request: pytest.FixtureRequest) -> AsyncIterator[Wire]:
    async with wire(request.param) as opened:
        yield opened


async def test_a_card_reaches_the_person_with_its_picture_and_buttons(link: Wire) -> None:
    receipt = await link.platform.send(link.ana, card(), opaque="k1")

    (message,) = await link.messages()
    assert message["key"] == "k1"
    assert [button["text"] for button in buttons(message)] == ["Why?", "Not useful"]
    assert "31%" in words(message)
    assert await link.picture(message) == tiny_png(CHART)
    assert receipt.fields


async def test_a_card_of_monstrous_size_and_hostile_words_arrives_shortened(link: Wire) -> None:
    monster = Card(
        "monster",
        HOSTILE * 50,
        (
            Heading(HOSTILE * 40),
            Text((CHINESE * 300)[:10_000]),
            Facts(tuple(FactLine(HOSTILE, CHINESE, HOSTILE, mood) for mood in Mood)),
            Table(("a" * 500, ""), tuple((HOSTILE, CHINESE * 20) for _ in range(300))),
            Quote(HOSTILE * 100, HOSTILE),
            Picture(CHART, CHINESE * 100),
            Text(HOSTILE * 200),
            Choices((Button(HOSTILE * 3, WHY),)),
            Note(CHINESE * 50),
        )
        * 9,
        "zh-CN",
    )

    await link.platform.send(link.ana, monster, opaque="k1")

    (message,) = await link.messages()
    assert "…" in words(message)
    assert len(buttons(message)) >= 1


async def test_a_card_that_was_sent_can_be_redrawn(link: Wire) -> None:
    receipt = await link.platform.send(link.ana, card(), opaque="k1")

    await link.platform.update(receipt, card(choices=Choices((), answered="Thanks, noted.")))

    (message,) = await link.messages()
    assert buttons(message) == []
    assert "Thanks, noted." in words(message)


async def test_nobody_else_is_sent_it(link: Wire) -> None:
    await link.platform.send(link.ana, card(), opaque="k1")

    assert await link.messages(BEN[link.name]) == []


async def test_a_click_arrives_and_its_answer_replaces_the_buttons(link: Wire) -> None:
    async def settle(inbound: Inbound) -> Reply:
        assert isinstance(inbound, Click)
        return Settled(card(choices=Choices((), answered="Because of the rule.")))

    link.handle = settle
    await link.platform.send(link.ana, card(), opaque="k1")
    (message,) = await link.messages()

    outcome = await link.click(message)

    (arrival,) = await link.heard()
    assert outcome["ok"]
    assert isinstance(arrival, Click)
    assert arrival.action == WHY
    assert arrival.sender.identity.user == link.ana.user

    async def redrawn() -> bool:
        return "Because of the rule." in words((await link.messages())[0])

    await link.until(redrawn)
    assert buttons((await link.messages())[0]) == []


async def test_a_click_that_takes_long_is_acknowledged_in_time_and_redrawn_later(link: Wire) -> None:
    finish = asyncio.Event()

    async def slowly(inbound: Inbound) -> Reply:
        del inbound
        await finish.wait()
        return Settled(card(choices=Choices((), answered="At last.")))

    link.handle = slowly
    await link.platform.send(link.ana, card(), opaque="k1")
    (message,) = await link.messages()

    outcome = await link.click(message)
    finish.set()

    assert outcome["ok"]

    async def redrawn() -> bool:
        return "At last." in words((await link.messages())[0])

    await link.until(redrawn)


async def test_a_click_may_be_answered_with_a_card_of_its_own(link: Wire) -> None:
    async def explain(inbound: Inbound) -> Reply:
        del inbound
        return Card("why", "Why", (Heading("Why"), Table(("file", "row"), (("a.csv", "7"),))))

    link.handle = explain
    await link.platform.send(link.ana, card(), opaque="k1")

    await link.click((await link.messages())[0])

    messages = await link.got(2)
    assert "a.csv" in words(messages[1])


async def test_a_double_click_has_one_effect(link: Wire) -> None:
    async def explain(inbound: Inbound) -> Reply:
        del inbound
        return help_card()

    link.handle = explain
    await link.platform.send(link.ana, card(), opaque="k1")
    (message,) = await link.messages()

    await asyncio.gather(link.click(message), link.click(message))

    await link.got(2)
    assert len(link.arrivals) == 1


async def test_a_command_arrives_with_its_words_and_is_answered(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return help_card()

    link.handle = answer

    outcome = await link.ask("help")

    (arrival,) = await link.heard()
    assert outcome["ok"]
    assert isinstance(arrival, Command)
    assert arrival.words == "help"
    assert "What I can do" in words((await link.got())[0])


async def test_a_command_whose_answer_has_a_picture_is_answered_in_private(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return card()

    link.handle = answer

    await link.ask("me")

    async def arrived() -> bool:
        return any("Repurchase" in words(message) for message in await link.messages())

    await link.until(arrived)


async def test_a_notice_is_a_short_line(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return Notice("Nothing new since Friday.")

    link.handle = answer

    await link.ask("me")

    assert "Nothing new since Friday." in words((await link.got())[0])


async def test_plain_words_arrive_as_said(link: Wire) -> None:
    await link.say("  how <did> I do & why  ")

    (arrival,) = await link.heard()
    assert isinstance(arrival, Saying)
    assert arrival.text == "how <did> I do & why"
    assert arrival.sender.private


async def test_in_a_group_the_answer_goes_to_the_person_alone(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        assert not inbound.sender.private
        return card()

    link.handle = answer

    await link.say("me", group=True)

    async def arrived() -> bool:
        return any(message["key"] and "Repurchase" in words(message) for message in await link.messages())

    await link.until(arrived)


async def test_a_handler_that_fails_costs_one_answer_and_not_the_connection(link: Wire) -> None:
    async def fail(inbound: Inbound) -> Reply:
        raise ZeroDivisionError(inbound)

    link.handle = fail
    outcome = await link.ask("me")
    assert outcome["ok"]
    await link.got()
    link.handle = None

    await link.say("still there?")

    assert len(await link.heard(2)) == 2


@pytest.mark.parametrize("name", ["slack", "dingtalk"])
async def test_what_the_inbox_cannot_keep_is_not_acknowledged_and_comes_again(name: Name) -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire(name, clock=clock) as link:
        link.inbox_fails = 1

        outcome = await link.say("first")
        clock.move_to(clock.now() + timedelta(seconds=61))  # Slack repeats at once, DingTalk after a minute

        (arrival,) = await link.heard()
        assert isinstance(arrival, Saying)
        assert arrival.text == "first"
        assert not outcome["acked"] or name == "slack"
        assert link.inbox_fails == 0


async def test_a_duplicate_frame_has_no_second_effect(link: Wire) -> None:
    await link.fault(duplicate_frame=1)
    await link.say("once")
    await link.fault(duplicate_frame=0)
    await link.say("twice")

    await link.heard(2)

    assert [arrival.text for arrival in link.arrivals if isinstance(arrival, Saying)] == ["once", "twice"]


async def test_a_rate_limit_says_when_to_come_back(link: Wire) -> None:
    await link.fault(rate_limited=1)

    with pytest.raises(RateLimited) as caught:
        await link.platform.send(link.ana, help_card(), opaque="k1")

    assert 0 < caught.value.retry_after <= 60


async def test_a_refusal_of_the_whole_workspace_is_told_from_one_of_a_message(link: Wire) -> None:
    await link.fault(workspace_shut=1)

    with pytest.raises(Shut) as refusal:
        await link.platform.send(link.ana, card(), opaque="k")

    assert refusal.value.fix in {"sign-in", "address"}
    await link.fault(workspace_shut=0)
    await link.platform.send(link.ana, card(), opaque="k")
    assert len(await link.messages()) == 1


async def test_a_yes_that_does_not_say_where_the_message_is_leaves_it_in_doubt(link: Wire) -> None:
    await link.platform.send(link.ana, help_card(), opaque="k0")
    await link.fault(no_receipt=1)
    with pytest.raises(NoReceipt):
        await link.platform.send(link.ana, help_card(), opaque="k1")
    await link.fault(no_receipt=0)

    found = await link.platform.find(link.ana, opaque="k1", since=since())
    if found is None:
        found = await link.platform.send(link.ana, help_card(), opaque="k1")

    assert found.fields
    assert len(await link.messages()) == 2


async def test_what_comes_too_late_is_not_written(link: Wire) -> None:
    await link.platform.send(link.ana, help_card(), opaque="k0")

    with pytest.raises(RateLimited):
        await link.platform.send(link.ana, help_card(), opaque="k1", until=time.monotonic() - 1)

    assert len(await link.messages()) == 1


async def test_somebody_who_is_not_there_is_refused_for_good(link: Wire) -> None:
    for user in ("U0NOBODY", "U0GONE" if link.name == "slack" else "0999"):
        with pytest.raises(NotThere):
            await link.platform.send(Identity(link.name, "", user), help_card(), opaque=user)


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(link: Wire) -> None:
    began = since()
    await link.platform.send(link.ana, help_card(), opaque="k0")
    await link.fault(lost_answer=1)
    with pytest.raises(InDoubt):
        await link.platform.send(link.ana, help_card(), opaque="k1")
    await link.fault(lost_answer=0)

    found = await link.platform.find(link.ana, opaque="k1", since=began)
    if found is None:
        await link.platform.send(link.ana, help_card(), opaque="k1")

    audit = await link.control("/sandbox/audit", {"expected": ["k0", "k1"]})
    assert (audit["lost"], audit["duplicates"]) == (0, 0)


async def test_what_was_never_sent_is_not_found(link: Wire) -> None:
    assert await link.platform.find(link.ana, opaque="never", since=since()) is None


async def test_a_dropped_connection_comes_back_by_itself(link: Wire) -> None:
    await link.control("/sandbox/disconnect", {"platform": link.name, "how": "drop"})

    async def again() -> bool:
        return int(str(link.platform.state()["reconnects"])) >= 1 and await link.is_connected()

    await link.until(again)
    await link.say("hello again")

    assert len(await link.heard()) == 1


async def test_a_goodbye_is_followed_without_losing_what_is_said_meanwhile(link: Wire) -> None:
    how = "warning" if link.name == "slack" else "expired"
    await link.control("/sandbox/disconnect", {"platform": link.name, "how": how})

    async def again() -> bool:
        return int(str(link.platform.state()["reconnects"])) >= 1 and await link.is_connected()

    await link.until(again)
    await link.say("hello again")

    assert len(await link.heard()) == 1


async def test_a_platform_that_is_away_at_the_start_is_joined_when_it_is_back() -> None:
    for name in ("slack", "dingtalk"):
        async with wire(name, connect=False) as link:
            await link.fault(refuse=1)
            starting = asyncio.create_task(link.start())

            async def failed(link: Wire = link) -> bool:
                return bool(link.platform.state()["error"])

            await link.until(failed)
            await link.fault(refuse=0)
            await starting


async def test_it_stops_within_two_seconds_with_an_answer_under_way(link: Wire) -> None:
    async def never(inbound: Inbound) -> Reply:
        del inbound
        await asyncio.Event().wait()
        return None

    link.handle = never
    await link.say("hello")
    await link.heard()

    async with asyncio.timeout(2):
        await link.platform.close()
        assert link.task
        await link.task


async def test_the_start_up_check_finds_nothing_to_fix_where_all_is_well(link: Wire) -> None:
    found = await link.platform.check()

    assert [problem for problem in found if not problem.ok] == []
    assert len(found) >= 3


async def test_the_state_for_health_tells_the_age_of_the_last_frame(link: Wire) -> None:
    await link.say("hello")
    await link.heard()

    state = link.platform.state()

    assert state["connected"] is True
    assert float(str(state["last_frame_seconds"])) < 60


DISPUTE = Form(
    kind="dispute",
    title="Dispute a number",
    fields=(
        TextField("claim", "What is wrong?", long=True),
        NumberField("value", "What should it be?", required=False),
        DateField("day", "Since when?", required=False),
        SelectField("kind", "What kind?", (Option("data", "The data"), Option("rule", "The target"))),
        SeveralField("rows", "Which rows?", (Option("7", "Row 7"), Option("8", "Row 8")), required=False),
    ),
    submit="Send",
    action=Action("dispute.raise", (("feedback", "7"),)),
    opener=Action("dispute"),
    intro="Your manager and HR see this.",
)


async def test_a_form_opens_from_what_somebody_asks_and_its_answers_come_back(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        return DISPUTE if isinstance(inbound, Command) else help_card()

    link.handle = answer
    await link.ask("dispute")
    form = await link.form()
    await link.fill(form, claim="too low <b>", value="1,240", day="2026-10-31", kind="rule", rows=["7", "8"])

    submission = (await link.heard(2))[1]
    shown = json.dumps(form["shown"], ensure_ascii=False)
    assert all(field.label in shown for field in DISPUTE.fields)
    assert "Your manager and HR see this." in shown
    assert isinstance(submission, Submission)
    assert submission.action == DISPUTE.action
    assert submission.sender.identity.user == link.ana.user
    assert read(DISPUTE, submission.values, today=date(2026, 11, 26)).values == {
        "claim": "too low <b>",
        "value": Decimal(1240),
        "day": date(2026, 10, 31),
        "kind": "rule",
        "rows": ("7", "8"),
    }


async def test_a_form_opens_from_a_button_too(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        return DISPUTE if isinstance(inbound, Click) else Notice("Noted.")

    link.handle = answer
    await link.platform.send(link.ana, card(), opaque="k1")
    await link.click((await link.messages())[0])
    await link.fill(await link.form(), claim="too low", kind="data")

    (_, submission) = await link.heard(2)
    assert isinstance(submission, Submission)
    assert read(DISPUTE, submission.values, today=date(2026, 11, 26)).number_or_none("value") is None


async def test_an_answer_that_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        if inbound.values["value"] == "plenty":
            return RejectedForm(
                replace(DISPUTE.filled(inbound.values), problems={"value": "“plenty” is not a number."})
            )
        return help_card()

    link.handle = answer
    await link.ask("dispute")
    form = await link.form()
    outcome = await link.fill(form, claim="too low", value="plenty", kind="data")
    said = outcome if link.name == "slack" else (await link.form(holding="plenty"))["shown"]
    await link.fill(await link.form(), claim="too low", value="12", kind="data")

    arrivals = await link.heard(3)
    assert "is not a number" in json.dumps(said, ensure_ascii=False)
    assert [arrival.values["value"] for arrival in arrivals if isinstance(arrival, Submission)] == ["plenty", "12"]


async def test_the_answer_to_a_form_reaches_the_person(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        return help_card() if isinstance(inbound, Submission) else DISPUTE

    link.handle = answer
    await link.ask("dispute")
    await link.fill(await link.form(), claim="too low", kind="data")

    async def arrived() -> bool:
        return any("What I can do" in words(message) for message in await link.messages())

    await link.until(arrived)


async def test_a_file_that_somebody_sends_can_be_had(link: Wire) -> None:
    content = "员工,指标\n1,2\n".encode() * 50
    await link.upload("october.csv", content)

    (upload,) = await link.heard()
    assert isinstance(upload, Upload)
    assert upload.name == "october.csv"
    assert upload.sender.private
    assert await link.platform.fetch(upload.ref, most=10_000) == content
    with pytest.raises(Rejected, match="too_large"):
        await link.platform.fetch(upload.ref, most=100)


async def test_a_file_goes_with_its_message(link: Wire) -> None:
    export = Card("export", "Your data", (Heading("Your data"), Attachment("rows.csv", "a,b\n1,2\n")))

    await link.platform.send(link.ana, export, opaque="k1")

    first, second = await link.got(2)
    assert "Your data" in words(first)
    assert "rows" in words(second)


async def test_accounts_are_read_as_they_are_now(link: Wire) -> None:
    ana = await link.platform.profile(link.ana)
    nobody = await link.platform.profile(Identity(link.name, "", "U0NOBODY" if link.name == "slack" else "0555"))
    everybody = {profile.identity.user: profile for profile in await link.platform.directory()}

    assert ana
    assert (ana.name, ana.gone, ana.guest) == ("Ana", False, False)
    assert nobody is None
    assert {ANA[link.name], BEN[link.name]} <= set(everybody)
    assert everybody[ANA[link.name]].name == "Ana"
    assert not any("bot" in person.name.lower() or "jinbu" in person.name.lower() for person in everybody.values())


@pytest.mark.parametrize("name", ["slack", "dingtalk"])
async def test_in_the_worst_weather_every_message_arrives_once(name: Name) -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire(name, clock=clock) as link:
        faults = {"seed": 7, name: {"lost_answer": 0.25, "refuse": 0.1, "rate_limited": 0.15, "server_error": 0.15}}
        await link.control("/sandbox/faults", faults, method="PUT")
        began = clock.now()

        async def bring(key: str) -> None:
            doubt = False
            while True:
                try:
                    if doubt and await link.platform.find(link.ana, opaque=key, since=began):
                        return
                    await link.platform.send(link.ana, help_card(), opaque=key)
                except RateLimited as error:
                    await clock.sleep(error.retry_after)
                except Unreachable as error:
                    doubt = doubt or isinstance(error, InDoubt)
                    await clock.sleep(1)
                else:
                    return

        keys = [f"k{number}" for number in range(40)]
        for key in keys:
            await bring(key)

        audit = await link.control("/sandbox/audit", {"expected": keys})
        assert (audit["received"], audit["lost"], audit["duplicates"]) == (40, 0, 0)
