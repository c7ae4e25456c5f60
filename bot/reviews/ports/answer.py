"""What is written in reviews, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import timedelta

    from bot.reviews.domain.answer import AnswerComment, AnswerVersion
    from bot.reviews.domain.form_template import Filler


class ReviewAnswers(Protocol):
    """Every version of what was written, and comments beside it."""

    def add(self, answer: AnswerVersion) -> AnswerVersion:
        """Store the next version of what one side wrote, and return it with its number."""
        ...

    def latest(self, review_no: int, filler: Filler) -> AnswerVersion | None:
        """Return what one side wrote last, apart from addenda."""
        ...

    def versions(self, review_no: int, filler: Filler | None = None) -> list[AnswerVersion]:
        """Return everything that was written, of one side or both, oldest first."""
        ...

    def earlier(self, by: str, *, last: int, but: int = 0) -> list[AnswerVersion]:
        """Return what somebody wrote last in each of their newest reviews but one (by its number), newest first."""
        ...

    def times(self, cycle_no: int) -> list[timedelta]:
        """Return how long the people of a cycle took for their first version, where it is known; in no order."""
        ...

    def comment(self, comment: AnswerComment) -> int:
        """Store a comment; return its number."""
        ...

    def comments(self, review_no: int) -> list[AnswerComment]:
        """Return the comments on a review, oldest first."""
        ...
