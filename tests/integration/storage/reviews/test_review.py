"""Templates, cycles, reviews and what is written in them, as kept on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.reviews.domain.answer import AnswerComment, AnswerVersion
from bot.reviews.domain.cycle import CycleState, FillOrder
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, Filler
from tests.company import Company
from tests.unit.reviews.test_review import AT, cycle

if TYPE_CHECKING:
    from datetime import datetime

    from storage.storage import Storage


@pytest.fixture
def begun(storage: Storage) -> int:
    """A cycle with reviews of two people; the number of Ana's."""
    with storage.work() as work:
        company = Company(work)
        company.hire("lea", "ana", "ben", role="sales", locale="en", manager="lea")
        no = work.cycles.add(cycle(), by="lea", at=AT).no
        assert work.reviews.begin(no, {"ana": FillOrder.EMPLOYEE_FIRST, "ben": FillOrder.PARALLEL}, at=AT) == 2
        assert work.reviews.begin(no, {"ana": FillOrder.PARALLEL}, at=AT) == 0
        found = work.reviews.find(no, "ana")
        assert found
        return found.no


def test_every_version_of_a_template_stays(storage: Storage) -> None:
    with storage.work() as work:
        first = work.form_templates.add(SELF_REVIEW, by="", at=AT)
        second = work.form_templates.add(replace(SELF_REVIEW, title=Bilingual("Half-year")), by="", at=AT)
        assert first
        assert second

    with storage.work() as work:
        assert (first.version, second.version) == (1, 2)
        assert work.form_templates.get("self_review", 1) == SELF_REVIEW
        assert work.form_templates.get("self_review") == second
        assert work.form_templates.get("other") is None
        assert work.form_templates.all() == [second]


def test_the_history_of_a_template_says_who_and_when(storage: Storage, begun: int) -> None:
    del begun
    with storage.work() as work:
        first = work.form_templates.add(SELF_REVIEW, by="", at=AT)
        second = work.form_templates.add(SELF_REVIEW, by="lea", at=AT + timedelta(hours=1))

    with storage.work() as work:
        found = work.form_templates.history("self_review")
        assert [(version.template, version.by, version.at) for version in found] == [
            (second, "lea", AT + timedelta(hours=1)),
            (first, "", AT),
        ]


@pytest.mark.postgresql
def test_of_two_who_change_a_template_at_once_the_second_hears_of_it(storage: Storage, begun: int) -> None:
    del begun
    with storage.work() as work:
        work.form_templates.add(SELF_REVIEW, by="", at=AT)
        stored = storage.engine.dialect.name

    def change(minutes: int) -> bool:
        with storage.work() as work:
            ready.wait()
            return work.form_templates.add(replace(SELF_REVIEW, minutes=minutes), by="", at=AT) is not None

    together = 1 if stored == "sqlite" else 2  # there one writes after the other
    ready = Barrier(together)
    with ThreadPoolExecutor(together) as both:
        outcomes = list(both.map(change, range(5, 5 + together)))

    assert outcomes.count(True) >= 1
    with storage.work() as work:
        assert work.form_templates.versions("self_review") == 1 + outcomes.count(True)


def test_times_are_those_of_first_versions_that_know_when_they_began(storage: Storage, begun: int) -> None:
    with storage.work() as work:
        for version in range(3):
            began = AT - timedelta(minutes=7 + version)
            work.review_answers.add(replace(_answer(begun, Filler.EMPLOYEE), at=AT, started_at=began))
        (other,) = [review for review in work.reviews.in_cycle(1) if review.no != begun]
        work.review_answers.add(replace(_answer(other.no, Filler.EMPLOYEE), at=AT, started_at=None))
        work.review_answers.add(replace(_answer(begun, Filler.MANAGER), at=AT, started_at=AT))

    with storage.work() as work:
        assert work.review_answers.times(1) == [timedelta(minutes=7)]
        assert work.review_answers.times(2) == []


def _answer(review_no: int, filler: Filler) -> AnswerVersion:
    return AnswerVersion(
        review_no=review_no, filler=filler, version=0, by="lea", at=AT, values={"plan.1.goal": "x"}, template_version=1
    )


def test_an_amendment_keeps_what_was(storage: Storage, begun: int) -> None:
    with storage.work() as work:
        (before,) = work.cycles.running()
        after = work.cycles.amend(replace(before, name="H2, longer"), by="lea", at=AT)
        assert after
        assert work.cycles.amend(replace(before, name="H2, shorter"), by="lea", at=AT) is None

    with storage.work() as work:
        assert work.cycles.get(before.no) == after
        assert [version.name for version in work.cycles.versions(before.no)] == ["H2", "H2, longer"]
        assert (after.version, after.by) == (2, "lea")
        work.cycles.amend(replace(after, state=CycleState.CLOSED), by="", at=AT)
        assert (work.cycles.running(), len(work.cycles.all())) == ([], 1)
        assert work.reviews.get(begun)


