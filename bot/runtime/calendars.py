"""Calendars: when people are taken, looked up before times are proposed to them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from bot.delivery.services import availability
from bot.kit.errors import PlatformError
from handlers.talks.one_on_one import between, offers_times

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.messages.inbound import Inbound
    from bot.work import RunInWork

log = structlog.get_logger()

_PATIENCE: Final = 1.0
"""Seconds that a click may wait for calendars: a form has to open within three seconds."""


class Calendars:
    """Reads people's calendars on the platforms that have any."""

    def __init__(self, run_in_work: RunInWork, *, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock

    async def prepare(self, inbound: Inbound) -> None:
        """Look at the two calendars before an arrival is answered with times, as long as there is time."""
        if not offers_times(inbound):
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.look(*await self._run_in_work(between, inbound))
        except TimeoutError:
            log.info("calendar.timeout")

    async def look(self, *person_ids: str) -> None:
        """Look when people's calendars are taken, where that was not done lately and their platform has calendars."""
        now = self._clock.now()
        stale = await self._run_in_work(availability.calendars, person_ids, now=now) if person_ids else []
        for person in stale:
            busy: list[tuple[datetime, datetime]] = []
            for identity in person.identities:
                platform = self._platforms.get(identity.platform)
                if platform is None or not platform.capabilities.calendars:
                    continue
                try:
                    busy += await platform.busy(identity, since=now, until=now + availability.REACH)
                except PlatformError as error:
                    log.info("calendar.read_failed", platform=error.platform, code=error.code)
            await self._run_in_work(availability.looked, person, busy, now=now)
