"""How much of what goes beyond a target counts (methods 4.7): set by HR, for all goals at once, said on the card."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import alignment, progress
from bot.goals.services.goal_score import score_of
from bot.kit.period import Period
from bot.messages.card import Action
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, chat, give, read

if TYPE_CHECKING:
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SAID = {"en": "goal cap", "zh-CN": "超额计分"}
SALES, CALLS = 13, 5
"""Of 10 each."""


def company(here: Chat) -> tuple[int, int]:
    """Set a person a goal of two parts, 130 % and 50 %, below one of the company; return the numbers of both."""
    here.hire("hr1", "boss")
    here.hire("ana", manager="boss")
    now = here.clock.now()
    with here.work() as work:
        give(work, "hr1", Role.HR)
        results = tuple(
            KeyResult(title=title, measure=Measure.COUNT, target=Decimal(10)) for title in ("Sales", "Calls")
        )
        common = {"period": YEAR, "by": "boss", "at": now}
        own = work.goals.add(
            Goal(title="Sell", level=GoalLevel.PERSON, owner_id="ana", key_results=results, **common)  # type: ignore[arg-type]
        )
        top = work.goals.add(Goal(title="Grow", level=GoalLevel.COMPANY, owner_id="", **common))  # type: ignore[arg-type]
        alignment.link(work, GoalLink(child_no=own.no, parent_no=top.no))
        for result, value in zip(own.key_results, (SALES, CALLS), strict=True):
            progress.type_value(work, own, result, Decimal(value), by="ana", now=now)
        return own.no, top.no


def far(here: Chat, *numbers: int) -> list[float | None]:
    with here.work() as work:
        found = work.goals.progress(numbers)
        return [found[no].value for no in numbers]


@IN_BOTH_LANGUAGES
async def test_what_goes_beyond_is_kept_and_counts_as_hr_says(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        own, top = company(here)
        assert far(here, own, top) == [0.75, 0.75]
        shown = read(await here.click("ana", Action("goal", (("no", str(own)),))))
        assert "130%" in shown
        assert here.t("goal-counted", share="100%") in shown

        card = await here.say("hr1", SAID[here.locale])
        assert "100%" in read(card)
        done = await here.click("hr1", button(card, "goal.cap.set"))

        assert "120%" in read(done)
        assert far(here, own, top) == [0.85, 0.85]
        shown = read(await here.click("ana", Action("goal", (("no", str(own)),))))
        assert "130%" in shown
        assert here.t("goal-counted", share="120%") in shown
        with here.work() as work:
            assert score_of(work, "ana", YEAR).value == Decimal("0.85")
            assert progress.roll_up_all(work) == []
            noted = work.audit.find(what=What.WRITE, limit=9)
            assert [entry.detail["name"] for entry in noted if entry.detail.get("about") == "policy"] == ["goal_cap"]

        back = await here.click("hr1", Action("goal.cap.set", (("most", "100"),)))
        assert "100%" in read(back)
        assert far(here, own, top) == [0.75, 0.75]


@pytest.mark.parametrize("person", ["boss", "ana"])
async def test_only_hr_sets_it(person: str, storage: Storage) -> None:
    async with chat(storage) as here:
        own, top = company(here)
        await here.say(person, "goal cap")
        await here.click(person, Action("goal.cap.set", (("most", "120"),)))
        await here.click("hr1", Action("goal.cap.set", (("most", "300"),)))
        assert far(here, own, top) == [0.75, 0.75]
