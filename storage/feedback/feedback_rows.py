"""Feedback and opinions as rows, and how what is kept of one is written and read."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.feedback import Feedback, Occasion, Pick, Stage
from bot.kit.period import Period
from storage.database import Day, UtcDateTime
from storage.inventory import declare


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


FEEDBACK: sa.Table = FeedbackRow.__table__  # type: ignore[attr-defined]
OPINION: sa.Table = OpinionRow.__table__  # type: ignore[attr-defined]


_TOLD = ("values", "targets", "revisions")


def changing(feedback: Feedback) -> dict[str, Any]:
    """Return the columns of a feedback that change on its way; ``told`` has what it said of its values as JSON."""
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
        "told": json.dumps({name: getattr(feedback, name) for name in _TOLD}),
    }


def _pick_json(pick: Pick) -> str:
    whole = {"findings": pick.finding_ids, "steps": pick.step_ids, "writer": pick.writer}
    return json.dumps(whole, ensure_ascii=False)


def pick_of(line: str) -> Pick:
    """Read a pick from its JSON."""
    whole = json.loads(line)
    return Pick(tuple(whole["findings"]), tuple(whole["steps"]), whole["writer"])


def _told(line: str) -> dict[str, tuple[Any, ...]]:
    """Return what was told of values, by name; for a time only these were kept, as a list, and later no revisions."""
    whole = json.loads(line)
    kept = {"values": whole} if isinstance(whole, list) else whole
    return {name: tuple(kept.get(name, ())) for name in _TOLD}


def feedback_of(row: sa.Row[Any]) -> Feedback:
    """Read a feedback from a row that has the ids of its subject and reader as well."""
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
        pick=pick_of(row.pick) if row.pick else None,
        approved_by=row.approved_by,
        **told,
        no=row.no,
    )
