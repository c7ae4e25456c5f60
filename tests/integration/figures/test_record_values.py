"""The law of values: whatever records come in, every value of everybody is that of a plain recomputation.

Each try is a stream of its own in a company of its own, which is taken back afterwards: records of people and of units,
posted and in files, changed, taken back, brought again, with one arrival undone; people who move between units; and a
metric of every kind, each with a grain, conditions and a way to roll up of its own.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.services.delta import recompute
from bot.figures.services.formula import recalculate
from bot.figures.services.record_evidence import behind
from bot.intake.services.follow import compute
from bot.intake.services.upload_undo import undo
from bot.kit.period import Grain, period_of
from bot.people.domain.permission import Role
from bot.people.services.permission import actor as actor_of
from bot.sources.file import load
from tests.arriving import NOW, Inside, bring, taken_back
from tests.effort import SHARED, tries
from tests.present import present
from tests.recomputation import GRAINS, WAYS, Belonging, Choice, Fact, Made, Measure, Side, Value, everything
from tests.samples import EPOCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from random import Random

    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.people.domain.permission import Actor
    from storage.storage import Storage
    from storage.work import SqlWork

STREAM = "deals"
PLANT, LINE_1, LINE_2, SALES = UNITS = ("plant", "line-1", "line-2", "sales")
ABOVE = {PLANT: "", LINE_1: PLANT, LINE_2: PLANT, SALES: PLANT}
STANDS = {"a": LINE_1, "b": LINE_1, "c": LINE_2, "d": SALES, "e": SALES, "f": "", "g": ""}
"""People and the unit each belongs to at first; those of sales by their department."""
ZONES = {"a": "Asia/Shanghai", "b": "America/New_York", "c": "Pacific/Auckland"}
ROLLED = ("sum", "mean", "last", "ratio")
NUMBERS, WORDS = ("amount", "cost"), ("stage", "customer")
TEXTS = ("", "won", "in", 'Zeta, "Inc."', "东方")
ROUNDED = 0.5e-12 * (len(STANDS) + len(UNITS) + 1)
"""What comes of a division is rounded to twelve decimals, each member's before these are added up and the sum again."""
AMOUNTS = (
    st.decimals(-1000, 1000, places=2)
    | st.decimals(0, 10**9, places=4)
    | st.sampled_from([Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal(0), Decimal(10**12), Decimal(-(10**12))])
)
Key = tuple[str, str, date]
Parts = tuple[float, float | None, float | None]
FIRST, LAST = date(2025, 12, 15), date(2026, 11, 2)


@dataclass
class Tale:
    """What comes in: metrics, who moves where from which day, and the records of each arrival (None: taken back)."""

    measures: list[Measure]
    moves: list[tuple[str, date, str]]
    arrivals: list[dict[str, Fact | None]]
    in_file: list[bool]
    undone: bool
    looked_at: list[int] = field(default_factory=list)


def choices(dice: Random) -> tuple[Choice, ...]:
    """Choose records in some way, or not at all."""
    if dice.random() < 0.5:
        return ()
    texts = tuple(dice.sample((*TEXTS, "never"), dice.randint(1, 2)))
    return (Choice(dice.choice(WORDS), texts, but=dice.random() < 0.5),)


def side(dice: Random, way: str) -> Side:
    """Make one calculation of a kind."""
    if way == "count":
        return Side(way, where=choices(dice))
    if way == "distinct":
        return Side(way, dice.choice(WORDS), where=choices(dice))
    less = "cost" if way in {"sum", "mean"} and dice.random() < 0.3 else ""
    return Side(way, "amount", less, choices(dice))


def measures(dice: Random) -> list[Measure]:
    """Make a metric of every kind, and a ratio of two of them."""
    made = [
        Measure(f"{way}-of", dice.choice(GRAINS), dice.choice(ROLLED), side(dice, way), where=choices(dice))
        for way in WAYS
    ]
    top, bottom = dice.choice(WAYS), dice.choice(WAYS)
    rolled = dice.choice(("ratio", *ROLLED))
    ratio = Measure("share", dice.choice(GRAINS), rolled, side(dice, top), side(dice, bottom), choices(dice))
    return [*made, ratio]


