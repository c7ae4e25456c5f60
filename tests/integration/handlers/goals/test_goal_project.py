"""A project that is done reaches its person's goal, and where several can be meant they say which (R5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.period import Grain, period_of
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, buttons, chat, read
from tests.events import happen

if TYPE_CHECKING:
    from storage.storage import Storage

DONE = KeyResult(measure=Measure.MILESTONE)
TITLES = {"en": ("Finish the design", "Ship the module"), "zh-CN": ("完成模块设计", "模块上线")}


def furnish(here: Chat, *, goals: int) -> list[Goal]:
    """Hire an engineer with so many goals of one project, and somebody beside them."""
    here.hire("eng", "beside")
    now = here.clock.now()
    goal = Goal(
        title="", level=GoalLevel.PERSON, owner_id="eng", period=period_of(now.date(), Grain.YEAR), by="eng", at=now,
        project="Atlas", key_results=(DONE,),
    )  # fmt: skip
    with here.work() as work:
        return [work.goals.add(replace(goal, title=title)) for title in TITLES[here.locale][:goals]]


def finish(here: Chat, share: float) -> None:
    said = {"id": "P1", "person": "eng", "project": "ATLAS", "attainment": share}
    happen(here.storage, EventKind.PROJECT_COMPLETED, said, now=here.clock.now())


def far(here: Chat, *goals: Goal) -> list[float | None]:
    with here.work() as work:
        found = work.goals.progress([goal.no for goal in goals])
        return [found[goal.no].value for goal in goals]


@IN_BOTH_LANGUAGES
async def test_a_project_that_is_done_updates_its_goal_and_shows_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        (goal,) = furnish(here, goals=1)
        finish(here, 0.92)
        assert far(here, goal) == [0.92]
        (card,) = here.inbox("eng")
        assert goal.title in read(card)
        assert "92" in read(card)
        (button,) = buttons(card)
        shown = read(await here.click("eng", button))
        assert goal.title in shown
        assert "92" in shown
        assert here.inbox("beside") == []


@IN_BOTH_LANGUAGES
async def test_of_several_goals_its_person_says_which_and_nobody_else_can(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        first, second = furnish(here, goals=2)
        finish(here, 0.92)
        assert far(here, first, second) == [None, None]
        (card,) = here.inbox("eng")
        _, ships = buttons(card)
        assert second.title not in read(await here.click("beside", ships))
        assert far(here, first, second) == [None, None]
        settled = read(await here.click("eng", ships))
        assert second.title in settled
        assert far(here, first, second) == [None, 0.92]
        await here.click("eng", buttons(card)[0])
        assert far(here, first, second) == [None, 0.92]


@IN_BOTH_LANGUAGES
async def test_without_a_goal_of_it_one_can_be_made(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, goals=1)
        other = {"id": "P2", "person": "eng", "project": "Borealis", "attainment": 1}
        happen(here.storage, EventKind.PROJECT_COMPLETED, other, now=here.clock.now())
        (card,) = here.inbox("eng")
        assert "Borealis" in read(card)
        (makes,) = buttons(card)
        form = await here.click("eng", makes)
        await here.submit("eng", form)
        with here.work() as work:
            made = work.goals.all()[-1]
        assert made.project == "Borealis", "its key stands in the form"
        assert "Borealis" in made.title
