"""Quotas: the month in which a platform counts an organisation's calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from bot.kit.period import Grain, period_of
from bot.kit.period_printing import period_code


def forecast(*, used: int, now: datetime) -> int:
    """Return how many calls the month will have seen at its end if it goes on as so far."""
    first = _first_of_month(now)
    gone = max((now - first) / timedelta(days=1), 1.0)
    days = (next_month(now) - first) / timedelta(days=1)
    return round(used * days / gone)


def next_month(now: datetime) -> datetime:
    """Return the instant at which the calls of a month are counted anew, in UTC."""
    return (_first_of_month(now) + timedelta(days=32)).replace(day=1).astimezone(UTC)


def billed(now: datetime) -> str:
    """Return the month in which a call counts (``2026-10``)."""
    return period_code(period_of(_first_of_month(now).date(), Grain.MONTH), Grain.MONTH)


def _first_of_month(now: datetime) -> datetime:
    return now.astimezone(_CHINA).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


_CHINA: Final = timezone(timedelta(hours=8))
"""DingTalk counts calls by calendar months of China, which has no summer time."""
