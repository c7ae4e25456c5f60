"""The days of a cycle, and who writes first in which unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.errors import Invalid
from bot.kit.period import Period
from bot.messages.codec import from_json, to_json
from bot.reviews.domain.cycle import Cycle, FillOrder, PartKind, ResultPart, checked
from tests.unit.reviews.test_review import cycle

if TYPE_CHECKING:
    from bot.reviews.domain.cycle import Schedule


PEERS = ResultPart(PartKind.PEERS, Decimal("12.5"))


def days(order: FillOrder = FillOrder.EMPLOYEE_FIRST, **values: Any) -> Cycle:
    found = cycle(order)
    schedule: Schedule = replace(found.schedule, **values)
    return replace(found, schedule=schedule)


@pytest.mark.parametrize("order", FillOrder)
def test_days_that_follow_one_another_can_be(order: FillOrder) -> None:
    assert checked(days(order)) == days(order)


@pytest.mark.parametrize(
    ("wrong", "early", "late"),
    [
        (days(self_due=date(2026, 11, 1)), "opens", "first_due"),
        (days(manager_due=date(2026, 11, 8)), "first_due", "second_due"),
        (days(FillOrder.MANAGER_FIRST, self_due=date(2026, 11, 8)), "first_due", "second_due"),
        (days(meet_by=date(2026, 11, 12)), "second_due", "meet_by"),
        (days(closes=date(2026, 11, 19)), "meet_by", "closes"),
        (replace(days(peers_due=date(2026, 11, 21)), parts=(PEERS,)), "peers_due", "meet_by"),
        (replace(days(peers_due=date(2026, 11, 1)), parts=(PEERS,)), "opens", "peers_due"),
    ],
)
def test_days_out_of_order_are_refused_by_name(wrong: Cycle, early: str, late: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(wrong)

    assert (refused.value.values["early"], refused.value.values["late"]) == (early, late)


def test_a_cycle_has_a_name_a_period_that_ends_after_it_begins_and_each_part_once() -> None:
    for wrong in (
        replace(cycle(), name=" "),
        replace(cycle(), period=Period(date(2026, 2, 1), date(2026, 1, 1))),
        replace(cycle(), parts=(replace(PEERS, weight=Decimal(0)),)),
        replace(cycle(), parts=(PEERS, PEERS)),
    ):
        with pytest.raises(Invalid):
            checked(wrong)


def test_a_unit_may_write_in_another_order() -> None:
    mixed = replace(cycle(), orders={"line-3": FillOrder.MANAGER_FIRST})

    assert mixed.order_for(frozenset({"line-3", "plant"})) is FillOrder.MANAGER_FIRST
    assert mixed.order_for(frozenset({"plant"})) is FillOrder.EMPLOYEE_FIRST


def test_a_cycle_is_kept_as_it_is() -> None:
    mixed = replace(cycle(), orders={"line-3": FillOrder.MANAGER_FIRST}, units=("line-3", "plant"), parts=(PEERS,))

    assert from_json(to_json(mixed), Cycle) == mixed
