"""The screen for records: which slips it finds, and that honest skewed ones pass."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.figures.domain.record import RecordColumns
from bot.intake.domain.record_outlier import UsualRecords, screen_records

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1)


def _records(
    person: NDArray[np.int64], day: NDArray[np.int64] | None = None, **measures: NDArray[np.float64]
) -> RecordColumns:
    n = len(person)
    nothing = np.full(n, -1)
    ids = np.array([f"R{place}" for place in range(n)], np.object_)
    day = np.full(n, 20_000) if day is None else day
    return RecordColumns(np.arange(n) + 2, ids, person, day, nothing, nothing, dict(measures), {})


def _deals(seed: int = 1, *, n: int = 300, people: int = 6) -> RecordColumns:
    """Return deals as they are: most small, some thirty times larger, each costing about two thirds."""
    dice = np.random.default_rng(seed)
    amount = np.round(dice.lognormal(6, 1, n), 2)
    cost = np.round(amount * dice.uniform(0.5, 0.8, n), 2)
    return _records(np.sort(dice.integers(1, people + 1, n)), amount=amount, cost=cost)


def _with(records: RecordColumns, name: str, place: int, value: float) -> RecordColumns:
    column = records.measures[name].copy()
    column[place] = value
    records.measures[name] = column
    return records


@pytest.mark.parametrize("factor", [10.0, 100.0, 1000.0, 0.1, 0.01, 0.001])
def test_a_slip_shows_against_the_other_number_of_its_record(factor: float) -> None:
    records = _deals()
    (doubt,) = screen_records(_with(records, "amount", 40, records.measures["amount"][40] * factor), UsualRecords())

    assert doubt.place == 40
    assert {"amount", "cost"} & set(doubt.values.values())


def test_a_number_far_outside_all_others_is_held_with_what_is_usual() -> None:
    dice = np.random.default_rng(2)
    inspected = dice.integers(60, 93, 200).astype(np.float64)
    inspected[7] = 8100.0
    (doubt,) = screen_records(_records(np.repeat([1, 2], 100), inspected=inspected), UsualRecords())

    assert (doubt.place, doubt.key) == (7, "import-record-far")
    assert doubt.values == {"measure": "inspected", "low": "61", "high": "92", "n": 99}


def test_a_single_record_is_held_against_those_that_are_stored() -> None:
    stored = _deals()
    usual = UsualRecords(stored.person, stored.measures)

    def alone(amount: float) -> list[str]:
        deal = _records(np.array([1]), amount=np.array([amount]), cost=np.array([amount * 0.6]))
        return [doubt.key for doubt in screen_records(deal, usual)]

    assert alone(500.0) == []
    assert alone(9_000.0) == [], "twenty times the usual happens"
    assert alone(900_000.0) == ["import-record-far"]


def test_somebody_with_few_records_is_held_against_all_of_the_stream() -> None:
    stored = _deals()
    newcomer = _records(np.array([99]), amount=np.array([900_000.0]), cost=np.array([600_000.0]))

    (doubt,) = screen_records(newcomer, UsualRecords(stored.person, stored.measures))

    assert doubt.values["n"] == 300


def test_a_turned_sign_is_held_where_there_are_no_negative_numbers_and_refunds_pass_where_there_are() -> None:
    records = _deals()
    (doubt,) = screen_records(_with(records, "amount", 11, -records.measures["amount"][11]), UsualRecords())
    assert (doubt.place, doubt.key) == (11, "import-record-sign")

    refunds = _deals()
    for place in range(0, 300, 20):
        refunds = _with(refunds, "amount", place, -refunds.measures["amount"][place])
    assert screen_records(refunds, UsualRecords()) == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n", [10, 40, 300, 5000])
def test_honest_skewed_records_pass(seed: int, n: int) -> None:
    assert screen_records(_deals(seed, n=n), UsualRecords()) == []


def test_small_counts_and_numbers_that_are_often_zero_pass() -> None:
    dice = np.random.default_rng(3)
    person = np.repeat(np.arange(20), 50)
    defects = dice.poisson(1.5, 1000).astype(np.float64)
    overtime = np.where(dice.random(1000) < 0.6, 0.0, dice.lognormal(5, 1, 1000))

    assert screen_records(_records(person, defects=defects, overtime=overtime), UsualRecords()) == []


def test_what_many_records_of_a_file_have_is_how_the_data_is() -> None:
    records = _deals()
    for place in range(0, 300, 30):
        records = _with(records, "cost", place, records.measures["cost"][place] / 100)

    assert "import-record-pair" not in {doubt.key for doubt in screen_records(records, UsualRecords())}


def _days(*days: date) -> NDArray[np.int64]:
    return np.array([(day - _EPOCH).days for day in days], np.int64)


def test_a_day_whose_day_and_month_were_exchanged_is_held() -> None:
    week = _days(*(date(2026, 11, 2 + n % 5) for n in range(40)), date(2026, 3, 11))
    (doubt,) = screen_records(_records(np.ones(41, np.int64), week), UsualRecords())

    assert (doubt.place, doubt.key) == (40, "import-record-swapped")
    assert doubt.values == {"day": "2026-03-11", "other": "2026-11-03"}


def test_a_late_record_passes_whose_day_is_none_of_the_others_either_way() -> None:
    week = _days(*(date(2026, 11, 2 + n % 5) for n in range(40)), date(2026, 3, 9), date(2026, 3, 25))

    assert screen_records(_records(np.ones(42, np.int64), week), UsualRecords()) == []


def test_the_day_of_a_single_record_may_be_any() -> None:
    assert screen_records(_records(np.array([1]), _days(date(2026, 2, 11))), UsualRecords()) == []
