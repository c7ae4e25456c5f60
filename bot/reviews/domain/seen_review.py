"""What one of the two sees of a review at an instant: where it is, what they may do, whose words they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler, Sight
from bot.reviews.domain.review import ReviewStage, Writing

if TYPE_CHECKING:
    from bot.reviews.domain.answer import AnswerComment, AnswerVersion
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate, TemplateSection
    from bot.reviews.domain.review import Review, ReviewStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReview:
    """A review as one of the two sees it.

    ``side`` is the reader's. ``person`` is who is reviewed and ``leader`` who leads them now ("" for nobody), by name.
    ``own`` and ``other`` are what stands there last of the reader and of the other one; ``other`` is None while it is
    not theirs to read, and ``other_sent`` says that there is something. ``addenda`` came after the lock. ``projects``
    is how many completed projects an employee who has written nothing yet could take over.
    """

    review: Review
    cycle: Cycle
    template: FormTemplate
    side: Filler
    person: str
    leader: str
    status: ReviewStatus
    writing: Writing
    own: AnswerVersion | None = None
    other: AnswerVersion | None = None
    other_sent: bool = False
    addenda: tuple[AnswerVersion, ...] = ()
    comments: tuple[AnswerComment, ...] = ()
    projects: int = 0

    @property
    def turn(self) -> bool:
        """Whether the reader is who must act."""
        return self.side in self.status.waits_for

    @property
    def other_side(self) -> Filler:
        """The side of the other one."""
        return Filler.MANAGER if self.side is Filler.EMPLOYEE else Filler.EMPLOYEE

    @property
    def may_write(self) -> bool:
        """Whether the reader can fill in or change their part."""
        return self.writing is Writing.OPEN and bool(self.template.of(self.side))

    @property
    def may_revise(self) -> bool:
        """Whether the employee can say that their words stay as they are."""
        return self.side is Filler.EMPLOYEE and self.status.stage is ReviewStage.REVISION

    @property
    def may_comment(self) -> bool:
        """Whether the reader can write beside the other's answers."""
        return self.other is not None and self.writing is Writing.OPEN

    @property
    def may_hold(self) -> bool:
        """Whether the reader can note that the two have talked."""
        return self.side is Filler.MANAGER and self.status.stage in {ReviewStage.REVISION, ReviewStage.MEETING}

    @property
    def may_confirm(self) -> bool:
        """Whether the reader's confirmation is waited for."""
        return self.status.stage is ReviewStage.CONFIRMATION and self.turn

    def shown(self, of: Filler) -> tuple[TemplateSection, ...]:
        """Return the sections of one side that the reader may see."""
        sections = self.template.of(of)
        if self.side is Filler.EMPLOYEE:
            return tuple(section for section in sections if section.sight is Sight.BOTH)
        return sections
