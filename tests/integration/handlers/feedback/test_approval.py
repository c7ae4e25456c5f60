"""Words that wait for a yes: their reviewer approves, edits, holds or refuses; nothing negative goes out by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.services import approval_review as review
from bot.kit.period import Period
from bot.messages.card import Action, Card, Choices, Quote
from bot.messages.inbound import Notice, Settled
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.people.services.permission import actor
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from handlers import tick
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, give, read
from tests.company import Company
from tests.post import write_all
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

OCTOBER = date(2026, 10, 1)
BELOW = Rule(
    "below", "Under target", "低于目标", Scope.PERSON, "attainment < 90%", Audience.PERSON, Tone.NUDGE, cooldown_days=0
)
ABOVE = Rule(
    "above",
    "Over target",
    "超过目标",
    Scope.PERSON,
    "attainment >= 110%",
    Audience.PERSON,
    Tone.PRAISE,
    review=True,
    cooldown_days=0,
)
TALK = Rule(
    "talk", "Talk", "聊聊", Scope.PERSON, "attainment < 50%", Audience.MANAGER, Tone.NUDGE, review=True, cooldown_days=0
)


def company(talk: Chat, *rules: Rule) -> None:
    """Ana leads Wei; Pat leads nobody here; one of HR looks after both."""
    talk.hire("ana", "pat")
    talk.hire("wei", manager="ana")
    talk.hire("hr", department="HR")
    with talk.work() as work:
        give(work, "hr", Role.HR)
        work.rules.seed(DEFAULT_RULES[-1:], author="test", at=MORNING)
        for rule in rules:
            work.rules.save(rule, author="test", at=MORNING)
        Company(work).metric("sales", unit="CNY", title_en="Sales", title_zh="销售额", aggregate="sum")


def figures(talk: Chat, value: float, target: float = 100.0) -> None:
    """Let Wei's October come in."""
    with talk.work() as work:
        firm = Company(work)
        firm.read("wei", "sales", OCTOBER, value)
        firm.agree("wei", "sales", OCTOBER, target)
        firm.settle(now=talk.clock.now())


def stages(talk: Chat) -> list[Stage]:
    with talk.work() as work:
        return [
            feedback.stage
            for feedback in work.feedback.about("wei", Period(OCTOBER, date(2026, 10, 31)), Occasion.STANDING)
        ]


@EVERYWHERE
async def test_negative_words_by_a_rule_wait_for_the_leader_and_go_out_as_they_were_shown(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)

        assert talk.inbox("wei") == [], "nothing goes out before the yes"
        [asked] = talk.inbox("ana")
        assert "crm-2026-10.csv" in read(asked), "negative words come with their rows"
        settled = await talk.click("ana", button(asked, "approval.approve"))

        assert isinstance(settled, Settled)
        assert buttons(settled) == []
        [got] = talk.inbox("wei")
        theirs = [block for block in got.blocks if not isinstance(block, Choices)]
        shown = [block for block in asked.blocks if block in theirs]
        assert shown == theirs, "exactly what was approved"
        assert "Name ana" in read(got)
        again = await talk.click("ana", button(asked, "approval.approve"))
        assert isinstance(again, Notice)
        assert talk.inbox("wei") == []


