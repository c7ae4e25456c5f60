"""A company of the reference entered into a real database, version by version, as the importer would leave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.figures.domain.delta import Changed
from storage.database import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storage.work import SqlWork
    from tests.reference_delta import Agreed, Company, Given

NOW = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)


@dataclass
class Books:
    """The numbers that wide tables carry for a company's people and metrics."""

    people: dict[str, int] = field(default_factory=dict)
    metrics: dict[str, int] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    person_roles: dict[str, str] = field(default_factory=dict)

    def key(self, person: str, metric: str, start: date) -> tuple[int, int, int]:
        """Return a key as the wide tables have it."""
        return self.people[person], self.metrics[metric], (start - EPOCH).days


def _table(name: str) -> sa.Table:
    return SQLModel.metadata.tables[name]


def open_books(work: SqlWork, company: Company, *, people: Iterable[str], **units: dict[str, str]) -> Books:
    """Enter roles, people and metrics; ``units`` maps an id to ``unit``, ``department``, ``kind`` or ``name``."""
    books = Books(person_roles=dict(company.roles))
    for number, name in enumerate(dict.fromkeys(["", *company.roles.values()]), 1):
        work.connection.execute(_table("role").insert().values(no=number, name=name))
        books.roles[name] = number
    for number, key in enumerate(dict.fromkeys([*people, *units]), 1):
        row: dict[str, Any] = {"no": number, "id": key, "name": key, "department": "", "manager_id": None, "unit": ""}
        row |= {"kind": "person", "email": "", "left_on": None, "location": "", "timezone": "UTC", "locale": "en"}
        row |= {"role_no": books.roles[company.roles.get(key, "")], "hire_date": company.hired.get(key)}
        work.connection.execute(_table("person").insert().values(row | units.get(key, {})))
        books.people[key] = number
        for first, last in company.leave.get(key, []):
            work.connection.execute(
                _table("absence").insert().values(person_no=number, start=first, end=last, reason="")
            )
    for number, (key, measure) in enumerate(company.measures.items(), 1):
        row = {"no": number, "key": key, "unit": "", "direction": measure.direction, "grain": measure.grain}
        row |= dict.fromkeys(
            ("title_en", "title_zh", "meaning", "advice_en", "advice_zh", "praise_en", "praise_zh"), ""
        )
        work.connection.execute(_table("metric").insert().values(row | {"aggregate": measure.aggregate}))
        books.metrics[key] = number
    return books


def enter(work: SqlWork, books: Books, readings: Iterable[Given] = (), targets: Iterable[Agreed] = ()) -> Changed:
    """Store readings, keeping what they replace as versions, and targets; return the keys."""
    reading, version, target = (_table(name) for name in ("reading", "reading_version", "target"))
    before = {_key_of(dict(row)): dict(row) for row in work.connection.execute(sa.select(reading)).mappings()}
    now, versions = dict(before), []
    keys: list[tuple[int, int, int]] = []
    for one in readings:
        keys.append(books.key(one.person, one.metric, one.start))
        row: dict[str, Any] = _key(keys[-1]) | {
            "end": one.end,
            "value": float(one.value),
            "numerator": None if one.numerator is None else float(one.numerator),
            "denominator": None if one.denominator is None else float(one.denominator),
            "role_no": books.roles[books.person_roles.get(one.person, "")],
            "batch_no": 1000,
            "row": len(keys),
            "version": 1,
            "source_id": None,
            "observed_at": None,
        }
        old = now.get(keys[-1])
        if old is not None:
            if all(old[name] == row[name] for name in ("end", "value", "numerator", "denominator")):
                continue
            versions.append({**old, "replaced_by": 1000})
            row["version"] = old["version"] + 1
        now[keys[-1]] = row
    agreed = {
        books.key(one.person, one.metric, one.start): {
            "end": one.end,
            "target": float(one.target),
            "start_value": None if one.start_value is None else float(one.start_value),
            "batch_no": 1000,
            "row": 1,
        }
        for one in targets
    }
    changed = [key for key, row in now.items() if before.get(key) is not row]
    _write(work, reading, {key: now[key] for key in changed})
    _write(work, target, {key: _key(key) | row for key, row in agreed.items()})
    if versions:
        work.connection.execute(version.insert(), versions)
    return Changed.of([*keys, *agreed])


def _write(work: SqlWork, table: sa.Table, rows: dict[tuple[int, int, int], dict[str, Any]]) -> None:
    if rows:
        mine = (table.c[name] == sa.bindparam(f"the_{name}") for name in ("person_no", "metric_no", "start"))
        gone = [{f"the_{name}": value for name, value in _key(key).items()} for key in rows]
        work.connection.execute(table.delete().where(*mine), gone)
        work.connection.execute(table.insert(), list(rows.values()))


def _key_of(row: Mapping[str, Any]) -> tuple[int, int, int]:
    return row["person_no"], row["metric_no"], (row["start"] - EPOCH).days


def quarantine(work: SqlWork, books: Books, reading: Given) -> Changed:
    """Hold a value back."""
    key = books.key(reading.person, reading.metric, reading.start)
    row = {"end": reading.end, "value": float(reading.value), "batch_no": 1000, "row": 1, "reason": "", "state": "open"}
    work.connection.execute(_table("quarantine").insert().values(_key(key) | row | {"decided_by": ""}))
    return Changed.of([key])


def _key(key: tuple[int, int, int]) -> dict[str, Any]:
    return {"person_no": key[0], "metric_no": key[1], "start": EPOCH + timedelta(days=key[2])}
