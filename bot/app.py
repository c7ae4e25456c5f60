"""The composition root: settings in, a running bot out."""

from __future__ import annotations

import asyncio
import secrets
import socket
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.admin.services import health
from bot.ai.build import build as build_writer
from bot.database import open_database
from bot.delivery.services.send import SEND_SHARE
from bot.intake.services.follow import catch_up
from bot.platforms.chart import draw
from bot.platforms.platform import Host
from bot.platforms.registry import PLATFORMS
from bot.roster.services import role
from bot.runtime.calendars import Calendars
from bot.runtime.clockwork import SystemClock, ticking
from bot.runtime.data_receiver import DataReceiver
from bot.runtime.directory import DirectoryWorker
from bot.runtime.homes import HomeWorker
from bot.runtime.housekeeping import Housekeeping
from bot.runtime.importer import Importer
from bot.runtime.platform_items import PlatformItemWorker
from bot.runtime.send import DeliveryWorker
from bot.runtime.states import States
from bot.runtime.tick import pump
from bot.runtime.web import Endpoint, serve
from bot.runtime.worker import UnitOfWorkRunner, WakeUps
from bot.runtime.workers import Workers
from bot.runtime.write import FeedbackWorker
from bot.sources import folder
from handlers import TICKS
from handlers.resolve import opens
from handlers.router import Router

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.feedback.ports.writer import Writer
    from bot.kit.clock import Clock
    from bot.messages.inbound import Inbound, Reply
    from bot.platforms.platform import ChatPlatform
    from bot.settings import Settings
    from storage.storage import Storage

LEFT_BEHIND = timedelta(minutes=1)
"""After so long an arrival without an effect belonged to a process that is gone."""
TICK_SECONDS = 20.0
_CONNECTED_WITHIN = 10.0
"""Seconds after which a platform counts as down and is waited for no longer."""
_CALM = 1.0
"""Seconds that a start's own work has for itself."""


