"""Metrics in chat: everybody reads how one is counted, and admins write, change and add them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import Aggregate, Direction
from bot.figures.domain.pack import FAMILIES, metrics
from bot.figures.domain.record import RecordStream, Renewal
from bot.figures.services.record import compute as made
from bot.intake.services.follow import catch_up, compute
from bot.kit.period import Grain
from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.permission import Role
from storage.database import EPOCH
from storage.figures.reading import READING
from tests.chat import EVERYWHERE, Chat, Way, button, chat, give, read
from tests.company import Company
from tests.present import present
from tests.records import arrivals, enter, fact

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

OCTOBER = date(2026, 10, 1)


def company(talk: Chat) -> None:
    talk.hire("ada", "emil")
    with talk.work() as work:
        give(work, "ada", Role.ADMIN)


def stored(talk: Chat, *months: date) -> None:
    """Have a metric with a reading in each month, and its deltas computed."""
    with talk.work() as work:
        firm = Company(work)
        number = firm.metric("response", title_en="Response", title_zh="响应", unit="hours", aggregate="mean")
        for place, month in enumerate(months):
            firm.reading("emil", "response", month, 10.0 - place)
        keys = [(firm.people["emil"], number, (month - EPOCH).days) for month in months]
        compute(work, Changed.of(keys), (), now=talk.clock.now())


@EVERYWHERE
async def test_an_admin_adds_the_ready_metrics_of_a_job_family_once(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        packs = await talk.say("ada", "指标包" if talk.locale == "zh-CN" else "metric pack")

        done = await talk.click("ada", button(packs, "metric.pack"))
        again = await talk.click("ada", button(packs, "metric.pack"))

        assert isinstance(done, Settled)
        assert isinstance(again, Settled)
        with talk.work() as work:
            assert {metric.key for metric in work.metrics.all()} == set(FAMILIES["sales"])
            assert work.metrics.get("orders") == metrics()["orders"]
        shown = await talk.say("emil", "指标订单" if talk.locale == "zh-CN" else "metric orders")
        assert metrics()["orders"].title_zh in read(shown) or metrics()["orders"].title_en in read(shown)


def test_every_family_of_the_requirements_has_metrics_and_every_metric_a_family() -> None:
    assert {"sales", "development", "operations"} <= set(FAMILIES)
    assert sorted(key for keys in FAMILIES.values() for key in keys) == sorted(metrics())


@EVERYWHERE
async def test_an_admin_writes_a_metric(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        asked = await talk.say("ada", "新增指标" if talk.locale == "zh-CN" else "metric add")

        await talk.submit(
            "ada",
            asked,
            key="first_reply",
            title_en="First reply",
            title_zh="首次回复",
            unit="hours",
            direction="lower",
            grain="week",
            aggregate="mean",
            formula="mean(hours) from replies where kind in (first)",
            records_from="2026-10-01",
            minimum="0",
            minimum_step="0.5",
            advice_en="Answer the oldest question first this week.",
        )

        with talk.work() as work:
            found = work.metrics.get("first_reply")
        assert found is not None
        assert (found.direction, found.grain, found.aggregate) == (Direction.LOWER, Grain.WEEK, Aggregate.MEAN)
        assert (str(found.minimum), found.maximum, str(found.minimum_step)) == ("0", None, "0.5")
        assert found.title_zh == "首次回复"
        assert (found.formula, found.records_from) == ("mean(hours) from replies where kind = first", OCTOBER)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"key": "First Reply"}, "key"),
        ({"key": "response"}, "key"),
        ({"title_en": ""}, "title_en"),
        ({"minimum": "ten"}, "minimum"),
        ({"minimum": "9", "maximum": "3"}, "maximum"),
        ({"advice_en": "Great job, keep it up."}, "advice_en"),
        ({"direction": "sideways"}, "direction"),
        ({"formula": "sum amount from orders"}, "formula"),
        ({"records_from": "3/4/26"}, "records_from"),
    ],
)
async def test_what_cannot_be_a_metric_comes_back_with_the_reason(
    storage: Storage, values: dict[str, str], field: str
) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk)
        good = {"key": "first_reply", "title_en": "First reply", "unit": "hours"}

        again = await talk.submit("ada", await talk.say("ada", "metric add"), **good | values)

        assert isinstance(again, RejectedForm)
        assert set(again.form.problems) == {field}


async def test_what_a_change_computes_again_is_said_first_and_then_done(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk, date(2026, 8, 1), date(2026, 9, 1), OCTOBER)
        with talk.work() as work:
            work.connection.exec_driver_sql("delete from delta")

        asked = await talk.say("ada", "metric edit response")
        answer = await talk.submit("ada", asked, direction="lower", title_en="Response time")

        assert "3 values would be computed again" in read(answer)
        assert "higher → lower" in read(answer)
        with talk.work() as work:
            found = work.metrics.get("response")
            assert (present(found).direction, present(found).title_en) == (Direction.HIGHER, "Response time")

        done = await talk.click("ada", button(answer, "metric.redefine"))
        assert "3 values were computed again" in read(done)
        with talk.work() as work:
            assert present(work.metrics.get("response")).direction is Direction.LOWER
            assert work.count("delta") == 3


async def test_the_question_is_void_once_somebody_else_has_changed_the_metric(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk, OCTOBER)
        question = await talk.submit("ada", await talk.say("ada", "metric edit response"), direction="lower")
        await talk.submit("ada", await talk.say("ada", "metric edit response"), title_en="Other")

        assert isinstance(await talk.click("ada", button(question, "metric.redefine")), Notice)
        with talk.work() as work:
            assert present(work.metrics.get("response")).direction is Direction.HIGHER


@pytest.mark.postgresql
async def test_two_who_edit_at_once_do_not_overwrite_each_other(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk)
        first, second = [await talk.say("ada", "metric edit response") for _ in range(2)]
        await talk.submit("ada", first, title_en="First")

        assert isinstance(await talk.submit("ada", second, title_en="Second"), Notice)
        with talk.work() as work:
            assert present(work.metrics.get("response")).title_en == "First"


async def test_a_share_does_not_become_a_count_while_values_are_stored(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk, OCTOBER)

        again = await talk.submit("ada", await talk.say("ada", "metric edit response"), unit="%")

        assert isinstance(again, RejectedForm)
        assert set(again.form.problems) == {"unit"}


async def test_an_employee_reads_and_changes_nothing(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk, OCTOBER)

        assert "Response" in read(await talk.say("emil", "metric response"))
        for words in ("metric add", "metric edit response", "metric pack sales"):
            assert isinstance(await talk.say("emil", words), Notice)
        meant = (("metric", "response"), ("direction", "lower"), ("grain", "month"), ("aggregate", "mean"), ("was", ""))
        assert isinstance(await talk.click("emil", Action("metric.redefine", meant)), Notice)
        asked = await talk.say("ada", "metric edit response")
        assert isinstance(asked, Form)
        assert isinstance(await talk.submit("emil", asked, title_en="Mine"), Notice)
        with talk.work() as work:
            assert present(work.metrics.get("response")).title_en == "Response"


@EVERYWHERE
async def test_another_formula_is_asked_about_then_computed_in_the_background_and_shown(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        with talk.work() as work:
            enter(work, people=False)
            number = Company(work).metric("won", title_en="Won", title_zh="赢单", formula="sum(amount) from orders")
            person = Company(work).people["emil"]
            batch = work.batches.open(kind="records", source="", file="", digest="a", by="", now=talk.clock.now()).no
            columns = arrivals(fact("d1", 3, 100.0), fact("d2", 4, 50.0))
            columns.person[:] = person
            days = work.records.put("orders", columns, batch=batch).days
            compute(work, made(work, "orders", days, batch=batch, now=talk.clock.now()), (), now=talk.clock.now())
        asked = await talk.submit(
            "ada", await talk.say("ada", "修改指标won" if talk.locale == "zh-CN" else "metric edit won"),
            formula="count() from orders",
        )  # fmt: skip

        done = await talk.click("ada", button(asked, "metric.redefine"))

        assert isinstance(done, Settled)
        assert ("正在重新计算：" if talk.locale == "zh-CN" else "of 2 people are done") in read(done.card)
        with talk.work() as work:
            assert value(work, person, number) == 150
            catch_up(work, now=talk.clock.now())
            assert value(work, person, number) == 2


def value(work: SqlWork, person: int, metric: int) -> float:
    mine = sa.select(READING.c.value).where(READING.c.person_no == person, READING.c.metric_no == metric)
    return float(work.connection.execute(mine).scalar_one())


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("sum(weight) from orders", "They have: amount."),
        ("sum(amount) from orders where amount = 3", "They have: customer, stage."),
        ("sum(hours) from replies", "records_from = 2026-11-01"),
    ],
)
async def test_a_formula_that_cannot_hold_comes_back_with_what_can(storage: Storage, formula: str, reason: str) -> None:
    async with chat(storage) as talk:
        company(talk)
        stored(talk, OCTOBER)
        with talk.work() as work:
            enter(work, people=False)

        again = await talk.submit("ada", await talk.say("ada", "metric edit response"), formula=formula)

        assert isinstance(again, RejectedForm)
        assert reason in str(again.form.problems["formula"])
        with talk.work() as work:
            kept = work.metrics.get("response")
        assert kept
        assert kept.formula == ""


TITLES = {"en": ('"crm deals"', "crm"), "zh-CN": ("“客户 成交”", "crm")}


@EVERYWHERE
async def test_a_formula_may_name_a_stream_by_its_title_and_reads_back_by_its_key(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        titled(talk, crm="CRM deals" if talk.locale == "en" else "客户 成交")
        asked = await talk.say("ada", "新增指标" if talk.locale == "zh-CN" else "metric add")
        said, key = TITLES[talk.locale]

        await talk.submit("ada", asked, key="won", title_en="Won", grain="month", formula=f"count() from {said}")

        with talk.work() as work:
            assert present(work.metrics.get("won")).formula == f"count() from {key}"


@EVERYWHERE
async def test_a_title_of_several_streams_comes_back_with_their_keys(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        titled(talk, crm="Deals", shop="deals", deals_2="")
        asked = await talk.say("ada", "新增指标" if talk.locale == "zh-CN" else "metric add")

        again = await talk.submit(
            "ada", asked, key="won", title_en="Won", grain="month", formula='count() from "Deals"'
        )

        assert "crm, shop" in read(again)
        with talk.work() as work:
            assert work.metrics.get("won") is None


def titled(talk: Chat, **streams: str) -> None:
    with talk.work() as work:
        for key, title in streams.items():
            work.streams.put(RecordStream(key, Renewal.ID, title=title))