@EVERYWHERE
async def test_a_reviewer_edits_adds_a_sentence_and_approves(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")

        form = await talk.click("ana", button(asked, "approval.edit"))
        anew = await talk.submit("ana", form, note="Please work *harder*.", steps=())
        if way.forms:  # where a form is asked as a talk, the helper has answered the one question already
            assert ("Send it again as it is" if talk.locale == "en" else "再提交一次就行") in read(anew)
            assert talk.inbox("wei") == []
            anew = await talk.submit("ana", anew, note="Please work *harder*.", steps=())
        assert isinstance(anew, Card)
        await talk.click("ana", button(anew, "approval.approve"))

        [got] = talk.inbox("wei")
        [quote] = [block for block in got.blocks if isinstance(block, Quote)]
        assert plain(quote.by) == "Name ana"
        with talk.work() as work:
            question = work.approvals.get(dict(button(asked, "approval.approve").action.args)["key"])
        assert (present(question).edited_by, present(question).decided_by) == ("ana", "ana")


@pytest.mark.postgresql
async def test_a_reviewer_refuses_with_a_reason(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")

        form = await talk.click("ana", button(asked, "approval.edit"))
        unsaid = await talk.submit("ana", form, then="reject")
        assert "why" in read(unsaid)
        await talk.submit("ana", unsaid, then="reject", reason="the machine was down")

        assert stages(talk) == [Stage.REJECTED]
        assert talk.inbox("wei") == []


async def test_nobody_else_can_decide_and_no_button_works_twice(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")
        approve, edit = button(asked, "approval.approve"), button(asked, "approval.edit")

        for who in ("pat", "wei", "hr"):
            assert isinstance(await talk.click(who, approve), Notice)
            assert isinstance(await talk.click(who, edit), Notice)
            forged = Action("approval", (("key", dict(approve.action.args)["key"]),))
            text = read(await talk.click(who, forged))
            assert "80" not in text
        forged = Action("approval.approve", (("key", dict(approve.action.args)["key"]), ("rev", "7")))
        assert isinstance(await talk.click("ana", forged), Notice)
        assert stages(talk) == [Stage.DRAFTED]


async def test_a_deputy_decides_while_they_stand_in_and_not_after(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")
        with talk.work() as work:
            work.permissions.appoint("ana", "pat", first=MORNING.date(), last=MORNING.date(), by="ana", at=MORNING)

        listed = await talk.say("pat", "drafts")
        assert "Name wei" in read(listed)
        talk.pass_by(days=1)
        assert isinstance(await talk.click("pat", button(asked, "approval.approve")), Notice)
        assert talk.inbox("wei") == []


async def test_an_unanswered_gap_expires_after_a_reminder_and_hr_hears_of_it(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        talk.inbox("ana")
        talk.pass_by(days=1, hours=1)
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            assert (
                review.waiting(
                    work, actor(work, present(work.people.get("ana")), now=talk.clock.now()), now=talk.clock.now()
                )
                == 1
            )
        assert [message.kind for message in talk.inbox("ana") if message.kind == "approval"] == ["approval"]

        talk.pass_by(days=1)
        for _ in range(2):
            with talk.work() as work:
                tick(work, now=talk.clock.now())

        assert stages(talk) == [Stage.EXPIRED]
        assert [message for message in talk.inbox("wei") if message.kind == "standing"] == []
        [told] = [message for message in talk.inbox("hr") if message.kind == "approval"]
        assert "Name wei" in read(told)
        assert "80" not in read(told)


async def test_unanswered_praise_goes_out_unchanged(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, ABOVE)
        figures(talk, 130.0)
        assert talk.inbox("wei") == []
        talk.pass_by(days=2, hours=1)
        with talk.work() as work:
            tick(work, now=talk.clock.now())

        assert [message.kind for message in talk.inbox("wei") if message.kind == "praise"] == ["praise"]


async def test_a_draft_whose_figures_changed_is_written_anew(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")
        with talk.work() as work:
            work.connection.exec_driver_sql("update delta set value = 70, attainment = 0.7, revision = 1")

        answer = await talk.click("ana", button(asked, "approval.approve"))

        assert isinstance(answer, Settled)
        assert ["changed" in block.answered for block in answer.card.blocks if isinstance(block, Choices)] == [True]
        assert talk.inbox("wei") == []
        with talk.work() as work:
            write_all(work, now=talk.clock.now() + timedelta(minutes=1))
        [anew] = talk.inbox("ana")
        assert "70" in read(anew)
        assert isinstance(await talk.click("ana", button(asked, "approval.approve")), Notice), "the old one is old"
        await talk.click("ana", button(anew, "approval.approve"))
        assert "70" in read(talk.inbox("wei")[0])


async def test_what_a_manager_would_read_about_somebody_is_for_hr_to_approve(storage: Storage) -> None:
    """Whoever leads the manager sees groups only; so does not see one person's figures in a draft either."""
    async with chat(storage) as talk:
        talk.hire("boss")
        company(talk, TALK)
        with talk.work() as work:
            work.people.put([{"id": "ana", "manager_id": "boss"}])
        figures(talk, 30.0)

        assert [message.kind for message in talk.inbox("boss")] == []
        assert [message.kind for message in talk.inbox("ana")] == []
        [asked] = talk.inbox("hr")
        assert isinstance(await talk.click("boss", button(asked, "approval.approve")), Notice)
        await talk.click("hr", button(asked, "approval.approve"))
        assert [message.kind for message in talk.inbox("ana")] == ["nudge"]


@pytest.mark.parametrize("days", ["1", "5"])
async def test_a_draft_is_held_for_some_days(storage: Storage, days: str) -> None:
    async with chat(storage) as talk:
        company(talk, BELOW)
        figures(talk, 80.0)
        [asked] = talk.inbox("ana")

        form = await talk.click("ana", button(asked, "approval.hold"))
        said = await talk.submit("ana", form, days=days, reason="I ask first")

        assert isinstance(said, Notice)
        talk.pass_by(hours=23)
        with talk.work() as work:
            tick(work, now=talk.clock.now())
        assert stages(talk) == [Stage.DRAFTED]
