"""What moved a number is told wherever the number is: in messages and lists, to whom it may be told at that time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import WRITTEN_ANEW
from bot.delivery.domain.delivery_timing import Drop
from bot.feedback.services import feedback_outgoing
from bot.figures.domain.delta import Changed
from bot.intake.services.follow import compute
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Card
from bot.overview.services import report_month, report_week
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Way, button, buttons, chat, give, read
from tests.company import OCTOBER, SEPTEMBER, Company
from tests.deals import arrive
from tests.moves import furnish_moves, sold, team_sold
from tests.post import write_all
from tests.present import present

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.inbound import Reply
    from bot.work import Work
    from storage.storage import Storage
    from tests.chat import Chat

MONTH = period_of(OCTOBER, Grain.MONTH)
ABOUT_MIN = (("person", "min"),)


def messages(here: Chat, who: str, kind: str) -> list[str]:
    """Return what somebody was sent of a kind, as it was drawn."""
    here.seen.clear()
    return [read(card) for card in here.inbox(who) if card.kind == kind]


def going(here: Chat, who: str, kind: str) -> str:
    """Return how a message to somebody would read if it went now; it may be written anew for that."""
    with here.work() as work:
        card = feedback_outgoing.render(work, newest(work, who, kind), here.clock.now())
        if card == Drop(WRITTEN_ANEW):
            write_all(work, now=here.clock.now())
            card = feedback_outgoing.render(work, newest(work, who, kind), here.clock.now())
    assert isinstance(card, Card), card
    return read(card)


def newest(work: Work, who: str, kind: str) -> Delivery:
    return max((found for found in work.outbox.find(person_id=who) if found.kind == kind), key=lambda found: found.no)


async def opens_the_drivers(here: Chat, who: str, card: Reply) -> None:
    """See to it that a card's Why? leads to what moved the number."""
    assert isinstance(card, Card)
    assert "driver.page" in repr(await here.click(who, button(card, "why")))


@EVERYWHERE
async def test_a_message_and_a_nudge_say_who_moved_the_number(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here)

        (own,), (nudge,) = messages(here, "min", "standing"), messages(here, "boss", "nudge")

        for said in (own, nudge):
            assert "Contoso −" in said
            assert "Fabrikam −" in said
        with here.work() as work:
            (told,) = (found for found in work.outbox.find(person_id="boss") if found.kind == "nudge")
        why = await here.click("boss", Action("feedback.why", (("key", told.key),)))
        assert "driver.page" in repr(why)


@EVERYWHERE
async def test_every_list_with_the_number_says_it_and_leads_to_the_records(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here)

        mine, about = await here.click("min", Action("me")), await here.click("boss", Action("person", ABOUT_MIN))
        team, talks = await here.click("boss", Action("team")), await here.click("boss", Action("team.talks"))
        agendas = [await here.click(who, Action("agenda", ABOUT_MIN)) for who in ("min", "boss")]

        for card in (mine, about, team, talks, *agendas):
            assert "Contoso −" in read(card), card
        for who, card in (("min", mine), ("boss", about), ("boss", agendas[1])):
            await opens_the_drivers(here, who, card)


