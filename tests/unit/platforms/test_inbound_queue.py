"""The queue's own rules: what follows an answer gives way to answers that others wait for, but not for ever."""

from __future__ import annotations

import asyncio

from bot.platforms.inbound_queue import AnswerPriority


async def test_what_follows_waits_until_no_answer_is_due() -> None:
    answers, stopping, done = AnswerPriority(), asyncio.Event(), []

    async def follow() -> None:
        await answers.wait(30, stopping=stopping)
        done.append("picture")

    with answers.taken():
        following = asyncio.create_task(follow())
        with answers.taken():
            await asyncio.wait({following}, timeout=0.1)
            done.append("second")
        await asyncio.wait({following}, timeout=0.1)
        done.append("first")
    await asyncio.wait_for(following, 10)

    assert done == ["second", "first", "picture"]


async def test_what_follows_comes_also_where_answers_are_due_all_the_time() -> None:
    answers, stopping = AnswerPriority(), asyncio.Event()
    with answers.taken():
        await asyncio.wait_for(answers.wait(0.1, stopping=stopping), 10)


async def test_what_follows_does_not_keep_a_bot_from_stopping() -> None:
    answers, stopping = AnswerPriority(), asyncio.Event()
    stopping.set()
    await asyncio.wait_for(answers.wait(30, stopping=stopping), 10)
