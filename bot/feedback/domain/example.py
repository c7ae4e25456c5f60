"""Examples of words about figures, with what they rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.feedback.domain.driver import (
    Driver,
    DriverBasis,
    DriverEvidence,
    DriverMember,
    Drivers,
    DriverSide,
    DriverSplit,
)
from bot.feedback.domain.evidence import Evidence, Ground
from bot.feedback.domain.feedback import Feedback, Mark, Occasion, Outline, Pick, Stage, Step
from bot.feedback.domain.kudos import Kudos, Visibility
from bot.feedback.domain.outline import finding_variants
from bot.feedback.domain.outline_called import called
from bot.feedback.domain.remark import Remark
from bot.figures.domain import example_record
from bot.figures.domain.delta import Delta
from bot.figures.domain.example import COLLECTIONS, DEFECTS, METRICS, NOW, OCTOBER, SEPTEMBER, people
from bot.figures.domain.reading import Reading
from bot.figures.domain.target import Bar
from bot.rules.domain.example import RULE, SIGNAL

if TYPE_CHECKING:
    from collections.abc import Sequence


def outline(
    occasion: Occasion, deltas: tuple[Delta, ...], steps: tuple[tuple[int, str], ...], bar: Bar | None = None
) -> tuple[Outline, Pick]:
    """Outline the fullest finding about each value, with a step's sentence for some, and pick all of it.

    With a bar the first value is one that a rule called for.
    """
    fullest = [next(finding_variants(delta, METRICS[delta.metric])) for delta in deltas]
    found = (called(deltas[0], METRICS[deltas[0].metric], bar), *fullest[1:]) if bar else tuple(fullest)
    offered = tuple(Step(f"step-{place}", found[number].id, text) for place, (number, text) in enumerate(steps))
    whole = Outline(deltas[0].person_id, "S1", occasion, deltas[0].period, found, offered)
    return whole, Pick(tuple(finding.id for finding in found), tuple(step.id for step in offered))


def remark(*, chinese: bool) -> Remark:
    """Give what somebody added to their collections."""
    text = (
        "两家客户的验收因为对方搬厂推迟到十一月。" if chinese else "Two customers moved plants; both sign in November."
    )
    return Remark("S1", "collections", OCTOBER, text, NOW, 4)


def evidence(*, chinese: bool) -> Evidence:
    """Put together what stands behind a nudge about collections."""
    reading = Reading(
        "S1", "collections", OCTOBER, Decimal(360_000), received_at=NOW, file="crm-2026-10.csv", row=7, version=2
    )
    earlier = replace(reading, value=Decimal(358_000), received_at=datetime(2026, 11, 1, 1, 0, tzinfo=UTC), version=1)
    keys = (("S1", "collections", OCTOBER),)
    told = Feedback(
        "nudge:S1:M1:2026-10-01:m:2026-11-02",
        "S1",
        "M1",
        Occasion.NUDGE,
        OCTOBER,
        Stage.SENT,
        (1,),
        keys,
        NOW,
        NOW,
        NOW,
        Pick((f"collections:{Mark.GAP}:target",), ()),
    )
    known = people(chinese=chinese)
    ground = Ground(COLLECTIONS, METRICS["collections"], (reading, earlier))
    return Evidence(told, known["S1"], (ground,), ((SIGNAL, RULE),), (known["M1"], known["S1"]))


def kudos(*, chinese: bool) -> Kudos:
    """Give what a colleague wrote about a meeting, for the person and whoever leads them."""
    about, text = (
        ("验收会", "现场把问题列清楚了") if chinese else ("the acceptance meeting", "You had every open point listed")
    )
    return Kudos("W1", "S1", about, text, Visibility.MANAGER, datetime(2026, 9, 8, 2, tzinfo=UTC))


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