@st.composite
def tales(draw: st.DrawFn) -> Tale:
    dice = draw(st.randoms(use_true_random=False))
    amounts = draw(st.lists(AMOUNTS, min_size=3, max_size=12))
    busy = [FIRST + timedelta(days=dice.randint(0, (LAST - FIRST).days)) for _ in range(dice.randint(1, 6))]

    def fact(key: str) -> Fact:
        day = min(LAST, dice.choice(busy) + timedelta(days=dice.randint(0, 2)))
        at = datetime(day.year, day.month, day.day, dice.randint(0, 23), dice.choice((0, 30)), tzinfo=UTC)
        return Fact(
            key,
            dice.choice((*STANDS, *STANDS, *UNITS)),
            at if dice.random() < 0.3 else day,
            {name: dice.choice(amounts) for name in NUMBERS if dice.random() < 0.9},
            {name: text for name in WORDS if (text := dice.choice(TEXTS))},
        )

    ids = [f"D-{number}" for number in range(draw(st.integers(1, 40)))]
    arrivals: list[dict[str, Fact | None]] = [{key: fact(key) for key in ids}]
    for _ in range(draw(st.integers(0, 3))):
        touched = dice.sample(ids, dice.randint(1, len(ids)))
        arrivals.append({key: fact(key) if dice.random() < 0.7 else None for key in touched})
    return Tale(
        measures(dice),
        [
            (person, min(LAST, dice.choice(busy) + timedelta(days=dice.randint(-20, 20))), dice.choice(UNITS[1:]))
            for person in dice.sample(sorted(STANDS), dice.randint(0, 3))
        ],
        arrivals,
        [dice.random() < 0.5 for _ in arrivals],
        undone=len(arrivals) > 1 and dice.random() < 0.3,
        looked_at=[dice.randrange(1000) for _ in range(4)],
    )


# Into the product


def people() -> list[dict[str, str]]:
    units = [
        {"employee_id": unit, "name": unit.title(), "kind": "unit", "unit": "" if unit == SALES else above}
        | ({"department": "Plant"} if unit == SALES else {})
        for unit, above in ABOVE.items()
    ]
    return units + [
        {"employee_id": person, "name": person.upper(), "timezone": ZONES.get(person, "")}
        | ({"department": "Sales"} if unit == SALES else {"unit": unit, "department": "Nowhere" if unit else ""})
        for person, unit in STANDS.items()
    ]


def metric(measure: Measure) -> dict[str, str]:
    return {
        "metric": measure.key,
        "unit": "points",
        "direction": "higher",
        "grain": measure.grain,
        "aggregate": measure.rolled,
        "formula": measure.formula(STREAM),
    }


def cells(key: str, fact: Fact | None) -> dict[str, Any]:
    """Write a record as a row, or that it is taken back."""
    if fact is None:
        return {"stream": STREAM, "id": key, "employee_id": "a", "day": str(LAST), "deleted": "yes"}
    when = {"at" if isinstance(fact.when, datetime) else "day": fact.when.isoformat()}
    numbers = {f"measure:{name}": str(number) for name, number in fact.numbers.items()}
    words = {f"dimension:{name}": text for name, text in fact.words.items()}
    return {"stream": STREAM, "id": key, "employee_id": fact.of} | when | numbers | words


def arrive(work: SqlWork, folder: Path, number: int, facts: dict[str, Fact | None], *, in_file: bool) -> int:
    """Bring records in as a file or a post, have computed what follows, and return their batch."""
    rows = [cells(key, fact) for key, fact in facts.items()]
    if not in_file:
        return bring(work, "records", rows, digest=str(number)).batch
    text, columns = io.StringIO(), dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "deals.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    (report,) = load(Inside(work), "records", [path], now=NOW, by="test", quarantine=False)
    assert (report.failed, report.rejected) == (None, ()), rows
    compute(work, report.changed, [report.batch], now=NOW)
    return report.batch


def admin(work: SqlWork) -> Actor:
    work.permissions.give("g", Role.ADMIN, by="test", at=NOW)
    return actor_of(work, present(work.people.get("g")), now=NOW)


def tell(work: SqlWork, folder: Path, tale: Tale) -> list[Fact]:
    """Bring everything in, and return the records that count in the end."""
    bring(work, "people", people(), digest="people")
    moved = [{"employee_id": person, "unit": unit, "effective_from": str(day)} for person, day, unit in tale.moves]
    if moved:
        bring(work, "people", moved, digest="moves")
    bring(work, "metrics", [metric(measure) for measure in tale.measures], digest="metrics")
    batch, before, counts = 0, {}, {}  # type: int, dict[str, Fact | None], dict[str, Fact | None]
    for number, (facts, in_file) in enumerate(zip(tale.arrivals, tale.in_file, strict=True)):
        batch = arrive(work, folder, number, facts, in_file=in_file)
        before, counts = counts, counts | facts
    if tale.undone:
        done = undo(work, admin(work), batch, now=NOW)
        compute(work, done.changed, [done.into], now=NOW)
        counts = before
    return [fact for fact in counts.values() if fact]


