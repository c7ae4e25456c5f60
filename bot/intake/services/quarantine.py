"""What is held back, as it is decided about: taken after all, left out for good, or replaced by the right one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.delta import Changed
from bot.figures.domain.held import HeldRecord
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.intake.services.quarantine_record import accept_record, replace_record
from bot.kit.errors import NotFound

if TYPE_CHECKING:
    from bot.cases.domain.correction_record import RecordChange
    from bot.figures.domain.facts import FactColumns
    from bot.figures.domain.held import Held
    from bot.figures.services.event import Listeners
    from bot.intake.ports import Work


def accept(work: Work, number: int, *, by: str, now: datetime, listeners: Listeners[Any] | None = None) -> Changed:
    """Take a value out of quarantine: it counts from now on; returns the keys to compute again.

    An event that was held back and has happened lately is heard by ``listeners``.

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "accepted", by=by, now=now)
    if isinstance(held, HeldRecord):
        return accept_record(work, held, now=now, listeners=listeners)
    keys, _, _ = work.readings.put(held.facts, batch=held.batch, roles=np.array([held.role_no], np.int64))
    return Changed.of([*keys.keys(), *_key(held.facts)])


def discard(work: Work, number: int, *, by: str, now: datetime) -> Changed:
    """Leave a value out for good; returns the keys to compute again (what was flagged is so no longer).

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "discarded", by=by, now=now)
    return held.keys if isinstance(held, HeldRecord) else Changed.of(_key(held.facts))


def replace_held(work: Work, number: int, value: float, *, reason: str, by: str, now: datetime) -> tuple[Changed, int]:
    """Leave a value out for good and store the right one in its place; returns the keys to compute again and the batch.

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "discarded", by=by, now=now)
    if isinstance(held, HeldRecord):
        raise NotFound("import-nothing-held", number=number)
    batch = work.batches.open(
        kind="readings", source=CORRECTION_SOURCE, file="", digest=f"held:{number}", by=by, now=now
    )
    # A ratio's counts belong to the value that was wrong.
    nothing = np.array([np.nan])
    facts = replace(held.facts, value=np.array([value]), first=nothing, second=nothing)
    keys, fresh, _ = work.readings.put(facts, batch=batch.no, roles=np.array([held.role_no], np.int64))
    kept = {"reason": reason, "rows": 1, "inserted": fresh, "corrected": len(keys) - fresh}
    work.batches.finish(batch.no, now=now, report=json.dumps(kept, ensure_ascii=False))
    return Changed.of([*keys.keys(), *_key(held.facts)]), batch.no


def replace_held_record(
    work: Work,
    number: int,
    change: RecordChange,
    *,
    reason: str,
    by: str,
    now: datetime,
    listeners: Listeners[Any] | None = None,
) -> tuple[Changed, int]:
    """Leave a record out for good and store the right one in its place, as :func:`replace_held` does a value.

    ``listeners`` hear that one.

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "discarded", by=by, now=now)
    if not isinstance(held, HeldRecord):
        raise NotFound("import-nothing-held", number=number)
    return replace_record(work, held, change, reason=reason, by=by, now=now, listeners=listeners)


def _decided(work: Work, number: int, state: str, *, by: str, now: datetime) -> Held:
    held = work.quarantine.get(number)
    if held is None or not work.quarantine.decide(number, state=state, by=by, now=now):
        raise NotFound("import-nothing-held", number=number)
    return held


def _key(facts: FactColumns) -> list[tuple[int, int, int]]:
    return list(zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True))
