"""The talk of a review in chat: a time that suits both, moved, missed, held, confirmed; never closed without a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.domain.platform_item import ItemKind
from bot.delivery.services import platform_item
from bot.growth.domain.plan import PlanState
from bot.growth.services.plan import keep
from bot.messages.card import Action, Attachment, Card, Text
from bot.messages.form import Form
from bot.messages.inbound import Notice
from bot.reviews.domain.form_template import Filler
from bot.roster.services import posting
from handlers import tick
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, read
from tests.reviewing import TALK, begin, self_review, wrote

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.calendar_event import CalendarEvent
    from bot.messages.inbound import Reply
    from storage.storage import Storage

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_STAGES = ("prepare", "held", "confirmed", "follow-up", "closed")
AHEAD_OF_TALK = {"self_due": date(2026, 11, 2), "manager_due": date(2026, 11, 2), "meet_by": date(2026, 11, 20)}


def routes(reply: Reply) -> list[str]:
    return [found.action.name for found in buttons(reply)]


def about(talk: Chat, person: str, kind: str = "review_meeting") -> list[Card]:
    return [card for card in talk.inbox(person) if card.kind == kind]


def agreed(talk: Chat) -> datetime:
    with talk.work() as work:
        (review,) = work.reviews.of("wei")
        steps = work.review_meetings.steps(review.no)
    return steps[-1].meets_at


async def plan_time(talk: Chat, who: str, whose: str = "") -> Reply:
    shown = await talk.say(who, f"{TALK[talk.locale]} {whose}".strip())
    form = await talk.click(who, button(shown, "review_meeting.time"))
    return await talk.submit(who, form)


@EVERYWHERE
async def test_either_chooses_a_time_and_the_other_can_move_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=AHEAD_OF_TALK)

        shown = await plan_time(talk, "wei")

        [told] = about(talk, "ana")
        moment = talk.t.moment(agreed(talk), zone=_SHANGHAI, now=talk.clock.now())
        assert moment in read(told)
        assert moment in read(shown)
        first = agreed(talk)
        form = await talk.click("ana", button(told, "review_meeting.time"))
        offered = [option.value for option in form.fields[0].options] if isinstance(form, Form) else []  # type: ignore[union-attr]
        later = offered[1] if offered else "2"
        await talk.submit("ana", form, at=later)
        assert agreed(talk) != first
        [moved] = about(talk, "wei")
        assert talk.t.moment(agreed(talk), zone=_SHANGHAI, now=talk.clock.now()) in read(moved)

        await talk.click("wei", button(moved, "review_meeting.cancel"))
        [off] = about(talk, "ana")
        assert "review_meeting.time" in routes(off)
        refused = await talk.click("wei", button(moved, "review_meeting.cancel"))
        assert isinstance(refused, Notice)
        assert refused.refused


def calendar(cards: list[Card]) -> list[str]:
    """Return the calendar files that came with cards, unfolded."""
    blocks = [block for card in cards for block in card.blocks if isinstance(block, Attachment)]
    return [block.content.replace("\r\n ", "") for block in blocks]


async def test_its_time_goes_into_both_calendars_and_out_again(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk, days=AHEAD_OF_TALK)

        await plan_time(talk, "wei")
        [theirs], [mine] = calendar(about(talk, "ana")), calendar(about(talk, "wei", "calendar_event"))
        assert f"DTSTART:{agreed(talk):%Y%m%dT%H%M%SZ}" in theirs
        assert "SUMMARY:Review talk Name wei" in theirs
        assert "SUMMARY:Review talk Name ana" in mine
        assert {file.split("UID:")[1].splitlines()[0] for file in (theirs, mine)} == {
            f"{_event(talk).uid}@jinbu.invalid"
        }

        shown = await talk.say("ana", f"{TALK['en']} wei")
        await talk.click("ana", button(shown, "review.hold"))

        assert _event(talk).cancelled, "they have talked before that time"
        assert "METHOD:CANCEL" in calendar(about(talk, "wei", "calendar_event"))[-1]


async def test_it_goes_along_to_the_calendar_of_who_leads_them_by_then(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk, days=AHEAD_OF_TALK)
        talk.hire("bo")
        await plan_time(talk, "wei")
        before = _event(talk)
        for who in ("ana", "wei"):
            about(talk, who)
        talk.pass_by(minutes=1)

        with talk.work() as work:
            posting.put(work, [{"id": "wei", "manager_id": "bo"}], by="test", now=talk.clock.now())

        [off], [into] = calendar(talk.inbox("ana")), calendar(talk.inbox("bo"))
        assert f"UID:{before.uid}@" in off
        assert "METHOD:CANCEL" in off
        assert "METHOD:CANCEL" not in into
        assert _event(talk).uid != before.uid
        assert (_event(talk).lead_id, _event(talk).begin, _event(talk).cancelled) == ("bo", before.begin, False)


async def test_a_calendar_that_takes_it_has_it_by_itself(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        with talk.work() as work:
            platform_item.note_taken(work, {"dingtalk": frozenset(ItemKind)}, now=talk.clock.now())
        begin(talk, days=AHEAD_OF_TALK)

        await plan_time(talk, "wei")

        assert calendar(talk.inbox("ana")) == []
        uid = _event(talk).uid
        with talk.work() as work:
            [item] = work.platform_items.of(ItemKind.EVENT, uid)
        assert (item.title, item.at, item.closed) == ("绩效面谈：Name ana和Name wei", agreed(talk), False)

        await talk.click("wei", Action("review_meeting.cancel", (("no", str(_event(talk).about.split(":")[1])),)))
        with talk.work() as work:
            [item] = work.platform_items.of(ItemKind.EVENT, uid)
        assert item.closed


def _event(talk: Chat) -> CalendarEvent:
    with talk.work() as work:
        (review,) = work.reviews.of("wei")
        event = work.calendar_events.of(f"review_meeting:{review.no}")
    assert event
    return event


@EVERYWHERE
async def test_both_are_reminded_before_it_and_either_says_that_it_lapsed(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=AHEAD_OF_TALK)
        await plan_time(talk, "ana", "Name wei")
        about(talk, "wei")
        talk.clock.move_to(agreed(talk) - timedelta(hours=1))
        for _ in range(2):
            with talk.work() as work:
                tick(work, now=talk.clock.now())
        for who in ("wei", "ana"):
            [soon] = about(talk, who)
            assert talk.t.ahead(agreed(talk), now=talk.clock.now()) in read(soon)

        early = await talk.click("wei", Action("review_meeting.missed", (("no", "1"),)))
        assert isinstance(early, Notice)
        assert early.refused
        talk.clock.move_to(agreed(talk) + timedelta(hours=1))
        shown = await talk.say("wei", TALK[talk.locale])
        after = await talk.click("wei", button(shown, "review_meeting.missed"))

        assert "review_meeting.time" in routes(after)
        [told] = about(talk, "ana")
        assert routes(told)[0] == "review_meeting.time"


@EVERYWHERE
async def test_a_talk_without_a_plan_asks_for_an_action_until_there_is_one(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=AHEAD_OF_TALK)
        held = await talk.say("ana", f"{TALK[talk.locale]} Name wei")
        await talk.click("ana", button(held, "review.hold"))
        for who, whose in (("wei", ""), ("ana", "Name wei")):
            asked = await talk.say(who, f"{TALK[talk.locale]} {whose}".strip())
            await talk.click(who, button(asked, "review.confirm"))
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            (review,) = work.reviews.of("wei")
        assert review.closed_at is None, "without a plan it does not close"

        shown = await talk.say("wei", TALK[talk.locale])
        form = await talk.click("wei", button(shown, "meeting_note.action"))
        employee = "employee" if way.forms else "2"
        await talk.submit("wei", form, text="Three customer visits", owner=employee, due="2026-11-27")

        with talk.work() as work:
            (plan,) = work.plans.of_review(review.no)
            wei = work.people.get("wei")
        assert (plan.state, plan.due, plan.supports) == (PlanState.OPEN, date(2026, 11, 27), ())
        with talk.work() as work:
            assert wei
            keep(work, wei, replace(plan, state=PlanState.DONE), by="wei", now=talk.clock.now())
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            (review,) = work.reviews.of("wei")
        assert review.closed_at


@EVERYWHERE
async def test_who_has_no_time_is_told_three_times_at_most(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=AHEAD_OF_TALK)
        told = []
        for day in range(20):
            talk.clock.move_to(MORNING + timedelta(days=day))
            for _ in range(2):
                with talk.work() as work:
                    tick(work, now=talk.clock.now())
            told += [(day + 3, card) for card in about(talk, "wei")]
        assert [day for day, _ in told] == [17, 19, 20], "so many days before, the day before, the last day"
        assert all("review_meeting.time" in routes(card) for _, card in told)

        talk.clock.move_to(MORNING + timedelta(days=14))
        with talk.work() as work:
            assert [line for line in tick(work, now=talk.clock.now()) if line.startswith("review_meeting ")] == []


@EVERYWHERE
async def test_nothing_closes_without_both_confirmations_and_a_plan(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=AHEAD_OF_TALK)
        wrote(talk, Filler.EMPLOYEE, self_review(talk.locale))
        stages = talk.t

        async def stage(who: str = "wei") -> str:
            shown = await talk.say(who, TALK[talk.locale])
            path = shown.blocks[1].text if isinstance(shown, Card) and isinstance(shown.blocks[1], Text) else ""
            [now] = [name for name in _STAGES if f"**{stages(f'review-meeting-stage-{name}')}**" in path]
            return now

        assert await stage() == "prepare"
        held = await talk.say("ana", f"{TALK[talk.locale]} Name wei")
        await talk.click("ana", button(held, "review.hold"))
        assert await stage() == "held"
        asked = await talk.say("wei", TALK[talk.locale])
        await talk.click("wei", button(asked, "review.confirm"))
        assert await stage() == "held"
        asked = await talk.say("ana", f"{TALK[talk.locale]} Name wei")
        await talk.click("ana", button(asked, "review.confirm"))
        assert await stage() == "confirmed"

        with talk.work() as work:
            (review,) = work.reviews.of("wei")
            (plan,) = work.plans.of_review(review.no)
            wei = work.people.get("wei")
        shown = await talk.say("wei", TALK[talk.locale])
        assert plan.goal in read(await talk.click("wei", button(shown, "plan")))
        await talk.click("wei", Action("plan.begin", (("no", str(plan.no)),)))
        assert await stage() == "follow-up"
        with talk.work() as work:
            tick(work, now=talk.clock.now())
        assert await stage() == "follow-up"
        with talk.work() as work:
            begun = work.plans.get(plan.no)
            assert begun
            assert wei
            keep(work, wei, replace(begun, state=PlanState.DONE), by="wei", now=talk.clock.now())
        with talk.work() as work:
            tick(work, now=talk.clock.now())
        assert await stage() == "closed"
