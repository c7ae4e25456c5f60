"""A company of the reference entered version by version, as the importer would leave it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from storage.database import EPOCH
from tests.company import Company, Key, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.work import SqlWork
    from tests.reference_delta import Agreed, Given
    from tests.reference_delta import Company as Reference

BATCH = 1000


def entered(work: SqlWork, reference: Reference, *, people: Iterable[str], **units: dict[str, str]) -> Company:
    """Enter people and metrics; ``units`` maps an id to ``unit``, ``department``, ``kind`` or ``name``."""
    company = Company(work)
    for key in dict.fromkeys([*people, *units]):
        facts: dict[str, Any] = {"role": reference.roles.get(key, ""), "hire_date": reference.hired.get(key)}
        number = company.person(key, **facts, **units.get(key, {}))
        for first, last in reference.leave.get(key, []):
            company.insert("absence", person_no=number, start=first, end=last, reason="")
    for key, measure in reference.measures.items():
        company.metric(key, direction=measure.direction, grain=measure.grain, aggregate=measure.aggregate)
    return company


def enter(company: Company, readings: Iterable[Given] = (), targets: Iterable[Agreed] = ()) -> Changed:
    """Store readings, keeping what they replace as versions, and targets; return the keys."""
    before = {_key_of(row): row for row in _rows(company, "reading")}
    now, versions = dict(before), []
    keys: list[Key] = []
    for given in readings:
        keys.append(company.key(given.metric, given.person, given.start))
        row: dict[str, Any] = _key(keys[-1]) | {
            "end": given.end,
            "value": float(given.value),
            "numerator": None if given.numerator is None else float(given.numerator),
            "denominator": None if given.denominator is None else float(given.denominator),
            "role_no": company.role_of(given.person),
            "batch_no": BATCH,
            "row": len(keys),
            "version": 1,
            "source_id": None,
            "observed_at": None,
        }
        old = now.get(keys[-1])
        if old is not None:
            if all(old[name] == row[name] for name in ("end", "value", "numerator", "denominator")):
                continue
            versions.append({**old, "replaced_by": BATCH})
            row["version"] = old["version"] + 1
        now[keys[-1]] = row
    agreed = {
        company.key(given.metric, given.person, given.start): {
            "end": given.end,
            "target": float(given.target),
            "start_value": None if given.start_value is None else float(given.start_value),
            "batch_no": BATCH,
            "row": 1,
        }
        for given in targets
    }
    changed = [key for key, row in now.items() if before.get(key) is not row]
    _write(company, "reading", {key: now[key] for key in changed})
    _write(company, "target", {key: _key(key) | row for key, row in agreed.items()})
    if versions:
        company.work.connection.execute(table("reading_version").insert(), versions)
    return Changed.of([*keys, *agreed])


def hold(company: Company, given: Given) -> Changed:
    """Hold a value back."""
    key = company.key(given.metric, given.person, given.start)
    held = {"end": given.end, "value": float(given.value), "batch_no": BATCH, "row": 1, "reason": "", "state": "open"}
    company.insert("quarantine", **_key(key), **held, decided_by="")
    return Changed.of([key])


def _rows(company: Company, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in company.work.connection.execute(sa.select(table(name))).mappings()]


def _write(company: Company, name: str, rows: dict[Key, dict[str, Any]]) -> None:
    if rows:
        into = table(name)
        mine = (into.c[part] == sa.bindparam(f"the_{part}") for part in ("person_no", "metric_no", "start"))
        gone = [{f"the_{part}": value for part, value in _key(key).items()} for key in rows]
        company.work.connection.execute(into.delete().where(*mine), gone)
        company.work.connection.execute(into.insert(), list(rows.values()))


def _key(key: Key) -> dict[str, Any]:
    return {"person_no": key[0], "metric_no": key[1], "start": EPOCH + timedelta(days=key[2])}


def _key_of(row: dict[str, Any]) -> Key:
    return row["person_no"], row["metric_no"], (row["start"] - EPOCH).days
