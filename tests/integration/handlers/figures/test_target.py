"""Targets in chat: said in a sentence, looked at, confirmed, kept as a version, and computed with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.delta import Changed
from bot.intake.services.follow import compute
from bot.kit.period import Period
from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.permission import Role
from storage.database import EPOCH
from tests.chat import EVERYWHERE, Chat, Way, button, chat, give, read
from tests.company import Company
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def company(talk: Chat) -> None:
    """Hire an admin, somebody of HR, three sellers, and a line; one seller has a value for November."""
    talk.hire("ada", "hana", role="office")
    talk.hire("S1", "S2", "S3")
    talk.hire("L1", kind="unit", role="")
    with talk.work() as work:
        give(work, "ada", Role.ADMIN)
        give(work, "hana", Role.HR)
        firm = Company(work)
        firm.metric("orders", title_en="Orders completed", title_zh="订单完成量", unit="orders", aggregate="sum")
        firm.reading("S1", "orders", NOVEMBER.start, 30.0)
        key = (firm.people["S1"], firm.metrics["orders"][0], (NOVEMBER.start - EPOCH).days)
        compute(work, Changed.of([key]), (), now=talk.clock.now())


def agreed(talk: Chat, *ids: str) -> list[Decimal | None]:
    with talk.work() as work:
        found = [work.targets.get(key, "orders", NOVEMBER) for key in ids]
    return [target.target if target else None for target in found]


SAID = {"en": "target {who} Orders completed November {value}", "zh-CN": "目标 {who} 订单完成量 十一月 {value}"}


@EVERYWHERE
async def test_hr_sets_a_target_sees_old_and_new_and_it_is_computed_with(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        first = await talk.say("hana", SAID[talk.locale].format(who="Name S1", value="50"))
        assert isinstance(first, Card)
        assert agreed(talk, "S1") == [None], "nothing is stored before it is confirmed"
        done = await talk.click("hana", button(first, "target.set"))
        assert isinstance(done, Settled)
        assert agreed(talk, "S1", "S2") == [Decimal(50), None]
        with talk.work() as work:
            delta = work.deltas.get("S1", "orders", NOVEMBER)
            assert delta is not None
            assert delta.target_full == 50.0

        second = await talk.say("hana", SAID[talk.locale].format(who="S1", value="60"))
        assert "50" in read(second)
        assert "60" in read(second)
        await talk.click("hana", button(second, "target.set"))
        assert agreed(talk, "S1") == [Decimal(60)]
        with talk.work() as work:
            kept = work.connection.exec_driver_sql("select target from target_version").fetchall()
            origin = work.connection.exec_driver_sql("select source, by, kind from batch order by no desc").first()
            trail = [entry.what for entry in work.audit.find(actor="hana", subject="S1")]
        assert trail == ["write", "read", "write"], "what was looked at is on record too"
        assert [row[0] for row in kept] == [50.0]
        assert tuple(present(origin)) == ("chat", "hana", "targets")


@EVERYWHERE
async def test_an_admin_sets_one_for_a_role_without_seeing_what_stands_there(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        old = await talk.say("hana", SAID[talk.locale].format(who="S1", value="77"))
        await talk.click("hana", button(old, "target.set"))

        card = await talk.say("ada", SAID[talk.locale].format(who="seller", value="40"))

        assert "3" in read(card)
        assert "77" not in read(card)
        assert "Name S1" not in read(card)
        await talk.click("ada", button(card, "target.set"))
        assert agreed(talk, "S1", "S2", "S3") == [Decimal(40)] * 3


@pytest.mark.postgresql
async def test_a_unit_has_a_target_of_its_own(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)

        await talk.click("ada", button(await talk.say("ada", "target L1 orders November 400"), "target.set"))

        assert agreed(talk, "L1") == [Decimal(400)]


@EVERYWHERE
async def test_what_a_sentence_leaves_out_is_asked(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        asked = await talk.say("ada", "目标 S1 订单完成量" if talk.locale == "zh-CN" else "target S1 orders")
        period = "十一月" if talk.locale == "zh-CN" else "November"
        card = await talk.submit("ada", asked, period=period, value="45")

        await talk.click("ada", button(card, "target.set"))
        assert agreed(talk, "S1") == [Decimal(45)]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("target S1 orders October 50", "period"),
        ("target S1 orders Q1 2027 50", "period"),
        ("target Nobody orders November 50", "who"),
        ("target S1 nonsense November 50", "metric"),
        ("target S1 orders November", "value"),
    ],
)
async def test_what_cannot_be_used_stands_in_the_form_with_the_reason(storage: Storage, words: str, field: str) -> None:
    async with chat(storage) as talk:
        company(talk)

        form = await talk.say("ada", words)

        assert isinstance(form, Form)
        assert field in form.problems
        assert isinstance(await talk.submit("ada", form), RejectedForm)
        if field == "period" and "October" in words:
            assert "can only be corrected" in form.problems[field]


async def test_a_role_that_has_grown_is_looked_at_again(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        card = await talk.say("ada", "target seller orders November 40")
        talk.hire("S4")

        assert isinstance(await talk.click("ada", button(card, "target.set")), Notice)
        assert agreed(talk, "S1", "S4") == [None, None]


async def test_a_target_is_nobody_elses_to_set(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        card = await talk.say("ada", "target S1 orders November 40")

        assert isinstance(await talk.say("S1", "target S1 orders November 1"), Notice)
        assert isinstance(await talk.click("S1", button(card, "target.set")), Notice)
        with talk.work() as work:
            work.permissions.take("ada", Role.ADMIN)
        assert isinstance(await talk.click("ada", button(card, "target.set")), Notice)
        assert agreed(talk, "S1") == [None]


async def test_a_button_may_not_be_forged_into_the_past_or_beyond_what_can_be(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        args = {"who": "S1", "role": "", "metric": "orders", "start": "2026-11-01", "value": "40", "n": "1"}

        for change in ({"start": "2026-09-01"}, {"value": "NaN"}, {"who": "X"}, {"metric": "x"}, {"start": "x"}):
            forged = Action("target.set", tuple((args | change).items()))
            assert isinstance(await talk.click("ada", forged), Notice)

        assert agreed(talk, "S1") == [None]


@pytest.mark.postgresql
async def test_where_a_reduction_began_and_its_weight_stay(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        await talk.click("ada", button(await talk.say("ada", "target S1 orders November 40"), "target.set"))
        with talk.work() as work:
            work.connection.exec_driver_sql("update target set start_value = 90, weight = 0.5")

        await talk.click("ada", button(await talk.say("ada", "target S1 orders November 35"), "target.set"))

        with talk.work() as work:
            found = work.targets.get("S1", "orders", NOVEMBER)
        assert (present(found).target, present(found).start_value, present(found).weight) == (
            Decimal(35),
            Decimal(90),
            Decimal("0.5"),
        )
