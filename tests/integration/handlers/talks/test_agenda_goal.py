"""Goals on the agenda of a talk: what the two have to settle, in few lines, and never more than each may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.key_result import GoalCheckIn, KeyResult
from bot.goals.domain.obstacle import Obstacle
from bot.goals.services.progress import type_value
from bot.kit.period import Period
from bot.messages.card import Action
from bot.people.domain.permission import Role
from bot.talks.services.one_on_one_message import remind
from tests.chat import EVERYWHERE, Chat, Way, buttons, chat, give, read

if TYPE_CHECKING:
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ABOUT = Action("agenda", (("person", "wei"),))


def company(here: Chat) -> None:
    here.hire("ana")
    here.hire("wei", "min", manager="ana")


def goal(here: Chat, title: str, far: str = "0.9", *, owner: str = "wei", **more: Any) -> Goal:
    """Give somebody a goal of the year that is so far."""
    now = here.clock.now()
    with here.work() as work:
        result = KeyResult(title="Way", target=Decimal(1))
        kept = work.goals.add(
            Goal(title=title, level=GoalLevel.PERSON, owner_id=owner, period=YEAR, by=owner, at=now,
                 key_results=(result,), **more)
        )  # fmt: skip
        type_value(work, kept, kept.key_results[0], Decimal(far), by=owner, now=now)
    return kept


def says(here: Chat, about: Goal, obstacle: Obstacle | None, text: str, need: str = "") -> None:
    with here.work() as work:
        said = GoalCheckIn(goal_no=about.no, by="wei", at=here.clock.now(), text=text, obstacle=obstacle, need=need)
        work.key_results.check_in(said)


@EVERYWHERE
async def test_both_read_what_they_have_to_settle_and_what_is_off_track_with_its_number(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as here:
        company(here)
        goal(here, "Going well")
        late = goal(here, "Far behind", "0.3")
        waits = goal(here, "Just proposed", state=GoalState.PROPOSED, awaits="ana")
        stuck = goal(here, "Held up")
        says(here, stuck, Obstacle.RESOURCES, "No hands", "Two days of IT")

        for who in ("wei", "ana"):
            card = await here.click(who, ABOUT)
            said = read(card)
            assert "Going well" not in said
            order = [said.index(title) for title in ("Just proposed", "Held up", "Far behind")]
            assert order == sorted(order)
            assert "Two days of IT" in said
            assert "30%" in said
            assert "84%" in said, "the share of its time that is gone stands beside it"
            opens = [dict(each.action.args)["no"] for each in buttons(card) if each.action.name == "goal"]
            assert opens == [str(no) for no in (waits.no, stuck.no, late.no)]


async def test_what_was_said_before_the_last_talk_or_has_been_settled_since_is_no_topic(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        stuck = goal(here, "Held up")
        says(here, stuck, Obstacle.ABILITY, "I cannot do it", "A course")
        assert "Held up" in read(await here.click("ana", ABOUT))

        says(here, stuck, None, "It goes on")
        assert "Held up" not in read(await here.click("ana", ABOUT))

        says(here, stuck, Obstacle.ABILITY, "Again", "A course")
        assert "Held up" in read(await here.click("ana", ABOUT))
        with here.work() as work:
            work.one_on_ones.plan("wei", at=None)
        here.pass_by(hours=1)
        form = await here.click("ana", Action("pair_log.write", (("person", "wei"),)))
        await here.submit("ana", form, agreed="A course in June")
        assert "Held up" not in read(await here.click("ana", ABOUT))


async def test_an_experiment_that_waits_is_a_topic_until_it_is_decided(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        tried = goal(here, "New process", "0.2", state=GoalState.MISSED, experiment=Experiment(text="Three lots"))
        assert "Three lots" in read(await here.click("ana", ABOUT))

        with here.work() as work:
            approved = Experiment(text="Three lots", state=ExperimentState.APPROVED, reason="New")
            assert work.goals.put(replace(tried, experiment=approved))
        assert "Three lots" not in read(await here.click("ana", ABOUT))


async def test_an_agenda_names_three_goals_at_most_and_never_somebody_elses(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        for number in range(5):
            goal(here, f"Behind {number}", "0.1")
        goal(here, "Of another", "0.1", owner="min")

        said = read(await here.click("ana", ABOUT))

        assert said.count("Behind") == 3
        assert "Of another" not in said


@pytest.mark.parametrize("stranger", ["min", "hr1"])
async def test_nobody_else_reads_them(storage: Storage, stranger: str) -> None:
    async with chat(storage) as here:
        company(here)
        here.hire("hr1")
        with here.work() as work:
            give(work, "hr1", Role.HR)
        goal(here, "Far behind", "0.1")

        assert "Far behind" not in read(await here.click(stranger, ABOUT))


async def test_the_reminder_of_a_talk_names_them_too(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        goal(here, "Far behind", "0.1")
        with here.work() as work:
            work.one_on_ones.plan("wei", at=here.clock.now() + timedelta(hours=2))
            pair = work.one_on_ones.pair("wei")
            assert pair
            assert remind(work, pair, now=here.clock.now())

        assert all("Far behind" in read(card) for who in ("wei", "ana") for card in here.inbox(who))