@dataclass(slots=True)
class App:
    """A wired bot; ``platforms`` holds those that are on, by name."""

    settings: Settings
    storage: Storage
    clock: Clock
    writer: Writer
    run_in_work: UnitOfWorkRunner
    router: Router
    receiver: DataReceiver
    owner: str
    platforms: dict[str, ChatPlatform] = field(default_factory=dict)
    wake_ups: WakeUps = field(default_factory=WakeUps)
    calendars: Calendars = field(init=False)
    workers: Workers = field(init=False)
    states: States = field(init=False)
    housekeeping: Housekeeping = field(init=False)

    def __post_init__(self) -> None:
        settings, run_in_work, clock, platforms = self.settings, self.run_in_work, self.clock, self.platforms
        owner, wake, timezone = self.owner, self.wake_ups.wake, settings.timezone
        lease = timedelta(seconds=settings.lease_seconds)
        self.calendars = Calendars(run_in_work, platforms=platforms, clock=clock)
        look = self.calendars.look
        self.workers = Workers(
            run_in_work,
            clock,
            self.wake_ups,
            platforms,
            FeedbackWorker(run_in_work, writer=self.writer, calendars=look, clock=clock, owner=owner, wake=wake),
            DeliveryWorker(run_in_work, platforms=platforms, clock=clock, owner=owner, lease=lease),
            DirectoryWorker(run_in_work, platforms=platforms, clock=clock, timezone=timezone, wake=wake),
            Importer(
                self.storage, run_in_work, platforms=platforms, clock=clock, owner=owner, timezone=timezone, wake=wake
            ),
            HomeWorker(run_in_work, platforms=platforms, clock=clock, locale=settings.locale),
            PlatformItemWorker(run_in_work, platforms=platforms, clock=clock),
        )
        database, watch_dir = self.storage, settings.watch_dir
        self.states = States(run_in_work, database=database, platforms=platforms, clock=clock, watch_dir=watch_dir)
        self.housekeeping = Housekeeping(run_in_work, database=database, clock=clock, watch_dir=watch_dir)

    # Its life

    async def run(self) -> None:
        """Run until cancelled; a platform that is down stops nothing else."""
        async with asyncio.TaskGroup() as group:
            for name, platform in self.platforms.items():
                await self.router.resume(name, answer=platform.answer)
                group.create_task(platform.run(self.receive, persist=self.router.persist))
            group.create_task(self._read_words())
            await self.work()

    async def _read_words(self) -> None:
        """Read what the bot says before a question needs it, and after what else a start does.

        Whoever asks at once waits for one language only, which is read without company.
        """
        connected = (platform.connected() for platform in self.platforms.values())
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*connected), _CONNECTED_WITHIN)
        await self.clock.sleep(_CALM)
        await asyncio.to_thread(self.storage.words.read, first=self.settings.locale)

    async def work(self) -> None:
        """Write, send, watch the clock, the folder and the web until cancelled, over connections that are up."""
        settings = self.settings
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            if settings.http_port:
                await stack.enter_async_context(self.serving(settings.http_port))
            await stack.enter_async_context(ticking(self.tick, every=TICK_SECONDS))
            if self.storage.embedded:  # a server looks after its pages itself
                group.create_task(self.housekeeping.check_database())
            if settings.watch_dir:
                place = Path(settings.watch_dir)
                look = folder.watch(place, self.receiver.file, clock=self.clock, translate=self.receiver.translate)
                group.create_task(look)
            await self.workers.run()

    def serving(self, port: int) -> AbstractAsyncContextManager[int]:
        """Serve health, updates and what the platforms need while the block runs; gives the port (0: a free one)."""
        secret = self.settings.webhook_secret.get_secret_value()
        endpoints = [Endpoint("POST", "/updates", self.receiver.updates(secret=secret))]
        endpoints += [
            Endpoint("POST", path, handler)
            for platform in self.platforms.values()
            for path, handler in platform.endpoints()
        ]
        return serve(host=self.settings.http_host, port=port, states=self.states.now, endpoints=endpoints)

    @asynccontextmanager
    async def online(self, *, within: float = 30.0) -> AsyncIterator[None]:
        """Keep the platforms connected for the length of the block, without workers or clock.

        Raises:
            TimeoutError: when a platform is not connected in time.
        """
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(platform.run(self.receive, persist=self.router.persist))
                for platform in self.platforms.values()
            ]
            try:
                async with asyncio.timeout(within):
                    for platform in self.platforms.values():
                        await platform.connected()
                yield
            finally:
                await self.hang_up()
                for task in tasks:
                    task.cancel()

    async def hang_up(self) -> None:
        """Close the connections, each within two seconds."""
        await asyncio.gather(*(platform.close() for platform in self.platforms.values()), return_exceptions=True)

    async def close(self) -> None:
        """Let the model's connection go, finish the open transactions and close the database."""
        await self.writer.close()
        self.run_in_work.close()
        self.storage.close()

    # Its work

    async def receive(self, inbound: Inbound) -> Reply:
        """Answer an arrival."""
        await self.calendars.prepare(inbound)
        return await self.router.receive(inbound)

    async def tick(self) -> list[str]:
        """Do everything that is due by the clock, once, and follow up data whose consequences are outstanding."""
        for name, platform in self.platforms.items():
            await self.router.resume(name, answer=platform.answer, older=LEFT_BEHIND)
        await self.run_in_work(role.first_admins, self.settings.admins.split(","), now=self.clock.now())
        await self.run_in_work(health.note, await self.states.to_keep(), now=self.clock.now())
        done: list[str] = []
        for tick in TICKS:  # each in a transaction of its own: between them others have their turn
            done += await self.run_in_work(pump, (tick,), now=self.clock.now())
        await self.receiver.admit()
        await self.run_in_work(catch_up, now=self.clock.now())
        await self.housekeeping.sweep()
        await self.housekeeping.keep_watermark()
        self.wake_ups.wake()
        return done


def build(
    settings: Settings,
    *,
    storage: Storage | None = None,
    clock: Clock | None = None,
    make_router: Callable[..., Router] = Router,
) -> App:
    """Wire a bot; parts that are given take the place of those the settings name."""
    clock = clock or SystemClock()
    storage = storage or open_database(settings)
    storage.clock = clock.now
    run_in_work = UnitOfWorkRunner(storage)
    wake_ups = WakeUps()
    platforms: dict[str, ChatPlatform] = {}
    router = make_router(
        run_in_work,
        clock=clock,
        locale=settings.locale,
        command=settings.command,
        wake=wake_ups.wake,
        forms=lambda name: name in platforms and platforms[name].forms,
    )
    host = Host(
        run_in_work=run_in_work,
        clock=clock,
        locale=settings.locale,
        command=settings.command,
        longest=settings.lease_seconds * SEND_SHARE,
        draw=draw,
        opens=opens,
        defer=router.defer,
    )
    for name, group in settings.platforms.items():
        platforms[name] = PLATFORMS[name](group.plain, host)
    receiver = DataReceiver(
        storage, run_in_work, clock=clock, locale=settings.locale, timezone=settings.timezone, wake=wake_ups.wake
    )
    owner = f"{socket.gethostname()}:{secrets.token_hex(4)}"
    writer = _writer(settings, storage, run_in_work, clock)
    return App(settings, storage, clock, writer, run_in_work, router, receiver, owner, platforms, wake_ups)


def _writer(settings: Settings, storage: Storage, run_in_work: UnitOfWorkRunner, clock: Clock) -> Writer:
    model = settings.openai
    return build_writer(
        api_key=model.api_key.get_secret_value(),
        base_url=model.base_url,
        model=model.model,
        run_in_work=run_in_work,
        clock=clock,
        words=storage.words,
    )
