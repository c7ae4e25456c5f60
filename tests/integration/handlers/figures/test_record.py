"""A number opens the records that it is made of: ten at a time, all as a file, and what they add up to."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.figures.domain.record import RecordQuery
from bot.intake.domain.intake import Change
from bot.messages.card import Action, Attachment, Card, Table
from bot.messages.inbound import Notice
from bot.messages.number import in_full
from bot.messages.text import plain
from tests.chat import EVERYWHERE, Way, button, buttons, chat, read
from tests.company import OCTOBER, Company
from tests.deals import DEALS, TWELVE, arrive, deal, furnish_records, made_of

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

PLACE = (("person", "min"), ("value", "collections:2026-10-01"))
EAST = (("person", "east"), PLACE[1])


def lines(reply: Reply) -> list[tuple[str, ...]]:
    """Return the rows of the last table of a card."""
    assert isinstance(reply, Card), reply
    return list([block for block in reply.blocks if isinstance(block, Table)][-1].rows)


def filed(reply: Reply) -> list[list[str]]:
    """Return the rows of the last file of a card."""
    assert isinstance(reply, Card), reply
    content = [block.content for block in reply.blocks if isinstance(block, Attachment)][-1]
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))


async def why(here: Chat, person: str = "min") -> Reply:
    return await here.click(person, Action("why", PLACE))


@EVERYWHERE
async def test_why_shows_the_newest_ten_the_next_and_the_sum_that_is_the_number(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)

        first = await why(here)
        second = await here.click("min", button(first, "record.page"))

        assert here.t("record-made-of", n=12) in read(first)
        assert [row[1] for row in lines(first)] == ["A-12", "A-11", *(f"A-{n:02}" for n in range(10, 2, -1))]
        assert [row[1] for row in lines(second)] == ["A-02", "A-01"]
        for card in (first, second):
            assert "66,000" in read(card)
            assert here.t("record-holds") in read(card)
        assert [option.action.name for option in buttons(second)] == ["record.file"]


@EVERYWHERE
async def test_all_records_come_as_a_file_with_where_each_is_from_and_a_last_line_that_adds_up(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)

        header, *rows, last = filed(await here.click("min", button(await why(here), "record.file")))

        assert len(rows) == 12
        amount, counts = header.index("amount"), header.index(here.t("record-column-counts"))
        assert sum(float(row[amount]) for row in rows) == sum(float(row[counts]) for row in rows) == 66_000
        assert float(last[counts]) == 66_000
        source, file, row = (header.index(here.t(f"record-column-{name}")) for name in ("origin", "file", "row"))
        assert rows[0][source : file + 1] == ["crm", "deals.csv"]
        assert rows[0][row] == "13"


async def test_only_what_the_formula_chooses_counts_and_is_shown(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here, [*TWELVE, deal(13, 99_999, stage="lost"), deal(14, None), deal(15, 7, person="bo")])

        text = read(await why(here))

        assert here.t("record-made-of", n=12) in text
        assert "99,999" not in text


async def test_of_a_ratio_the_rows_that_carry_most_come_first_with_what_they_are_of(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        rows = [deal(n, 1000, day=n, returned=n % 5 * 10) for n in range(1, 6)]
        furnish_records(here, rows, formula="sum(returned) / sum(amount) from orders")

        card = await why(here)

        assert [row[1] for row in lines(card)] == ["A-04", "A-03", "A-02", "A-01", "A-05"]
        assert "100 ÷ 5,000" in read(card)
        header, *_, last = filed(await here.click("min", button(card, "record.file")))
        assert last[header.index("Counts in the numerator")] == "100"
        assert last[header.index("Counts in the denominator")] == "5000"


@EVERYWHERE
async def test_data_shows_every_version_of_the_records_and_marks_those_that_count_no_more(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)
        with here.work() as work:
            company = Company(work)
            arrive(company, [deal(12, 34_000, day=28)], now=here.clock.now(), file="later.csv")
            batch = company.insert("batch", kind="records", received_at=here.clock.now(), file="gone.csv")
            work.records.withdraw(DEALS.key, ["A-01"], batch=batch)

        asked = "data collections october" if way.platform == "slack" else "数据 十月回款"
        card = await here.say("min", asked)

        header, *rows = filed(card)
        state = header.index(here.t("record-column-state"))
        assert [row[state] for row in rows if row[3] == "A-12"] == [
            here.t("record-state-current"),
            here.t("record-state-replaced", version="1"),
        ]
        assert [row[state] for row in rows if row[3] == "A-01"] == [here.t("record-state-withdrawn")]
        assert len(rows) == 13
        assert here.t("evidence-records") in read(card)


@pytest.mark.parametrize("name", ["why", "record.page", "record.file", "data"])
async def test_who_may_not_read_rows_gets_none_by_any_button(storage: Storage, name: str) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)

        for person in ("bo", "other", "ana"):
            assert isinstance(await here.click(person, Action(name, PLACE)), Notice), person
        for person in ("min", "boss", "hr1"):
            assert isinstance(await here.click(person, Action(name, PLACE)), Card), person


async def test_reading_rows_of_somebody_else_is_on_record(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)

        await here.click("boss", Action("record.file", PLACE))
        await here.click("min", Action("record.file", PLACE))

        with here.work() as work:
            read_by = [(entry.actor, entry.detail) for entry in work.audit.find(subject="min")]
        assert ("boss", {"about": "rows"}) in read_by
        assert all(actor != "min" for actor, _ in read_by)


OTHERS = [f"other{number}" for number in range(5)]


def team_of(here: Chat, *, others: int) -> None:
    """Let Min and Bo, whom the boss leads, and some whom somebody else does belong to one unit, a deal each."""
    here.hire("east", kind="unit", manager="boss", name="East")
    here.hire(*OTHERS)
    furnish_records(here, [])
    with here.work() as work:
        work.connection.execute(
            sa.text("update person set unit = 'east' where id in ('min', 'bo') or id like 'other_'")
        )
        company = Company(work)
        rows = [deal(place, 100 + place, person=person) for place, person in enumerate(["min", "bo", *OTHERS[:others]])]
        arrive(company, rows, now=here.clock.now())
        company.come_in(now=here.clock.now())


async def test_a_team_opens_the_records_of_those_whose_rows_its_reader_may_see(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        team_of(here, others=5)

        card = await here.click("boss", Action("why", EAST))

        assert here.t("record-made-of-people", n=7, people=7) in read(card)
        assert here.t("record-hidden", n=5) in read(card)
        assert {plain(row[1]) for row in lines(card)} == {"Name min", "Name bo"}
        assert "721" in read(card)
        assert here.t("record-holds") in read(card)
        header, *rows, last = filed(await here.click("boss", button(card, "record.file")))
        assert {row[header.index("Who")] for row in rows} == {"Name min", "Name bo"}
        assert last[header.index("Counts")] == "201"


async def test_a_team_counts_once_what_its_members_share_and_shows_the_records_of_both(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here, [])
        here.hire("east", kind="unit", manager="boss", name="East")
        with here.work() as work:
            work.connection.execute(sa.text("update person set unit = 'east' where id in ('min', 'bo')"))
            company = Company(work)
            made_of(company, "collections", "distinct(customer) from orders")
            rows = [deal(number, person=person) for number, person in ((3, "min"), (6, "bo"), (7, "bo"))]
            arrive(company, rows, now=here.clock.now())
            company.come_in(now=here.clock.now())

        card = await here.click("boss", Action("why", EAST))

        assert here.t("record-made-of-people", n=3, people=2) in read(card)
        assert len(lines(card)) == 3
        value = in_full(here.t, 2, "CNY")
        assert here.t("record-sum-distinct", value=value, of="customer") in read(card)
        assert here.t("record-holds") in read(card)


async def test_a_team_shows_no_row_where_the_rest_would_be_somebody_s(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        team_of(here, others=4)

        card = await here.click("boss", Action("why", EAST))

        assert here.t("record-made-of-people", n=6, people=6) in read(card)
        assert here.t("record-closed") in read(card)
        assert "A-0" not in str(card)
        assert isinstance(await here.click("boss", Action("record.page", EAST)), Notice)
        assert isinstance(await here.click("hr1", Action("record.page", EAST)), Card)


async def test_what_has_aged_out_is_said_and_the_number_stays(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        with here.work() as work:
            work.records.forget(before=here.clock.now())
            assert work.readings.rows("min", metric="collections", first=OCTOBER)

        text = read(await why(here))

        assert here.t("record-aged") in text
        assert "66" in text


@EVERYWHERE
async def test_what_was_added_up_before_it_was_stored_is_told_wherever_it_is_shown(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)
        told = here.t("record-rolled-up", by="shift")
        assert told not in read(await why(here))
        with here.work() as work:
            work.connection.execute(sa.text("update stream set rolled_up = 'shift'"))

        first = await why(here)
        for card in (first, await here.click("min", button(first, "record.page"))):
            assert told in read(card)
        assert told in read(await here.click("min", button(first, "record.file")))


async def test_the_file_says_what_cleaning_changed_in_the_rows_that_a_number_is_made_of(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        with here.work() as work:
            (batch,) = {record.batch for record in work.records.find(RecordQuery(DEALS.key))}
            changes = [
                Change(3, "Amount", "￥1,000.00", "1000", "currency+thousands"),
                Change(3, "Customer", " Customer 2", "Customer 2", "blanks"),
                Change(99, "Amount", "1 0", "10", "blanks"),
            ]
            work.batches.record(batch, problems=(), changes=changes)

        given = await here.click("min", Action("record.file", PLACE))

        head, *rows = filed(given)
        assert head[-1] == here.t("record-column-cleaned")
        said = {row[head.index(here.t("record-column-id"))]: row[-1] for row in rows}
        assert [number for number, cell in said.items() if cell] == ["A-02"]
        assert "￥1,000.00" in said["A-02"]
        assert "Customer" in said["A-02"]
        assert here.t("record-cleaned", n=1) in read(given)
