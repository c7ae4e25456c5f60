"""How each platform takes messages, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.circuit import Circuit


class Circuits(Protocol):
    """The circuit of every platform, by name, the same for all processes."""

    def get(self, platform: str) -> Circuit:
        """Return how a platform takes messages; one of which nothing is known takes them."""
        ...

    def put(self, platform: str, circuit: Circuit, *, at: datetime) -> None:
        """Keep how a platform takes messages."""
        ...
