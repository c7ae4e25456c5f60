"""What somebody has finished since the last talk with whoever leads them: a topic of the next one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.services import finished
from bot.kit.calendar import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.finished import FinishedSince
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

_LONGEST: Final = timedelta(days=92)
_OTHERWISE: Final = timedelta(days=31)


def finished_lately(work: Work, person: Person, *, now: datetime) -> FinishedSince:
    """Return what somebody has finished since their last one-on-one, of a month where that is unknown or long ago."""
    today = local_day(now, timezone=person.timezone)
    pair = work.one_on_ones.pair(person.id)
    met = local_day(pair.last_at, timezone=person.timezone) if pair and pair.last_at else None
    since = met if met and met >= today - _LONGEST else today - _OTHERWISE
    return finished.finished_since(work, person.id, since, today=today)
