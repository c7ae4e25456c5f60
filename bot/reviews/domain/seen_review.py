"""What one of the two sees of a review at an instant: where it is, what they may do, whose words they read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler, Sight
from bot.reviews.domain.form_template_carry import carried, eased
from bot.reviews.domain.form_template_change import asked, retired
from bot.reviews.domain.review import ReviewStage, Writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.field import Values
    from bot.reviews.domain.answer import AnswerComment, AnswerVersion
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate, TemplateQuestion, TemplateSection
    from bot.reviews.domain.review import Review, ReviewStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReview:
    """A review as one of the two sees it.

    ``side`` is the reader's. ``person`` is who is reviewed and ``leader`` who leads them now ("" for nobody), by name.
    ``own`` and ``other`` are what stands there last of the reader and of the other one; ``other`` is None while it is
    not theirs to read, and ``other_sent`` says that there is something. ``versions`` is all of what the reader may
    read, oldest first; those behind the lock are ``addenda``. ``template`` is the form as it is asked now, and
    ``answered`` has by number the versions of it under which something was written. ``projects`` is how many completed
    projects an employee who has written nothing yet could take over. ``vouched`` is the work that no data shows and
    a colleague has confirmed as it stands now, each with the colleague's name.
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
    versions: tuple[AnswerVersion, ...] = ()
    answered: Mapping[int, FormTemplate] = field(default_factory=dict)
    comments: tuple[AnswerComment, ...] = ()
    projects: int = 0
    vouched: tuple[tuple[str, str], ...] = ()

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

    @property
    def addenda(self) -> tuple[AnswerVersion, ...]:
        """What came after the lock."""
        return tuple(version for version in self.versions if version.addendum)

    @property
    def to_fill(self) -> FormTemplate:
        """The form as it is asked of the reader: of who has handed in nothing is demanded that came since."""
        own = self.of(self.side)
        if not own or own[0].template_version == self.template.version:
            return self.template
        return eased(self.template, self._form_of(own[0]), self.side)

    @property
    def standing(self) -> Values:
        """What the reader wrote, as it stands under the form as it is asked now."""
        if self.own is None:
            return {}
        return carried(self.own.values, self._form_of(self.own), self.template, self.side)

    @property
    def offered(self) -> tuple[TemplateQuestion, ...]:
        """What is asked since the reader handed in, and may be answered."""
        if self.own is None:
            return ()
        before = asked(self._form_of(self.own), self.side)
        return tuple(
            question for place, (_, question) in asked(self.template, self.side).items() if place not in before
        )

    def _form_of(self, version: AnswerVersion) -> FormTemplate:
        return self.answered.get(version.template_version, self.template)

    def of(self, side: Filler) -> tuple[AnswerVersion, ...]:
        """Return the versions of one side that the reader may read, oldest first, without addenda."""
        return tuple(version for version in self.versions if version.filler is side and not version.addendum)

    def shown(self, of: Filler) -> tuple[TemplateSection, ...]:
        """Return the sections of one side that the reader may see, as they are asked now."""
        return self._seen(self.template.of(of))

    def answers_to(self, version: AnswerVersion) -> tuple[TemplateSection, ...]:
        """Return the sections that somebody answered and the reader may see, in the words in which they were asked.

        Behind them stand those of an earlier form whose answers were kept since.
        """
        form = self._form_of(version)
        others = [self.answered[number] for number in sorted(self.answered, reverse=True) if number != form.version]
        left = retired(form, others, version.values, version.filler)
        return self._seen(_merged((*form.of(version.filler), *left)))

    def asks(self, section: TemplateSection, key: str) -> bool:
        """Say whether a question of a section is asked still, of whoever answered it."""
        return (section.key, key) in asked(self.template, section.filler)

    def _seen(self, sections: tuple[TemplateSection, ...]) -> tuple[TemplateSection, ...]:
        """Leave out what the reader may not see: what a form once kept from them is not shown by a later one."""
        if self.side is not Filler.EMPLOYEE:
            return sections
        forms = (self.template, *self.answered.values())
        kept = {section.key for form in forms for section in form.sections if section.sight is not Sight.BOTH}
        return tuple(section for section in sections if section.key not in kept)


def _merged(sections: tuple[TemplateSection, ...]) -> tuple[TemplateSection, ...]:
    """Put questions that are asked no more behind those that are, in the section in which they were."""
    found: dict[tuple[str, bool], TemplateSection] = {}
    for section in sections:
        place = (section.key, section.repeated)
        before = found.get(place)
        if before is None:
            found[place] = section
        else:
            most, questions = max(before.most, section.most), (*before.questions, *section.questions)
            found[place] = replace(before, most=most, questions=questions)
    return tuple(found.values())
