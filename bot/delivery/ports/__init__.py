"""The unit of work as far as this area knows it: what goes out and what comes in, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.figures.ports import Work as Below

if TYPE_CHECKING:
    from bot.delivery.ports.availability import Availability
    from bot.delivery.ports.calendar_event import CalendarEvents
    from bot.delivery.ports.circuit import Circuits
    from bot.delivery.ports.form import Drafts, Forms
    from bot.delivery.ports.inbox import Dialogues, Inbox, JobRuns, OfferedChoices
    from bot.delivery.ports.notice import Notices
    from bot.delivery.ports.outbox import Outbox
    from bot.delivery.ports.pause import Pauses
    from bot.delivery.ports.platform_item import PlatformItems
    from bot.delivery.ports.policy import Policies
    from bot.delivery.ports.preference import Preferences


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def calendar_events(self) -> CalendarEvents:
        """Appointments."""
        ...

    @property
    def platform_items(self) -> PlatformItems:
        """What stands in platforms' own calendars and to-do lists."""
        ...

    @property
    def choices(self) -> OfferedChoices:
        """What was last offered by number."""
        ...

    @property
    def circuits(self) -> Circuits:
        """How each platform takes messages."""
        ...

    @property
    def dialogues(self) -> Dialogues:
        """Forms that are being asked question by question."""
        ...

    @property
    def drafts(self) -> Drafts:
        """What was typed into long forms and not sent in yet."""
        ...

    @property
    def forms(self) -> Forms:
        """Forms that stand open."""
        ...

    @property
    def inbox(self) -> Inbox:
        """What has arrived from platforms."""
        ...

    @property
    def notices(self) -> Notices:
        """Who had the notice."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Deliveries."""
        ...

    @property
    def pauses(self) -> Pauses:
        """What is paused."""
        ...

    @property
    def policies(self) -> Policies:
        """When people may be spoken to, and how often."""
        ...

    @property
    def preferences(self) -> Preferences:
        """Which kinds of messages people want how."""
        ...

    @property
    def job_runs(self) -> JobRuns:
        """Runs of what the clock asks for, and whom the clock serves."""
        ...

    @property
    def availability(self) -> Availability:
        """When people are taken."""
        ...
