"""Metric definitions, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.metric import Metric


class Metrics(Protocol):
    """Metric definitions."""

    def get(self, key: str) -> Metric | None:
        """Return the metric, or None."""
        ...

    def all(self) -> list[Metric]:
        """Return every metric by key."""
        ...

    def numbers(self) -> dict[str, tuple[int, Metric]]:
        """Return every metric by key, with the number that wide tables carry."""
        ...

    def put(self, metrics: Sequence[Metric], *, fields: frozenset[str]) -> list[str]:
        """Store metrics by key, of known ones only these fields; say of each what became of it."""
        ...
