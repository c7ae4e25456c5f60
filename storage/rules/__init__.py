"""The repositories of rules, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.delivery import DeliveryRepositories

if TYPE_CHECKING:
    from storage.rules.rule import SqlRules


class RulesRepositories(DeliveryRepositories):
    """What is kept of rules."""

    @cached_property
    def rules(self) -> SqlRules:
        """Rules and their signals."""
        from storage.rules.rule import SqlRules

        return SqlRules(self.connection, timezone=self.shared.timezone)
