"""The repositories of people, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.session import Session

if TYPE_CHECKING:
    from storage.people.audit import SqlAudit
    from storage.people.permission import SqlPermissions
    from storage.people.person import SqlPeople
    from storage.privacy.privacy_rows import SqlRestrictions


class PeopleRepositories(Session):
    """What is kept of people."""

    @cached_property
    def audit(self) -> SqlAudit:
        """Who did what to whom."""
        from storage.people.audit import SqlAudit

        return SqlAudit(self.connection, key=self.shared.audit_key, watermark=self.shared.watermark)

    @cached_property
    def people(self) -> SqlPeople:
        """People and units, their accounts and absences."""
        from storage.people.person import SqlPeople

        return SqlPeople(self.connection, now=self.now, timezone=self.shared.timezone, locale=self.shared.locale)

    @cached_property
    def permissions(self) -> SqlPermissions:
        """Roles that were given, and deputies."""
        from storage.people.permission import SqlPermissions

        return SqlPermissions(self.connection, now=self.now)

    @cached_property
    def restrictions(self) -> SqlRestrictions:
        """About whom nothing may be said now."""
        from storage.privacy.privacy_rows import SqlRestrictions

        return SqlRestrictions(self.connection)
