"""What every card about a review meeting says: its stage, who must act until when, its time, who sees it (U12, U13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Card, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import name_of, other_name, turn_line
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain.review_meeting import MeetingStage

if TYPE_CHECKING:
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.reader import Reader
    from bot.talks.domain.review_meeting_seen import SeenMeeting


def title(t: Translator, meeting: SeenMeeting) -> Ready:
    """Say whose review talk it is, and of which cycle."""
    cycle = meeting.seen.cycle.name
    if meeting.seen.side is Filler.EMPLOYEE:
        return t("review-meeting-title-own", cycle=cycle)
    return t("review-meeting-title-of", name=named(t, meeting.seen.person), cycle=cycle)


def head(to: Reader, meeting: SeenMeeting) -> list[Block]:
    """Say where the meeting is, who must act until when, and when the two meet."""
    lines: list[Block] = [
        Text(path_line(to.t, meeting)),
        Text(to.t.sentences([_turn(to, meeting), *_when(to, meeting)])),
    ]
    return lines


def path_line(t: Translator, meeting: SeenMeeting) -> str:
    """Show the stages in their order, the present one in bold."""
    words = {step: t(f"review-meeting-stage-{step.value.replace('_', '-')}") for step in MeetingStage}
    return " → ".join(
        t("review-stage-now", stage=word) if step is meeting.stage else word for step, word in words.items()
    )


def _turn(to: Reader, meeting: SeenMeeting) -> Ready:
    if meeting.stage is MeetingStage.CONFIRMED:
        key = "drafted" if meeting.plans else "no-plan"
        whose = name_of(to.t, meeting.seen, Filler.EMPLOYEE) if meeting.plans else other_name(to.t, meeting.seen)
        return to.t(f"review-meeting-turn-{key}", name=whose)
    return turn_line(to, meeting.seen)


def _when(to: Reader, meeting: SeenMeeting) -> list[Ready]:
    if not meeting.open:
        return []
    t = to.t
    if meeting.at is not None:
        key = "review-meeting-when-past" if meeting.past else "review-meeting-when"
        return [t(key, moment=t.moment(meeting.at, zone=to.zone, now=to.now))]
    if meeting.missed is not None:
        return [t("review-meeting-when-missed", moment=t.moment(meeting.missed, zone=to.zone, now=to.now))]
    return [t("review-meeting-when-open")]


def sight(t: Translator, meeting: SeenMeeting) -> Note:
    """Say who can see now what is noted."""
    return Note(t("review-meeting-sight", name=other_name(t, meeting.seen)))


def examples(t: Translator) -> dict[str, Card]:
    """Show the lines once, of a talk whose time is agreed."""
    to, meeting = example.reader(t), example.meeting(Filler.MANAGER, chinese=t.chinese)
    heading = title(t, meeting)
    blocks = (Heading(heading), *head(to, meeting), sight(t, meeting))
    return {"review-meeting-head": Card("review_meeting", plain(heading), blocks, t.locale)}
