"""Feedback and what readers thought of it, as kept."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.delivery import State
from bot.feedback.domain.feedback import Feedback, Occasion, Pick, Stage
from bot.kit.period import Period
from bot.rules.domain.rule import Tone
from storage.database import EPOCH, Day, UtcDateTime
from storage.delivery.outbox_rows import DELIVERY
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from bot.figures.domain.delta import Changed
    from bot.rules.domain.rule import Signal


class FeedbackRow(SQLModel, table=True):
    """Words wanted or written; evidence and pick are JSON of ids, never of text."""

    __tablename__ = "feedback"
    __table_args__ = (
        sa.Index("ix_feedback_start_occasion", "start", "occasion"),
        sa.Index("ix_feedback_stage_ready_at", "stage", "ready_at"),
    )
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    subject_no: int = Field(index=True)
    reader_no: int = Field(index=True)
    occasion: str
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    stage: str
    signals: str = "[]"
    deltas: str = "[]"
    data_at: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    ready_at: datetime = Field(sa_type=UtcDateTime)
    pick: str | None = None
    told: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})
    approved_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner: str = ""
    attempts: int = 0


declare(
    "feedback",
    whose="subject_no reader_no",
    kinds={"wanted": "subject_no"},
    own="occasion start end stage data_at created_at",
    withheld={
        "key signals pick": "keys and ids of what stands among the messages and signals",
        "told": "figures as a message of theirs, which stands among the messages, said them",
    },
    others="approved_by",
    worded="deltas",
    plain="no ready_at lease_until owner attempts",
)


class OpinionRow(SQLModel, table=True):
    """Whether a reader found a message useful; the newest answer counts."""

    __tablename__ = "opinion"
    delivery_no: int = Field(primary_key=True, foreign_key="delivery.no")
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    useful: bool
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "opinion",
    whose="person_no",
    kinds={"opinions": "person_no"},
    through=("delivery_no", "delivery", "no"),
    own="useful at",
)


_TABLE: sa.Table = FeedbackRow.__table__  # type: ignore[attr-defined]
_OPINION: sa.Table = OpinionRow.__table__  # type: ignore[attr-defined]
_SUBJECT = PERSON.alias("subject")
_READER = PERSON.alias("reader")
_CHUNK = 500
UNSENT = (State.EXPIRED.value, State.FAILED.value)
"""How a delivery ends whose words its reader never had."""


class SqlFeedback:
    """Feedback on SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, feedback: Feedback) -> bool:
        """Store it unless its key is known; say whether it was new."""
        if self._connection.execute(sa.select(_TABLE.c.no).where(_TABLE.c.key == feedback.key)).first():
            return False
        numbers = self._numbers(feedback.subject_id, feedback.reader_id)
        self._connection.execute(
            _TABLE.insert().values(
                key=feedback.key,
                subject_no=numbers[feedback.subject_id],
                reader_no=numbers[feedback.reader_id],
                occasion=str(feedback.occasion),
                start=feedback.period.start,
                end=feedback.period.end,
                created_at=feedback.created_at,
                owner="",
                attempts=0,
                **_changing(feedback),
            )
        )
        return True

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> Feedback | None:
        """Take one wanted feedback that is ready under a lease, oldest data first."""
        free = sa.or_(_TABLE.c.lease_until.is_(None), _TABLE.c.lease_until <= now)
        oldest = (
            sa.select(_TABLE.c.no)
            .where(_TABLE.c.stage == str(Stage.WANTED), _TABLE.c.ready_at <= now, free)
            .order_by(_TABLE.c.data_at, _TABLE.c.no)
            .limit(1)
        )
        if self._connection.dialect.name == "postgresql":
            oldest = oldest.with_for_update(skip_locked=True)
        taken = self._connection.execute(
            _TABLE.update()
            .where(_TABLE.c.no == oldest.scalar_subquery())
            .values(owner=owner, lease_until=now + lease, attempts=_TABLE.c.attempts + 1)
            .returning(_TABLE.c.key)
        ).first()
        return self.get(taken.key) if taken else None

    def next_ready(self) -> datetime | None:
        """Return when the next wanted feedback may be written, or its lease runs out."""
        when = sa.func.coalesce(_TABLE.c.lease_until, _TABLE.c.ready_at)
        found: datetime | None = self._connection.execute(
            sa.select(sa.type_coerce(sa.func.min(when), UtcDateTime)).where(_TABLE.c.stage == str(Stage.WANTED))
        ).scalar()
        return found

    def save(self, feedback: Feedback) -> None:
        """Store the new stage, evidence, pick and approval, and end the lease."""
        self._connection.execute(
            _TABLE.update()
            .where(_TABLE.c.key == feedback.key)
            .values(lease_until=None, owner="", **_changing(feedback))
        )

    def get(self, key: str) -> Feedback | None:
        """Return the feedback, or None."""
        return next(iter(self._read(_TABLE.c.key == key)), None)

    def recent_picks(self, reader_id: str, *, last: int) -> list[Pick]:
        """Return the newest picks written for a reader, newest first (R20: no repeats)."""
        written = self._connection.execute(
            sa.select(_TABLE.c.pick)
            .join(_READER, _READER.c.no == _TABLE.c.reader_no)
            .where(_READER.c.id == reader_id, _TABLE.c.pick.is_not(None))
            .order_by(_TABLE.c.no.desc())
            .limit(last)
        )
        return [_pick(row.pick) for row in written]

    def picks(self, occasions: Sequence[Occasion], *, last: int) -> list[Pick]:
        """Return the newest picks written on some occasions, whoever read them, newest first."""
        written = self._connection.execute(
            sa.select(_TABLE.c.pick)
            .where(_TABLE.c.occasion.in_([str(one) for one in occasions]), _TABLE.c.pick.is_not(None))
            .order_by(_TABLE.c.no.desc())
            .limit(last)
        )
        return [_pick(row.pick) for row in written]

    def sent_about(self, changed: Changed) -> list[Feedback]:
        """Return what was sent about people and periods of which a value has changed, oldest first."""
        touched = {(person, start) for person, _, start in changed.keys()}  # noqa: SIM118 - a method of its own
        starts = sorted({EPOCH + timedelta(days=start) for _, start in touched})
        found: list[Feedback] = []
        for first in range(0, len(starts), 500):
            rows = self._connection.execute(
                sa.select(_TABLE.c.key, _TABLE.c.subject_no, _TABLE.c.start)
                .where(_TABLE.c.stage == str(Stage.SENT), _TABLE.c.start.in_(starts[first : first + 500]))
                .order_by(_TABLE.c.no)
            ).all()
            keys = [row.key for row in rows if (row.subject_no, (row.start - EPOCH).days) in touched]
            found += [one for key in keys if (one := self.get(key))]
        return found

    def about(self, subject_id: str, period: Period, occasion: Occasion) -> list[Feedback]:
        """Return what was wanted or written about somebody and a period on an occasion, newest first."""
        return self._read(
            _SUBJECT.c.id == subject_id, _TABLE.c.start == period.start, _TABLE.c.occasion == str(occasion)
        )[::-1]

    def nudges(self, reader_id: str, subject_id: str, *, since: datetime) -> list[Feedback]:
        """Return the nudges to a reader about somebody that were wanted from an instant on, oldest first."""
        return self._read(
            _SUBJECT.c.id == subject_id,
            _READER.c.id == reader_id,
            _TABLE.c.occasion == str(Occasion.NUDGE),
            _TABLE.c.created_at >= since,
            _TABLE.c.stage != str(Stage.EXPIRED),
        )

    def rate(self, delivery_no: int, person_id: str, *, useful: bool, at: datetime) -> None:
        """Remember whether a reader found a delivery useful; the newest answer counts."""
        person_no = self._numbers(person_id)[person_id]
        key = sa.and_(_OPINION.c.delivery_no == delivery_no, _OPINION.c.person_no == person_no)
        changed = self._connection.execute(_OPINION.update().where(key).values(useful=useful, at=at))
        if not changed.rowcount:
            self._connection.execute(
                _OPINION.insert().values(delivery_no=delivery_no, person_no=person_no, useful=useful, at=at)
            )

    def opinions(self) -> dict[str, tuple[int, int]]:
        """Return how many answers each kind of message has had, and how many of them said it was useful."""
        rows = self._connection.execute(
            sa.select(
                DELIVERY.c.kind,
                sa.func.count(),
                sa.func.sum(sa.case((_OPINION.c.useful, 1), else_=0)),
            )
            .join(_OPINION, _OPINION.c.delivery_no == DELIVERY.c.no)
            .group_by(DELIVERY.c.kind)
        )
        return {kind: (answers, int(useful)) for kind, answers, useful in rows}

    def _numbers(self, *ids: str) -> dict[str, int]:
        rows = self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no).where(PERSON.c.id.in_(ids)))
        return {row.id: row.no for row in rows}

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Feedback]:
        rows = self._connection.execute(
            sa.select(_TABLE, _SUBJECT.c.id.label("subject_id"), _READER.c.id.label("reader_id"))
            .join(_SUBJECT, _SUBJECT.c.no == _TABLE.c.subject_no)
            .join(_READER, _READER.c.no == _TABLE.c.reader_no)
            .where(*where)
            .order_by(_TABLE.c.no)
        )
        return [_feedback(row) for row in rows]


