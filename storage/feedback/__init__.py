"""The repositories of feedback, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.cases import CasesRepositories

if TYPE_CHECKING:
    from storage.feedback.advice import SqlAdvice
    from storage.feedback.advice_answer import SqlAdviceAnswers
    from storage.feedback.approval import SqlApprovals
    from storage.feedback.complaint import SqlComplaintNotices
    from storage.feedback.feedback import SqlFeedback
    from storage.feedback.kudos import SqlKudos
    from storage.feedback.remark import SqlRemarks


class FeedbackRepositories(CasesRepositories):
    """What is kept of feedback."""

    @cached_property
    def feedback(self) -> SqlFeedback:
        """Feedback and opinions."""
        from storage.feedback.feedback import SqlFeedback

        return SqlFeedback(self.connection)

    @cached_property
    def advice(self) -> SqlAdvice:
        """Advice that the company wrote."""
        from storage.feedback.advice import SqlAdvice

        return SqlAdvice(self.connection)

    @cached_property
    def advice_answers(self) -> SqlAdviceAnswers:
        """What people answered to steps."""
        from storage.feedback.advice_answer import SqlAdviceAnswers

        return SqlAdviceAnswers(self.connection)

    @cached_property
    def approvals(self) -> SqlApprovals:
        """Questions whether words may go out."""
        from storage.feedback.approval import SqlApprovals

        return SqlApprovals(self.connection)

    @cached_property
    def complaints(self) -> SqlComplaintNotices:
        """Of which complaints people are told."""
        from storage.feedback.complaint import SqlComplaintNotices

        return SqlComplaintNotices(self.connection)

    @cached_property
    def kudos(self) -> SqlKudos:
        """Feedback between people."""
        from storage.feedback.kudos import SqlKudos

        return SqlKudos(self.connection)

    @cached_property
    def remarks(self) -> SqlRemarks:
        """What people added to their values."""
        from storage.feedback.remark import SqlRemarks

        return SqlRemarks(self.connection)
