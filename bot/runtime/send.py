"""Sending: what is due in the outbox goes out by each platform, on terms that every noun has a part in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.admin.services import health
from bot.delivery.domain.circuit import PROBES
from bot.delivery.services import notice
from bot.delivery.services.claim import claim_next
from bot.delivery.services.send import deliver
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge, refused
from bot.runtime.worker import POLL_SECONDS
from handlers import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.delivery.ports.platform import Capabilities, Platform
    from bot.kit.clock import Clock
    from bot.work import RunInWork, Work

_AT_ONCE: Final = 16
"""Deliveries under way at the same time on one platform: enough to hide its latency; the pace is the platform's."""

_SHORTEST_REST: Final = 0.1


def terms(capabilities: Capabilities, *, owner: str, lease: timedelta) -> Terms[Work]:
    """Return the terms on which a platform's deliveries go out; ``owner`` is the process that claims them."""
    return Terms(
        owner=owner,
        merge=merge,
        doubted=doubted,
        lease=lease,
        monthly_calls=capabilities.monthly_calls,
        resend_in_doubt=capabilities.resend_in_doubt,
        gate=notice.gate,
        passed=notice.passed,
        render=MESSAGES.render,
        shut=health.shut,
        renewed=health.renewed,
        refused=refused,
        withheld=MESSAGES.withheld,
        together=MESSAGES.together,
    )


class DeliveryWorker:
    """Sends what is due, platform by platform."""

    def __init__(
        self, run_in_work: RunInWork, *, platforms: Mapping[str, Platform], clock: Clock, owner: str, lease: timedelta
    ) -> None:
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock
        self._owner = owner
        self._lease = lease

    async def step(self, name: str) -> int:
        """Send what may go on one platform now; returns how many deliveries were tried.

        Each is on its way as soon as it is claimed, and the next is claimed meanwhile: none waits for a slower one.
        """
        platform = self._platforms[name]
        agreed = terms(platform.capabilities, owner=self._owner, lease=self._lease)
        tried, lanes = 0, 1

        async def send() -> None:
            nonlocal tried, lanes
            while True:
                claimed, circuit = await claim_next(self._run_in_work, name, agreed, clock=self._clock)
                if claimed is None:
                    break
                tried += 1
                if lanes < (PROBES if circuit.open else _AT_ONCE):
                    lanes += 1
                    group.create_task(send())
                await deliver(self._run_in_work, platform, claimed, agreed, clock=self._clock)
            lanes -= 1

        async with asyncio.TaskGroup() as group:
            group.create_task(send())
        return tried

    async def idle(self, name: str) -> float:
        """Return how many seconds a platform may rest: what is to be tried again soon does not wait for a poll."""
        due = await self._run_in_work(lambda work: work.outbox.next_due(now=self._clock.now(), platform=name))
        left = (due - self._clock.now()).total_seconds() if due else POLL_SECONDS
        return min(max(left, _SHORTEST_REST), POLL_SECONDS)
