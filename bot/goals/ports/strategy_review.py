"""Strategy reviews, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.goals.domain.strategy_review import StrategyReview, StrategyTopic


class StrategyReviews(Protocol):
    """What leadership was asked to look at, and what they decided."""

    def add(self, review: StrategyReview) -> StrategyReview:
        """Store a question; return it with its number."""
        ...

    def get(self, no: int) -> StrategyReview | None:
        """Return a question, or None."""
        ...

    def about(self, topic: StrategyTopic, owner_id: str) -> list[StrategyReview]:
        """Return what was asked about a unit or department, newest first."""
        ...

    def all(self) -> list[StrategyReview]:
        """Return everything that was asked, newest first."""
        ...

    def settle(self, review: StrategyReview) -> bool:
        """Store what was decided; False when it was settled before."""
        ...
