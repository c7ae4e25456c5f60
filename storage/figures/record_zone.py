"""In which time zone the records of each person lie, and moving them into another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.record import DAY_WRITTEN, RecordDays
from bot.figures.domain.record_zone import moved, placed
from storage.column import listed, many
from storage.database import EPOCH
from storage.figures.record_rows import DIMENSIONS
from storage.figures.record_tables import RecordTables
from storage.figures.versioned import take_turn
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns

    Ints = NDArray[np.int64]


class RecordZoneRow(SQLModel, table=True):
    """The time zone in which the records of a person or unit lie, where any of their days follows from an instant."""

    __tablename__ = "record_zone"
    person_no: int = Field(primary_key=True)
    zone: str


declare(
    "record_zone",
    whose="person_no",
    withheld={"zone": "the time zone in which records were counted last; it stands with the person"},
)

RECORD_ZONE = SQLModel.metadata.tables["record_zone"]
_NOW = "coalesce(nullif(p.timezone, ''), :own)"
"""The zone of a person as it is now, the company's where they have none."""
_ELSEWHERE = f"FROM record_zone z JOIN person p ON p.no = z.person_no WHERE z.zone <> {_NOW}"


class RecordZones(RecordTables):
    """What keeps records on the local days of those whom they are about."""

    def elsewhere(self, *, most: int) -> list[int]:
        """Return the numbers of some people whose records lie in a zone that is not theirs any more, in order."""
        query = sa.text(f"SELECT z.person_no {_ELSEWHERE} ORDER BY z.person_no LIMIT :most")
        return list(self._connection.execute(query, {"own": self._timezone, "most": most}).scalars())

    def count_elsewhere(self, stream: str) -> int:
        """Return how many people with records of a stream these are.

        Raises:
            LookupError: there is no such stream.
        """
        no = self._streams.places(stream).no
        theirs = f"EXISTS (SELECT 1 FROM record r WHERE r.stream_no = {no} AND r.person_no = z.person_no)"  # noqa: S608 - as above
        query = sa.text(f"SELECT count(*) {_ELSEWHERE} AND {theirs}")
        return int(self._connection.execute(query, {"own": self._timezone}).scalar_one())

    def move(self, people: Sequence[int]) -> dict[str, RecordDays]:
        """Let the records of some people lie in their zones, with every earlier version.

        No version is added: what the source says is the same.

        Returns:
            By stream the days on which a record was, or is now.
        """
        take_turn(self._connection)
        zones = self._zones(people)
        found: dict[str, RecordDays] = {}
        for number, key in self._streams.numbers().items():
            days = RecordDays()
            for person, zone in zones.items():
                for table in ("record", "record_version"):
                    days |= self._move(table, number, person, zone)
            if len(days):
                found[key] = days
                self._reach(key, int(days.day.max()))
        update = sa.update(RECORD_ZONE).where(RECORD_ZONE.c.person_no == sa.bindparam("person"))
        if zones:
            values = [{"person": person, "to": zone} for person, zone in zones.items()]
            self._connection.execute(update.values(zone=sa.bindparam("to")), values)
        return found

    def _placed(self, records: RecordColumns) -> RecordColumns:
        """Return records that come in as they lie in the zones of today, and note whose lie in one."""
        free = records.clock != DAY_WRITTEN
        if not free.any():
            return records
        people = np.unique(records.person[free])
        some = listed(self._connection, "placed_now", {"no": people})
        note = f"INSERT INTO record_zone (person_no, zone) SELECT p.no, {_NOW} FROM {some} s"  # noqa: S608 - names of ours
        note += " JOIN person p ON p.no = s.no WHERE 1 = 1 ON CONFLICT (person_no) DO NOTHING"
        self._connection.execute(sa.text(note), {"own": self._timezone})
        return placed(records, self._zones(people.tolist()))

    def _zones(self, people: Sequence[int]) -> dict[int, str]:
        """Return the zones of people as they are now."""
        some = listed(self._connection, "zoned_now", {"no": np.unique(np.array(people, np.int64))})
        query = sa.text(f"SELECT p.no, {_NOW} FROM {some} s JOIN person p ON p.no = s.no")  # noqa: S608 - as above
        return {row[0]: row[1] for row in self._connection.execute(query, {"own": self._timezone})}

    def _move(self, table: str, stream: int, person: int, zone: str) -> RecordDays:
        """Move what a table has of somebody in a stream; return the days before and after."""
        chosen = ", ".join(("id", "version", "day", "at", "clock", *DIMENSIONS))
        where = f"stream_no = {stream} AND person_no = {int(person)}"
        rows = self._connection.exec_driver_sql(
            f"SELECT {chosen} FROM {table} WHERE {where} AND clock IS NOT NULL"  # noqa: S608 - names and numbers of ours
        ).all()
        before = np.array([tuple(row[2:5]) for row in rows], np.int64).reshape(-1, 3)
        day, at = moved(*before.T, timezone=zone)
        other = np.flatnonzero((day != before[:, 0]) | (at != before[:, 1]))
        many(
            self._connection,
            f"UPDATE {table} SET day = ?, at = ? WHERE stream_no = {stream} AND id = ? AND version = ?",  # noqa: S608 - as above
            [(int(day[n]), int(at[n]), rows[n].id, rows[n].version) for n in other.tolist()],
        )
        later = np.flatnonzero(day > before[:, 0]).tolist()
        self._bear({(code, int(day[n])) for n in later for code in rows[n][5:] if code})
        other = np.flatnonzero(day != before[:, 0])
        return RecordDays(np.full(2 * len(other), person), np.concatenate([before[other, 0], day[other]]))

    def _bear(self, born: set[tuple[int, int]]) -> None:
        """Let texts be kept until as late as the last day of a record that bears them."""
        later = "UPDATE dimension_text SET last_day = ? WHERE no = ? AND last_day < ?"
        many(self._connection, later, [(day, code, day) for code, day in sorted(born)])

    def _reach(self, key: str, day: int) -> None:
        """Let a stream reach to a day if it did not."""
        stream = self._streams.get(key)
        if stream:
            self._streams.put(replace(stream, newest=EPOCH + timedelta(days=day)))
