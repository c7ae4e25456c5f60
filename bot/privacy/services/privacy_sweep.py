"""What is left to sweep after an erasure: files of the database, and copies of files, that may still tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.privacy.domain.privacy import DataRequest

if TYPE_CHECKING:
    from datetime import datetime

    from bot.privacy.ports import Work


_SWEEP, _SWEPT_WITHIN = "sweep", timedelta(days=14)


def unswept(work: Work, *, now: datetime) -> list[DataRequest]:
    """Return the erasures that are in the database and of which its files, and copies of files, may still tell."""
    since = now - _SWEPT_WITHIN
    done = {subject for subject, _ in work.job_runs.find(_SWEEP, since=since)}
    return [erasure for erasure in work.privacy.erasures(since=since) if str(erasure.no) not in done]


def swept(work: Work, erasures: Sequence[DataRequest], *, now: datetime) -> None:
    """Note that nothing tells of these any more."""
    for erasure in erasures:
        work.job_runs.record(_SWEEP, str(erasure.no), now.date().isoformat(), at=now)
