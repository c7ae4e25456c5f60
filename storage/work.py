"""The unit of work on SQL: one connection in one transaction, and the repositories on it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from storage.delta import SqlDeltas
    from storage.feedback import SqlFeedback
    from storage.inbox import SqlInbox, SqlTicks
    from storage.one_on_one import SqlOneOnOnes
    from storage.outbox import SqlOutbox
    from storage.rule import SqlRules
    from storage.series import SqlSeries
    from storage.unit import SqlUnits


class SqlWork:
    """A transaction with its repositories; each is made on first use from its own module."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Deliveries."""
        from storage.outbox import SqlOutbox

        return SqlOutbox(self.connection)

    @cached_property
    def rules(self) -> SqlRules:
        """Rules and their signals."""
        from storage.rule import SqlRules

        return SqlRules(self.connection)

    @cached_property
    def deltas(self) -> SqlDeltas:
        """Deltas as stored."""
        from storage.delta import SqlDeltas

        return SqlDeltas(self.connection)

    @cached_property
    def series(self) -> SqlSeries:
        """Series as columns, for the delta kernel."""
        from storage.series import SqlSeries

        return SqlSeries(self.connection)

    @cached_property
    def units(self) -> SqlUnits:
        """Units and their roll-ups."""
        from storage.unit import SqlUnits

        return SqlUnits(self.connection)

    @cached_property
    def feedback(self) -> SqlFeedback:
        """Feedback and opinions."""
        from storage.feedback import SqlFeedback

        return SqlFeedback(self.connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        """What has arrived from platforms."""
        from storage.inbox import SqlInbox

        return SqlInbox(self.connection)

    @cached_property
    def ticks(self) -> SqlTicks:
        """Effects of the clock that have been had, and whom the clock serves."""
        from storage.inbox import SqlTicks

        return SqlTicks(self.connection)

    @cached_property
    def one_on_ones(self) -> SqlOneOnOnes:
        """Pairs of people and their managers."""
        from storage.one_on_one import SqlOneOnOnes

        return SqlOneOnOnes(self.connection)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try something that may fail by itself: what it wrote is undone when it raises, and nothing else is."""
        with self.connection.begin_nested():
            yield
