"""The week's digest of one-on-ones that lapsed, for whoever leads managers, and for HR."""

from __future__ import annotations

from datetime import time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.calendar import instant, local_day
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.people.domain.permission import Act, Role
from bot.runtime.tick import Due, Tick
from bot.talks.services import one_on_one_lapse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.work import Work

_MORNING = time(9, 30)
_LATE = timedelta(days=3)


def _lapses(work: Work, now: datetime) -> Iterator[Due]:
    """Yield a digest of the week before for each who leads anybody, and for HR, on Monday morning where they are."""

    @cache
    def week(timezone: str) -> tuple[Period, bool]:
        this = period_of(local_day(now, timezone=timezone), Grain.WEEK)
        since = now - instant(this.start, _MORNING, timezone=timezone)
        return previous_period(this, Grain.WEEK), timedelta(0) <= since <= _LATE

    readers = {manager_id: timezone for manager_id, timezone, _ in work.job_runs.managers()}
    for reader_id in work.permissions.holders(Role.HR):
        person = work.people.get(reader_id)
        if person is not None:
            readers.setdefault(reader_id, person.timezone)
    had = work.job_runs.recorded("lapses", {week(timezone)[0].start.isoformat() for timezone in readers.values()})
    for reader_id, timezone in readers.items():
        before, due = week(timezone)
        if due and (reader_id, before.start.isoformat()) not in had:
            yield Due(reader_id, before.start.isoformat(), _digest(reader_id, before))


def _digest(reader_id: str, week: Period) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        reader = work.people.get(reader_id)
        return reader is not None and one_on_one_lapse.digest(work, reader, week, now=now)

    return effect


TICKS = (Tick("lapses", _lapses),)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("lapses", company=Act.LEAD),)
