"""The repositories of overview, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.talks import TalksRepositories

if TYPE_CHECKING:
    from storage.overview.home import SqlHomes


class OverviewRepositories(TalksRepositories):
    """What is kept of overview."""

    @cached_property
    def homes(self) -> SqlHomes:
        """Homes that show somebody's figures."""
        from storage.overview.home import SqlHomes

        return SqlHomes(self.connection, now=self.now, timezone=self.shared.timezone, locale=self.shared.locale)
