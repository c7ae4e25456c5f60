"""Deliveries and the calls of a platform's month as rows, and the statements that look into the queue."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.delivery import Delivery, DeliveryState, Hold, Priority, Receipt
from bot.delivery.domain.delivery_timing import ASKED, SUMMED, UNCAPPED
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import ACCOUNT, PERSON

if TYPE_CHECKING:
    from sqlalchemy.engine import Row


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


DELIVERY = SQLModel.metadata.tables["delivery"]
CALLS = SQLModel.metadata.tables["calls"]
MOVING = (DeliveryState.DUE.value, DeliveryState.SENDING.value)

# What every look into the queue asks is built once: building a statement costs more than running it.
_SUBJECT = PERSON.alias()
EVERY = (
    sa.select(DELIVERY, PERSON.c.id.label("person_id"), _SUBJECT.c.id.label("subject_id"))
    .join(PERSON, PERSON.c.no == DELIVERY.c.person_no)
    .outerjoin(_SUBJECT, _SUBJECT.c.no == DELIVERY.c.subject_no)
    .order_by(DELIVERY.c.no)
)
_NOW, _UNTIL, _SINCE, _ENDED = (sa.bindparam(name, type_=UtcDateTime()) for name in ("now", "until", "since", "ended"))
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every lease, and before every clock: a row under a lease is due by whatever clock, once that has ended."""
_PLATFORM, _READER = sa.bindparam("its_platform", type_=sa.String), sa.bindparam("reader", type_=sa.String)
_ITS_NUMBERS = DELIVERY.c.no.in_(sa.bindparam("numbers", expanding=True))
NUMBERED = EVERY.where(_ITS_NUMBERS)
KEYED = EVERY.where(DELIVERY.c.key == sa.bindparam("its_key"))
WAITING = EVERY.where(
    PERSON.c.id == _READER,
    DELIVERY.c.state == DeliveryState.DUE.value,
    DELIVERY.c.not_before <= _NOW,
    sa.or_(DELIVERY.c.merge != "", sa.and_(DELIVERY.c.reason == Hold.LEAVE.value, DELIVERY.c.kind.in_(SUMMED))),
    sa.not_(DELIVERY.c.doubt),
).with_for_update(of=DELIVERY, skip_locked=True)  # SQLite, which has no such words, locks as a whole
DUE = (
    sa.select(DELIVERY.c.no)
    .where(
        DELIVERY.c.state.in_(MOVING),
        DELIVERY.c.not_before <= _NOW,
        sa.or_(DELIVERY.c.lease_until.is_(None), DELIVERY.c.lease_until <= _ENDED),
        sa.or_(DELIVERY.c.platform == "", DELIVERY.c.platform == _PLATFORM),
        sa.exists().where(ACCOUNT.c.person_no == DELIVERY.c.person_no, ACCOUNT.c.platform == _PLATFORM),
    )
    .order_by(DELIVERY.c.priority, DELIVERY.c.not_before, DELIVERY.c.no)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
TAKEN = (
    sa.update(DELIVERY)
    .where(_ITS_NUMBERS)
    .values(
        doubt=sa.or_(DELIVERY.c.doubt, DELIVERY.c.state == DeliveryState.SENDING.value),
        state=DeliveryState.SENDING.value,
        platform=_PLATFORM,
        owner=sa.bindparam("its_owner", type_=sa.String),
        attempts=DELIVERY.c.attempts + 1,
        first_attempt_at=sa.func.coalesce(DELIVERY.c.first_attempt_at, _NOW),
        lease_until=_UNTIL,
        not_before=NEVER,
    )
)
PUSHED = (
    sa.select(sa.func.count())
    .select_from(DELIVERY)
    .where(
        DELIVERY.c.person_no == sa.select(PERSON.c.no).where(PERSON.c.id == _READER).scalar_subquery(),
        DELIVERY.c.no != sa.bindparam("but", type_=sa.Integer),
        DELIVERY.c.priority.not_in([priority.value for priority in UNCAPPED]),
        DELIVERY.c.kind.not_in(ASKED),
        sa.or_(
            sa.and_(DELIVERY.c.state == DeliveryState.SENT.value, DELIVERY.c.sent_at >= _SINCE),
            sa.and_(DELIVERY.c.state == DeliveryState.DUE.value, DELIVERY.c.doubt),
            DELIVERY.c.state == DeliveryState.SENDING.value,  # also after its lease: it may be out, whoever held it
        ),
    )
)


def delivery_of(row: Row[Any]) -> Delivery:
    """Return a row of ``EVERY`` as a delivery."""
    return Delivery(
        key=row.key,
        opaque=row.opaque,
        person_id=row.person_id,
        kind=row.kind,
        priority=Priority(row.priority),
        card=row.card,
        created_at=row.created_at,
        not_before=row.not_before if row.not_before > NEVER else row.lease_until or row.created_at,
        platform=row.platform,
        state=DeliveryState(row.state),
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
