"""Requests about personal data as kept, and one person's data as a whole: counted, exported, erased."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

import storage.correction
import storage.delta
import storage.dialogue
import storage.dispute
import storage.feedback
import storage.form
import storage.inbox
import storage.kudos
import storage.outbox
import storage.permission
import storage.remark
import storage.rule  # noqa: F401 - each registers its tables
from bot.domain.delta import Changed
from bot.domain.privacy import ERASED, Ask, DataRequest, Figures, Kept, State
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from storage.database import EPOCH, Day, UtcDateTime
from storage.person import PERSON, ROLE, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Connection, Row

    from storage.person import SqlPeople


class DataRequestRow(SQLModel, table=True):
    """A request about somebody's own data; it outlives an erasure, without its words."""

    __tablename__ = "data_request"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    ask: str
    text: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    due_on: date = Field(sa_type=Day)
    figures: str
    state: str = Field(index=True)
    decided_by_no: int = 0
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""


REQUEST = SQLModel.metadata.tables["data_request"]
_DECIDED_BY = PERSON.alias("decided_by")

DERIVED = frozenset({"delta", "pending"})
"""What is computed from figures: it goes with them when they are computed again."""
FIGURES = frozenset({"reading", "reading_version", "target", "target_version", "quarantine", *DERIVED})
"""What holds somebody's figures: kept without a name, or deleted, as was asked."""
KEPT = frozenset({"person", "data_request", *FIGURES})
"""What an erasure does not simply delete; every other table that refers to a person loses its rows about them."""
WHOSE = ("person_no", "subject_no", "reader_no")
"""Columns that make a row somebody's, beside those that refer to a person by a foreign key.

Whoever only decided about a row or handled it stands in it without such a key."""
_MINE = ("standing", "praise", "correction")
"""Kinds of messages that speak of their reader alone."""


