"""Data that came in, followed to its consequences: deltas and goals, then rules, then words wanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.feedback.services.feedback_again import recomputed, told_or_recent
from bot.feedback.services.feedback_want import want
from bot.feedback.services.threshold import again
from bot.figures.domain.delta import Changed
from bot.figures.services.delta import recompute, running
from bot.figures.services.formula import recalculate
from bot.figures.services.record_zone import move_records
from bot.goals.services.progress import follow_values
from bot.intake.services.intake import tell
from bot.intake.services.update import left_behind
from bot.overview.services import planning_sent
from bot.overview.services.report_week_corrected import redraw_corrected
from bot.rules.services.rule import evaluate
from bot.talks.services import reminder_corrected
from bot.talks.services.one_on_one_basis import ask_whether_kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.intake.ports import Work

_EPOCH: Final = date(1970, 1, 1)


def compute(work: Work, changed: Changed, batches: Iterable[int], *, now: datetime) -> None:
    """Compute what changed, and leave the rules to the next :func:`catch_up`: an import alone tells nobody anything.

    The batches are marked in the same transaction, so that this is done once. Of values that were held back those hear
    who decide about them.
    """
    numbers = list(batches)
    work.deltas.defer(recomputed(work, changed, now=now))
    follow_values(work, now=now)
    work.batches.followed(numbers, now=now)
    tell(work, numbers, now=now)


def finish(work: Work, changed: Changed, batches: Iterable[int], *, now: datetime) -> None:
    """Compute what changed as :func:`compute` does, and what runs that were stopped have left behind."""
    numbers = list(batches)
    others, more = left_behind(work, now=now, but=numbers)
    compute(work, changed | others, [*numbers, *more], now=now)


def follow(work: Work, changed: Changed, batches: Iterable[int], *, now: datetime) -> int:
    """Compute what changed, ask the rules, note whose words are wanted; returns how many feedbacks that is."""
    numbers = list(batches)
    touched = recomputed(work, changed, now=now)
    follow_values(work, now=now)
    work.batches.followed(numbers, now=now)
    tell(work, numbers, now=now)
    return _consider(work, touched, now=now)


def catch_up(work: Work, *, now: datetime) -> int:
    """Have the consequences that are outstanding: of imports, of what a crash left behind, of other formulas."""
    changed, batches = left_behind(work, now=now)
    if batches or work.series.waits():
        compute(work, changed, batches, now=now)
    with work.contained("recalculation"):  # of periods that are over no rule is asked: only how they are read is new
        work.deltas.defer(running(work, recalculate(work, now=now), now=now))
    follow_values(work, now=now)
    move(work, now=now)
    return _consider(work, work.deltas.deferred(), now=now) + _ask_again(work, now=now)


def move(work: Work, *, now: datetime) -> None:
    """Move records of some people who have another time zone; of the past those hear who were told otherwise."""
    with work.contained("records of another time zone"):
        changed = recompute(work, move_records(work, now=now), now=now)
        work.deltas.defer(told_or_recent(work, changed, now=now))
    follow_values(work, now=now)


_SOON: Final = timedelta(minutes=2)
"""So long before words are written the rules are asked once more; the bot catches up more often than that."""


def _ask_again(work: Work, *, now: datetime) -> int:
    """Ask the rules once more about values of which words are about to be written; returns how many more are wanted.

    While peers' values came in row by row a rule that compares with them may have come to hold for somebody whose own
    value stayed as it was.
    """
    wanted: list[int] = []
    with work.contained("consequences"):
        keys = work.feedback.due(until=now + _SOON)
        people, metrics = (work.people.numbers(), work.metrics.numbers()) if keys else ({}, {})
        values = Changed.of(
            (people[person][0], metrics[metric][0], (period.start - _EPOCH).days)
            for person, metric, period in keys
            if person in people and metric in metrics
        )
        signals = evaluate(work, values, now=now) if len(values) else []
        wanted.append(len(want(work, signals, Changed(), now=now)) if signals else 0)
    return sum(wanted)


def _consider(work: Work, touched: Changed, *, now: datetime) -> int:
    wanted: list[int] = []
    with work.contained("thresholds"):
        again(work, touched, now=now)
    with work.contained("talks booked on what was wrong"):
        ask_whether_kept(work, touched, now=now)
    with work.contained("digests that told what was wrong"):
        redraw_corrected(work, touched, now=now)
    with work.contained("reminders that told what was wrong"):
        reminder_corrected.redraw_corrected(work, touched, now=now)
    with work.contained("plans that told what was wrong"):
        planning_sent.redraw_corrected(work, touched, now=now)
    with work.contained("consequences"):
        # A correction may have left nothing to compute, and still be to be told
        due = len(touched) or work.corrections.untold()
        wanted.append(len(want(work, evaluate(work, touched, now=now), touched, now=now)) if due else 0)
        return sum(wanted)
    # Somebody's trouble is theirs alone: everybody by themselves, units first, whose alerts explain their members'.
    people = np.unique(touched.person)
    units = work.units.among(people.tolist())
    for person in sorted(people.tolist(), key=lambda number: (number not in units, number)):
        mine = touched.person == person
        own = Changed(touched.person[mine], touched.metric[mine], touched.start[mine])
        with work.contained("consequences"):
            wanted.append(len(want(work, evaluate(work, own, now=now), own, now=now)))
    return sum(wanted)
