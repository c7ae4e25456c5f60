"""Goals through the real SDKs: a sentence becomes a goal, both say yes, data moves it, and everybody sees the tree."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.kit.calendar import instant
from tests.e2e.hands import Hands, text
from tests.e2e.town import MANAGER, MONDAY, ZONES, hire_staff, reading, town

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {
    "slack": ("new goal", "Collections at least 500000 a month", "goals", "goal tree", "Lead the industry"),
    "dingtalk": ("新目标", "每月回款达到50万元", "我的目标", "目标树", "成为行业技术领导者"),
}


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
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
