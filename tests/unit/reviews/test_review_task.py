"""What is owed in a review, and when the clock looks again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import Review
from bot.reviews.domain.review_task import TaskKind, next_look, open_tasks, undone_tasks
from tests.unit.reviews.test_review import AT, OPENS, at, cycle, review


def owed(found: Review, day: int, order: FillOrder = FillOrder.EMPLOYEE_FIRST) -> list[tuple[TaskKind, Filler, int]]:
    return [(task.kind, task.side, task.due.day) for task in open_tasks(found, cycle(order), at(day))]


def test_each_owes_their_part_until_its_day() -> None:
    assert owed(review(), 2) == [(TaskKind.SELF_REVIEW, Filler.EMPLOYEE, 9)]
    assert owed(review(), 10) == [(TaskKind.MANAGER_REVIEW, Filler.MANAGER, 13)], "nobody waits for who did not answer"
    assert owed(review(), 14) == []


def test_both_owe_at_once_and_what_is_owed_is_the_same_when_one_is_through() -> None:
    parallel, order = review(FillOrder.PARALLEL), FillOrder.PARALLEL
    both = owed(parallel, 3, order)

    assert both == [(TaskKind.SELF_REVIEW, Filler.EMPLOYEE, 9), (TaskKind.MANAGER_REVIEW, Filler.MANAGER, 13)]
    assert owed(replace(parallel, self_at=AT), 3, order) == both[1:]


def test_what_was_said_is_read_then_confirmed() -> None:
    read = replace(review(), self_at=AT, manager_at=AT)
    talked = replace(read, held_at=AT, manager_confirmed_at=AT)

    assert owed(read, 12) == [(TaskKind.REVISION, Filler.EMPLOYEE, 17)]
    assert owed(talked, 12) == [(TaskKind.CONFIRMATION, Filler.EMPLOYEE, 30)]


happened = st.booleans().map(lambda has: AT if has else None)


@given(
    order=st.sampled_from(FillOrder),
    self_at=happened,
    manager_at=happened,
    revised_at=happened,
    held_at=happened,
    confirmed_at=happened,
)
def test_between_two_looks_the_calendar_changes_nothing(order: FillOrder, **values: object) -> None:
    confirmed_at = values.pop("confirmed_at")
    confirmed_at = confirmed_at if values["held_at"] else None
    found = replace(review(order), **values, employee_confirmed_at=confirmed_at)  # type: ignore[arg-type]
    days = [OPENS - timedelta(days=3) + timedelta(days=number) for number in range(40)]
    running = cycle(order)

    def reminders(day: object) -> set[tuple[str, str, int]]:
        tasks = open_tasks(found, running, day)  # type: ignore[arg-type]
        left = ((task, (task.due - day).days) for task in tasks)  # type: ignore[operator]
        return {(task.kind, task.side, min(days, 2)) for task, days in left if days >= 0}

    for day, after in pairwise(days):
        if reminders(day) != reminders(after):
            assert next_look(running.schedule, day) == after


def test_what_is_past_its_day_is_undone_while_it_can_be_done() -> None:
    def undone(day: int, **happened: object) -> list[TaskKind]:
        found = replace(review(), **happened)  # type: ignore[arg-type]
        return [task.kind for task in undone_tasks(found, cycle(), at(day))]

    assert undone(9) == [TaskKind.SELF_REVIEW]
    assert undone(10) == [TaskKind.MANAGER_REVIEW, TaskKind.SELF_REVIEW]
    assert undone(21, self_at=AT) == [TaskKind.MANAGER_REVIEW, TaskKind.TALK]
    assert undone(21, self_at=AT, manager_at=AT, held_at=AT) == [TaskKind.CONFIRMATION, TaskKind.CONFIRMATION]
    late = replace(review(), closed_at=AT)
    assert undone_tasks(late, cycle(), at(21)) == ()


@given(day=st.integers(-5, 40), left=st.sets(st.sampled_from([(kind, side) for kind in TaskKind for side in Filler])))
def test_what_is_left_out_is_never_asked_for(day: int, left: set[tuple[TaskKind, Filler]]) -> None:
    found = undone_tasks(review(), cycle(), OPENS + timedelta(days=day), skipped=frozenset(left))

    assert not left & {(task.kind, task.side) for task in found}
