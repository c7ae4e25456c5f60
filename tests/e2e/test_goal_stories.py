"""Goals through the real SDKs: from HR's first word to everybody's tree and the strategy card, moved by what is posted.

The two examples are those of the requirements: 行业技术领导者 (R113 to R119) and 提升客户满意度 (R141).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.calendar import instant
from tests.e2e.hands import Hands, offers, text
from tests.e2e.town import MANAGER, MONDAY, ZONES, Town, hire_staff, reading, town

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
BOTH = pytest.mark.parametrize("platform", ["slack", "dingtalk"])
WORDS = {
    "slack": ("new goal", "Collections at least 500000 a month", "goals", "goal tree", "Lead the industry"),
    "dingtalk": ("新目标", "每月回款达到50万元", "我的目标", "目标树", "成为行业技术领导者"),
}
UNITS = {"rd": ("Research", "研发部"), "prod": ("Production", "生产部"), "sales": ("Selling", "销售部")}
METRICS = {
    "new_share": ("%", "higher", "ratio", "Share of new products", "新技术产品销售额占比"),
    "complaint_rate": ("%", "lower", "ratio", "Complaint rate", "客户投诉率"),
    "response": ("h", "lower", "mean", "Response time", "响应时间"),
    "usage": ("h", "higher", "mean", "Product usage", "产品使用率"),
}
SAID = {
    "lead": ("Lead the industry in technology", "成为行业技术领导者"),
    "products": ("Launch three core products", "推出3款核心技术产品"),
    "defects": ("Reduce the defect rate from 15% to 5%", "次品率从15%降到5%"),
    "share": ("Share of new products at least 30%", "新技术产品销售额占比达30%"),
    "design": ("Finish the design of the control module", "完成控制模块的设计"),
    "ship": ("Ship the control module", "控制模块上线"),
    "happy": ("Happier customers", "提升客户满意度"),
    "complaints": ("Cut the complaint rate by 10%", "客户投诉率降低10%"),
    "answers": ("Shorten the response time by 50%", "响应时间缩短50%"),
    "used": ("Raise product usage by 20%", "产品使用率提高20%"),
    "goals": ("my goals", "我的目标"),
    "tree": ("goal tree", "目标树"),
    "strategy": ("strategy", "战略目标"),
    "basis": ("based on 2 of 3 parts", "依据3部分中的2部分"),
}


@dataclass
class Goals:
    """A town whose HR writes goals of three departments and of an engineer."""

    here: Town

    def said(self, key: str) -> str:
        """Return what is said in the language of the platform."""
        return SAID[key][self.here.platforms[0] != "slack"]

    def unit(self, key: str) -> str:
        """Return the name of a department in the language of the platform."""
        return UNITS[key][self.here.platforms[0] != "slack"]

    async def furnish(self) -> None:
        """Post three departments and what is measured of them."""
        hire_staff(self.here)
        await self.here.post(people=[{"employee_id": key, "name": self.unit(key), "kind": "unit"} for key in UNITS])
        await self.here.post(
            metrics=[
                {"metric": key, "unit": unit, "direction": way, "grain": "month", "aggregate": aggregate}
                | {"title_en": en, "title_zh": zh}
                for key, (unit, way, aggregate, en, zh) in METRICS.items()
            ]
        )

    async def write(self, who: Hands, key: str, owner: str, **more: str) -> Json:
        """Write a goal of this year through the form, and return what the bot says that it understood."""
        await who.write(WORDS[who.platform][0])
        form = await who.form(self.here.t()("goal-form"))
        assert (await who.fill(form, title=self.said(key), owner=owner, period="2026", **more))["ok"]
        return await who.got(self.said(key))

    def contributes(self, **shares: str) -> list[str]:
        """Return how the strategy says how far departments are."""
        apart = " " if self.here.platforms[0] == "slack" else ""
        return [f"{self.unit(key)}{apart}{share}" for key, share in shares.items()]

    async def ask(self, who: Hands, key: str, *holding: str) -> str:
        """Ask for something about goals, and return what is read."""
        await who.catch_up()
        await who.write(self.said(key))
        return text(await who.got(*holding))

    async def done(self, project: str, share: str, id_: str = "P1") -> None:
        """Let a project of the engineer be done, as another system posts it."""
        record = {"id": id_, "employee_id": "W1", "day": f"{MONDAY}", "project": project, "attainment": share}
        await self.here.post(event="project_completed", records=[record])


@BOTH
async def test_a_sentence_becomes_a_goal_that_both_say_yes_to_and_data_move(platform: str, tmp_path: Path) -> None:
    add, title, mine, tree, top = WORDS[platform]
    _, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(12), timezone=others)) as here:
        hire_staff(here)
        ana, boss, hana = (Hands(here, name) for name in ("W1", MANAGER, "H1"))

        await ana.write(f"{add} {title}")
        form = await ana.form(here.t()("goal-form"))
        assert (await ana.fill(form, title=title))["ok"]
        await ana.got(title, here.t()("goal-state-proposed"))
        asked = await boss.got(title, offering="goal.accept")
        await boss.press(asked, "goal.accept")
        await ana.got(title, offering="goal")

        await here.post(readings=[reading("W1", "collections", 250_000)])
        await ana.write(mine)
        shown = await ana.got(title)
        assert "50%" in text(shown)

        await hana.write(add)
        form = await hana.form(here.t()("goal-form"))
        assert (await hana.fill(form, title=top, owner="company:", period="2026"))["ok"]
        await ana.write(tree)
        seen = await ana.got(top)
        assert title not in text(seen)


@BOTH
async def test_the_leader_of_the_industry_from_the_first_word_to_the_strategy(platform: str, tmp_path: Path) -> None:
    start = instant(MONDAY, time(12), timezone=ZONES[platform][1])
    async with town(tmp_path, platform, start=start) as here:
        goals = Goals(here)
        await goals.furnish()
        hana, wei, beside = (Hands(here, name) for name in ("H1", "W1", "W2"))
        await goals.write(hana, "lead", "company:")
        await goals.write(hana, "products", "department:rd", parent="goal1")
        understood = text(await goals.write(hana, "defects", "department:prod", parent="goal1"))
        assert "15%" in understood
        assert "5%" in understood
        await goals.write(hana, "share", "department:sales", parent="goal1")
        await goals.write(hana, "design", "person:W1", parent="goal2", project="Atlas")
        asked = await wei.got(goals.said("design"), offering="goal.accept")
        await wei.press(asked, "goal.accept")

        rate = reading("prod", "defect_rate", "8%", numerator=80, denominator=1000)
        await here.post(readings=[rate, reading("sales", "new_share", "24%", numerator=240, denominator=1000)])
        tree = await goals.ask(beside, "tree", goals.said("lead"))
        assert "75%" in tree, "the mean of 70% and 80%: what is not known is not zero"
        assert goals.said("basis") in tree
        assert "70%" in tree
        assert "80%" in tree
        assert goals.said("design") not in tree, "a person's goal is no matter of everybody's"

        await here.post(readings=[rate | {"value": "10%", "numerator": 100}])
        assert "65%" in await goals.ask(beside, "tree", goals.said("lead"))

        await wei.catch_up()
        await goals.done("ATLAS", "92%")
        assert "92%" in text(await wei.got(goals.said("design")))
        assert "92%" in await goals.ask(wei, "goals", goals.said("design"))
        strategy = await goals.ask(hana, "strategy", goals.said("lead"))
        assert all(said in strategy for said in goals.contributes(rd="92%", prod="50%", sales="80%"))
        assert "74%" in strategy
        for key in ("tree", "strategy"):
            seen = await goals.ask(beside, key, goals.said("lead"))
            assert "92%" not in seen, "one engineer's goal, seen through the department's"
            assert "74%" not in seen


@BOTH
async def test_a_project_that_fits_several_goals_asks_and_one_that_fits_none_offers(
    platform: str, tmp_path: Path
) -> None:
    start = instant(MONDAY, time(12), timezone=ZONES[platform][1])
    async with town(tmp_path, platform, start=start) as here:
        goals = Goals(here)
        await goals.furnish()
        hana, wei, boss = (Hands(here, name) for name in ("H1", "W1", MANAGER))
        for key in ("design", "ship"):
            await goals.write(hana, key, "person:W1", project="Atlas")
            await wei.press(await wei.got(goals.said(key), offering="goal.accept"), "goal.accept")

        await goals.done("atlas", "92%")
        await here.at(MONDAY + timedelta(days=1), time(10), zone=ZONES[platform][1])  # two messages a day are enough
        question = await wei.got("atlas", offering="goal.project")
        assert offers(question).count("goal.project") == 2
        assert "92%" not in await goals.ask(wei, "goals", goals.said("design")), "nothing is guessed"
        await wei.press(question, "goal.project")
        assert "92%" in text(await wei.got(goals.said("design")))
        mine = await goals.ask(wei, "goals", goals.said("design"))
        assert mine.count("92%") == 1, "of two goals one has moved"
        assert mine.index(goals.said("design")) < mine.index("92%")
        await boss.catch_up()

        await goals.done("Borealis", "100%", "P2")
        offered = await wei.got("Borealis", offering="goal.add")
        assert "goal.project" not in offers(offered)
        assert not any("Borealis" in text(message) for message in await boss.catch_up())


@BOTH
async def test_happier_customers_in_three_directions_from_the_first_word_on(platform: str, tmp_path: Path) -> None:
    start = instant(MONDAY, time(12), timezone=ZONES[platform][1])
    async with town(tmp_path, platform, start=start) as here:
        goals = Goals(here)
        await goals.furnish()
        hana, wei = Hands(here, "H1"), Hands(here, "W1")
        before = {"period_start": "2025-10-01", "period_end": "2025-10-31"}
        await here.post(
            readings=[
                reading("sales", "complaint_rate", "20%", numerator=200, denominator=1000) | before,
                reading("prod", "response", 8) | before,
                reading("rd", "usage", 10) | before,
            ]
        )
        await goals.write(hana, "happy", "company:")
        for key, unit in (("complaints", "sales"), ("answers", "prod"), ("used", "rd")):
            await goals.write(hana, key, f"department:{unit}", parent="goal1")

        rate = reading("sales", "complaint_rate", "19%", numerator=190, denominator=1000)
        await here.post(readings=[rate, reading("prod", "response", 4), reading("rd", "usage", 11)])
        strategy = await goals.ask(wei, "strategy", goals.said("happy"))
        assert all(said in strategy for said in goals.contributes(sales="50%", prod="100%", rd="50%"))
        assert "66.7%" in strategy

        await here.post(readings=[rate | {"value": "18%", "numerator": 180}, reading("prod", "response", 6)])
        strategy = await goals.ask(wei, "strategy", goals.said("happy"))
        assert all(said in strategy for said in goals.contributes(sales="100%", prod="50%", rd="50%"))
        tree = await goals.ask(wei, "tree", goals.said("happy"))
        assert tree.index(goals.said("answers")) < tree.index(goals.said("complaints")), "what is behind comes first"


CYCLE = {
    "slack": ("goal cycle quarter", "Collections at least 500000 a month", "Two people for a week"),
    "dingtalk": ("目标周期 季度", "每月回款达到50万元", "两个人一周"),
}


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_the_clock_asks_for_a_goal_and_half_way_what_is_in_its_way(platform: str, tmp_path: Path) -> None:
    word, title, need = CYCLE[platform]
    _, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(8), timezone=others)) as here:
        hire_staff(here)
        ana, boss, hana = (Hands(here, name) for name in ("W1", MANAGER, "H1"))

        await hana.write(word)
        await hana.got(here.t()("goal-cycle-every", months=3))
        await here.at(MONDAY, time(11), zone=others)
        await here.app.tick()
        asked = await ana.got(offering="goal.add")
        await boss.got("Person W1", "Person W6", offering="goal.add")
        await ana.press(asked, "goal.add")
        form = await ana.form(here.t()("goal-form"))
        assert (await ana.fill(form, title=title))["ok"]
        await boss.press(await boss.got(title, offering="goal.accept"), "goal.accept")
        await ana.got(title, offering="goal")

        await here.at(date(2026, 11, 16), time(11), zone=others)
        await here.app.tick()
        asked = await ana.got(title, offering="goal.check_in")
        await ana.press(asked, "goal.check_in")
        form = await ana.form(here.t()("goal-check-in-form"))
        assert (await ana.fill(form, text="ok", obstacle="resources", need=need))["ok"]
        await boss.got(need, offering="one_on_one.times")
