"""Goals as a file in chat: HR has every goal that runs, nobody else has any, and that it was taken is on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalState
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.period import Period
from bot.messages.card import Attachment, Card
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Chat, Way, chat, give, read
from tests.samples import take

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage

SAID = {"en": "goal export", "zh-CN": "导出目标"}
TITLE = "=Sell(2)"


def company(here: Chat) -> None:
    """Hire HR, a manager and two who each have a goal, one of them over."""
    here.hire("hr1", "boss")
    here.hire("ana", "bo", manager="boss")
    with here.work() as work:
        give(work, "hr1", Role.HR)
        for owner, state in (("ana", GoalState.OPEN), ("bo", GoalState.DROPPED)):
            work.goals.add(
                Goal(
                    title=TITLE,
                    level=GoalLevel.PERSON,
                    owner_id=owner,
                    period=Period(date(2026, 1, 1), date(2026, 12, 31)),
                    by="boss",
                    at=here.clock.now(),
                    state=state,
                    key_results=(KeyResult(measure=Measure.COUNT, target=Decimal(2)),),
                )
            )


@EVERYWHERE
async def test_hr_has_every_goal_that_runs_as_a_file(way: Way, storage: Storage, tmp_path: Path) -> None:
    async with chat(storage, way) as here:
        company(here)

        given = await here.say("hr1", SAID[here.locale])

        assert isinstance(given, Card)
        (file,) = (block for block in given.blocks if isinstance(block, Attachment))
        assert f"'{TITLE}" in file.content
        assert "ana" in file.content
        assert "bo," not in file.content
        with here.work() as work:
            taken = work.audit.find(what=What.EXPORT, limit=5)
            before = work.goals.all()
        assert [(entry.actor, entry.detail) for entry in taken] == [("hr1", {"about": "goals", "rows": 1})]

        path = tmp_path / "goals.csv"
        path.write_text(file.content, encoding="utf-8", newline="")
        report = take(storage, "goals", path, now=here.clock.now())

        assert report.clean, report.rejected
        assert (report.inserted, report.corrected, report.unchanged) == (0, 0, 1)
        with here.work() as work:
            assert work.goals.all() == before


@pytest.mark.parametrize("person", ["boss", "ana"])
async def test_nobody_else_has_it(person: str, storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        assert "Sell" not in read(await here.say(person, "goal export"))
        with here.work() as work:
            assert not work.audit.find(what=What.EXPORT, limit=5)
