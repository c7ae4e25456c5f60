"""What stands in the way of something, in one word of a few (R120)."""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """What stands in somebody's way: one word of a few, so that something follows from it."""

    RESOURCES = "resources"
    ABILITY = "ability"
    PRIORITIES = "priorities"
    OTHER = "other"
