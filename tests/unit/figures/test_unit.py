"""Units: whose member one is, and what a unit's value is made of."""

from __future__ import annotations

import numpy as np

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.unit import belongs, parents, roll_up, roll_up_targets


def members(**columns: list[float]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    size = len(columns["value"])
    rest: dict[str, list[float]] = {
        "no": [0] * size,
        "person_no": [*range(size)],
        "start": [0] * size,
        "end": [30] * size,
    }
    rest |= {"numerator": [np.nan] * size, "denominator": [np.nan] * size, "revision": [0] * size, "rolled": [0] * size}
    return {name: np.array(column, float) for name, column in (rest | columns).items()}


def test_an_id_goes_before_a_name_and_the_department_after_the_unit() -> None:
    means, above = parents([(1, "A", "B", "", ""), (2, "B", "Other", "", "A"), (3, "C", "Other", "B", "A")])

    assert (means["A"], means["B"], means["Other"]) == (1, 2, 2)
    assert above == {2: 1, 3: 2}
    assert (belongs("", "A", means), belongs("B", "A", means), belongs("Z", "A", means)) == (1, 2, None)


def test_a_unit_is_no_member_of_itself_or_of_its_own_members() -> None:
    _, above = parents(
        [(1, "A", "A", "C", "A"), (2, "B", "B", "A", ""), (3, "C", "C", "B", ""), (4, "D", "D", "", "D")]
    )

    assert 4 not in above
    assert above == {1: 3, 2: 1}


def test_the_last_value_is_the_one_that_reaches_furthest() -> None:
    rows = members(value=[7, 8, 9], end=[30, 31, 15])

    assert roll_up(rows, [Aggregate.LAST])[0][:2] == (31, 8)


def test_sums_are_exact_before_they_are_rounded() -> None:
    rows = members(value=[0.1] * 10 + [1e7, -1e7])

    assert roll_up(rows, [Aggregate.SUM])[0][1] == 1


def test_of_two_readings_of_a_member_the_further_one_counts() -> None:
    rows = members(value=[1, 2, 5], person_no=[1, 1, 2], start=[0, 5, 0], end=[9, 30, 30])

    assert roll_up(rows, [Aggregate.SUM])[0][1] == 7


def test_a_start_value_needs_every_member_s() -> None:
    rows = members(value=[0, 0], target=[4, 5], start_value=[6, np.nan])

    ((target, start_value),) = roll_up_targets(rows).values()

    assert target == 9
    assert np.isnan(start_value)


def test_what_cancels_out_leaves_no_crumbs() -> None:
    rows = members(value=[1.5, 2.5], numerator=[2, 3], denominator=[999_999_999_999.9, -999_999_999_998.6])

    assert roll_up(rows, [Aggregate.RATIO])[0][1:4] == (3.846153846154, 5, 1.3)


def test_a_ratio_over_less_than_nothing_is_one_as_it_is_of_people() -> None:
    rows = members(value=[-2, -2], numerator=[4, 2], denominator=[-2, -1])

    assert roll_up(rows, [Aggregate.RATIO])[0][1:4] == (-2, 6, -3)
    assert roll_up(members(value=[1, 1], numerator=[1, 2], denominator=[3, -3]), [Aggregate.RATIO]) == {}