class SqlPrivacy:
    """What is stored about a person, as a whole, and their requests."""

    def __init__(self, connection: Connection, *, people: SqlPeople) -> None:
        self._connection = connection
        self._people = people

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
        return self._requests(REQUEST.c.state == State.OPEN.value)

    def due(self, day: date) -> list[DataRequest]:
        """Return the waiting requests that are due on a day or before."""
        return self._requests(REQUEST.c.state == State.OPEN.value, REQUEST.c.due_on <= day)

    def decide(self, number: int, state: State, *, frm: State, by: str, at: datetime, reason: str) -> bool:
        """Bring a request from one state into another; False when somebody was faster."""
        as_read = (REQUEST.c.no == number, REQUEST.c.state == frm.value)
        values = {
            "state": state.value,
            "decided_by_no": number_of(self._connection, by),
            "decided_at": at,
            "reason": reason,
        }
        return self._connection.execute(sa.update(REQUEST).where(*as_read).values(values)).rowcount == 1

    def restricted(self) -> frozenset[str]:
        """Return the ids of those about whom nothing may be said now, by a restriction that was granted."""
        query = sa.select(PERSON.c.id).join(REQUEST, REQUEST.c.person_no == PERSON.c.no)
        holds = (REQUEST.c.ask == Ask.RESTRICTION.value, REQUEST.c.state == State.GRANTED.value)
        return frozenset(row.id for row in self._connection.execute(query.where(*holds)))

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

    def kept(self, person_id: str) -> Sequence[Kept]:
        """Return what is stored about somebody by kind, only kinds of which there is anything."""
        person = number_of(self._connection, person_id)
        batch = _table("batch")
        found = []
        for kind, table in _COUNTED.items():
            rows = _table(table)
            query = sa.select(sa.func.count()).where(*_its(rows, person, kind))
            if count := int(self._connection.execute(query).scalar_one()):
                since: datetime | date | None = None
                sources: tuple[str, ...] = ()
                if "batch_no" in rows.c:
                    joined = sa.select(batch.c.source, batch.c.file, batch.c.received_at)
                    origin = joined.join(rows, rows.c.batch_no == batch.c.no).where(rows.c.person_no == person)
                    came = self._connection.execute(origin.distinct()).all()
                    since = min((row.received_at for row in came), default=None)
                    sources = tuple(sorted({row.file or row.source for row in came} - {""}))
                elif _SINCE.get(table):
                    column = rows.c[_SINCE[table]]
                    least = sa.select(sa.func.min(column, type_=column.type)).where(*_its(rows, person, kind))
                    since = self._connection.execute(least).scalar()
                found.append(Kept(kind, count, since, sources))
        return found

    def export(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return all that is stored about somebody by kind, each row as plain values; nobody else is named in it."""
        person = number_of(self._connection, person_id)
        found = {kind: list(rows) for kind, rows in self._exported(person)}
        return {kind: rows for kind, rows in found.items() if rows}

    def _exported(self, person: int) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        metric, batch, delivery, opinion = (_table(one) for one in ("metric", "batch", "delivery", "opinion"))
        yield (
            "person",
            self._rows(
                sa.select(*(PERSON.c[one] for one in _OWN), ROLE.c.name.label("role"))
                .join(ROLE, ROLE.c.no == PERSON.c.role_no)
                .where(PERSON.c.no == person)
            ),
        )
        for kind, columns in _PLAIN.items():
            table = _table(_COUNTED[kind])
            yield kind, self._rows(sa.select(*(table.c[one] for one in columns)).where(*_its(table, person, kind)))
        for kind, columns in _MEASURED.items():
            table = _table(_COUNTED[kind])
            chosen = [metric.c.key.label("metric"), *(table.c[one] for one in columns)]
            query = sa.select(*chosen).join(metric, metric.c.no == table.c.metric_no)
            if "batch_no" in table.c:
                query = query.add_columns(batch.c.source, batch.c.file, batch.c.received_at)
                query = query.outerjoin(batch, batch.c.no == table.c.batch_no)
            yield kind, self._rows(query.where(table.c.person_no == person).order_by(metric.c.key, table.c.start))
        own = (delivery.c.person_no == person, delivery.c.subject_no == person, delivery.c.kind.in_(_MINE))
        messages = sa.select(delivery.c.kind, delivery.c.created_at, delivery.c.sent_at, delivery.c.state)
        yield (
            "messages",
            (
                row | {"text": _said(row.pop("card"))}
                for row in self._rows(messages.add_columns(delivery.c.card).where(*own).order_by(delivery.c.no))
            ),
        )
        yield (
            "opinions",
            self._rows(
                sa.select(delivery.c.kind, delivery.c.created_at, opinion.c.useful, opinion.c.at)
                .join(delivery, delivery.c.no == opinion.c.delivery_no)
                .where(opinion.c.person_no == person)
            ),
        )

    def _rows(self, query: sa.Select[Any]) -> Iterator[dict[str, Any]]:
        for row in self._connection.execute(query).mappings():
            yield {name: _plain(value) for name, value in row.items()}

    def erase(self, person_id: str, *, figures: Figures, at: datetime) -> tuple[str, Changed]:
        """Leave nothing of somebody but an id that says nothing; return it, and the keys of figures that are gone."""
        person = number_of(self._connection, person_id)
        reading = _table("reading")
        gone = Changed()
        if figures is Figures.DELETE:
            rows = self._connection.execute(
                sa.select(reading.c.person_no, reading.c.metric_no, reading.c.start).where(
                    reading.c.person_no == person
                )
            )
            gone = Changed.of((row.person_no, row.metric_no, (row.start - EPOCH).days) for row in rows)
        accounts = self._connection.execute(
            sa.select(_table("identity").c.platform, _table("identity").c.user).where(
                _table("identity").c.person_no == person
            )
        ).all()
        self._claim_words(person)
        for table in reversed(SQLModel.metadata.sorted_tables):
            deleted = table.name in FIGURES - DERIVED and figures is Figures.DELETE
            if deleted or table.name not in KEPT:
                self._delete(table, person)
        for name in ("choice", "dialogue", "form"):
            table = _table(name)
            for one in accounts:
                mine = (table.c.platform == one.platform, table.c.user == one.user)
                self._connection.execute(sa.delete(table).where(*mine))
        self._connection.execute(sa.update(REQUEST).where(REQUEST.c.person_no == person).values(text="", reason=""))
        ticks = _table("tick")
        self._connection.execute(sa.delete(ticks).where(ticks.c.subject == person_id))
        blank: dict[str, Any] = {**dict.fromkeys(("department", "unit", "email", "location", "timezone", "locale"), "")}
        blank |= {"id": f"{ERASED}{person}", "name": f"{ERASED}{person}", "manager_id": None, "hire_date": None}
        gone_everywhere = at.date() - timedelta(days=2)  # on their last day somebody still belongs to the company
        self._connection.execute(
            sa.update(PERSON).where(PERSON.c.no == person).values(**blank, left_on=gone_everywhere)
        )
        self._people.forget()
        return f"{ERASED}{person}", gone

    def _claim_words(self, person: int) -> None:
        """Make messages to others that name somebody messages about them: answers to HR and managers, and reports."""
        delivery = _table("delivery")
        name = self._connection.execute(sa.select(PERSON.c.name).where(PERSON.c.no == person)).scalar_one()
        written = json.dumps(name, ensure_ascii=False)[1:-1]
        named = delivery.c.card.contains(written, autoescape=True)
        self._connection.execute(sa.update(delivery).where(named).values(subject_no=person))
        for table in (_table("dialogue"), _table("form")):
            self._connection.execute(sa.delete(table).where(table.c.form.contains(written, autoescape=True)))

    def _delete(self, table: sa.Table, person: int) -> None:
        """Delete the rows of a table that are somebody's, and those that hang on a row of theirs."""
        mine = [column == person for column in _whose(table)]
        for key in table.foreign_keys:
            parent = key.column.table
            if parent.name not in KEPT and (whose := [column == person for column in _whose(parent)]):
                mine.append(key.parent.in_(sa.select(key.column).where(sa.or_(*whose))))
        if mine:
            self._connection.execute(sa.delete(table).where(sa.or_(*mine)))


def _whose(table: sa.Table) -> list[sa.Column[Any]]:
    """Return the columns that make a row somebody's: those that refer to a person, and those that are named so."""
    refer = {key.parent.name for key in table.foreign_keys if key.column.table.name == "person"}
    return [table.c[name] for name in table.c.keys() if name in refer | set(WHOSE)]  # noqa: SIM118 - a collection


def _table(name: str) -> sa.Table:
    return SQLModel.metadata.tables[name]


def _its(table: sa.Table, person: int, kind: str) -> list[sa.ColumnElement[bool]]:
    mine: list[sa.ColumnElement[bool]] = [table.c[_OWNER.get(kind, "person_no")] == person]
    if kind == "messages":
        mine += [table.c.subject_no == person, table.c.kind.in_(_MINE)]
    return mine


_COUNTED = {
    "accounts": "identity",
    "absences": "absence",
    "readings": "reading",
    "earlier": "reading_version",
    "targets": "target",
    "deltas": "delta",
    "messages": "delivery",
    "opinions": "opinion",
    "disputes": "dispute",
    "corrections": "correction",
    "remarks": "remark",
    "requests": "data_request",
    "given": "kudos",
    "received": "kudos",
    "answers": "kudos_answer",
}
"""Kinds of data about a person, and the table that holds each."""
_OWNER = {"given": "giver_no", "received": "receiver_no"}
_SINCE = {
    "delivery": "created_at",
    "opinion": "at",
    "dispute": "raised_at",
    "correction": "asked_at",
    "remark": "at",
    "data_request": "asked_at",
    "kudos": "at",
    "kudos_answer": "at",
}
_OWN = ("id", "name", "department", "unit", "email", "hire_date", "left_on", "location", "timezone", "locale")
_PLAIN = {
    "accounts": ("platform", "user"),
    "absences": ("start", "end", "reason"),
    "requests": ("ask", "text", "asked_at", "due_on", "figures", "state", "decided_at", "reason"),
    "given": ("about", "text", "at"),
    "received": ("about", "text", "at"),
    "answers": ("stance", "text", "at"),
}
_VALUE = ("start", "end", "value", "numerator", "denominator")
_MEASURED = {
    "readings": (*_VALUE, "row", "version", "source_id", "observed_at"),
    "earlier": (*_VALUE, "row", "version", "source_id", "observed_at"),
    "targets": ("start", "end", "target", "start_value", "weight", "row"),
    "deltas": (
        *(*_VALUE, "target", "target_full", "attainment", "previous", "change", "change_pct"),
        *("baseline_n", "baseline_median", "z", "year_ago", "year_ago_change", "streak", "elapsed", "revision"),
    ),
    "disputes": ("no", "start", "end", "value", "claim", "wanted", "raised_at", "due_on", "state"),
    "corrections": ("no", "start", "end", "old", "value", "reason", "asked_at", "state", "decided_at", "decision"),
    "remarks": ("start", "end", "text", "at"),
}
"""Columns of each kind; peers' medians and whoever decided are about others, so they are in none."""


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value


def _said(card: str) -> str:
    """Return what a stored message said, as its reader saw it."""
    lines: list[str] = []
    for block in json.loads(card)["blocks"]:
        lines += [block["text"]] if block["type"] in {"Heading", "Text", "Note", "Quote"} else []
        for line in block.get("lines", ()):
            lines.append(" ".join(part for part in (line["label"], line["value"], line["against"]) if part))
    return "\n".join(plain(line) for line in lines) or card_from_json(card).summary


def _request(row: Row[Any]) -> DataRequest:
    return DataRequest(
        person_id=row.id,
        ask=Ask(row.ask),
        text=row.text,
        asked_at=row.asked_at,
        due_on=row.due_on,
        figures=Figures(row.figures),
        state=State(row.state),
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        reason=row.reason,
        no=row.no,
    )
