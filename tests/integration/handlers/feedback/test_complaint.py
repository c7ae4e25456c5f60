"""Complaints of customers reach those involved once a day, and nobody learns of a single person what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import DeliveryState
from bot.delivery.domain.delivery_timing import Drop
from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.messages.card import Card
from bot.people.domain.permission import Role
from handlers import MESSAGES
from tests.cards import everything
from tests.chat import EVERYWHERE, Chat, Way, buttons, chat, give, read
from tests.company import Company
from tests.events import happen

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from storage.storage import Storage

_EMPTY = {"text": "", "figures": ""}
LEAK = {"product": "P-7", "category": "leaking", "severity": "high"}


def furnish(here: Chat, *, on_line: int = 5) -> list[str]:
    """Hire a lead with a line, so many people on it, somebody beside it, and one of HR; return the line's people."""
    here.hire("lead", "hr")
    here.hire("L2", kind="unit", manager="lead")
    members = [f"w{number}" for number in range(1, on_line + 1)]
    here.hire(*members, manager="lead", unit="L2")
    here.hire("beside", manager="lead")
    with here.work() as work:
        give(work, "hr", Role.HR)
    return members


def complain(here: Chat, *facts: dict[str, Any]) -> None:
    happen(here.storage, EventKind.COMPLAINT, *facts, now=here.clock.now())


def waiting(here: Chat, *people: str) -> dict[str, list[Delivery]]:
    """Return what waits for somebody, or for everybody, and may go now."""
    with here.work() as work:
        found = [row for row in work.outbox.find(state=DeliveryState.DUE.value) if row.kind == "complaint"]
    told: dict[str, list[Delivery]] = {}
    for row in found:
        if row.not_before <= here.clock.now() and (not people or row.person_id in people):
            told.setdefault(row.person_id, []).append(row)
    return told


def goes(here: Chat, person: str) -> str | Drop:
    """Return what somebody would read if the newest message went now, or why it does not go."""
    with here.work() as work:
        row = [found for found in work.outbox.find(person_id=person) if found.kind == "complaint"][-1]
        reader = work.people.get(person)
        assert reader
        if reason := MESSAGES.withheld(work, row, reader, here.clock.now()):
            return Drop(reason)
        card = MESSAGES.render(work, row, here.clock.now())
    if isinstance(card, Drop):
        return card
    assert isinstance(card, Card)
    return everything(card)


def sent(here: Chat) -> None:
    """Let everything that waits go out."""
    keys = [row.key for rows in waiting(here).values() for row in rows]
    with here.work() as work:
        for key in keys:
            work.outbox.withdraw(key, detail="sent in this test")


@pytest.mark.postgresql
@EVERYWHERE
async def test_the_person_hears_first_and_then_who_leads_them(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK})

        told = waiting(here)
        assert set(told) == {"w1", "lead"}
        (lead,) = told["lead"]
        assert lead.after == told["w1"][0].key
        (card,) = here.inbox("w1")
        assert "P-7" in read(card)
        assert "leaking" in read(card)
        assert "Name lead" in read(card)
        assert "P-7" not in card.summary  # a lock screen shows it
        (button,) = buttons(card)
        assert button.action.name == "talk"
        assert "Name lead" in read(await here.click("w1", button))
        assert "Name w1" in str(goes(here, "lead"))


@EVERYWHERE
async def test_a_line_hears_together_and_nobody_beside_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        members = furnish(here)
        noise = {"product": "P-9", "category": "noise"}
        complain(
            here,
            {"id": "C1", "person": "L2", **LEAK},
            {"id": "C2", "person": "L2", **LEAK},
            {"id": "C3", "person": "L2", **noise},
        )

        assert {person: len(rows) for person, rows in waiting(here).items()} == dict.fromkeys([*members, "lead"], 1)
        (card,) = here.inbox("w3")
        label = {"en": "P-7, leaking", "zh-CN": "P-7·leaking"}[here.locale]
        count = {"en": "2 complaints", "zh-CN": "2起"}[here.locale]
        assert f"{label}" in read(card)
        assert count in read(card)
        assert "w1" not in read(card)


