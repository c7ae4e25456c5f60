"""What is kept: rows and SQL never leave this folder; everything else sees domain objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from storage.storage import Storage


def open_storage(
    url: str,
    *,
    timezone: str = "UTC",
    locale: str = "en",
    audit_key: bytes | None = None,
    audit_watermark: Path | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Storage:
    """Open the database at a SQLite or PostgreSQL URL; brings no schema (see :meth:`Storage.migrate`).

    ``timezone`` and ``locale`` are those of people whose people file names none; ``audit_key`` seals the audit trail,
    and ``audit_watermark`` is the file that says how far it went, where there is a key;
    ``clock`` says what time it is, the machine's own when left out.
    """
    return Storage(
        url, timezone=timezone, locale=locale, audit_key=audit_key, audit_watermark=audit_watermark, clock=clock
    )
