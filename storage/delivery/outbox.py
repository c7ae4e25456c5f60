"""The outbox: deliveries as they are looked up and steered, and the calls a platform's month has seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.delivery.domain.delivery import (
    NO_ACCOUNT,
    OF_PLATFORM,
    REDRAW,
    Delivery,
    DeliveryState,
    Hold,
    Priority,
)
from storage.database import UtcDateTime, insert
from storage.delivery.outbox_queue import SqlQueue
from storage.delivery.outbox_rows import (
    CALLS,
    DELIVERY,
    KEYED,
    MOVING,
    NUMBERED,
)
from storage.inventory import tables
from storage.people.person_rows import ACCOUNT, PERSON, employed_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class SqlOutbox(SqlQueue):
    """The outbox on SQL: the queue, and what is asked and changed beside it."""

    retention = timedelta(days=365)

    def readdress(self, person_id: str, platform: str, *, at: datetime) -> int:
        """Let what waits for an account that somebody has lost go to another of theirs; return how much that is.

        Where they have none it is ``not_reachable`` until there is one; what would redraw a message there is dropped.
        What waited for the platform itself is looked at again now.
        """
        reader = sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        its = (DELIVERY.c.person_no == reader, DELIVERY.c.platform.in_((platform, "")))  # also what was under way then
        waits = DELIVERY.c.state == DeliveryState.DUE.value
        over = {"state": DeliveryState.EXPIRED.value, "detail": NO_ACCOUNT}
        self._connection.execute(sa.update(DELIVERY).where(*its, waits, DELIVERY.c.kind == REDRAW).values(over))
        account = sa.exists().where(ACCOUNT.c.person_no == DELIVERY.c.person_no)
        for_platform = sa.and_(waits, DELIVERY.c.reason.in_([hold.value for hold in OF_PLATFORM]))
        values = {
            "platform": "",
            "reason": sa.case((sa.and_(waits, sa.not_(account)), Hold.NOT_REACHABLE.value), else_=DELIVERY.c.reason),
            "not_before": sa.case((for_platform, sa.bindparam("at", at, UtcDateTime())), else_=DELIVERY.c.not_before),
        }
        moving = (DELIVERY.c.state.in_(MOVING), DELIVERY.c.kind != REDRAW)
        return self._connection.execute(sa.update(DELIVERY).where(*its, *moving).values(values)).rowcount

    def expedite(self, key: str, *, at: datetime) -> None:
        """Let a delivery that waits go as an answer does, at once: its reader has spoken."""
        waits = (DELIVERY.c.key == key) & (DELIVERY.c.state == DeliveryState.DUE.value)
        values = {"priority": Priority.REPLY.value, "not_before": at, "reason": ""}
        self._connection.execute(sa.update(DELIVERY).where(waits).values(values))

    def free(self, person_id: str, reason: Hold, *, at: datetime) -> None:
        """Let everything go that waited for a person for one reason."""
        its = DELIVERY.c.person_no == sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        held = (DELIVERY.c.state == DeliveryState.DUE.value) & (DELIVERY.c.reason == reason.value)
        self._connection.execute(sa.update(DELIVERY).where(its, held).values(not_before=at, reason=""))

    def withdraw(self, key: str, *, detail: str) -> bool:
        """End a delivery that waits, unsent; False when it is under way, may be out, or has ended."""
        waits = (DELIVERY.c.key == key) & (DELIVERY.c.state == DeliveryState.DUE.value) & sa.not_(DELIVERY.c.doubt)
        ended = {"state": DeliveryState.EXPIRED.value, "detail": detail}
        return self._connection.execute(sa.update(DELIVERY).where(waits).values(ended)).rowcount == 1

    def get(self, key: str) -> Delivery | None:
        """Return the delivery with a business key, or None."""
        return next(iter(self._read(KEYED, its_key=key)), None)

    def sent_as(self, person_id: str, message: Mapping[str, str]) -> list[Delivery]:
        """Return what somebody was sent in a message, by a platform's reference to it; of a digest all its parts."""
        mark = message.get("id")
        if not mark:
            return []
        own = (PERSON.c.id == person_id, DELIVERY.c.state == DeliveryState.SENT.value)
        near = self._find(*own, DELIVERY.c.receipt.contains(mark, autoescape=True))
        found: list[Delivery] = []
        for delivery in near:
            fields = delivery.receipt.fields if delivery.receipt else {}
            if all(fields[name] == message[name] for name in fields.keys() & message.keys()):
                parts = self._find(PERSON.c.id == person_id, DELIVERY.c.detail == delivery.key)
                merged = [part for part in parts if part.state is DeliveryState.MERGED]
                # what came later was put into a message that says something of its own
                own_words = not merged or any(part.kind == delivery.kind for part in merged)
                found += [*([delivery] if own_words else []), *merged]
        return found

    def drop(self, subject_id: str, *, reason: str) -> int:
        """Let everything about somebody that has not gone out expire; return how much that is."""
        subject = sa.select(PERSON.c.no).where(PERSON.c.id == subject_id).scalar_subquery()
        waits = (
            DELIVERY.c.subject_no == subject,
            DELIVERY.c.state == DeliveryState.DUE.value,
            sa.not_(DELIVERY.c.doubt),
        )
        values = {"state": DeliveryState.EXPIRED.value, "detail": reason}
        return self._connection.execute(sa.update(DELIVERY).where(*waits).values(values)).rowcount

    def find(
        self,
        *,
        state: str | None = None,
        person_id: str | None = None,
        kind: str | None = None,
        since: datetime | None = None,
    ) -> list[Delivery]:
        """Return deliveries by state, reader, kind and when they were made, oldest first."""
        wanted: list[sa.ColumnElement[bool]] = []
        if state:
            wanted.append(DELIVERY.c.state == state)
        if person_id:
            wanted.append(PERSON.c.id == person_id)
        if kind:
            wanted.append(DELIVERY.c.kind == kind)
        if since:
            wanted.append(DELIVERY.c.created_at >= since)
        return self._find(*wanted)

    def number(self, no: int) -> Delivery | None:
        """Return the delivery with a number, or None."""
        return next(iter(self._read(NUMBERED, numbers=[no])), None)

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
        waits = [
            DELIVERY.c.state == DeliveryState.DUE.value,
            DELIVERY.c.reason.in_([reason.value for reason in reasons]),
        ]
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
        failed = (DELIVERY.c.no == no) & (DELIVERY.c.state == DeliveryState.FAILED.value)
        fresh = {"state": DeliveryState.DUE.value, "not_before": at, "reason": "", "detail": "", "doubt": False}
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
        out = DELIVERY.c.state.in_((DeliveryState.SENT.value, DeliveryState.MERGED.value))
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
        held = sa.case((DELIVERY.c.state == DeliveryState.DUE.value, DELIVERY.c.reason), else_="")
        query = sa.select(DELIVERY.c.state, held, sa.func.count()).group_by(DELIVERY.c.state, held)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}

    def overdue(self, *, now: datetime) -> tuple[int, datetime | None]:
        """Return how many deliveries could have gone by now to somebody with an account, and since when the first."""
        reachable = sa.exists().where(ACCOUNT.c.person_no == DELIVERY.c.person_no)
        query = sa.select(sa.func.count(), sa.func.min(DELIVERY.c.not_before, type_=UtcDateTime()))
        row = self._connection.execute(
            query.where(DELIVERY.c.state == DeliveryState.DUE.value, DELIVERY.c.not_before <= now, reachable)
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
        old = (DELIVERY.c.state != DeliveryState.SENDING.value, DELIVERY.c.created_at < before)
        numbers = sa.select(DELIVERY.c.no).where(*old)
        for table in tables():
            for key in table.foreign_keys:
                if key.column.table is DELIVERY:
                    self._connection.execute(sa.delete(table).where(key.parent.in_(numbers)))
        return int(self._connection.execute(sa.delete(DELIVERY).where(*old)).rowcount)
