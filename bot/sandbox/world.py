"""The one object that all parts of a running sandbox share: its store, its fault board, its time and its tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.sandbox.faults import FaultBoard
from bot.sandbox.store import Store


class ImpossibleError(ValueError):
    """A person cannot do this; the message says why."""


@dataclass(slots=True)
class World:
    """What one sandbox is made of; a process may run several."""

    store: Store
    board: FaultBoard = field(default_factory=FaultBoard)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def now(self) -> datetime:
        """Tell the sandbox's time, which may be a simulated one."""
        return self.store.now()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the background until it ends or the sandbox stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End what still runs in the background."""
        self.closing.set()
        self.store.hang_up()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


WORLD = web.AppKey("world", World)
