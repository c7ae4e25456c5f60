"""What moved a number is shown under ``why``, and opens the records that make each part of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Card, Table
from bot.messages.inbound import Notice
from bot.messages.text import plain
from tests.chat import EVERYWHERE, Way, button, buttons, chat, read
from tests.company import OCTOBER, SEPTEMBER, Company
from tests.deals import DEALS
from tests.moves import furnish_moves, sold, team_sold

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

PLACE = (("person", "min"), ("value", "collections:2026-10-01"))
EAST = (("person", "east"), PLACE[1])
OTHERS = ("other0", "other1", "other2", "other3", "other4")


def drivers(reply: Reply) -> list[Action]:
    """Return what the buttons of drivers do."""
    assert isinstance(reply, Card), reply
    return [option.action for option in buttons(reply) if option.action.name == "driver.page"]


def amounts(reply: Reply) -> list[tuple[str, float]]:
    """Return the day and amount of each row of a card."""
    assert isinstance(reply, Card), reply
    (found,) = (block for block in reply.blocks if isinstance(block, Table))
    amount = found.header.index("amount")
    return [(plain(row[0]), float(plain(row[amount]).replace(",", ""))) for row in found.rows]


@EVERYWHERE
async def test_why_says_who_moved_it_and_each_opens_the_records_that_make_their_part(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here)

        card = await here.click("min", Action("why", PLACE))

        text = read(card)
        assert "Contoso −" in text
        assert "Fabrikam −" in text
        first, second = drivers(card)
        contoso, fabrikam = await here.click("min", first), await here.click("min", second)
        september, october = ("Sep", "Oct") if way.platform == "slack" else ("9月", "10月")
        for opened, effect, n in ((contoso, -19_000, 21), (fabrikam, -12_000, 12)):
            reply, rows = opened, amounts(opened)
            while more := [option for option in buttons(reply) if option.action.name == "driver.page"]:
                reply = await here.click("min", more[0].action)
                rows += amounts(reply)
            assert len(rows) == n
            sums = [sum(amount for day, amount in rows if month in day) for month in (september, october)]
            assert sums[1] - sums[0] == effect


async def test_more_than_ten_records_are_paged(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here, sold([(SEPTEMBER, "Contoso", 14, 2_000), (SEPTEMBER, "Adatum", 5, 1_000),
                                  (OCTOBER, "Adatum", 5, 1_000)]))  # fmt: skip

        (opened,) = drivers(await here.click("min", Action("why", PLACE)))
        first = await here.click("min", opened)
        second = await here.click("min", button(first, "driver.page"))

        assert (len(amounts(first)), len(amounts(second))) == (10, 4)
        assert "−$14,000" not in read(first)
        assert "28" in read(first)  # what they make together


async def test_nothing_is_said_where_all_fell_alike_or_the_month_is_not_over(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here, sold([(SEPTEMBER, "Contoso", 10, 2_000), (OCTOBER, "Contoso", 10, 1_000),
                                  (SEPTEMBER, "Adatum", 10, 2_000), (OCTOBER, "Adatum", 10, 1_000)]))  # fmt: skip

        assert drivers(await here.click("min", Action("why", PLACE))) == []


@pytest.mark.parametrize("person", ["bo", "other", "ana"])
async def test_who_may_not_read_the_rows_opens_none_of_a_driver_by_a_button_of_somebody_else(
    storage: Storage, person: str
) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here)
        opened, _ = drivers(await here.click("boss", Action("why", PLACE)))

        assert isinstance(await here.click(person, opened), Notice)
        assert isinstance(await here.click("hr1", opened), Card)


async def test_reading_a_driver_s_rows_of_somebody_else_is_on_record(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here)
        opened, _ = drivers(await here.click("hr1", Action("why", PLACE)))

        await here.click("hr1", opened)

        with here.work() as work:
            read_by = [(entry.actor, entry.detail) for entry in work.audit.find(subject="min")]
        assert ("hr1", {"about": "rows"}) in read_by


async def test_records_that_count_no_more_move_nothing_and_the_old_button_says_so(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here)
        opened, _ = drivers(await here.click("min", Action("why", PLACE)))
        with here.work() as work:
            company = Company(work)
            batch = company.insert("batch", kind="records", received_at=here.clock.now(), file="gone.csv")
            gone = [row["id"] for row in sold() if row["customer"] == "Contoso"]
            work.records.withdraw(DEALS.key, gone, batch=batch)

        card = await here.click("min", Action("why", PLACE))

        assert drivers(card) == []  # what is stored is not what the records make, until it is computed again
        reply = await here.click("min", opened)
        assert isinstance(reply, Notice)
        assert plain(here.t("driver-gone")) in str(reply)


async def test_a_customer_who_is_called_like_somebody_unseen_is_nobody_s_driver(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        rows = [row | {"customer": "Name other" if row["customer"] == "Contoso" else row["customer"]} for row in sold()]
        furnish_moves(here, rows)

        assert drivers(await here.click("min", Action("why", PLACE))) == []
        assert "Name other −" not in read(await here.click("boss", Action("why", PLACE)))
        assert "Name other −" in read(await here.click("hr1", Action("why", PLACE)))


async def test_a_team_s_drivers_are_those_of_its_members_together(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        team_sold(here, "bo")

        card = await here.click("boss", Action("why", EAST))

        first, _ = drivers(card)
        opened = await here.click("boss", first)
        assert here.t("record-page", first=1, last=10, n=42) in read(opened)  # 21 deals of Min, 21 of Bo


async def test_a_team_has_no_drivers_for_whom_they_would_show_a_few_others(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        team_sold(here, "bo", *OTHERS[:4])

        assert drivers(await here.click("hr1", Action("why", EAST)))
        assert "Contoso" not in read(await here.click("boss", Action("why", EAST)))


async def test_a_team_has_drivers_where_enough_others_are_among_them(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        team_sold(here, "bo", *OTHERS)

        card = await here.click("boss", Action("why", EAST))

        first, _ = drivers(card)
        opened = await here.click("boss", first)
        assert here.t("record-hidden", n=105) in read(opened)  # 21 deals of each of five
