"""Questions about thresholds, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.rules.domain.threshold import Group, ThresholdCheck


class Thresholds(Protocol):
    """Questions whether a target or a rule's limit is right."""

    def get(self, number: int) -> ThresholdCheck | None:
        """Return a question by its number."""
        ...

    def about(self, rule: str, metric: str, group: Group, start: date) -> ThresholdCheck | None:
        """Return the question about a threshold, a group and the period that begins on a day."""
        ...

    def stopping(self) -> list[ThresholdCheck]:
        """Return the questions for which messages do not go out, oldest first."""
        ...

    def kept(self, rule: str, metric: str, group: Group, *, since: datetime) -> bool:
        """Say whether a threshold was kept for a group since an instant."""
        ...

    def of(self, metric: str, start: date) -> list[ThresholdCheck]:
        """Return the questions about a metric and the period that begins on a day, oldest first."""
        ...

    def save(self, check: ThresholdCheck) -> ThresholdCheck:
        """Store a question, new or changed, and return it with its number."""
        ...
