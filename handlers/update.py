"""Data that came in, followed to its consequences: deltas, then rules, then words wanted — one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.delta import recompute
from bot.services.feedback import want
from bot.services.rule import evaluate
from bot.services.update import left_behind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.delta import Changed
    from bot.ports import Work


def follow(work: Work, changed: Changed, batches: Iterable[int], *, now: datetime) -> int:
    """Compute what changed, ask the rules, note whose words are wanted; returns how many feedbacks that is.

    The batches are marked in the same transaction, so that their consequences are had once: what a crash prevents is
    taken up by :func:`catch_up`.
    """
    touched = recompute(work, changed, now=now)
    wanted = want(work, evaluate(work, touched, now=now), touched, now=now) if len(touched) else []
    work.batches.followed(batches, now=now)
    return len(wanted)


def catch_up(work: Work, *, now: datetime) -> int:
    """Follow up batches that were stored before a crash and whose consequences are outstanding."""
    changed, batches = left_behind(work)
    return follow(work, changed, batches, now=now) if batches else 0
