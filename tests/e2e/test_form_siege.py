"""The bot is killed at each step of a form, and in the middle of steps: nothing typed is lost, nothing counts twice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.reviews.domain.form_template import Filler
from bot.runtime.clockwork import SystemClock
from tests.e2e.form_siege import TYPED, Desk, asked, desk

if TYPE_CHECKING:
    from pathlib import Path

    from bot.reviews.domain.answer import AnswerVersion


def stored(here: Desk) -> list[AnswerVersion]:
    with here.storage.work() as work:
        (review,) = work.reviews.of("wei")
        return list(work.review_answers.versions(review.no, Filler.EMPLOYEE))


async def turned_while_it_dies(here: Desk, platform: str, *, after: float) -> None:
    """Send a page in, and let the bot die some moments later, wherever it is by then; then try again."""
    form = await here.form(platform)
    assert form
    sending = asyncio.create_task(here.send(platform, form))
    await SystemClock().sleep(after)
    await here.kill()
    await sending
    await here.begin()


@pytest.mark.postgresql
@pytest.mark.timeout(180)
async def test_a_form_that_is_begun_on_slack_and_ended_on_dingtalk_outlives_every_death_of_the_bot(
    database_url: str, tmp_path: Path
) -> None:
    async with desk(database_url, tmp_path) as here:
        await here.begin()
        await here.ask("slack")
        await here.kill()

        await here.begin()
        form = await here.press("slack")
        assert "strengths.1.project" in asked(form)
        await here.kill()

        await here.begin()
        await here.reach("slack", "improvements.1.event")
        await turned_while_it_dies(here, "slack", after=0.01)
        await here.reach("slack", "plan.1.goal")
        left_open = await here.form("slack")
        assert left_open
        await here.kill()

        await here.begin()
        await here.ask("dingtalk")
        form = await here.press("dingtalk")
        assert "plan.1.goal" in asked(form), "it goes on where it stopped, on another platform"
        await turned_while_it_dies(here, "dingtalk", after=0.03)
        await here.press("dingtalk")
        while page := await here.form("dingtalk"):  # each twice, the last as well
            await asyncio.gather(here.send("dingtalk", page), here.send("dingtalk", page))
            await SystemClock().sleep(0.1)
        await here.send("slack", left_open)

        (version,) = stored(here)
        assert dict(version.values) == TYPED
        with here.storage.work() as work:
            assert work.drafts.by_number(1) is None
        assert here.lives >= 6
