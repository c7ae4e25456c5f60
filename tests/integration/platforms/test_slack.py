"""What only Slack does, against the local Slack."""

from __future__ import annotations

import asyncio
import hmac
import io
import json
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.kit.errors import InDoubt, Unreachable
from bot.kit.identity import Identity
from bot.messages.card import Action, Button, Card, Chart, Choices, Heading, Picture, Table, Text
from bot.messages.inbound import Command, Inbound, Notice, Reply, Settled
from bot.platforms.slack import limits
from bot.platforms.slack.app import SCOPES
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.manifest import manifest
from bot.runtime import body
from bot.runtime.clockwork import SimulatedClock, SystemClock
from bot.sandbox.slack.state import SLACK
from tests.wire import ANA, BEN, PAIR, Wire, buttons, refusals, said, wire, words

CHART = Chart("Rate", ("Aug", "Sep", "Oct"), (0.3, None, 0.31), ("30%", "", "31%"))
"""Slack cannot draw a gap: this goes as a picture."""
WHOLE = Chart("Rate", ("Sep", "Oct"), (0.3, 0.31), ("30%", "31%"), scale=100.0, unit="%")
OWN = Card("standing", "Your numbers are in", (Heading("115%"), Picture(WHOLE, "up to 31%"), Text("after")))
CARD = Card("standing", "Your numbers are in", (Heading("115%"), Text("a < b & c"), Picture(CHART, "up to 31%")))


async def test_with_a_signing_secret_alone_it_works_over_http_and_refuses_what_is_not_signed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire("slack", app_token="", connect=False) as link:
        platform = link.platform
        assert isinstance(platform, SlackPlatform)
        app = web.Application()
        app.router.add_post("/slack/events", dict(platform.endpoints())["/slack/events"])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        try:
            async with link.http.post(url, json={}) as early:
                assert early.status == 503
            link.task = asyncio.create_task(platform.run(link.receive, persist=link.persist))
            await platform.connected()
            await link.control("/sandbox/slack/http", {"request_url": url}, method="PUT")

            async def answer(inbound: Inbound) -> Reply:
                del inbound
                return Card("help", "Help", (Heading("What I can do"),))

            link.handle = answer
            assert (await link.ask("help"))["ok"]
            await link.say("hello")

            assert len(await link.heard(2)) == 2
            assert "What I can do" in words((await link.messages())[0])
            listing, stamp = "[1]", str(int(SystemClock().now().timestamp()))
            digest = hmac.new(b"sandbox-signing-secret", f"v0:{stamp}:{listing}".encode(), "sha256").hexdigest()
            headers = {"X-Slack-Signature": f"v0={digest}", "X-Slack-Request-Timestamp": stamp}
            as_json = {"Content-Type": "application/json"}
            async with link.http.post(url, data=listing, headers=headers | as_json) as listed:
                assert listed.status == 400
            signed = {"X-Slack-Signature": f"v0={'0' * 64}", "X-Slack-Request-Timestamp": "1"}
            for headers in ({"X-Slack-Signature": "v0=00"}, signed, {}):
                async with link.http.post(url, json={}, headers=headers) as forged:
                    assert forged.status == 401
            async with link.http.post(url, data=b"payload", headers=signed) as garbage:
                assert garbage.status == 400
            async with link.http.post(url, data=io.BytesIO(b"x" * 2_000_000), headers=signed) as giant:
                assert giant.status == 413
            monkeypatch.setattr(body, "MOST_TOGETHER", 0)
            async with link.http.post(url, json={}, headers=signed) as crowd:
                assert crowd.status == 429
        finally:
            await runner.cleanup()


async def test_a_wrong_bot_token_is_said_and_does_not_end_the_program() -> None:
    async with wire("slack", bot_token="xoxb-wrong", connect=False) as link:
        link.task = asyncio.create_task(link.platform.run(link.receive, persist=link.persist))

        async def failed() -> bool:
            return "invalid_auth" in str(link.platform.state()["error"])

        await link.until(failed)
        (problem,) = [problem for problem in await link.platform.check() if problem.part == "token"]

        assert "SLACK_BOT_TOKEN" in said(problem)
        assert not link.task.done()


