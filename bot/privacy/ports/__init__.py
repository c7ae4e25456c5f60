"""The unit of work as far as this area knows it: requests about personal data, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.intake.ports import Work as Below

if TYPE_CHECKING:
    from bot.privacy.ports.privacy import Privacy


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def privacy(self) -> Privacy:
        """Everything about one person, and their requests."""
        ...
