"""A company of the reference entered into a real database, version by version, as the importer would leave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.domain.delta import Changed
from storage.database import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    keys: list[tuple[int, int, int]] = []
    for reading in readings:
        key = books.key(reading.person, reading.metric, reading.start)
        _replace(work, key, {
            "end": reading.end,
            "value": float(reading.value),
            "numerator": None if reading.numerator is None else float(reading.numerator),
            "denominator": None if reading.denominator is None else float(reading.denominator),
            "role_no": books.roles[books.person_roles.get(reading.person, "")],
            "batch_no": 1000,
            "row": len(keys) + 1,
        })  # fmt: skip
        keys.append(key)
    for target in targets:
        key = books.key(target.person, target.metric, target.start)
        row: dict[str, Any] = {"end": target.end, "target": float(target.target), "batch_no": 1000, "row": 1}
        row["start_value"] = None if target.start_value is None else float(target.start_value)
        work.connection.execute(_table("target").delete().where(*_is(_table("target"), key)))
        work.connection.execute(_table("target").insert().values(_key(key) | row))
        keys.append(key)
    return Changed.of(keys)


def quarantine(work: SqlWork, books: Books, reading: Given) -> Changed:
    """Hold a value back."""
    key = books.key(reading.person, reading.metric, reading.start)
    row = {"end": reading.end, "value": float(reading.value), "batch_no": 1000, "row": 1, "reason": "", "state": "open"}
    work.connection.execute(_table("quarantine").insert().values(_key(key) | row | {"decided_by": ""}))
    return Changed.of([key])


def _replace(work: SqlWork, key: tuple[int, int, int], row: dict[str, Any]) -> None:
    reading, version = _table("reading"), _table("reading_version")
    old = work.connection.execute(sa.select(reading).where(*_is(reading, key))).mappings().first()
    if old is None:
        work.connection.execute(reading.insert().values(_key(key) | row | {"version": 1}))
        return
    if all(old[name] == row[name] for name in ("end", "value", "numerator", "denominator")):
        return
    work.connection.execute(version.insert().values({**old, "replaced_by": row["batch_no"]}))
    change = reading.update().where(*_is(reading, key)).values({**row, "version": old["version"] + 1})
    work.connection.execute(change)


def _key(key: tuple[int, int, int]) -> dict[str, Any]:
    return {"person_no": key[0], "metric_no": key[1], "start": date.fromordinal(EPOCH.toordinal() + key[2])}


def _is(table: sa.Table, key: tuple[int, int, int]) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(table.c[name] == value for name, value in _key(key).items())
