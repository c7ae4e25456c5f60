"""Deliveries as a queue: put in, claimed under a lease, and marked with what became of them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.delivery.domain.delivery import (
    Delivery,
    DeliveryState,
    Hold,
    Receipt,
)
from storage.database import UtcDateTime, insert
from storage.delivery.outbox_rows import (
    DELIVERY,
    DUE,
    EVERY,
    MOVING,
    NEVER,
    NUMBERED,
    PUSHED,
    TAKEN,
    WAITING,
    delivery_of,
)
from storage.lease import LeaseClock
from storage.people.person_rows import ACCOUNT, PERSON, employed_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


class SqlQueue:
    """Deliveries on their way; claims are one statement, markings are fenced by owner and attempt."""

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
        ended = at if self._leases.trusted(lease) else NEVER
        asked = {"its_platform": platform, "now": now, "ended": ended, "most": limit}
        numbers = list(self._connection.execute(DUE, asked).scalars())
        if not numbers:
            return []
        terms = {"its_platform": platform, "its_owner": owner, "now": now, "until": at + lease}
        self._connection.execute(TAKEN, {"numbers": numbers} | terms)
        found = self._read(NUMBERED, numbers=numbers)
        return sorted(found, key=lambda delivery: (delivery.priority, delivery.no))

    def renew(self, delivery: Delivery, *, lease: timedelta) -> bool:
        """Give a claimed delivery a whole lease again; False when another attempt has taken it over meanwhile."""
        return self._mark(delivery, {"lease_until": self._leases.now(self._connection) + lease})

    def waiting(self, person_id: str, *, now: datetime) -> list[Delivery]:
        """Return the mergeable deliveries that are due for a person and not under way, oldest first.

        They are locked; what another process is looking at just now is left to it. What is in doubt is none of them:
        it may be out already, and would be said once more.
        """
        return self._read(WAITING, reader=person_id, now=now)

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
            "state": DeliveryState.DUE.value,
            "not_before": until or NEVER,
            "reason": reason.value,
            "detail": detail,
            "doubt": delivery.doubt,
            "lease_until": self._leases.now(self._connection) + lease if lease else None,
        }
        if not tried and not delivery.doubt:
            values["first_attempt_at"] = None
        return self._mark(delivery, values)

    def finish(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        at: datetime,
        detail: str = "",
        receipt: Receipt | None = None,
    ) -> bool:
        """Record the end of a claimed delivery; False when another attempt has taken it over meanwhile."""
        values: dict[str, Any] = {"state": state.value, "detail": detail, "lease_until": None}
        if state is DeliveryState.SENT:
            values |= {"sent_at": at, "reason": "", "receipt": json.dumps(receipt.fields if receipt else {})}
        return self._mark(delivery, values)

    def merged(self, members: Iterable[Delivery], *, into: str, at: datetime) -> None:
        """Mark deliveries as gone out inside a digest."""
        numbers = [member.no for member in members]
        self._connection.execute(
            sa.update(DELIVERY)
            .where(DELIVERY.c.no.in_(numbers))
            .values(state=DeliveryState.MERGED.value, detail=into, sent_at=at, lease_until=None)
        )

    def members(self, key: str) -> list[Delivery]:
        """Return what is to go out inside a digest, oldest first."""
        return self._find(DELIVERY.c.detail == key, DELIVERY.c.state == DeliveryState.MERGED.value)

    def leave_out(self, delivery: Delivery, *, detail: str) -> None:
        """End what was to go out inside a digest, unsent."""
        ended = {"state": DeliveryState.EXPIRED.value, "detail": detail, "sent_at": None}
        self._connection.execute(sa.update(DELIVERY).where(DELIVERY.c.no == delivery.no).values(ended))

    def next_due(self, *, now: datetime, platform: str | None = None) -> datetime | None:
        """Return when the next delivery may go or its lease runs out, on one platform or on any, by ``now``'s clock."""
        at = self._leases.now(self._connection)
        leased = DELIVERY.c.lease_until > at
        query = sa.select(
            sa.func.min(sa.case((leased, None), else_=DELIVERY.c.not_before), type_=UtcDateTime()),
            sa.func.min(sa.case((leased, DELIVERY.c.lease_until)), type_=UtcDateTime()),
        ).where(DELIVERY.c.state.in_(MOVING))
        reachable = sa.exists().where(ACCOUNT.c.person_no == DELIVERY.c.person_no)
        if platform is not None:
            query = query.where(DELIVERY.c.platform.in_(("", platform)))
            reachable = reachable.where(ACCOUNT.c.platform == platform)
        free, lease = self._connection.execute(query.where(reachable)).one()
        return min((value for value in (free, now + (lease - at) if lease else None) if value), default=None)

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
        return int(self._connection.execute(PUSHED, asked).scalar_one())

    def rewrite(self, delivery: Delivery, card: str) -> bool:
        """Put another card in the place of one that waits or is claimed and not yet sent; False when it may be out."""
        claimed = sa.and_(
            DELIVERY.c.state == DeliveryState.SENDING.value,
            DELIVERY.c.owner == delivery.owner,
            DELIVERY.c.attempts == delivery.attempts,
        )
        free = sa.and_(DELIVERY.c.state == DeliveryState.DUE.value, sa.not_(DELIVERY.c.doubt))
        waits = (DELIVERY.c.no == delivery.no, sa.or_(free, claimed))
        return self._connection.execute(sa.update(DELIVERY).where(*waits).values(card=card)).rowcount == 1

    def _mark(self, delivery: Delivery, values: dict[str, Any]) -> bool:
        done = self._connection.execute(
            sa.update(DELIVERY)
            .where(
                DELIVERY.c.no == delivery.no,
                DELIVERY.c.state == DeliveryState.SENDING.value,
                DELIVERY.c.owner == delivery.owner,
                DELIVERY.c.attempts == delivery.attempts,
            )
            .values(values)
        )
        return done.rowcount == 1

    def _find(self, *wanted: sa.ColumnElement[bool]) -> list[Delivery]:
        return self._read(EVERY.where(*wanted))

    def _read(self, query: sa.Select[Any], **values: Any) -> list[Delivery]:
        return [delivery_of(row) for row in self._connection.execute(query, values)]

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
