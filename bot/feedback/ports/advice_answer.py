"""What people answer to steps, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.domain.advice_answer import AdviceAnswer


class AdviceAnswers(Protocol):
    """What people answered to steps; one answer for each step of a message."""

    def put(self, answer: AdviceAnswer) -> None:
        """Store it in the place of an earlier one about the same step of the same message."""
        ...

    def of(self, person_id: str) -> list[AdviceAnswer]:
        """Return what somebody has answered, newest first."""
        ...

    def until(self, end: datetime) -> list[AdviceAnswer]:
        """Return everybody's answers before an instant, newest first."""
        ...

    def put_off(self, *, until: datetime) -> list[AdviceAnswer]:
        """Return the answers of those who wanted to come back to a step by an instant and were not asked again."""
        ...

    def asked(self, number: int, *, at: datetime) -> None:
        """Remember that somebody was asked again."""
        ...
