"""A form of several pages over the real protocols: begun on Slack, items added there, kept, and ended on DingTalk."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.notice import VERSION
from bot.messages.card import Action, Button, Card, Choices, Heading
from bot.messages.i18n import translator
from bot.platforms.dingtalk.connect import DingTalkPlatform
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from handlers.router import Router
from tests.integration.handlers.test_draft import IMPROVE, PLAN, PROJECT
from tests.integration.handlers.test_draft import sent as sent  # noqa: PLC0414 - a fixture, not a second copy of it
from tests.wire import ANA, wire, words

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage
    from tests.wire import Json, Wire

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
INVITATION = Card("sample", "A form", (Heading("A form"), Choices((Button("Fill in", Action("sample")),))))
SECOND = {name.replace(".1.", ".2."): value for name, value in PROJECT.items()}


def connect(link: Wire, storage: Storage) -> UnitOfWorkRunner:
    """Let the bot's own router answer what comes over the wire."""
    run_in_work = UnitOfWorkRunner(storage)
    router = Router(
        run_in_work,
        clock=SimulatedClock(NOW),
        locale="en",
        command="/perf",
        wake=lambda: None,
        forms=lambda _: True,
    )

    async def answer(inbound: Inbound) -> Reply:
        assert await router.persist(inbound)
        return await router.receive(inbound)

    link.handle = answer
    return run_in_work


async def opened(link: Wire, *, holding: str) -> Json:
    await link.platform.send(link.ana, INVITATION, opaque="k1")
    await link.click((await link.got())[0])
    return await link.form(holding=holding)


async def press(link: Wire, form: Json, action: str, **values: str) -> Json:
    """Press a button in a modal, with what is filled in by then."""
    body = {"platform": "slack", "user": ANA["slack"], "message": form["id"], "action": action, "values": values}
    return await link.control("/sandbox/click", body)


async def test_a_long_form_goes_from_slack_to_dingtalk_with_everything_typed(
    storage: Storage, sent: list[Answers]
) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "locale": "en", "accounts": dict(ANA)}])
        work.notices.settle(("ana",), VERSION, at=NOW)
    async with wire("slack") as slack, wire("dingtalk") as dingtalk:
        runners = [connect(slack, storage), connect(dingtalk, storage)]
        modal = await opened(slack, holding="What went well")
        assert "115%" in json.dumps(modal["shown"]), "the panel stands beside the questions"
        await press(slack, modal, "more:projects", **PROJECT)
        modal = await slack.form(holding="projects.2.project")
        assert PROJECT["projects.1.project"] in json.dumps(modal["shown"]), "what was typed is there still"
        await slack.fill(modal, **PROJECT, **SECOND)
        modal = await slack.form(holding="To improve")
        wrong = await slack.fill(modal, event="Too late", own="No time", overall="4")
        assert wrong["errors"].keys() == {"impact"}
        await press(slack, modal, "keep", event=IMPROVE["event"])
        assert (await slack.form(holding="Saved"))["id"] == modal["id"]

        card = await opened(dingtalk, holding=IMPROVE["event"])
        assert "What you typed until" in card["shown"]["body"]
        await dingtalk.fill(card, **IMPROVE)
        card = await dingtalk.form(holding="plan.1.goal")
        await dingtalk.fill(card, **PLAN, **then(card, "more:plan"))
        card = await dingtalk.form(holding="plan.2.goal")
        await dingtalk.fill(card, support=["tools"])  # the second goal stays empty, and is none
        assert "Thank you." in words((await dingtalk.got(3))[-1])

        late = await slack.fill(modal, **IMPROVE)
        assert late["ok"]
        assert translator("en")("form-closed") in words((await slack.got(2))[-1])
        for runner in runners:
            runner.close()

    (answers,) = sent
    assert [project.text("project") for project in answers.items("projects")] == ["Project A", "Project A"]
    assert [other.text("goal") for other in answers.items("plan")] == [PLAN["plan.1.goal"]]
    assert (answers.text("event"), answers.choices("support")) == (IMPROVE["event"], ("tools",))


def then(card: Json, way: str) -> dict[str, str]:
    """Choose where to go from a page of a card."""
    (name,) = (
        field["name"] for field in json.loads(card["shown"]["form"])["fields"] if field["name"].startswith("then.")
    )
    return {name: way}


async def test_a_page_whose_answer_was_lost_is_answered_again_with_the_page_that_follows(
    storage: Storage, sent: list[Answers], monkeypatch: pytest.MonkeyPatch
) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "locale": "en", "accounts": dict(ANA)}])
        work.notices.settle(("ana",), VERSION, at=NOW)
    async with wire("dingtalk") as link:
        platform = link.platform
        assert isinstance(platform, DingTalkPlatform)
        frames: list[Json] = []
        taken = platform.click

        async def noted(frame: Json) -> Json:
            frames.append(frame)
            return await taken(frame)

        monkeypatch.setattr(platform, "click", noted)
        runner = connect(link, storage)
        card = await opened(link, holding="What went well")
        await link.fill(card, **PROJECT)
        await link.form(holding="To improve")

        again = await taken(frames[-1])

        assert "To improve" in json.dumps(again), "it was not told that its page was turned"
        await link.fill(await link.form(holding="To improve"), **IMPROVE)
        await link.fill(await link.form(holding="plan.1.goal"), **PLAN)
        assert "Thank you." in words((await link.got(3))[-1])
        runner.close()
    assert len(sent) == 1