@EVERYWHERE
async def test_a_report_and_a_week_say_it_of_the_department_and_of_whom_they_name(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        team_sold(here, "bo")
        with here.work() as work:
            work.connection.exec_driver_sql("update person set department = 'East' where id in ('min', 'bo')")
            boss = present(work.people.get("boss"))
            now = here.clock.now()
            report = present(report_month.month_card(work, boss, "East", MONTH, revision=0, now=now))
            held = report_week.week_of(work, boss, period_of(now.date(), Grain.WEEK), now=now)
            week = report_week.week_card(work, boss, boss, MONTH, (*held, ()), key="k", now=now)

        assert read(report).count("Contoso −") == 2  # of East, and of whom there is to talk with
        await opens_the_drivers(here, "boss", report)
        assert week is None or "Contoso −" in read(week)


@EVERYWHERE
async def test_a_heads_week_says_what_moved_a_team_only_while_it_is_told_as_it_is(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        sellers = [f"e{number}" for number in range(5)]
        team_sold(here, *sellers)
        here.hire("chief")
        here.hire("boss", manager="chief")
        here.hire(*sellers, manager="boss")
        with here.work() as work:
            company = Company(work)
            for person in sellers:
                company.agree(person, "collections", OCTOBER, 500_000)
            company.come_in(now=here.clock.now())
            week = period_of(here.clock.now().date(), Grain.WEEK)
            chief, now = present(work.people.get("chief")), here.clock.now()

            def written() -> str:
                return read(present(report_week.week_card(work, chief, chief, week, ((), (), ()), key="k", now=now)))

            assert "Contoso −" in written()
            number = company.people["e1"]
            work.connection.exec_driver_sql(f"update target set target = 24000 where person_no = {number}")  # noqa: S608
            compute(work, Changed.of([company.key("collections", "e1", OCTOBER)]), (), now=now)
            assert "Name boss" in written()
            assert "Contoso −" not in written(), "the group is told as it was: a sum of today would show what changed"


@EVERYWHERE
async def test_a_report_says_it_of_the_sum_of_a_department_without_values_of_its_own(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish_moves(here)
        with here.work() as work:
            boss, now = present(work.people.get("boss")), here.clock.now()
            report = present(report_month.month_card(work, boss, "Sales", MONTH, revision=0, now=now))

        assert read(report).count("Contoso −") == 2  # of Sales, and of whom there is to talk with
        assert [option for option in buttons(report) if option.action.name == "why"] == []


def of_two_teams(here: Chat) -> None:
    """Let Min in the East and Bo in the West, both below the North, sell to one customer; Min's month is far below."""
    for unit in ("north", "east", "west"):
        here.hire(unit, kind="unit", manager="boss", name=unit.title())
    furnish_moves(here, [])
    with here.work() as work:
        for who, unit in (("min", "east"), ("bo", "west"), ("east", "north"), ("west", "north")):
            work.connection.exec_driver_sql(f"update person set unit = '{unit}' where id = '{who}'")  # noqa: S608
        company = Company(work)
        rows = sold([(SEPTEMBER, "Contoso", 20, 1_000), (OCTOBER, "Contoso", 5, 1_000)])
        rows += sold([(SEPTEMBER, "Contoso", 20, 1_000), (OCTOBER, "Contoso", 19, 1_000)], person="bo", first=101)
        arrive(company, rows, now=here.clock.now())
        company.come_in(now=here.clock.now())


async def why(here: Chat, who: str, unit: str) -> Reply:
    return await here.click(who, Action("why", (("person", unit), ("value", "collections:2026-10-01"))))


@EVERYWHERE
async def test_which_team_and_who_moved_the_number_of_a_unit_is_told_and_opened(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        of_two_teams(here)

        card = await why(here, "boss", "north")

        assert "East −" in read(card) or "Name min −" in read(card)
        opened = read(await here.click("boss", button(card, "driver.page")))
        assert here.t("record-page", first=1, last=10, n=25) in opened


async def test_nobody_is_named_to_whom_they_are_not_to_be_seen(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        of_two_teams(here)
        with here.work() as work:
            work.connection.exec_driver_sql("update person set manager_id = 'other' where id = 'min'")

        told = read(await why(here, "boss", "north"))
        assert "Name min" not in told
        assert "East −" not in told
        assert "East −" in read(await why(here, "hr1", "north"))


async def test_nothing_is_said_where_all_fell_alike(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_moves(here, sold([(SEPTEMBER, "Contoso", 10, 2_000), (OCTOBER, "Contoso", 10, 1_000),
                                  (SEPTEMBER, "Adatum", 10, 2_000), (OCTOBER, "Adatum", 10, 1_000)]))  # fmt: skip

        (nudge,) = messages(here, "boss", "nudge")

        assert "Contoso" not in nudge
        assert "Contoso" not in read(await here.click("min", Action("me")))


async def test_an_average_that_fell_alike_for_all_is_told_by_number_and_size(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        rows = sold([(SEPTEMBER, "Contoso", 20, 2_000), (OCTOBER, "Contoso", 20, 1_000)])
        furnish_moves(here, [row | {"amount": row["amount"] + at % 3} for at, row in enumerate(rows)])

        (own,) = messages(here, "min", "standing")

        assert "Average CN¥2,000 → CN¥1,000" in own, own
        assert "orders held at 20" in own


async def test_a_message_names_whom_its_reader_may_know_when_it_goes(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        rows = [row | {"customer": "Name other" if row["customer"] == "Contoso" else row["customer"]} for row in sold()]
        furnish_moves(here, rows)

        assert "Name other" not in "".join(messages(here, "boss", "nudge"))
        with here.work() as work:
            give(work, "boss", Role.HR)
        assert "Name other −" in going(here, "boss", "nudge")
        with here.work() as work:
            work.permissions.take("boss", Role.HR)
        assert "Name other" not in going(here, "boss", "nudge")


async def test_a_message_goes_with_what_the_records_say_by_then(storage: Storage) -> None:
    """The same amounts are of another customer, so the value stands and its reason does not."""
    async with chat(storage, Way()) as here:
        furnish_moves(here)
        rows = [replace_customer(row, "Contoso", "Litware") for row in sold()]
        with here.work() as work:
            company = Company(work)
            arrive(company, rows, now=here.clock.now() + timedelta(hours=1), file="again.csv")

        said = going(here, "min", "standing")

        assert "Litware −" in said
        assert "Contoso" not in said


def replace_customer(row: dict[str, object], before: str, after: str) -> dict[str, object]:
    return row | {"customer": after} if row["customer"] == before else row


@pytest.mark.parametrize(("others", "told"), [(4, False), (5, True)])
async def test_a_team_s_card_and_report_tell_nothing_that_a_few_others_make(
    storage: Storage, others: int, *, told: bool
) -> None:
    async with chat(storage, Way()) as here:
        team_sold(here, "bo", *(f"other{number}" for number in range(others)))
        with here.work() as work:
            boss, east = present(work.people.get("boss")), present(work.people.get("east"))
            assert east.manager_id == boss.id

        card = await here.click("boss", Action("why", (("person", "east"), ("value", "collections:2026-10-01"))))

        assert ("Contoso −" in read(card)) is told
