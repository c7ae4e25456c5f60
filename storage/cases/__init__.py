"""The repositories of cases, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.rules import RulesRepositories

if TYPE_CHECKING:
    from storage.cases.correction import SqlCorrections
    from storage.cases.dispute import SqlDisputes


class CasesRepositories(RulesRepositories):
    """What is kept of cases."""

    @cached_property
    def disputes(self) -> SqlDisputes:
        """Cases about values."""
        from storage.cases.dispute import SqlDisputes

        return SqlDisputes(self.connection)

    @cached_property
    def corrections(self) -> SqlCorrections:
        """Requests to correct a value."""
        from storage.cases.correction import SqlCorrections

        return SqlCorrections(self.connection)
