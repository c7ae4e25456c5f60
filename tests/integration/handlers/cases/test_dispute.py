"""A wrong number is disputed, looked into by one, corrected by two, and everybody who was told hears the right one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.cases.domain.dispute import DisputeState
from bot.delivery.domain.delivery import DeliveryState as Sent
from bot.messages.card import Action, Card
from bot.messages.inbound import Notice, Settled
from tests.chat import EVERYWHERE, Way, button, buttons, chat, read
from tests.company import furnish, value_of
from tests.post import deliver_all
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

PLACE = (("value", "collections:2026-10-01"),)
CASE = (("no", "1"),)


async def dispute(here: Chat) -> Reply:
    form = await here.click("min", Action("dispute", PLACE))
    return await here.submit("min", form, claim="One transfer is missing.", wanted="460000")


def state(here: Chat, number: int = 1) -> DisputeState:
    with here.work() as work:
        found: DisputeState = present(work.disputes.get(number)).state
    return found


@EVERYWHERE
async def test_a_wrong_number_is_corrected_for_the_person_and_whoever_was_told(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)

        receipt = await dispute(here)

        assert "Name boss" in read(receipt)
        assert here.t("dispute-summary", number="1") in read(receipt)
        assert "disputed" in read(await here.say("min", "me")) or "有异议" in read(await here.say("min", "我"))
        (boss_card,), (hr_card,) = here.inbox("boss"), here.inbox("hr1")
        assert "One transfer is missing." in str(boss_card)
        taken = await here.click("boss", button(boss_card, "dispute.take"))
        assert isinstance(taken, Settled)
        assert state(here) is DisputeState.CHECKING

        late = await here.click("hr1", button(hr_card, "dispute.take"))
        assert isinstance(late, Notice)
        assert "Name boss" in read(late)

        form = await here.click("boss", button(taken, "dispute.correct"))
        accepted = await here.submit("boss", form, value="460000", reason="The bank statement has it.")
        assert here.t("dispute-summary", number="1") in read(accepted)
        assert value_of(here, "min", "collections") == 360_000

        here.inbox("hr2")
        with here.work() as work:
            assert [delivery.person_id for delivery in work.outbox.find() if delivery.kind == "correction_request"] == [
                "hr1",
                "hr2",
            ]
        assert isinstance(await here.click("boss", Action("correction.approve", CASE)), Notice)
        assert value_of(here, "min", "collections") == 360_000
        done = await here.click("hr2", Action("correction.approve", CASE))

        assert isinstance(done, Settled)
        assert value_of(here, "min", "collections") == 460_000
        assert state(here) is DisputeState.CLOSED
        here.inbox("min"), here.inbox("boss")
        here.pass_by(hours=1)
        deliver_all(here)
        (own,), (told,) = here.inbox("min"), [message for message in here.inbox("boss") if message.kind == "correction"]
        assert own.kind == "correction"
        for card in (own, told):
            assert "460" in read(card) or "46" in read(card)
            assert here.t("correction-case", number="1") in read(card)
        assert here.t("evidence-corrected", number="1") in read(await here.click("min", Action("data", PLACE)))
        assert isinstance(await here.click("hr1", Action("correction.approve", CASE)), Notice)
        history = read(await here.say("min", "dispute 1" if way.platform == "slack" else "异议1"))
        assert here.t("dispute-closed", number="1") in history


@EVERYWHERE
async def test_a_manager_says_that_it_stands_and_why(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await dispute(here)
        form = await here.click("boss", Action("dispute.stand", CASE))

        await here.submit("boss", form, reason="The transfer is of November.")

        assert state(here) is DisputeState.REJECTED
        (card,) = here.inbox("min")
        assert "The transfer is of November." in str(card)
        assert isinstance(await here.click("hr1", Action("dispute.take", CASE)), Notice)
        again = await dispute(here)
        assert here.t("dispute-summary", number="2") in read(again)


@EVERYWHERE
async def test_nobody_settles_a_case_who_may_not(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await dispute(here)
        form = await here.click("boss", Action("dispute.stand", CASE)) if way.forms else None

        for person in ("min", "bo", "other", "ana"):
            for name in ("take", "correct", "stand", "accept", "reject"):
                reply = await here.click(person, Action(f"dispute.{name}", CASE))
                assert isinstance(reply, Notice), (person, name)
            if form:
                assert isinstance(await here.submit(person, form, reason="no"), Notice)
            assert "One transfer" not in read(await here.say(person, "cases")) or person == "min"
        for person in ("bo", "other", "ana", "boss"):
            assert isinstance(await here.click(person, Action("dispute.withdraw", CASE)), Notice)
            shown = await here.say(person, "dispute 1")
            assert (isinstance(shown, Card) and "One transfer" in str(shown)) == (person == "boss")
        assert state(here) is DisputeState.OPEN


@EVERYWHERE
async def test_a_case_is_taken_back_by_whoever_opened_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        receipt = await dispute(here)
        await here.click("boss", Action("dispute.take", CASE))
        here.inbox("boss")

        await here.click("min", button(receipt, "dispute.withdraw"))

        assert state(here) is DisputeState.WITHDRAWN
        (card,) = here.inbox("boss")
        assert here.t("dispute-withdrawn") in read(card)
        assert buttons(card) == []


@EVERYWHERE
async def test_a_case_is_said_to_be_with_somebody_only_once_they_have_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        here.clock.move_to(datetime(2026, 11, 7, 4, tzinfo=UTC))  # a Saturday

        opened = await dispute(here)

        assert here.t("dispute-headline-own", number="1", title="", period="").split("1")[0] in read(opened)
        later = here.t("date-moment", weekday=here.t.weekday(date(2026, 11, 9)), clock="")
        assert later.strip() in read(opened)
        assert not [text for text in ("has it", "have it", "已交给") if text in read(opened)]

        with here.work() as work:
            for delivery in work.outbox.find(state="due"):
                if delivery.key in {"dispute:1:boss", "dispute:1:hr1"}:
                    (claimed,) = [
                        mine
                        for mine in work.outbox.claim(
                            platform=way.platform, owner="x", now=here.clock.now(), lease=timedelta(minutes=1), limit=20
                        )
                        if mine.key == "dispute:1:boss"
                    ]
                    work.outbox.finish(claimed, Sent.SENT, at=here.clock.now())
                    break
        shown = read(await here.say("min", "dispute 1" if here.locale == "en" else "异议 1"))
        assert "Name boss" in shown
        assert "Name hr1" not in shown, "who has not got it yet has not got it"


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_case_that_is_taken_back_leaves_the_queue_of_those_who_had_not_got_it(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        here.clock.move_to(datetime(2026, 11, 7, 4, tzinfo=UTC))
        opened = await dispute(here)

        await here.click("min", button(opened, "dispute.withdraw"))

        with here.work() as work:
            cases = [delivery for delivery in work.outbox.find() if delivery.key.startswith("dispute:1:")]
        assert cases
        assert {(delivery.state.value, delivery.detail) for delivery in cases} == {("expired", "taken back")}
        here.clock.move_to(datetime(2026, 11, 9, 4, tzinfo=UTC))
        home = await here.visit("boss")
        assert "dispute.list" not in [choice.action.name for choice in buttons(home)]


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_dispute_begins_from_the_message_that_holds_the_number(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        with here.work() as work:
            told = next(delivery for delivery in work.outbox.find(person_id="min") if delivery.kind == "standing")
            nudge = next(delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "nudge")

        form = await here.click("min", Action("dispute.message"), message=present(told.receipt).fields)
        reply = await here.submit("min", form, value="collections:2026-10-01", claim="Too little.")
        assert here.t("dispute-summary", number="1") in read(reply) or "异议" in read(reply)
        none = await here.click("boss", Action("dispute.message"), message=present(nudge.receipt).fields)

        assert isinstance(none, Notice)
        assert isinstance(await here.click("bo", Action("dispute", (("f", told.key),))), type(form))
        assert "collections:2026-08-01" not in str(await here.click("bo", Action("dispute", (("f", told.key),))))


@EVERYWHERE
async def test_what_is_due_is_remembered_once(way: Way, storage: Storage) -> None:
    from handlers import tick

    async with chat(storage, way) as here:
        furnish(here)
        await dispute(here)
        await here.click("boss", Action("dispute.take", CASE))
        for who in ("boss", "hr1", "hr2"):
            here.inbox(who)

        here.pass_by(days=6)
        with here.work() as work:
            done = [text for text in tick(work, now=here.clock.now()) if text.startswith("case_due")]
            assert [text for text in tick(work, now=here.clock.now()) if text.startswith("case_due")] == []

        assert len(done) == 1
        assert [message.kind for message in here.inbox("boss") if message.kind == "dispute"] == ["dispute"]
        assert [message.kind for message in here.inbox("hr1") if message.kind == "dispute"] == []