async def test_a_wrong_app_token_is_found_by_the_check_and_said_by_the_connection() -> None:
    async with wire("slack", app_token="xapp-wrong", connect=False) as link:
        link.task = asyncio.create_task(link.platform.run(link.receive, persist=link.persist))

        async def failed() -> bool:
            return "invalid_auth" in str(link.platform.state()["error"])

        await link.until(failed)
        (problem,) = [problem for problem in await link.platform.check() if problem.part == "socket mode"]

        assert "SLACK_APP_TOKEN" in said(problem)


async def test_a_missing_scope_is_named_with_what_does_not_work_without_it() -> None:
    granted = sorted(set(SCOPES) - {"files:write"})
    async with wire("slack", credentials={"scopes": granted}) as link:
        missing = [problem for problem in await link.platform.check() if not problem.ok]

        assert [problem.part for problem in missing] == ["scope files:write"]
        assert "pictures" in said(missing[0])

        await link.platform.send(link.ana, CARD, opaque="k")  # and the message goes without it
        (message,) = await link.messages()
        assert "up to 31%" in words(message)
        assert "slack_file" not in words(message)


async def test_without_the_scope_to_write_everything_waits_for_the_administrator() -> None:
    granted = sorted(set(SCOPES) - {"chat:write"})
    async with wire("slack", credentials={"scopes": granted}) as link:
        with pytest.raises(Unreachable, match="chat:write"):
            await link.platform.send(link.ana, Card("x", "x"), opaque="k")


async def test_a_token_of_another_app_in_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "another")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "another")
    async with wire("slack") as link:
        await link.say("hello")

        assert len(await link.heard()) == 1


async def test_text_reaches_people_as_it_was_written() -> None:
    async with wire("slack") as link:
        await link.platform.send(link.ana, CARD, opaque="k")

        section = (await link.messages())[0]["payload"]["blocks"][1]["text"]
        assert section["text"] == "a &lt; b &amp; c"
        assert section["verbatim"] is True


async def test_a_picture_goes_up_once_and_is_shown_in_every_card() -> None:
    async with wire("slack") as link:
        await link.platform.send(link.ana, CARD, opaque="k1")
        await link.platform.send(Identity("slack", "", BEN["slack"]), CARD, opaque="k2")

        shown = [*await link.messages(), *await link.messages(BEN["slack"])]
        files = {
            block["slack_file"]["id"]
            for message in shown
            for block in message["payload"]["blocks"]
            if "slack_file" in block
        }
        assert len(files) == 1
        assert (await link.get("/sandbox/calls"))["slack"]["files.completeUploadExternal"] == 1


async def test_a_picture_that_slack_refuses_costs_the_picture_and_not_the_message() -> None:
    async with wire("slack") as link:
        assert isinstance(link.platform, SlackPlatform)
        link.platform._card_sender._pictures._known[CHART] = "F0NOSUCHFILE"

        await link.platform.send(link.ana, CARD, opaque="k")

        (message,) = await link.messages()
        assert "up to 31%" in words(message)


async def test_a_picture_that_is_not_ready_yet_is_waited_for_and_the_message_sent_once() -> None:
    async with wire("slack") as link:
        assert isinstance(link.platform, SlackPlatform)
        assert link.sandbox._runner
        assert link.sandbox._runner.app
        uploads = link.sandbox._runner.app[SLACK].uploads
        pictures = link.platform._card_sender._pictures
        upload = pictures._upload

        async def slowly(drawn: bytes, picture: Picture) -> str:
            file = await upload(drawn, picture)
            uploads[file].complete = False

            def finish() -> None:
                uploads[file].complete = True

            asyncio.get_running_loop().call_later(0.3, finish)
            return file

        pictures._upload = slowly
        await link.platform.send(link.ana, CARD, opaque="k")

        (message,) = await link.messages()
        assert "slack_file" in words(message)


async def asked(link: Wire, method: str) -> int:
    """Count the calls of a method."""
    return sum(method in f"{entry['way']} {entry['method']}" for entry in await link.get("/sandbox/log?limit=10000"))


async def test_a_chart_is_drawn_by_slack_itself_with_its_sentence_below() -> None:
    async with wire("slack") as link:
        receipt = await link.platform.send(link.ana, OWN, opaque="k")
        (message,) = await link.messages()
        _, chart, sentence, _ = message["payload"]["blocks"]

        assert chart["chart"]["series"] == [
            {"name": "Rate", "data": [{"label": "Sep", "value": 30.0}, {"label": "Oct", "value": 31.0}]}
        ]
        assert sentence["elements"][0]["text"] == "up to 31%"
        assert await asked(link, "files.getUploadURLExternal") == 0

        await link.platform.update(receipt, OWN)
        (again,) = await link.messages()
        assert "data_visualization" in words(again)


