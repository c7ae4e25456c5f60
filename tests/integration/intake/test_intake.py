"""Values held back, on both databases: who is told, who decides, and that the first decision counts."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.intake.services import intake
from bot.intake.services.follow import catch_up, compute, follow
from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.samples import DATA, readings, take

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.messages.inbound import Reply
    from storage.storage import Storage

KEY = ("bo", "sales_amount", "2026-10-01")


@asynccontextmanager
async def ward(storage: Storage, tmp_path: Path, way: Way, *, slips: int = 1) -> AsyncIterator[Chat]:
    """Kim and Lee are admins, Ana is of HR; of Bo (and others) a value ten times too large has come in."""
    async with chat(storage, way) as here:
        take(storage, "metrics", DATA / "dirty_metrics.csv")
        people = ["bo", *(f"p{n}" for n in range(1, slips))]
        here.hire("kim", "lee", "ana", *people)
        with here.work() as work:
            give(work, "kim", Role.ADMIN)
            give(work, "lee", Role.ADMIN)
            give(work, "ana", Role.HR)
        lines = ["employee_id,metric,period_start,period_end,value"]
        for person in people:
            lines += [f"{person},sales_amount,2025-{m:02d}-01,,{9000 + 100 * m}" for m in range(1, 13)]
        bring(here, tmp_path, "history.csv", [line.replace(",,", ",") for line in lines])
        bring(here, tmp_path, "slip.csv", ["h", *(f"{person},sales_amount,2026-10,95000" for person in people)])
        yield here


async def sure(here: Chat, person: str, card: Card, word: str) -> Reply:
    """Press a button of a value, and answer that one is sure."""
    asked = await here.click(person, button(card, f"held.{word}"))
    assert isinstance(asked, Settled)
    return await here.click(person, button(asked.card, f"held.{word}ed"))


def bring(here: Chat, tmp_path: Path, name: str, lines: list[str]) -> None:
    """Import a file as the command line or the folder does, and follow it up."""
    file = tmp_path / name
    file.write_text("\n".join(["employee_id,metric,period,value", *lines[1:]]), encoding="utf-8")
    report = take(here.storage, "readings", file, now=here.clock.now())
    assert not report.rejected
    with here.work() as work:
        compute(work, report.changed, [report.batch], now=here.clock.now())


@EVERYWHERE
async def test_admins_are_told_of_a_value_that_is_held_back_and_nobody_else_hears_of_it(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with ward(storage, tmp_path, way) as here:
        (card,) = here.inbox("kim")
        assert [button.action.name for button in buttons(card)] == ["held.accept", "held.correct", "held.discard"]
        words = read(card)
        assert "bo" in words
        assert "slip.csv" in words
        assert "95,000" in words
        assert len(here.inbox("lee")) == 1
        assert here.inbox("ana") == [], "HR is told where there is no admin"
        with here.work() as work:
            catch_up(work, now=here.clock.now())
            now = here.clock.now()
            people = [somebody(work, who) for who in ("kim", "ana", "bo")]
            assert [intake.waiting(work, actor(work, person, now=now), now=now) for person in people] == [1, 1, 0]
        assert here.inbox("bo") == []
        assert KEY not in readings(storage)


async def test_hr_is_told_where_there_is_no_admin(storage: Storage, tmp_path: Path) -> None:
    async with ward(storage, tmp_path, Way()) as here:
        with here.work() as work:
            for who in ("kim", "lee"):
                work.permissions.take(who, Role.ADMIN)
        bring(here, tmp_path, "second.csv", ["h", "bo,sales_amount,2026-09,98000"])

        assert len(here.inbox("ana")) == 1


@EVERYWHERE
async def test_a_value_has_a_name_and_a_unit_and_counts_only_once_somebody_is_sure(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with ward(storage, tmp_path, way) as here:
        with here.work() as work:
            work.people.put([{"id": "bo", "name": "Bo Okafor"}])
        bring(here, tmp_path, "again.csv", ["h", "bo,sales_amount,2026-09,98000"])
        listed = await here.say("kim", "quarantine")
        opened = await here.click("kim", buttons(listed)[0])
        assert isinstance(opened, Settled)
        asked = await here.click("kim", button(opened.card, "held.accept"))
        assert isinstance(asked, Settled)

        for card in (listed, opened, asked):
            assert "Bo Okafor" in read(card)
            assert "¥95,000" in read(card) or "95,000元" in read(card)
        assert KEY not in readings(storage), "nothing counts yet"

        back = await here.click("kim", button(asked.card, "held.open"))
        assert [choice.action.name for choice in buttons(back)] == [
            "held.accept",
            "held.correct",
            "held.discard",
            "held",
        ]
        await here.click("kim", button(asked.card, "held.accepted"))
        assert readings(storage)[KEY] == 95_000.0


@pytest.mark.postgresql
@EVERYWHERE
async def test_the_first_decision_counts_and_the_second_is_told_so(way: Way, storage: Storage, tmp_path: Path) -> None:
    async with ward(storage, tmp_path, way) as here:
        (mine,), (other,) = here.inbox("kim"), here.inbox("lee")

        done = await sure(here, "kim", mine, "accept")
        late = await here.click("lee", button(other, "held.discard"))

        assert isinstance(done, Settled)
        assert isinstance(late, Notice)
        assert readings(storage)[KEY] == 95_000.0
        with here.work() as work:
            entries = work.audit.find(what=What.APPROVAL)
            assert [(entry.actor, entry.subject, entry.detail["decision"]) for entry in entries] == [
                ("kim", "bo", "accepted")
            ]
            found = [delta.value for delta in work.deltas.find(person_id="bo") if str(delta.period.start) == KEY[2]]
            assert found == [95_000.0]


async def test_a_value_that_is_discarded_stays_out_also_when_the_file_comes_again(
    storage: Storage, tmp_path: Path
) -> None:
    async with ward(storage, tmp_path, Way()) as here:
        (card,) = here.inbox("kim")
        await sure(here, "kim", card, "discard")
        bring(here, tmp_path, "slip.csv", ["h", "bo,sales_amount,2026-10,95000"])

        assert KEY not in readings(storage)
        assert here.inbox("kim") == []
        assert "95" not in read(await here.say("kim", "quarantine"))


@EVERYWHERE
async def test_the_right_value_counts_once_somebody_else_of_hr_approves_it(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with ward(storage, tmp_path, way) as here:
        (card,) = here.inbox("kim")
        form = await here.click("kim", button(card, "held.correct"))
        if isinstance(form, Form):
            assert isinstance(await here.submit("kim", form, value="about nine", reason="x"), RejectedForm)
        done = await here.submit("kim", form, value="9,500", reason="order system, a decimal point had slipped")

        assert isinstance(done, Card)
        assert KEY not in readings(storage)
        (asked,) = here.inbox("ana")
        assert "slipped" in read(asked)
        assert isinstance(await here.click("kim", button(asked, "correction.approve")), Notice), "not one's own"
        await here.click("ana", button(asked, "correction.approve"))
        assert readings(storage)[KEY] == 9500.0
        bring(here, tmp_path, "slip.csv", ["h", "bo,sales_amount,2026-10,95000"])
        assert readings(storage)[KEY] == 9500.0
        with here.work() as work:
            (entry,) = work.audit.find(what=What.APPROVAL)
            assert (entry.detail["decision"], entry.subject) == ("asked", "bo")
            assert work.quarantine.open() == []


async def test_where_nobody_could_approve_an_admin_stores_the_right_value_and_hr_alone_does_not(
    storage: Storage, tmp_path: Path
) -> None:
    async with ward(storage, tmp_path, Way()) as here:
        (card,) = here.inbox("kim")
        form = await here.click("ana", button(card, "held.correct"))
        assert isinstance(await here.submit("ana", form, value="9,500", reason="x"), Notice)
        with here.work() as work:
            assert len(work.quarantine.open()) == 1, "nothing happened"
            work.permissions.take("ana", Role.HR)

        form = await here.click("kim", button(card, "held.correct"))
        await here.submit("kim", form, value="9,500", reason="order system")

        assert readings(storage)[KEY] == 9500.0
        bring(here, tmp_path, "slip.csv", ["h", "bo,sales_amount,2026-10,95000"])
        assert readings(storage)[KEY] == 9500.0


async def test_nobody_else_decides_however_the_button_was_made(storage: Storage, tmp_path: Path) -> None:
    async with ward(storage, tmp_path, Way()) as here:
        (card,) = here.inbox("kim")
        form = await here.click("kim", button(card, "held.correct"))
        for route in ("open", "accept", "accepted", "discard", "discarded", "correct"):
            assert isinstance(await here.click("bo", Action(f"held.{route}", (("no", "1"),))), Notice)
        assert isinstance(await here.submit("bo", form, value="1", reason="x"), Notice)
        assert isinstance(await here.say("bo", "quarantine"), Notice)
        for forged in ("", "x", "999", "-1", "1" * 40):
            assert isinstance(await here.click("kim", Action("held.accept", (("no", forged),))), Notice)
        with here.work() as work:
            work.permissions.take("kim", Role.ADMIN)
        for word in ("accept", "accepted"):
            assert isinstance(await here.click("kim", Action(f"held.{word}", (("no", "1"),))), Notice)

        assert KEY not in readings(storage)


async def test_several_of_one_batch_come_in_one_card_and_the_list_goes_on(storage: Storage, tmp_path: Path) -> None:
    async with ward(storage, tmp_path, Way(), slips=7) as here:
        (card,) = here.inbox("kim")
        assert [choice.action.name for choice in buttons(card)] == ["held.open"] * 5, "one for each, by its number"
        assert "1 · About" in read(card)

        left: Reply = card
        for rest in range(7, 0, -1):
            answer = left if rest == 1 else await here.click("kim", buttons(left)[0])
            assert isinstance(answer, Settled)
            assert ("held" in [button.action.name for button in buttons(answer)]) is (rest > 1), (
                "a way back to the list"
            )
            left = await sure(here, "kim", answer.card, "accept")
            assert isinstance(left, Settled)

        assert buttons(left) == []
        with here.work() as work:
            assert work.quarantine.open() == []


@pytest.mark.parametrize("how", [compute, follow])
async def test_the_same_batch_is_told_of_once(how: object, storage: Storage, tmp_path: Path) -> None:
    async with ward(storage, tmp_path, Way()) as here:
        here.inbox("kim")
        with here.work() as work:
            (held,) = work.quarantine.open()
            how(work, work.quarantine.of_batch(held.batch), [held.batch], now=here.clock.now())  # type: ignore[operator]

        assert here.inbox("kim") == []
