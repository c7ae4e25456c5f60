"""The time that a self-review takes: from the first answer to sending it in, told of many and to HR alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.form import Form
from bot.people.services import permission
from bot.reviews.services import cycle_overview
from tests.chat import EVERYWHERE, Chat, Way, button, chat, read
from tests.reviewing import WORD, begin, review_no, self_review, write

if TYPE_CHECKING:
    from storage.storage import Storage

PART = {"en": "half took 7 minutes or less, 100% were done within 10 minutes (n = 5)", "zh-CN": "不超过7分钟，100%"}
CYCLE = {"en": "cycle", "zh-CN": "考核周期"}


def took(talk: Chat) -> timedelta | None:
    no = review_no(talk)
    with talk.work() as work:
        (version,) = work.review_answers.versions(no)
    return version.at - version.started_at if version.started_at else None


@EVERYWHERE
async def test_it_begins_with_the_first_answer_and_ends_with_sending_it_in(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk)
        shown = await talk.say("wei", WORD[talk.locale])
        await talk.click("wei", button(shown, "review.write"))
        talk.pass_by(hours=5)  # looked at, nothing typed

        form = await talk.click("wei", button(shown, "review.write"))
        values = self_review(talk.locale)
        if isinstance(form, Form):
            talk.pass_by(minutes=7)
            await talk.submit("wei", form, **values)
        else:
            talk.pass_by(minutes=30)
            first = await talk.say("wei", values["strengths.1.project"])
            talk.pass_by(minutes=7)
            await talk.submit("wei", first, **values)

        assert took(talk) == timedelta(minutes=7)


async def test_it_is_told_of_five_and_to_hr_alone(storage: Storage) -> None:
    async with chat(storage) as talk:
        crew = ("c1", "c2", "c3")
        talk.hire("ana")
        talk.hire(*crew, manager="ana", unit="Crew 1")
        begun = begin(talk)
        for count, person in enumerate(("wei", "min", *crew), start=1):
            assert "or less" not in read(await talk.say("ha", "cycle")), f"of {count - 1} nothing is told"
            shown = await talk.say(person, "review")
            form = await talk.click(person, button(shown, "review.write"))
            talk.pass_by(minutes=7)
            await talk.submit(person, form, **self_review("en"))

        assert PART["en"] in read(await talk.say("ha", CYCLE["en"]))
        assert "or less" not in read(await talk.say("ana", CYCLE["en"]))
        with talk.work() as work:
            ana = work.people.get("ana")
            assert ana
            actor = permission.actor(work, ana, now=talk.clock.now())
            assert cycle_overview.fill_time(work, actor, begun) is None


@pytest.mark.parametrize("again", [True, False])
async def test_changes_count_nothing(storage: Storage, again: bool) -> None:  # noqa: FBT001 - a parameter of the test
    async with chat(storage) as talk:
        cycle = begin(talk)
        await write(talk, "wei", **self_review("en"))
        if again:
            talk.pass_by(hours=1)
            await write(talk, "wei", **self_review("en") | {"strengths.1.completion": "110%"})
        with talk.work() as work:
            assert work.review_answers.times(cycle.no) == [timedelta()]
