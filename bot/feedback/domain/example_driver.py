"""Examples of what moves a number, one of each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.feedback.domain.driver import (
    HOURS,
    Driver,
    DriverBasis,
    DriverEvidence,
    DriverKind,
    DriverMember,
    Drivers,
    DriverSide,
    DriverSplit,
    ValueDrivers,
)
from bot.figures.domain import example_record
from bot.figures.domain.example import COLLECTIONS, DEFECTS, LINE, METRICS, OCTOBER, SEPTEMBER, people
from bot.kit.period import Grain, previous_period

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta


def drivers(*, chinese: bool) -> Drivers:
    """Say what moved the collections: two of three customers paid less, one of them for fewer deals."""
    known = ("蓝鲸物流", "东山机械", "青禾食品") if chinese else ("Bluewhale", "Eastmount", "Greenfield")
    numbers = ((170_000, 6, 118_000, 4), (170_000, 6, 120_000, 4), (125_000, 5, 122_000, 4))
    dimension = "客户" if chinese else "customer"
    moved = _moved(COLLECTIONS, DriverBasis.ADDED, dimension, known[:2], numbers)
    return replace(moved, telling=frozenset({"volume"}))


def rate_drivers(*, chinese: bool) -> Drivers:
    """Say what moved the rejects: one machine, which the other made up for in part."""
    dimension, machine = ("机台", "3号机") if chinese else ("machine", "machine 3")
    numbers = ((20, 3, 51, 2, 900, 762), (38, 3, 12, 2, 1_100, 738))
    return _moved(DEFECTS, DriverBasis.RATE, dimension, [machine], numbers)


def line_drivers(*, chinese: bool) -> Drivers:
    """Say what moved the rejects of a line since the day before: one machine in the afternoon."""
    names, texts = (
        (("机台", HOURS), ("3号机", "14:00–22:00")) if chinese else (("machine", HOURS), ("machine 3", "14:00–22:00"))
    )
    moved = _moved(LINE, DriverBasis.RATE, names[0], [texts[0]], ((12, 4, 47, 4, 310, 310), (27, 12, 22, 12, 950, 930)))
    (split,) = moved.splits
    (told,) = split.told
    named = replace(told, member=replace(told.member, texts=texts))
    period, base = LINE.period, previous_period(LINE.period, Grain.DAY)
    return replace(moved, period=period, base=base, splits=(replace(split, dimensions=names, told=(named,), others=0),))


def driver_kinds(*, chinese: bool) -> Mapping[DriverKind, Drivers]:
    """Give what moved a number of each kind: of collections, and of rejects by the hour and by what was made."""
    known = people(chinese=chinese)
    records, product = ("回款单", "新品") if chinese else ("Payments", "New product")
    each = ((240_000, 8, 141_000, 5), (225_000, 7, 219_000, 7))
    of_people = _moved(COLLECTIONS, DriverBasis.ADDED, "owner", [known["W2"].name], each)
    (split,) = of_people.splits
    late = _moved(
        DEFECTS, DriverBasis.RATE, HOURS, ["14:00–22:00"], ((20, 3, 47, 2, 900, 762), (24, 3, 16, 2, 1_100, 738))
    )
    new = _moved(
        DEFECTS, DriverBasis.RATE, "product", [product], ((6, 3, 45, 9, 60, 450), (38, 20, 18, 9, 1_940, 1_050))
    )
    fewer = _moved(COLLECTIONS, DriverBasis.ADDED, "customer", [], ((465_000, 15, 360_000, 12),))
    smaller = _moved(COLLECTIONS, DriverBasis.ADDED, "customer", [], ((465_000, 15, 360_000, 15),))
    alone = {
        DriverKind.VOLUME: replace(fewer, splits=(), telling=frozenset({"volume"}), records=records),
        DriverKind.PRICE: replace(smaller, splits=(), telling=frozenset({"price"}), records=records),
    }
    return {
        DriverKind.MEMBER: drivers(chinese=chinese),
        DriverKind.PEOPLE: replace(of_people, splits=(replace(split, of_people=frozenset({"owner"})),)),
        DriverKind.HOURS: late,
        DriverKind.MIX: new,
        **alone,
    }


def told_drivers(*, chinese: bool) -> ValueDrivers:
    """Say what moved the collections and the rejects of those whose figures the examples show."""
    found = ((COLLECTIONS, drivers(chinese=chinese)), (DEFECTS, rate_drivers(chinese=chinese)))
    return {(delta.person_id, delta.metric, delta.period): moved for delta, moved in found}


def _moved(
    delta: Delta, basis: DriverBasis, dimension: str, told: Sequence[str], numbers: Sequence[tuple[int, ...]]
) -> Drivers:
    """Put drivers together from what each member has: sum and records before, after, of a rate also of how many."""
    sides = [
        tuple(
            DriverSide(Decimal(row[2 * at]), Decimal(row[4 + at] if row[4:] else 1), row[2 * at + 1]) for at in (0, 1)
        )
        for row in numbers
    ]
    whole, rest = (
        DriverMember((), *(_together([pair[at] for pair in some], basis) for at in (0, 1)))
        for some in (sides, sides[len(told) :])
    )
    members = [DriverMember((text,), *pair) for text, pair in zip(told, sides, strict=False)]
    effects = tuple(Driver(member, whole, basis) for member in members)
    split = DriverSplit((dimension,), effects, Driver(rest, whole, basis), len(numbers) - len(told))
    return Drivers(METRICS[delta.metric], OCTOBER, SEPTEMBER, basis, whole, (split,))


def _together(sides: Sequence[DriverSide], basis: DriverBasis) -> DriverSide:
    over = sum((side.over for side in sides), Decimal(0)) if basis is DriverBasis.RATE else Decimal(1)
    return DriverSide(sum((side.top for side in sides), Decimal(0)), over, sum(side.n for side in sides))


def driver_evidence(*, chinese: bool) -> DriverEvidence:
    """Give the records of the first driver of the collections: four deals of October, six of September."""
    found = drivers(chinese=chinese)
    (split,) = found.splits
    driver = split.told[0]
    deals = example_record.deals(chinese=chinese)
    after = [deal for deal in deals if deal.dimensions["customer"] == driver.member.texts[0]]
    amounts = (25_000, 27_000, 29_000, 31_000, 33_000, 25_000)
    before = [
        replace(
            after[at % len(after)],
            id=f"A-{1011 + at}",
            day=SEPTEMBER.start + timedelta(days=3 * at),
            row=2 + at,
            file="crm-2026-09.csv",
            measures={"amount": Decimal(paid)},
        )
        for at, paid in enumerate(amounts)
    ]
    rows = example_record.evidence("collections", "S1", example_record.WON, [*before, *after])
    return DriverEvidence(found, split, driver, rows)
