"""What one of the two sees of a review meeting at an instant: its stage, its time, the notes, what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage
from bot.talks.domain.meeting_note import NoteKind
from bot.talks.domain.review_meeting import MeetingStage, MeetingStepKind, planned

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.growth.domain.plan import Plan
    from bot.reviews.domain.seen_review import SeenReview
    from bot.talks.domain.meeting_note import MeetingNote
    from bot.talks.domain.review_meeting import MeetingStep


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMeeting:
    """A review meeting as one of the two sees it.

    ``steps`` are what was done about its time. ``notes`` are those that the two share, ``private`` what the reader
    noted for themselves. ``names`` are those of whoever wrote them, by id, ``plans`` what came of the review, by
    number. ``now`` is the instant.
    """

    seen: SeenReview
    stage: MeetingStage
    now: datetime
    steps: tuple[MeetingStep, ...] = ()
    notes: tuple[MeetingNote, ...] = ()
    private: tuple[MeetingNote, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[int, Plan] = field(default_factory=dict)

    @property
    def at(self) -> datetime | None:
        """When the two are to meet, if that is agreed."""
        return planned(self.steps)

    @property
    def missed(self) -> datetime | None:
        """When they were to meet and did not, if nothing was agreed since."""
        last = self.steps[-1] if self.steps else None
        return last.meets_at if last and last.kind is MeetingStepKind.MISSED else None

    @property
    def leads(self) -> bool:
        """Whether the reader is whoever leads the person."""
        return self.seen.side is Filler.MANAGER

    @property
    def open(self) -> bool:
        """Whether the two still have to meet."""
        return self.stage is MeetingStage.PREPARE and self.seen.status.stage is not ReviewStage.AHEAD

    @property
    def past(self) -> bool:
        """Whether the time that was agreed has come."""
        return self.open and self.at is not None and self.at <= self.now

    @property
    def takes_notes(self) -> bool:
        """Whether something can still be noted that both read."""
        return self.stage is not MeetingStage.CLOSED and self.seen.status.stage is not ReviewStage.AHEAD

    def beside(self, note: MeetingNote) -> tuple[MeetingNote, ...]:
        """Return the clarifications of a note, oldest first."""
        return tuple(other for other in self.notes if other.about == note.no)

    @property
    def points(self) -> tuple[MeetingNote, ...]:
        """The notes that stand by themselves."""
        return tuple(note for note in self.notes if note.kind is not NoteKind.CLARIFICATION)

    @property
    def clarifiable(self) -> tuple[MeetingNote, ...]:
        """The notes beside which the reader may say something: those of the other one."""
        return tuple(note for note in self.points if note.filler is not self.seen.side)
