"""The outbox: deliveries, and the calls a platform's month has seen."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col

from bot.delivery.domain.delivery import (
    ASKED,
    NO_ACCOUNT,
    OF_PLATFORM,
    REDRAW,
    SUMMED,
    UNCAPPED,
    Delivery,
    Hold,
    Priority,
    Receipt,
    State,
)
from storage.database import UtcDateTime, insert
from storage.inventory import declare, tables
from storage.lease import LeaseClock
from storage.people.person_rows import IdentityRow, PersonRow, employed_days, employed_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection, Row


class DeliveryRow(SQLModel, table=True):
    """A message on its way. The partial index holds only what may still move."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.Index(
            "ix_delivery_due",
            "not_before",
            "priority",
            "no",
            sqlite_where=sa.text("state in ('due','sending')"),
            postgresql_where=sa.text("state in ('due','sending')"),
        ),
        sa.Index("ix_delivery_person", "person_no", "sent_at"),
    )
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    opaque: str = Field(unique=True)
    person_no: int = Field(foreign_key="person.no")
    kind: str
    priority: int
    card: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    not_before: datetime = Field(sa_type=UtcDateTime)
    platform: str = ""
    state: str = "due"
    reason: str = ""
    detail: str = ""
    data_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    after: str = ""
    merge: str = ""
    rule: str = ""
    subject_no: int | None = Field(default=None, foreign_key="person.no")
    rights: str = Field(default="", sa_column_kwargs={"server_default": ""})
    attempts: int = 0
    doubt: bool = False
    first_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    receipt: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "delivery",
    whose="person_no subject_no",
    kinds={"messages": "person_no"},
    own="kind created_at sent_at state",
    withheld={
        "receipt opaque": "where a message stands on the platform",
        "reason detail first_attempt_at answered_at": "how a message went out, and whether its reader pressed anything",
    },
    worded="key card",
    plain="no priority not_before platform data_at expires_at after merge rule rights attempts doubt lease_until owner",
)


class CallsRow(SQLModel, table=True):
    """How many metered calls a platform has seen in a month (``2026-10``)."""

    __tablename__ = "calls"
    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    calls: int = 0


declare("calls", plain="platform month calls")


