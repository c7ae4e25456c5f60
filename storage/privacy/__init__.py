"""The repositories of privacy, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.intake import IntakeRepositories

if TYPE_CHECKING:
    from storage.privacy.privacy import SqlPrivacy


class PrivacyRepositories(IntakeRepositories):
    """What is kept of privacy."""

    @cached_property
    def privacy(self) -> SqlPrivacy:
        """Everything about one person, and their requests."""
        from storage.privacy.privacy import SqlPrivacy

        return SqlPrivacy(self.connection, people=self.people, audit=self.audit)
