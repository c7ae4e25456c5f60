"""States: how each part of the bot is, for ``/health`` and for whoever asks in chat."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.admin.services import health
from bot.admin.services.budget import LIMIT
from bot.sources import folder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.kit.clock import Clock
    from bot.platforms.platform import ChatPlatform
    from bot.work import RunInWork, Work
    from storage.storage import Storage

L = TypeVar("L")

_LOOK: Final = 0.7
"""Seconds that ``/health`` waits for any one look: it answers within a second."""


class States:
    """Looks at each part: platforms, database, queue, and the watched folder if there is one."""

    def __init__(
        self,
        run_in_work: RunInWork,
        *,
        database: Storage,
        platforms: Mapping[str, ChatPlatform],
        clock: Clock,
        watch_dir: str,
    ) -> None:
        self._run_in_work = run_in_work
        self._database = database
        self._platforms = platforms
        self._clock = clock
        self._watch_dir = watch_dir
        self._looking: dict[str, tuple[asyncio.Future[Any] | None, Any]] = {}

    async def now(self) -> dict[str, dict[str, object]]:
        """Return how each part is, for ``/health``: within a second, also where the database says nothing at all."""
        fault, standing = await asyncio.gather(self._fault(), self._standing())
        states = {name: platform.state() | standing.get(name, {}) for name, platform in self._platforms.items()}
        states |= {"database": {"ok": not fault, "error": fault}, "queue": standing["queue"]}
        return states | self._folder()

    async def to_keep(self) -> dict[str, dict[str, object]]:
        """Return how each part is and what it may spend, to be kept for whoever asks in chat."""
        states = {name: platform.state() for name, platform in self._platforms.items()}
        fault = await self._fault()
        states["database"] = {"ok": not fault, "error": fault}
        for name, platform in self._platforms.items():
            if platform.capabilities.monthly_calls is not None:
                states[name] |= {LIMIT: platform.capabilities.monthly_calls}
        return states | self._folder()

    async def _fault(self) -> str:
        """Say in a word why the database cannot be used; a look that takes long is an answer too."""
        return await self._looks(
            "database", lambda: asyncio.to_thread(self._database.fault), late=lambda _: "no_answer"
        )

    async def _standing(self) -> dict[str, dict[str, object]]:
        """Return whether messages go out by each platform, and how the queue is; the last known while that is late."""

        def look(work: Work) -> dict[str, dict[str, object]]:
            return health.standing(work, list(self._platforms), now=self._clock.now())

        def late(last: dict[str, dict[str, object]] | None) -> dict[str, dict[str, object]]:
            return last or {"queue": {"ok": True}}

        return await self._looks("standing", lambda: self._run_in_work(look), late=late)

    async def _looks(self, name: str, look: Callable[[], Awaitable[L]], *, late: Callable[[L | None], L]) -> L:
        """Return what a look finds, or what is to be said without it; a slow one goes on, and nobody begins another."""
        running, last = self._looking.get(name, (None, None))
        if running is None or running.done():
            running = asyncio.ensure_future(look())
        self._looking[name] = (running, last)
        done, _ = await asyncio.wait({running}, timeout=_LOOK)
        if not done or running.cancelled() or running.exception():
            return late(last)
        found: L = running.result()
        self._looking[name] = (running, found)
        return found

    def _folder(self) -> dict[str, dict[str, object]]:
        if not self._watch_dir:
            return {}
        fault = folder.fault(Path(self._watch_dir))
        return {health.FOLDER: {"ok": not fault, "error": fault}}
