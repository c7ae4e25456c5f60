"""Which formulas a unit's value is made by from the records of all its members."""

from __future__ import annotations

import pytest

from bot.figures.domain.formula_units import made_together


@pytest.mark.parametrize(
    ("formula", "together"),
    [
        ("", False),
        ("sum(amount) from deals", False),
        ("count() from deals", False),
        ("mean(amount - cost) from deals", False),
        ("count(where stage = won) / sum(amount) from deals", False),
        ("distinct(customer) from deals", True),
        ("median(amount) from deals", True),
        ("min(amount) from deals", True),
        ("max(amount) from deals", True),
        ("last(amount) from deals", True),
        ("count() / distinct(customer) from deals", True),
        ("mean(amount) / count() from deals", True),
        ("sum(amount) / max(cost) from deals", True),
    ],
)
def test_records_of_all_make_what_does_not_add_up(formula: str, *, together: bool) -> None:
    assert made_together(formula) is together
