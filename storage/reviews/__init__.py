"""The repositories of reviews, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.goals import GoalsRepositories

if TYPE_CHECKING:
    from storage.reviews.answer import SqlReviewAnswers
    from storage.reviews.cycle import SqlCycles
    from storage.reviews.form_template import SqlFormTemplates
    from storage.reviews.peer_review import SqlPeerReviews
    from storage.reviews.prompt import SqlPrompts
    from storage.reviews.review import SqlReviews
    from storage.reviews.review_task import SqlReviewTasks
    from storage.reviews.unseen_work import SqlUnseenWorks


class ReviewsRepositories(GoalsRepositories):
    """What is kept of reviews."""

    @cached_property
    def form_templates(self) -> SqlFormTemplates:
        """What reviews ask."""
        from storage.reviews.form_template import SqlFormTemplates

        return SqlFormTemplates(self.connection)

    @cached_property
    def cycles(self) -> SqlCycles:
        """Rounds of reviews."""
        from storage.reviews.cycle import SqlCycles

        return SqlCycles(self.connection)

    @cached_property
    def reviews(self) -> SqlReviews:
        """Where each person's review is."""
        from storage.reviews.review import SqlReviews

        return SqlReviews(self.connection)

    @cached_property
    def review_answers(self) -> SqlReviewAnswers:
        """What was written in reviews."""
        from storage.reviews.answer import SqlReviewAnswers

        return SqlReviewAnswers(self.connection)

    @cached_property
    def prompts(self) -> SqlPrompts:
        """What people agree at the start and say half-way."""
        from storage.reviews.prompt import SqlPrompts

        return SqlPrompts(self.connection)

    @cached_property
    def peer_reviews(self) -> SqlPeerReviews:
        """What colleagues answered, and who is asked."""
        from storage.reviews.peer_review import SqlPeerReviews

        return SqlPeerReviews(self.connection, key=self.shared.audit_key)

    @cached_property
    def review_tasks(self) -> SqlReviewTasks:
        """Tasks of reviews that are left out."""
        from storage.reviews.review_task import SqlReviewTasks

        return SqlReviewTasks(self.connection)

    @cached_property
    def unseen_work(self) -> SqlUnseenWorks:
        """What colleagues were asked about work that no data shows."""
        from storage.reviews.unseen_work import SqlUnseenWorks

        return SqlUnseenWorks(self.connection)
