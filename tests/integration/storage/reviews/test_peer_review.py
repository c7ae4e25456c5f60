"""Colleagues' part as kept, on both databases: who is asked, answers that nobody reads early, what stays in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.unseen_work import AskedWork, WorkState
from storage.reviews.peer_review import ROUND
from tests.company import Company
from tests.reviewing import KEY
from tests.unit.reviews.test_review import AT, cycle

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

PEERS = ("bo", "eva", "jo")


@pytest.fixture(autouse=True)
def _key(storage: Storage) -> None:
    storage.shared.audit_key = KEY


def review(work: SqlWork) -> int:
    Company(work).hire("lea", "ana", *PEERS, role="sales", locale="en", manager="lea")
    no = work.cycles.add(cycle(), by="lea", at=AT).no
    work.reviews.begin(no, {"ana": FillOrder.EMPLOYEE_FIRST}, at=AT)
    found = work.reviews.find(no, "ana")
    assert found
    return found.no


def test_only_who_is_asked_answers_and_only_once(storage: Storage) -> None:
    with storage.work() as work:
        no = review(work)
        work.peer_reviews.name(no, PEERS, at=AT)
        assert not work.peer_reviews.answer(no, "bo", {"colleague.keep": "early"}), "it is not agreed to"
        assert work.peer_reviews.agree(no, at=AT)
        assert not work.peer_reviews.agree(no, at=AT)
        assert work.peer_reviews.asked("bo") == [no]

    with storage.work() as work:
        assert work.peer_reviews.answer(no, "bo", {"colleague.keep": "the notes"})
        assert not work.peer_reviews.answer(no, "bo", {"colleague.keep": "again"})
        assert not work.peer_reviews.answer(no, "lea", {"colleague.keep": "I was not asked"})
        assert work.peer_reviews.answer(no, "eva", None)
        assert not work.peer_reviews.answer(no, "eva", {"colleague.keep": "after all"})
        assert [work.peer_reviews.asked(peer) for peer in PEERS] == [[], [], [no]]


def test_with_the_end_the_seal_goes_and_what_is_read_stays(storage: Storage) -> None:
    with storage.work() as work:
        no = review(work)
        work.peer_reviews.name(no, PEERS, at=AT)
        work.peer_reviews.agree(no, at=AT)
        for peer in PEERS:
            work.peer_reviews.answer(no, peer, {"colleague.keep": peer, "colleague.together": ("4",)})
    with storage.work() as work:
        answers = work.peer_reviews.close(no)
        work.peer_reviews.show(no, {"colleague.keep": PEERS})

    with storage.work() as work:
        found = work.peer_reviews.get(no)
        (row,) = work.connection.execute(sa.select(ROUND)).all()
        assert {str(values["colleague.keep"]) for values in answers} == set(PEERS)
        assert (found.closed, found.gathered, found.named) == (True, {"colleague.keep": PEERS}, PEERS)
        assert row.sealed == b""
        assert not work.peer_reviews.answer(no, "bo", {"colleague.keep": "late"})
        assert work.peer_reviews.asked("bo") == []


def test_names_are_replaced_or_taken_back_with_a_reason(storage: Storage) -> None:
    with storage.work() as work:
        no = review(work)
        assert work.peer_reviews.get(no).named == ()
        work.peer_reviews.name(no, ("bo",), at=AT)
        work.peer_reviews.name(no, ("eva", "jo"), at=AT)
        assert work.peer_reviews.get(no).named == ("eva", "jo")
        work.peer_reviews.refuse(no, "Name Li, please.")
        assert (work.peer_reviews.get(no).named, work.peer_reviews.get(no).refusal) == ((), "Name Li, please.")
        work.peer_reviews.name(no, ("bo",), at=AT)
        assert work.peer_reviews.get(no).refusal == ""


def test_a_colleague_is_asked_once_about_the_same_words(storage: Storage) -> None:
    with storage.work() as work:
        work_done = AskedWork(review_no=review(work), begin="unseen.1.", peer_id="bo", what="Helped")
        no = work.unseen_work.ask(work_done, at=AT)
        assert work.unseen_work.answer(no, WorkState.CONFIRMED, at=AT)
        assert work.unseen_work.ask(work_done, at=AT) == no
        (found,) = work.unseen_work.of(work_done.review_no)
        assert found.state is WorkState.CONFIRMED
        assert not work.unseen_work.answer(no, WorkState.UNKNOWN, at=AT)

        others = AskedWork(review_no=work_done.review_no, begin="unseen.1.", peer_id="bo", what="Did it all")
        assert work.unseen_work.ask(others, at=AT) == no
        asked = work.unseen_work.get(no)
        assert asked
        assert (asked.what, asked.state) == ("Did it all", WorkState.ASKED)
