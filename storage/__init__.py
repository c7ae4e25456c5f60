"""What is kept: rows and SQL never leave this folder; everything else sees domain objects."""

from __future__ import annotations

from storage.database import Storage


def open_storage(url: str) -> Storage:
    """Open the database at a SQLite or PostgreSQL URL; brings no schema (see :meth:`Storage.migrate`)."""
    return Storage(url)
