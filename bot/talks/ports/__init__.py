"""The unit of work as far as this area knows it: one-on-ones and review meetings, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.growth.ports import Work as Below

if TYPE_CHECKING:
    from bot.talks.ports.agenda import Agendas
    from bot.talks.ports.meeting_note import MeetingNotes
    from bot.talks.ports.one_on_one import OneOnOnes
    from bot.talks.ports.pair_log import PairLogs
    from bot.talks.ports.review_meeting import ReviewMeetings
    from bot.talks.ports.review_meeting_report import MeetingReports
    from bot.talks.ports.talk_answer import TalkAnswers


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def one_on_ones(self) -> OneOnOnes:
        """Pairs of people and their managers."""
        ...

    @property
    def review_meetings(self) -> ReviewMeetings:
        """When the two of a review are to meet."""
        ...

    @property
    def meeting_notes(self) -> MeetingNotes:
        """What was noted about review meetings."""
        ...

    @property
    def agendas(self) -> Agendas:
        """What two want to talk about."""
        ...

    @property
    def pair_logs(self) -> PairLogs:
        """What pairs wrote down of their talks."""
        ...

    @property
    def meeting_reports(self) -> MeetingReports:
        """What the reports before a talk told."""
        ...

    @property
    def talk_answers(self) -> TalkAnswers:
        """What was answered where a talk was called for."""
        ...
