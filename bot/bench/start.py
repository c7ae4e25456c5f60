"""What starting costs: the time until both platforms are connected, and the memory of a bot that then waits."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.bench.row import row
from bot.bench.wire import bot, prepare, process, sandbox
from bot.demo.stage import settings_for
from bot.runtime.clockwork import SystemClock

if TYPE_CHECKING:
    from asyncio.subprocess import Process

MEGABYTES = 200
_TURNS = 5
_SETTLE = 5.0
_REQUIRED = (
    "slack_bolt.app.async_app",
    "slack_bolt.adapter.socket_mode.aiohttp",
    "dingtalk_stream",
    "apscheduler.schedulers.asyncio",
    "sqlmodel",
    "openai",
    "tenacity",
)


def run(*, turns: int = _TURNS, settle: float = _SETTLE) -> list[dict[str, Any]]:
    """Start ``jinbu run`` against a sandbox, in turns with a process that only imports; the best of each.

    Both have their byte code and the database has its schema, as at every start after the first. The memory is the
    resident set after ``settle`` seconds of waiting.
    """
    return asyncio.run(_measure(turns, settle))


async def _measure(turns: int, settle: float) -> list[dict[str, Any]]:
    bare, started, megabytes = [], [], []
    with TemporaryDirectory(prefix="jinbu-bench-") as name:
        folder = Path(name)
        prepare(settings_for("http://127.0.0.1:9", folder), people=1)
        for turn in range(1, turns + 1):
            bare.append(await _import(folder))
            seconds, memory = await _start(folder, settle if turn == turns else 0.0)
            started.append(seconds)
            megabytes.append(memory)
    return [
        row("start", min(started), min(bare), unit="s", floor="importing the required packages alone", bound=2.0),
        row("memory", megabytes[-1], MEGABYTES, unit="MB", floor=f"{MEGABYTES} MB, which is promised", bound=1.0),
    ]


async def _import(folder: Path) -> float:
    began = perf_counter()
    line = f"import {', '.join(_REQUIRED)}; print('done', flush=True)"
    async with process(["-c", line], folder=folder, environment={}) as child:
        if child.stdout is None or await child.stdout.readline() != b"done\n":
            raise RuntimeError((folder / "stderr").read_text(encoding="utf-8"))
        return perf_counter() - began


async def _start(folder: Path, settle: float) -> tuple[float, float]:
    clock = SystemClock()
    async with sandbox(people=1, clock=clock) as place:
        began = perf_counter()
        async with bot(place, folder=folder) as child:
            seconds = perf_counter() - began
            await clock.sleep(settle)
            return seconds, _resident(child)


def _resident(child: Process) -> float:
    """Return what a process holds in memory, in MB, as Linux tells it."""
    lines = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return kilobytes / 1024
