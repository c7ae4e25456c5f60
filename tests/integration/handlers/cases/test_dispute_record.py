"""A row behind a number is wrong: it is ticked, seen by who settles it, corrected by two, and the number follows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.cases.domain.dispute import DisputeState
from bot.cases.views.dispute_record import MISSING
from bot.figures.domain.record import RecordQuery, RecordState
from bot.figures.domain.record_evidence import mark_of
from bot.messages.card import Action, Card
from bot.messages.field import SeveralField
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import OCTOBER, Company, value_of
from tests.deals import DEALS, TWELVE, amount_of, deal, furnish_records
from tests.post import deliver_all
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

PLACE = (("value", "collections:2026-10-01"),)
CASE = (("no", "1"),)


def tick(here: Chat, record_id: str) -> str:
    """Return what stands for a record in a form, or its number where it is asked."""
    rows = sorted(TWELVE, key=lambda row: row["day"], reverse=True)
    place = next(place for place, row in enumerate(rows) if row["id"] == record_id)
    return mark_of(DEALS.key, record_id) if here.way.forms else str(place % 10 + 1)


async def say_wrong(here: Chat, *, missing: bool = False) -> Reply:
    """Tick the largest deal, say what is right, and that one is missing if so."""
    ticked: dict[str, tuple[str, ...]] = {"rows0": (tick(here, "A-12"),)}
    said = {"right1": "It was 30,000.", "claim": "The contract was cut."}
    if missing:
        ticked["missing"] = (MISSING if here.way.forms else "1",)
        said |= {"missing_day": "2026-10-30", "missing_amount": "4000"}
    return await both(here, "min", await here.click("min", Action("dispute", PLACE)), ticked, said)


async def both(here: Chat, person: str, form: Reply, ticked: dict[str, tuple[str, ...]], said: dict[str, str]) -> Reply:
    """Fill in a form, and the one that follows from it; where they are asked, one goes on into the other."""
    if not here.way.forms:
        return await here.submit(person, form, **ticked, **said)
    return await here.submit(person, await here.submit(person, form, **ticked), **said)


def state(here: Chat) -> DisputeState:
    with here.work() as work:
        return present(work.disputes.get(1)).state


@EVERYWHERE
async def test_a_row_is_disputed_corrected_by_two_and_everybody_hears_the_new_number_once(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)

        receipt = await say_wrong(here)

        assert here.t("dispute-summary", number="1") in read(receipt)
        (boss_card,), (hr_card,) = here.inbox("boss"), here.inbox("hr1")
        for card in (receipt, boss_card, hr_card):
            assert "A-12" in str(card)
            assert "It was 30,000." in str(card)
            assert "A-11" not in str(card)
        form = await here.click("boss", button(boss_card, "dispute.correct"))
        asked = await here.submit("boss", form, m1_0="30000", reason="The contract says 30,000.")
        assert here.t("dispute-summary", number="1") in read(asked)
        assert value_of(here, "min", "collections") == 66_000

        (request,) = [card for card in here.inbox("hr2") if card.kind == "correction_request"]
        assert "33,000" in str(request)
        assert "30,000" in str(request)
        assert isinstance(await here.click("boss", Action("correction.approve", CASE)), Notice)
        done = await here.click("hr2", Action("correction.approve", CASE))

        assert isinstance(done, Settled)
        assert value_of(here, "min", "collections") == 63_000
        assert amount_of(here, "A-12") == 30_000
        assert state(here) is DisputeState.CLOSED
        here.inbox("min"), here.inbox("boss")
        here.pass_by(hours=1)
        deliver_all(here)
        (own,) = here.inbox("min")
        (told,) = [card for card in here.inbox("boss") if card.kind == "correction"]
        for card in (own, told):
            assert "63" in read(card) or "6.3" in read(card)
            assert here.t("correction-case", number="1") in read(card)
        why = await here.click("min", Action("why", (("person", "min"), *PLACE)))
        assert here.t("evidence-corrected", number="1") in str(why)
        assert here.t("record-holds") in read(why)


@EVERYWHERE
async def test_a_missing_record_is_added_with_what_the_person_said_of_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)
        await say_wrong(here, missing=True)
        (card,) = here.inbox("hr1")
        assert "4,000" in str(card)

        form = await here.click("hr1", button(card, "dispute.correct"))
        keep = "keep" if way.forms else "3"
        await here.submit("hr1", form, what1=keep, id0="A-99", reason="Order A-99 is there.")
        await here.click("hr2", Action("correction.approve", CASE))

        assert value_of(here, "min", "collections") == 70_000
        assert amount_of(here, "A-99") == 4000
        with here.work() as work:
            (added,) = work.records.find(RecordQuery(stream=DEALS.key, id="A-99"))
        assert (added.source, added.row, added.dimensions["stage"]) == ("correction", 1, "won")


@EVERYWHERE
async def test_of_several_numbers_the_one_that_is_meant_is_chosen_before_its_rows(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here)
        with here.work() as work:
            company = Company(work)
            company.read("min", "repurchase_rate", OCTOBER, 0.31, numerator=31, denominator=100)
            company.come_in(now=here.clock.now())
        first = await here.say("min", "dispute" if way.platform == "slack" else "异议")
        made, given = (f"{metric}:{OCTOBER.isoformat()}" for metric in ("collections", "repurchase_rate"))

        if way.forms:
            ticks = await here.submit("min", first, value=made)
            claim = await here.submit("min", ticks, rows0=(tick(here, "A-12"),))
            await here.submit("min", claim, claim="Twice.")
            plain_form = await here.submit("min", first, value=given)
            await here.submit("min", plain_form, claim="Too low.")
        else:
            await here.submit("min", first, value="2", rows0=(tick(here, "A-12"),), claim="Twice.")

        with here.work() as work:
            claims = [[claimed.id for claimed in case.records] for case in work.disputes.about(["min"])]
        assert claims == ([[], ["A-12"]] if way.forms else [["A-12"]])


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_of_many_rows_those_are_offered_that_hold_some_words(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here, [deal(number) for number in range(1, 25)])
        first = await here.click("min", Action("dispute", PLACE))
        assert isinstance(first, Form)
        assert first.kind == "dispute_which_rows"

        refused = await here.submit("min", first, what="rows", words="nowhere")
        assert isinstance(refused, RejectedForm)
        picking = await here.submit("min", first, what="rows", words="A-12")
        assert isinstance(picking, Form)
        (offered,) = [field for field in picking.fields if isinstance(field, SeveralField) and field.name == "rows0"]
        assert [option.value for option in offered.options] == [mark_of(DEALS.key, "A-12")]
        claiming = await here.submit("min", picking, rows0=(mark_of(DEALS.key, "A-12"),))
        await here.submit("min", claiming, claim="Twice.")

        with here.work() as work:
            (case,) = work.disputes.about(["min"])
        assert [row.id for row in case.records] == ["A-12"]


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_what_is_missing_among_many_rows_is_said_without_paging(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish_records(here, [deal(number) for number in range(1, 25)])
        first = await here.click("min", Action("dispute", PLACE))
        lacking = await here.submit("min", first, what="missing")
        await here.submit("min", lacking, missing_text="SO-77", claim="It is not here.")

        with here.work() as work:
            (case,) = work.disputes.about(["min"])
        assert [(row.missing, row.right) for row in case.records] == [(True, "SO-77")]


async def test_a_record_is_withdrawn_and_of_nothing_there_is_no_number(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here, TWELVE[:1])
        place = (("person", "min"), *PLACE)
        picking = await here.click("hr1", Action("correct", place))
        form = await here.submit("hr1", picking, rows0=(mark_of(DEALS.key, "A-01"),))
        await here.submit("hr1", form, what1="withdraw", reason="A test order.")
        (request,) = here.inbox("hr2")
        assert here.t("correction-no-value") in read(request)

        await here.click("hr2", button(request, "correction.approve"))

        assert value_of(here, "min", "collections") is None
        with here.work() as work:
            found = list(work.records.find(RecordQuery(stream=DEALS.key, history=True)))
            assert not work.readings.rows("min", metric="collections")
        assert [record.state for record in found] == [RecordState.WITHDRAWN]
        here.pass_by(hours=1)
        deliver_all(here)
        told = [[card.kind for card in here.inbox(person)] for person in ("min", "boss", "other")]
        assert told == [["correction_gone"], ["correction_gone"], []]


async def test_a_record_of_somebody_else_moves_there_and_neither_decides_about_it(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        form = await picked(here, "hr1", "A-12")
        await here.submit("hr1", form, person1="bo", reason="It is Bo's.")

        assert isinstance(await here.click("hr1", Action("correction.approve", CASE)), Notice)
        await here.click("hr2", Action("correction.approve", CASE))

        assert value_of(here, "min", "collections") == 33_000
        assert value_of(here, "bo", "collections") == 33_000


async def test_whoever_would_get_a_record_does_not_approve_it(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        form = await picked(here, "hr1", "A-12")
        rejected = await here.submit("hr1", form, person1="hr2", reason="It is theirs.")

        assert isinstance(rejected, Notice)
        assert rejected.text == here.t("correction-nobody")


async def test_a_request_is_void_once_the_record_has_changed(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        await here.submit("hr1", await picked(here, "hr1", "A-12"), m1_0="30000", reason="Contract.")
        with here.work() as work:
            work.connection.execute(sa.text("update record set version = version + 1 where id = 'A-12'"))

        late = await here.click("hr2", Action("correction.approve", CASE))

        assert isinstance(late, Notice)
        assert late.text == here.t("correction-overtaken")
        assert amount_of(here, "A-12") == Decimal(33_000)


async def test_a_number_made_of_records_is_not_written_over(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        picking = await here.click("hr1", Action("correct", (("person", "min"), *PLACE)))

        nothing = await here.submit("hr1", picking)

        assert isinstance(nothing, RejectedForm)
        assert here.t("correction-nothing") in str(nothing.form.problems)


async def test_who_may_not_read_rows_any_more_sees_their_number_in_a_case_and_none_of_them(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        furnish_records(here)
        await say_wrong(here)
        with here.work() as work:
            work.connection.execute(sa.text("update person set manager_id = 'other' where id = 'min'"))

        gone = await here.click("boss", Action("dispute.correct", CASE))
        seen = await here.say("other", "dispute 1")

        assert isinstance(gone, Notice)
        assert isinstance(seen, Card)
        assert "A-12" in str(seen)


async def picked(here: Chat, person: str, record_id: str) -> Reply:
    """Tick a record of Min's October."""
    picking = await here.click(person, Action("correct", (("person", "min"), *PLACE)))
    return await here.submit(person, picking, rows0=(mark_of(DEALS.key, record_id),))
