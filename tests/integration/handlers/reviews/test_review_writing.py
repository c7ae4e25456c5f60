"""Writing in a review: a button leads to the form or says why not, what is typed too late is kept, copies ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm
from bot.reviews.domain.form_template import Filler
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.reviewing import VIEW, WORD, begin, clock_ticks, review_no, self_review, write

if TYPE_CHECKING:
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.cycle import Cycle
    from storage.storage import Storage

WHY = {
    "closed": {"en": "HR has closed this cycle", "zh-CN": "HR已经结束这个考核周期"},
    "confirmed": {"en": "One of you has confirmed it", "zh-CN": "有一方已经确认"},
    "over": {"en": "Its last day is past", "zh-CN": "最后一天已过"},
}


def versions(talk: Chat, filler: Filler | None = None) -> list[AnswerVersion]:
    no = review_no(talk)
    with talk.work() as work:
        return work.review_answers.versions(no, filler)


async def locked(talk: Chat, cycle: Cycle, how: str) -> None:
    """Lock the review of Wei in one of the ways in which it can be."""
    no = (("no", str(review_no(talk))),)
    if how == "closed":
        await talk.click("ha", Action("cycle.close", (("no", str(cycle.no)),)))
    elif how == "confirmed":
        with talk.work() as work:
            (found,) = work.reviews.of("wei")
            work.reviews.save(replace(found, held_at=talk.clock.now()))
        await talk.click("ana", Action("review.confirm", (*no, ("agrees", "1"))))
    else:
        talk.clock.move_to(talk.clock.now() + timedelta(days=40))


@EVERYWHERE
@pytest.mark.parametrize("how", list(WHY))
async def test_the_button_that_was_sent_says_why_it_leads_no_further(storage: Storage, way: Way, how: str) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        clock_ticks(talk)
        [asked] = talk.inbox("wei")
        await write(talk, "wei", **self_review(talk.locale))
        again = await talk.click("wei", button(asked, "review.write"))
        assert "120%" in read(await talk.say("wei", WORD[talk.locale])), "handed in, it can be changed"
        assert isinstance(again, Form) or talk.dialogue("wei")
        if not way.forms:
            await talk.say("wei", "取消")

        await locked(talk, cycle, how)

        for action in (button(asked, "review.write").action, Action("review.write", (("no", str(review_no(talk))),))):
            refused = await talk.click("wei", action)
            assert isinstance(refused, Notice)
            assert WHY[how][talk.locale] in read(refused)
        shown = await talk.say("wei", WORD[talk.locale])
        assert "review.add" in [found.action.name for found in buttons(shown)]


async def test_the_button_of_somebody_who_left_and_of_who_led_them_says_so(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk)
        clock_ticks(talk)
        [asked] = talk.inbox("wei")
        await write(talk, "wei", **self_review("en"))
        [told] = talk.inbox("ana")
        with talk.work() as work:
            work.people.put([{"id": "wei", "left_on": date(2026, 11, 1)}])

        for who, card in (("wei", asked), ("ana", told)):
            reply = await talk.click(who, button(card, "review.write"))
            assert isinstance(reply, Notice)
            assert len(read(reply)) > 20


@EVERYWHERE
@pytest.mark.parametrize("how", list(WHY))
async def test_what_was_typed_while_it_was_locked_stands_beside_it(storage: Storage, way: Way, how: str) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        values = self_review(talk.locale)
        await write(talk, "wei", **values)
        shown = await talk.say("wei", WORD[talk.locale])
        form = await talk.click("wei", button(shown, "review.write"))
        await locked(talk, cycle, how)
        talk.inbox("ana")

        late = await talk.submit("wei", form, **values | {"strengths.1.completion": "110%"})

        first, second = versions(talk, Filler.EMPLOYEE)
        assert (first.addendum, second.addendum) == (False, True)
        assert dict(second.values) == {"strengths.1.completion": "110%"}, "no more than what is new"
        assert "110%" in read(late)
        assert any("110%" in read(card) for card in talk.inbox("ana"))


async def test_what_comes_too_late_and_says_the_same_adds_nothing(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        await write(talk, "wei", **self_review("en"))
        form = await talk.click("wei", button(await talk.say("wei", "review"), "review.write"))
        await locked(talk, cycle, "closed")

        assert "120%" in read(await talk.submit("wei", form))
        assert len(versions(talk)) == 1


async def test_a_first_part_that_comes_after_the_lock_is_kept_and_shown(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        form = await talk.click("wei", button(await talk.say("wei", "review"), "review.write"))
        await locked(talk, cycle, "closed")

        await talk.submit("wei", form, **self_review("en"))

        assert [version.addendum for version in versions(talk)] == [True]
        assert "added after the lock" in read(await talk.say("ana", "review Name wei"))


@EVERYWHERE
async def test_words_of_the_other_are_asked_about_once_and_taken_then(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        words = self_review(talk.locale)
        await write(talk, "wei", **words)
        copied = VIEW[talk.locale] | {"view.improvements": words["improvements.1.impact"] + "!"}

        asked = await write(talk, "ana", "wei", **copied)

        if way.forms:  # in a dialogue the answer is given again at once
            assert isinstance(asked, RejectedForm)
            assert list(asked.form.problems) == ["view.improvements"]
            said = {"en": "nearly what Name wei wrote", "zh-CN": "和Name wei 写的几乎一样"}[talk.locale]
            assert said in read(asked)
            assert not versions(talk, Filler.MANAGER)
            await talk.submit("ana", asked, **copied)
        (version,) = versions(talk, Filler.MANAGER)
        assert version.values["view.improvements"] == copied["view.improvements"]
