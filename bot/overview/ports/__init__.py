"""The unit of work as far as this area knows it: homes, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.talks.ports import Work as Below

if TYPE_CHECKING:
    from bot.overview.ports.home import Homes


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def homes(self) -> Homes:
        """Homes that show somebody's figures."""
        ...