def expected(tale: Tale, facts: Sequence[Fact]) -> Made:
    belonging = Belonging(ABOVE, {person: [(FIRST, unit)] for person, unit in STANDS.items()}, (*UNITS, *STANDS))
    for person, day, unit in tale.moves:
        belonging.steps[person].append((day, unit))
    return everything(tale.measures, facts, ZONES, belonging)


def stored(work: SqlWork) -> dict[Key, Parts]:
    rows = work.connection.exec_driver_sql(
        "SELECT p.id, m.key, r.start, r.value, r.numerator, r.denominator FROM reading r"
        " JOIN person p ON p.no = r.person_no JOIN metric m ON m.no = r.metric_no"
    ).all()
    return {(person, key, EPOCH + timedelta(days=start)): tuple(parts) for person, key, start, *parts in rows}


# What is the same


def same(found: float | None, exact: Fraction, size: Fraction, *, rough: bool) -> bool:
    """Say whether a stored number is an exact one: itself where 15 digits hold it, else as near as floats come."""
    if found is None:
        return False
    twelve = exact * 10**12
    short = twelve.denominator == 1 and len(str(abs(twelve.numerator)).rstrip("0")) <= 15
    if short and not rough and size < 10**11:  # four decimals of each number are held too
        return Fraction(Decimal(repr(found))) == exact
    least = ROUNDED if rough else 1e-12
    return math.isclose(found, float(exact), rel_tol=1e-14, abs_tol=max(least, 1e-14 * float(size)))


def differences(values: Mapping[Key, Parts], wanted: Made) -> dict[Key, object]:
    """Return what is stored beside what is computed plainly, where these are not the same."""
    return {
        key: (values.get(key), wanted.get(key))
        for key in values.keys() | wanted.keys()
        if key not in values or key not in wanted or not equal(values[key], wanted[key])
    }


def equal(found: Parts, want: Value) -> bool:
    """Say whether a stored value is a computed one, and so are the two it is the ratio of where it is one."""
    value, *parts = found
    sides = [(part, side) for part, side in zip(parts, (want.top, want.bottom), strict=True) if side is not None]
    return same(value, want.value, want.size, rough=want.rough) and all(
        same(part, side, want.side, rough=want.rough_sides) for part, side in sides
    )


def holds(storage: Storage, folder: Path, tale: Tale) -> None:
    """Fail where a value, or what stands behind one, is not as computed plainly."""
    with taken_back(storage) as work:
        facts = tell(work, folder, tale)
        values, wanted = stored(work), expected(tale, facts)
        assert differences(values, wanted) == {}
        for place in tale.looked_at if values else []:
            of, key, start = sorted(values)[place % len(values)]
            defined = present(work.metrics.get(key))
            period = period_of(start, Grain(defined.grain))
            evidence = present(behind(work, admin(work), present(work.people.get(of)), defined, period, now=NOW))
            assert explains(evidence, wanted[of, key, start]), (of, key, start, evidence.value, evidence.stored)


def explains(evidence: RecordEvidence, want: Value) -> bool:
    """Say whether the records that are shown make the value; of sums that 15 digits cannot hold nearly is enough."""
    if evidence.holds or evidence.value is None or evidence.stored is None:
        return evidence.holds
    return want.size >= 10**11 and same(float(evidence.stored), Fraction(evidence.value), want.size, rough=True)


@pytest.mark.postgresql
@pytest.mark.timeout(3600)
@settings(max_examples=tries(12, long=1000), deadline=None, suppress_health_check=SHARED)
@given(tale=tales())
def test_every_value_of_people_and_units_is_that_of_a_plain_recomputation(
    storage: Storage, tmp_path: Path, tale: Tale
) -> None:
    holds(storage, tmp_path, tale)


# Found by the law


def brought(work: SqlWork, *measures: Measure) -> Callable[..., int]:
    """Let the company and some metrics come in; return how records do, each arrival under a number of its own."""
    bring(work, "people", people(), digest="people")
    bring(work, "metrics", [metric(measure) for measure in measures], digest="metrics")
    numbers = count()

    def arrive(*facts: Fact, gone: str = "") -> int:
        rows = [cells(fact.id, fact) for fact in facts] + ([cells(gone, None)] if gone else [])
        return bring(work, "records", rows, digest=str(next(numbers))).batch

    return arrive