class SqlOutbox:
    """Deliveries on SQL; claims are one statement, markings are fenced by owner and attempt."""

    retention = timedelta(days=365)

    def __init__(self, connection: Connection, *, now: datetime, leases: LeaseClock | None = None) -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._leases = leases or LeaseClock()

    def add(self, delivery: Delivery) -> bool:
        """Store it unless its key is known; say whether it was new."""
        statement = insert(self._connection, DELIVERY).values(self._values(delivery))
        once = statement.on_conflict_do_nothing(index_elements=["key"]).returning(DELIVERY.c.no)
        return self._connection.execute(once).first() is not None

    def claim(self, *, platform: str, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Take due deliveries for a platform's readers under a lease, most important first.

        ``now`` says what is due. Leases run by the database's clock: a row whose lease ran out comes back with
        ``doubt``, since whoever held it may have sent it.
        """
        at = self._leases.now(self._connection)
        ended = at if self._leases.trusted(lease) else _NEVER
        asked = {"its_platform": platform, "now": now, "ended": ended, "most": limit}
        numbers = list(self._connection.execute(_DUE, asked).scalars())
        if not numbers:
            return []
        terms = {"its_platform": platform, "its_owner": owner, "now": now, "until": at + lease}
        self._connection.execute(_TAKEN, {"numbers": numbers} | terms)
        found = self._read(_NUMBERED, numbers=numbers)
        return sorted(found, key=lambda one: (one.priority, one.no))

    def renew(self, delivery: Delivery, *, lease: timedelta) -> bool:
        """Give a claimed delivery a whole lease again; False when another attempt has taken it over meanwhile."""
        return self._mark(delivery, {"lease_until": self._leases.now(self._connection) + lease})

    def waiting(self, person_id: str, *, now: datetime) -> list[Delivery]:
        """Return the mergeable deliveries that are due for a person and not under way, oldest first.

        They are locked; what another process is looking at just now is left to it. What is in doubt is none of them:
        it may be out already, and would be said once more.
        """
        return self._read(_WAITING, reader=person_id, now=now)

    def release(
        self,
        delivery: Delivery,
        *,
        until: datetime | None,
        reason: Hold,
        detail: str = "",
        tried: bool,
        lease: timedelta | None = None,
    ) -> bool:
        """Put a claimed delivery back until an instant; ``tried`` says whether the attempt reached the platform.

        An attempt that never left does not count, and leaves no doubt behind that was not there before. With a
        ``lease`` nobody takes it before that much time has passed by the database's clock, whatever their own says;
        without an instant nothing else has to pass.
        """
        values: dict[str, Any] = {
            "state": State.DUE.value,
            "not_before": until or _NEVER,
            "reason": reason.value,
            "detail": detail,
            "doubt": delivery.doubt,
            "lease_until": self._leases.now(self._connection) + lease if lease else None,
        }
        if not tried and not delivery.doubt:
            values["first_attempt_at"] = None
        return self._mark(delivery, values)

    def finish(
        self, delivery: Delivery, state: State, *, at: datetime, detail: str = "", receipt: Receipt | None = None
    ) -> bool:
        """Record the end of a claimed delivery; False when another attempt has taken it over meanwhile."""
        values: dict[str, Any] = {"state": state.value, "detail": detail, "lease_until": None}
        if state is State.SENT:
            values |= {"sent_at": at, "reason": "", "receipt": json.dumps(receipt.fields if receipt else {})}
        return self._mark(delivery, values)

    def merged(self, members: Iterable[Delivery], *, into: str, at: datetime) -> None:
        """Mark deliveries as gone out inside a digest."""
        numbers = [one.no for one in members]
        self._connection.execute(
            sa.update(DELIVERY)
            .where(DELIVERY.c.no.in_(numbers))
            .values(state=State.MERGED.value, detail=into, sent_at=at, lease_until=None)
        )

    def members(self, key: str) -> list[Delivery]:
        """Return what is to go out inside a digest, oldest first."""
        return self._find(DELIVERY.c.detail == key, DELIVERY.c.state == State.MERGED.value)

    def leave_out(self, delivery: Delivery, *, detail: str) -> None:
        """End what was to go out inside a digest, unsent."""
        ended = {"state": State.EXPIRED.value, "detail": detail, "sent_at": None}
        self._connection.execute(sa.update(DELIVERY).where(DELIVERY.c.no == delivery.no).values(ended))

    def readdress(self, person_id: str, platform: str, *, at: datetime) -> int:
        """Let what waits for an account that somebody has lost go to another of theirs; return how much that is.

        Where they have none it is ``not_reachable`` until there is one; what would redraw a message there is dropped.
        What waited for the platform itself is looked at again now.
        """
        reader = sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        its = (DELIVERY.c.person_no == reader, DELIVERY.c.platform.in_((platform, "")))  # also what was under way then
        waits = DELIVERY.c.state == State.DUE.value
        over = {"state": State.EXPIRED.value, "detail": NO_ACCOUNT}
        self._connection.execute(sa.update(DELIVERY).where(*its, waits, DELIVERY.c.kind == REDRAW).values(over))
        account = sa.exists().where(col(IdentityRow.person_no) == DELIVERY.c.person_no)
        for_platform = sa.and_(waits, DELIVERY.c.reason.in_([one.value for one in OF_PLATFORM]))
        values = {
            "platform": "",
            "reason": sa.case((sa.and_(waits, sa.not_(account)), Hold.NOT_REACHABLE.value), else_=DELIVERY.c.reason),
            "not_before": sa.case((for_platform, sa.bindparam("at", at, UtcDateTime())), else_=DELIVERY.c.not_before),
        }
        moving = (DELIVERY.c.state.in_(MOVING), DELIVERY.c.kind != REDRAW)
        return self._connection.execute(sa.update(DELIVERY).where(*its, *moving).values(values)).rowcount

    def expedite(self, key: str, *, at: datetime) -> None:
        """Let a delivery that waits go as an answer does, at once: its reader has spoken."""
        waits = (DELIVERY.c.key == key) & (DELIVERY.c.state == State.DUE.value)
        values = {"priority": Priority.REPLY.value, "not_before": at, "reason": ""}
        self._connection.execute(sa.update(DELIVERY).where(waits).values(values))

    def free(self, person_id: str, reason: Hold, *, at: datetime) -> None:
        """Let everything go that waited for a person for one reason."""
        its = DELIVERY.c.person_no == sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        held = (DELIVERY.c.state == State.DUE.value) & (DELIVERY.c.reason == reason.value)
        self._connection.execute(sa.update(DELIVERY).where(its, held).values(not_before=at, reason=""))

    def withdraw(self, key: str, *, detail: str) -> bool:
        """End a delivery that waits, unsent; False when it is under way, may be out, or has ended."""
        waits = (DELIVERY.c.key == key) & (DELIVERY.c.state == State.DUE.value) & sa.not_(DELIVERY.c.doubt)
        ended = {"state": State.EXPIRED.value, "detail": detail}
        return self._connection.execute(sa.update(DELIVERY).where(waits).values(ended)).rowcount == 1

    def next_due(self, *, now: datetime, platform: str | None = None) -> datetime | None:
        """Return when the next delivery may go or its lease runs out, on one platform or on any, by ``now``'s clock."""
        at = self._leases.now(self._connection)
        leased = DELIVERY.c.lease_until > at
        query = sa.select(
            sa.func.min(sa.case((leased, None), else_=DELIVERY.c.not_before), type_=UtcDateTime()),
            sa.func.min(sa.case((leased, DELIVERY.c.lease_until)), type_=UtcDateTime()),
        ).where(DELIVERY.c.state.in_(MOVING))
        reachable = sa.exists().where(col(IdentityRow.person_no) == DELIVERY.c.person_no)
        if platform is not None:
            query = query.where(DELIVERY.c.platform.in_(("", platform)))
            reachable = reachable.where(col(IdentityRow.platform) == platform)
        free, lease = self._connection.execute(query.where(reachable)).one()
        return min((one for one in (free, now + (lease - at) if lease else None) if one), default=None)

    def leased(self, *, now: datetime) -> timedelta | None:
        """Return how long until the first lease ends of what may be out, or be due but for that; None when none is."""
        at = self._leases.now(self._connection)
        under_way = (DELIVERY.c.state.in_(MOVING), DELIVERY.c.not_before <= now, DELIVERY.c.lease_until > at)
        query = sa.select(sa.func.min(DELIVERY.c.lease_until, type_=UtcDateTime())).where(*under_way)
        first: datetime | None = self._connection.execute(query).scalar()
        return first - at if first else None

    def alone_with(self, person_id: str) -> bool:
        """Keep others from weighing for a person until the transaction ends; False when somebody does just now.

        Two processes must not both count before either sends: the cap is a promise. Nobody waits for another, who may
        have fallen asleep.
        """
        if self._connection.dialect.name != "postgresql":
            return True
        statement = sa.text("select pg_try_advisory_xact_lock(hashtext(:id))")
        return bool(self._connection.execute(statement, {"id": person_id}).scalar_one())

    def pushed(self, person_id: str, *, since: datetime, but: int) -> int:
        """Count messages sent to a person unasked since an instant, also under way or in doubt; not number ``but``."""
        asked = {"reader": person_id, "since": since, "but": but}
        return int(self._connection.execute(_PUSHED, asked).scalar_one())

    def get(self, key: str) -> Delivery | None:
        """Return the delivery with a business key, or None."""
        return next(iter(self._read(_KEYED, its_key=key)), None)

    def sent_as(self, person_id: str, message: Mapping[str, str]) -> list[Delivery]:
        """Return what somebody was sent in a message, by a platform's reference to it; of a digest all its parts."""
        mark = message.get("id")
        if not mark:
            return []
        own = (PERSON.c.id == person_id, DELIVERY.c.state == State.SENT.value)
        near = self._find(*own, DELIVERY.c.receipt.contains(mark, autoescape=True))
        found: list[Delivery] = []
        for one in near:
            fields = one.receipt.fields if one.receipt else {}
            if all(fields[name] == message[name] for name in fields.keys() & message.keys()):
                parts = self._find(PERSON.c.id == person_id, DELIVERY.c.detail == one.key)
                found += [part for part in parts if part.state is State.MERGED] or [one]
        return found

    def rewrite(self, delivery: Delivery, card: str) -> bool:
        """Put another card in the place of one that waits or is claimed and not yet sent; False when it may be out."""
        claimed = sa.and_(
            DELIVERY.c.state == State.SENDING.value,
            DELIVERY.c.owner == delivery.owner,
            DELIVERY.c.attempts == delivery.attempts,
        )
        free = sa.and_(DELIVERY.c.state == State.DUE.value, sa.not_(DELIVERY.c.doubt))
        waits = (DELIVERY.c.no == delivery.no, sa.or_(free, claimed))
        return self._connection.execute(sa.update(DELIVERY).where(*waits).values(card=card)).rowcount == 1

    def drop(self, subject_id: str, *, reason: str) -> int:
        """Let everything about somebody that has not gone out expire; return how much that is."""
        subject = sa.select(PERSON.c.no).where(PERSON.c.id == subject_id).scalar_subquery()
        waits = (DELIVERY.c.subject_no == subject, DELIVERY.c.state == State.DUE.value, sa.not_(DELIVERY.c.doubt))
        values = {"state": State.EXPIRED.value, "detail": reason}
        return self._connection.execute(sa.update(DELIVERY).where(*waits).values(values)).rowcount

    def find(
        self, *, state: str | None = None, person_id: str | None = None, since: datetime | None = None
    ) -> list[Delivery]:
        """Return deliveries by state, reader and when they were made, oldest first."""
        wanted: list[sa.ColumnElement[bool]] = []
        if state:
            wanted.append(DELIVERY.c.state == state)
        if person_id:
            wanted.append(PERSON.c.id == person_id)
        if since:
            wanted.append(DELIVERY.c.created_at >= since)
        return self._find(*wanted)

    def number(self, no: int) -> Delivery | None:
        """Return the delivery with a number, or None."""
        return next(iter(self._read(_NUMBERED, numbers=[no])), None)

    def requeue(
        self,
        reasons: Iterable[Hold],
        *,
        at: datetime,
        person_id: str | None = None,
        rule: str | None = None,
        platform: str | None = None,
    ) -> int:
        """Let what waits for one of these reasons be looked at again now; return how many."""
        waits = [DELIVERY.c.state == State.DUE.value, DELIVERY.c.reason.in_([one.value for one in reasons])]
        if person_id:
            mine = sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
            waits.append(DELIVERY.c.person_no == mine)
        if rule:
            waits.append(DELIVERY.c.rule == rule)
        if platform:
            waits.append(DELIVERY.c.platform == platform)
        return self._connection.execute(sa.update(DELIVERY).where(*waits).values(not_before=at)).rowcount

    def again(self, no: int, *, at: datetime) -> bool:
        """Let a delivery that failed be tried anew under the same key; False when it has not failed."""
        failed = (DELIVERY.c.no == no) & (DELIVERY.c.state == State.FAILED.value)
        fresh = {"state": State.DUE.value, "not_before": at, "reason": "", "detail": "", "doubt": False}
        fresh |= {"first_attempt_at": None, "expires_at": None}
        return self._connection.execute(sa.update(DELIVERY).where(failed).values(fresh)).rowcount == 1

    def answered(self, key: str, person_id: str, *, at: datetime) -> None:
        """Note that somebody did something with a message of theirs."""
        mine = sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        its = (DELIVERY.c.key == key) & (DELIVERY.c.person_no == mine) & DELIVERY.c.answered_at.is_(None)
        self._connection.execute(sa.update(DELIVERY).where(its).values(answered_at=at))

    def answers(self, kinds: Iterable[str], *, last: int) -> list[tuple[str, str, int, int]]:
        """Return of each reader and kind how many of the last so many messages there were, and were answered."""
        order = sa.func.row_number().over(
            partition_by=(DELIVERY.c.person_no, DELIVERY.c.kind), order_by=(DELIVERY.c.sent_at.desc(), DELIVERY.c.no)
        )
        out = DELIVERY.c.state.in_((State.SENT.value, State.MERGED.value))
        sent = (
            sa.select(DELIVERY.c.person_no, DELIVERY.c.kind, DELIVERY.c.answered_at, order.label("place"))
            .where(out, DELIVERY.c.kind.in_(list(kinds)))
            .subquery()
        )
        query = (
            sa.select(PERSON.c.id, sent.c.kind, sa.func.count(), sa.func.count(sent.c.answered_at))
            .join(PERSON, PERSON.c.no == sent.c.person_no)
            .where(sent.c.place <= last, employed_somewhere(PERSON))
            .group_by(PERSON.c.id, sent.c.kind)
            .order_by(PERSON.c.id, sent.c.kind)
        )
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(query, self._employed)]

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many deliveries there are by state and, of those that wait, by what holds them."""
        held = sa.case((DELIVERY.c.state == State.DUE.value, DELIVERY.c.reason), else_="")
        query = sa.select(DELIVERY.c.state, held, sa.func.count()).group_by(DELIVERY.c.state, held)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}

    def overdue(self, *, now: datetime) -> tuple[int, datetime | None]:
        """Return how many deliveries could have gone by now to somebody with an account, and since when the first."""
        reachable = sa.exists().where(col(IdentityRow.person_no) == DELIVERY.c.person_no)
        query = sa.select(sa.func.count(), sa.func.min(DELIVERY.c.not_before, type_=UtcDateTime()))
        row = self._connection.execute(
            query.where(DELIVERY.c.state == State.DUE.value, DELIVERY.c.not_before <= now, reachable)
        ).one()
        return row[0], row[1]

    def spend(self, platform: str, *, month: str, calls: int) -> None:
        """Add metered calls to a platform's month (``2026-10``)."""
        statement = insert(self._connection, CALLS).values(platform=platform, month=month, calls=calls)
        more = {"calls": CALLS.c.calls + statement.excluded.calls}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["platform", "month"], set_=more))

    def spent(self, platform: str, *, month: str) -> int:
        """Return the metered calls of a platform's month."""
        query = sa.select(CALLS.c.calls).where(CALLS.c.platform == platform, CALLS.c.month == month)
        return int(self._connection.execute(query).scalar() or 0)

    def forget(self, *, before: datetime) -> int:
        """Delete what was made before an instant and is not under way, with what hangs on it; return how many.

        What still waits after so long waits for somebody without an account, and is news no more.
        """
        old = (DELIVERY.c.state != State.SENDING.value, DELIVERY.c.created_at < before)
        numbers = sa.select(DELIVERY.c.no).where(*old)
        for table in tables():
            for key in table.foreign_keys:
                if key.column.table is DELIVERY:
                    self._connection.execute(sa.delete(table).where(key.parent.in_(numbers)))
        return int(self._connection.execute(sa.delete(DELIVERY).where(*old)).rowcount)

    def _mark(self, delivery: Delivery, values: dict[str, Any]) -> bool:
        done = self._connection.execute(
            sa.update(DELIVERY)
            .where(
                DELIVERY.c.no == delivery.no,
                DELIVERY.c.state == State.SENDING.value,
                DELIVERY.c.owner == delivery.owner,
                DELIVERY.c.attempts == delivery.attempts,
            )
            .values(values)
        )
        return done.rowcount == 1

    def _find(self, *wanted: sa.ColumnElement[bool]) -> list[Delivery]:
        return self._read(_ALL.where(*wanted))

    def _read(self, query: sa.Select[Any], **values: Any) -> list[Delivery]:
        return [_delivery(row) for row in self._connection.execute(query, values)]

    def _values(self, delivery: Delivery) -> dict[str, Any]:
        numbers = {
            row.id: row.no
            for row in self._connection.execute(
                sa.select(PERSON.c.id, PERSON.c.no).where(PERSON.c.id.in_((delivery.person_id, delivery.subject_id)))
            )
        }
        return {
            "key": delivery.key,
            "opaque": delivery.opaque,
            "person_no": numbers[delivery.person_id],
            "kind": delivery.kind,
            "priority": delivery.priority.value,
            "card": delivery.card,
            "created_at": delivery.created_at,
            "not_before": delivery.not_before,
            "platform": delivery.platform,
            "state": delivery.state.value,
            "reason": delivery.reason.value if delivery.reason else "",
            "detail": delivery.detail,
            "data_at": delivery.data_at,
            "expires_at": delivery.expires_at,
            "after": delivery.after,
            "merge": delivery.merge,
            "rule": delivery.rule,
            "subject_no": numbers.get(delivery.subject_id),
            "rights": delivery.rights,
        }


