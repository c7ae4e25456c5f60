"""Forms for notes of a review meeting: what to note and who reads it, what to say beside one, who does what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.shortening import shortened
from bot.messages.card import Action
from bot.messages.field import DateField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import name_of, other_name
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain.meeting_note import LONGEST, NoteKind, NoteSight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.talks.domain.meeting_note import MeetingNote
    from bot.talks.domain.review_meeting_seen import SeenMeeting

_KINDS = (NoteKind.POINT, NoteKind.SUPPORT)
_LONGEST_OPTION = 70


def writing(
    t: Translator,
    meetings: Sequence[tuple[int, str]],
    *,
    text: str = "",
    sight: NoteSight = NoteSight.SHARED,
    asks: bool = False,
) -> Form:
    """Ask for a note, who reads it, and whether something is asked for; of several talks also which is meant.

    ``meetings`` are the numbers of the reviews that can be meant, with the name of whose talk it is.
    """
    args = (("no", str(meetings[0][0])),) if len(meetings) == 1 else ()
    which: tuple[Field, ...] = ()
    if len(meetings) > 1:
        options = tuple(Option(str(no), name) for no, name in meetings)
        which = (SelectField("which", plain(t("meeting-note-which")), options),)
    return Form(
        kind="meeting_note",
        title=plain(t("meeting-note-form")),
        fields=(*which, *_about_note(t, text=text, sight=sight, asks=asks)),
        submit=plain(t("meeting-note-save")),
        action=Action("meeting_note.write", args),
        opener=Action("meeting_note.write", args),
        intro=t("meeting-note-intro"),
        locale=t.locale,
    )


def _about_note(t: Translator, *, text: str, sight: NoteSight, asks: bool) -> tuple[Field, ...]:
    sights = tuple(Option(str(each), plain(t(f"meeting-note-sight-{each}"))) for each in NoteSight)
    kinds = tuple(Option(str(each), plain(t(f"meeting-note-kind-{each}"))) for each in _KINDS)
    return (
        TextField(
            "text",
            plain(t("meeting-note-text")),
            hint=plain(t("meeting-note-hint")),
            long=True,
            most=LONGEST,
            value=text,
        ),
        SelectField("sight", plain(t("meeting-note-who")), sights, value=str(sight)),
        SelectField(
            "kind", plain(t("meeting-note-kind")), kinds, value=str(NoteKind.SUPPORT if asks else NoteKind.POINT)
        ),
    )


def clarifying(t: Translator, meeting: SeenMeeting, *, note: int = 0) -> Form:
    """Ask which of the other's notes is meant, and what is to stand beside it."""
    args = (("no", str(meeting.seen.review.no)), *((("note", str(note)),) if note else ()))
    options = tuple(Option(str(each.no), _short(each)) for each in meeting.clarifiable)
    return Form(
        kind="meeting_note",
        title=plain(t("meeting-note-clarify")),
        fields=(
            SelectField("about", plain(t("meeting-note-about")), options, value=str(note) if note else ""),
            TextField("text", plain(t("meeting-note-clarify-text")), long=True, most=LONGEST),
        ),
        submit=plain(t("meeting-note-save")),
        action=Action("meeting_note.clarify", args),
        opener=Action("meeting_note.clarify", args),
        intro=t("meeting-note-clarify-intro", name=other_name(t, meeting.seen)),
        locale=t.locale,
    )


def _short(note: MeetingNote) -> str:
    text = " ".join(note.text.split())
    return shortened(text, _LONGEST_OPTION)


def acting(t: Translator, meeting: SeenMeeting, note: MeetingNote | None, *, due: date) -> Form:
    """Ask what exactly is to be done, perhaps about a request, who does it, and by when."""
    args = (("no", str(meeting.seen.review.no)), *((("note", str(note.no)),) if note else ()))
    owners = tuple(
        Option(str(side), plain(name_of(t, meeting.seen, side))) for side in (Filler.MANAGER, Filler.EMPLOYEE)
    )
    return Form(
        kind="meeting_note",
        title=plain(t("meeting-note-action-title")),
        fields=(
            TextField("text", plain(t("meeting-note-action-text")), value=note.text if note else "", most=LONGEST),
            SelectField("owner", plain(t("meeting-note-action-owner")), owners, value=str(Filler.MANAGER)),
            DateField("due", plain(t("meeting-note-action-due")), value=due.isoformat()),
        ),
        submit=plain(t("meeting-note-action-save")),
        action=Action("meeting_note.action", args),
        opener=Action("meeting_note.action", args),
        intro=t("meeting-note-action-intro", name=other_name(t, meeting.seen)),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    meeting = example.meeting(Filler.EMPLOYEE, chinese=t.chinese, noted=True)
    names = [(41, meeting.seen.person), (42, meeting.seen.leader)]
    request = example.unanswered(meeting.notes[-1])
    return {
        "meeting-note-write": writing(t, names[:1]),
        "meeting-note-which": writing(t, names, text=request.text, asks=True),
        "meeting-note-clarify": clarifying(t, meeting, note=1),
        "meeting-note-action": acting(
            t, meeting, request, due=example.action(chinese=t.chinese).due or example.AT.date()
        ),
    }
