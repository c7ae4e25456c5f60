"""Charts that a DingTalk card draws itself, over the real socket and API: sent, changed, refused, left out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.messages.card import Action, Button, Card, Chart, Choices, Heading, Picture, Text
from bot.messages.inbound import Inbound, Reply, Settled
from tests.wire import Wire, wire, words

WHOLE = Chart("Rate", ("Sep", "Oct"), (0.30, 0.31), ("30%", "31%"), unit="%", scale=100.0)
GAP = replace(WHOLE, values=(None, 0.31))
OWN = Card("standing", "Your numbers are in", (Heading("115%"), Picture(WHOLE, "up to 31%"), Text("after")))
WITH_GAP = replace(OWN, blocks=(Heading("115%"), Picture(GAP, "31% in October")))


def shown(message: dict[str, Any]) -> dict[str, str]:
    variables: dict[str, str] = message["payload"]["cardData"]["cardParamMap"]
    return variables


async def calls(link: Wire, method: str) -> int:
    """Count the calls of a method."""
    return sum(method in f"{entry['way']} {entry['method']}" for entry in await link.get("/sandbox/log?limit=10000"))


async def test_a_card_draws_its_chart_from_numbers_and_nothing_is_uploaded() -> None:
    async with wire("dingtalk", charts="on") as link:
        receipt = await link.platform.send(link.ana, OWN, opaque="k")
        (message,) = await link.got()

        assert [point["y"] for point in json.loads(shown(message)["chart"])["data"]] == [30.0, 31.0]
        assert (shown(message)["chart_shown"], shown(message)["picture"]) == ("true", "")
        assert "**Rate · %**<br>up to 31%" in shown(message)["body"]
        assert await calls(link, "media/upload") == 0
        assert link.platform.capabilities.charts

        await link.platform.update(receipt, WITH_GAP)
        (again,) = await link.got()
        assert shown(again)["chart_shown"] == "false"
        assert shown(again)["picture"]


async def test_a_series_with_a_gap_goes_as_a_picture() -> None:
    async with wire("dingtalk", charts="on") as link:
        await link.platform.send(link.ana, WITH_GAP, opaque="k")

        (message,) = await link.got()
        assert shown(message)["picture"]
        assert "chart" not in shown(message)


async def test_without_the_setting_cards_are_as_they_were() -> None:
    async with wire("dingtalk") as link:
        await link.platform.send(link.ana, OWN, opaque="k")

        (message,) = await link.got()
        assert shown(message)["picture"]
        assert not {"chart", "chart_shown"} & shown(message).keys()
        assert not link.platform.capabilities.charts


async def test_where_dingtalk_refuses_a_chart_each_message_comes_once_and_with_a_picture() -> None:
    async with wire("dingtalk", charts="on") as link:
        await link.fault(charts_refused=1)
        await link.platform.send(link.ana, OWN, opaque="k1")
        await link.fault(charts_refused=0)
        await link.platform.send(link.ana, OWN, opaque="k2")

        messages = await link.got()
        assert len(messages) == 2
        assert all(shown(message)["picture"] and "chart" not in shown(message) for message in messages)
        assert await calls(link, "createAndDeliver") == 3, "the first was refused, and went again as a picture"


async def test_a_robot_without_a_template_sends_the_picture() -> None:
    async with wire("dingtalk", charts="on", card_template_id="unknown.schema") as link:
        await link.platform.send(link.ana, OWN, opaque="k")

        (message,) = await link.got()
        assert "![up to 31%](" in words(message)


async def test_a_click_redraws_the_card_with_its_chart() -> None:
    async with wire("dingtalk", charts="on") as link:
        asked = replace(OWN, blocks=(*OWN.blocks, Choices((Button("Why?", Action("feedback.why")),))))

        async def answer(inbound: Inbound) -> Reply:
            del inbound
            return Settled(replace(OWN, blocks=(*OWN.blocks, Choices((), answered="done"))))

        link.handle = answer
        await link.platform.send(link.ana, asked, opaque="k")
        (message,) = await link.got()
        await link.click(message)

        async def redrawn() -> dict[str, Any] | None:
            (after,) = await link.messages()
            return after if shown(after)["done"] == "true" else None

        after = await link.until(redrawn)
        assert after is not None

        assert shown(after)["chart_shown"] == "true"
