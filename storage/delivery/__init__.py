"""The repositories of delivery, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.figures import FiguresRepositories

if TYPE_CHECKING:
    from storage.delivery.calendar_event import SqlCalendarEvents
    from storage.delivery.circuit import SqlCircuits
    from storage.delivery.notice import SqlNotices
    from storage.delivery.outbox import SqlOutbox
    from storage.delivery.pause import SqlPauses
    from storage.delivery.platform_item import SqlPlatformItems
    from storage.delivery.policy import SqlPolicies
    from storage.delivery.preference import SqlPreferences
    from storage.dialogue import SqlDialogues
    from storage.draft import SqlDrafts
    from storage.form import SqlForms
    from storage.inbox import SqlChoices, SqlInbox
    from storage.job_runs import SqlJobRuns


class DeliveryRepositories(FiguresRepositories):
    """What is kept of delivery."""

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Deliveries."""
        from storage.delivery.outbox import SqlOutbox

        return SqlOutbox(self.connection, now=self.now, leases=self.shared.leases)

    @cached_property
    def inbox(self) -> SqlInbox:
        """What has arrived from platforms."""
        from storage.inbox import SqlInbox

        return SqlInbox(self.connection, key=self.shared.audit_key)

    @cached_property
    def choices(self) -> SqlChoices:
        """What was last offered by number."""
        from storage.inbox import SqlChoices

        return SqlChoices(self.connection)

    @cached_property
    def forms(self) -> SqlForms:
        """Forms that stand open."""
        from storage.form import SqlForms

        return SqlForms(self.connection)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """What was typed into long forms and not sent in yet."""
        from storage.draft import SqlDrafts

        return SqlDrafts(self.connection)

    @cached_property
    def dialogues(self) -> SqlDialogues:
        """Forms that are being asked question by question."""
        from storage.dialogue import SqlDialogues

        return SqlDialogues(self.connection)

    @cached_property
    def job_runs(self) -> SqlJobRuns:
        """Runs of what the clock asks for, and whom the clock serves."""
        from storage.job_runs import SqlJobRuns

        return SqlJobRuns(self.connection, now=self.now, timezone=self.shared.timezone)

    @cached_property
    def notices(self) -> SqlNotices:
        """Who had the notice."""
        from storage.delivery.notice import SqlNotices

        return SqlNotices(self.connection)

    @cached_property
    def policies(self) -> SqlPolicies:
        """When people may be spoken to, and how often."""
        from storage.delivery.policy import SqlPolicies

        return SqlPolicies(self.connection, unit=self.people.get)

    @cached_property
    def pauses(self) -> SqlPauses:
        """What is paused."""
        from storage.delivery.pause import SqlPauses

        return SqlPauses(self.connection)

    @cached_property
    def preferences(self) -> SqlPreferences:
        """Which kinds of messages people want how."""
        from storage.delivery.preference import SqlPreferences

        return SqlPreferences(self.connection)

    @cached_property
    def circuits(self) -> SqlCircuits:
        """How each platform takes messages."""
        from storage.delivery.circuit import SqlCircuits

        return SqlCircuits(self.connection)

    @cached_property
    def calendar_events(self) -> SqlCalendarEvents:
        """Appointments."""
        from storage.delivery.calendar_event import SqlCalendarEvents

        return SqlCalendarEvents(self.connection)

    @cached_property
    def platform_items(self) -> SqlPlatformItems:
        """What stands in platforms' own calendars and to-do lists."""
        from storage.delivery.platform_item import SqlPlatformItems

        return SqlPlatformItems(self.connection)