def test_a_review_is_kept_as_far_as_it_is(storage: Storage, begun: int) -> None:
    with storage.work() as work:
        review = work.reviews.get(begun)
        assert review
        moved = replace(review, self_at=AT, employee_confirmed_at=AT, employee_agrees=False)
        work.reviews.save(moved)

    with storage.work() as work:
        assert work.reviews.get(begun) == moved
        assert work.reviews.of("ana") == [moved]
        assert [found.person_id for found in work.reviews.in_cycle(moved.cycle_no)] == ["ana", "ben"]
        assert work.reviews.in_cycle(moved.cycle_no, people=frozenset({"ana"})) == [moved]
        assert work.reviews.get(begun + 1000) is None


def wrote(review_no: int, filler: Filler, by: str, words: str, **values: object) -> AnswerVersion:
    return replace(
        AnswerVersion(
            review_no=review_no,
            filler=filler,
            version=0,
            by=by,
            at=AT,
            values={"plan.1.goal": words, "plan.1.follow": ("week", "month")},
            template_version=1,
        ),
        **values,  # type: ignore[arg-type]
    )


def test_every_version_of_what_was_written_stays(storage: Storage, begun: int) -> None:
    later = AT + timedelta(hours=1)
    with storage.work() as work:
        answers = work.review_answers
        first = answers.add(wrote(begun, Filler.EMPLOYEE, "ana", "faster", vague=frozenset({"plan.1.goal"})))
        second = answers.add(wrote(begun, Filler.EMPLOYEE, "ana", "2 days instead of 4", at=later, started_at=AT))
        view = answers.add(wrote(begun, Filler.MANAGER, "lea", "two releases on time", at=later))
        added = answers.add(wrote(begun, Filler.EMPLOYEE, "ana", "and one more", at=later, addendum=True))

    with storage.work() as work:
        answers = work.review_answers
        assert (first.version, second.version, view.version, added.version) == (1, 2, 1, 3)
        assert answers.latest(begun, Filler.EMPLOYEE) == second
        assert answers.latest(begun, Filler.MANAGER) == view
        assert answers.versions(begun, Filler.EMPLOYEE) == [first, second, added]
        assert len(answers.versions(begun)) == 4
        assert answers.earlier("ana", last=5) == [added]
        assert answers.earlier("ana", last=5, but=begun) == []


def test_a_comment_stands_beside_its_answer(storage: Storage, begun: int) -> None:
    said = AnswerComment(review_no=begun, path="plan.1.goal", by="lea", filler=Filler.MANAGER, text="By when?", at=AT)
    with storage.work() as work:
        no = work.review_answers.comment(said)

    with storage.work() as work:
        assert work.review_answers.comments(begun) == [replace(said, no=no)]


def test_a_review_is_looked_at_once_after_each_change_and_as_a_day_begins(storage: Storage, begun: int) -> None:
    later = AT + timedelta(hours=1)

    def due(now: datetime = later) -> list[tuple[str, int]]:
        with storage.work() as work:
            return [(review.person_id, looks) for review, looks in work.reviews.due(now, limit=9)]

    assert due(AT - timedelta(seconds=1)) == []
    assert due() == [("ana", 0), ("ben", 0)]
    with storage.work() as work:
        assert work.reviews.looked(begun, 0, again=AT + timedelta(days=1))
        assert not work.reviews.looked(begun, 0, again=None), "two processes look: the second has nothing to do"
    assert due() == [("ben", 0)]
    assert due(AT + timedelta(days=1)) == [("ben", 0), ("ana", 1)], "what waits longest comes first"

    with storage.work() as work:
        review = work.reviews.get(begun)
        assert review
        work.reviews.save(replace(review, self_at=later))
        assert not work.reviews.looked(begun, 1, again=None), "it has changed since it was found"
    assert due() == [("ben", 0), ("ana", 2)]

    with storage.work() as work:
        (cycle,) = work.cycles.running()
        work.reviews.look(cycle.no, at=AT)
        assert [looks for _, looks in work.reviews.due(AT, limit=9)] == [3, 1]
        assert len(work.reviews.due(AT, limit=1)) == 1, "the rest waits for the next look"
        work.cycles.amend(replace(cycle, state=CycleState.CLOSED), by="", at=AT)
    assert due() == [], "of a closed cycle nobody is waited for"
