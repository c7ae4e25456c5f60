"""The clock's look at a review: who is to be told that it is their turn, and when to look again.

A review is looked at when something happened in it and when a day of its cycle begins, not in between; what a look
costs follows what is due, however many reviews there are.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.kit.calendar import instant
from bot.reviews.domain.review import reads
from bot.reviews.domain.review_task import TaskKind, next_look
from bot.reviews.services import cycle as cycles
from bot.reviews.services import peer_review, review_message, review_task, review_todo

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work


def look(work: Work, review: Review, looks: int, *, now: datetime) -> bool:
    """Tell whoever is waited for in a review, and note when to look again; says whether anybody was told.

    ``looks`` is its count of looks when it was found: what was looked at or has changed meanwhile is left alone.
    """
    person = work.people.get(review.person_id)
    cycle = cycles.find(work, review.cycle_no)
    if person is None or not person.employed_at(now):
        work.reviews.looked(review.no, looks, again=None)
        review_todo.follow(work, review, (), now=now)
        return False
    today = cycles.today_of(person, now)
    day = next_look(cycle.schedule, today, peers=cycle.asks_peers)
    again = instant(day, time(0), timezone=person.timezone) if day else None
    if not work.reviews.looked(review.no, looks, again=again):
        return False
    told = cycle.asks_peers and peer_review.look(work, review, cycle, today, now=now)
    undone = review_message.undone(work, review, now=now)
    review_todo.follow(work, review, undone, now=now)
    for task in undone:
        left = (task.due - today).days
        event = "today" if left == 0 else "soon" if left == 1 else "ask"
        if left < 0:
            continue
        if event != "ask" or not _knows(review, cycle, task, today):
            told = review_task.tell(work, review, task, event, now=now) or told
    return told


def _knows(review: Review, cycle: Cycle, task: ReviewTask, today: date) -> bool:
    """Say whether one of the two has been told that it is their turn by what the other sent in."""
    return task.kind in _TOLD_BY_WORDS and reads(review, cycle, task.side, today)


_TOLD_BY_WORDS = {TaskKind.SELF_REVIEW, TaskKind.MANAGER_REVIEW, TaskKind.REVISION}