def unspoken(connection: Connection, signals: Sequence[Signal]) -> set[int]:
    """Return the numbers of signals for which words were wanted, all of which ended before they were sent.

    What waits to be written, approved or sent counts as spoken: it is on its way. Where words for a manager were
    wanted only those count: what the person was told of their own is not what the signal was for.
    """
    if not signals:
        return set()
    tones = {one.no: one for one in signals}
    query = (
        sa.select(_TABLE.c.signals, _TABLE.c.occasion, _TABLE.c.stage, _TABLE.c.deltas, DELIVERY.c.state)
        .outerjoin(DELIVERY, DELIVERY.c.key == _TABLE.c.key)
        .where(_TABLE.c.created_at >= min(one.fired_at for one in signals), _TABLE.c.signals != "[]")
    )
    subjects = sorted({one.subject_id for one in signals})
    if len(subjects) <= _CHUNK:
        query = query.join(_SUBJECT, _SUBJECT.c.no == _TABLE.c.subject_no).where(_SUBJECT.c.id.in_(subjects))
    own: dict[int, list[bool]] = {}
    for_others: dict[int, list[bool]] = {}
    for row in connection.execute(query):
        for number in json.loads(row.signals):
            if signal := tones.get(number):
                to_others = signal.tone is Tone.NUDGE and row.occasion == Occasion.NUDGE.value
                (for_others if to_others else own).setdefault(number, []).append(_on_its_way(row, signal))
    return {number for number, spoken in (own | for_others).items() if not any(spoken)}


