"""What moved a number: effects that add up exactly, and which members are worth telling."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback.domain.driver import (
    Driver,
    DriverBasis,
    DriverMember,
    DriverSide,
    basis_of,
    driver_mark,
)
from bot.feedback.domain.driver_cells import DriverRecords, whole_of
from bot.feedback.domain.driver_choice import DriverChoice, choices
from bot.feedback.domain.driver_factors import factors_of
from bot.feedback.domain.driver_hours import BANDS, hour_codes, tells_hours
from bot.feedback.domain.driver_noise import telling_factors
from bot.feedback.domain.driver_people import PeopleNames
from bot.figures.domain.formula_text import parse

amounts = st.decimals(-10_000, 10_000, places=2, allow_nan=False)
weights = st.decimals(0, 500, places=1)
sides = st.builds(DriverSide, amounts, weights, st.integers(1, 20)) | st.just(DriverSide(Decimal(0), Decimal(0), 0))
members = st.lists(st.builds(DriverMember, st.just(("m",)), sides, sides), min_size=1, max_size=6)


def whole(some: list[DriverMember]) -> DriverMember:
    before, after = (
        DriverSide(
            sum((member.sides[at].top for member in some), Decimal(0)),
            sum((member.sides[at].over for member in some), Decimal(0)),
            sum(member.sides[at].n for member in some),
        )
        for at in range(2)
    )
    return DriverMember((), before, after)


def bare(member: DriverMember) -> DriverMember:
    """Give what a member of a sum has: it is over nothing."""
    before, after = (replace(side, over=Decimal(1)) for side in member.sides)
    return DriverMember(member.texts, before, after)


@given(members)
def test_differences_add_up_to_the_change_of_a_sum(some: list[DriverMember]) -> None:
    some = [bare(member) for member in some]
    added = bare(whole(some))
    change = Fraction(added.after.top) - Fraction(added.before.top)
    if change:
        told = [Driver(member, added, DriverBasis.ADDED) for member in some]
        assert sum(driver.effect for driver in told) == change
        assert sum(driver.weight for driver in told) == 1


@given(members)
def test_rate_and_mix_effects_add_up_to_the_change_of_a_rate(some: list[DriverMember]) -> None:
    added = whole(some)
    if not (added.before.over and added.after.over) or added.before.value == added.after.value:
        return
    told = [Driver(member, added, DriverBasis.RATE) for member in some]
    assert sum(driver.effect for driver in told) == Fraction(added.after.top) / Fraction(added.after.over) - Fraction(
        added.before.top
    ) / Fraction(added.before.over)
    for driver in told:
        assert driver.rate is not None
        assert driver.mix is not None
        assert driver.rate + driver.mix == driver.effect


@given(members)
def test_volume_price_and_mix_add_up_to_the_change_of_a_sum(some: list[DriverMember]) -> None:
    added, found = whole(some), factors_of(some)
    change = Fraction(added.after.top) - Fraction(added.before.top)
    assert found.volume + found.price + found.mix == change


def test_two_orders_fewer_at_the_same_price_are_volume_and_nothing_else() -> None:
    found = factors_of(
        [DriverMember((), DriverSide(Decimal(5000), Decimal(1), 5), DriverSide(Decimal(3000), Decimal(1), 3))]
    )
    assert (found.volume, found.price, found.mix) == (Fraction(-2000), Fraction(0), Fraction(0))


def test_kitagawa_s_parts_of_a_worse_machine_that_runs_more() -> None:
    """Machine 3 went from 2 of 100 to 20 of 200, the others stayed at 2 of 100: by hand."""
    three = DriverMember(("3",), DriverSide(Decimal(2), Decimal(100), 1), DriverSide(Decimal(20), Decimal(200), 1))
    others = DriverMember((), DriverSide(Decimal(2), Decimal(100), 1), DriverSide(Decimal(2), Decimal(100), 1))
    told = Driver(three, whole([three, others]), DriverBasis.RATE)
    # rates .02 → .1, weights 1/2 → 2/3: rate effect .08 × 7/12; all: 4/200 → 22/300, change 4/75
    assert told.rate == Fraction(8, 100) * Fraction(7, 12)
    mean = (Fraction(4, 200) + Fraction(22, 300)) / 2
    assert told.mix == Fraction(1, 6) * (Fraction(6, 100) - mean)
    assert told.weight == told.effect / (Fraction(22, 300) - Fraction(4, 200))


@pytest.mark.parametrize(
    ("formula", "basis"),
    [
        ("sum(amount) from orders", DriverBasis.ADDED),
        ("count() from orders where stage = won", DriverBasis.ADDED),
        ("distinct(order) from orders", DriverBasis.ADDED),
        ("mean(amount) from orders", DriverBasis.RATE),
        ("sum(defects) / sum(inspected) from lots", DriverBasis.RATE),
        ("count(where result = reject) / count() from lots", DriverBasis.RATE),
        ("median(amount) from orders", None),
        ("min(amount) from orders", None),
        ("max(amount) from orders", None),
        ("last(amount) from orders", None),
        ("sum(amount) / distinct(order) from orders", None),
    ],
)
def test_only_what_is_added_up_or_a_rate_of_such_has_drivers(formula: str, basis: DriverBasis | None) -> None:
    assert basis_of(parse(formula)) is basis


# Which are told


def records(*rows: tuple[int, str, float, float], over: bool = False, **more: list[str]) -> tuple[Any, list[str]]:
    """Lay records of one change out: side, customer, amount, and the day."""
    texts = sorted({row[1] for row in rows} | {text for column in more.values() for text in column})
    codes = {"customer": np.array([texts.index(row[1]) + 1 for row in rows])}
    codes |= {name: np.array([texts.index(text) + 1 for text in column]) for name, column in more.items()}
    found = DriverRecords(
        np.zeros(len(rows), np.int64),
        np.array([row[0] for row in rows]),
        np.arange(len(rows)) + 20_000,
        np.array([float(row[2]) for row in rows]),
        np.array([float(row[3]) * over for row in rows]),
        codes,
    )
    return found, texts


def told(found: DriverRecords, texts: list[str], basis: DriverBasis = DriverBasis.ADDED) -> list[list[tuple[str, ...]]]:
    """Return the ways to tell the one change: the members of each."""
    ways: dict[int, list[DriverChoice]] = dict(choices(found, basis, whole_of(found, basis, 1), np.array([True])))
    return [[tuple(texts[code - 1] for code in codes) for codes in way.codes] for way in ways.get(0, [])]


def lines(side: int, customer: str, n: int, amount: float = 1000) -> list[tuple[int, str, float, float]]:
    return [(side, customer, amount, 1)] * n


def test_those_who_explain_a_third_are_told_the_largest_first_and_nobody_else() -> None:
    rows = [*lines(0, "Contoso", 24), *lines(0, "Fabrikam", 12), *lines(0, "Tailspin", 9), *lines(0, "Adatum", 20)]
    rows += [*lines(1, "Contoso", 5), *lines(1, "Tailspin", 6), *lines(1, "Adatum", 20)]
    assert told(*records(*rows)) == [[("Contoso",), ("Fabrikam",)]]


def test_nobody_is_told_where_all_fell_alike() -> None:
    rows = [*lines(0, "Contoso", 200), *lines(0, "Fabrikam", 100), *lines(1, "Contoso", 120), *lines(1, "Fabrikam", 60)]
    assert told(*records(*rows)) == []
    rows += [*lines(0, "Adatum", 50), *lines(1, "Adatum", 50)]
    assert told(*records(*rows)) == [[("Contoso",), ("Fabrikam",)]]


def test_nobody_is_told_of_few_records_nor_of_what_chance_does() -> None:
    few = [*lines(0, "Contoso", 4), *lines(0, "Adatum", 4), *lines(1, "Adatum", 4)]
    assert told(*records(*few)) == []
    enough = [*lines(0, "Contoso", 6), *lines(0, "Adatum", 4), *lines(1, "Adatum", 4)]
    assert told(*records(*enough)) == [[("Contoso",)]]
    chance = [*lines(0, "Contoso", 20), *lines(0, "Adatum", 4), *lines(1, "Contoso", 14), *lines(1, "Adatum", 4)]
    assert told(*records(*chance)) == []  # six fewer of 34 are 1.03 standard errors


def test_many_lines_of_one_day_are_one_order_and_no_driver() -> None:
    rows = [*lines(0, "SO-1", 40), *lines(0, "SO-2", 3), *lines(1, "SO-3", 3)]
    found, texts = records(*rows)
    found.day[:40] = 20_000
    assert told(found, texts) == []


def test_a_machine_is_told_by_its_cases_not_by_the_lots_that_are_alike() -> None:
    bad = [(1, "machine 3", 9.0, 100.0)] * 4 + [(1, "machine 5", 2.0, 100.0)] * 4
    good = [(0, "machine 3", 2.0, 100.0)] * 4 + [(0, "machine 5", 2.0, 100.0)] * 4
    assert told(*records(*good, *bad, over=True), DriverBasis.RATE) == [[("machine 3",)]]
    few = [(1, "machine 3", 1.0, 3.0)] * 4 + [(1, "machine 5", 0.0, 3.0)] * 4
    none = [(0, "machine 3", 0.0, 3.0)] * 4 + [(0, "machine 5", 0.0, 3.0)] * 4
    assert told(*records(*none, *few, over=True), DriverBasis.RATE) == []


def test_two_dimensions_are_looked_at_together_only_where_neither_tells_anything() -> None:
    """Rejects come from machine 3 in the afternoon; the morning, and the other machine, hide it in each alone."""
    cells = {("3", "early"): (30, 20), ("3", "late"): (5, 30), ("5", "early"): (20, 35), ("5", "late"): (40, 22)}
    rows, band = [], []
    for (machine, half), counts in cells.items():
        for side, n in enumerate(counts):
            rows += lines(side, machine, n, 1)
            band += [half] * n
    assert told(*records(*rows, hours=band)) == [[("3", "late")]]


def test_the_dimension_that_explains_most_with_fewest_members_comes_first() -> None:
    rows = [*lines(0, "Contoso", 10), *lines(0, "Fabrikam", 10), *lines(0, "Adatum", 10), *lines(1, "Adatum", 10)]
    region = ["north"] * 20 + ["south"] * 10 + ["south"] * 10
    assert told(*records(*rows, region=region)) == [[("north",)], [("Contoso",), ("Fabrikam",)]]


def test_what_is_counted_once_is_told_only_where_no_member_shares_it() -> None:
    rows = [*lines(0, "east", 12), *lines(0, "west", 6), *lines(1, "east", 2), *lines(1, "west", 6)]
    found, texts = records(*rows)
    apart = np.arange(len(rows)) + 1
    shared = apart.copy()
    shared[13] = 1
    once = [
        DriverRecords(found.key, found.side, found.day, found.top, found.over, found.codes, o) for o in (apart, shared)
    ]
    assert told(once[0], texts) == [[("east",)]]
    assert told(once[1], texts) == []


row = st.tuples(st.integers(0, 1), st.sampled_from("abcd"), st.integers(-20, 60), st.integers(1, 40))


def test_of_changes_that_are_all_chance_few_are_told_somebody() -> None:
    dice, changes = np.random.default_rng(1), 2_000
    n = dice.poisson(40, (changes, 2))
    key, side = np.repeat(np.repeat(np.arange(changes), 2), n.ravel()), np.repeat(np.tile([0, 1], changes), n.ravel())
    codes = {
        name: dice.integers(1, most + 1, len(key)) for name, most in (("product", 12), ("machine", 6), ("hours", 3))
    }
    top = np.round(dice.normal(800, 300, len(key)), 2)
    found = DriverRecords(key, side, dice.integers(0, 28, len(key)), top, top * 0, codes)
    moved = np.ones(changes, np.bool_)

    ways = dict(choices(found, DriverBasis.ADDED, whole_of(found, DriverBasis.ADDED, changes), moved))

    assert 0 < len(ways) < 0.05 * changes


@given(st.lists(row, max_size=60), st.booleans())
def test_the_columns_tell_what_a_plain_calculation_of_one_change_does(rows: list[Any], rate: bool) -> None:  # noqa: FBT001
    basis = DriverBasis.RATE if rate else DriverBasis.ADDED
    rows = sorted(rows)
    if {side for side, *_ in rows} != {0, 1}:
        return
    found, texts = records(*rows, over=True) if rate else records(*rows)
    if rate:
        found.top[:] = found.top / 4  # quarters are no cases
    expected = plainly(
        [(side, name, top / 4 if rate else float(top), over) for side, name, top, over in rows], rate=rate
    )
    ways = told(found, texts, basis) if expected is not None else None
    if expected is not None:
        assert ways == ([[(name,) for name in expected[:3]]] if expected else [])


def plainly(rows: list[tuple[int, str, float, float]], *, rate: bool) -> list[str] | None:
    """Work out one record after the other who is told, the largest first; None where the change says nothing."""
    by: dict[tuple[str, int], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for side, name, top, over in rows:
        by[name, side].append((Fraction(top), Fraction(over)))
        by["", side].append((Fraction(top), Fraction(over)))

    def part(name: str, side: int, at: int) -> Fraction:
        return sum((pair[at] for pair in by[name, side]), Fraction(0))

    def value(side: int) -> Fraction:
        return part("", side, 0) / part("", side, 1) if rate else part("", side, 0)

    change, names = value(1) - value(0), sorted({name for name, _ in by} - {""})
    if not change or abs(change) < Fraction(1, 10**9):
        return None
    looked = sum(len(by[name, 0]) + len(by[name, 1]) >= 5 for name in names)
    bar = {0: 9.0, 1: 1.959963984540054, 2: 2.241402727604945, 3: 2.393979799882463, 4: 2.497705474412}[looked]
    able, found = {}, {}
    for name in names if len(names) > 1 else []:
        mine, all_of_it = (
            {(side, at): part(whose, side, at) for side in (0, 1) for at in (0, 1)} for whose in (name, "")
        )
        if rate:
            held = [mine[side, 0] / all_of_it[side, 1] for side in (0, 1)]
            weight = [mine[side, 1] / all_of_it[side, 1] for side in (0, 1)]
            effect = held[1] - held[0] - (value(0) + value(1)) / 2 * (weight[1] - weight[0])
            size, moved = sum(weight, Fraction(0)) / 2, (weight[1] - weight[0]) ** 2
            both = bool(mine[0, 1] and mine[1, 1])
            common = (mine[0, 0] + mine[1, 0]) / (mine[0, 1] + mine[1, 1]) if both else (value(0) + value(1)) / 2
            spread = Fraction(0)
            for side in (0, 1):
                residuals = sum(((x - common * y) ** 2 for x, y in by[name, side]), Fraction(0))
                spread += residuals / mine[side, 1] ** 2 if mine[side, 1] else Fraction(0)
            variance = (size**2 + moved / 4) * spread if both else moved * spread
        else:
            effect = mine[1, 0] - mine[0, 0]
            base = all_of_it[0, 0]
            size = min(max(mine[0, 0] / base, Fraction(0)), Fraction(1)) if base else Fraction(0)
            variance = sum((x**2 for side in (0, 1) for x, _ in by[name, side]), Fraction(0))
        share = effect / change
        n = len(by[name, 0]) + len(by[name, 1])
        margin = float(effect) ** 2 - bar**2 * float(variance)
        if abs(margin) < 1e-9 or abs(share - Fraction(1, 3)) < Fraction(1, 10**9):
            return None  # rounding decides
        if n >= 5 and share >= Fraction(1, 3) and margin > 0:
            able[name] = (share, size)
    for name, (share, size) in able.items():
        left = 1 - sum(share for share, _ in able.values())
        its = 1 - sum(size for _, size in able.values())
        if its <= 0:
            left, its = 1 - share, 1 - size
        if left <= 0 or share * its >= 2 * size * left:
            found[name] = share
    ranked = sorted(found, key=lambda name: -found[name])
    return ranked if len(set(found.values())) == len(found) else None


def test_fewer_records_are_told_where_chance_does_not_make_so_few() -> None:
    fewer, _ = records(*lines(0, "a", 30), *lines(1, "a", 12))
    cheaper, _ = records(*lines(0, "a", 10), *lines(0, "a", 10, 1100), *lines(1, "a", 10, 500), *lines(1, "a", 10, 600))
    few, _ = records(*lines(0, "a", 4), *lines(1, "a", 1))
    for found, expected in ((fewer, (True, False)), (cheaper, (False, True)), (few, (False, False))):
        volume, price = telling_factors(whole_of(found, DriverBasis.ADDED, 1))
        assert (bool(volume[0]), bool(price[0])) == expected


# Hours and people


def test_the_band_of_an_instant_is_that_of_its_own_clock_in_summer_and_winter() -> None:
    at = [datetime(2026, 7, 1, 12, 0, tzinfo=UTC), datetime(2026, 12, 1, 12, 0, tzinfo=UTC)]
    micros = np.array([*(moment.timestamp() * 1e6 for moment in at), np.nan])
    berlin = hour_codes(micros, ZoneInfo("Europe/Berlin"))
    assert [BANDS[code - 1] for code in berlin[:2].tolist()] == ["14:00–22:00", "06:00–14:00"]
    assert berlin[2] == 0
    night = np.array([datetime(2026, 7, 1, 23, 59, tzinfo=UTC).timestamp() * 1e6])
    assert BANDS[int(hour_codes(night, ZoneInfo("UTC"))[0]) - 1] == "22:00–06:00"


def test_hours_say_nothing_beside_a_shift() -> None:
    assert tells_hours(("machine",))
    assert not tells_hours(("machine", "班次"))
    assert not tells_hours(("hours",))


def test_people_are_known_by_name_or_id_and_dimensions_by_what_they_hold() -> None:
    names = PeopleNames.of([("E1", "Ana Silva"), ("7", "王芳"), ("E2", "Ana Silva")])
    assert names.named(" ana silva ", of_people=False) == {"E1", "E2"}
    assert names.named("7", of_people=False) == frozenset()
    assert names.named("7", of_people=True) == {"7"}
    assert names.are_people("操作员", {"x"})
    assert names.are_people("by", {"Ana Silva", "somebody"})
    assert not names.are_people("customer", {"Ana Silva", "Contoso", "Fabrikam"})


def test_a_member_is_known_behind_a_button_by_its_dimension_too() -> None:
    assert driver_mark(("machine",), ("3",)) != driver_mark(("line",), ("3",))
    assert len(driver_mark(("machine",), ("3" * 500,))) == 12
