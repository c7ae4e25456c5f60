"""The unit of work as far as this area knows it: disputes and corrections, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.rules.ports import Work as Below

if TYPE_CHECKING:
    from bot.cases.ports.correction import Corrections
    from bot.cases.ports.dispute import Disputes


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def corrections(self) -> Corrections:
        """Requests to correct a value."""
        ...

    @property
    def disputes(self) -> Disputes:
        """Cases about values."""
        ...
