"""The unit of work as far as this area knows it: words about figures and work, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.cases.ports import Work as Below

if TYPE_CHECKING:
    from bot.feedback.ports.advice import AdviceBook
    from bot.feedback.ports.advice_answer import AdviceAnswers
    from bot.feedback.ports.approval import Approvals
    from bot.feedback.ports.complaint import ComplaintNotices
    from bot.feedback.ports.feedback import FeedbackBook
    from bot.feedback.ports.kudos import KudosBook
    from bot.feedback.ports.remark import Remarks


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def advice(self) -> AdviceBook:
        """Advice that the company wrote."""
        ...

    @property
    def advice_answers(self) -> AdviceAnswers:
        """What people answered to steps."""
        ...

    @property
    def approvals(self) -> Approvals:
        """Questions whether words may go out."""
        ...

    @property
    def complaints(self) -> ComplaintNotices:
        """Of which complaints people are told."""
        ...

    @property
    def feedback(self) -> FeedbackBook:
        """Feedback and opinions."""
        ...

    @property
    def kudos(self) -> KudosBook:
        """Feedback between people."""
        ...

    @property
    def remarks(self) -> Remarks:
        """What people added to their values."""
        ...
