"""The unit of work as far as this area knows it: batches, uploads, what is held back, and what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.roster.ports import Work as Below

if TYPE_CHECKING:
    from bot.intake.ports.intake import Batches, Quarantine
    from bot.intake.ports.upload import Uploads
    from bot.intake.ports.waiting import WaitingRows


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def batches(self) -> Batches:
        """Arrivals of data."""
        ...

    @property
    def quarantine(self) -> Quarantine:
        """Values that wait for a decision."""
        ...

    @property
    def uploads(self) -> Uploads:
        """Files that people sent in."""
        ...

    @property
    def waiting(self) -> WaitingRows:
        """Rows that wait for somebody or a metric to be known."""
        ...
