"""What another department provides and had late stands beside the goals that rest on it (R145 to R148)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.goal_dependency import GoalDependency
from bot.goals.domain.key_result import KeyResult
from bot.goals.services.progress import type_value
from bot.intake.services.follow import compute
from bot.kit.period import Period
from bot.people.domain.permission import Role
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, chat, give, read
from tests.company import NOW, Company

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
ROWS = {
    "R145": ("supply", "Purchasing", "Production", "On-time supply", "原材料供应及时率"),
    "R146": ("delivery", "Production", "Sales", "On-time delivery", "产品交付及时率"),
}
"""Of each its metric, who provides, who scores, and its titles."""


async def factory(
    here: Chat, row: str, values: Mapping[date, float], *, progress: float = 0.5, target: float = 0.95
) -> dict[str, int]:
    """Let HR say who provides and who scores, and give the company and three units a goal of the year."""
    key, provider, scorer, en, zh = ROWS[row]
    here.hire("ha", "top")
    here.hire(*(f"{name.lower()}1" for name in ("Purchasing", "Production", "Sales")), manager="top")
    for name in ("Purchasing", "Production", "Sales"):
        here.hire(name.lower(), kind="unit", name=name, department="", manager=f"{name.lower()}1")
        here.hire(f"{name.lower()}2", department=name, manager=f"{name.lower()}1")
    with here.work() as work:
        give(work, "ha", Role.HR)
        firm = Company(work)
        firm.metric(key, title_en=en, title_zh=zh, unit="%", aggregate="mean")
        for month, value in values.items():
            firm.read(provider.lower(), key, month, value)
            firm.agree(provider.lower(), key, month, target)
        compute(work, firm.changed, (), now=here.clock.now())
    form = await here.say("ha", f"{'metric owner' if here.locale == 'en' else '指标负责人'} {key}")
    await here.submit("ha", form, owner=f"Name {provider.lower()}1", provider=provider, scorer=scorer)
    numbers = {"top": goal(here, "Lead", GoalLevel.COMPANY, "", 0.5)}
    for name in ("Purchasing", "Production", "Sales"):
        numbers[name] = goal(here, f"Goal of {name}", GoalLevel.DEPARTMENT, name.lower(), progress, numbers["top"])
    return numbers


def goal(here: Chat, title: str, level: GoalLevel, owner: str, progress: float, parent: int = 0) -> int:
    with here.work() as work:
        result = KeyResult(title="Way", target=Decimal(1))
        kept = work.goals.add(
            Goal(title=title, level=level, owner_id=owner, period=YEAR, by="top", at=NOW, key_results=(result,))
        )
        if parent:
            work.goals.link(GoalLink(child_no=kept.no, parent_no=parent))
        type_value(work, kept, kept.key_results[0], Decimal(str(progress)), by="top", now=NOW)
    return int(kept.no)


async def shown(here: Chat, who: str, no: int) -> str:
    return read(await here.say(who, f"goal {no}" if here.locale == "en" else f"目标 {no}"))


@pytest.mark.parametrize("row", ROWS)
@IN_BOTH_LANGUAGES
async def test_the_providers_miss_stands_beside_the_goal_of_who_scores_it(storage: Storage, way: Way, row: str) -> None:
    _, provider, scorer, en, zh = ROWS[row]
    async with chat(storage, way) as here:
        no = await factory(here, row, {SEPTEMBER: 0.9, OCTOBER: 0.82})

        said = await shown(here, f"{scorer.lower()}2", no[scorer])

        expected = (
            f"{en.lower()} of {provider} was 82% in October, target 95%. It may hold this goal back."
            if here.locale == "en"
            else f"十月{provider} 的{zh}是82%，目标95%，可能拖累了这个目标。"
        )
        assert expected in said
        assert "90%" not in said, "the newest miss stands for it"
        assert "82%" not in await shown(here, f"{provider.lower()}2", no[provider])
        strategy = read(await here.say("top", "strategy" if here.locale == "en" else "战略"))
        assert "82%" in strategy
        assert strategy.index(scorer) < strategy.index("82%")


async def test_a_goal_that_goes_well_only_names_what_it_rests_on(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await factory(here, "R145", {OCTOBER: 0.82}, progress=0.95)

        said = await shown(here, "production2", no["Production"])

        assert "The work here depends on it." in said
        assert "hold this goal back" not in said


@pytest.mark.parametrize("values", [{OCTOBER: 0.97}, {date(2025, 10, 1): 0.82}])
async def test_what_was_on_time_or_in_another_year_is_not_spoken_of(
    storage: Storage, values: Mapping[date, float]
) -> None:
    async with chat(storage) as here:
        no = await factory(here, "R145", values)

        assert "supply" not in await shown(here, "production2", no["Production"])


@IN_BOTH_LANGUAGES
async def test_the_analysis_of_a_miss_names_the_late_goal_and_the_late_work_in_one_reading(
    storage: Storage, way: Way
) -> None:
    """R148: production's ten percent more depends on purchasing."""
    async with chat(storage, way) as here:
        no = await factory(here, "R145", {OCTOBER: 0.82})
        with here.work() as work:
            work.goal_dependencies.add(GoalDependency(goal_no=no["Production"], on_no=no["Purchasing"]))

        said = await shown(here, "production2", no["Production"])

        begins = "Where it begins" if here.locale == "en" else "卡在这里"
        [line] = [line for line in said.splitlines() if begins in line]
        assert "Goal of Purchasing" in line
        assert "82%" in line, said
        assert "95%" in line
        assert said.count("82%") == 1
