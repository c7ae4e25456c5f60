"""Questions whether words may go out, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.domain.approval import Approval


class Approvals(Protocol):
    """Questions whether words may go out: at most one for each feedback, the latest."""

    def get(self, feedback: str) -> Approval | None:
        """Return the question about a feedback, by its key."""
        ...

    def open(self) -> list[Approval]:
        """Return the questions that nobody has answered, the most urgent first."""
        ...

    def save(self, approval: Approval) -> None:
        """Keep a question, in the place of an earlier one about the same feedback."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what was asked and answered before an instant; return how many."""
        ...
