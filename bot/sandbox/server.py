"""One application on loopback that is Slack, DingTalk, a model endpoint and a page: start it, seed it, stop it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.clock import pause, wall_clock
from bot.sandbox.company import read_seed
from bot.sandbox.control import add_control, explain, guard, sow
from bot.sandbox.dingtalk.routes import add_dingtalk
from bot.sandbox.dingtalk.state import DingTalk
from bot.sandbox.dingtalk.stream import repeat_due as repeat_dingtalk
from bot.sandbox.openai import add_openai
from bot.sandbox.slack.delivery import repeat_due as repeat_slack
from bot.sandbox.slack.routes import add_slack
from bot.sandbox.slack.state import Slack
from bot.sandbox.store import Store
from bot.sandbox.world import WORLD, World

PAGE = Path(__file__).parent / "page"
UPLOAD_BYTES = 25 * 1024 * 1024
TICK_SECONDS = 0.05
CLOCK_SECONDS = 1.0


class Sandbox:
    """A local Slack and a local DingTalk; ``now`` may be a simulated clock, which all stamps and windows follow."""

    def __init__(self, now: Callable[[], datetime] = wall_clock) -> None:
        self._now = now
        self._runner: web.AppRunner | None = None
        self._compose()

    def _compose(self) -> None:
        self.world = World(Store(self._now))
        self.slack, self.dingtalk = Slack(self.world), DingTalk(self.world)
        self.url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one, ``url`` then says which."""
        self._compose()
        app = web.Application(middlewares=[guard, explain], client_max_size=UPLOAD_BYTES)
        app[WORLD] = self.world
        add_slack(app, self.slack)
        add_dingtalk(app, self.dingtalk)
        add_openai(app)
        add_control(app)
        _add_page(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        self.world.url = self.url
        self.world.start(_tick(self.world, self.slack, self.dingtalk))

    async def stop(self) -> None:
        """Close every connection and forget everything."""
        await self.world.stop()
        for link in [*self.slack.links.open, *self.dingtalk.links.open]:
            link.cut()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def seed(self, document: object) -> None:
        """Do what ``POST /sandbox/seed`` does, from within the process.

        Raises:
            SeedError: the document cannot be used.
        """
        sow(read_seed(document), self.slack, self.dingtalk)


async def _tick(world: World, slack: Slack, dingtalk: DingTalk) -> None:
    """Bring repeats whose time has come, and tell pages the time."""
    told = world.now()
    since = 0.0
    while not world.closing.is_set():
        repeat_slack(slack)
        repeat_dingtalk(dingtalk)
        since += TICK_SECONDS
        if since >= CLOCK_SECONDS and world.now() != told:
            told, since = world.now(), 0.0
            world.store.tell("clock", {"now": told.isoformat()})
        await pause(TICK_SECONDS, unless=world.closing)


def _add_page(app: web.Application) -> None:
    async def index(_request: web.Request) -> web.StreamResponse:
        path = PAGE / "index.html"
        if not path.exists():
            return web.Response(status=404, text="the page is not installed")
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    app.router.add_get("/", index)
    app.router.add_get("/gallery", index)
    if PAGE.is_dir():
        app.router.add_static("/page/", PAGE)


@dataclass(frozen=True, slots=True)
class Handle:
    """A sandbox that runs in a thread of its own."""

    url: str
    stop: Callable[[], None]


def serve_in_thread(
    now: Callable[[], datetime] = wall_clock, *, host: str = "127.0.0.1", port: int = 0, seed: object = None
) -> Handle:
    """Run a sandbox beside whatever this thread does; it lives until ``stop`` or the end of the process."""
    ready: threading.Event = threading.Event()
    running: dict[str, Any] = {}

    async def serve() -> None:
        sandbox = Sandbox(now)
        running["loop"], running["end"] = asyncio.get_running_loop(), asyncio.Event()
        try:
            await sandbox.start(host, port)
            if seed is not None:
                sandbox.seed(seed)
            running["url"] = sandbox.url
            ready.set()
            await running["end"].wait()
        finally:
            await sandbox.stop()

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            running["error"] = error
        finally:
            ready.set()

    thread = threading.Thread(target=run, name="sandbox", daemon=True)
    thread.start()
    ready.wait()
    if "error" in running:
        raise running["error"]

    def stop() -> None:
        with suppress(RuntimeError):  # its loop has ended already
            running["loop"].call_soon_threadsafe(running["end"].set)
        thread.join()

    return Handle(running["url"], stop)
