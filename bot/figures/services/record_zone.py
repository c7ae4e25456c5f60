"""Records of people who have another time zone: moved to their local days, a few people at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.services.record import compute

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.ports import Work

_PEOPLE_AT_ONCE: Final = 20
"""With some ten thousand records each a second or two."""


def move_records(work: Work, *, now: datetime) -> Changed:
    """Move the records of the next people whose zone has changed; returns the keys of the values that did.

    It does not matter who changed it, or whether the company did. Records whose day was written stay, and those of
    which a release that did not keep it has stored only the day.
    """
    people = work.records.elsewhere(most=_PEOPLE_AT_ONCE)
    days = work.records.move(people) if people else {}
    if not days:
        return Changed()
    batch = work.batches.open(kind="zone", source="", file="", digest="", by="", now=now).no
    work.batches.finish(batch, now=now, report="")
    changed = Changed()
    for stream in days:
        changed = changed | compute(work, stream, days[stream], batch=batch, now=now)
    return changed


def progress(work: Work, key: str) -> tuple[int, int] | None:
    """Return how many people of how many are done where records of a metric are being moved."""
    metric = work.metrics.get(key)
    formula = formula_text.parse(metric.formula) if metric and metric.formula else None
    if formula is None or work.streams.get(formula.stream) is None:
        return None
    left, everybody = work.records.count_elsewhere(formula.stream), len(work.people.numbers())
    return (everybody - left, everybody) if left else None
