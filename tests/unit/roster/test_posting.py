"""Postings among one another: what was said of one day and of another, in whatever order it was written down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from bot.roster.domain.posting import FIELDS, Posting, Spells, put_among, settled, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

import numpy as np

BASE = Posting("ben", date(2026, 11, 3), "ana", "Sales", "T1", "Rep", said=())
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SAID = st.fixed_dictionaries(
    {}, optional={"manager_id": st.sampled_from(["ana", "cho"]), "role": st.sampled_from(["Rep", "Lead"])}
)


def posting(day: date, **said: Any) -> Posting:
    blank: dict[str, Any] = {"manager_id": None, "department": "", "unit": "", "role": ""}
    return Posting("ben", day, **(blank | said), said=tuple(name for name in FIELDS if name in said))


def at(history: Sequence[Posting], day: date) -> dict[str, Any]:
    found = standing(history, day)
    assert found
    return found.fields()


def test_what_is_said_of_an_earlier_day_leaves_alone_what_was_said_of_a_later_one() -> None:
    history = put_among([BASE], posting(date(2026, 9, 1), role="Lead"), dated=True)
    history = put_among(history, posting(date(2026, 10, 1), role="Head", manager_id="cho"), dated=True)
    history = put_among(history, posting(date(2026, 8, 1), manager_id="eva"), dated=True)

    days = [date(2026, month, 15) for month in (7, 8, 9, 10, 12)]
    assert [at(history, day)["role"] for day in days] == ["Rep", "Rep", "Lead", "Head", "Head"]
    assert [at(history, day)["manager_id"] for day in days] == ["ana", "eva", "eva", "cho", "cho"]
    assert {at(history, day)["unit"] for day in days} == {"T1"}


def test_what_is_said_at_once_with_the_first_news_of_somebody_holds_before_too() -> None:
    history = put_among([BASE], posting(BASE.start, role="Lead"), dated=False)

    assert [at(history, date(2026, month, 1))["role"] for month in (1, 12)] == ["Lead", "Lead"]
    assert at(history, date(2026, 1, 1))["unit"] == "T1"


def test_what_is_said_on_the_day_of_the_first_news_counts_beside_what_was_said_of_an_earlier_day() -> None:
    history = put_among([BASE], posting(date(2026, 1, 1), role="Lead"), dated=True)
    history = put_among(history, posting(BASE.start, manager_id="cho"), dated=False)

    assert at(history, BASE.start) == BASE.fields() | {"role": "Lead", "manager_id": "cho"}


@given(said=st.dictionaries(DAYS, SAID, max_size=5), dice=st.randoms(use_true_random=False))
def test_the_order_of_writing_makes_no_difference(said: dict[date, dict[str, str]], dice: Random) -> None:
    def told(days: Sequence[date]) -> list[dict[str, Any]]:
        history = [BASE]
        for day in days:
            history = put_among(history, posting(day, **said[day]), dated=True)
        assert settled(history) == history
        return [at(history, date(2026, month, 1)) for month in range(1, 13)]

    assert told(sorted(said)) == told(dice.sample(sorted(said), len(said)))


def test_spells_reach_back_and_ahead_for_ever() -> None:
    spells = Spells.of({3: [(100, 7), (200, 8)], 5: [(150, 9)]})

    person, day = np.array([3, 3, 3, 5, 5]), np.array([0, 199, 200, 0, 10_000])
    assert spells.at(person, day).tolist() == [7, 7, 8, 9, 9]
