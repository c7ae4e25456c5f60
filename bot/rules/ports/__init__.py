"""The unit of work as far as this area knows it: rules, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.delivery.ports import Work as Below

if TYPE_CHECKING:
    from bot.rules.ports.rule import Rules
    from bot.rules.ports.threshold import Thresholds


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def rules(self) -> Rules:
        """Rules and their signals."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """Questions whether a target or a rule's limit is right."""
        ...
