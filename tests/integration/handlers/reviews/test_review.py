"""A round of reviews in talk: asked, written, read, commented on, revised, confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.growth.domain.plan import PlanState
from bot.growth.services.plan import keep
from bot.messages.card import Action
from bot.messages.draft import PageTurn, TurnTo
from bot.messages.form import Form
from bot.messages.inbound import Notice, Submission
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from handlers import tick
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.reviewing import VIEW, WORD, begin, clock_ticks, review_no, self_review, write

if TYPE_CHECKING:
    from bot.reviews.domain.answer import AnswerVersion
    from storage.storage import Storage

ROUTES = tuple(f"review{name}" for name in ("", ".write", ".comment", ".leave", ".hold", ".confirm", ".add"))


def routes(reply: object) -> list[str]:
    return [found.action.name for found in buttons(reply)]  # type: ignore[arg-type]


def versions(talk: Chat, filler: Filler | None = None, person: str = "wei") -> list[AnswerVersion]:
    no = review_no(talk, person)
    with talk.work() as work:
        return work.review_answers.versions(no, filler)


def held(talk: Chat, person: str = "wei") -> None:
    with talk.work() as work:
        (found,) = work.reviews.of(person)
        work.reviews.save(replace(found, held_at=talk.clock.now()))


@EVERYWHERE
async def test_the_employee_writes_first(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        assert clock_ticks(talk)
        [asked] = talk.inbox("wei")
        assert routes(asked) == ["review.write", "review.later", "review.later"]
        assert not clock_ticks(talk), "who was asked is not asked again"
        assert not talk.inbox("ana")

        sent = await write(talk, "wei", **self_review(talk.locale))

        assert "120%" in read(sent)
        [told] = talk.inbox("ana")
        assert self_review(talk.locale)["strengths.1.behaviour"] in read(told)
        assert routes(told) == ["review.write", "review.comment"]
        assert not clock_ticks(talk), "whoever leads them knows by what was sent in that it is their turn"

        await write(talk, "ana", "wei", **VIEW[talk.locale])
        [told] = talk.inbox("wei")
        assert VIEW[talk.locale]["view.strengths"] in read(told)
        assert routes(told) == ["review.write", "review.leave", "review"]
        assert "120%" not in read(told), "what they wrote themselves is a tap away"
        assert "120%" in read(await talk.click("wei", button(told, "review")))

        left = await talk.click("wei", button(told, "review.leave"))
        assert "review.leave" not in routes(left)

        talked = await talk.say("ana", f"{WORD[talk.locale]} Name wei")
        await talk.click("ana", button(talked, "review.hold"))
        talk.pass_by(hours=1)
        assert clock_ticks(talk)
        for who, agrees in (("wei", "0"), ("ana", "1")):
            asked = [card for card in talk.inbox(who) if "review.confirm" in routes(card)][-1]
            confirming = next(found for found in buttons(asked) if dict(found.action.args).get("agrees") == agrees)
            await talk.click(who, confirming)
        with talk.work() as work:
            (review,) = work.reviews.of("wei")
        assert (review.employee_agrees, review.manager_agrees) == (False, True)
        assert review.confirmed

        with talk.work() as work:
            (drafted,) = work.plans.of_review(review.no)
        assert drafted.goal == self_review(talk.locale)["plan.1.goal"]
        assert drafted.state is PlanState.DRAFT
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            (review,) = work.reviews.of("wei")
        assert review.closed_at is None, "nothing closes before its plan has run"
        with talk.work() as work:
            wei = work.people.get("wei")
            assert wei
            keep(work, wei, replace(drafted, state=PlanState.DONE), by="wei", now=talk.clock.now())
        with talk.work() as work:
            tick(work, now=talk.clock.now())
            (review,) = work.reviews.of("wei")
        assert review.closed_at


@EVERYWHERE
async def test_what_is_changed_is_another_version_and_the_other_is_told(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        wrote = self_review(talk.locale)
        await write(talk, "wei", **wrote)
        talk.inbox("ana")

        await write(talk, "wei", **wrote)
        assert not talk.inbox("ana"), "the same once more is no change"

        better = wrote | {"strengths.1.completion": "110%"}
        await write(talk, "wei", **better)

        [told] = talk.inbox("ana")
        assert "110%" in read(await talk.click("ana", button(told, "review.diff")))
        kept = versions(talk, Filler.EMPLOYEE)
        assert [version.values["strengths.1.completion"] for version in kept] == ["120%", "110%"]


@EVERYWHERE
async def test_vague_words_are_asked_about_once_and_taken_then(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        vague = "加强团队合作" if talk.locale == "zh-CN" else "Improve communication"
        values = self_review(talk.locale) | {
            "improvements.1.event": vague,
            "improvements.1.impact": vague,
            "improvements.1.shortfall": vague,
        }
        asked = await write(talk, "wei", **values)
        if way.forms:  # in a dialogue the answer is given again at once
            assert not versions(talk)
            await talk.submit("wei", asked, **values)

        (version,) = versions(talk)
        assert version.vague == {"improvements.1.event"}


@EVERYWHERE
async def test_a_comment_reaches_the_other_at_once(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        await write(talk, "wei", **self_review(talk.locale))
        [told] = talk.inbox("ana")

        form = await talk.click("ana", button(told, "review.comment"))
        await talk.submit("ana", form, path="plan.1.goal", text="By March at the latest.")

        [heard] = talk.inbox("wei")
        assert "By March at the latest." in read(heard)


@pytest.mark.parametrize("order", [FillOrder.PARALLEL, FillOrder.MANAGER_FIRST])
@EVERYWHERE
async def test_nobody_reads_before_they_wrote_where_both_write_at_once(
    storage: Storage, way: Way, order: FillOrder
) -> None:
    async with chat(storage, way) as talk:
        begin(talk, order, days={"self_due": date(2026, 11, 13), "manager_due": date(2026, 11, 13)})
        clock_ticks(talk)
        parallel = order is FillOrder.PARALLEL
        assert bool(talk.inbox("wei")) is parallel
        assert [routes(card) for card in talk.inbox("ana")] == [["review", "review"]], "asked once, about both"

        await write(talk, "ana", "wei", **VIEW[talk.locale])
        shown = read(await talk.say("wei", WORD[talk.locale]))
        assert (VIEW[talk.locale]["view.strengths"] in shown) is not parallel

        await write(talk, "wei", **self_review(talk.locale))
        shown = read(await talk.say("wei", WORD[talk.locale]))
        assert VIEW[talk.locale]["view.strengths"] in shown
        assert any("120%" in read(card) for card in talk.inbox("ana"))


@EVERYWHERE
async def test_after_the_lock_words_stand_beside(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        await write(talk, "wei", **self_review(talk.locale))
        held(talk)
        no = (("no", str(review_no(talk))),)
        await talk.click("ana", Action("review.confirm", (*no, ("agrees", "1"))))
        talk.inbox("ana")

        refused = await talk.click("wei", Action("review.write", no))
        assert not isinstance(refused, Form)
        shown = await talk.say("wei", WORD[talk.locale])
        form = await talk.click("wei", button(shown, "review.add"))
        await talk.submit("wei", form, path="strengths.1.project", text="And project C.")

        [told] = talk.inbox("ana")
        assert "And project C." in read(told)
        assert [version.addendum for version in versions(talk)] == [False, True]


async def test_it_is_nobody_elses(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk)
        await write(talk, "wei", **self_review("en"))
        no = (("no", str(review_no(talk))),)
        for stranger in ("min", "pat", "ha"):
            for route in ROUTES:
                reply = await talk.click(stranger, Action(route, no))
                assert "120%" not in read(reply)
                assert isinstance(reply, Notice), (stranger, route)
            assert "120%" not in read(await talk.say(stranger, "review Name wei"))


async def test_whoever_leads_them_now_is_told_and_nobody_who_did(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk)
        await write(talk, "wei", **self_review("en"))
        talk.inbox("ana")
        talk.hire("wei", manager="pat")

        assert "120%" not in read(await talk.say("ana", "review Name wei"))
        clock_ticks(talk)
        assert "120%" in read(await talk.say("pat", "review Name wei"))


async def test_nobody_is_reminded_more_than_twice_nor_of_what_is_done(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk)
        told = {"wei": 0, "min": 0}
        await write(talk, "min", **self_review("en"))
        for _ in range(9):
            clock_ticks(talk)
            for who in told:
                told[who] += len(talk.inbox(who))
            talk.pass_by(days=1)

        assert told == {"wei": 3, "min": 0}, "asked, the day before, and on the last day"


@EVERYWHERE
async def test_a_form_that_stands_open_shows_nothing_of_who_has_moved_on(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        wrote = self_review(talk.locale)
        await write(talk, "wei", **wrote)
        shown = await talk.say("ana", f"{WORD[talk.locale]} Name wei")
        form = await talk.click("ana", button(shown, "review.write"))
        assert wrote["strengths.1.behaviour"] in (repr(form) if isinstance(form, Form) else read(form))
        typed = VIEW[talk.locale]["view.strengths"]

        talk.hire("wei", manager="pat")
        if isinstance(form, Form):
            assert form.step
            for turn in TurnTo:
                move = PageTurn(form.step.draft, form.step.page, turn, turn=form.step.turn)
                page = Submission(talk.sender("ana"), form.action, {"view.strengths": typed}, move=move)
                reply = await talk.arrive(page)
                assert isinstance(reply, Notice), turn
                assert wrote["strengths.1.behaviour"] not in read(reply)
        else:
            for said in ("帮助", typed, "返回"):
                reply = await talk.say("ana", said)
                assert wrote["strengths.1.behaviour"] not in read(reply)
            assert talk.dialogue("ana") is None
        assert not versions(talk, Filler.MANAGER)
