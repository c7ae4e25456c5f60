"""The clock's questions: what is due at an instant, and doing it once, whoever asks how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from bot.work import Work

log = structlog.get_logger(__name__)

NOTHING = "nothing to say"
"""The outcome of an effect that was due and of which nothing came."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: for whom, and under which date on their wall, by which it is had once.

    ``effect`` says whether there was anything to do. Without one it is let pass, for the reason in ``expired``.
    """

    subject: str
    local: str
    effect: Callable[[Work, datetime], bool] | None
    expired: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A kind of effect, and the question what of it is due."""

    kind: str
    due: Callable[[Work, datetime], Iterator[Due]]


def pump(work: Work, ticks: Sequence[Tick], *, now: datetime) -> list[str]:
    """Do everything that is due, once; returns what was done, as ``kind subject date``.

    An effect and the row that says it was had are one transaction, so that a process killed half-way leaves neither
    and of two that ask at once only one acts. What fails is logged, undone and asked for again next time; it stops
    nothing else.
    """
    done: list[str] = []
    for tick in ticks:
        found: list[Due] = []
        with work.contained(tick.kind):
            found += tick.due(work, now)
        for due in found:
            name = f"{tick.kind} {due.subject} {due.local}"
            try:
                with work.attempt():
                    if _run_once(work, tick.kind, due, now=now):
                        done.append(name)
            except Exception:
                log.exception("tick.failed", kind=tick.kind, local=due.local)
    return done


def _run_once(work: Work, kind: str, due: Due, *, now: datetime) -> bool:
    """Run what is due unless it was run before; say whether anything came of it."""
    if not work.job_runs.record(kind, due.subject, due.local, at=now, outcome=due.expired):
        return False
    if due.effect is None:
        log.info("tick.expired", kind=kind, local=due.local, reason=due.expired)
        return False
    if due.effect(work, now):
        return True
    work.job_runs.settle(kind, due.subject, due.local, outcome=NOTHING)
    return False


def once(work: Work, kind: str, subject: str, day: date, effect: Callable[[Work, datetime], bool]) -> Iterator[Due]:
    """Yield an effect that is due on one day for one subject, unless it was had."""
    if (subject, day.isoformat()) not in work.job_runs.recorded(kind, {day.isoformat()}):
        yield Due(subject, day.isoformat(), effect)
