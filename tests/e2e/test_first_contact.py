"""First contact through the real SDKs: the notice, then the answer, the receipt on its button, then the tour."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.notice import VERSION
from bot.kit.calendar import instant
from tests.e2e.town import MONDAY, ZONES, town
from tests.present import present
from tests.wire import words

if TYPE_CHECKING:
    from pathlib import Path

ASKED = {"slack": ("help", "help-headline"), "dingtalk": ("帮助", "help-headline")}


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_who_writes_first_is_told_what_this_is_before_the_answer(platform: str, tmp_path: Path) -> None:
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(20), timezone=own), told=False) as here:
        t = here.t()
        word, answer = ASKED[platform]
        await here.ask("M1", word)
        await here.app.workers.settle()
        heard = [words(message) for message in await here.messages("M1")]
        notice = next(number for number, text in enumerate(heard) if t("notice-headline") in text)
        assert notice < next(number for number, text in enumerate(heard) if t(answer) in text)

        (message,) = [message for message in await here.messages("M1") if t("notice-headline") in words(message)]
        before = len(await here.messages("M1"))
        await here.click("M1", message, t("notice-understood"))
        (tour,) = await here.new("M1", before)
        assert t("tour-headline") in words(tour)
        with here.app.storage.work() as work:
            assert present(work.notices.get("M1", VERSION)).seen_at is not None
