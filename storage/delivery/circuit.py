"""How each platform takes messages, as kept for all processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.delivery.domain.circuit import Circuit
from bot.messages.codec import from_json, to_json
from storage.part import CIRCUIT, PART, note

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

_OF_PLATFORM = sa.select(PART.c.state).where(PART.c.name == sa.bindparam("its_name", type_=sa.String))


class SqlCircuits:
    """The circuit of every platform, by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, platform: str) -> Circuit:
        """Return how a platform takes messages."""
        state = self._connection.execute(_OF_PLATFORM, {"its_name": CIRCUIT + platform}).scalar()
        return from_json(state, Circuit) if state else Circuit()

    def put(self, platform: str, circuit: Circuit, *, at: datetime) -> None:
        """Keep how a platform takes messages, for all processes."""
        note(self._connection, CIRCUIT + platform, to_json(circuit), at=at)
