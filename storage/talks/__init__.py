"""The repositories of talks, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.growth import GrowthRepositories

if TYPE_CHECKING:
    from storage.talks.agenda import SqlAgendas
    from storage.talks.availability import SqlAvailability
    from storage.talks.meeting_note import SqlMeetingNotes
    from storage.talks.one_on_one import SqlOneOnOnes
    from storage.talks.pair_log import SqlPairLogs
    from storage.talks.review_meeting import SqlReviewMeetings
    from storage.talks.review_meeting_report import SqlMeetingReports
    from storage.talks.talk_answer import SqlTalkAnswers


class TalksRepositories(GrowthRepositories):
    """What is kept of talks."""

    @cached_property
    def one_on_ones(self) -> SqlOneOnOnes:
        """Pairs of people and their managers."""
        from storage.talks.one_on_one import SqlOneOnOnes

        return SqlOneOnOnes(self.connection, now=self.now, days=lambda *place: self.policies.at(*place).one_on_one_days)

    @cached_property
    def availability(self) -> SqlAvailability:
        """When people are taken."""
        from storage.talks.availability import SqlAvailability

        return SqlAvailability(self.connection, self.one_on_ones, self.review_meetings)

    @cached_property
    def review_meetings(self) -> SqlReviewMeetings:
        """When the two of a review are to meet."""
        from storage.talks.review_meeting import SqlReviewMeetings

        return SqlReviewMeetings(self.connection)

    @cached_property
    def meeting_notes(self) -> SqlMeetingNotes:
        """What was noted about review meetings."""
        from storage.talks.meeting_note import SqlMeetingNotes

        return SqlMeetingNotes(self.connection)

    @cached_property
    def agendas(self) -> SqlAgendas:
        """What two want to talk about."""
        from storage.talks.agenda import SqlAgendas

        return SqlAgendas(self.connection)

    @cached_property
    def pair_logs(self) -> SqlPairLogs:
        """What pairs wrote down of their talks."""
        from storage.talks.pair_log import SqlPairLogs

        return SqlPairLogs(self.connection)

    @cached_property
    def meeting_reports(self) -> SqlMeetingReports:
        """What the reports before a talk told."""
        from storage.talks.review_meeting_report import SqlMeetingReports

        return SqlMeetingReports(self.connection)

    @cached_property
    def talk_answers(self) -> SqlTalkAnswers:
        """What was answered where a talk was called for."""
        from storage.talks.talk_answer import SqlTalkAnswers

        return SqlTalkAnswers(self.connection)
