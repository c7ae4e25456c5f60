"""Homes: pages that show what is not their account's to see any more are drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.kit.errors import PlatformError, Rejected
from bot.messages.inbound import Sender, Visit
from bot.overview.services import home
from handlers import WAITING
from handlers.overview.home import outdated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.kit.clock import Clock
    from bot.platforms.platform import ChatPlatform
    from bot.work import RunInWork

log = structlog.get_logger()


class HomeWorker:
    """Draws homes that are out of date."""

    def __init__(
        self, run_in_work: RunInWork, *, platforms: Mapping[str, ChatPlatform], clock: Clock, locale: str
    ) -> None:
        """Make it; ``locale`` is for accounts of nobody whose language is known."""
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock
        self._locale = locale

    async def step(self) -> int:
        """Draw homes anew that show what is not their account's to see any more; returns how many.

        One that cannot be drawn stays noted, also over a restart, and is tried again.
        """
        done = 0
        for name, platform in self._platforms.items():
            pages = await self._run_in_work(outdated, name, WAITING, locale=self._locale, now=self._clock.now())
            for page in pages:
                sender = Sender(page.identity, "", "", private=True, at=self._clock.now())
                try:
                    await platform.answer(Visit(sender), page.shows)
                except PlatformError as error:
                    log.warning("home.draw_failed", platform=name, code=error.code)
                    await self._run_in_work(home.not_drawn, page, error, now=self._clock.now())
                    if not isinstance(error, Rejected):  # the others would meet the same
                        break
                else:
                    await self._run_in_work(home.drawn, page)
                    done += 1
        return done