@pytest.mark.parametrize(("on_line", "told"), [(1, {"w1", "lead"}), (2, {"lead"}), (4, {"lead"})])
async def test_of_a_line_of_a_few_nobody_can_guess_who_it_was(on_line: int, told: set[str], storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, on_line=on_line)
        complain(here, {"id": "C1", "person": "L2", **LEAK})
        assert set(waiting(here)) == told


async def test_who_leads_a_line_of_one_hears_only_what_they_may_know_of_that_person(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("lead", "other")
        here.hire("L2", kind="unit", manager="lead")
        here.hire("w1", manager="other", unit="L2")
        complain(here, {"id": "C1", "person": "L2", **LEAK})
        assert set(waiting(here)) == {"w1"}


async def test_a_second_message_waits_for_the_next_morning_and_counts_what_came_till_then(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK})
        sent(here)
        here.pass_by(hours=1)
        complain(here, {"id": "C2", "person": "w1", **LEAK})
        here.pass_by(hours=1)
        complain(here, {"id": "C3", "person": "w1", "product": "P-9", "category": "noise"})
        assert waiting(here) == {}

        here.pass_by(days=1)
        (row,) = waiting(here)["w1"]
        assert row.not_before == here.clock.now().replace(hour=1, minute=0)  # 9:00 in Shanghai
        words = str(goes(here, "w1"))
        assert "2 customer complaints" in words
        assert "P-9, noise" in words
        assert "there was one" in words  # C1, in the days before

        complain(here, {"id": "C4", "person": "w1", **LEAK})
        assert len(waiting(here)["w1"]) == 1


async def test_what_is_heard_of_again_is_not_told_again(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK})
        sent(here)
        here.pass_by(days=2)
        complain(here, {"id": "C1", "person": "w1", **LEAK, "severity": "low"})
        here.pass_by(days=2)
        assert waiting(here) == {}


async def test_a_message_says_what_still_counts_when_it_goes(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK}, {"id": "C2", "person": "w1", **LEAK})
        with here.work() as work:
            work.records.withdraw("qa.complaint", ["C1"], batch=1)
            assert work.records.count(RecordQuery("qa.complaint")) == 1
        assert "A customer complaint" in str(goes(here, "w1"))
        with here.work() as work:
            work.records.withdraw("qa.complaint", ["C2"], batch=1)
        assert isinstance(goes(here, "w1"), Drop)


async def test_rights_are_asked_when_it_goes(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        here.hire("next")
        complain(here, {"id": "C1", "person": "L2", **LEAK})
        here.hire("w2", manager="lead", unit="L9")  # has left the line
        here.hire("w1", "w3", "w4", "w5", "w6", manager="next", unit="L2")
        here.hire("L2", kind="unit", manager="next")
        assert isinstance(goes(here, "w2"), Drop)
        assert isinstance(goes(here, "lead"), Drop)
        assert "L2" in str(goes(here, "w3"))
        assert {"next", "w6"} <= set(waiting(here))  # those who are there instead have it now
        assert "L2" in str(goes(here, "next"))


async def test_whose_data_is_restricted_is_in_no_message(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK})
        with here.work() as work:
            company = Company(work)
            days = {"asked_at": here.clock.now(), "due_on": here.clock.now().date()}
            company.insert(
                "data_request", person_no=company.people["w1"], ask="restriction", state="granted", **_EMPTY, **days
            )
        complain(here, {"id": "C2", "person": "w1", **LEAK})
        assert isinstance(goes(here, "lead"), Drop)
        here.pass_by(days=1)
        assert len(waiting(here)["w1"]) == 1


async def test_notices_are_let_go_of_after_a_while(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        complain(here, {"id": "C1", "person": "w1", **LEAK})
        with here.work() as work:
            assert work.complaints.forget(before=here.clock.now()) == 0
            assert work.complaints.forget(before=here.clock.now() + timedelta(seconds=1)) == 1
