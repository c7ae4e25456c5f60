"""How each part of an installation is judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.admin.domain.health import Fault, source

FRIDAY = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)


def working_days(last: datetime, n: int) -> list[datetime]:
    """Return the last arrivals of a source that brings something each working day, newest first."""
    days = (last - timedelta(days=back) for back in range(2 * n))
    return [day for day in days if day.weekday() < 5][:n]


@pytest.mark.parametrize(
    ("days", "hours", "fault"),
    [(1, 12, None), (3, 1, None), (3, 12, None), (4, 1, Fault.SILENT)],
    ids=["saturday", "monday, an hour late", "monday noon", "tuesday"],
)
def test_a_source_of_working_days_rests_at_weekends(days: int, hours: int, fault: Fault | None) -> None:
    now = FRIDAY + timedelta(days=days, hours=hours)

    assert source("mes", working_days(FRIDAY, 12), now=now).fault is fault


@pytest.mark.parametrize(("days", "fault"), [(3, None), (4, Fault.SILENT)])
def test_a_source_of_every_day_is_silent_after_three(days: int, fault: Fault | None) -> None:
    arrivals = [FRIDAY - timedelta(days=back) for back in range(12)]

    assert source("mes", arrivals, now=FRIDAY + timedelta(days=days)).fault is fault


def test_one_long_rest_is_no_habit() -> None:
    arrivals = [FRIDAY - timedelta(days=back) for back in (0, 1, 2, 3, 33, 34, 35)]

    assert source("mes", arrivals, now=FRIDAY + timedelta(days=4)).fault is Fault.SILENT
