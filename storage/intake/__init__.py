"""The repositories of intake, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.roster import RosterRepositories

if TYPE_CHECKING:
    from storage.intake.upload import SqlUploads
    from storage.intake.waiting import SqlWaitingRows


class IntakeRepositories(RosterRepositories):
    """What is kept of intake."""

    @cached_property
    def uploads(self) -> SqlUploads:
        """Files that people sent in."""
        from storage.intake.upload import SqlUploads

        return SqlUploads(self.connection)

    @cached_property
    def waiting(self) -> SqlWaitingRows:
        """Rows that wait for somebody or a metric to be known."""
        from storage.intake.waiting import SqlWaitingRows

        return SqlWaitingRows(self.connection)
