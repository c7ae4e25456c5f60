"""A plan becomes a goal when both of the two say so; either proposes it, and each says where the other is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalState
from bot.goals.domain.key_result import Measure
from bot.growth.domain.plan import Plan
from bot.growth.views.plan_example import example
from bot.kit.period import Period
from bot.messages.card import Action
from bot.messages.codec import from_json, to_json
from bot.messages.i18n import translator
from bot.messages.inbound import Notice
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.integration.handlers.growth.test_plan import bugs, newest, written

if TYPE_CHECKING:
    from storage.storage import Storage

OTHER = {"min": "boss", "boss": "min"}


async def begun(here: Chat, **values: str) -> int:
    """Let Min begin her plan; returns its number."""
    bugs(here)
    await here.click("min", button(await written(here, support="", **values), "plan.begin"))
    for who in OTHER:
        here.inbox(who)
    return newest(here).no


def plan(no: int) -> Action:
    return Action("plan", (("no", str(no)),))


def goals(here: Chat) -> list[Goal]:
    with here.work() as work:
        return work.goals.all()


async def to_goal(here: Chat, who: str, no: int) -> str:
    return read(await here.click(who, button(await here.click(who, plan(no)), "plan.goal")))


@pytest.mark.postgresql
@pytest.mark.parametrize("who", OTHER)
@EVERYWHERE
async def test_either_makes_it_a_goal_and_the_yes_of_the_other_opens_it(storage: Storage, way: Way, who: str) -> None:
    async with chat(storage, way) as here:
        no = await begun(here)

        shown = await to_goal(here, who, no)

        [goal] = goals(here)
        assert goal.title in shown
        assert here.t("goal-from-plan") in shown
        assert (goal.state, goal.awaits, goal.owner_id, goal.plan_no) == (GoalState.PROPOSED, OTHER[who], "min", no)
        assert goal.period == Period(date(2026, 11, 3), date(2027, 2, 3))
        [result] = goal.key_results
        assert (result.measure, result.metric, result.subject_id) == (Measure.VALUE, "bug_fix_time", "min")
        assert (result.start, result.target) == (Decimal(6), Decimal(3))

        [asked] = here.inbox(OTHER[who])
        await here.click(OTHER[who], button(asked, "goal.accept"))

        assert goals(here)[0].state is GoalState.OPEN
        for reader in OTHER:
            card = await here.click(reader, plan(no))
            assert here.t("plan-is-goal") in read(card)
            assert "plan.goal" not in {each.action.name for each in buttons(card)}
            assert goal.title in read(await here.click(reader, button(card, "goal")))


async def test_twice_pressed_makes_one_goal(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await begun(here)
        offer = button(await here.click("min", plan(no)), "plan.goal")

        first, again, other = [await here.click(who, offer) for who in ("min", "min", "boss")]

        assert len(goals(here)) == 1
        assert goals(here)[0].title in read(first)
        assert goals(here)[0].title in read(again)
        assert goals(here)[0].title in read(other)


async def test_from_a_goal_made_of_it_the_two_come_back_to_the_plan(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await begun(here)
        await to_goal(here, "min", no)

        for who in OTHER:
            card = await here.say(who, f"goal {goals(here)[0].no}")
            rest = await here.click(who, button(card, "goal.more"))
            assert "Cut bug fix time" in read(await here.click(who, button(rest, "plan")))


@pytest.mark.parametrize("outcome", ["done", "dropped"])
@EVERYWHERE
async def test_a_plan_that_is_over_says_what_becomes_of_its_goal(storage: Storage, way: Way, outcome: str) -> None:
    async with chat(storage, way) as here:
        no = await begun(here)
        await to_goal(here, "boss", no)
        [asked] = here.inbox("min")
        await here.click("min", button(asked, "goal.accept"))

        form = await here.click("boss", Action("plan.close", (("no", str(no)),)))
        closed = await here.submit("boss", form, outcome=outcome, reason="It is so")

        runs = here.t("plan-goal-runs", day=here.t.day(date(2027, 2, 3), today=date(2026, 11, 3)))
        [told] = [card for card in here.inbox("min") if card.kind == "plan"]
        for card in (closed, told, await here.click("min", plan(no))):
            assert runs in read(card)
            assert "goal.close" in {each.action.name for each in buttons(card)}
        assert goals(here)[0].state is GoalState.OPEN


async def test_a_plan_without_a_day_is_no_goal_until_it_has_one(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await begun(here, goal="Cut bug fix time by 50%", milestones="")

        assert "plan.goal" not in {each.action.name for each in buttons(await here.click("min", plan(no)))}
        refused = await here.click("min", Action("plan.goal", (("no", str(no)),)))
        assert "last day" in read(refused)
        assert not goals(here)


@pytest.mark.parametrize("stranger", ["bo", "other", "hr1"])
async def test_nobody_else_makes_it_one(storage: Storage, stranger: str) -> None:
    async with chat(storage) as here:
        no = await begun(here)

        refused = await here.click(stranger, Action("plan.goal", (("no", str(no)),)))

        assert isinstance(refused, Notice)
        assert not goals(here)


def test_a_plan_that_is_no_goal_is_stored_as_it_always_was() -> None:
    plan = example(translator("en")).plan

    assert "goal_no" not in to_json(plan)
    assert from_json(to_json(replace(plan, goal_no=3)), Plan).goal_no == 3
    assert from_json(to_json(plan), Plan) == plan
