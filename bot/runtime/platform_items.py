"""Platform items: appointments and to-dos go into the calendars and lists that platforms keep themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.delivery.domain.platform_item import ItemKind
from bot.delivery.services import platform_item
from bot.kit.errors import PlatformError, QuotaExhausted, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.ports.platform import Platform
    from bot.delivery.services.platform_item import ClaimedItem
    from bot.kit.clock import Clock
    from bot.work import RunInWork

log = structlog.get_logger()

_AT_ONCE: Final = 8
_ASK_AGAIN: Final = timedelta(hours=6)
"""After so long a platform is asked again for what it would not permit."""


class PlatformItemWorker:
    """Brings items to platforms, one attempt each and one process at a time; where that is not permitted, files go.

    An item is claimed in one transaction, brought outside of any, and noted in another: a process that ends in between
    leaves it to the next, which the platform then gives what the first one made (ports.Platform.keep).
    """

    def __init__(self, run_in_work: RunInWork, *, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock
        self._denied: dict[tuple[str, ItemKind], datetime] = {}
        self._said: dict[str, frozenset[ItemKind]] = {}

    async def step(self) -> int:
        """Bring what is to be brought; returns how many items were tried."""
        await self._note()
        now = self._clock.now()
        claims = await self._run_in_work(platform_item.claim, now=now, limit=_AT_ONCE)
        for claimed in claims:
            await self._bring(claimed)
        return len(claims)

    async def _note(self) -> None:
        """Note which kinds each platform takes, whenever that is another than this process said before."""
        now = self._clock.now()
        takes = {
            name: frozenset(
                kind
                for kind, can in (
                    (ItemKind.EVENT, platform.capabilities.events),
                    (ItemKind.TODO, platform.capabilities.todos),
                )
                if can and now - self._denied.get((name, kind), now - _ASK_AGAIN) >= _ASK_AGAIN
            )
            for name, platform in self._platforms.items()
        }
        if takes != self._said:
            await self._run_in_work(platform_item.note_taken, takes, now=now)
            self._said = takes

    async def _bring(self, claimed: ClaimedItem) -> None:
        item = claimed.item
        platform = self._platforms.get(item.platform)
        done = platform_item.refused
        if platform is not None and claimed.owner is not None:
            try:
                ref = await platform.keep(item, claimed.owner, claimed.other)
            except LookupError as error:
                log.warning("platform_item.not_permitted", platform=item.platform, kind=item.kind, needs=str(error))
                self._denied[item.platform, item.kind] = self._clock.now()
            except (Rejected, QuotaExhausted) as error:
                log.warning("platform_item.refused", platform=item.platform, kind=item.kind, code=error.code)
            except PlatformError as error:
                log.info("platform_item.failed", platform=item.platform, kind=item.kind, code=error.code)
                done = platform_item.failed
            else:
                await self._run_in_work(platform_item.carried, item, ref, now=self._clock.now())
                return
        await self._run_in_work(done, item, now=self._clock.now())