def _on_its_way(row: sa.Row[Any, Any, Any, Any, Any], signal: Signal) -> bool:
    """Say whether words are still to be sent, or were and speak of a signal's value."""
    if row.stage != Stage.SENT.value:
        return row.stage in {Stage.WANTED.value, Stage.DRAFTED.value, Stage.APPROVED.value}
    about = (signal.metric, signal.period.start.isoformat())
    return row.state not in UNSENT and about in {(key[1], key[2]) for key in json.loads(row.deltas)}


def _changing(feedback: Feedback) -> dict[str, Any]:
    return {
        "stage": str(feedback.stage),
        "signals": json.dumps(feedback.signals),
        "deltas": json.dumps(
            [
                (person, metric, period.start.isoformat(), period.end.isoformat())
                for person, metric, period in feedback.deltas
            ],
            ensure_ascii=False,
        ),
        "data_at": feedback.data_at,
        "ready_at": feedback.ready_at,
        "pick": _pick_json(feedback.pick) if feedback.pick else None,
        "approved_by": feedback.approved_by,
        "told": json.dumps({"values": feedback.values, "targets": feedback.targets}),
    }


def _pick_json(pick: Pick) -> str:
    whole = {"findings": pick.finding_ids, "steps": pick.step_ids, "writer": pick.writer}
    return json.dumps(whole, ensure_ascii=False)


def _pick(line: str) -> Pick:
    whole = json.loads(line)
    return Pick(tuple(whole["findings"]), tuple(whole["steps"]), whole["writer"])


def _told(line: str) -> dict[str, tuple[Any, ...]]:
    """Return the values and targets that were told; for a time only values were kept, as a list."""
    whole = json.loads(line)
    kept = {"values": whole, "targets": []} if isinstance(whole, list) else whole
    return {name: tuple(kept[name]) for name in ("values", "targets")}


def _feedback(row: sa.Row[Any]) -> Feedback:
    told = _told(row.told)
    return Feedback(
        key=row.key,
        subject_id=row.subject_id,
        reader_id=row.reader_id,
        occasion=Occasion(row.occasion),
        period=Period(row.start, row.end),
        stage=Stage(row.stage),
        signals=tuple(json.loads(row.signals)),
        deltas=tuple(
            (person, metric, Period(date.fromisoformat(start), date.fromisoformat(end)))
            for person, metric, start, end in json.loads(row.deltas)
        ),
        data_at=row.data_at,
        created_at=row.created_at,
        ready_at=row.ready_at,
        pick=_pick(row.pick) if row.pick else None,
        approved_by=row.approved_by,
        values=told["values"],
        targets=told["targets"],
        no=row.no,
    )
