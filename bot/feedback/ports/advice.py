"""Advice that the company wrote, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.feedback.domain.advice import Advice
    from bot.feedback.domain.advice_version import AdviceVersion


class AdviceBook(Protocol):
    """Advice that the company wrote, in all its versions."""

    def current(self) -> Sequence[AdviceVersion]:
        """Return what is in force: the newest published version of each key, also of one that was retired."""
        ...

    def history(self, key: str) -> list[AdviceVersion]:
        """Return the published versions of an advice, newest first."""
        ...

    def get(self, number: int) -> AdviceVersion | None:
        """Return a draft or a published version by number, or None."""
        ...

    def draft(self, advice: Advice, *, author: str, at: datetime, retired: bool = False) -> AdviceVersion:
        """Keep an advice that is not in force yet."""
        ...

    def publish(self, number: int, *, author: str, at: datetime) -> AdviceVersion:
        """Put a draft in force; of two processes that publish at once the second waits for its turn."""
        ...
