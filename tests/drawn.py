"""Rows of a company's files as laws about order draw them, and files made of them: no two contradict each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.arriving import Rows

IDS = [f"100{number}" for number in range(2, 9)]
MONTHS = [date(2026, month, 1) for month in (7, 8, 9, 10)]
WHEN = st.dates(date(2026, 7, 1), date(2026, 10, 31))
ROLES, UNITS, DEPARTMENTS = ["Sales Rep", "Account Manager", "Engineer"], ["T1", "T2", ""], ["Sales", "North"]
_STANDS = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(ROLES),
        "unit": st.sampled_from(UNITS),
        "department": st.sampled_from(DEPARTMENTS),
    },
)
_SERIES = st.tuples(st.sampled_from(["sales", "points"]), st.sampled_from(MONTHS))
_VALUES = st.lists(st.integers(0, 200), min_size=len(IDS), max_size=len(IDS))
Drawn = dict[tuple[Any, ...], dict[str, Any]]
"""Rows by their kind and what they are about."""


def facts(kind: str, number: str) -> st.SearchStrategy[Drawn]:
    """Draw a value for everybody in some months; 0 is none, so that peers are few here and there."""
    return st.dictionaries(_SERIES, _VALUES, min_size=1, max_size=3).map(
        lambda drawn: {
            (kind, person, *key): {
                "employee_id": person,
                "metric": key[0],
                "period": f"{key[1]:%Y-%m}",
                number: str(value),
            }
            for key, values in drawn.items()
            for person, value in zip(IDS, values, strict=True)
            if value
        }
    )


@st.composite
def told(draw: st.DrawFn) -> Drawn:
    """Draw values and targets, and what becomes of people: days of hire, places, units, moves, leave."""
    rows = draw(facts("readings", "value")) | draw(facts("targets", "target"))
    for person in draw(st.sets(st.sampled_from(IDS))):
        rows["people", person, "hired"] = {"employee_id": person, "hire_date": str(draw(WHEN))}
    for person in draw(st.sets(st.sampled_from(IDS))):
        rows["people", person, "place"] = {"employee_id": person, "location": draw(st.sampled_from(["US-NY", "DE"]))}
    for unit in draw(st.sets(st.sampled_from(["T1", "T2", "North"]))):
        above = draw(st.sampled_from(["", "North"])) if unit != "North" else ""
        rows["people", unit] = {"employee_id": unit, "name": unit, "kind": "unit", "unit": above, "timezone": "UTC"}
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=6)):
        rows["people", person, day] = {"employee_id": person, "effective_from": str(day), **draw(_STANDS)}
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=5)):
        until = day + timedelta(days=draw(st.integers(0, 30)))
        rows["absences", person, day] = {"employee_id": person, "start": str(day), "end": str(until)}
    return rows


def in_files(rows: Mapping[tuple[Any, ...], dict[str, Any]], order: Sequence[tuple[Any, ...]]) -> list[Rows]:
    """Write rows into files in an order: neighbours of one kind with the same columns share a file."""
    files: list[Rows] = []
    for key in order:
        kind, row = key[0], rows[key]
        last = files[-1] if files else ("", [])
        alike = last[0] == kind and last[1][0].keys() == row.keys()
        if alike and (kind != "people" or row["employee_id"] not in {entry["employee_id"] for entry in last[1]}):
            last[1].append(row)
        else:
            files.append((kind, [row]))
    return files
