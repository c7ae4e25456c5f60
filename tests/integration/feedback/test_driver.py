"""What moved values, held against a plain calculation over the same records, one after the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.feedback.domain.driver import HOURS, Drivers
from bot.feedback.services.driver import drivers
from bot.figures.domain.delta import Delta, Flag
from bot.figures.domain.formula_text import parse
from bot.figures.domain.record import RecordQuery
from bot.figures.domain.record_evidence import counted, totals_of, value_of
from bot.figures.services.delta import recompute
from bot.figures.services.record import compute
from tests.company import NOW, OCTOBER, SEPTEMBER, Company, company_in
from tests.deals import DEALS, arrive, columns, deal, made_of
from tests.moves import sold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.storage import Storage

PEOPLE = ("min", "bo", "cy")


def bring(company: Company, rows: Sequence[dict[str, Any]], formula: str, *, now: datetime = NOW) -> list[Delta]:
    """Let deals of some sellers come in, and return what follows of the collections that are made of them."""
    for person in PEOPLE:
        if person not in company.people:
            company.person(person, role="seller")
    if "made" not in company.metrics:
        company.metric("made", unit="USD")
    made_of(company, "made", formula)
    arrive(company, rows, now=now)
    recompute(company.work, company.changed, now=now)
    return sorted(company.work.deltas.find(metric="made", start=OCTOBER), key=lambda delta: delta.person_id)


def found_of(company: Company, deltas: Sequence[Delta]) -> dict[str, Drivers]:
    return {deltas[place].person_id: found for place, found in drivers(company.work, deltas).items()}


def told(found: Drivers) -> list[list[tuple[tuple[str, ...], Fraction]]]:
    return [[(driver.member.texts, driver.effect) for driver in split.told] for split in found.splits]


@pytest.mark.postgresql
def test_the_best_dimension_is_told_with_exact_effects(storage: Storage) -> None:
    with company_in(storage) as company:
        found = found_of(company, bring(company, sold(), "sum(amount) from orders where stage = won"))

    assert told(found["min"]) == [[(("Contoso",), Fraction(-19_000)), (("Fabrikam",), Fraction(-12_000))]]
    assert found["min"].change == -31_000
    assert found["min"].splits[0].rest.effect == 0
    assert found["min"].splits[0].others == 2


FORMULAS = (
    "sum(amount) from orders where stage = won",
    "sum(amount - returned) from orders",
    "count() from orders where stage = won",
    "mean(amount) from orders",
    "sum(returned) / sum(amount) from orders",
    "count(where stage = won) / count() from orders",
    "distinct(stage) from orders",
)


@pytest.mark.postgresql
@pytest.mark.parametrize("formula", FORMULAS)
def test_every_effect_is_what_the_records_give_one_by_one(storage: Storage, formula: str) -> None:
    dice = Random(formula)  # noqa: S311 - data, no secret
    rows = []
    for number in range(600):
        month, person = dice.choice((SEPTEMBER, OCTOBER)), dice.choice(PEOPLE)
        customer = dice.choice(("Contoso", "Fabrikam", "Adatum", ""))
        good = customer != "Contoso" or month is OCTOBER
        rows.append(
            deal(number, round(dice.uniform(10, 90) * (9 if good else 1), 2), person=person, customer=customer)
            | {
                "day": month + timedelta(days=dice.randrange(28)),
                "stage": "won" if good else dice.choice(("won", *["lost"] * 9)),
            }
            | {"returned": dice.choice((None, round(dice.uniform(1, 3) * (1 if good else 30), 2)))}
        )
    with company_in(storage) as company:
        deltas = bring(company, rows, formula)
        found = found_of(company, deltas)
        assert bool(found) == ("distinct" not in formula)  # each stage is many customers'
        for delta in deltas:
            if delta.person_id in found:
                plainly(company, delta, found[delta.person_id])


def plainly(company: Company, delta: Delta, found: Drivers) -> None:
    """Hold drivers against the records as people read them."""
    formula = parse(found.metric.formula)
    by: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for side, period in enumerate((found.base, found.period)):
        for record in company.work.records.find(RecordQuery(DEALS.key, delta.person_id, period)):
            by["", side].append(record)
    for (_, side), records in list(by.items()):
        made = value_of(totals_of(formula, records))
        assert made is not None
        assert float(made) == pytest.approx(float(found.whole.sides[side].value or 0))
        assert len(counted(formula, records)) == found.whole.sides[side].n
    stored = [delta.previous, delta.value]
    assert [float(side.value or 0) for side in found.whole.sides] == pytest.approx(stored)
    for split in found.splits:
        assert sum((driver.effect for driver in split.told), Fraction(0)) + split.rest.effect == found.change
        for driver in split.told:
            for side, had in enumerate(driver.member.sides):
                mine = [
                    record
                    for record in by["", side]
                    if tuple(record.dimensions.get(name, "") for name in split.dimensions) == driver.member.texts
                ]
                parts = [total.value or Decimal(0) for total in totals_of(formula, mine)]
                if found.basis == "rate" and len(parts) == 1:  # a mean is told by its sum
                    parts = [sum((row.adds[0] or Decimal(0) for row in counted(formula, mine)), Decimal(0))]
                assert had.top == parts[0]
                assert had.n == len(counted(formula, mine))
            assert abs(driver.effect) * 3 >= abs(found.change)


@pytest.mark.postgresql
def test_what_was_withdrawn_or_replaced_moves_nothing(storage: Storage) -> None:
    with company_in(storage) as company:
        bring(company, sold(), "sum(amount) from orders")
        gone = [row["id"] for row in sold() if row["customer"] == "Fabrikam"]
        batch = company.insert("batch", kind="records", received_at=NOW, file="gone.csv")
        company.work.records.withdraw(DEALS.key, gone, batch=batch)
        contoso = [row | {"amount": 5_000} for row in sold() if row["customer"] == "Contoso"]
        deltas = bring(company, contoso, "sum(amount) from orders")

        assert deltas[0].previous == 20 * 5_000 + 24_000
        assert told(found_of(company, deltas)["min"]) == [[(("Contoso",), Fraction(-95_000))]]


@pytest.mark.parametrize(
    ("formula", "tells"), [("sum(amount) from orders", False), ("sum(returned) / sum(amount) from orders", True)]
)
def test_of_a_month_that_is_not_over_a_sum_has_no_drivers_and_a_rate_has(
    storage: Storage, formula: str, *, tells: bool
) -> None:
    sales = [(SEPTEMBER, "Contoso", 20, 2_000), (OCTOBER, "Contoso", 5, 2_000)]
    sales += [(month, "Adatum", 10, 2_000) for month in (SEPTEMBER, OCTOBER)]
    rows = [
        row | {"returned": 900 if row["customer"] == "Contoso" and row["day"] < OCTOBER else 10} for row in sold(sales)
    ]
    with company_in(storage) as company:
        deltas = bring(company, rows, formula)
        begun = [replace(delta, flags=delta.flags | Flag.PARTIAL_PERIOD) for delta in deltas]

        assert drivers(company.work, deltas)
        assert bool(drivers(company.work, begun)) is tells


@pytest.mark.postgresql
def test_the_time_of_day_is_a_dimension_where_records_say_their_instant(storage: Storage) -> None:
    """On Shanghai's clock the late deals are gone: 07:00 UTC is 15:00 there."""
    rows = sold([(SEPTEMBER, "A", 12, 100), (SEPTEMBER, "B", 12, 100), (OCTOBER, "A", 12, 100), (OCTOBER, "B", 2, 100)])
    rows = [row | {"customer": "same", "hour": 23 if row["customer"] == "A" else 7} for row in rows]
    with company_in(storage) as company:
        for person in PEOPLE:
            company.person(person, role="seller", timezone="Asia/Shanghai")
        company.metric("made", unit="USD")
        made_of(company, "made", "sum(amount) from orders")
        batch = company.insert("batch", kind="records", received_at=NOW, file="deals.csv")
        company.work.streams.put(DEALS)
        laid = columns(company, rows)
        hours = [row["hour"] for row in rows]
        laid.at[:] = [(int(day) * 24 + hour) * 3_600_000_000 for day, hour in zip(laid.day, hours, strict=True)]
        done = company.work.records.put(DEALS.key, laid, batch=batch)
        recompute(company.work, compute(company.work, DEALS.key, done.days, batch=batch, now=NOW), now=NOW)
        deltas = list(company.work.deltas.find(metric="made", start=OCTOBER))
        found = found_of(company, deltas)

    (split,) = found["min"].splits
    assert split.dimensions == (HOURS,)
    assert [driver.member.texts for driver in split.told] == [("14:00–22:00",)]
