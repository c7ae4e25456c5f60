"""What others provided late stands beside the results that rest on it: as a unit's number, and never a person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.figures.services.dependency import late
from bot.intake.services.follow import compute
from bot.kit.period import Grain, period_of
from bot.overview.services.report_month import month_card
from bot.people.services.person import known
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, chat, read
from tests.company import Company

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.storage import Storage

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
SAID = {
    "en": "of Purchasing was 82% in October, target 95%. It may be part of why output missed the target.",
    "zh-CN": "十月Purchasing 的采购及时率是82%，目标95%，可能影响了产量。",
}


def factory(talk: Chat, *, given: float | None = 0.82, target: float = 0.95, buyers: Sequence[float] = ()) -> None:
    """Have production depend on purchasing, whose on-time supply is given, or rolled up from its buyers'."""
    talk.hire("paula", department="Purchasing")
    talk.hire("prod", department="Production")
    talk.hire("p", kind="unit", name="Purchasing", department="", manager="paula")
    talk.hire("w1", "w2", department="Production", manager="prod")
    names = [f"b{number}" for number in range(len(buyers))]
    talk.hire(*names, department="Purchasing", manager="paula")
    talk.hire("sell", department="Sales")
    with talk.work() as work:
        firm = Company(work)
        firm.metric("supply", title_en="On-time supply", title_zh="采购及时率", unit="%", aggregate="mean")
        firm.metric("made", title_en="Output", title_zh="产量", unit="pieces", aggregate="sum")
        for name in ("w1", "w2", "sell"):
            firm.read(name, "made", OCTOBER, 90.0)
            firm.agree(name, "made", OCTOBER, 100.0)
        for name, value in zip(names, buyers, strict=True):
            firm.read(name, "supply", OCTOBER, value)
        if given is not None:
            firm.read("p", "supply", OCTOBER, given)
        firm.agree("p", "supply", OCTOBER, target)
        metric = work.metrics.get("supply")
        assert metric is not None
        depended = replace(metric, provider="Purchasing", scorer="Production")
        work.metrics.put([depended], fields=frozenset({"provider", "scorer"}))
        compute(work, firm.changed, (), now=talk.clock.now())


async def why(talk: Chat, person: str) -> str:
    said = "为什么 产量 十月" if talk.locale == "zh-CN" else "why output October"
    return read(await talk.say(person, said))


@pytest.mark.postgresql
@IN_BOTH_LANGUAGES
async def test_what_was_late_is_said_beside_the_result_that_rests_on_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        factory(talk)

        own = await why(talk, "w1")
        team = read(await talk.say("prod", "团队" if talk.locale == "zh-CN" else "team"))
        elsewhere = await why(talk, "sell")

        assert SAID[talk.locale] in own
        assert SAID[talk.locale] in team
        assert "82%" not in elsewhere


async def test_the_departments_month_says_it_too(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)
        with talk.work() as work:
            month = period_of(OCTOBER, Grain.MONTH)
            made, sold = (
                month_card(work, known(work, who), department, month, revision=0, now=talk.clock.now())
                for who, department in (("prod", "Production"), ("sell", "Sales"))
            )

        assert made is not None
        assert sold is not None
        assert "on-time supply of Purchasing was 82% in October, target 95%" in read(made)
        assert "82%" not in read(sold)


@IN_BOTH_LANGUAGES
async def test_a_department_whose_people_are_one_unit_is_spoken_of_by_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        factory(talk, buyers=(0.8, 0.81, 0.82, 0.83, 0.84))
        with talk.work() as work:
            buyers = [{"id": f"b{number}", "unit": "p"} for number in range(5)]
            work.people.put([*buyers, {"id": "p", "name": "Stores"}])
        assert SAID[talk.locale].replace("Purchasing", "Stores") in await why(talk, "w1")

        with talk.work() as work:  # of one buyer who belongs elsewhere its number says nothing
            work.people.put([{"id": "b4", "unit": "elsewhere"}])
        assert "82%" not in await why(talk, "w1")


@pytest.mark.parametrize("given", [0.95, 0.99])
async def test_what_reached_its_target_is_not_spoken_of(storage: Storage, given: float) -> None:
    async with chat(storage) as talk:
        factory(talk, given=given)

        assert "Beside this" not in await why(talk, "w1")


@pytest.mark.parametrize(("buyers", "told"), [(4, False), (5, True), (6, True)])
async def test_a_value_made_of_fewer_than_five_people_is_nobodys_context(
    storage: Storage,
    buyers: int,
    told: bool,  # noqa: FBT001 - expected
) -> None:
    async with chat(storage) as talk:
        factory(talk, given=None, buyers=[0.8 + 0.01 * number for number in range(buyers)])

        assert ("Beside this" in await why(talk, "w1")) is told


async def test_another_month_is_no_context_and_who_provides_is_not_told_of_themselves(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)
        with talk.work() as work:
            people = {name: known(work, name) for name in ("w1", "paula")}
            september, october = (period_of(day, Grain.MONTH) for day in (SEPTEMBER, OCTOBER))
            now = talk.clock.now()

            assert [found.provider for found in late(work, [people["w1"]], [october], now=now)] == ["Purchasing"]
            assert late(work, [people["w1"]], [september], now=now) == ()
            assert late(work, [people["w1"]], [period_of(OCTOBER, Grain.DAY)], now=now) == ()
            assert late(work, list(people.values()), [october], now=now) == ()
