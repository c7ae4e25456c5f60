"""Events for tests: they come in as another system posts them, and whatever listens hears of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.intake.services.terms import ImportTerms
from bot.sources.file import take_items
from handlers import LISTENERS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.event import EventKind
    from storage.storage import Storage

OCCURRED = date(2026, 11, 2)


def happen(storage: Storage, kind: EventKind, *facts: dict[str, Any], now: datetime, source: str = "qa") -> None:
    """Let events of a kind come in; each has an ``id``, a ``person``, its fields, and perhaps a ``day``."""
    items = [
        {"event": kind.value, "day": OCCURRED.isoformat()}
        | {"employee_id" if name == "person" else name: str(value) for name, value in each.items()}
        for each in facts
    ]
    report = take_items(storage, "records", source, items, ImportTerms("", now, by=source, listeners=LISTENERS))
    assert report.clean, report.rejected
