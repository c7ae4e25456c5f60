"""Values made of records, by the clock: those to date reach the end of their period once it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.services.record import close_periods
from bot.intake.services.follow import compute
from bot.kit.calendar import local_day
from bot.runtime.tick import Due, Tick, once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.work import Work


def _ends(work: Work, now: datetime) -> Iterator[Due]:
    """Ask once a day."""
    if work.streams.all():
        yield from once(work, "record_periods", "all", local_day(now, timezone=work.timezone), _close)


def _close(work: Work, now: datetime) -> bool:
    changed = close_periods(work, now=now)
    compute(work, changed, (), now=now)
    return bool(len(changed))


TICKS = (Tick("record_periods", _ends),)
