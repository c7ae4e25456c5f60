"""The repositories of rules, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.delivery import DeliveryRepositories

if TYPE_CHECKING:
    from storage.rules.rule import SqlRules
    from storage.rules.threshold import SqlThresholds


class RulesRepositories(DeliveryRepositories):
    """What is kept of rules."""

    @cached_property
    def rules(self) -> SqlRules:
        """Rules and their signals."""
        from storage.rules.rule import SqlRules

        return SqlRules(self.connection, timezone=self.shared.timezone)

    @cached_property
    def thresholds(self) -> SqlThresholds:
        """Questions whether a target or a rule's limit is right."""
        from storage.rules.threshold import SqlThresholds

        return SqlThresholds(self.connection)
