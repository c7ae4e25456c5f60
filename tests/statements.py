"""Counts what a database is asked: what is to cost the same for few and for many is held to that, not to seconds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.storage import Storage


@contextmanager
def counted(storage: Storage) -> Iterator[list[str]]:
    """Yield a list to which every statement is added that a database is asked until the block ends."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    sa.event.listen(storage.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(storage.engine, "before_cursor_execute", note)
