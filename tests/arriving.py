"""Files that come in in some order, and what is stored and computed of them: for the law that order does not matter."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.services.delta import as_json
from bot.figures.services.formula import recalculate
from bot.intake.services.follow import compute, move
from bot.intake.services.terms import ImportTerms
from bot.sources.file import take_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from bot.work import Work
    from storage.storage import Storage
    from storage.work import SqlWork

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
Rows = tuple[Any, list[dict[str, Any]]]
Outcome = dict[tuple[str, ...], Any]


@dataclass
class Inside:
    """A storage whose units of work are all one transaction, which is taken back at the end."""

    open_work: Work

    @contextmanager
    def work(self) -> Iterator[Work]:
        yield self.open_work


@contextmanager
def taken_back(storage: Storage) -> Iterator[SqlWork]:
    """Open a unit of work of which nothing is kept."""
    with suppress(_RollbackError), storage.work() as work:
        yield work
        raise _RollbackError


class _RollbackError(Exception):
    pass


def bring(work: Work, kind: Kind, rows: list[dict[str, Any]], *, digest: str, now: datetime = NOW) -> ImportReport:
    """Import rows as a file of their own and compute what follows; every row is stored, or waits."""
    terms = ImportTerms(digest, now, by="test", quarantine=False)
    report = take_items(Inside(work), kind, "test", rows, terms)
    wrong = [(problem.key, problem.row, problem.value) for problem in report.rejected]
    assert len(wrong) == report.waiting, wrong
    compute(work, report.changed, [report.batch], now=now)
    while work.recalculations.first():
        recalculate(work, now=now)
    while work.records.elsewhere(most=1):
        move(work, now=now)
    return report


def outcome(storage: Storage, files: Sequence[Rows], *, now: datetime = NOW) -> Outcome:
    """Import files in their order, compute what follows from each, and return the deltas; nothing is kept."""
    with taken_back(storage) as work:
        for number, (kind, rows) in enumerate(files):
            bring(work, kind, rows, digest=str(number), now=now)
        found = [as_json(delta) for delta in work.deltas.find()]
    return {(entry["employee_id"], entry["metric"], entry["period_start"]): entry for entry in found}


def stored(storage: Storage, files: Sequence[Rows], *, now: datetime = NOW) -> Outcome:
    """As :func:`outcome`, with what is stored besides: readings, targets, peer groups, people and who leads them."""
    with taken_back(storage) as work:
        for number, (kind, rows) in enumerate(files):
            bring(work, kind, rows, digest=str(number), now=now)
        return snapshot(work)


def snapshot(work: SqlWork) -> Outcome:
    """Return everything that is stored and computed, whatever order it came in."""
    found: Outcome = {}
    for delta in work.deltas.find():
        entry = as_json(delta)
        found["delta", entry["employee_id"], entry["metric"], entry["period_start"]] = entry
    for name, query in _TABLES.items():
        for row in work.connection.execute(sa.text(query)):
            found[(name, *map(str, row[:3]))] = dict(row._mapping)
    found["waiting",] = {"n": work.waiting.count()}
    return found


_TABLES = {
    "reading": """SELECT p.id, m.key, r.start, r."end", r.value, r.numerator, r.denominator, r.version, o.name AS role
        FROM reading r JOIN person p ON p.no = r.person_no JOIN metric m ON m.no = r.metric_no
        JOIN role o ON o.no = r.role_no""",
    "target": """SELECT p.id, m.key, t.start, t."end", t.target, t.start_value, t.weight
        FROM target t JOIN person p ON p.no = t.person_no JOIN metric m ON m.no = t.metric_no""",
    "cohort": """SELECT m.key, c.start, o.name, c.n, c.low, c.middle, c.high
        FROM cohort c JOIN metric m ON m.no = c.metric_no JOIN role o ON o.no = c.role_no""",
    "record": """SELECT s.key AS stream, r.id, p.id AS person, r.day, r.at, r.version
        FROM record r JOIN person p ON p.no = r.person_no JOIN stream s ON s.no = r.stream_no""",
    "person": "SELECT p.id, p.kind, p.name, p.manager_id, p.hire_date, p.timezone, p.location FROM person p",
}


def differences(first: Mapping[Any, Any], second: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return what two outcomes say differently, by key."""
    return {
        key: {name: (entry.get(name), other.get(name)) for name in entry | other if entry.get(name) != other.get(name)}
        for key in first.keys() | second.keys()
        if (entry := first.get(key, {})) != (other := second.get(key, {}))
    }
