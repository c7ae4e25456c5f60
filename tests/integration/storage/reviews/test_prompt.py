"""Goals and check-ins as kept on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.obstacle import Obstacle
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import NOT_YET, CheckIn, PromptState, ReviewGoals
from tests.company import Company
from tests.unit.reviews.test_review import AT, cycle

if TYPE_CHECKING:
    from storage.storage import Storage


@pytest.fixture
def begun(storage: Storage) -> int:
    """A cycle with reviews of two people; the number of Ana's."""
    with storage.work() as work:
        Company(work).hire("lea", "ana", "ben", role="sales", locale="en", manager="lea")
        no = work.cycles.add(cycle(), by="lea", at=AT).no
        work.reviews.begin(no, {"ana": FillOrder.EMPLOYEE_FIRST, "ben": FillOrder.EMPLOYEE_FIRST}, at=AT)
        found = work.reviews.find(no, "ana")
        assert found
        return found.no


def test_the_newest_goals_count_and_are_agreed_once(storage: Storage, begun: int) -> None:
    goals = ReviewGoals(review_no=begun, filler=Filler.EMPLOYEE, by="ana", at=AT, text="31% to 35%")
    later = AT + timedelta(hours=1)
    with storage.work() as work:
        first = work.prompts.write(goals)
        second = work.prompts.write(replace(goals, filler=Filler.MANAGER, by="lea", text="31% to 36%"))
        assert not work.prompts.agree(first, by="lea", at=later), "there is a later one"
        assert work.prompts.state(begun) == PromptState(goals_by=Filler.MANAGER)
        assert work.prompts.agree(second, by="ana", at=later)
        assert not work.prompts.agree(second, by="ana", at=later)

    with storage.work() as work:
        assert work.prompts.goals(begun) == replace(second, version=2, agreed_at=later, agreed_by="ana")
        assert work.prompts.state(begun) == PromptState(goals_by=Filler.MANAGER, agreed=True)
        work.prompts.write(goals)
        assert not work.prompts.state(begun).agreed, "what was changed is agreed anew"


def test_check_ins_stay_and_a_cycle_says_how_far_everybody_is(storage: Storage, begun: int) -> None:
    said = CheckIn(
        review_no=begun, by="ana", at=AT, percent=40, obstacle=Obstacle.ABILITY, need="SQL", plan_no=3, place=1
    )
    with storage.work() as work:
        first = work.prompts.check_in(said)
        second = work.prompts.check_in(replace(said, percent=60, obstacle=None, need="", text="on the way"))

    with storage.work() as work:
        review = work.reviews.get(begun)
        assert review
        assert work.prompts.check_ins(begun) == [first, second]
        assert work.prompts.states(review.cycle_no) == {begun: PromptState(checked_in=True)}
        assert work.prompts.state(begun + 1) == NOT_YET
        assert work.prompts.goals(begun) is None
