"""Directories: the platforms are asked who is who, all of it every night and single accounts once they changed."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.kit.calendar import instant, local_day
from bot.kit.errors import PlatformError, Rejected
from bot.roster.services import directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.kit.identity import Profile
    from bot.work import RunInWork

log = structlog.get_logger()

_NIGHT: Final = time(3, 10)
"""When the platforms' directories are read, by the installation's own clock."""
_AGAIN: Final = timedelta(minutes=15)


class DirectoryWorker:
    """Reads the platforms' directories; ``wake`` wakes the workers when somebody's account was found."""

    def __init__(
        self,
        run_in_work: RunInWork,
        *,
        platforms: Mapping[str, Platform],
        clock: Clock,
        timezone: str,
        wake: Callable[[], None],
    ) -> None:
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock
        self._timezone = timezone
        self._wake = wake
        self._due: dict[str, datetime] = {}

    async def step(self) -> int:
        """Ask the platforms who is who: all of it at the start and every night, single accounts once they changed.

        A platform that cannot be asked is asked again after a while. What of it cannot be read keeps nothing else from
        being read, and an account that may not be looked at is not asked for again until its owner writes again.
        """
        found = 0
        for name, platform in self._platforms.items():
            now = self._clock.now()
            try:
                if self._due.get(name, now) <= now:
                    self._due[name] = now + _AGAIN
                    profiles = await platform.directory()
                    whole, heard = not platform.unread, self._clock.now()
                    await self._run_in_work(directory.learn, name, profiles, whole=whole, now=heard, as_of=now)
                    self._due[name] = _next_night(now, timezone=self._timezone)
                    found += len(profiles)
            except PlatformError as error:
                log.warning("directory.failed", platform=name, code=error.code)
            found += await self._look_up_asked(name, platform)
        if found:
            self._wake()
        return 0

    async def _look_up_asked(self, name: str, platform: Platform) -> int:
        """Look up the accounts that are to be; what is found of all of them is one piece of news."""
        profiles: list[Profile] = []
        began = self._clock.now()
        for account in await self._run_in_work(lambda work: work.accounts.asked(name)):
            asked, identity = self._clock.now(), account.identity
            try:
                profile = await platform.profile(identity)
            except Rejected as error:
                log.warning("directory.refused", platform=name, code=error.code)
                await self._run_in_work(directory.unseen, identity, now=self._clock.now())
            except PlatformError as error:  # the others would meet the same
                log.warning("directory.failed", platform=name, code=error.code)
                break
            else:
                if profile is None:
                    await self._run_in_work(directory.missing, identity, now=self._clock.now(), as_of=asked)
                else:
                    profiles.append(profile)
        if profiles:
            now = self._clock.now()
            await self._run_in_work(directory.learn, name, profiles, whole=False, now=now, as_of=began)
        return len(profiles)


def _next_night(now: datetime, *, timezone: str) -> datetime:
    day = local_day(now, timezone=timezone) + timedelta(days=1)
    return instant(day, _NIGHT, timezone=timezone)
