"""The sandbox's own sense of time: it stands on the other side of the wire and cannot borrow the bot's clock."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime


def wall_clock() -> datetime:
    """Tell the real time in UTC; what a sandbox uses when nobody gives it a simulated one."""
    return datetime.now(UTC)  # noqa: TID251 - bot/runtime/clockwork.py may not be imported from here


async def pause(seconds: float, *, unless: asyncio.Event) -> None:
    """Wait for real seconds, or shorter when ``unless`` is set: a sandbox that stops keeps nobody waiting."""
    if seconds <= 0:
        return
    with suppress(TimeoutError):
        await asyncio.wait_for(unless.wait(), seconds)
