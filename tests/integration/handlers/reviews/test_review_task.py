"""Reminders are kind and few: put off, left out, never of what is done; HR sees who is missing and reminds once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery_timing import Drop
from bot.messages.card import Action, Card
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.reviews.domain.form_template import Filler
from bot.reviews.services import cycle as cycles
from handlers import MESSAGES, tick
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.reviewing import CREW, PROMPTED, begin, clock_ticks, self_review, write, wrote

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.inbound import Reply
    from storage.storage import Storage

MISSING = {"en": "missing forms", "zh-CN": "谁没交"}
SHOW = {"en": "cycle", "zh-CN": "考核周期"}
WHY = {"en": "I am on another project this half", "zh-CN": "这半年借调到别的项目"}


def routes(reply: Reply) -> list[str]:
    return [found.action.name for found in buttons(reply)]


def later(reply: Reply, when: str = "") -> Action:
    """Return the button that puts a task off: until a time, or after a question."""
    return next(
        found.action
        for found in buttons(reply)
        if found.action.name == "review.later" and dict(found.action.args).get("when", "") == when
    )


def deliveries(talk: Chat, person: str, kind: str = "review") -> list[Delivery]:
    with talk.work() as work:
        return [found for found in work.outbox.find(person_id=person) if found.kind == kind]


def drawn(talk: Chat, delivery: Delivery) -> Card | Drop:
    """Return a message as it would read if it went now."""
    with talk.work() as work:
        found = MESSAGES.render(work, delivery, talk.clock.now())
    assert isinstance(found, Card | Drop)
    return found


def clock_goes_on(talk: Chat, days: int) -> int:
    """Let days go by, the clock asking on each morning; returns how many cards Wei got."""
    told = 0
    for _ in range(days):
        talk.pass_by(days=1)
        clock_ticks(talk)
        told += len(talk.inbox("wei"))
    return told


@EVERYWHERE
async def test_asked_the_day_before_and_on_the_day_then_no_more(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        clock_ticks(talk)
        [asked] = talk.inbox("wei")

        assert clock_goes_on(talk, 12) == 2
        last = deliveries(talk, "wei")[-1]
        assert "review.later" in routes(card_from_json(last.card))
        talk.clock.move_to(datetime(2026, 11, 3, 3, tzinfo=UTC))
        assert [dict(found.action.args).get("when") for found in buttons(asked)][1:] == ["tomorrow", None]


@EVERYWHERE
async def test_tomorrow_means_once_more_and_not_twice_beside_what_comes_anyway(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        clock_ticks(talk)
        [asked] = talk.inbox("wei")

        said = await talk.click("wei", later(asked, "tomorrow"))
        assert isinstance(said, Notice)
        await talk.click("wei", later(asked, "tomorrow"))
        [again] = [found for found in deliveries(talk, "wei") if ":later:" in found.key]
        assert again.not_before == datetime(2026, 11, 4, 1, 30, tzinfo=UTC), "9:30 where Wei is"

        talk.inbox("wei")
        talk.clock.move_to(datetime(2026, 11, 7, 2, tzinfo=UTC))
        await talk.click("wei", later(asked, "tomorrow"))
        assert not talk.inbox("wei"), "the day before the last one is reminded of anyway"
        await write(talk, "wei", **self_review(talk.locale))
        assert isinstance(drawn(talk, again), Drop), "what is done is not reminded of"


@EVERYWHERE
async def test_next_monday_and_never_past_the_day(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days={"self_due": date(2026, 11, 12), "manager_due": date(2026, 11, 13)})
        clock_ticks(talk)
        [asked] = talk.inbox("wei")

        form = await talk.click("wei", later(asked))
        await talk.submit("wei", form, when="monday")

        [again] = [found for found in deliveries(talk, "wei") if ":later:" in found.key]
        assert again.not_before == datetime(2026, 11, 9, 1, 30, tzinfo=UTC)
        talk.clock.move_to(datetime(2026, 11, 12, 2, tzinfo=UTC))
        late = await talk.click("wei", later(asked, "tomorrow"))
        assert isinstance(late, Notice)
        assert not [found for found in deliveries(talk, "wei") if "20261113" in found.key]


@EVERYWHERE
async def test_left_out_with_a_reason_is_reminded_of_no_more(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        clock_ticks(talk)
        [asked] = talk.inbox("wei")
        talk.inbox("ana")

        form = await talk.click("wei", later(asked))
        again = await talk.submit("wei", form, when="never", reason="")
        assert not isinstance(again, Notice), "a reason is asked for"
        if talk.dialogue("wei"):
            await talk.say("wei", WHY[talk.locale])
        else:
            await talk.submit("wei", again, when="never", reason=WHY[talk.locale])

        [told] = talk.inbox("ana")
        assert WHY[talk.locale] in read(told)
        assert clock_goes_on(talk, 12) == 0
        overview = read(await talk.say("ha", MISSING[talk.locale]))
        assert WHY[talk.locale] not in overview
        counted = read(await talk.say("ha", SHOW[talk.locale]))
        assert ("1 left out" if talk.locale == "en" else "跳过1") in counted
        assert "Name min" in overview
        assert "Name wei (" not in overview
        assert isinstance(await talk.click("wei", later(asked)), Notice), "there is nothing to put off any more"


@EVERYWHERE
async def test_hr_reminds_with_one_tap_whom_it_may_reach(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        talk.hire("gao", "lin", manager="ana", unit="Crew 2")
        talk.hire("sun", "tao", manager="ana", unit=CREW)
        with talk.work() as work:
            (cycle,) = work.cycles.running()
            work.people.put_absences([("tao", date(2026, 11, 2), date(2026, 11, 20), "")])
        with talk.work() as work:
            cycles.take_in(work, cycle, now=talk.clock.now())
        clock_ticks(talk)
        talk.pass_by(days=1)
        for who in ("wei", "min", "sun", "tao"):
            talk.inbox(who)

        listed = await talk.say("ha", MISSING[talk.locale])
        assert all(f"Name {who}" in read(listed) for who in ("wei", "min", "sun", "tao"))
        await write(talk, "wei", **self_review(talk.locale))
        said = await talk.click("ha", button(listed, "cycle.remind"))

        assert [len(talk.inbox(who)) for who in ("wei", "min", "sun", "tao")] == [0, 1, 1, 0]
        assert "Name tao" in read(said), "who is on leave is named"
        again = await talk.click("ha", button(listed, "cycle.remind"))
        assert "Name min" in read(again), "who heard of it today is named"
        assert [len(talk.inbox(who)) for who in ("min", "sun")] == [0, 0]
        for who in ("wei", "pat", "gao"):
            assert isinstance(await talk.click(who, button(listed, "cycle.remind")), Notice) or not talk.inbox("min")


@EVERYWHERE
async def test_who_leads_several_is_reminded_once_of_all(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        for who in ("wei", "min"):
            wrote(talk, Filler.EMPLOYEE, self_review(talk.locale), who)
        talk.clock.move_to(datetime(2026, 11, 13, 2, tzinfo=UTC))
        clock_ticks(talk)

        [told] = talk.inbox("ana")
        assert "Name wei" in read(told)
        assert "Name min" in read(told)
        assert routes(told) == ["review", "review"]
        assert "Name wei" in read(await talk.say("ana", MISSING[talk.locale])), "one's own are listed"
        [delivery] = deliveries(talk, "ana", "review_tasks")
        wrote(talk, Filler.MANAGER, {"view.strengths": "x"}, "wei")
        left = drawn(talk, delivery)
        assert not isinstance(left, Drop)
        assert "Name min" in read(left)
        assert "Name wei" not in read(left)
        wrote(talk, Filler.MANAGER, {"view.strengths": "x"}, "min")
        assert isinstance(drawn(talk, delivery), Drop)


@EVERYWHERE
async def test_hr_hears_once_a_week_what_nobody_answered(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        wrote(talk, Filler.EMPLOYEE, self_review(talk.locale), "wei")

        def digests() -> list[Delivery]:
            with talk.work() as work:
                tick(work, now=talk.clock.now())
            return deliveries(talk, "ha", "cycle_digest")

        assert not digests(), "nothing is overdue"
        talk.clock.move_to(datetime(2026, 11, 9, 2, tzinfo=UTC))
        assert not digests(), "today is the last day"
        talk.clock.move_to(datetime(2026, 11, 16, 1, tzinfo=UTC))
        assert not digests(), "not before the morning of Monday where HR is"
        talk.clock.move_to(datetime(2026, 11, 16, 2, tzinfo=UTC))
        [digest] = digests()
        said = read(card_from_json(digest.card))
        assert CREW in said
        assert "Name min" in said
        assert "120%" not in said
        talk.pass_by(days=3)
        assert len(digests()) == 1
        talk.pass_by(days=4)
        assert len(digests()) == 2


@EVERYWHERE
async def test_teams_are_shown_a_page_at_a_time(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        talk.hire("ha", department="HR")
        talk.hire("ana")
        for number in range(8):
            talk.hire(f"p{number}", manager="ana", unit=f"Team {number}")
        with talk.work() as work:
            give(work, "ha", Role.HR)
        cycle = begin(talk, days=PROMPTED)
        with talk.work() as work:
            author = work.people.get("ha")
            assert author
            cycles.amend(work, author, replace(cycle, units=()), now=talk.clock.now())

        first = await talk.say("ha", SHOW[talk.locale])
        page = next(found for found in buttons(first) if dict(found.action.args).get("page") == "1")
        second = await talk.click("ha", page)

        assert "Team 0" in read(first)
        assert "Team 7" not in read(first)
        assert "Team 7" in read(second)
        team = await talk.say("ha", f"{MISSING[talk.locale]} Team 3")
        assert "Name p3" in read(team)
        assert "Name p4" not in read(team)
