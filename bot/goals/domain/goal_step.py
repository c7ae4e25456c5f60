"""The steps of a goal of which somebody is told."""

from __future__ import annotations

from enum import StrEnum


class GoalStep(StrEnum):
    """What has happened to a goal, for the other of the two whose it is."""

    PROPOSED = "proposed"
    """It waits for their yes."""
    CHANGED = "changed"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    OBSTACLE = "obstacle"
    """Something is in the way, and whoever leads its owner may do something about it."""
    TRIED = "tried"
    """Its owner says that a goal that was missed was an experiment."""
    DECIDED = "decided"
    """Whoever leads its owner has decided about that."""
