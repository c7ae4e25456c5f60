"""Time: asks what is due, and does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.runtime.tick import pump

if TYPE_CHECKING:
    from datetime import datetime

    from bot.work import Work


def tick(work: Work, *, now: datetime) -> list[str]:
    """Do everything that is due at an instant, once; returns what was done, a line each."""
    return pump(work, now=now)
