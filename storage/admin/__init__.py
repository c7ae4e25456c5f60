"""The repositories of admin, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.privacy import PrivacyRepositories

if TYPE_CHECKING:
    from storage.admin.health import SqlHealth
    from storage.admin.template import SqlTemplates


class AdminRepositories(PrivacyRepositories):
    """What is kept of admin."""

    @cached_property
    def templates(self) -> SqlTemplates:
        """Words of messages that an admin put differently."""
        from storage.admin.template import SqlTemplates

        return SqlTemplates(self.connection)

    @cached_property
    def health(self) -> SqlHealth:
        """How the parts of the installation were when they last said so."""
        from storage.admin.health import SqlHealth

        return SqlHealth(self.connection, now=self.now)
