"""What is to be written in a review stands in its writer's own to-do list, and goes from it once it is sent in."""

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
    from datetime import datetime

    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work

_WRITTEN: Final = {TaskKind.SELF_REVIEW, TaskKind.MANAGER_REVIEW}


def owed(work: Work, review: Review, task: ReviewTask, *, now: datetime) -> None:
    """Let a form stand in the list of whoever is to fill it in, by its last day."""
    person = somebody(work, review.person_id)
    reader = person if task.side is Filler.EMPLOYEE else permission.leader(work, person, now=now)
    if task.kind not in _WRITTEN or reader is None:
        return
    t, cycle = work.reader(reader, now=now).t, cycles.find(work, review.cycle_no)
    title = t(f"review-todo-{task.kind.replace('_', '-')}", cycle=cycle.name, name=person.name)
    todo.wanted(work, _key(review, task.side), reader, plain(title), due_on=task.due, now=now)


def done(work: Work, review: Review, side: Filler, *, now: datetime) -> None:
    """Let it go from the list: it was sent in, or left out."""
    todo.done(work, _key(review, side), now=now)


def _key(review: Review, side: Filler) -> str:
    return f"review:{review.no}:{side}"
