"""The unit of work as far as this area knows it: accounts and moves, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.overview.ports import Work as Below

if TYPE_CHECKING:
    from bot.roster.ports.account import Accounts
    from bot.roster.ports.posting import Postings


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def accounts(self) -> Accounts:
        """What platforms said of accounts."""
        ...

    @property
    def postings(self) -> Postings:
        """Who reported to whom, from which day on."""
        ...
