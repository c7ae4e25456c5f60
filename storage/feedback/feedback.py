"""Feedback and what readers thought of it, as kept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.delivery.domain.delivery import DeliveryState
from bot.feedback.domain.feedback import Feedback, Keys, Occasion, Pick, Stage
from bot.kit.period import Period
from bot.rules.domain.rule import Tone
from storage.database import EPOCH, UtcDateTime
from storage.delivery.outbox_rows import DELIVERY
from storage.feedback.feedback_rows import FEEDBACK, OPINION, changing, feedback_of, pick_of
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

    from bot.figures.domain.delta import Changed
    from bot.rules.domain.rule import Signal


_SUBJECT = PERSON.alias("subject")
_READER = PERSON.alias("reader")
_CHUNK = 500
UNSENT = (DeliveryState.EXPIRED.value, DeliveryState.FAILED.value)
"""How a delivery ends whose words its reader never had."""


class SqlFeedback:
    """Feedback on SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, feedback: Feedback) -> bool:
        """Store it unless its key is known; say whether it was new."""
        if self._connection.execute(sa.select(FEEDBACK.c.no).where(FEEDBACK.c.key == feedback.key)).first():
            return False
        numbers = self._numbers(feedback.subject_id, feedback.reader_id)
        self._connection.execute(
            FEEDBACK.insert().values(
                key=feedback.key,
                subject_no=numbers[feedback.subject_id],
                reader_no=numbers[feedback.reader_id],
                occasion=str(feedback.occasion),
                start=feedback.period.start,
                end=feedback.period.end,
                created_at=feedback.created_at,
                owner="",
                attempts=0,
                **changing(feedback),
            )
        )
        return True

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> Feedback | None:
        """Take one wanted feedback that is ready under a lease, the oldest day first, then by key.

        So the words are the same however the data came in: what was written before decides about what is written next.
        """
        free = sa.or_(FEEDBACK.c.lease_until.is_(None), FEEDBACK.c.lease_until <= now)
        oldest = (
            sa.select(FEEDBACK.c.no)
            .where(FEEDBACK.c.stage == str(Stage.WANTED), FEEDBACK.c.ready_at <= now, free)
            .order_by(sa.func.date(FEEDBACK.c.created_at), FEEDBACK.c.key)
            .limit(1)
        )
        if self._connection.dialect.name == "postgresql":
            oldest = oldest.with_for_update(skip_locked=True)
        taken = self._connection.execute(
            FEEDBACK.update()
            .where(FEEDBACK.c.no == oldest.scalar_subquery())
            .values(owner=owner, lease_until=now + lease, attempts=FEEDBACK.c.attempts + 1)
            .returning(FEEDBACK.c.key)
        ).first()
        return self.get(taken.key) if taken else None

    def due(self, *, until: datetime) -> Keys:
        """Return the values of which words are wanted that are to be written by an instant."""
        found = self._read(FEEDBACK.c.stage == str(Stage.WANTED), FEEDBACK.c.ready_at <= until)
        return tuple(dict.fromkeys(key for feedback in found for key in feedback.deltas))

    def next_ready(self) -> datetime | None:
        """Return when the next wanted feedback may be written, or its lease runs out."""
        when = sa.func.coalesce(FEEDBACK.c.lease_until, FEEDBACK.c.ready_at)
        found: datetime | None = self._connection.execute(
            sa.select(sa.type_coerce(sa.func.min(when), UtcDateTime)).where(FEEDBACK.c.stage == str(Stage.WANTED))
        ).scalar()
        return found

    def save(self, feedback: Feedback) -> None:
        """Store the new stage, evidence, pick and approval, and end the lease."""
        self._connection.execute(
            FEEDBACK.update()
            .where(FEEDBACK.c.key == feedback.key)
            .values(lease_until=None, owner="", **changing(feedback))
        )

    def get(self, key: str) -> Feedback | None:
        """Return the feedback, or None."""
        return next(iter(self._read(FEEDBACK.c.key == key)), None)

    def recent_picks(self, reader_id: str, *, last: int, about: str | None = None) -> list[Pick]:
        """Return the newest picks written for a reader (about somebody), newest first (R20: no repeats)."""
        whose = [FEEDBACK.c.reader_no.in_(sa.select(PERSON.c.no).where(PERSON.c.id == reader_id))]
        if about is not None:
            whose.append(FEEDBACK.c.subject_no.in_(sa.select(PERSON.c.no).where(PERSON.c.id == about)))
        return self._picks(sa.and_(*whose), last=last)

    def picks(self, occasions: Sequence[Occasion], *, last: int) -> list[Pick]:
        """Return the newest picks written on some occasions, whoever read them, newest first."""
        return self._picks(FEEDBACK.c.occasion.in_([str(occasion) for occasion in occasions]), last=last)

    def _picks(self, whose: ColumnElement[bool], *, last: int) -> list[Pick]:
        """Return the newest picks; those of a day in the order in which :meth:`claim` gives them, newest first."""
        written = self._connection.execute(
            sa.select(FEEDBACK.c.pick, FEEDBACK.c.key, FEEDBACK.c.created_at)
            .where(whose, FEEDBACK.c.pick.is_not(None))
            .order_by(FEEDBACK.c.no.desc())
            .limit(last)
        ).all()
        ordered = sorted(written, key=lambda row: (row.created_at.date(), row.key), reverse=True)
        return [pick_of(row.pick) for row in ordered]

    def told_of(self, changed: Changed) -> set[tuple[int, int]]:
        """Return of whom and which first day (since 1970-01-01) of these keys anything was sent."""
        return {(person, start) for _, person, start in self._sent(changed)}

    def sent_about(self, changed: Changed) -> list[Feedback]:
        """Return what was sent about people and periods of which a value has changed, oldest first."""
        return [sent for key, _, _ in self._sent(changed) if (sent := self.get(key))]

    def _sent(self, changed: Changed) -> Iterator[tuple[str, int, int]]:
        """Yield key, subject and first day of what was sent about people and periods."""
        touched = {(person, start) for person, _, start in changed.keys()}  # noqa: SIM118 - a method of its own
        starts = sorted({EPOCH + timedelta(days=start) for _, start in touched})
        for first in range(0, len(starts), _CHUNK):
            rows = self._connection.execute(
                sa.select(FEEDBACK.c.key, FEEDBACK.c.subject_no, FEEDBACK.c.start)
                .where(FEEDBACK.c.stage == str(Stage.SENT), FEEDBACK.c.start.in_(starts[first : first + _CHUNK]))
                .order_by(FEEDBACK.c.no)
            ).all()
            for row in rows:
                if (row.subject_no, (row.start - EPOCH).days) in touched:
                    yield row.key, row.subject_no, (row.start - EPOCH).days

    def about(self, subject_id: str, period: Period, occasion: Occasion) -> list[Feedback]:
        """Return what was wanted or written about somebody and a period on an occasion, newest first."""
        return self._read(
            _SUBJECT.c.id == subject_id, FEEDBACK.c.start == period.start, FEEDBACK.c.occasion == str(occasion)
        )[::-1]

    def sent(self, occasions: Sequence[Occasion], *, since: datetime, until: datetime) -> list[Feedback]:
        """Return what was sent on some occasions and wanted from an instant on and before another, oldest first."""
        return self._read(
            FEEDBACK.c.occasion.in_([str(occasion) for occasion in occasions]),
            FEEDBACK.c.stage == str(Stage.SENT),
            FEEDBACK.c.created_at >= since,
            FEEDBACK.c.created_at < until,
        )

    def to_reader(self, reader_id: str, occasions: Sequence[Occasion], *, since: datetime) -> list[Feedback]:
        """Return what was wanted for a reader on some occasions from an instant on, oldest first; not what ended."""
        return self._read(
            _READER.c.id == reader_id,
            FEEDBACK.c.occasion.in_([str(occasion) for occasion in occasions]),
            FEEDBACK.c.created_at >= since,
            FEEDBACK.c.stage.not_in([str(Stage.EXPIRED), str(Stage.REJECTED)]),
        )

    def nudges(self, reader_id: str, subject_id: str, *, since: datetime) -> list[Feedback]:
        """Return the nudges to a reader about somebody that were wanted from an instant on, oldest first."""
        return self._read(
            _SUBJECT.c.id == subject_id,
            _READER.c.id == reader_id,
            FEEDBACK.c.occasion == str(Occasion.NUDGE),
            FEEDBACK.c.created_at >= since,
            FEEDBACK.c.stage != str(Stage.EXPIRED),
        )

    def rate(self, delivery_no: int, person_id: str, *, useful: bool, at: datetime) -> None:
        """Remember whether a reader found a delivery useful; the newest answer counts."""
        person_no = self._numbers(person_id)[person_id]
        key = sa.and_(OPINION.c.delivery_no == delivery_no, OPINION.c.person_no == person_no)
        changed = self._connection.execute(OPINION.update().where(key).values(useful=useful, at=at))
        if not changed.rowcount:
            self._connection.execute(
                OPINION.insert().values(delivery_no=delivery_no, person_no=person_no, useful=useful, at=at)
            )

    def opinions(self) -> dict[str, tuple[int, int]]:
        """Return how many answers each kind of message has had, and how many of them said it was useful."""
        rows = self._connection.execute(
            sa.select(
                DELIVERY.c.kind,
                sa.func.count(),
                sa.func.sum(sa.case((OPINION.c.useful, 1), else_=0)),
            )
            .join(OPINION, OPINION.c.delivery_no == DELIVERY.c.no)
            .group_by(DELIVERY.c.kind)
        )
        return {kind: (answers, int(useful)) for kind, answers, useful in rows}

    def _numbers(self, *ids: str) -> dict[str, int]:
        rows = self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no).where(PERSON.c.id.in_(ids)))
        return {row.id: row.no for row in rows}

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Feedback]:
        rows = self._connection.execute(
            sa.select(FEEDBACK, _SUBJECT.c.id.label("subject_id"), _READER.c.id.label("reader_id"))
            .join(_SUBJECT, _SUBJECT.c.no == FEEDBACK.c.subject_no)
            .join(_READER, _READER.c.no == FEEDBACK.c.reader_no)
            .where(*where)
            .order_by(FEEDBACK.c.no)
        )
        return [feedback_of(row) for row in rows]


