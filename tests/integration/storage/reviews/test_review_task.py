"""What people leave out of reviews, as kept on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import SkippedTask, TaskKind
from tests.company import Company
from tests.unit.reviews.test_review import AT, cycle

if TYPE_CHECKING:
    from storage.storage import Storage


def test_a_task_is_left_out_once(storage: Storage) -> None:
    left = SkippedTask(kind=TaskKind.SELF_REVIEW, side=Filler.EMPLOYEE, by="ana", at=AT, reason="on loan")
    with storage.work() as work:
        Company(work).hire("lea", "ana", "ben", role="sales", locale="en", manager="lea")
        no = work.cycles.add(cycle(), by="lea", at=AT).no
        work.reviews.begin(no, {"ana": FillOrder.EMPLOYEE_FIRST, "ben": FillOrder.EMPLOYEE_FIRST}, at=AT)
        review = work.reviews.find(no, "ana")
        assert review
        assert work.review_tasks.skip(review.no, left)
        assert not work.review_tasks.skip(review.no, left)

    with storage.work() as work:
        assert work.review_tasks.skipped(review.no) == [left]
        assert work.review_tasks.skipped_in(no) == {review.no: frozenset({(TaskKind.SELF_REVIEW, Filler.EMPLOYEE)})}