def fact(key: str, of: str, amount: int | None, **words: str) -> Fact:
    return Fact(key, of, date(2026, 10, 5), {"amount": Decimal(amount)} if amount is not None else {}, words)


def value_of(work: SqlWork, of: str, key: str) -> float | None:
    found = stored(work).get((of, key, date(2026, 10, 1)))
    return found[0] if found else None


def explained(work: SqlWork, of: str, key: str) -> RecordEvidence:
    """Return what stands behind somebody's value of October."""
    defined, october = present(work.metrics.get(key)), period_of(date(2026, 10, 1), Grain.MONTH)
    return present(behind(work, admin(work), present(work.people.get(of)), defined, october, now=NOW))


def test_a_unit_that_has_no_record_of_its_own_any_more_has_the_value_of_its_members_again(storage: Storage) -> None:
    with taken_back(storage) as work:
        arrive = brought(work, Measure("sales", "month", "sum", Side("sum", "amount")))
        arrive(fact("D-1", "a", 3), fact("D-2", "b", 4))
        arrive(fact("D-3", LINE_1, 50))
        assert (value_of(work, LINE_1, "sales"), value_of(work, PLANT, "sales")) == (50, 50)

        arrive(gone="D-3")

        assert (value_of(work, LINE_1, "sales"), value_of(work, PLANT, "sales")) == (7, 7)
        assert [delta.value for delta in work.deltas.find(person_id=LINE_1)] == [7]


def test_the_evidence_of_a_unit_counts_members_that_have_a_value_and_those_alone(storage: Storage) -> None:
    """Three ways in which it did not add up: a part over nothing, no record that is counted, a mean of all records."""
    share = Measure("share", "month", "ratio", Side("count"), Side("sum", "amount"))
    kinds = Measure("kinds", "month", "sum", Side("distinct", "customer", where=(Choice("stage", ("won",)),)))
    typical = Measure("typical", "month", "ratio", Side("mean", "amount"))
    with taken_back(storage) as work:
        arrive = brought(work, share, kinds, typical)
        arrive(
            fact("D-1", "a", 4, stage="won", customer="in"),
            fact("D-2", "a", 8),
            fact("D-3", "b", 0),
            fact("D-4", LINE_2, None, stage="lost"),
        )

        for of, key, made_of in (
            (LINE_1, "share", 2),
            (LINE_1, "typical", 3),
            (LINE_1, "kinds", 1),
            (LINE_2, "kinds", 0),
        ):
            evidence = explained(work, of, key)
            assert evidence.holds, (of, key, evidence.value, evidence.stored)
            assert evidence.n == made_of
        assert [explained(work, LINE_1, key).stored for key in ("share", "kinds", "typical")] == [
            Decimal("0.166666666667"),
            Decimal(1),
            Decimal(4),
        ]


def october(work: SqlWork, key: str) -> dict[str, float | None]:
    return {unit: value_of(work, unit, key) for unit in UNITS}


@pytest.mark.postgresql
def test_what_does_not_add_up_a_unit_has_of_the_records_of_all_its_members(storage: Storage) -> None:
    customers = Measure("customers", "month", "sum", Side("distinct", "customer"))
    typical = Measure("typical", "month", "mean", Side("median", "amount"))
    each = Measure("each", "month", "ratio", Side("sum", "amount"), Side("distinct", "customer"))
    with taken_back(storage) as work:
        arrive = brought(work, customers, typical, each)
        arrive(
            fact("D-1", "a", 1, customer="in"),
            fact("D-2", "b", 2, customer="in"),
            fact("D-3", "b", 9, customer="won"),
            fact("D-4", "c", 100, customer="in"),
            fact("D-5", "d", 50),
        )

        assert october(work, "customers") == {PLANT: 2, LINE_1: 2, LINE_2: 1, SALES: None}
        assert october(work, "typical") == {PLANT: 9, LINE_1: 2, LINE_2: 100, SALES: 50}
        assert october(work, "each") == {PLANT: 81, LINE_1: 6, LINE_2: 100, SALES: None}
        plant = explained(work, PLANT, "customers")
        assert (plant.n, plant.people, plant.holds) == (4, 3, True)

        # Nobody has another number of customers, but together they do, and so do those above
        arrive(fact("D-4", "c", 100, customer="东方"))

        assert [value_of(work, person, "customers") for person in "abc"] == [1, 2, 1]
        assert october(work, "customers") == {PLANT: 3, LINE_1: 2, LINE_2: 1, SALES: None}
        assert explained(work, PLANT, "customers").holds


