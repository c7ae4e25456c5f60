"""What moved a goal, in chat: by which part, by which customer, by which correction, and to whom what of it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.metric import Direction
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import progress
from bot.kit.period import Period
from tests.arriving import bring
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, read
from tests.company import Company, furnish
from tests.deals import arrive, deal
from tests.moves import furnish_moves

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OCTOBER, NOVEMBER = datetime(2026, 10, 20, 2, tzinfo=UTC), datetime(2026, 11, 3, 2, tzinfo=UTC)
WHY = {"en": "why goal", "zh-CN": "为什么目标"}


def typed(here: Chat, title: str, level: GoalLevel, owner: str, *, parent: int = 0, weight: int = 1) -> Goal:
    """Add a goal with a number that people type, as part of another one."""
    with here.work() as work:
        result = KeyResult(title=f"Way of {title}", measure=Measure.VALUE, target=Decimal(100))
        kept = work.goals.add(
            Goal(title=title, level=level, owner_id=owner, period=YEAR, by="boss", at=NOVEMBER, key_results=(result,))
        )
        if parent:
            work.goals.link(GoalLink(child_no=kept.no, parent_no=parent, weight=Decimal(weight)))
        progress.measure(work, [kept], now=NOVEMBER)
    return kept


def stands(here: Chat, goal: Goal, value: int) -> None:
    with here.work() as work:
        progress.type_value(work, goal, goal.key_results[0], Decimal(value), by="boss", now=here.clock.now())


def company(here: Chat) -> dict[str, Goal]:
    """Let the company's goal consist of those of two departments, the first with three times the weight."""
    furnish(here, sent=False)
    with here.work() as work:
        top = work.goals.add(
            Goal(title="Lead", level=GoalLevel.COMPANY, owner_id="", period=YEAR, by="boss", at=NOVEMBER)
        )
    sales = typed(here, "Sell", GoalLevel.DEPARTMENT, "Sales", parent=top.no, weight=3)
    works = typed(here, "Make", GoalLevel.DEPARTMENT, "Works", parent=top.no)
    return {"top": top, "sales": sales, "works": works}


async def why(here: Chat, who: str, goal: Goal) -> Reply:
    return await here.say(who, f"{WHY[here.locale]} {goal.no}")


@pytest.mark.postgresql
@IN_BOTH_LANGUAGES
async def test_the_parts_that_carry_the_move_are_named_largest_first_and_add_up(storage: Storage, way: Way) -> None:
    async with chat(storage, way, now=OCTOBER) as here:
        goals = company(here)
        for name, value in (("sales", 20), ("works", 60)):
            stands(here, goals[name], value)
        here.clock.move_to(NOVEMBER)
        stands(here, goals["sales"], 44)
        stands(here, goals["works"], 52)

        card = await here.say("min", f"goal {goals['top'].no}" if here.locale == "en" else f"目标 {goals['top'].no}")
        said = read(await here.click("min", button(card, "goal.moved")))

        # 0.75 * 0.24 - 0.25 * 0.08 = 0.18 - 0.02 = 0.16
        assert "30%" in said
        assert "46%" in said
        unit = here.t("number-points", points="").strip()
        told = [said.index(effect) for effect in ("+16", "+18", "−2")]
        assert told == sorted(told)
        assert said.count(unit) == 3
        assert said.index("Sell") < said.index("Make")
        assert said == read(await why(here, "min", goals["top"]))


async def test_one_leads_on_from_a_goal_to_the_part_that_moved_it(storage: Storage) -> None:
    async with chat(storage, now=OCTOBER) as here:
        goals = company(here)
        stands(here, goals["sales"], 20)
        here.clock.move_to(NOVEMBER)
        stands(here, goals["sales"], 44)

        shown = await why(here, "min", goals["top"])
        part = next(each for each in buttons(shown) if each.action.name == "goal.moved")

        assert "Way of Sell" in read(await here.click("min", part))


async def test_what_has_not_moved_says_so(storage: Storage) -> None:
    async with chat(storage) as here:
        goals = company(here)
        stands(here, goals["sales"], 20)

        assert "has not moved" in read(await why(here, "min", goals["top"]))


async def test_where_its_parts_changed_it_is_compared_with_the_day_since_which_they_are_the_same(
    storage: Storage,
) -> None:
    async with chat(storage, now=OCTOBER) as here:
        goals = company(here)
        top, sales = goals["top"].no, goals["sales"].no
        for name, value in (("sales", 20), ("works", 60)):
            stands(here, goals[name], value)
        here.clock.move_to(NOVEMBER)
        with here.work() as work:
            work.goals.link(GoalLink(child_no=sales, parent_no=top, weight=Decimal(1)))
            progress.roll_up(work, [top])
        here.pass_by(days=1)
        stands(here, goals["sales"], 60)

        said = read(await why(here, "min", goals["top"]))

        assert "Since 3 Nov: progress from 40% to 60%" in said
        assert "+20" in said


