"""The records of a driver: those of its member in both periods, as far as whoever asks may see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain.driver import PEOPLE, UNITS, DriverEvidence
from bot.feedback.domain.driver_hours import bears
from bot.feedback.services.driver_reader import driver_of
from bot.figures.domain.record_evidence import ordered
from bot.figures.services import record_evidence
from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.feedback.domain.driver import Driver, Drivers, DriverSplit
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.record_evidence import CountedRecord, RecordEvidence
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def rows_of(work: Work, actor: Actor, subject: Person, delta: Delta, mark: str, *, now: datetime) -> DriverEvidence:
    """Return a driver of a value by its mark, with its records of both periods.

    Raises:
        NotFound: it moves the value no more, or none of its records is kept.
        Denied: none of its records is the reader's to see.
    """
    told = driver_of(work, actor, delta, now=now)
    split, driver = _named(told, mark)
    if told is None or split is None or driver is None:
        raise NotFound("driver-gone")
    sides = [_behind(work, actor, subject, told, side, now=now) for side in (told.period.start, told.base.start)]
    there = [side for side in sides if side]
    if not there:
        raise NotFound("record-gone")
    mine = [row for side in there for row in side.rows if _bears(work, row, split, driver)]
    if not mine:
        raise Denied("record-denied", act=Act.READ_ROWS.value, subject=subject.id)
    names = {key: name for side in there for key, name in side.names.items()}
    rows = replace(there[0], rows=tuple(ordered(there[0].formula, mine)), names=names)
    return DriverEvidence(told, split, driver, rows)


def _named(told: Drivers | None, mark: str) -> tuple[DriverSplit | None, Driver | None]:
    for split in told.splits if told else ():
        for driver in split.told:
            if split.mark(driver) == mark:
                return split, driver
    return None, None


def _behind(
    work: Work, actor: Actor, subject: Person, told: Drivers, start: date, *, now: datetime
) -> RecordEvidence | None:
    """Return the records of a value in the period that begins on a day."""
    value = next(iter(work.deltas.find(person_id=subject.id, metric=told.metric.key, start=start)), None)
    return record_evidence.behind(work, actor, subject, told.metric, value.period, now=now) if value else None


def _bears(work: Work, row: CountedRecord, split: DriverSplit, driver: Driver) -> bool:
    """Say whether a record is a driver's: by what it bears, and of somebody or of a unit by whose it is."""
    pairs = zip(split.dimensions, driver.member.texts, strict=True)
    borne = {name: text for name, text in pairs if name not in {PEOPLE, UNITS}}
    if len(borne) < len(split.dimensions) and row.record.person_id not in driver.member.people:
        return False
    person = work.people.get(row.record.person_id)
    zone = ZoneInfo(person.timezone if person else work.timezone)
    return bears(row.record, tuple(borne), tuple(borne.values()), zone)