def test_a_person_without_a_value_brings_records_to_their_unit_and_takes_them_along(storage: Storage) -> None:
    each = Measure("each", "month", "ratio", Side("sum", "amount"), Side("distinct", "customer"))
    with taken_back(storage) as work:
        arrive = brought(work, each)
        arrive(fact("D-1", "a", 12), fact("D-2", "b", None, customer="in"), fact("D-3", "c", None, customer="won"))
        assert [value_of(work, person, "each") for person in "abc"] == [None, None, None]
        assert october(work, "each") == {PLANT: 6, LINE_1: 12, LINE_2: None, SALES: None}
        assert explained(work, LINE_1, "each").holds

        moved = [{"employee_id": "a", "unit": LINE_2, "effective_from": "2026-10-02"}]
        bring(work, "people", moved, digest="moved")

        assert october(work, "each") == {PLANT: 6, LINE_1: None, LINE_2: 12, SALES: None}

        arrive(gone="D-1")  # of nobody has a value come or gone, but that of the plant does

        assert october(work, "each") == {PLANT: None, LINE_1: None, LINE_2: None, SALES: None}


def test_a_unit_above_follows_where_one_below_has_no_record_any_more(storage: Storage) -> None:
    """Found by the law: neither the person nor the line had a value with the record, or has one without it."""
    kinds = Measure("kinds", "month", "last", Side("distinct", "stage"), Side("count"))
    with taken_back(storage) as work:
        arrive = brought(work, kinds)
        arrive(fact("D-1", "b", 1, stage="won"), fact("D-2", "c", 1))
        assert october(work, "kinds") == {PLANT: 0.5, LINE_1: 1, LINE_2: None, SALES: None}

        arrive(gone="D-2")

        assert october(work, "kinds") == {PLANT: 1, LINE_1: 1, LINE_2: None, SALES: None}


def test_targets_of_people_are_not_added_up_where_their_values_are_not(storage: Storage) -> None:
    with taken_back(storage) as work:
        arrive = brought(
            work,
            Measure("customers", "month", "sum", Side("distinct", "customer")),
            Measure("sales", "month", "sum", Side("sum", "amount")),
        )
        targets = [
            {"employee_id": person, "metric": key, "period": "2026-10", "target": "4"}
            for person in "ab"
            for key in ("customers", "sales")
        ]
        bring(work, "targets", targets, digest="targets")
        agreed = work.connection.exec_driver_sql(
            "SELECT m.key FROM target t JOIN person p ON p.no = t.person_no JOIN metric m ON m.no = t.metric_no"
            " WHERE p.kind = 'unit'"
        )
        assert set(agreed.scalars()) == {"sales"}

        arrive(fact("D-1", "a", 1, customer="in"), fact("D-2", "b", 2, customer="in"))

        found = {delta.metric: (delta.value, delta.target) for delta in work.deltas.find(person_id=LINE_1)}
        assert found == {"customers": (1, None), "sales": (3, 8)}


def test_a_unit_keeps_a_value_whose_records_are_deleted_for_their_age(storage: Storage) -> None:
    with taken_back(storage) as work:
        arrive = brought(work, Measure("customers", "month", "sum", Side("distinct", "customer")))
        arrive(fact("D-1", "a", 1, customer="in"), fact("D-2", "b", 2, customer="in"))
        work.records.forget(before=datetime(2026, 11, 1, tzinfo=UTC))

        moved = [{"employee_id": "d", "unit": LINE_1, "effective_from": "2026-09-02"}]
        bring(work, "people", moved, digest="moved")
        recompute(work, work.series.keys_of(work.metrics.numbers()["customers"][0]), now=NOW)

        assert value_of(work, LINE_1, "customers") == 1


def test_units_of_before_are_computed_again_in_the_background(storage: Storage) -> None:
    with taken_back(storage) as work:
        arrive = brought(work, Measure("customers", "month", "sum", Side("distinct", "customer")))
        arrive(fact("D-1", "a", 1, customer="in"), fact("D-2", "b", 2, customer="in"))
        work.connection.exec_driver_sql(
            "UPDATE reading SET value = 2 WHERE person_no IN (SELECT no FROM person WHERE kind = 'unit')"
        )
        work.recalculations.begin(work.metrics.numbers()["customers"][0], batch=0, now=NOW)

        while work.recalculations.first():
            recalculate(work, now=NOW)

        assert (value_of(work, LINE_1, "customers"), value_of(work, PLANT, "customers")) == (1, 1)
