"""One-on-ones in talk: asked for, booked at a time that suits both, moved, called off, held; never a stranger's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import vobject

from bot.kit.calendar import local_day, wall
from bot.messages.card import Action, Attachment, Card, Quote
from bot.messages.field import SelectField
from bot.messages.form import Form
from bot.messages.inbound import Notice, Settled
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.people.services.permission import actor
from bot.roster.services import posting
from bot.talks.services import one_on_one
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

THURSDAY = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
"""15:00 in Shanghai."""


def company(talk: Chat) -> None:
    talk.hire("ana", "pat")
    talk.hire("wei", "min", manager="ana")
    talk.hire("other", manager="pat")


def booked(talk: Chat, who: str = "wei") -> datetime | None:
    with talk.work() as work:
        pair = work.one_on_ones.pair(who)
    assert pair
    found: datetime | None = pair.next_at
    return found


def messages(talk: Chat, who: str) -> list[Card]:
    """Return what is new for somebody, calendar files that come by themselves left out."""
    return [card for card in talk.inbox(who) if card.kind != "calendar_event"]


def at(person: str, moment: datetime) -> Action:
    return Action("one_on_one.book", (("person", person), ("at", moment.isoformat(timespec="minutes"))))


@EVERYWHERE
async def test_somebody_asks_the_manager_books_and_both_know(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        form = await talk.say("wei", "talk" if talk.locale == "en" else "约聊")
        said = await talk.submit("wei", form, topic="the *late* acceptances")
        assert "Name ana" in read(said)

        [asked] = talk.inbox("ana")
        assert [plain(block.by) for block in asked.blocks if isinstance(block, Quote)] == ["Name wei"]
        offered = [button.action for button in buttons(asked)]
        assert offered[0] == at("wei", THURSDAY)
        assert offered[-1] == Action("one_on_one.times", (("person", "wei"),))
        with talk.work() as work:
            who = actor(work, present(work.people.get("ana")), now=MORNING)
            assert one_on_one.waiting(work, who, now=MORNING) == 1
        await talk.click("ana", buttons(asked)[0])

        assert booked(talk) == THURSDAY
        [told] = talk.inbox("wei")
        assert "Name ana" in read(told)
        with talk.work() as work:
            assert one_on_one.waiting(work, who, now=MORNING) == 0


async def test_a_meeting_whose_time_is_past_keeps_nobody_from_asking_for_the_next(storage: Storage) -> None:
    async with chat(storage, Way()) as talk:
        company(talk)
        await talk.click("ana", at("wei", THURSDAY))
        talk.pass_by(days=21)

        await talk.submit("wei", await talk.say("wei", "talk"), topic="the price list")

        asked = talk.inbox("ana")[-1]
        assert "the price list" in read(asked)
        with talk.work() as work:
            who = actor(work, present(work.people.get("ana")), now=talk.clock.now())
            assert one_on_one.waiting(work, who, now=talk.clock.now()) == 1


@EVERYWHERE
async def test_a_meeting_is_moved_called_off_and_noted(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        await talk.click("ana", at("wei", THURSDAY))
        [told] = talk.inbox("wei")

        form = await talk.click("wei", button(told, "one_on_one.times"))
        friday = THURSDAY + timedelta(days=1)
        await talk.submit("wei", form, at=friday.isoformat(timespec="minutes"))
        assert booked(talk) == friday
        [moved] = messages(talk, "ana")
        await talk.click("ana", button(moved, "one_on_one.cancel"))
        assert booked(talk) is None
        assert len(messages(talk, "wei")) == 1

        listed = await talk.say("ana", "1:1" if talk.locale == "en" else "一对一")
        assert "Name wei" not in read(listed)
        await talk.click("ana", Action("one_on_one.met", (("person", "wei"),)))
        with talk.work() as work:
            assert present(work.one_on_ones.pair("wei")).last_at == MORNING


@pytest.mark.postgresql
async def test_only_times_that_suit_both_are_offered(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("wei", manager="ana", timezone="Europe/Berlin")
        with talk.work() as work:
            work.people.put_absences([("wei", THURSDAY.date(), THURSDAY.date(), "")])
            busy = (datetime(2026, 11, 6, 8, 0, tzinfo=UTC), datetime(2026, 11, 6, 9, 0, tzinfo=UTC))
            work.availability.look("ana", [busy], at=MORNING)

        form = await talk.click("ana", Action("one_on_one.times", (("person", "wei"),)))

        assert isinstance(form, Form)
        [field] = form.fields
        assert isinstance(field, SelectField)
        times = [datetime.fromisoformat(option.value) for option in field.options]
        assert times
        for time in times:
            for timezone in ("Asia/Shanghai", "Europe/Berlin"):
                local = wall(time, timezone=timezone)
                assert 9 <= local.hour < 19
                assert local.weekday() < 5
            assert local_day(time, timezone="Europe/Berlin") != THURSDAY.date(), "on leave"
            assert not busy[0] <= time < busy[1], "taken in the calendar"
        assert all(option.hint for option in field.options), "what time it is for the other"
        taken = await talk.click("ana", at("wei", busy[0]))
        assert isinstance(taken, Form), "others are offered"
        assert booked(talk) is None


@EVERYWHERE
async def test_a_button_whose_time_is_past_offers_the_times_that_are_left(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        talk.clock.move_to(THURSDAY + timedelta(hours=1))

        form = await talk.click("ana", at("wei", THURSDAY))
        assert talk.t("one-on-one-late") in read(form)
        friday = datetime(2026, 11, 6, 7, 0, tzinfo=UTC)
        await talk.submit("ana", form, at=friday.isoformat(timespec="minutes"))

        assert booked(talk) == friday


async def test_no_stranger_arranges_a_meeting(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hr")
        with talk.work() as work:
            give(work, "hr", Role.HR)
        await talk.click("ana", at("wei", THURSDAY))
        talk.inbox("wei")

        who = (("person", "wei"),)
        for stranger in ("pat", "min", "other", "hr"):
            for action in (
                at("wei", THURSDAY + timedelta(hours=1)),
                Action("one_on_one.times", who),
                Action("one_on_one.cancel", who),
                Action("one_on_one.met", who),
                Action("one_on_one", who),
            ):
                reply = await talk.click(stranger, action)
                assert isinstance(reply, Notice), (stranger, action)
                assert "3 pm" not in read(reply)

        assert booked(talk) == THURSDAY
        assert talk.inbox("wei") == []


async def test_a_deputy_books_until_the_last_day(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            today = MORNING.date()
            work.permissions.appoint("ana", "pat", first=today, last=today, by="ana", at=MORNING)

        assert not isinstance(await talk.click("pat", at("wei", THURSDAY)), Settled)
        assert booked(talk) == THURSDAY
        talk.pass_by(days=1)
        await talk.click("pat", Action("one_on_one.cancel", (("person", "wei"),)))
        assert booked(talk) == THURSDAY


@EVERYWHERE
async def test_both_have_it_in_their_calendars_and_moved_and_taken_out_again(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        await talk.click("ana", at("wei", THURSDAY))
        await talk.click("wei", at("wei", THURSDAY + timedelta(days=1)))
        await talk.click("ana", Action("one_on_one.cancel", (("person", "wei"),)))

        files = {who: [file for card in talk.inbox(who) for file in attachments(card)] for who in ("ana", "wei")}
        for who, other in (("ana", "wei"), ("wei", "ana")):
            events = [vobject.readOne(file.content).vevent for file in files[who]]
            assert [event.dtstart.value for event in events] == [THURSDAY, *[THURSDAY + timedelta(days=1)] * 2]
            assert [int(event.sequence.value) for event in events] == [0, 1, 2]
            assert [event.status.value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
            assert len({event.uid.value for event in events}) == 1
            assert all(f"Name {other}" in event.summary.value for event in events)
            assert not any("@example" in file.content for file in files[who])

        talk.pass_by(minutes=1)
        await talk.click("ana", at("wei", THURSDAY))
        [fresh] = [file for card in talk.inbox("wei") for file in attachments(card)]
        event = vobject.readOne(fresh.content).vevent
        assert event.uid.value != vobject.readOne(files["wei"][0].content).vevent.uid.value, "another meeting"


def attachments(card: Card) -> list[Attachment]:
    return [block for block in card.blocks if isinstance(block, Attachment)]


@EVERYWHERE
async def test_it_leaves_the_calendar_of_who_led_them_and_stands_in_that_of_who_does_now(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        await talk.click("ana", at("wei", THURSDAY))
        before = {who: events(talk, who) for who in ("ana", "wei")}
        talk.pass_by(minutes=1)

        move(talk, "wei", to="pat")

        assert booked(talk) == THURSDAY
        [out], [off, new], [into] = (events(talk, who) for who in ("ana", "wei", "pat"))
        assert [event.status.value for event in (out, off, new, into)] == [*["CANCELLED"] * 2, *["CONFIRMED"] * 2]
        assert {event.uid.value for event in (out, off)} == {event.uid.value for event in before["ana"]}
        assert new.uid.value == into.uid.value != out.uid.value
        assert "Name pat" in new.summary.value
        assert "Name wei" in into.summary.value

        talk.pass_by(minutes=1)
        move(talk, "wei", to="")
        assert [[event.status.value for event in events(talk, who)] for who in ("pat", "wei")] == [["CANCELLED"]] * 2
        move(talk, "wei", to="ana")
        assert booked(talk) is None, "what nobody was left to hold is not held by whoever comes next"


def move(talk: Chat, who: str, *, to: str) -> None:
    with talk.work() as work:
        posting.put(work, [{"id": who, "manager_id": to}], by="test", now=talk.clock.now())


def events(talk: Chat, who: str) -> list[Any]:
    """Return the appointments in the calendar files that are new for somebody."""
    files = [file for card in talk.inbox(who) for file in attachments(card)]
    return [vobject.readOne(file.content).vevent for file in files]


async def test_who_has_no_manager_is_told_so(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)

        assert "HR" in read(await talk.say("ana", "talk about the budget"))
