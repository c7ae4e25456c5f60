"""Examples: a review meeting with which the views of it show themselves, in the gallery and in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW, people
from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan import Plan, PlanState, SupportRequest, SupportState
from bot.kit.calendar import zone
from bot.people.domain.reader import Reader
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.example import EMPLOYEE, LEADER, seen
from bot.reviews.domain.form_template import Filler
from bot.talks.domain.meeting_note import MeetingNote, NoteKind, NoteSight
from bot.talks.domain.review_meeting import MeetingStep, MeetingStepKind, stage
from bot.talks.domain.review_meeting_seen import SeenMeeting

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

AT = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
ACTION, REVIEW = 7, 41
_BOTH = frozenset({Filler.EMPLOYEE, Filler.MANAGER})


def reader(t: Translator) -> Reader:
    """Return somebody in Shanghai who reads at the instant of the examples."""
    return Reader(t, zone("Asia/Shanghai"), NOW)


def meeting(side: Filler, *, chinese: bool, held: bool = False, noted: bool = False) -> SeenMeeting:
    """Return a meeting whose time is agreed, as one of the two sees it; perhaps held, perhaps with notes."""
    found = seen(side, chinese=chinese, wrote=_BOTH, held=held)
    step = MeetingStep(review_no=found.review.no, kind=MeetingStepKind.AGREED, by=LEADER, at=NOW, meets_at=AT, no=3)
    shown = SeenMeeting(
        seen=found,
        stage=stage(found.review, ()),
        now=NOW,
        steps=(step,),
        names={key: person.name for key, person in people(chinese=chinese).items()},
    )
    if not noted:
        return shown
    private = "问一下他想不想带人。" if chinese else "Ask whether leading people is what he wants."
    mine = LEADER if side is Filler.MANAGER else EMPLOYEE
    own = MeetingNote(
        review_no=found.review.no, by=mine, filler=side, text=private, at=NOW, sight=NoteSight.PRIVATE, no=1
    )
    return replace(shown, notes=notes(chinese=chinese), private=(own,), plans={ACTION: action(chinese=chinese)})


def notes(*, chinese: bool) -> tuple[MeetingNote, ...]:
    """Return what was noted: a point with its clarification, and a request that became an action (R91, R94)."""
    point, beside, request = _CHINESE if chinese else _ENGLISH
    return (
        MeetingNote(
            by=LEADER, filler=Filler.MANAGER, text=point, at=NOW - timedelta(minutes=20), no=1, review_no=REVIEW
        ),
        MeetingNote(
            by=EMPLOYEE,
            filler=Filler.EMPLOYEE,
            text=beside,
            at=NOW - timedelta(minutes=18),
            kind=NoteKind.CLARIFICATION,
            about=1,
            no=2,
            review_no=REVIEW,
        ),
        MeetingNote(
            by=EMPLOYEE,
            filler=Filler.EMPLOYEE,
            text=request,
            at=NOW - timedelta(minutes=9),
            kind=NoteKind.SUPPORT,
            plan_no=ACTION,
            no=3,
            review_no=REVIEW,
        ),
    )


_ENGLISH = (
    "The social media campaign fell short: what was in the way?",
    "The budget for October was not released.",
    "Needs more customer resources",
)
_CHINESE = ("社交媒体运营没有达标，卡在哪里？", "十月的预算没有批下来。", "需要更多客户资源支持")


def action(*, chinese: bool) -> Plan:
    """Return the action that a request for support became."""
    text, due = (_CHINESE if chinese else _ENGLISH)[-1], date(2026, 11, 27)
    return Plan(
        no=ACTION,
        person_id=EMPLOYEE,
        goal=text,
        started=NOW.date(),
        by=LEADER,
        at=NOW,
        review_no=REVIEW,
        state=PlanState.OPEN,
        reading=GoalReading(due=due),
        supports=(SupportRequest(text, SupportState.ACCEPTED, due),),
    )


def unanswered(note: MeetingNote) -> MeetingNote:
    """Return a request of which no action was made yet."""
    return replace(note, plan_no=0)


def waiting(*, chinese: bool) -> SeenMeeting:
    """Return a meeting of two who write at once, seen by the employee, who has not handed in."""
    found = seen(Filler.EMPLOYEE, chinese=chinese, order=FillOrder.PARALLEL, wrote=frozenset({Filler.MANAGER}))
    return SeenMeeting(seen=found, stage=stage(found.review, ()), now=NOW)
