"""How something goes by somebody's own account: the goals of a review half-way, a plan month by month (R96, R120)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.goals.domain.obstacle import Obstacle


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody said: ``percent`` of the way (0 to 100), in words, and what is in the way (None: nothing)."""

    percent: int
    text: str
    obstacle: Obstacle | None
