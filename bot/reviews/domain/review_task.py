"""What somebody owes in a review today, and when the clock has to look at a review again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import CHECK_IN_LEAD, GOALS_LEAD, NOT_YET, check_in_asked, goals_asked
from bot.reviews.domain.review import ReviewStage, due_day, status

if TYPE_CHECKING:
    from bot.reviews.domain.cycle import Cycle, Schedule
    from bot.reviews.domain.prompt import PromptState
    from bot.reviews.domain.review import Review


class TaskKind(StrEnum):
    """What one of the two is asked to do."""

    GOALS = "goals"
    """Write what counts in the period, or agree to what the other one wrote."""
    CHECK_IN = "check_in"
    SELF_REVIEW = "self_review"
    MANAGER_REVIEW = "manager_review"
    REVISION = "revision"
    TALK = "talk"
    """Only what is past its day; before it the talk has reminders of its own."""
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Something that one of the two is waited for, and the last day for it, where whoever is reviewed is."""

    kind: TaskKind
    side: Filler
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedTask:
    """A task that somebody leaves out this time, and why: nobody is reminded of it any more."""

    kind: TaskKind
    side: Filler
    by: str
    at: datetime
    reason: str


Skipped = frozenset[tuple[TaskKind, Filler]]
"""Which tasks of a review are left out."""
_NONE: Final[Skipped] = frozenset()
_WRITES = {Filler.EMPLOYEE: TaskKind.SELF_REVIEW, Filler.MANAGER: TaskKind.MANAGER_REVIEW}
_KINDS = {ReviewStage.REVISION: TaskKind.REVISION, ReviewStage.CONFIRMATION: TaskKind.CONFIRMATION}
_WRITING = (ReviewStage.SELF_REVIEW, ReviewStage.MANAGER_REVIEW, ReviewStage.BOTH)


def open_tasks(
    review: Review, cycle: Cycle, today: date, prompts: PromptState = NOT_YET, skipped: Skipped = _NONE
) -> tuple[ReviewTask, ...]:
    """Return what is waited for in a review on a day (of whoever is reviewed); nothing once its day is past.

    A confirmation is waited for however late. ``prompts`` says how far the two are with what is asked before the forms,
    ``skipped`` what they leave out.
    """
    if cycle.state is not CycleState.RUNNING:
        return ()
    found = (*_prompted(review, cycle, today, prompts), *_in_review(review, cycle, today))
    return tuple(task for task in found if (task.kind, task.side) not in skipped)


def undone_tasks(
    review: Review, cycle: Cycle, today: date, prompts: PromptState = NOT_YET, skipped: Skipped = _NONE
) -> tuple[ReviewTask, ...]:
    """Return what is open in a review on a day and, besides, what is past its day and can still be done."""
    if cycle.state is not CycleState.RUNNING or review.closed_at is not None:
        return ()
    late = (task for task in _late(review, cycle.schedule, today, prompts) if (task.kind, task.side) not in skipped)
    return (*open_tasks(review, cycle, today, prompts, skipped), *late)


def _late(review: Review, days: Schedule, today: date, prompts: PromptState) -> list[ReviewTask]:
    found: list[ReviewTask] = []
    both, ahead = (Filler.EMPLOYEE, Filler.MANAGER), today <= days.opens
    if ahead and days.goals_due and days.goals_due < today and not prompts.agreed:
        found += [ReviewTask(TaskKind.GOALS, side, days.goals_due) for side in both if side is not prompts.goals_by]
    if ahead and days.midway and days.midway < today and not prompts.checked_in:
        found.append(ReviewTask(TaskKind.CHECK_IN, Filler.EMPLOYEE, days.midway))
    locked = review.employee_confirmed_at or review.manager_confirmed_at or today > days.closes
    missing = [side for side in both if review.sent_in(side) is None and due_day(days, side) < today]
    found += [ReviewTask(_WRITES[side], side, due_day(days, side)) for side in missing if not locked]
    if review.held_at is None and days.meet_by < today:
        found.append(ReviewTask(TaskKind.TALK, Filler.MANAGER, days.meet_by))
    return found


def _prompted(review: Review, cycle: Cycle, today: date, prompts: PromptState) -> list[ReviewTask]:
    found: list[ReviewTask] = []
    if review.closed_at is not None:
        return found
    due, midway = cycle.schedule.goals_due, cycle.schedule.midway
    if due and goals_asked(cycle, today) and not prompts.agreed:
        sides = (side for side in (Filler.EMPLOYEE, Filler.MANAGER) if side is not prompts.goals_by)
        found += [ReviewTask(TaskKind.GOALS, side, due) for side in sides]
    if midway and check_in_asked(cycle, today) and not prompts.checked_in:
        found.append(ReviewTask(TaskKind.CHECK_IN, Filler.EMPLOYEE, midway))
    return found


def _in_review(review: Review, cycle: Cycle, today: date) -> tuple[ReviewTask, ...]:
    where = status(review, cycle, today)
    sides = sorted(where.waits_for)
    if where.stage in _WRITING:
        return tuple(ReviewTask(_WRITES[side], side, due_day(cycle.schedule, side)) for side in sides)
    kind = _KINDS.get(where.stage)
    if kind is None or where.due is None:
        return ()
    return tuple(ReviewTask(kind, side, where.due) for side in sides)


def next_look(days: Schedule, today: date, *, peers: bool = False) -> date | None:
    """Return the next day on which the calendar alone changes what is asked of anybody; None after the last.

    That is the day on which forms go out or something else is asked, and of each last day the one before it, itself,
    and the one after; with ``peers`` those of colleagues are among them.
    """
    ends = [days.self_due, days.manager_due, days.revise_by, days.meet_by, days.closes]
    ends += [day for day in (days.goals_due, days.midway) if day]
    ends += [days.name_by, days.agree_by, days.peers_until] if peers else []
    begins = [days.opens]
    begins += [days.goals_due - GOALS_LEAD] if days.goals_due else []
    begins += [days.midway - CHECK_IN_LEAD] if days.midway else []
    found = {*begins, *(end + timedelta(days=apart) for end in ends for apart in (-1, 0, 1))}
    return min((day for day in found if day > today), default=None)
