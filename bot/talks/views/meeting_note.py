"""Notes of a review meeting as cards and forms: each with its writer and time, its clarifications, and its action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain.plan import OVER, PlanState, SupportState
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import Ready, literal, plain
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import name_of
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain.meeting_note import NoteKind
from bot.talks.views.review_meeting_head import head, sight, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.growth.domain.plan import Plan
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.people.domain.reader import Reader
    from bot.talks.domain.meeting_note import MeetingNote
    from bot.talks.domain.review_meeting_seen import SeenMeeting

_TOGETHER, _MOST = 6, 30


def shared(to: Reader, meeting: SeenMeeting) -> list[Block]:
    """List what the two share, oldest first: each point with what was said beside it and what came of it."""
    points = meeting.points
    if not points:
        return []
    t = to.t
    lines = [line for note in points[-_MOST:] for line in _lines(to, meeting, note)]
    if (more := len(points) - _MOST) > 0:
        lines.insert(0, t("meeting-note-earlier", n=more))
    groups = [lines[at : at + _TOGETHER] for at in range(0, len(lines), _TOGETHER)]
    return [Text(t("meeting-note-shared")), *(Text("\n".join(group)) for group in groups)]


def _lines(to: Reader, meeting: SeenMeeting, note: MeetingNote) -> list[Ready]:
    t = to.t
    found = [
        t(
            "meeting-note-line",
            when=t.moment(note.at, zone=to.zone, now=to.now),
            name=writer(t, meeting, note),
            kind=str(note.kind),
            words=note.text,
        )
    ]
    found += [
        t(
            "meeting-note-beside",
            when=t.moment(beside.at, zone=to.zone, now=to.now),
            name=writer(t, meeting, beside),
            words=beside.text,
        )
        for beside in meeting.beside(note)
    ]
    plan = meeting.plans.get(note.plan_no)
    return [*found, _action(to, meeting, plan)] if plan else found


def _action(to: Reader, meeting: SeenMeeting, plan: Plan) -> Ready:
    """Say who has an action until when, and how it stands."""
    t = to.t
    side, state = Filler.EMPLOYEE, "over" if plan.state in OVER else "open"
    due = plan.due
    if plan.supports:
        side, due = Filler.MANAGER, plan.supports[0].due or plan.due
        if plan.state is PlanState.OPEN and plan.supports[0].state is not SupportState.ACCEPTED:
            state = str(plan.supports[0].state)
    day = t.day(due, today=to.today) if due else ""
    return t("meeting-note-action", name=name_of(t, meeting.seen, side), day=day, state=state)


def writer(t: Translator, meeting: SeenMeeting, note: MeetingNote) -> Ready:
    """Name whoever wrote a note; who was taken out of the data is named by the side that they were on."""
    if found := meeting.names.get(note.by):
        return Ready(named(t, found))
    return t("meeting-note-someone", side=str(note.filler))


def told(to: Reader, meeting: SeenMeeting, note: MeetingNote) -> Card:
    """Bring one of the two what the other has noted, with what they can say beside it."""
    t = to.t
    name = writer(t, meeting, note)
    heading = t("meeting-note-told", name=name, kind=str(note.kind), cycle=meeting.seen.cycle.name)
    blocks: list[Block] = [Heading(heading), *_about(t, meeting, note), Quote(literal(note.text), name)]
    blocks += [*head(to, meeting), Choices(_answers(t, meeting, note)), sight(t, meeting)]
    return Card("meeting_note", plain(heading), tuple(blocks), t.locale)


def _about(t: Translator, meeting: SeenMeeting, note: MeetingNote) -> list[Block]:
    """Quote the note beside which something was said."""
    about = next((other for other in meeting.notes if other.no == note.about), None) if note.about else None
    return [Quote(literal(about.text), writer(t, meeting, about))] if about else []


def _answers(t: Translator, meeting: SeenMeeting, note: MeetingNote) -> tuple[Button, ...]:
    no = (("no", str(meeting.seen.review.no)),)
    found = []
    if meeting.takes_notes and note.kind is not NoteKind.CLARIFICATION:
        clarify = Action("meeting_note.clarify", (*no, ("note", str(note.no))))
        found.append(Button(plain(t("meeting-note-button-clarify")), clarify))
    if meeting.takes_notes and note.kind is NoteKind.SUPPORT and not note.plan_no:
        found.append(action_button(t, meeting, note))
    found.append(Button(plain(t("meeting-note-button-all")), Action("review_meeting", no)))
    return tuple(found)


def action_button(t: Translator, meeting: SeenMeeting, note: MeetingNote) -> Button:
    """Offer to make an action of a note."""
    args = (("no", str(meeting.seen.review.no)), ("note", str(note.no)))
    return Button(plain(t("meeting-note-button-action")), Action("meeting_note.action", args))


def noted(to: Reader, meeting: SeenMeeting, note: MeetingNote) -> Card:
    """Show whoever noted something that both have it, and what can follow."""
    t = to.t
    heading = t("meeting-note-noted", kind=str(note.kind))
    no = (("no", str(meeting.seen.review.no)),)
    buttons = [
        Button(plain(t("meeting-note-button-more")), Action("meeting_note.write", no)),
        Button(plain(t("meeting-note-button-all")), Action("review_meeting", no)),
    ]
    about = next((other for other in meeting.notes if other.no == note.about), note)
    blocks: list[Block] = [Heading(heading), Text("\n".join(_lines(to, meeting, about)))]
    if note.kind is NoteKind.SUPPORT and not note.plan_no:
        buttons.insert(0, action_button(t, meeting, note))
        blocks.append(Text(t("meeting-note-asks")))
    blocks += [*head(to, meeting), Choices(tuple(buttons)), sight(t, meeting)]
    return Card("meeting_note", plain(heading), tuple(blocks), t.locale)


def private(to: Reader, notes: Sequence[tuple[MeetingNote, str]]) -> Card:
    """List what somebody noted for themselves alone, each with the name of whom it is about, newest first."""
    t = to.t
    heading = t("meeting-note-own", n=len(notes))
    lines = [
        t(
            "meeting-note-own-line",
            when=t.moment(note.at, zone=to.zone, now=to.now),
            name=named(t, name),
            words=note.text,
        )
        for note, name in reversed(notes[-_MOST:])
    ]
    said = ["\n".join(lines[at : at + _TOGETHER]) for at in range(0, len(lines), _TOGETHER)]
    blocks: list[Block] = [Heading(heading), *(Text(text) for text in said or [t("meeting-note-own-none")])]
    blocks.append(Note(t("meeting-note-own-sight")))
    return Card("private_note", plain(t("meeting-note-own-summary")), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show a note as the other gets it, what its writer sees, and notes that nobody else reads."""
    to = example.reader(t)
    manager, employee = (
        example.meeting(side, chinese=t.chinese, noted=True) for side in (Filler.MANAGER, Filler.EMPLOYEE)
    )
    point, beside, request = employee.notes
    open_request = example.unanswered(request)
    return {
        "meeting-note-told": told(to, employee, point),
        "meeting-note-clarified": told(to, manager, beside),
        "meeting-note-asked": told(to, manager, open_request),
        "meeting-note-noted": noted(to, manager, point),
        "meeting-note-support": noted(to, employee, open_request),
        "meeting-note-private": private(to, [(note, manager.seen.person) for note in manager.private]),
        "meeting-note-private-none": private(to, []),
        "meeting-note-list": Card(
            "review_meeting", plain(title(t, manager)), (Heading(title(t, manager)), *shared(to, manager)), t.locale
        ),
    }
