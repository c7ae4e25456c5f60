"""Pairs of people and their managers, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.kit.period import Period
    from bot.talks.domain.one_on_one import Pair


class OneOnOnes(Protocol):
    """Pairs of people and their managers."""

    def of(self, manager_id: str) -> list[Pair]:
        """Return a manager's pairs, by the person's id."""
        ...

    def pair(self, person_id: str) -> Pair | None:
        """Return somebody's pair with their manager, or None when they have none."""
        ...

    def planned(self, *, since: datetime, until: datetime) -> list[Pair]:
        """Return the pairs whose next meeting is planned between two instants, both included."""
        ...

    def rhythm(self, person_id: str, *, every_days: int) -> None:
        """Set how often somebody meets their manager; for a unit, how often everybody in it does."""
        ...

    def plan(self, person_id: str, *, at: datetime | None) -> None:
        """Note when somebody meets their manager next; None when that was called off."""
        ...

    def met(self, person_id: str, *, at: datetime, planned: datetime | None = None) -> None:
        """Note that somebody met their manager."""
        ...

    def ask(self, person_id: str, *, of: str, topic: str, at: datetime) -> None:
        """Note whom somebody asks to meet, and what about."""
        ...

    def skip(self, person_id: str, stretch: Period, *, at: datetime) -> None:
        """Note that a pair was let be in a stretch of its cadence."""
        ...

    def skipped(self, person_id: str, stretch: Period) -> bool:
        """Say whether a pair was let be in a stretch."""
        ...

    def led_since(self, person_id: str) -> date | None:
        """Return since when somebody has had the manager that they have, where another is known from before."""
        ...

    def rhythms(self) -> set[int]:
        """Return how many days apart people meet their managers where that is their own, or their unit's."""
        ...
