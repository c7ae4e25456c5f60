"""A goal that is late names the late goal of another department with which that begins (R148)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.key_result import KeyResult
from bot.goals.services.progress import type_value
from bot.kit.period import Period
from bot.people.domain.permission import Role
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, give, read
from tests.company import NOW

if TYPE_CHECKING:
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TITLES = {
    "Production": ("Output up 10%", "产量提高10%"),
    "Purchasing": ("95% of materials on time", "原材料供应及时率95%"),
    "Research": ("New material ready", "新材料定型"),
    "Suppliers": ("Two suppliers for steel", "钢材有两家供应商"),
}


def goals(here: Chat, **progress: float) -> dict[str, int]:
    """Let departments have goals of the year that came so far, and return their numbers."""
    here.hire("top", "ha")
    for department in TITLES:
        here.hire(department.lower(), department=department, manager="top")
        here.hire(f"{department.lower()}1", department=department, manager=department.lower())
    numbers = {}
    with here.work() as work:
        give(work, "ha", Role.HR)
        for department, titles in TITLES.items():
            goal = Goal(
                title=titles[here.locale != "en"],
                level=GoalLevel.DEPARTMENT,
                owner_id=department,
                period=YEAR,
                by="top",
                at=NOW,
                key_results=(KeyResult(title="Way", target=Decimal(1)),),
            )
            kept = work.goals.add(goal)
            numbers[department] = kept.no
            reached = Decimal(str(progress.get(department, 0.9)))
            type_value(work, kept, kept.key_results[0], reached, by="top", now=NOW)
    return numbers


async def needs(here: Chat, who: str, no: int, on: int, way: str = "needs") -> str:
    shown = await here.say(who, f"goal {no}" if here.locale == "en" else f"目标 {no}")
    rest = await here.click(who, button(shown, "goal.more"))
    form = await here.click(who, button(rest, "goal.dependency"))
    return read(await here.submit(who, form, on=f"goal{on}", way=way))


@IN_BOTH_LANGUAGES
async def test_the_late_goal_with_which_it_begins_is_named(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        no = goals(here, Production=0.5, Purchasing=0.4, Suppliers=0.1)
        said = await needs(here, "production", no["Production"], no["Research"])
        begins = "Where it begins" if here.locale == "en" else "卡在这里"
        assert TITLES["Research"][here.locale != "en"] in said
        assert begins not in said, "what it needs goes well"

        said = await needs(here, "production", no["Production"], no["Purchasing"])
        assert begins in said
        line = next(line for line in said.splitlines() if begins in line)
        assert TITLES["Purchasing"][here.locale != "en"] in line

        await needs(here, "purchasing", no["Purchasing"], no["Suppliers"])
        said = read(await here.say("production", f"goal {no['Production']}" if here.locale == "en" else "目标 1"))
        line = next(line for line in said.splitlines() if begins in line)
        assert TITLES["Suppliers"][here.locale != "en"] in line
        assert "Purchasing" in line
        assert TITLES["Research"][here.locale != "en"] not in line

        said = await needs(here, "production", no["Production"], no["Purchasing"], way="no-more")
        assert begins not in said


async def test_goals_that_need_one_another_in_a_circle_are_refused_with_the_way(storage: Storage) -> None:
    async with chat(storage) as here:
        no = goals(here)
        await needs(here, "production", no["Production"], no["Purchasing"])
        await needs(here, "purchasing", no["Purchasing"], no["Suppliers"])
        said = await needs(here, "suppliers", no["Suppliers"], no["Production"])
        assert "Two suppliers for steel → Output up 10% → 95% of materials on time → Two suppliers for steel" in said


@pytest.mark.parametrize("who", ["purchasing", "production1"])
async def test_only_who_may_change_a_goal_says_what_it_needs(storage: Storage, who: str) -> None:
    async with chat(storage) as here:
        no = goals(here)
        shown = await here.say(who, f"goal {no['Production']}")
        more = [await here.click(who, each) for each in buttons(shown) if each.action.name == "goal.more"]
        assert "goal.dependency" not in {each.action.name for card in (shown, *more) for each in buttons(card)}
