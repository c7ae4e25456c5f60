"""How something goes by somebody's own account: the goals of a review half-way, a plan month by month (R96, R120)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """What stands in somebody's way: one word of a few, so that something follows from it."""

    RESOURCES = "resources"
    ABILITY = "ability"
    PRIORITIES = "priorities"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody said: ``percent`` of the way (0 to 100), in words, and what is in the way (None: nothing)."""

    percent: int
    text: str
    obstacle: Obstacle | None
