"""Files of a whole company in any order, in any pieces: people and metrics too may come after what names them."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.arriving import Rows, bring, differences, stored, taken_back
from tests.drawn import IDS, ROLES, UNITS, WHEN, in_files, told
from tests.effort import SHARED, tries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from storage.storage import Storage

SALES = {"metric": "sales", "unit": "USD", "direction": "higher", "grain": "month", "aggregate": "sum"}
POINTS = {"metric": "points", "unit": "points", "direction": "lower", "grain": "month", "aggregate": "mean"}
CALLS = {"metric": "calls", "unit": "calls", "direction": "higher", "grain": "day", "aggregate": "sum"}
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


ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "America/Sao_Paulo"]
DELETED = [{"deleted": ""}, {"deleted": ""}, {"deleted": "true"}]


@st.composite
def happened(draw: st.DrawFn) -> dict[str, str]:
    """Draw when a record happened: a day, an instant, what a clock showed, or a day beside an instant."""
    at = draw(st.datetimes(datetime(2026, 7, 2), datetime(2026, 10, 29, 23), timezones=st.none()))  # noqa: DTZ001
    said = f"{at.replace(microsecond=0).isoformat()}{draw(st.sampled_from(['Z', '+08:00', '-05:00', '']))}"
    day = str(draw(WHEN))
    return draw(st.sampled_from([{"day": day, "at": ""}, {"day": "", "at": said}, {"day": day, "at": said}]))


HAPPENED = happened()
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
    led: Rows = ("people", [{"employee_id": "1003", "name": "Bo", "manager_id": "Ana", "timezone": "Asia/Shanghai"}])
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


GONE = {"stream": "orders", "id": "o1", "day": "", "measure:amount": "", "dimension:stage": "", "deleted": "true"}


@pytest.mark.postgresql
@pytest.mark.parametrize("stamp", ["", "2026-11-01T09:30:00Z"])
def test_a_row_without_anybody_takes_back_a_record_that_waits(storage: Storage, stamp: str) -> None:
    gone: Rows = ("records", [GONE | {"employee_id": "", "revised": stamp}])
    again: Rows = ("records", [order(1, "1003", "2026-10-05", 21)])

    for files in [METRICS, ORDERS, gone, COMPANY], [METRICS, COMPANY, ORDERS, gone]:
        assert ("delta", "1003", "won", "2026-10-01") not in stored(storage, files)
    back = stored(storage, [METRICS, ORDERS, gone, again, COMPANY])
    assert back["delta", "1003", "won", "2026-10-01"]["value"] == 21


def test_a_state_that_waits_counts_where_its_source_changed_it_last(storage: Storage) -> None:
    ana: Rows = ("people", COMPANY[1][:1])
    late: Rows = ("records", [order(1, "1003", "2026-10-05", 20, revised="2026-11-01T09:30:00Z")])
    early: Rows = ("records", [order(1, "1001", "2026-10-05", 9, revised="2026-11-01T09:10:00Z")])

    found = stored(storage, [METRICS, ana, late, early, COMPANY])

    assert differences(found, stored(storage, [METRICS, ana, COMPANY, early, late])) == {}
    assert found["delta", "1003", "won", "2026-10-01"]["value"] == 20


# The law


@st.composite
def company(draw: st.DrawFn) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Draw rows of every kind by what they are about: no two say different things of the same."""
    rows = draw(told()) | {("metrics", row["metric"]): row for row in METRICS[1]}
    for row in COMPANY[1]:
        rows["people", row["employee_id"], "who"] = {name: text for name, text in row.items() if name != "timezone"}
    for person in IDS:
        stands = {"role": draw(st.sampled_from(ROLES)), "unit": draw(st.sampled_from(UNITS)), "department": "Sales"}
        rows["people", person, "stands"] = {"employee_id": person, "effective_from": "2026-01-01", **stands}
    for person in draw(st.sets(st.sampled_from(IDS))):
        rows["people", person, "zone"] = {"employee_id": person, "timezone": draw(st.sampled_from(ZONES))}
    for number, person in enumerate(draw(st.lists(st.sampled_from(IDS), max_size=8))):
        for revised in sorted(draw(st.sets(st.integers(10, 40), min_size=1, max_size=3))):
            stamp = {"revised": f"2026-11-01T09:{revised}:00Z"}
            row = order(number, person, "", draw(st.integers(1, 99)), stage=draw(st.sampled_from(["won", "lost"])))
            rows["records", number, revised] = row | stamp | draw(HAPPENED) | draw(st.sampled_from(DELETED))
    for person, day in draw(st.sets(st.tuples(st.sampled_from(IDS), WHEN), max_size=8)):
        row = {"employee_id": person, "metric": "calls", "period": str(day), "value": str(draw(st.integers(1, 9)))}
        rows["readings", person, "calls", day] = row
    return rows


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
