"""A sandbox, and bots in processes of their own that connect to it as they would to the real platforms."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from bot.database import open_database
from bot.delivery.domain.notice import VERSION
from bot.demo.stage import TEMPLATE_ID, settings_for
from bot.runtime.clockwork import SystemClock
from bot.sandbox.server import Sandbox

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.kit.clock import Clock
    from bot.settings import Settings

_UP = 60.0
_DOWN = 10.0


def accounts(people: int) -> dict[str, list[str]]:
    """Return the user ids of so many people on each platform."""
    return {"slack": [f"U{n:06}" for n in range(people)], "dingtalk": [f"{n:06}" for n in range(people)]}


def seed(people: int) -> dict[str, Any]:
    """Make a company of so many people on each platform, for the sandbox."""
    return {
        "companies": [
            {"key": name, "name": name, "platform": name, "people": [{"id": user, "name": user} for user in users]}
            for name, users in accounts(people).items()
        ],
        "templates": [{"id": TEMPLATE_ID}],
    }


@asynccontextmanager
async def sandbox(*, people: int, clock: Clock) -> AsyncIterator[Sandbox]:
    """Open a sandbox with so many people on each platform, in this event loop."""
    opened = Sandbox(clock.now)
    await opened.start()
    try:
        opened.seed(seed(people))
        yield opened
    finally:
        await opened.stop()


def prepare(settings: Settings, *, people: int) -> None:
    """Bring the database to the current schema and put people in who have had the notice, each with an account."""
    storage = open_database(settings)
    with storage.work() as work:
        for platform, users in accounts(people).items():
            work.people.put(
                [{"id": f"{platform}-{user}", "name": user, "accounts": {platform: user}} for user in users]
            )
        work.notices.settle([person.id for person in work.people.all()], VERSION, at=SystemClock().now())
    storage.close()


@asynccontextmanager
async def process(arguments: Sequence[str], *, folder: Path, environment: dict[str, str]) -> AsyncIterator[Process]:
    """Run Python with nothing in its environment but what is given; ends with the block."""
    with (folder / "stderr").open("wb") as stderr:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
        )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
        try:
            await asyncio.wait_for(child.wait(), _DOWN)
        except TimeoutError:
            child.kill()
            await child.wait()


@asynccontextmanager
async def bot(place: Sandbox, *, folder: Path) -> AsyncIterator[Process]:
    """Start ``jinbu run``; the block begins when the sandbox has both of its connections."""
    settings = settings_for(place.url, folder)
    async with process(["-m", "bot", "run"], folder=folder, environment=environment(settings)) as child:
        await both(child, (place.slack.links.arrived(_UP), place.dingtalk.links.arrived(_UP)), folder=folder)
        yield child


async def both(child: Process, arrivals: Sequence[Any], *, folder: Path) -> None:
    """Wait for a child's connections.

    Raises:
        RuntimeError: when it ends before, or they do not come; with what it wrote last.
    """
    ended = asyncio.ensure_future(child.wait())
    came = asyncio.ensure_future(_all(arrivals))
    await asyncio.wait({ended, came}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not (came.done() and came.result()):
        came.cancel()
        last = (folder / "stderr").read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"the process did not connect; it wrote: {last}")


async def _all(arrivals: Sequence[Any]) -> bool:
    return all(await asyncio.gather(*arrivals))


def environment(settings: BaseSettings) -> dict[str, str]:
    """Return what has to stand in a process's environment for it to have these settings."""
    prefix = settings.model_config.get("env_prefix", "")
    found: dict[str, str] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, BaseSettings):
            found |= environment(value)
        else:
            found[f"{prefix}{name}".upper()] = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return found
