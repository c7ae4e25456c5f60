"""Requests about personal data as kept, and one person's data as a whole: counted, exported, erased."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.figures.domain.record import RecordQuery, RecordState
from bot.messages.card import Facts, Heading, Note, Quote, Text
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.privacy.domain.privacy import Ask, DataRequest, Figures, RequestState, StoredKind
from storage.erasure import Erasure
from storage.figures.record import SqlRecords
from storage.figures.record_streams import SqlStreams
from storage.inventory import inventory, tables
from storage.people.person_rows import PERSON, ROLE, number_of
from storage.privacy.privacy_rows import REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Connection, Row

    from bot.figures.domain.delta import Changed
    from storage.people.audit import SqlAudit
    from storage.people.person import SqlPeople


_DECIDED_BY = PERSON.alias("decided_by")

_MINE = ("standing", "praise", "correction")
"""Kinds of messages that speak of their reader alone."""


class SqlPrivacy:
    """What is stored about a person, as a whole, and their requests."""

    def __init__(self, connection: Connection, *, people: SqlPeople, audit: SqlAudit) -> None:
        self._connection = connection
        self._people = people
        self._audit = audit

    # Requests

    def ask(self, request: DataRequest) -> int:
        """Store a request and return its number."""
        values = {
            "person_no": number_of(self._connection, request.person_id),
            "ask": request.ask.value,
            "text": request.text,
            "asked_at": request.asked_at,
            "due_on": request.due_on,
            "figures": request.figures.value,
            "state": request.state.value,
            "decided_by_no": 0,
            "reason": "",
        }
        return int(self._connection.execute(sa.insert(REQUEST).values(values).returning(REQUEST.c.no)).scalar_one())

    def get(self, number: int) -> DataRequest | None:
        """Return a request, or None."""
        return next(iter(self._requests(REQUEST.c.no == number)), None)

    def of(self, person_id: str) -> list[DataRequest]:
        """Return somebody's requests, newest first."""
        return self._requests(PERSON.c.id == person_id)[::-1]

    def waiting(self) -> list[DataRequest]:
        """Return the requests that wait for an answer, oldest first."""
        return self._requests(REQUEST.c.state == RequestState.OPEN.value)

    def due(self, day: date) -> list[DataRequest]:
        """Return the waiting requests that are due on a day or before."""
        return self._requests(REQUEST.c.state == RequestState.OPEN.value, REQUEST.c.due_on <= day)

    def decide(
        self, number: int, state: RequestState, *, frm: RequestState, by: str, at: datetime, reason: str
    ) -> bool:
        """Bring a request from one state into another; False when somebody was faster."""
        as_read = (REQUEST.c.no == number, REQUEST.c.state == frm.value)
        values = {
            "state": state.value,
            "decided_by_no": number_of(self._connection, by),
            "decided_at": at,
            "reason": reason,
        }
        return self._connection.execute(sa.update(REQUEST).where(*as_read).values(values)).rowcount == 1

    def erasures(self, *, since: datetime) -> list[DataRequest]:
        """Return the erasures that were granted since an instant, oldest first."""
        granted = (REQUEST.c.ask == Ask.ERASURE.value, REQUEST.c.state == RequestState.GRANTED.value)
        return self._requests(*granted, REQUEST.c.decided_at >= since)

    def _requests(self, *where: sa.ColumnElement[bool]) -> list[DataRequest]:
        rows = self._connection.execute(
            sa.select(REQUEST, PERSON.c.id, _DECIDED_BY.c.id.label("decided_by"))
            .join(PERSON, PERSON.c.no == REQUEST.c.person_no)
            .outerjoin(_DECIDED_BY, _DECIDED_BY.c.no == REQUEST.c.decided_by_no)
            .where(*where)
            .order_by(REQUEST.c.no)
        )
        return [_request(row) for row in rows]

    # All about one person

    def inventory(self, person_id: str) -> Sequence[StoredKind]:
        """Return what is stored about somebody by kind, only kinds of which there is anything."""
        person = number_of(self._connection, person_id)
        batch = _table("batch")
        found = []
        for kind, table, owner in _kinds():
            its = _its(table, owner, person, person_id, kind)
            if kind in _PART_OF_PERSON or not (count := self._count(table, its)):
                continue
            since: datetime | date | None = None
            sources: tuple[str, ...] = ()
            if "batch_no" in table.c:
                joined = sa.select(batch.c.source, batch.c.file, batch.c.received_at)
                origin = joined.join(table, table.c.batch_no == batch.c.no).where(*its)
                came = self._connection.execute(origin.distinct()).all()
                since = min((row.received_at for row in came), default=None)
                sources = tuple(sorted({row.file or row.source for row in came} - {""}))
            elif name := next((name for name in _SINCE if name in table.c), ""):
                least = sa.select(sa.func.min(table.c[name], type_=table.c[name].type)).where(*its)
                since = self._connection.execute(least).scalar()
            found.append(StoredKind(kind, count, since, sources))
        return sorted(found, key=lambda kind: _FIRST.index(kind.kind) if kind.kind in _FIRST else len(_FIRST))

    def export(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return all that is stored about somebody by kind, each row as plain values; nobody else is named in it."""
        person = number_of(self._connection, person_id)
        found = {
            kind: self._exported(kind, table, _its(table, owner, person, person_id, kind))
            for kind, table, owner in _kinds()
            if table.name not in _RECORDS
        }
        found |= self._records(person_id)
        return {kind: rows for kind, rows in found.items() if rows}

    def _records(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return somebody's records, with names for the places in which they are kept, and their earlier versions."""
        records = SqlRecords(self._connection, streams=SqlStreams(self._connection))
        found: dict[str, list[dict[str, Any]]] = {"records": [], "earlier_records": []}
        for record in records.find(RecordQuery(person_id=person_id, history=True)):
            origin = {"source": record.source, "file": record.file, "row": record.row, "version": record.version}
            line = {"stream": record.stream, "id": record.id, "day": record.day, "at": record.at, **origin}
            line |= {f"measure {name}": value for name, value in record.measures.items()}
            line |= {f"dimension {name}": text for name, text in record.dimensions.items()}
            line |= {"received_at": record.received_at, "state": record.state.value}
            counts = record.state is RecordState.CURRENT
            found["records" if counts else "earlier_records"].append({name: _plain(of) for name, of in line.items()})
        return found

    def _count(self, table: sa.Table, its: Sequence[sa.ColumnElement[bool]]) -> int:
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(table).where(*its)).scalar_one())

    def _exported(self, kind: str, table: sa.Table, its: Sequence[sa.ColumnElement[bool]]) -> list[dict[str, Any]]:
        """Return the rows of a kind: with the name of a metric or role, and the arrival, for their numbers."""
        metric, batch, delivery = (_table(name) for name in ("metric", "batch", "delivery"))
        held = inventory(table)
        query = sa.select(*(table.c[name] for name in (held.own if held else ()))).where(*its)
        if "metric_no" in table.c:
            query = query.add_columns(metric.c.key.label("metric")).join(metric, metric.c.no == table.c.metric_no)
            query = query.order_by(metric.c.key, *(table.c[name] for name in ("start",) if name in table.c))
        if kind == "person":
            query = query.add_columns(ROLE.c.name.label("role")).join(ROLE, ROLE.c.no == table.c.role_no)
        if "batch_no" in table.c and "metric_no" in table.c:
            query = query.add_columns(batch.c.source, batch.c.file, batch.c.received_at)
            query = query.outerjoin(batch, batch.c.no == table.c.batch_no)
        if kind == "opinions":
            query = query.add_columns(delivery.c.kind, delivery.c.created_at)
            query = query.join(delivery, delivery.c.no == table.c.delivery_no)
        if kind == "messages":
            query = query.add_columns(delivery.c.card).order_by(delivery.c.no)
        rows = [
            {name: _plain(value) for name, value in row.items()} for row in self._connection.execute(query).mappings()
        ]
        return [row | {"text": _said(str(row.pop("card")))} if "card" in row else row for row in rows]

    def erase(self, person_id: str, *, figures: Figures, at: datetime) -> tuple[str, Changed]:
        """Leave nothing of somebody but an id that says nothing; return it, and the keys of figures that are gone."""
        self._audit.flush()  # what was done until now is written under the number that stays
        erasure = Erasure(self._connection, number_of(self._connection, person_id), figures=figures)
        gone = erasure.run(at=at)
        self._people.forget()
        return erasure.left, gone


