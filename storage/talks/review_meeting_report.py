"""Reports before review talks as kept: which figures each told, so that a corrected one is told again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection


class MeetingReportRow(SQLModel, table=True):
    """A report: to whom it went, and the value and target of each metric and period that it told, as JSON."""

    __tablename__ = "meeting_report"
    review_no: int = Field(foreign_key="review.no", primary_key=True)
    version: int = Field(primary_key=True)
    reader_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    figures: str


declare(
    "meeting_report",
    through=("review_no", "review", "no"),
    kinds={"meeting_reports": "review.person_no"},
    own="at figures",
    others="reader_no",
    plain="version",
)

REPORT = SQLModel.metadata.tables["meeting_report"]


class SqlMeetingReports:
    """What the reports before a talk told."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, review_no: int, reader_id: str) -> Mapping[str, tuple[float | None, float | None]] | None:
        """Return the figures that somebody was told last, by metric and first day; None where they were told none."""
        reader = number_of(self._connection, reader_id)
        query = sa.select(REPORT.c.figures).where(REPORT.c.review_no == review_no, REPORT.c.reader_no == reader)
        kept = self._connection.execute(query.order_by(REPORT.c.version.desc()).limit(1)).scalar()
        return None if kept is None else {key: (value, target) for key, (value, target) in json.loads(kept).items()}

    def tell(
        self,
        review_no: int,
        reader_id: str,
        figures: Mapping[str, tuple[float | None, float | None]],
        *,
        at: datetime,
    ) -> int:
        """Note that somebody is told figures; return the number of the report, from 1 for each review."""
        newest = sa.select(sa.func.max(REPORT.c.version)).where(REPORT.c.review_no == review_no)
        version = (self._connection.execute(newest).scalar() or 0) + 1
        values = {
            "review_no": review_no,
            "version": version,
            "reader_no": number_of(self._connection, reader_id),
            "at": at,
            "figures": json.dumps(figures, sort_keys=True),
        }
        self._connection.execute(sa.insert(REPORT).values(values))
        return version
