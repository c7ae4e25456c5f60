"""Rows that wait as kept: a row for each, and one for each batch that says how its rows are understood."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.intake.domain.waiting import Awaited, WaitingFile, WaitingRow
from storage.database import UtcDateTime
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection


class WaitingFileRow(SQLModel, table=True):
    """What the rows of a batch that wait are understood by; ``how`` is JSON of whoever reads files."""

    __tablename__ = "waiting_file"
    batch_no: int = Field(primary_key=True)
    how: str
    trusted: bool = False
    at: datetime = Field(sa_type=UtcDateTime, index=True)


declare("waiting_file", worded="how", plain="batch_no trusted at")


class WaitingCellsRow(SQLModel, table=True):
    """A row that waits; ``seen`` says how many people and metrics there had been when it was last looked for."""

    __tablename__ = "waiting"
    no: int | None = Field(default=None, primary_key=True)
    batch_no: int = Field(index=True)
    row: int
    awaited: str
    text: str = Field(index=True)
    name: str = ""
    person: str = Field(default="", index=True)
    cells: str
    value: int = -1
    seen: int = Field(default=0, index=True)
    ready: bool = Field(default=False, index=True)


declare(
    "waiting",
    whose="person",
    kinds={"waiting": "person"},
    only=("awaited", tuple(Awaited)),
    own="row awaited text name cells",
    plain="no batch_no value seen ready",
)


FILE, WAITING = (SQLModel.metadata.tables[name] for name in ("waiting_file", "waiting"))
_SOME: Final = 500
_MARK = (
    sa.select(sa.func.coalesce(sa.func.max(PERSON.c.no), 0)).scalar_subquery()
    + sa.select(sa.func.coalesce(sa.func.max(METRIC.c.no), 0)).scalar_subquery()
)
"""Grows with every person and every metric: neither goes."""
_NAMED = (WAITING.c.awaited, WAITING.c.text, WAITING.c.name)


class SqlWaitingRows:
    """Rows that wait, by the batch that they came with."""

    retention = timedelta(days=90)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, file: WaitingFile, rows: Sequence[WaitingRow], *, now: datetime) -> int:
        """Let rows of a batch wait; see :class:`bot.intake.ports.waiting.WaitingRows`."""
        if not rows:
            return 0
        self.withdraw(file.batch)
        if file.digest and self._newest(file) == file.digest:
            return len(rows)
        values = {"batch_no": file.batch, "how": file.how, "trusted": file.trusted, "at": now}
        self._connection.execute(sa.insert(FILE).values(values))
        mark = self._mark()
        self._connection.execute(
            sa.insert(WAITING), [{"batch_no": file.batch, "seen": mark, "ready": False} | _values(row) for row in rows]
        )
        return len(rows)

    def _newest(self, file: WaitingFile) -> str:
        """Return the digest of the newest batch of a kind of which rows wait."""
        query = sa.select(BATCH.c.digest).join(FILE, FILE.c.batch_no == BATCH.c.no).where(BATCH.c.kind == file.kind)
        return str(self._connection.execute(query.order_by(BATCH.c.no.desc()).limit(1)).scalar() or "")

    def _mark(self) -> int:
        return int(self._connection.execute(sa.select(_MARK)).scalar_one())

    def due(self) -> bool:
        """Say whether any row is to come in, or may be, because somebody or a metric has come since."""
        query = sa.select(WAITING.c.no).where(sa.or_(WAITING.c.ready, WAITING.c.seen < _MARK)).limit(1)
        return self._connection.execute(query).first() is not None

    def named(self, *, new: bool) -> list[tuple[Awaited, str, str]]:
        """Return what rows wait for, with the text and the name beside it, each once."""
        query = sa.select(*_NAMED).where(sa.not_(WAITING.c.ready)).distinct()
        if new:
            query = query.where(WAITING.c.seen < _MARK)
        return [(Awaited(row.awaited), row.text, row.name) for row in self._connection.execute(query)]

    def looked(self) -> None:
        """Note that what rows wait for has been looked for among everybody and every metric there is."""
        mark = self._mark()
        behind = sa.and_(sa.not_(WAITING.c.ready), WAITING.c.seen < mark)
        self._connection.execute(sa.update(WAITING).where(behind).values(seen=mark))

    def ready(self, found: Iterable[tuple[Awaited, str, str]]) -> None:
        """Let the rows come in that wait for these."""
        rows = [{"its_awaited": awaited.value, "its_text": text, "its_name": name} for awaited, text, name in found]
        if rows:
            its = (column == sa.bindparam(f"its_{column.key}", type_=column.type) for column in _NAMED)
            self._connection.execute(sa.update(WAITING).where(*its).values(ready=True), rows)

    def next(self, *, most: int) -> tuple[WaitingFile, list[WaitingRow]] | None:
        """Return some rows that are to come in, of the oldest batch that has any, in their order."""
        first = sa.select(sa.func.min(WAITING.c.batch_no)).where(WAITING.c.ready)
        batch = self._connection.execute(first).scalar()
        if batch is None:
            return None
        held = sa.select(FILE, BATCH.c.kind, BATCH.c.file, BATCH.c.by, BATCH.c.digest)
        file = self._connection.execute(
            held.join(BATCH, BATCH.c.no == FILE.c.batch_no).where(BATCH.c.no == batch)
        ).one()
        query = sa.select(WAITING).where(WAITING.c.batch_no == batch, WAITING.c.ready).order_by(WAITING.c.no)
        # A file of records may be all there is for whom it names: what is known of it comes in together
        rows = [
            _waiting(row) for row in self._connection.execute(query.limit(None if file.kind == "records" else most))
        ]
        return WaitingFile(batch, file.kind, file.file, file.by, file.digest, file.how, file.trusted), rows

    def settle(self, rows: Sequence[WaitingRow], *, still: Sequence[WaitingRow]) -> None:
        """Let go of rows that were tried, but of those that still wait, for what these say now."""
        kept = {row.no for row in still}
        self._delete([row.no for row in rows if row.no not in kept])
        if still:
            names = ("awaited", "text", "name", "person", "value")
            changes: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
            self._connection.execute(
                sa.update(WAITING).where(WAITING.c.no == sa.bindparam("at")).values(changes | {"ready": False}),
                [{"at": row.no} | {f"new_{name}": _values(row)[name] for name in names} for row in still],
            )
        self._tidy()

    def withdraw(self, batch: int) -> None:
        """Let go of all rows of a batch."""
        for table in (WAITING, FILE):
            self._connection.execute(sa.delete(table).where(table.c.batch_no == batch))

    def count(self) -> int:
        """Return how many rows wait."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(WAITING)).scalar_one())

    def summary(self, *, most: int) -> list[tuple[Awaited, str, int]]:
        """Return what most rows wait for, as it is written, and how many do."""
        n = sa.func.count().label("n")
        query = sa.select(WAITING.c.awaited, WAITING.c.text, n).group_by(WAITING.c.awaited, WAITING.c.text)
        rows = self._connection.execute(query.order_by(n.desc(), WAITING.c.text).limit(most))
        return [(Awaited(row.awaited), row.text, row.n) for row in rows]

    def of_batches(self, batches: Sequence[int]) -> dict[int, int]:
        """Return how many rows of some batches wait; those without any are left out."""
        query = sa.select(WAITING.c.batch_no, sa.func.count()).where(WAITING.c.batch_no.in_(list(batches)))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(WAITING.c.batch_no))}

    def forget(self, *, before: datetime) -> int:
        """Let go of the rows of batches from before an instant; return how many."""
        old = sa.select(FILE.c.batch_no).where(FILE.c.at < before)
        gone = self._connection.execute(sa.delete(WAITING).where(WAITING.c.batch_no.in_(old))).rowcount
        self._tidy()
        return gone

    def _delete(self, numbers: Sequence[int]) -> None:
        for at in range(0, len(numbers), _SOME):
            self._connection.execute(sa.delete(WAITING).where(WAITING.c.no.in_(list(numbers[at : at + _SOME]))))

    def _tidy(self) -> None:
        """Let go of what batches are understood by of which no row waits any more."""
        held = sa.exists().where(WAITING.c.batch_no == FILE.c.batch_no)
        self._connection.execute(sa.delete(FILE).where(sa.not_(held)))


def _values(row: WaitingRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "awaited": row.awaited.value,
        "text": row.text,
        "name": row.name,
        "person": row.person,
        "cells": json.dumps(dict(row.cells), ensure_ascii=False),
        "value": row.value,
    }


def _waiting(row: sa.Row[Any]) -> WaitingRow:
    return WaitingRow(
        row.row, Awaited(row.awaited), row.text, row.name, row.person, json.loads(row.cells), row.value, no=row.no
    )
