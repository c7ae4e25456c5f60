"""A person who has another time zone has records on other days, as if the zone had been known from the start."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.record import RecordQuery
from bot.figures.services.record_zone import progress
from bot.intake.services.follow import catch_up, move
from bot.people.domain.person import ChosenBy
from storage.figures.record_rows import RECORD
from tests.arriving import NOW, Rows, bring, snapshot, taken_back

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

METRICS: Rows = (
    "metrics",
    [
        {"metric": "won", "unit": "USD", "direction": "higher", "grain": "month", "aggregate": "sum"}
        | {"formula": "sum(amount) from orders"}
    ],
)
PEOPLE: Rows = (
    "people",
    [{"employee_id": "1001", "name": "Ana"}, {"employee_id": "L1", "name": "Line 1", "kind": "unit"}],
)
EVENING = "2026-08-31T20:30:00Z"
"""In Shanghai September has begun."""


def order(record_id: str, amount: int, *, person: str = "1001", **when: str) -> dict[str, Any]:
    said = {"stream": "orders", "id": record_id, "employee_id": person, "day": "", "at": "", "revised": ""}
    return said | {"measure:amount": str(amount)} | when


ORDERS: Rows = (
    "records",
    [
        order("instant", 1, at=EVENING),
        order("clock", 2, at="2026-08-31T20:30:00"),
        order("both", 4, at=EVENING, day="2026-08-31"),
    ],
)


def begin(work: SqlWork, *files: Rows) -> None:
    for number, (kind, rows) in enumerate([METRICS, PEOPLE, *files]):
        bring(work, kind, rows, digest=f"begin {number}")
    work.deltas.deferred()


def zone(work: SqlWork, timezone: str, person: str = "1001") -> None:
    """Let a people file say where somebody is, and what follows from that be done."""
    bring(work, "people", [{"employee_id": person, "timezone": timezone}], digest=f"{person} {timezone}")


def months(work: SqlWork, person: str = "1001") -> dict[str, float]:
    """Return somebody's values by month, as numbers."""
    return {f"{delta.period.start:%Y-%m}": delta.value or 0 for delta in work.deltas.find(person_id=person)}


def days(work: SqlWork) -> dict[str, tuple[date, datetime | None, int]]:
    """Return the day, the instant and the version of each record."""
    return {found.id: (found.day, found.at, found.version) for found in work.records.find(RecordQuery("orders"))}


@pytest.mark.postgresql
def test_an_instant_moves_a_clock_and_a_written_day_stay(storage: Storage) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        assert months(work) == {"2026-08": 7}

        zone(work, "Asia/Shanghai")

        evening, there = datetime(2026, 8, 31, 20, 30, tzinfo=UTC), datetime(2026, 8, 31, 12, 30, tzinfo=UTC)
        assert days(work) == {
            "instant": (date(2026, 9, 1), evening, 1),
            "clock": (date(2026, 8, 31), there, 1),
            "both": (date(2026, 8, 31), evening, 1),
        }
        assert months(work) == {"2026-08": 6, "2026-09": 1}
        assert [version for *_, version in days(work).values()] == [1, 1, 1]


def test_the_same_file_again_changes_nothing_after_a_move(storage: Storage) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        zone(work, "Asia/Shanghai")
        moved = days(work)

        report = bring(work, *ORDERS, digest="again")

        assert (report.inserted, report.corrected, report.unchanged) == (0, 0, 3)
        assert days(work) == moved


def test_earlier_versions_move_along(storage: Storage) -> None:
    other: Rows = ("records", [order("instant", 8, at=EVENING)])
    with taken_back(storage) as work:
        begin(work, ORDERS, other)
        zone(work, "Asia/Shanghai")

        found = list(work.records.find(RecordQuery("orders", id="instant", history=True)))

        assert [(record.version, record.day) for record in found] == [(2, date(2026, 9, 1)), (1, date(2026, 9, 1))]
        starts = (str((date(2026, month, 1) - date(1970, 1, 1)).days) for month in (8, 9))
        assert [snapshot(work)["reading", "1001", "won", start]["version"] for start in starts] == [1, 2]


def test_a_line_has_the_days_of_its_own_zone(storage: Storage) -> None:
    made: Rows = ("records", [order("instant", 1, person="L1", at=EVENING)])
    with taken_back(storage) as work:
        begin(work, made)
        zone(work, "Asia/Shanghai", "L1")

        assert months(work, "L1") == {"2026-09": 1}


@pytest.mark.parametrize("by", [ChosenBy.PLATFORM, ChosenBy.SELF])
def test_a_zone_from_the_platform_or_from_the_chat_moves_records_by_the_clock(storage: Storage, by: ChosenBy) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        work.people.speak("1001", by=by, timezone="Asia/Shanghai")
        assert progress(work, "won") == (1, 2)

        catch_up(work, now=NOW)

        assert months(work) == {"2026-08": 6, "2026-09": 1}
        assert progress(work, "won") is None


def test_of_the_past_nobody_hears(storage: Storage) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        work.people.speak("1001", by=ChosenBy.SELF, timezone="Asia/Shanghai")
        move(work, now=NOW)

        assert work.deltas.deferred().keys() == []


def test_somebody_without_a_zone_has_that_of_the_company(storage: Storage) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        zone(work, "Asia/Shanghai")
        zone(work, "")

        assert months(work) == {"2026-08": 7}


def test_a_record_of_a_release_that_did_not_keep_it_stays_until_its_file_comes_again(storage: Storage) -> None:
    with taken_back(storage) as work:
        begin(work, ORDERS)
        as_before(work)

        zone(work, "Asia/Shanghai")
        stayed = days(work)
        zone(work, "UTC")
        report = bring(work, *ORDERS, digest="again")
        zone(work, "Asia/Shanghai")

        assert {day for day, *_ in stayed.values()} == {date(2026, 8, 31)}
        assert (report.corrected, report.unchanged) == (0, 3)
        assert {key: (day, version) for key, (day, _, version) in days(work).items()} == {
            "instant": (date(2026, 9, 1), 1),
            "clock": (date(2026, 8, 31), 1),
            "both": (date(2026, 8, 31), 1),
        }


def as_before(work: SqlWork) -> None:
    """Let records be as a release has left them that knew nothing of zones that change: with its digests."""
    digests = {"both": -7464120790865035634, "clock": -979737066830193499, "instant": -1195755549049432433}
    for record_id, digest in digests.items():
        its = RECORD.c.id == record_id
        work.connection.execute(RECORD.update().where(its).values(clock=None, digest=digest))
    work.connection.exec_driver_sql("DELETE FROM record_zone")
