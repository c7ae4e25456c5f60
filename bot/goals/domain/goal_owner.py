"""Whose a goal can be: somebody's, a unit's or the company's, as a form offers it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.goals.domain.goal import GoalLevel


@dataclass(frozen=True, slots=True)
class GoalOwner:
    """One whose goals somebody may write; ``id`` and ``name`` are "" for the company."""

    level: GoalLevel
    id: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.level.value}:{self.id}"
