"""Who picks the words: offline, or a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.feedback import Outline, Pick


class Writer(Protocol):
    """Chooses, by id, what a message says and in which order; never writes a number."""

    @property
    def version(self) -> str:
        """What a pick is made with: the model and the hash of each prompt; ``offline`` without a model."""
        ...

    async def pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:
        """Return a pick of the outline's ids.

        Raises:
            WriterError: when it cannot; the caller then uses the offline writer's pick.
        """
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...
