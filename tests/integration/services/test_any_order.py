"""Files of a whole company in any order, in any pieces: people and metrics too may come after what names them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.arriving import Rows, bring, differences, stored, taken_back
from tests.effort import SHARED, tries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from storage.storage import Storage

SALES = {"metric": "sales", "unit": "USD", "direction": "higher", "grain": "month", "aggregate": "sum"}
POINTS = {"metric": "points", "unit": "points", "direction": "lower", "grain": "month", "aggregate": "mean"}
CALLS = {"metric": "calls", "unit": "calls", "direction": "higher", "grain": "day", "aggregate": "sum"}
IDS = [f"100{number}" for number in range(2, 9)]
MONTHS = [date(2026, month, 1) for month in (7, 8, 9, 10)]
WHEN = st.dates(date(2026, 7, 1), date(2026, 10, 31))
ROLES, UNITS, DEPARTMENTS = ["Sales Rep", "Account Manager", "Engineer"], ["T1", "T2", ""], ["Sales", "North"]
STANDS = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(ROLES),
        "unit": st.sampled_from(UNITS),
        "department": st.sampled_from(DEPARTMENTS),
    },
)
COMPANY: Rows = (
    "people",
    [{"employee_id": "1001", "name": "Ana", "timezone": "UTC"}]
    + [{"employee_id": key, "name": f"P{key}", "manager_id": "Ana", "timezone": "Asia/Shanghai"} for key in IDS],
)
WON = {"metric": "won", "unit": "", "direction": "higher", "grain": "month", "aggregate": "sum"}
WON |= {"formula": "sum(amount) from orders where stage = won"}
METRICS: Rows = ("metrics", [SALES, POINTS, CALLS, WON])


def order(number: int, person: str, day: str, amount: int, **more: str) -> dict[str, Any]:
    """Make one record of the stream of orders."""
    said = {"stream": "orders", "id": f"o{number}", "employee_id": person, "day": day}
    return said | {"measure:amount": str(amount), "dimension:stage": more.pop("stage", "won")} | more


ORDERS: Rows = ("records", [order(1, "1003", "2026-10-05", 20), order(2, "1003", "2026-10-06", 30, stage="lost")])


# What waits


READINGS: Rows = ("readings", [{"employee_id": "1003", "metric": "sales", "period": "2026-10", "value": "95"}])
TARGETS: Rows = ("targets", [{"employee_id": "1003", "metric": "sales", "period": "2026-10", "target": "100"}])
ABSENCES: Rows = ("absences", [{"employee_id": "1003", "start": "2026-10-12", "end": "2026-10-16"}])


@pytest.mark.postgresql
def test_people_metrics_leave_targets_and_values_come_in_any_order(storage: Storage) -> None:
    found = [stored(storage, files) for files in permutations((COMPANY, METRICS, READINGS, TARGETS, ABSENCES))]

    assert [differences(found[0], other) for other in found[1:]] == [{}] * (len(found) - 1)
    delta = found[0]["delta", "1003", "sales", "2026-10-01"]
    assert (round(delta["target"], 1), round(delta["attainment"], 3)) == (72.2, 1.315)


def test_the_report_says_what_waits_and_later_what_was_let_in(storage: Storage) -> None:
    with taken_back(storage) as work:
        bring(work, *METRICS, digest="metrics")
        early = bring(work, *READINGS, digest="readings")
        people = bring(work, *COMPANY, digest="people")
        again = bring(work, *READINGS, digest="readings, again")

        assert (early.waiting, early.admitted, len(early.rejected)) == (1, 0, 1)
        assert (people.waiting, people.admitted) == (0, 1)
        assert (again.waiting, again.unchanged, again.rejected) == (0, 1, ())
        assert work.waiting.count() == 0
        batch = work.batches.get(early.batch)
        assert batch is not None
        assert (batch.counts["inserted"], batch.counts["rejected"]) == (1, 0)


def test_what_comes_twice_before_anybody_is_known_waits_once(storage: Storage) -> None:
    with taken_back(storage) as work:
        bring(work, *METRICS, digest="metrics")
        bring(work, *READINGS, digest="same")
        again = bring(work, *READINGS, digest="same")

        assert (again.waiting, work.waiting.count()) == (1, 1)


def test_of_two_files_that_waited_the_later_one_counts(storage: Storage) -> None:
    other: Rows = ("readings", [READINGS[1][0] | {"value": "97"}])

    first = stored(storage, [METRICS, COMPANY, READINGS, other])
    second = stored(storage, [METRICS, READINGS, other, COMPANY])

    assert differences(first, second) == {}
    assert second["delta", "1003", "sales", "2026-10-01"]["value"] == 97


def test_a_row_may_wait_for_a_person_and_then_for_a_metric(storage: Storage) -> None:
    with taken_back(storage) as work:
        bring(work, *READINGS, digest="readings")
        people = bring(work, *COMPANY, digest="people")
        metrics = bring(work, *METRICS, digest="metrics")

        assert (people.admitted, metrics.admitted) == (0, 1)


def test_a_value_that_begins_on_a_day_of_hire_waits_for_that_day(storage: Storage) -> None:
    partial: Rows = (
        "readings",
        [
            {
                "employee_id": "1003",
                "metric": "sales",
                "period_start": "2026-10-19",
                "period_end": "2026-10-31",
                "value": "40",
            }
        ],
    )
    hired: Rows = ("people", [{"employee_id": "1003", "hire_date": "2026-10-19"}])

    found = [stored(storage, files) for files in permutations((COMPANY, METRICS, partial, hired))]

    assert [differences(found[0], other) for other in found[1:]] == [{}] * (len(found) - 1)
    assert found[0]["delta", "1003", "sales", "2026-10-01"]["value"] == 40


def test_a_manager_who_is_named_before_they_are_known_leads_all_the_same(storage: Storage) -> None:
    led: Rows = ("people", [{"employee_id": "1003", "name": "Bo", "manager_id": "Ana"}])
    ana: Rows = ("people", [{"employee_id": "1001", "name": "Ana"}])

    first, second = stored(storage, [ana, led]), stored(storage, [led, ana])

    assert differences(first, second) == {}
    assert first["person", "1003", "person", "Bo"]["manager_id"] == "1001"


def test_records_people_metrics_and_what_is_taken_back_come_in_any_order(storage: Storage) -> None:
    other: Rows = ("records", [order(3, "1004", "2026-10-07", 50), order(4, "1003", "2026-10-08", 5)])

    found = [stored(storage, files) for files in permutations((COMPANY, METRICS, ORDERS, other))]

    assert [differences(found[0], now) for now in found[1:]] == [{}] * (len(found) - 1)
    assert found[0]["delta", "1003", "won", "2026-10-01"]["value"] == 25


def test_a_record_that_is_corrected_and_taken_back_while_it_waits_ends_as_if_it_had_not_waited(
    storage: Storage,
) -> None:
    corrected: Rows = ("records", [order(1, "1003", "2026-10-05", 25)])
    gone: Rows = ("records", [order(2, "1003", "2026-10-06", 30, deleted="true")])
    moved: Rows = ("records", [order(1, "1001", "2026-10-05", 26)])

    ana: Rows = ("people", COMPANY[1][:1])
    first = stored(storage, [METRICS, ana, COMPANY, ORDERS, corrected, gone])
    second = stored(storage, [METRICS, ana, ORDERS, corrected, gone, COMPANY])
    third = stored(storage, [METRICS, ana, ORDERS, moved, COMPANY])

    assert differences(first, second) == {}
    assert third["delta", "1001", "won", "2026-10-01"]["value"] == 26
    assert ("delta", "1003", "won", "2026-10-01") not in third


# The law


def _facts(kind: str, number: str) -> st.SearchStrategy[dict[tuple[Any, ...], dict[str, Any]]]:
    """Draw a value for everybody in some months; 0 is none, so that peers are few here and there."""
    series = st.tuples(st.sampled_from(["sales", "points"]), st.sampled_from(MONTHS))
    values = st.lists(st.integers(0, 200), min_size=len(IDS), max_size=len(IDS))
    return st.dictionaries(series, values, min_size=1, max_size=3).map(
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
def company(draw: st.DrawFn) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Draw rows of every kind by what they are about: no two say different things of the same."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = draw(_facts("readings", "value")) | draw(_facts("targets", "target"))
    rows |= {("metrics", row["metric"]): row for row in METRICS[1]}
    rows |= {("people", row["employee_id"], "who"): row for row in COMPANY[1]}
    for person in IDS:
        stands = {"role": draw(st.sampled_from(ROLES)), "unit": draw(st.sampled_from(UNITS)), "department": "Sales"}
        rows["people", person, "stands"] = {"employee_id": person, "effective_from": "2026-01-01", **stands}
    for person in draw(st.sets(st.sampled_from(IDS))):
        rows["people", person, "hired"] = {"employee_id": person, "hire_date": str(draw(WHEN))}
    for person in draw(st.sets(st.sampled_from(IDS))):
        rows["people", person, "place"] = {"employee_id": person, "location": draw(st.sampled_from(["US-NY", "DE"]))}
    for unit in draw(st.sets(st.sampled_from(["T1", "T2", "North"]))):
        above = draw(st.sampled_from(["", "North"])) if unit != "North" else ""
        rows["people", unit] = {"employee_id": unit, "name": unit, "kind": "unit", "unit": above, "timezone": "UTC"}
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=6)):
        rows["people", person, day] = {"employee_id": person, "effective_from": str(day), **draw(STANDS)}
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=5)):
        until = day + timedelta(days=draw(st.integers(0, 30)))
        rows["absences", person, day] = {"employee_id": person, "start": str(day), "end": str(until)}
    for number, (person, day) in enumerate(sorted(draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=8)))):
        stage = draw(st.sampled_from(["won", "lost"]))
        rows["records", number] = order(number, person, str(day), draw(st.integers(1, 99)), stage=stage)
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=8)):
        row = {"employee_id": person, "metric": "calls", "period": str(day), "value": str(draw(st.integers(1, 9)))}
        rows["readings", person, "calls", day] = row
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


def shuffled(keys: Sequence[Any], dice: Random) -> list[Any]:
    """Return keys in an order in which some neighbours stay together, as they do in files of a system."""
    pieces: list[list[Any]] = []
    for key in keys:
        if pieces and pieces[-1][0][0] == key[0] and dice.random() < dice.choice([0.2, 0.9]):
            pieces[-1].append(key)
        else:
            pieces.append([key])
    dice.shuffle(pieces)
    return [key for piece in pieces for key in piece]


def law(storage: Storage, rows: dict[Any, Any], dice: Random) -> None:
    """Fail where two orders of the same rows make a difference."""
    keys = sorted(rows, key=str)
    whole = stored(storage, in_files(rows, keys))
    other = stored(storage, in_files(rows, shuffled(keys, dice)))

    assert differences(whole, other) == {}
    assert other["waiting",] == {"n": 0}


@settings(max_examples=tries(4), suppress_health_check=SHARED)
@given(rows=company(), dice=st.randoms(use_true_random=False))
def test_the_order_and_the_pieces_of_files_change_nothing(storage: Storage, rows: dict[Any, Any], dice: Random) -> None:
    law(storage, rows, dice)


@pytest.mark.soak
@pytest.mark.postgresql
@settings(max_examples=400, suppress_health_check=SHARED)
@given(rows=company(), dice=st.randoms(use_true_random=False))
def test_the_order_and_the_pieces_of_many_files_change_nothing(
    storage: Storage, rows: dict[Any, Any], dice: Random
) -> None:
    law(storage, rows, dice)
