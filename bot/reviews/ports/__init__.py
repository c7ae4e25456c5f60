"""The unit of work as far as this area knows it: forms, cycles and reviews, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.goals.ports import Work as Below

if TYPE_CHECKING:
    from bot.reviews.ports.answer import ReviewAnswers
    from bot.reviews.ports.cycle import Cycles
    from bot.reviews.ports.form_template import FormTemplates
    from bot.reviews.ports.peer_review import PeerReviews
    from bot.reviews.ports.prompt import Prompts
    from bot.reviews.ports.review import Reviews
    from bot.reviews.ports.review_task import ReviewTasks
    from bot.reviews.ports.unseen_work import UnseenWorks


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def form_templates(self) -> FormTemplates:
        """What reviews ask."""
        ...

    @property
    def cycles(self) -> Cycles:
        """Rounds of reviews."""
        ...

    @property
    def reviews(self) -> Reviews:
        """Where each person's review is."""
        ...

    @property
    def review_answers(self) -> ReviewAnswers:
        """What was written in reviews."""
        ...

    @property
    def prompts(self) -> Prompts:
        """What people agree at the start and say half-way."""
        ...

    @property
    def peer_reviews(self) -> PeerReviews:
        """What colleagues answered, and who is asked."""
        ...

    @property
    def review_tasks(self) -> ReviewTasks:
        """Tasks of reviews that are left out."""
        ...

    @property
    def unseen_work(self) -> UnseenWorks:
        """What colleagues were asked about work that no data shows."""
        ...
