"""What is to be written in a review stands in its writer's own to-do list, for as long as it can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.services import platform_item_todo as todo
from bot.messages.text import plain
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import TaskKind
from bot.reviews.services import cycle as cycles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work

_WRITTEN: Final = {TaskKind.SELF_REVIEW, TaskKind.MANAGER_REVIEW}


def follow(work: Work, review: Review, undone: Iterable[ReviewTask], *, now: datetime) -> None:
    """Let each form stand in the list of whoever is to fill it in now, and go from any other.

    ``undone`` is what is open in the review, or late and can still be done.
    """
    open_ = {task.side: task for task in undone if task.kind in _WRITTEN}
    for side in (Filler.EMPLOYEE, Filler.MANAGER):
        if side in open_:
            _owed(work, review, open_[side], now=now)
        else:
            done(work, review, side, now=now)


def _owed(work: Work, review: Review, task: ReviewTask, *, now: datetime) -> None:
    person = somebody(work, review.person_id)
    reader = person if task.side is Filler.EMPLOYEE else permission.leader(work, person, now=now)
    if reader is None:
        done(work, review, task.side, now=now)
        return
    t, cycle = work.reader(reader, now=now).t, cycles.find(work, review.cycle_no)
    title = t(f"review-todo-{task.kind.replace('_', '-')}", cycle=cycle.name, name=person.name)
    todo.wanted(work, _key(review, task.side), reader, plain(title), due_on=task.due, now=now)


def done(work: Work, review: Review, side: Filler, *, now: datetime) -> None:
    """Let it go from the list: it was sent in, or left out."""
    todo.done(work, _key(review, side), now=now)


def cycle_closed(work: Work, cycle: Cycle, *, now: datetime) -> None:
    """Let all that was not written of a cycle go from the lists: it cannot be any more."""
    for review in work.reviews.in_cycle(cycle.no):
        todo.done(work, f"review:{review.no}", now=now)


def _key(review: Review, side: Filler) -> str:
    return f"review:{review.no}:{side}"
