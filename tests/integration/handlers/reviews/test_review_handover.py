"""A manager changes in the middle of a cycle: what is open goes along, words that were not submitted do not (U21)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.growth.domain.plan import PlanState, SupportRequest
from bot.messages.card import Action
from bot.messages.draft import PageTurn
from bot.messages.form import Form, flat
from bot.messages.inbound import Notice, Submission
from bot.roster.services import posting
from tests.chat import EVERYWHERE, Chat, Way, button, chat, read
from tests.reviewing import PROMPTED, VIEW, begin, clock_ticks, review_no, self_review, write
from tests.unit.growth.test_plan_pace import PLAN

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Reply
    from storage.storage import Storage

HALF = {"en": "On project A you led the core module, half-written", "zh-CN": "项目A里你主导了核心模块，还没写完"}


def moves(talk: Chat, *people: str, to: str) -> None:
    with talk.work() as work:
        posting.put(work, [{"id": person, "manager_id": to} for person in people], by="ha", now=talk.clock.now())


def of_kind(cards: list[Card], kind: str) -> list[Card]:
    return [card for card in cards if card.kind == kind]


async def half_written(talk: Chat, who: str, form: Reply) -> None:
    """Type something into a long form and go no further: page by page, or in answer to the first question."""
    if isinstance(form, Form):
        assert form.step
        first = flat(form.shown)[0].name
        move = PageTurn(form.step.draft, form.step.page, turn=form.step.turn)
        await talk.arrive(Submission(talk.sender(who), form.action, {first: HALF[talk.locale]}, move=move))
    else:
        await talk.say(who, HALF[talk.locale])


@EVERYWHERE
async def test_what_is_open_goes_along_with_one_card(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        clock_ticks(talk)
        await write(talk, "wei", **self_review(talk.locale))
        old = talk.inbox("ana")[-1]
        form = await talk.click("ana", button(old, "review.write"))
        await half_written(talk, "ana", form)
        for who in ("wei", "ana", "pat"):
            talk.inbox(who)

        moves(talk, "wei", "min", to="pat")

        [card] = of_kind(talk.inbox("pat"), "hand_over")
        said = read(card)
        assert "H2" in said or "下半年" in said
        assert "13" in said, "until when the view is due"
        assert HALF[talk.locale] not in said
        assert ("the manager’s view" if talk.locale == "en" else "主管评价") in said
        assert ("with them: the self-review" if talk.locale == "en" else "等对方：自评") in said, (
            "Min has not written yet"
        )
        [told] = of_kind(talk.inbox("wei"), "move")
        assert ("Your review goes on with Name pat" if talk.locale == "en" else "你的考核由Name pat") in read(told)
        [gone] = of_kind(talk.inbox("ana"), "release")
        assert ("deleted" if talk.locale == "en" else "删除") in read(gone)


@EVERYWHERE
async def test_old_buttons_say_who_has_it_now_and_the_new_manager_begins_afresh(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        await write(talk, "wei", **self_review(talk.locale))
        old = talk.inbox("ana")[-1]
        await half_written(talk, "ana", await talk.click("ana", button(old, "review.write")))
        await talk.say("ana", "cancel" if talk.locale == "en" else "取消")
        moves(talk, "wei", to="pat")

        for name in ("review", "review.write", "review.comment", "review.hold", "prompt", "prompt.goals"):
            refused = await talk.click("ana", Action(name, (("no", str(review_no(talk))),)))
            assert isinstance(refused, Notice)
            assert "Name pat" in read(refused), name
            assert "120%" not in read(refused)
        stranger = await talk.click("min", Action("review", (("no", str(review_no(talk))),)))
        assert isinstance(stranger, Notice)
        assert "Name pat" not in read(stranger), "who never led somebody is told nothing"

        shown = await talk.say("pat", "review Name wei" if talk.locale == "en" else "考核 Name wei")
        form = await talk.click("pat", button(shown, "review.write"))
        if isinstance(form, Form):
            assert all(not getattr(field, "value", "") for field in flat(form.shown)), (
                "nobody else's draft stands there"
            )
        await talk.submit("pat", form, **VIEW[talk.locale])
        with talk.work() as work:
            (review,) = work.reviews.of("wei")
        assert review.manager_at


@EVERYWHERE
async def test_reminders_go_to_whoever_leads_them_now(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        clock_ticks(talk)
        moves(talk, "wei", to="pat")
        for who in ("ana", "pat"):
            talk.inbox(who)

        talk.clock.move_to(talk.clock.now().replace(day=13))
        clock_ticks(talk)

        [mine], [theirs] = talk.inbox("pat"), talk.inbox("ana")
        assert "Name wei" in read(mine)
        assert "Name min" in read(theirs)
        assert "Name wei" not in read(theirs)


async def test_a_plan_and_its_requests_are_named(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk)
        with talk.work() as work:
            work.plans.add(
                replace(PLAN, person_id="wei", by="wei", state=PlanState.OPEN, supports=(SupportRequest("x"),))
            )
        moves(talk, "wei", to="pat")

        [card] = of_kind(talk.inbox("pat"), "hand_over")
        assert "1 plan runs, 1 request waits for your answer." in read(card)
