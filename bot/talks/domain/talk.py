"""Talks: whether one is due with somebody about a value of theirs, the same wherever it is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.kit.calendar import local_day
from bot.rules.domain.gate import unfit
from bot.rules.domain.rule import Silence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.rules.domain.candidate import Candidate
    from bot.rules.domain.rule import Signal

Value = tuple[str, str, date]
"""A person, a metric, and the first day of a period."""


def is_due(candidate: Candidate, signals: Iterable[Signal], *, met_at: datetime | None, now: datetime) -> bool:
    """Say whether a talk is due about a value for which a rule that asks for one holds as the value is now.

    ``signals`` are what that rule said of the value, silenced or not; ``met_at`` is when the two met last. A value on
    which no verdict may rest calls for none, nor one that the unit's alert explains. A talk closes it: one since the
    rule spoke, or where it never did since the days that the value is about.
    """
    if unfit(candidate, now):
        return False
    said = list(signals)
    if said and all(signal.silenced is Silence.EXPLAINED for signal in said):
        return False
    if met_at is None:
        return True
    if said:
        return met_at < max(signal.fired_at for signal in said)
    return local_day(met_at, timezone=candidate.about.timezone) <= candidate.period.end
