"""Records held back, on both databases: admins decide about them as they do about values."""

from __future__ import annotations

from contextlib import asynccontextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.intake.services.follow import compute
from bot.intake.services.quarantine_screen import hold_back
from bot.intake.services.update import catalogue
from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.company import Company
from tests.deals import DEALS, amount_of, columns, deal, furnish_records

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.storage import Storage

SLIP = deal(40, 9_000_000, day=20, customer="Harlow Parts")
DEALS_OF_MIN = [deal(number, 500 + 35 * number, day=1 + number % 27) for number in range(36)]
MADE = sum(500 + 35 * number for number in range(36))


@asynccontextmanager
async def ward(storage: Storage, way: Way, person: str = "min") -> AsyncIterator[Chat]:
    """Of Min's deals one has come in that is a thousand times too large; Ana is an admin, two are of HR."""
    async with chat(storage, way) as here:
        furnish_records(here, DEALS_OF_MIN)
        with here.work() as work:
            company = Company(work)
            batch = company.insert("batch", kind="records", source="crm", received_at=here.clock.now(), file="late.csv")
            stream = work.streams.get(DEALS.key)
            assert stream is not None
            got = hold_back(work, stream, columns(company, [SLIP | {"person": person}]), catalogue(work), batch=batch)
            assert len(got.held) == 1
            compute(work, got.changed, [batch], now=here.clock.now())
        yield here


def collections(here: Chat) -> float | None:
    with here.work() as work:
        (delta,) = work.deltas.find(person_id="min")
    return delta.value


@EVERYWHERE
async def test_an_admin_sees_the_whole_record_and_lets_it_count(way: Way, storage: Storage) -> None:
    async with ward(storage, way) as here:
        (card,) = here.inbox("ana")
        words = read(card)
        for word in ("A-40", "9,000,000", "Harlow Parts", "late.csv"):
            assert word in words
        assert [choice.action.name for choice in buttons(card)] == ["held.accept", "held.correct", "held.discard"]
        assert collections(here) == MADE

        asked = await here.click("ana", button(card, "held.accept"))
        assert isinstance(asked, Settled)
        done = await here.click("ana", button(asked.card, "held.accepted"))

        assert isinstance(done, Settled)
        assert amount_of(here, "A-40") == 9_000_000
        assert collections(here) == MADE + 9_000_000
        assert isinstance(await here.click("ana", button(card, "held.discard")), Notice), "the first decision counts"
        with here.work() as work:
            (entry,) = work.audit.find(what=What.APPROVAL)
            assert (entry.subject, entry.detail["stream"], entry.detail["decision"]) == ("min", "orders", "accepted")


@EVERYWHERE
async def test_the_right_record_counts_once_somebody_of_hr_approves_it(way: Way, storage: Storage) -> None:
    async with ward(storage, way) as here:
        (card,) = here.inbox("ana")
        form = await here.click("ana", button(card, "held.correct"))
        same = await here.submit("ana", form, reason="as it is")
        assert isinstance(same, RejectedForm) or not isinstance(form, Form)

        form = await here.click("ana", button(card, "held.correct"))
        done = await here.submit("ana", form, m1_0="9000", reason="order system: three zeros too many")

        assert isinstance(done, Card)
        assert amount_of(here, "A-40") is None
        (asked,) = here.inbox("hr1")
        assert "three zeros" in read(asked)
        assert "A-40" in read(asked)
        await here.click("hr1", button(asked, "correction.approve"))
        assert amount_of(here, "A-40") == Decimal(9000)
        assert collections(here) == MADE + 9000
        with here.work() as work:
            assert work.quarantine.open() == []


async def test_where_nobody_could_approve_an_admin_stores_the_right_record(storage: Storage) -> None:
    async with ward(storage, Way()) as here:
        with here.work() as work:
            for person in ("hr1", "hr2"):
                work.permissions.take(person, Role.HR)
        (card,) = here.inbox("ana")
        form = await here.click("ana", button(card, "held.correct"))
        await here.submit("ana", form, m1_0="9000", reason="order system")

        assert amount_of(here, "A-40") == Decimal(9000)
        assert collections(here) == MADE + 9000


async def test_nobody_decides_about_a_record_of_their_own_and_others_not_at_all(storage: Storage) -> None:
    async with ward(storage, Way()) as here:
        with here.work() as work:
            give(work, "min", Role.ADMIN)
            (held,) = work.quarantine.open()
        place = (("no", str(held.no)),)
        for route in ("open", "accept", "accepted", "discard", "discarded", "correct"):
            assert isinstance(await here.click("min", Action(f"held.{route}", place)), Notice)
            assert isinstance(await here.click("bo", Action(f"held.{route}", place)), Notice)

        assert amount_of(here, "A-40") is None
        with here.work() as work:
            assert len(work.quarantine.open()) == 1


async def test_what_is_made_of_it_is_not_told_until_somebody_has_decided(storage: Storage) -> None:
    async with ward(storage, Way()) as here:
        with here.work() as work:
            (delta,) = work.deltas.find(person_id="min")
        assert "quarantined" in delta.flags.words()

        (card,) = here.inbox("ana")
        asked = await here.click("ana", button(card, "held.discard"))
        assert isinstance(asked, Settled)
        await here.click("ana", button(asked.card, "held.discarded"))

        with here.work() as work:
            (delta,) = work.deltas.find(person_id="min")
        assert "quarantined" not in delta.flags.words()
        assert delta.value == MADE