async def test_a_workspace_that_refuses_charts_gets_pictures_from_then_on_and_each_message_once() -> None:
    async with wire("slack") as link:
        await link.fault(charts_refused=1)
        await link.platform.send(link.ana, OWN, opaque="k1")
        await link.fault(charts_refused=0)
        await link.platform.send(link.ana, OWN, opaque="k2")

        first, second = await link.messages()
        assert all("slack_file" in words(message) and "up to 31%" in words(message) for message in (first, second))
        assert await asked(link, "chat.postMessage") == 3, "the first was refused, and went again as a picture"


async def test_a_long_table_is_one_to_leaf_through_until_a_workspace_refuses_it() -> None:
    table = Card("list", "Rows", (Heading("Held values"), Table(("Who", "Value"), (("Ana", "$9K"),) * 12)))
    async with wire("slack") as link:
        await link.platform.send(link.ana, table, opaque="k1")
        await link.fault(charts_refused=1)
        await link.platform.send(link.ana, table, opaque="k2")

        first, second = ([block["type"] for block in each["payload"]["blocks"]] for each in await link.messages())
        assert first == ["header", "data_table"]
        assert second == ["header", "table"]


async def test_charts_that_are_switched_off_go_as_pictures() -> None:
    async with wire("slack", charts="off") as link:
        await link.platform.send(link.ana, OWN, opaque="k")

        (message,) = await link.messages()
        assert "slack_file" in words(message)
        assert not link.platform.capabilities.charts


async def test_a_lost_answer_leaves_a_post_in_doubt_and_the_history_tells() -> None:
    async with wire("slack") as link:
        sent = await link.platform.send(link.ana, Card("x", "first"), opaque="k0")
        began = datetime.now(UTC)  # noqa: TID251 - the sandbox's own clock is the real one here
        await link.fault(lost_answer=1)
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, Card("x", "second"), opaque="k1")
        await link.fault(lost_answer=0)

        found = await link.platform.find(link.ana, opaque="k1", since=began)

        assert found is not None
        assert found.fields["conversation"] == sent.fields["conversation"]
        await link.platform.update(found, Card("x", "changed"))
        assert [message["payload"]["text"] for message in await link.messages()] == ["first", "changed"]


async def test_a_command_that_takes_long_is_acknowledged_in_time_and_answered_in_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "ANSWER", 0.1)
    finish = asyncio.Event()

    async def slowly(inbound: Inbound) -> Reply:
        del inbound
        await finish.wait()
        return Card("me", "Me", (Heading("At last"),))

    kept: list[str] = []

    async def keep(command: Command) -> bool:
        kept.append(command.words)
        return True

    async with wire("slack") as link:
        link.handle = slowly
        assert isinstance(link.platform, SlackPlatform)
        monkeypatch.setattr(link.platform._commands, "_defer", keep)
        outcome = await link.ask("me")
        finish.set()

        assert kept == ["me"]
        assert "One moment." in json.dumps(outcome["ack"])

        async def arrived() -> bool:
            return any("At last" in words(message) for message in await link.messages())

        await link.until(arrived)


async def test_a_command_that_takes_too_long_and_is_kept_nowhere_is_seen_to_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "ANSWER", 0.1)
    monkeypatch.setattr(limits, "LAST_MOMENT", 0.1)
    finish = asyncio.Event()

    async def slowly(inbound: Inbound) -> Reply:
        del inbound
        await finish.wait()
        return None

    async with wire("slack") as link:
        link.handle = slowly
        outcome = await link.ask("me")
        finish.set()

    assert not outcome["ok"]


async def test_a_click_on_an_answer_that_only_one_sees_replaces_that_answer() -> None:
    async def answer(inbound: Inbound) -> Reply:
        choices = Choices((Button("Useful", Action("opinion")),))
        if type(inbound).__name__ == "Command":
            return Card("help", "Help", (Heading("What I can do"), choices))
        return Settled(Card("help", "Help", (Heading("What I can do"), Choices((), answered="Thanks."))))

    async with wire("slack") as link:
        link.handle = answer
        await link.ask("help")
        (message,) = await link.messages()
        assert message["ephemeral"]

        await link.click(message)

        async def replaced() -> bool:
            (only,) = await link.messages()
            return "Thanks." in words(only) and not buttons(only)

        await link.until(replaced)


