"""All workers of the bot: each looks after one queue, by itself or when it is woken."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.runtime.worker import WakeUp, drain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.kit.clock import Clock
    from bot.runtime.directory import DirectoryWorker
    from bot.runtime.homes import HomeWorker
    from bot.runtime.importer import Importer
    from bot.runtime.platform_items import PlatformItemWorker
    from bot.runtime.send import DeliveryWorker
    from bot.runtime.worker import WakeUps
    from bot.runtime.write import FeedbackWorker
    from bot.work import RunInWork, Work


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers; ``platforms`` are the names of those that messages go out by."""

    run_in_work: RunInWork
    clock: Clock
    wake_ups: WakeUps
    platforms: Collection[str]
    feedback: FeedbackWorker
    deliveries: DeliveryWorker
    directory: DirectoryWorker
    uploads: Importer
    homes: HomeWorker
    items: PlatformItemWorker

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for name, job in (
                ("write", self.feedback.step),
                ("directory", self.directory.step),
                ("upload", self.uploads.step),
                ("items", self.items.step),
            ):
                group.create_task(drain(name, job, self.wake_ups[name], clock=self.clock))
            for name in self.platforms:
                job, idle = partial(self.deliveries.step, name), partial(self.deliveries.idle, name)
                group.create_task(drain(name, job, self.wake_ups[name], idle=idle, clock=self.clock))
            # Nobody wakes this one: all homes are looked at, whatever has changed, and every few seconds is enough.
            group.create_task(drain("homes", self.homes.step, WakeUp(), clock=self.clock))

    async def settle(self, *, ahead: timedelta = timedelta(0)) -> None:
        """Work until nothing is left that is due now; words that still wait for more data up to so far ``ahead``."""
        while (
            await self.feedback.step(ahead=ahead)
            + await self.items.step()
            + sum([await self.deliveries.step(platform) for platform in self.platforms])
        ):
            pass
        await self.homes.step()

    async def next_due(self) -> datetime | None:
        """Return when there is next something to write or to send."""
        return await self.run_in_work(_next_due, now=self.clock.now())


def _next_due(work: Work, *, now: datetime) -> datetime | None:
    return min(
        (moment for moment in (work.feedback.next_ready(), work.outbox.next_due(now=now)) if moment), default=None
    )
