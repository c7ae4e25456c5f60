"""Budgets at work: what is left of the month of every platform whose calls are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.admin.domain.budget import Budget
from bot.delivery.domain.quota import billed, forecast, next_month

if TYPE_CHECKING:
    from datetime import datetime

    from bot.admin.ports import Work

LIMIT = "monthly_calls"
"""Under which a metered platform notes how many calls a month has."""


def budgets(work: Work, *, now: datetime) -> list[Budget]:
    """Return the month of every platform whose calls are counted."""
    found = []
    for name, snapshot in work.health.all().items():
        limit = snapshot.state.get(LIMIT)
        if not isinstance(limit, int):
            continue
        used = work.outbox.spent(name, month=billed(now))
        held = sum(n for (state, reason), n in work.outbox.counts().items() if (state, reason) == ("due", "budget"))
        found.append(
            Budget(
                name,
                used,
                limit,
                forecast(used=used, now=now),
                next_month(now),
                held,
                blind=bool(snapshot.state.get("blind")),
                spent=work.circuits.get(name).spent,
            )
        )
    return found
