"""Postings: to whom somebody reports, in which department, unit and role, and from which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

FIELDS: Final = ("manager_id", "department", "unit", "role")
"""What a posting says of somebody; the rest of a person is not dated."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Where somebody stands from a day on; ``planned`` until that day has begun where they are."""

    person_id: str
    start: date
    manager_id: str | None
    department: str = ""
    unit: str = ""
    role: str = ""
    planned: bool = False
    by: str = ""

    def fields(self) -> dict[str, Any]:
        """Return what it says, as a row of the people file has it."""
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody has changed managers; "" is no manager."""

    person_id: str
    before: str
    after: str
    start: date


def differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Say whether two descriptions of somebody place them differently."""
    return any(name in after and (before.get(name) or "") != (after[name] or "") for name in FIELDS)
