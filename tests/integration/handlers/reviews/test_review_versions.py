"""Versions of a review in talk: who wrote which when, what changed between two, and who may look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.inbound import Notice
from bot.reviews.domain.cycle import FillOrder
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.reviewing import VIEW, WORD, begin, review_no, self_review, write

if TYPE_CHECKING:
    from storage.storage import Storage

GOAL = {"en": "Cut bug fix time by 40% within 6 months", "zh-CN": "6个月内将bug修复时间缩短40%"}


def number(talk: Chat) -> tuple[tuple[str, str], ...]:
    return (("no", str(review_no(talk))),)


@EVERYWHERE
async def test_the_other_hears_which_answers_changed_and_sees_how(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        wrote = self_review(talk.locale)
        await write(talk, "wei", **wrote)
        [told] = talk.inbox("ana")
        assert "review.diff" not in [found.action.name for found in buttons(told)]

        talk.pass_by(hours=3)
        await write(talk, "wei", **wrote | {"plan.1.goal": GOAL[talk.locale], "strengths.1.completion": "110%"})

        [told] = talk.inbox("ana")
        label = {"en": "Changed: Completion rate and Goal.", "zh-CN": "改动：目标完成率和目标。"}[talk.locale]
        assert label in read(told)
        shown = read(await talk.click("ana", button(told, "review.diff")))
        if talk.locale == "en":
            assert "Before: Cut bug fix time by 50% within 3 months" in shown
            assert "Now: Cut bug fix time by 40% within 6 months" in shown
        else:
            assert "原来：3个月内将bug修复时间缩短50%" in shown
            assert "现在：6个月内将bug修复时间缩短40%" in shown
        assert wrote["strengths.1.behaviour"] not in shown, "what stayed is not told again"


@EVERYWHERE
async def test_versions_are_listed_with_their_times_where_the_reader_is_and_any_two_compared(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        wrote = self_review(talk.locale)
        for share in ("120%", "110%", "105%"):
            await write(talk, "wei", **wrote | {"strengths.1.completion": share})
            talk.pass_by(hours=1)
        shown = await talk.say("wei", WORD[talk.locale])

        listed = await talk.click("wei", button(shown, "review.versions"))

        times = ("10 am", "11 am", "12 pm") if talk.locale == "en" else ("10:00", "11:00", "12:00")
        assert all(time in read(listed) for time in times)
        form = await talk.click("wei", button(listed, "review.compare"))
        compared = read(await talk.submit("wei", form, **{"from": "1", "to": "3"}))
        assert "120%" in compared
        assert "105%" in compared
        assert "110%" not in compared


async def test_versions_are_nobody_elses_and_not_to_be_read_before_ones_own(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk, FillOrder.PARALLEL)
        await write(talk, "ana", "wei", **VIEW["en"])
        await write(talk, "ana", "wei", **VIEW["en"] | {"view.strengths": "On project A you cut costs by 20%."})
        side = (("side", "manager"), ("from", "1"), ("to", "2"))

        for route in ("review.versions", "review.diff", "review.compare"):
            for stranger in ("min", "pat", "ha", "wei"):
                reply = await talk.click(stranger, Action(route, (*number(talk), *side)))
                assert "20%" not in read(reply), (route, stranger)
                assert isinstance(reply, Notice) or (route, stranger) == ("review.versions", "wei")
        await write(talk, "wei", **self_review("en"))
        assert "20%" in read(await talk.click("wei", Action("review.diff", (*number(talk), *side))))


@pytest.mark.parametrize("said", ["0", "9", "x", ""])
async def test_a_forged_version_is_none(storage: Storage, said: str) -> None:
    async with chat(storage) as talk:
        begin(talk)
        await write(talk, "wei", **self_review("en"))
        args = (*number(talk), ("side", "employee"), ("from", "1"), ("to", said))
        assert isinstance(await talk.click("wei", Action("review.diff", args)), Notice)
        odd = (*number(talk), ("side", said))
        assert isinstance(await talk.click("wei", Action("review.compare", odd)), Notice)
