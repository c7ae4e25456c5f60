"""Restrictions of processing, as the use cases need them kept."""

from __future__ import annotations

from typing import Protocol


class Restrictions(Protocol):
    """People who had the processing of their data restricted."""

    def all(self) -> frozenset[str]:
        """Return the ids of those about whom nothing may be said now, by a restriction that was granted."""
        ...
