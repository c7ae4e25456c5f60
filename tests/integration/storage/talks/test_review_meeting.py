"""Review meetings and their notes as kept on both databases: in order, private apart, gone with whom they belong to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.people.domain.permission import Act, Actor, Role
from bot.privacy.domain.privacy import Figures
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from bot.talks.domain.meeting_note import MeetingNote, NoteKind, NoteSight
from bot.talks.domain.review_meeting import MeetingStep, MeetingStepKind
from bot.talks.services import meeting_note
from tests.company import NOW, Company
from tests.unit.reviews.test_review import cycle

if TYPE_CHECKING:
    from storage.storage import Storage

AT = NOW + timedelta(days=9)


@pytest.fixture
def review_no(storage: Storage) -> int:
    """The review of Min, whom boss leads."""
    with storage.work() as work:
        Company(work).hire("boss", "min", "bo", role="sales", locale="en", manager="boss")
        round_ = work.cycles.add(cycle(), by="bo", at=NOW)
        work.reviews.begin(round_.no, {"min": FillOrder.EMPLOYEE_FIRST, "bo": FillOrder.EMPLOYEE_FIRST}, at=NOW)
        found = work.reviews.find(round_.no, "min")
        assert found
        return found.no


def step(review_no: int, kind: MeetingStepKind, **changes: object) -> MeetingStep:
    made = MeetingStep(review_no=review_no, kind=kind, by="boss", at=NOW, meets_at=AT)
    return replace(made, **changes)  # type: ignore[arg-type]


def note(review_no: int, by: str, text: str, **changes: object) -> MeetingNote:
    filler = Filler.MANAGER if by == "boss" else Filler.EMPLOYEE
    return replace(
        MeetingNote(review_no=review_no, by=by, filler=filler, text=text, at=NOW),
        **changes,  # type: ignore[arg-type]
    )


def test_the_last_step_says_when_the_two_meet(storage: Storage, review_no: int) -> None:
    with storage.work() as work:
        review = work.reviews.get(review_no)
        assert review
        first = work.review_meetings.add(step(review_no, MeetingStepKind.AGREED, meets_at=AT - timedelta(days=1)))
        moved = work.review_meetings.add(step(review_no, MeetingStepKind.AGREED))
        assert work.review_meetings.steps(review_no) == [first, moved]
        assert work.review_meetings.planned(since=AT, until=AT) == {review_no: AT}
        assert work.review_meetings.planned(since=NOW, until=AT - timedelta(days=1)) == {}
        for who, taken in (("min", [AT]), ("boss", [AT]), ("bo", [])):
            assert work.availability.planned([who]) == taken

        work.review_meetings.add(step(review_no, MeetingStepKind.CALLED_OFF))
        assert work.review_meetings.planned(since=NOW, until=AT) == {}
        work.review_meetings.add(step(review_no, MeetingStepKind.AGREED))
        work.reviews.save(replace(review, held_at=NOW))
        assert work.review_meetings.planned(since=NOW, until=AT) == {}, "a talk that was had is not ahead"


def test_a_talk_is_looked_at_when_something_changed_and_when_its_time_has_come(
    storage: Storage, review_no: int
) -> None:
    with storage.work() as work:
        (running,) = work.cycles.running()
        mark = dict(work.review_meetings.due(NOW, limit=9))[review_no]
        for no, _ in work.review_meetings.due(NOW, limit=9):
            work.review_meetings.looked(no, again=AT if no == review_no else None)
        assert work.review_meetings.due(NOW, limit=9) == []
        assert work.review_meetings.due(AT, limit=9) == [(review_no, mark)]

        work.review_meetings.add(step(review_no, MeetingStepKind.AGREED))
        [(found, later)] = work.review_meetings.due(NOW, limit=9)
        assert (found, later == mark) == (review_no, False)
        work.review_meetings.looked(review_no, again=None)
        assert work.review_meetings.due(AT, limit=9) == []
        work.cycles.amend(running, by="bo", at=NOW)
        assert len(work.review_meetings.due(NOW, limit=9)) == 2
        assert len(work.review_meetings.due(NOW, limit=1)) == 1


def test_what_a_report_told_is_known_for_each_reader(storage: Storage, review_no: int) -> None:
    first, later = {"csat:2026-07-01": (7.0, 10.0), "calls:2026-07-01": (3.0, None)}, {"csat:2026-07-01": (8.0, 10.0)}
    with storage.work() as work:
        assert work.meeting_reports.told(review_no, "boss") is None
        assert work.meeting_reports.tell(review_no, "boss", first, at=NOW) == 1
        assert work.meeting_reports.tell(review_no, "bo", first, at=NOW) == 2
        assert work.meeting_reports.tell(review_no, "boss", later, at=NOW) == 3

    with storage.work() as work:
        assert work.meeting_reports.told(review_no, "boss") == later
        assert work.meeting_reports.told(review_no, "bo") == first
        assert len(work.privacy.export("min")["meeting_reports"]) == 3


def test_private_notes_are_kept_apart(storage: Storage, review_no: int) -> None:
    with storage.work() as work:
        shared = work.meeting_notes.add(note(review_no, "boss", "shared"))
        beside = work.meeting_notes.add(note(review_no, "min", "because", kind=NoteKind.CLARIFICATION, about=shared.no))
        mine = work.meeting_notes.add(note(review_no, "boss", "mine", sight=NoteSight.PRIVATE))
        theirs = work.meeting_notes.add(note(review_no, "min", "theirs", sight=NoteSight.PRIVATE))
        work.meeting_notes.took_up(shared.no, 4)

    with storage.work() as work:
        assert work.meeting_notes.shared(review_no) == [replace(shared, plan_no=4), beside]
        assert work.meeting_notes.private("boss") == work.meeting_notes.private("boss", review_no) == [mine]
        assert work.meeting_notes.private("min") == [theirs]
        assert work.meeting_notes.private("bo") == work.meeting_notes.private("boss", review_no + 1) == []


def test_no_role_reads_what_somebody_noted_for_themselves(storage: Storage, review_no: int) -> None:
    with storage.work() as work:
        work.meeting_notes.add(note(review_no, "boss", "mine", sight=NoteSight.PRIVATE))
        for person in work.people.all():
            for role in Role:
                found = meeting_note.own(work, Actor(person, frozenset({role, Role.EMPLOYEE})))
                assert bool(found) is (person.id == "boss"), (person.id, role)
        assert not any("note" in act.value for act in Act), "there is no act by which anybody could"


@pytest.mark.parametrize(("who", "left"), [("min", (0, 0)), ("boss", (1, 0)), ("bo", (1, 1))])
def test_an_erasure_takes_what_is_theirs(storage: Storage, review_no: int, who: str, left: tuple[int, int]) -> None:
    with storage.work() as work:
        work.meeting_notes.add(note(review_no, "boss", "shared"))
        work.meeting_notes.add(note(review_no, "boss", "mine", sight=NoteSight.PRIVATE))
        work.review_meetings.add(step(review_no, MeetingStepKind.AGREED))
        exported = work.privacy.export("min")
        assert [row["text"] for row in exported["meeting_notes"]] == ["shared"]
        assert "private_notes" not in exported
        assert [row["text"] for row in work.privacy.export("boss")["private_notes"]] == ["mine"]
        work.privacy.erase(who, figures=Figures.UNLINK, at=NOW)

    with storage.work() as work:
        kept = tuple(
            work.connection.exec_driver_sql(f"select count(*) from {table}").scalar()  # noqa: S608 - two names
            for table in ("meeting_note", "private_note")
        )
        assert kept == left
        if who == "boss":
            assert [found.by for found in work.meeting_notes.shared(review_no)] != ["boss"]
