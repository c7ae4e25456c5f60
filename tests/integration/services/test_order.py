"""The order in which files come in changes nothing of what is computed from them."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.arriving import Rows, bring, differences, outcome, taken_back
from tests.drawn import IDS, in_files, told
from tests.effort import SHARED, tries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from storage.storage import Storage

METRICS: Rows = (
    "metrics",
    [
        {"metric": "sales", "unit": "USD", "direction": "higher", "grain": "month", "aggregate": "sum"},
        {"metric": "points", "unit": "points", "direction": "lower", "grain": "month", "aggregate": "mean"},
        {"metric": "calls", "unit": "calls", "direction": "higher", "grain": "day", "aggregate": "sum"},
    ],
)
PEOPLE: Rows = (
    "people",
    [
        {"employee_id": "1001", "name": "Ana", "role": "Sales Manager", "department": "Sales", "timezone": "UTC"},
        *(
            {
                "employee_id": f"100{number}",
                "name": f"P{number}",
                "role": "Sales Rep",
                "department": "Sales",
                "manager_id": "1001",
                "timezone": "Asia/Shanghai",
            }
            for number in range(2, 9)
        ),
    ],
)


OCTOBER = "2026-10"
READINGS: Rows = ("readings", [{"employee_id": "1003", "metric": "sales", "period": OCTOBER, "value": "95"}])
TARGETS: Rows = ("targets", [{"employee_id": "1003", "metric": "sales", "period": OCTOBER, "target": "100"}])
ABSENCES: Rows = ("absences", [{"employee_id": "1003", "start": "2026-10-12", "end": "2026-10-16"}])
HIRED: Rows = ("people", [{"employee_id": "1003", "hire_date": "2026-10-19"}])


@pytest.mark.parametrize(("late", "target", "attainment"), [(ABSENCES, 72.2, 1.315), (HIRED, 55.6, 1.71)])
def test_leave_and_a_day_of_hire_count_whenever_they_are_known(
    storage: Storage, late: Rows, target: float, attainment: float
) -> None:
    found = [outcome(storage, [METRICS, PEOPLE, *files]) for files in permutations((late, READINGS, TARGETS))]

    assert all(entry == found[0] for entry in found)
    delta = found[0]["1003", "sales", "2026-10-01"]
    assert (round(delta["target"], 1), round(delta["attainment"], 3)) == (target, attainment)


# The law


def law(storage: Storage, rows: dict[Any, Any], order: Sequence[Any], other: Sequence[Any]) -> None:
    """Fail where two orders of the same rows make a difference."""
    first = outcome(storage, [METRICS, PEOPLE, *in_files(rows, order)])
    second = outcome(storage, [METRICS, PEOPLE, *in_files(rows, other)])

    assert differences(first, second) == {}


@settings(max_examples=tries(4), suppress_health_check=SHARED)
@given(rows=told(), dice=st.randoms(use_true_random=False))
def test_the_order_of_imports_changes_nothing(storage: Storage, rows: dict[Any, Any], dice: Random) -> None:
    keys = sorted(rows, key=str)
    law(storage, rows, dice.sample(keys, len(keys)), dice.sample(keys, len(keys)))


@pytest.mark.soak
@settings(max_examples=400, suppress_health_check=SHARED)
@given(rows=told(), dice=st.randoms(use_true_random=False))
def test_the_order_of_many_imports_changes_nothing(storage: Storage, rows: dict[Any, Any], dice: Random) -> None:
    keys = sorted(rows, key=str)
    law(storage, rows, dice.sample(keys, len(keys)), dice.sample(keys, len(keys)))


# What follows from what


def everybody(value: int = 10) -> Rows:
    return "readings", [{"employee_id": key, "metric": "sales", "period": OCTOBER, "value": str(value)} for key in IDS]


def test_a_role_that_is_known_late_moves_a_value_among_its_peers_of_that_time(storage: Storage) -> None:
    late: Rows = ("people", [{"employee_id": "1003", "effective_from": "2026-10-05", "role": "Engineer"}])
    since: Rows = ("people", [{"employee_id": "1004", "effective_from": "2026-11-01", "role": "Engineer"}])

    found = outcome(storage, [METRICS, PEOPLE, everybody(), late, since])

    assert found["1003", "sales", "2026-10-01"]["peers"]["n"] == 0
    assert found["1004", "sales", "2026-10-01"]["peers"]["n"] == 5


@pytest.mark.postgresql
def test_a_unit_that_is_made_late_has_the_values_of_those_who_were_in_it_then(storage: Storage) -> None:
    unit: Rows = ("people", [{"employee_id": "T1", "name": "Team 1", "kind": "unit"}])
    inside: Rows = ("people", [{"employee_id": key, "effective_from": "2026-10-10", "unit": "T1"} for key in IDS[:3]])
    out: Rows = ("people", [{"employee_id": IDS[0], "effective_from": "2026-10-31", "unit": ""}])

    first = outcome(storage, [METRICS, PEOPLE, everybody(), inside, unit, out])
    other = outcome(storage, [METRICS, PEOPLE, unit, out, inside, everybody()])

    assert first["T1", "sales", "2026-10-01"]["value"] == 20
    assert differences(first, other) == {}


def test_only_what_rests_on_a_change_is_computed_again(storage: Storage) -> None:
    with taken_back(storage) as work:
        for number, (kind, rows) in enumerate([METRICS, PEOPLE, everybody(), TARGETS]):
            bring(work, kind, rows, digest=str(number))
        work.deltas.deferred()
        bring(work, *ABSENCES, digest="leave")

        keys = work.deltas.deferred().keys()

        number, *_ = work.people.numbers()["1003"]
        assert [(person, day) for person, _, day in keys] == [(number, (date(2026, 10, 1) - date(1970, 1, 1)).days)]
        assert not work.series.waits()
