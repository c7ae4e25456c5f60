"""Reminders: somebody is told one figure of theirs by whoever leads them, once for each metric and period (R150)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

LONGEST_NOTE: Final = 300
KIND: Final = "reminder"
CORRECTED: Final = ":corrected"
"""How the key of a message ends that says of a reminder's figure that it was wrong."""


def reminder_key(person_id: str, metric: str, start: date) -> str:
    """Return what makes a reminder one: the person, the metric and the period."""
    return f"{KIND}:{person_id}:{metric}:{start.isoformat()}"