async def test_a_part_that_becomes_known_is_told_by_what_it_did_to_the_others(storage: Storage) -> None:
    async with chat(storage, now=OCTOBER) as here:
        goals = company(here)
        stands(here, goals["sales"], 20)
        here.clock.move_to(NOVEMBER)
        stands(here, goals["works"], 100)

        said = read(await why(here, "min", goals["top"]))

        assert "from 20% to 40%, +20" in said
        assert "not known before, 100% now" in said
        assert "Sell" not in said


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
async def test_goals_of_people_are_told_together_and_only_where_they_are_enough(
    storage: Storage,
    people: int,
    told: bool,  # noqa: FBT001 - expected
) -> None:
    async with chat(storage, now=OCTOBER) as here:
        furnish(here, sent=False)
        workers = [f"w{number}" for number in range(people)]
        here.hire(*workers, manager="boss")
        with here.work() as work:
            team = work.goals.add(
                Goal(title="Team", level=GoalLevel.TEAM, owner_id="Sales", period=YEAR, by="boss", at=OCTOBER)
            )
        own = [typed(here, f"Own of {who}", GoalLevel.PERSON, who, parent=team.no) for who in workers]
        for at, goal in enumerate(own):
            stands(here, goal, 10 * at)
        here.clock.move_to(NOVEMBER)
        stands(here, own[0], 100)

        elsewhere, led = read(await why(here, "other", team)), read(await why(here, "boss", team))

        assert "Own of" not in elsewhere
        assert ("about" in elsewhere) is told
        assert ("fewer than 5 people" in elsewhere) is not told
        assert "Own of w0" in led
        assert "from 0% to 100%" in led


async def test_a_day_of_which_too_few_peoples_goals_were_known_is_nothing_to_compare_with(storage: Storage) -> None:
    async with chat(storage, now=OCTOBER) as here:
        furnish(here, sent=False)
        workers = [f"w{number}" for number in range(6)]
        here.hire(*workers, manager="boss")
        with here.work() as work:
            team = work.goals.add(
                Goal(title="Team", level=GoalLevel.TEAM, owner_id="Sales", period=YEAR, by="boss", at=OCTOBER)
            )
        own = [typed(here, f"Own of {who}", GoalLevel.PERSON, who, parent=team.no) for who in workers]
        stands(here, own[0], 35)
        here.clock.move_to(NOVEMBER)
        for goal in own[1:]:
            stands(here, goal, 90)

        said = read(await why(here, "other", team))

        assert "35%" not in said
        assert "has not moved" in said
        assert "from 35%" in read(await why(here, "boss", team))


def fed(here: Chat, title: str, level: GoalLevel, owner: str, metric: str, target: str, **more: Any) -> Goal:
    """Add a goal that a metric of its owner feeds."""
    with here.work() as work:
        result = KeyResult(measure=Measure.VALUE, metric=metric, subject_id=owner, target=Decimal(target), **more)
        kept = work.goals.add(
            Goal(title=title, level=level, owner_id=owner, period=YEAR, by="boss", at=NOVEMBER, key_results=(result,))
        )
        progress.measure(work, [kept], now=here.clock.now())
    return kept


@IN_BOTH_LANGUAGES
async def test_customers_behind_the_number_are_named_to_whoever_may_know_them(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here)
        goal = fed(here, "Collect", GoalLevel.PERSON, "min", "collections", "200000")
        here.pass_by(days=1)
        with here.work() as work:
            firm = Company(work)
            more = deal(900, 1000, person="min", customer="Tailspin") | {"day": date(2026, 10, 28)}
            arrive(firm, [more], now=here.clock.now())
            firm.come_in(now=here.clock.now())
            progress.measure(work, [goal], now=here.clock.now())

        for who in ("min", "boss"):
            said = read(await why(here, who, goal))
            assert "+0.5" in said
            assert "Contoso −" in said
        assert "Contoso" not in read(await why(here, "other", goal))


@IN_BOTH_LANGUAGES
async def test_a_correction_that_moved_it_is_called_one(storage: Storage, way: Way) -> None:
    async with chat(storage, way, now=OCTOBER) as here:
        furnish(here, sent=False)
        here.hire("prod", kind="unit", name="Production", department="", manager="boss")

        def comes(value: float) -> None:
            row = {"employee_id": "prod", "metric": "defects", "period": "2026-09-01", "value": value}
            with here.work() as work:
                bring(work, "readings", [row], digest=f"readings-{value}", now=here.clock.now())

        with here.work() as work:
            metric = {"metric": "defects", "unit": "%", "direction": "lower", "grain": "month", "aggregate": "mean"}
            titles = {"title_en": "Defect rate", "title_zh": "次品率"}
            bring(work, "metrics", [metric | titles], digest="metrics", now=here.clock.now())
        comes(0.08)
        down = {"direction": Direction.LOWER, "start": Decimal("0.15")}
        goal = fed(here, "Fewer defects", GoalLevel.TEAM, "prod", "defects", "0.05", **down)
        here.clock.move_to(NOVEMBER)
        comes(0.07)

        said = read(await why(here, "boss", goal))

        expected = {
            "en": "Defect rate of September was corrected on 3 Nov: 7% instead of 8%.",
            "zh-CN": "11月3日更正了九月的次品率：是7%，不是8%。",
        }
        assert expected[here.locale] in said
        assert "+10" in said
