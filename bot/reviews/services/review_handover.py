"""What of somebody's reviews is open when they change managers: it goes along, and whoever leads them now hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reviews.domain.cycle import CycleState
from bot.reviews.services import cycle as cycles
from bot.reviews.services import review_message, review_todo

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work


def hand_over(work: Work, person: Person, *, now: datetime) -> None:
    """Let what is to be written about somebody stand in the list of whoever leads them now, and of nobody before."""
    for review in work.reviews.of(person.id):
        review_todo.follow(work, review, review_message.undone(work, review, now=now), now=now)


def open_with(work: Work, person: Person, *, now: datetime) -> list[tuple[Cycle, tuple[ReviewTask, ...]]]:
    """Return somebody's reviews in cycles that run, newest first, each with what either of the two owes now."""
    found = [(cycles.find(work, review.cycle_no), review) for review in work.reviews.of(person.id)]
    return [
        (cycle, review_message.undone(work, review, now=now))
        for cycle, review in found
        if cycle.state is CycleState.RUNNING and review.closed_at is None
    ]
