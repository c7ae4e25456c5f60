"""Goal packs in chat: the auto-parts pack (R162 to R165) loads with one's departments, and again changes nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalState
from bot.goals.domain.goal_pack import PACKS, goal_packs
from bot.goals.domain.key_result import Measure
from bot.messages.card import Action, Card
from bot.people.domain.permission import Role
from tests.arriving import bring
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, chat, give, read

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

UNITS = {"rd": ("R&D", "研发部"), "prod": ("Production", "生产部"), "qa": ("Quality", "质检部")}
PACKS_SAID = {"en": "goal packs", "zh-CN": "目标包"}
WORKERS = ("w0", "w1", "w2")


def company(here: Chat, *, metric: bool = True) -> None:
    """Hire HR, a manager and three operators of production, one of them in a line of it, and make departments units."""
    here.hire("hr1", "boss", department="Head office", role="manager")
    here.hire("lead", manager="boss", department="Works", unit="prod", role="lead")
    here.hire("w0", "w1", manager="lead", department="Works", unit="prod", role="operator")
    here.hire("w2", manager="lead", department="Works", unit="line", role="operator")
    with here.work() as work:
        give(work, "hr1", Role.HR)
        units = [
            {"employee_id": unit, "name": names[here.locale != "en"], "kind": "unit"} for unit, names in UNITS.items()
        ]
        line = {"employee_id": "line", "name": "L1", "kind": "unit", "unit": "prod"}
        bring(work, "people", [*units, line], digest="units", now=here.clock.now())
    if metric:
        bring_metric(here)


def bring_metric(here: Chat) -> None:
    with here.work() as work:
        row = {"metric": "defect_rate", "unit": "%", "direction": "lower", "grain": "month", "aggregate": "ratio"}
        bring(
            work, "metrics", [row | {"title_en": "Defect rate", "title_zh": "次品率"}], digest="m", now=here.clock.now()
        )


async def load(here: Chat, pack: str = "autoparts", **given: str | tuple[str, ...]) -> Reply:
    shown = await here.click("hr1", Action("goal.packs", (("pack", pack),)))
    form = await here.click("hr1", button(shown, "goal.pack.load"))
    return await here.submit("hr1", form, **({"period": "2026", "each-production": "role:operator"} | given))


def goals(here: Chat) -> dict[str, Goal]:
    with here.work() as work:
        return {f"{goal.title} {goal.owner_id}".strip(): goal for goal in work.goals.all()}


def titles(here: Chat, pack: str = "autoparts") -> dict[str, str]:
    return {goal.key: goal.title(chinese=here.t.chinese) for goal in goal_packs()[pack].goals}


@IN_BOTH_LANGUAGES
async def test_the_auto_parts_pack_loads_and_data_move_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        named = titles(here)
        listed = read(await here.say("hr1", PACKS_SAID[here.locale]))
        assert here.t("goal-pack-name-autoparts") in listed

        loaded = read(await load(here))

        assert here.t("goal-pack-loaded", title=here.t("goal-pack-name-autoparts"), n=7) in loaded
        found = goals(here)
        products, defects, accuracy = (
            found[f"{named[key]} {owner}"]
            for key, owner in (("products", "rd"), ("defects", "prod"), ("accuracy", "qa"))
        )
        assert (products.key_results[0].measure, products.key_results[0].target) == (Measure.COUNT, Decimal(2))
        assert (defects.key_results[0].start, defects.key_results[0].target) == (Decimal("0.15"), Decimal("0.05"))
        assert (accuracy.key_results[0].target, accuracy.key_results[0].unit) == (Decimal(1), "%")
        own = [found[f"{named['worker']} {worker}"] for worker in WORKERS]
        assert {goal.key_results[0].measure for goal in own} == {Measure.BAR}
        assert {(goal.level, goal.state) for goal in own} == {(GoalLevel.PERSON, GoalState.OPEN)}
        assert f"{named['worker']} lead" not in found

        with here.work() as work:
            rows = [
                {"employee_id": who, "metric": "defect_rate", "period": "2026-10-01", "value": bad / 1000}
                | {"numerator": bad, "denominator": 1000}
                for who, bad in (("w0", 29), ("w1", 30))
            ]
            bring(work, "readings", rows, digest="r", now=here.clock.now())
            far = work.goals.progress([goal.no for goal in found.values()])
            below = {link.child_no for link in work.goals.links_below([defects.no])}
        assert [far[goal.no].value for goal in own] == [1.0, 0.99, None], "strictly below 3 %"
        assert below == {goal.no for goal in own}
        assert far[defects.no].known == 3
        assert far[found[named["quality"]].no].value == far[defects.no].value

        again = read(await load(here))

        assert here.t("goal-pack-loaded", title=here.t("goal-pack-name-autoparts"), n=0) in again
        assert here.t("goal-pack-unchanged", n=7) in again
        assert goals(here) == found


async def test_a_pack_in_the_other_language_finds_what_is_there(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        await load(here)
        found = goals(here)
        here.hire("hr1", department="Head office", role="manager", locale="zh-CN")

        again = read(await load(here))

        assert "7个目标原来就有" in again
        assert goals(here) == found


async def test_what_nobody_stands_for_is_left_out_and_what_no_metric_feeds_is_typed(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here, metric=False)
        loaded = read(await load(here, rd="-", goals=("quality", "products", "defects")))

        assert "Left out" in loaded
        assert titles(here)["products"] in loaded
        assert "Defect rate" in loaded
        (typed,) = goals(here)[f"{titles(here)['defects']} prod"].key_results
        assert (typed.metric, typed.unit, typed.start) == ("", "%", Decimal("0.15"))

        bring_metric(here)
        again = read(await load(here, goals=("quality", "defects")))

        assert "1 goal changed" in again
        (fed,) = goals(here)[f"{titles(here)['defects']} prod"].key_results
        assert (fed.metric, fed.subject_id) == ("defect_rate", "prod")


async def test_workers_of_a_later_quarter_go_below_the_goal_of_the_year(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        await load(here, goals=("quality", "defects"))
        await load(here, goals=("worker",), period="2026 Q4")
        found = goals(here)

        with here.work() as work:
            above = {link.parent_no for link in work.goals.links_above([found[f"{titles(here)['worker']} w0"].no])}
        assert above == {found[f"{titles(here)['defects']} prod"].no}


async def test_output_names_what_it_needs(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        await load(here, "output", purchasing="department:qa", sales="department:rd")
        found, named = goals(here), titles(here, "output")
        with here.work() as work:
            needs = {each.on_no for each in work.goal_dependencies.of([found[f"{named['output']} prod"].no])}
        assert needs == {
            found[f"{named[key]} {unit}"].no for key, unit in (("supply", "qa"), ("process", "rd"), ("feedback", "rd"))
        }


@pytest.mark.parametrize("key", PACKS)
async def test_every_pack_loads_whole(key: str, storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        parts = {part: "department:prod" for part in goal_packs()[key].places if not part.startswith("each-")}
        loaded = await load(here, key, **parts)
        assert isinstance(loaded, Card)
        assert "Not made" not in read(loaded)
        assert "Left out" not in read(loaded)
        assert {goal.title for goal in goals(here).values()} == set(titles(here, key).values())


@pytest.mark.parametrize("person", ["boss", "w0"])
async def test_only_hr_loads_packs(person: str, storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        refused = [
            await here.say(person, "goal packs"),
            await here.click(person, Action("goal.packs", (("pack", "autoparts"),))),
            await here.click(person, Action("goal.pack.load", (("pack", "autoparts"),))),
        ]
        assert not any("auto parts" in read(reply) for reply in refused)
        assert not goals(here)