_RECORDS = frozenset({"record", "record_version"})
"""What an export reads as people do, for it is kept by places and codes."""
_SINCE = ("at", "created_at", "raised_at", "asked_at", "fired_at", "queued_at")
"""Columns that say since when there is something, where no arrival does."""
_PART_OF_PERSON = frozenset({"person", "sensitive", "calendar"})
"""Kinds that the overview does not count: everybody has them, once."""
_FIRST = (
    *(
        "accounts",
        "roles",
        "absences",
        "readings",
        "earlier",
        "targets",
        "deltas",
        "messages",
        "opinions",
        "one_on_ones",
    ),
    *("disputes", "corrections", "remarks", "given", "received", "answers", "asked", "pauses", "requests"),
)
"""The kinds of which people ask first."""


def _table(name: str) -> sa.Table:
    return SQLModel.metadata.tables[name]


def _kinds() -> Iterator[tuple[str, sa.Table, sa.Column[Any]]]:
    """Yield every kind of data about people, its table, and the column that says whose a row is."""
    for table in sorted(tables(), key=lambda table: table.name):
        held = inventory(table)
        for kind, name in held.kinds.items() if held else ():
            of, _, column = name.rpartition(".")
            yield kind, table, _table(of or table.name).c[column]


def _its(
    table: sa.Table, owner: sa.Column[Any], person: int, person_id: str, kind: str
) -> list[sa.ColumnElement[bool]]:
    """Choose the rows that are somebody's."""
    mine = [owner == (person if isinstance(owner.type, sa.Integer) else person_id)]
    held = inventory(table)
    if held and held.only:
        mine.append(table.c[held.only[0]].in_(held.only[1]))
    if held and held.through and owner.table is not table:
        name, parent, key = held.through
        return [table.c[name].in_(sa.select(_table(parent).c[key]).where(*mine))]
    if kind == "messages":
        mine += [table.c.subject_no == person, table.c.kind.in_(_MINE)]
    return mine


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value


def _said(stored: str) -> str:
    """Return what a stored message said, as its reader saw it; one that this version cannot read as it is stored."""
    try:
        card = card_from_json(stored)
    except ValueError:
        return stored
    said: list[str] = []
    for block in card.blocks:
        match block:
            case Heading(text=text) | Text(text=text) | Note(text=text) | Quote(text=text):
                said.append(text)
            case Facts(lines=lines):
                said += [" ".join(part for part in (line.label, line.value, line.against) if part) for line in lines]
            case _:
                pass
    return "\n".join(map(plain, said)) or card.summary


def _request(row: Row[Any]) -> DataRequest:
    return DataRequest(
        person_id=row.id,
        ask=Ask(row.ask),
        text=row.text,
        asked_at=row.asked_at,
        due_on=row.due_on,
        figures=Figures(row.figures),
        state=RequestState(row.state),
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        reason=row.reason,
        no=row.no,
    )
