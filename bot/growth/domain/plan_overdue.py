"""What of plans is past its day though its person was reminded: whose and which part, never a word of it (R100)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.growth.domain.plan_days import WHOLE, due_of

if TYPE_CHECKING:
    from datetime import date

    from bot.growth.domain.plan import Plan

PATIENCE: Final = timedelta(days=3)
"""For how long after its day, of which people are reminded and the working day before it, nobody else hears of it."""


@dataclass(frozen=True, slots=True)
class OverduePlan:
    """A plan of which something is overdue: whose it is, by name, in which team, and the places of what is.

    The place of a milestone is its number from 1, that of the plan itself ``WHOLE``.
    """

    person: str
    team: str
    places: tuple[int, ...]


def overdue_places(plan: Plan, *, today: date) -> tuple[int, ...]:
    """Return the places of what is overdue on a day; the plan itself stands for all of it once its own day is past."""
    found = [
        place
        for place in range(WHOLE, len(plan.milestones) + 1)
        if (due := due_of(plan, place)) is not None and due + PATIENCE < today
    ]
    return (WHOLE,) if WHOLE in found else tuple(found)
