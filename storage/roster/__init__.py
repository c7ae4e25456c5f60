"""The repositories of roster, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.overview import OverviewRepositories

if TYPE_CHECKING:
    from storage.roster.account import SqlAccounts
    from storage.roster.posting import SqlPostings


class RosterRepositories(OverviewRepositories):
    """What is kept of roster."""

    @cached_property
    def accounts(self) -> SqlAccounts:
        """What platforms said of accounts."""
        from storage.roster.account import SqlAccounts

        return SqlAccounts(self.connection)

    @cached_property
    def postings(self) -> SqlPostings:
        """Who reported to whom, from which day on."""
        from storage.roster.posting import SqlPostings

        return SqlPostings(self.connection)
