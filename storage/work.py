"""The unit of work on SQL: one connection in one transaction, and the repositories on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class SqlWork:
    """A transaction with its repositories; each is made on first use from its own module."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
