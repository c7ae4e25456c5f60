"""The unit of work on SQL: one connection in one transaction, and the repositories on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from storage.outbox import SqlOutbox
    from storage.rule import SqlRules


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
