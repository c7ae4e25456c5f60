"""What colleagues answered: nothing in the database leads from the words to who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.peer_review import Invitation
from tests.company import Company
from tests.unit.reviews.test_review import AT, cycle

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

PEERS = [f"peer{number}" for number in range(8)]


def asked(work: SqlWork) -> int:
    company = Company(work)
    if "ana" not in company.people:
        company.hire("lea", "ana", *PEERS, role="sales", locale="en", manager="lea")
    no = work.cycles.add(cycle(), by="lea", at=AT).no
    work.reviews.begin(no, {"ana": FillOrder.EMPLOYEE_FIRST})
    review = work.reviews.find(no, "ana")
    assert review
    for peer in PEERS:
        work.peer_reviews.invite(review.no, peer, Invitation.NOMINATED)
        work.peer_reviews.invite(review.no, peer, Invitation.INVITED)
    return review.no


def test_somebody_answers_once_and_only_when_asked(storage: Storage) -> None:
    with storage.work() as work:
        review = asked(work)
        assert work.peer_reviews.answer(review, "peer1", {"colleague.keep": "the notes"})
        assert not work.peer_reviews.answer(review, "peer1", {"colleague.keep": "again"})
        assert not work.peer_reviews.answer(review, "lea", {"colleague.keep": "I was not asked"})

    with storage.work() as work:
        states = {entry.peer_id: entry.state for entry in work.peer_reviews.invitations(review)}
        assert [answer.values for answer in work.peer_reviews.answers(review)] == [{"colleague.keep": "the notes"}]
        assert states == {peer: Invitation.ANSWERED if peer == "peer1" else Invitation.INVITED for peer in PEERS}
        (mine,) = work.peer_reviews.asked("peer1")
        assert (mine.review_no, mine.state) == (review, Invitation.ANSWERED)


def test_the_order_of_rows_says_nothing(storage: Storage) -> None:
    """Of many rounds, in which the same eight answer in the same order, no place is the place of any one of them."""
    answer, invitation = (SQLModel.metadata.tables[name] for name in ("peer_answer", "peer_invitation"))
    places: dict[str, set[int]] = {peer: set() for peer in PEERS}
    for _ in range(12):
        with storage.work() as work:
            review = asked(work)
        for peer in PEERS:
            with storage.work() as work:
                assert work.peer_reviews.answer(review, peer, {"colleague.keep": peer})
        with storage.work() as work:
            physical = sa.text("ctid") if work.connection.dialect.name == "postgresql" else sa.text("rowid")
            rows = work.connection.execute(sa.select(answer.c.answers).order_by(physical)).scalars().all()
            for place, words in enumerate(rows):
                places[next(peer for peer in PEERS if peer in words)].add(place)
            assert {answer.values["colleague.keep"] for answer in work.peer_reviews.answers(review)} == set(PEERS)
            work.connection.execute(sa.delete(answer))
            work.connection.execute(sa.delete(invitation))
            work.connection.execute(sa.delete(SQLModel.metadata.tables["review"]))

    assert all(len(found) > 2 for found in places.values())


def test_no_transaction_wrote_one_answer_alone(storage: Storage) -> None:
    with storage.work() as work:
        review = asked(work)
        postgresql = work.connection.dialect.name == "postgresql"
    for peer in PEERS[:4]:
        with storage.work() as work:
            work.peer_reviews.answer(review, peer, {"colleague.keep": peer})
    if not postgresql:
        return  # SQLite keeps no number of the transaction

    with storage.work() as work:
        for table in ("peer_answer", "peer_invitation"):
            assert len(work.connection.execute(sa.text(f"select distinct xmin::text from {table}")).all()) == 1  # noqa: S608