DELIVERY: sa.Table = DeliveryRow.__table__  # type: ignore[attr-defined]
CALLS: sa.Table = CallsRow.__table__  # type: ignore[attr-defined]
PERSON: sa.Table = PersonRow.__table__  # type: ignore[attr-defined]
MOVING = (State.DUE.value, State.SENDING.value)

# What every look into the queue asks is built once: building a statement costs more than running it.
_SUBJECT = PERSON.alias()
_ALL = (
    sa.select(DELIVERY, PERSON.c.id.label("person_id"), _SUBJECT.c.id.label("subject_id"))
    .join(PERSON, PERSON.c.no == DELIVERY.c.person_no)
    .outerjoin(_SUBJECT, _SUBJECT.c.no == DELIVERY.c.subject_no)
    .order_by(DELIVERY.c.no)
)
_NOW, _UNTIL, _SINCE, _ENDED = (sa.bindparam(name, type_=UtcDateTime()) for name in ("now", "until", "since", "ended"))
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every lease, and before every clock: a row under a lease is due by whatever clock, once that has ended."""
_PLATFORM, _READER = sa.bindparam("its_platform", type_=sa.String), sa.bindparam("reader", type_=sa.String)
_ITS_NUMBERS = DELIVERY.c.no.in_(sa.bindparam("numbers", expanding=True))
_NUMBERED = _ALL.where(_ITS_NUMBERS)
_KEYED = _ALL.where(DELIVERY.c.key == sa.bindparam("its_key"))
_WAITING = _ALL.where(
    PERSON.c.id == _READER,
    DELIVERY.c.state == State.DUE.value,
    DELIVERY.c.not_before <= _NOW,
    sa.or_(DELIVERY.c.merge != "", sa.and_(DELIVERY.c.reason == Hold.LEAVE.value, DELIVERY.c.kind.in_(SUMMED))),
    sa.not_(DELIVERY.c.doubt),
).with_for_update(of=DELIVERY, skip_locked=True)  # SQLite, which has no such words, locks as a whole
_DUE = (
    sa.select(DELIVERY.c.no)
    .where(
        DELIVERY.c.state.in_(MOVING),
        DELIVERY.c.not_before <= _NOW,
        sa.or_(DELIVERY.c.lease_until.is_(None), DELIVERY.c.lease_until <= _ENDED),
        sa.or_(DELIVERY.c.platform == "", DELIVERY.c.platform == _PLATFORM),
        sa.exists().where(col(IdentityRow.person_no) == DELIVERY.c.person_no, col(IdentityRow.platform) == _PLATFORM),
    )
    .order_by(DELIVERY.c.priority, DELIVERY.c.not_before, DELIVERY.c.no)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_TAKEN = (
    sa.update(DELIVERY)
    .where(_ITS_NUMBERS)
    .values(
        doubt=sa.or_(DELIVERY.c.doubt, DELIVERY.c.state == State.SENDING.value),
        state=State.SENDING.value,
        platform=_PLATFORM,
        owner=sa.bindparam("its_owner", type_=sa.String),
        attempts=DELIVERY.c.attempts + 1,
        first_attempt_at=sa.func.coalesce(DELIVERY.c.first_attempt_at, _NOW),
        lease_until=_UNTIL,
        not_before=_NEVER,
    )
)
_PUSHED = (
    sa.select(sa.func.count())
    .select_from(DELIVERY)
    .where(
        DELIVERY.c.person_no == sa.select(PERSON.c.no).where(PERSON.c.id == _READER).scalar_subquery(),
        DELIVERY.c.no != sa.bindparam("but", type_=sa.Integer),
        DELIVERY.c.priority.not_in([one.value for one in UNCAPPED]),
        DELIVERY.c.kind.not_in(ASKED),
        sa.or_(
            sa.and_(DELIVERY.c.state == State.SENT.value, DELIVERY.c.sent_at >= _SINCE),
            sa.and_(DELIVERY.c.state == State.DUE.value, DELIVERY.c.doubt),
            DELIVERY.c.state == State.SENDING.value,  # also after its lease: it may be out, whoever held it
        ),
    )
)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        opaque=row.opaque,
        person_id=row.person_id,
        kind=row.kind,
        priority=Priority(row.priority),
        card=row.card,
        created_at=row.created_at,
        not_before=row.not_before if row.not_before > _NEVER else row.lease_until or row.created_at,
        platform=row.platform,
        state=State(row.state),
        reason=Hold(row.reason) if row.reason else None,
        detail=row.detail,
        data_at=row.data_at,
        expires_at=row.expires_at,
        after=row.after,
        merge=row.merge,
        rule=row.rule,
        subject_id=row.subject_id or "",
        rights=row.rights,
        attempts=row.attempts,
        doubt=row.doubt,
        first_attempt_at=row.first_attempt_at,
        lease_until=row.lease_until,
        owner=row.owner,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        receipt=Receipt(json.loads(row.receipt)) if row.receipt else None,
        no=row.no,
    )