def unspoken(connection: Connection, signals: Sequence[Signal], *, undecided: bool = False) -> set[int]:
    """Return the numbers of signals for which words were wanted, all of which ended before they were sent.

    With ``undecided`` those alone of whose words nobody decided that they should not be sent.

    What waits to be written, approved or sent counts as spoken: it is on its way. Where words for a manager were
    wanted only those count: what the person was told of their own is not what the signal was for.
    """
    if not signals:
        return set()
    tones = {signal.no: signal for signal in signals}
    query = (
        sa.select(FEEDBACK.c.signals, FEEDBACK.c.occasion, FEEDBACK.c.stage, FEEDBACK.c.deltas, DELIVERY.c.state)
        .outerjoin(DELIVERY, DELIVERY.c.key == FEEDBACK.c.key)
        .where(FEEDBACK.c.created_at >= min(signal.fired_at for signal in signals), FEEDBACK.c.signals != "[]")
    )
    subjects = sorted({signal.subject_id for signal in signals})
    if len(subjects) <= _CHUNK:
        query = query.join(_SUBJECT, _SUBJECT.c.no == FEEDBACK.c.subject_no).where(_SUBJECT.c.id.in_(subjects))
    own: dict[int, list[bool]] = {}
    for_others: dict[int, list[bool]] = {}
    for row in connection.execute(query):
        for number in json.loads(row.signals):
            if signal := tones.get(number):
                to_others = signal.tone is Tone.NUDGE and row.occasion == Occasion.NUDGE.value
                (for_others if to_others else own).setdefault(number, []).append(
                    _on_its_way(row, signal) or (undecided and row.stage == Stage.REJECTED.value)
                )
    return {number for number, spoken in (own | for_others).items() if not any(spoken)}


def _on_its_way(row: sa.Row[Any, Any, Any, Any, Any], signal: Signal) -> bool:
    """Say whether words are still to be sent, or were and speak of a signal's value."""
    if row.stage != Stage.SENT.value:
        return row.stage in {Stage.WANTED.value, Stage.DRAFTED.value, Stage.APPROVED.value}
    about = (signal.metric, signal.period.start.isoformat())
    return row.state not in UNSENT and about in {(key[1], key[2]) for key in json.loads(row.deltas)}
