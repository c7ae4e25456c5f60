"""Notes of a review meeting at work: shared at once, kept for oneself, clarified, made an action with owner and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.services.plan_support import arrange
from bot.kit.errors import Invalid, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.talks.domain.meeting_note import MeetingNote, NoteKind, NoteSight, asks_for_support
from bot.talks.services import review_meeting_message as message
from bot.talks.services.review_meeting_sight import as_reader, meeting

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.people.domain.permission import Actor
    from bot.reviews.domain.review import Review
    from bot.talks.domain.review_meeting_seen import SeenMeeting
    from bot.talks.ports import Work


def add(
    work: Work,
    actor: Actor,
    review: Review,
    text: str,
    *,
    now: datetime,
    sight: NoteSight = NoteSight.SHARED,
    kind: NoteKind = NoteKind.POINT,
) -> tuple[SeenMeeting, MeetingNote]:
    """Keep a note; a shared one reaches the other of the two at once, and is a request where it reads as one.

    Raises:
        Denied: when the review is not the actor's.
        Invalid: when nothing is noted.
        Stale: when the review has not opened, or is closed.
    """
    before = _writable(work, actor, review, now=now)
    if not text.strip():
        raise Invalid("meeting-note-empty")
    if kind is NoteKind.POINT and asks_for_support(text):
        kind = NoteKind.SUPPORT
    note = MeetingNote(
        review_no=review.no,
        by=actor.person.id,
        filler=before.seen.side,
        text=text.strip(),
        at=now,
        kind=NoteKind.POINT if sight is NoteSight.PRIVATE else kind,
        sight=sight,
    )
    return _kept(work, actor, review, note, now=now)


def clarify(
    work: Work, actor: Actor, review: Review, about: int, text: str, *, now: datetime
) -> tuple[SeenMeeting, MeetingNote]:
    """Put words beside a note of the other's; both stay as they are, and the other is told at once.

    Raises:
        Denied: when the review is not the actor's.
        NotFound: when there is no such note of the other's.
        Stale: when the review is closed.
    """
    before = _writable(work, actor, review, now=now)
    if about not in {note.no for note in before.clarifiable}:
        raise NotFound("meeting-note-gone")
    note = MeetingNote(
        review_no=review.no,
        by=actor.person.id,
        filler=before.seen.side,
        text=text.strip(),
        at=now,
        kind=NoteKind.CLARIFICATION,
        about=about,
    )
    return _kept(work, actor, review, note, now=now)


def act(
    work: Work, actor: Actor, review: Review, no: int, text: str, *, owner: Filler, due: date, now: datetime
) -> SeenMeeting:
    """Make an action, of a note (0 for none): what is to be done, by which of the two, until when.

    Raises:
        Denied: when the review is not the actor's.
        NotFound: when there is no such note.
        Invalid: when the day is past.
        Stale: when it became one before, or the review is closed.
    """
    before, note = request(work, actor, review, no, now=now)
    plan = arrange(
        work,
        actor,
        somebody(work, review.person_id),
        text.strip(),
        due=due,
        by_leader=owner is Filler.MANAGER,
        review_no=review.no,
        now=now,
    )
    if note is not None:
        work.meeting_notes.took_up(note.no, plan.no)
    return as_reader(work, review, actor.person, before.seen.side, now=now)


def request(
    work: Work, actor: Actor, review: Review, no: int, *, now: datetime
) -> tuple[SeenMeeting, MeetingNote | None]:
    """Return a meeting in which an action can be made, with the note that it is made of; None for the number 0.

    Raises:
        Denied: when the review is not the actor's.
        NotFound: when there is no such note.
        Stale: when it became one before, or the review is closed.
    """
    before = _writable(work, actor, review, now=now)
    note = next((note for note in before.points if note.no == no), None)
    if note is None and no:
        raise NotFound("meeting-note-gone")
    if note is not None and note.plan_no:
        raise Stale("meeting-note-acted")
    return before, note


def own(work: Work, actor: Actor) -> list[tuple[MeetingNote, str]]:
    """Return what somebody noted for themselves about any talk, with the name of whom it is about, oldest first.

    It stays theirs when they do not lead that person any more; nobody else is ever asked for it.
    """
    found = []
    for note in work.meeting_notes.private(actor.person.id):
        review = work.reviews.get(note.review_no)
        person = work.people.get(review.person_id) if review else None
        found.append((note, person.name if person else ""))
    return found


def _writable(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenMeeting:
    before = meeting(work, actor, review, now=now)
    permission.require(work, actor, Act.WRITE_REVIEW, somebody(work, review.person_id), now=now)
    if not before.takes_notes:
        raise Stale("meeting-note-closed")
    return before


def _kept(
    work: Work, actor: Actor, review: Review, note: MeetingNote, *, now: datetime
) -> tuple[SeenMeeting, MeetingNote]:
    kept = work.meeting_notes.add(note)
    if kept.sight is NoteSight.SHARED:
        message.tell_note(work, review, kept, now=now)
    return as_reader(work, review, actor.person, note.filler, now=now), kept