MENU = Card("help", "Help", (Heading("What I can do"), Choices((Button("Useful", Action("opinion")),))))


async def test_in_a_talk_of_two_others_an_answer_is_replaced_for_whoever_clicked_alone() -> None:
    async def answer(inbound: Inbound) -> Reply:
        return MENU if isinstance(inbound, Command) else Settled(Card("help", "Help", (Heading("Noted 115%"),)))

    async with wire("slack") as link:
        link.handle = answer
        await link.ask("help", where=PAIR)
        (message,) = await link.got()
        assert (message["channel"], message["ephemeral"]) == (PAIR, True)

        await link.click(message)

        async def replaced() -> bool:
            (only,) = await link.messages()
            return "Noted 115%" in words(only)

        await link.until(replaced)
        assert await link.messages(BEN["slack"]) == await link.messages(PAIR) == []


@pytest.mark.parametrize("reply", [Notice("Noted 115%"), Settled(Card("help", "Help", (Heading("Noted 115%"),)))])
async def test_where_the_bot_is_not_an_answer_that_has_no_way_left_comes_in_private(reply: Reply) -> None:
    async def answer(inbound: Inbound) -> Reply:
        if isinstance(inbound, Command):
            return MENU
        slack.replies.clear()  # the address is good for half an hour and five answers
        return reply

    async with wire("slack") as link:
        assert link.sandbox._runner
        slack = link.sandbox._runner.app[SLACK]
        link.handle = answer
        await link.ask("help", where=PAIR)
        (message,) = await link.got()

        await link.click(message)

        _, later = await link.got(2)
        assert "Noted 115%" in words(later)
        assert (later["channel"], later["ephemeral"]) == (slack.dm(ANA["slack"]), False)
        assert await link.messages(PAIR) == []


async def test_a_click_in_ones_own_talk_is_not_answered_with_where_the_answer_is() -> None:
    async def answer(inbound: Inbound) -> Reply:
        return MENU if isinstance(inbound, Command) else None

    async with wire("slack") as link:
        link.handle = answer
        await link.platform.send(link.ana, Card("x", "first"), opaque="k0")
        for where in ("", PAIR):
            await link.ask("help", where=where)
            await link.click((await link.messages())[-1])
        *_, own, other = [arrival.sender for arrival in await link.heard(4) if not isinstance(arrival, Command)]

        assert (own.private, own.conversation) == (True, "")
        assert (other.private, other.conversation) == (False, PAIR)


async def test_hundreds_of_messages_go_out_within_the_limits_and_none_is_refused() -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire("slack", clock=clock) as link:

        async def send(link: Wire, number: int, person: str) -> None:
            identity = Identity("slack", "T", person)
            await link.platform.send(identity, Card("x", f"number {number}"), opaque=f"{person}{number}")

        began = clock.now()
        for number in range(60):
            await asyncio.gather(send(link, number, ANA["slack"]), send(link, number, BEN["slack"]))

        assert await refusals(link) == []
        assert (clock.now() - began).total_seconds() < 66  # a message a second and conversation


def test_the_manifest_asks_for_what_the_check_looks_for() -> None:
    socket = manifest(command="/perf", words=("help", "me"))
    http = manifest(command="/perf", words=("help",), request_url="https://bot.example/slack/events")

    assert set(SCOPES) <= set(socket["oauth_config"]["scopes"]["bot"])
    assert socket["features"]["slash_commands"][0]["usage_hint"] == "help | me"
    assert socket["settings"]["socket_mode_enabled"] is True
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["event_subscriptions"]["request_url"] == "https://bot.example/slack/events"
    assert 174 <= len(socket["display_information"]["long_description"]) <= 4000
    assert not socket["features"]["app_home"]["messages_tab_read_only_enabled"]


async def test_a_send_ends_within_its_time_so_that_nobody_else_begins_the_same() -> None:
    async with wire("slack", longest=0.5) as link:
        await link.platform.send(link.ana, Card("x", "warm"), opaque="k0")
        await link.fault(slow_ms=3000)

        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, Card("x", "x"), opaque="k1")
        with pytest.raises(Unreachable, match="pictures_slow"):
            await link.platform.send(link.ana, CARD, opaque="k2")

        await link.fault(slow_ms=0)
