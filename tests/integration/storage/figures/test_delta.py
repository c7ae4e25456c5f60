"""Deltas from readings to stored rows and back, on both databases, held against the plain calculation."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.services.delta import as_json, recompute
from bot.kit.period import Period
from tests.company import NOW
from tests.house import ROOT
from tests.reference_company import enter, entered, hold
from tests.reference_delta import Agreed, Company, Given, Measure, deltas, whole_period

if TYPE_CHECKING:
    from fractions import Fraction

    from bot.figures.domain.delta import Delta
    from storage.storage import Storage
    from storage.work import SqlWork
    from tests.company import Company as Built

MONTHS = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(34)]


def month_end(first: date) -> date:
    return whole_period(first, "month")[1]


def monthly(person: str, metric: str, values: list[float | None], *, first: int = 0) -> list[Given]:
    return [
        Given(person, metric, MONTHS[first + n], month_end(MONTHS[first + n]), Decimal(str(value)))
        for n, value in enumerate(values)
        if value is not None
    ]


def close(mine: float | None, theirs: Fraction | int | None, scale: float) -> bool:
    if mine is None or theirs is None:
        return mine is None and theirs is None
    return abs(mine - float(theirs)) <= 1e-11 + 1e-11 * max(abs(float(theirs)), scale)


def agree(found: list[Delta], company: Company) -> None:
    """Every fact of every delta is what the plain calculation says, and nothing is missing on either side."""
    expected = deltas(company)
    assert {(delta.person_id, delta.metric, delta.period.start) for delta in found} == set(expected)
    for delta in found:
        facts: dict[str, Any] = expected[delta.person_id, delta.metric, delta.period.start]
        scale = max(abs(float(facts[name] or 0)) for name in ("value", "previous", "year_ago", "baseline_median"))
        for name, theirs in facts.items():
            mine: Any = getattr(delta, name, None)
            if name in {"peers_n", "peers_median", "percentile"}:
                mine = getattr(delta.peers, name.removeprefix("peers_"))
            elif name == "flags":
                assert set(delta.flags.words()) == theirs, (delta, facts)
                continue
            elif name == "end":
                assert delta.period.end == theirs
                continue
            spread = 1.0 if name != "z" else max(1.0, scale)
            assert close(mine, theirs, scale * spread), (name, delta, facts)


def dump(work: SqlWork) -> list[Any]:
    """Everything derived, as rows."""
    return [
        *work.connection.execute(sa.text("SELECT * FROM delta ORDER BY person_no, metric_no, start")).all(),
        *work.connection.execute(sa.text("SELECT * FROM cohort ORDER BY metric_no, start, role_no")).all(),
        *work.connection.execute(
            sa.text('SELECT person_no, metric_no, start, "end", value, numerator, denominator, version FROM reading'
                    " ORDER BY person_no, metric_no, start")
        ).all(),
    ]  # fmt: skip


# Agreement with the plain calculation


def generated(seed: int, *, people: int, grain: str, periods: int) -> Company:
    """A company with holes, ties, zeros, negative values, joiners, leave, corrections and values to date."""
    dice = random.Random(seed)  # noqa: S311 - a seeded die, no secret
    company = Company(measures={
        "up": Measure(grain, "higher", "sum"),
        "down": Measure(grain, "lower", "sum"),
        "share": Measure(grain, "lower", "ratio"),
    })  # fmt: skip
    for number in range(people):
        person = f"P{number}"
        company.roles[person] = dice.choice(["a", "a", "b", ""])
        if dice.random() < 0.3:
            company.hired[person] = date(2024, 1, 1) + timedelta(days=dice.randrange(400))
        if dice.random() < 0.3:
            begin = date(2024, 1, 1) + timedelta(days=dice.randrange(600))
            company.leave[person] = [(begin, begin + timedelta(days=dice.randrange(20)))]
        for metric in company.measures:
            day = date(2024, 1, 1)
            for _ in range(periods):
                first, last = whole_period(day, grain)
                day = last + timedelta(days=1)
                if dice.random() < 0.15:
                    continue
                value = Decimal(dice.choice([0, -3, 5, 5, 5])) if dice.random() < 0.2 else (
                    Decimal(dice.randrange(1, 10**9)).scaleb(-dice.choice([0, 2, 4]))
                )  # fmt: skip
                end = first + timedelta(days=dice.randrange((last - first).days + 1)) if dice.random() < 0.1 else last
                start = first
                hired = company.hired.get(person)
                if hired and first < hired <= end:
                    start = hired
                company.readings.append(Given(person, metric, start, end, value))
                if dice.random() < 0.1:
                    company.readings.append(Given(person, metric, start, last, value + dice.choice([0, 1])))
                if dice.random() < 0.6:
                    goal = Decimal(dice.randrange(10**7)).scaleb(-dice.choice([0, 2]))
                    begin_value = goal + dice.randrange(5) if dice.random() < 0.3 else None
                    company.targets.append(Agreed(person, metric, first, last, goal, begin_value))
    return company


@pytest.mark.parametrize(
    ("grain", "periods"), [("month", 30), ("quarter", 14), ("week", 70), ("day", 40), ("year", 12)]
)
def test_every_fact_agrees_with_the_plain_calculation(storage: Storage, grain: str, periods: int) -> None:
    company = generated(seed=periods, people=7, grain=grain, periods=periods)

    with storage.work() as work:
        built = entered(work, company, people=company.roles)
        recompute(work, enter(built, company.readings, company.targets), now=NOW)
        found = list(work.deltas.find())

    assert len(found) > 100
    agree(found, company)


SAMPLES = ROOT.parent / "shared" / "data"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample data is not beside the project")


def american(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


@needs_samples
def test_the_garment_factory_agrees_with_the_plain_calculation(storage: Storage) -> None:
    company = Company(measures={"productivity": Measure("day", "higher", "mean")})
    with (SAMPLES / "garments" / "garments_worker_productivity.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            team, day = f"{row['department'].strip()} {row['team']}", american(row["date"])
            company.roles[team] = row["department"].strip()
            company.readings.append(Given(team, "productivity", day, day, Decimal(row["actual_productivity"])))
            company.targets.append(Agreed(team, "productivity", day, day, Decimal(row["targeted_productivity"])))

    with storage.work() as work:
        built = entered(work, company, people=company.roles)
        recompute(work, enter(built, company.readings, company.targets), now=NOW)
        found = list(work.deltas.find())

    assert len(found) == 1197
    agree(found, company)


@needs_samples
def test_the_sales_people_agree_with_the_plain_calculation(storage: Storage) -> None:
    company = Company(measures={"sales": Measure("month", "higher", "sum")})
    folder = SAMPLES / "adventureworks" / "powerbi"
    with (folder / "Salesperson.csv").open(encoding="utf-8-sig") as file:
        people = {row["EmployeeKey"]: row for row in csv.DictReader(file, delimiter="|")}
    ids = {row["EmployeeID"]: row["Title"] for row in people.values()}
    company.roles = dict(ids)
    sums: defaultdict[tuple[str, date], Decimal] = defaultdict(Decimal)
    with (folder / "Sales.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter="|"):
            month = date.fromisoformat(row["OrderDate"].replace("/", "-")).replace(day=1)
            sums[people[row["EmployeeKey"]]["EmployeeID"], month] += Decimal(row["Sales"])
    for (person, month), value in sums.items():
        company.readings.append(Given(person, "sales", month, month_end(month), value))
    with (folder / "Targets.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter="|"):
            month = date.fromisoformat(row["TargetMonth"].replace("/", "-"))
            if row["EmployeeID"] in ids:
                goal = Decimal(row["TargetAmount"] or 0)
                company.targets.append(Agreed(row["EmployeeID"], "sales", month, month_end(month), goal))

    with storage.work() as work:
        built = entered(work, company, people=ids)
        recompute(work, enter(built, company.readings, company.targets), now=NOW)
        found = list(work.deltas.find())

    assert len(found) > 400
    agree(found, company)


# Only what changed


@pytest.mark.parametrize("seed", range(3))
def test_edits_one_by_one_leave_what_a_full_computation_leaves(storage: Storage, seed: int) -> None:
    company = generated(seed, people=6, grain="month", periods=16)
    dice = random.Random(seed)  # noqa: S311 - a seeded die, no secret
    units = {"T": {"kind": "unit", "unit": "D"}, "D": {"kind": "unit"}}
    units |= {person: {"unit": dice.choice(["T", "T", "D", ""])} for person in company.roles}

    with storage.work() as work:
        built = entered(work, company, people=company.roles, **units)
        dice.shuffle(company.targets)
        parts = [company.readings[n::5] for n in range(5)], [company.targets[n::5] for n in range(5)]
        for readings, targets in zip(*parts, strict=True):
            recompute(work, enter(built, readings, targets), now=NOW)
        step_by_step = dump(work)

        for table in ("delta", "cohort"):
            work.connection.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - one of the two above
        rows = work.connection.execute(sa.text("SELECT person_no, metric_no, start FROM reading")).all()
        recompute(work, Changed.of((row[0], row[1], row[2]) for row in rows), now=NOW)

        assert dump(work) == step_by_step


def test_nothing_is_written_when_nothing_changed(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r"}, readings=monthly("A", "m", [1, 2, 4, 8]))

    with storage.work() as work:
        built = entered(work, company, people=["A"])
        changed = enter(built, company.readings)
        first = recompute(work, changed, now=NOW)
        again = recompute(work, changed, now=NOW)

    assert first.keys() == changed.keys()
    assert not len(again)


def test_a_correction_reaches_the_months_after_it_and_nobody_else(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r", "B": "r"})
    company.readings = monthly("A", "m", [1, 2, 4, 8]) + monthly("B", "m", [1, 2, 4, 8])

    with storage.work() as work:
        built = entered(work, company, people=company.roles)
        recompute(work, enter(built, company.readings), now=NOW)
        changed = recompute(work, enter(built, monthly("A", "m", [3], first=2)), now=NOW)
        later = work.deltas.get("A", "m", Period(MONTHS[3], month_end(MONTHS[3])))

    assert changed.keys() == [built.key("m", "A", MONTHS[2]), built.key("m", "A", MONTHS[3])]
    assert later is not None
    assert later.change == 5


def test_a_corrected_value_is_restated_and_a_longer_one_is_not(storage: Storage) -> None:
    first = MONTHS[0]
    to_date = [Given("A", "m", first, first + timedelta(days=days), Decimal(days)) for days in (9, 19)]

    with storage.work() as work:
        built = entered(work, Company({"m": Measure()}, {"A": "r"}), people=["A"])
        seen = []
        for reading in (*to_date, Given("A", "m", first, month_end(first), Decimal(30)),
                        Given("A", "m", first, month_end(first), Decimal(28))):  # fmt: skip
            recompute(work, enter(built, [reading]), now=NOW)
            (delta,) = work.deltas.find()
            seen.append((delta.value, delta.revision, "restated" in delta.flags.words()))

    assert seen == [(9, 0, False), (19, 0, False), (30, 0, False), (28, 1, True)]


def test_a_value_in_quarantine_is_known_of_and_used_by_nothing(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r"}, readings=monthly("A", "m", [1, 2, None, 8]))
    held = Given("A", "m", MONTHS[2], month_end(MONTHS[2]), Decimal(9500))

    with storage.work() as work:
        built = entered(work, company, people=["A"])
        recompute(work, enter(built, company.readings), now=NOW)
        recompute(work, hold(built, held), now=NOW)
        _, _, waiting, after = [as_json(delta) for delta in work.deltas.find()]

    assert (waiting["value"], waiting["change"], waiting["previous"]) == (None, None, 2)
    assert "quarantined" in waiting["flags"]
    assert (after["previous"], after["streak"]) == (None, 0)
    assert "gap" in after["flags"]


def test_a_doubted_correction_leaves_the_value_that_stands(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r"}, readings=monthly("A", "m", [1, 2]))

    with storage.work() as work:
        built = entered(work, company, people=["A"])
        recompute(work, enter(built, company.readings), now=NOW)
        recompute(work, hold(built, monthly("A", "m", [200], first=1)[0]), now=NOW)
        delta = work.deltas.latest("A")[0]

    assert (delta.value, delta.change) == (2, 1)
    assert "quarantined" in delta.flags.words()


# Units


def factory(work: SqlWork, aggregate: str, *, grain: str = "month") -> Built:
    company = Company({"m": Measure(grain, "lower", aggregate)}, {"A": "r", "B": "r", "C": "r"})
    lines = {"L": {"kind": "unit", "name": "Line 1", "unit": "D"}, "D": {"kind": "unit", "name": "Plant"}}
    people = {"A": {"unit": "L"}, "B": {"unit": "Line 1"}, "C": {"department": "D"}}
    return entered(work, company, people=company.roles, **lines, **people)


def inspected(person: str, month: int, bad: int, parts: int) -> Given:
    value = Decimal(bad) / Decimal(parts)
    return Given(person, "m", MONTHS[month], month_end(MONTHS[month]), value, Decimal(bad), Decimal(parts))


def unit_values(work: SqlWork, unit: str) -> list[float | None]:
    return [delta.value for delta in work.deltas.find(person_id=unit)]


def test_a_ratio_of_a_line_is_never_the_mean_of_ratios(storage: Storage) -> None:
    with storage.work() as work:
        built = factory(work, "ratio")
        # Simpson: everybody gets better, and the line gets worse, because the work has moved.
        before = [inspected("A", 0, 1, 100), inspected("B", 0, 100, 1000)]
        after = [inspected("A", 1, 0, 10), inspected("B", 1, 180, 2000)]
        recompute(work, enter(built, before + after), now=NOW)
        line = list(work.deltas.find(person_id="L"))
        people = [work.deltas.latest(person)[0].change for person in ("A", "B")]

    assert [(delta.numerator, delta.denominator) for delta in line] == [(101, 1100), (180, 2010)]
    assert [delta.value for delta in line] == [round(101 / 1100, 12), round(180 / 2010, 12)]
    assert [person < 0 for person in people if person is not None] == [True, True]
    assert line[1].change == round(round(180 / 2010, 12) - round(101 / 1100, 12), 12)


def test_a_ratio_without_its_parts_says_nothing_of_the_line(storage: Storage) -> None:
    with storage.work() as work:
        built = factory(work, "ratio")
        recompute(work, enter(built, [inspected("A", 0, 1, 100), inspected("B", 0, 2, 100)]), now=NOW)
        assert unit_values(work, "L") == [0.015]

        bare = Given("B", "m", MONTHS[0], month_end(MONTHS[0]), Decimal("0.03"))
        recompute(work, enter(built, [bare]), now=NOW)

        assert unit_values(work, "L") == []
        assert work.connection.execute(sa.text("SELECT count(*) FROM reading WHERE person_no = 4")).scalar() == 0


def test_sums_climb_through_nested_units_and_what_is_given_stands(storage: Storage) -> None:
    with storage.work() as work:
        built = factory(work, "sum")
        people = monthly("A", "m", [0.1, 4]) + monthly("B", "m", [0.2, 5]) + monthly("C", "m", [10, 10])
        recompute(work, enter(built, people, [
            Agreed("A", "m", MONTHS[1], month_end(MONTHS[1]), Decimal(3)),
            Agreed("B", "m", MONTHS[1], month_end(MONTHS[1]), Decimal(6)),
        ]), now=NOW)  # fmt: skip
        assert (unit_values(work, "L"), unit_values(work, "D")) == ([0.3, 9], [10.3, 19])
        assert [delta.target for delta in work.deltas.find(person_id="L")] == [None, 9]

        recompute(work, enter(built, monthly("L", "m", [100], first=1)), now=NOW)
        changed = recompute(work, enter(built, monthly("A", "m", [5], first=1)), now=NOW)

        assert (unit_values(work, "L"), unit_values(work, "D")) == ([0.3, 100], [10.3, 110])
        assert set(changed.person.tolist()) == {built.people["A"]}


def test_a_mean_counts_every_person_once_through_any_number_of_units(storage: Storage) -> None:
    with storage.work() as work:
        built = factory(work, "mean")
        people = monthly("A", "m", [1]) + monthly("B", "m", [2]) + monthly("C", "m", [9])
        recompute(work, enter(built, people), now=NOW)

        assert (unit_values(work, "L"), unit_values(work, "D")) == ([1.5], [4])


def test_a_late_member_is_no_correction_of_the_line_and_a_corrected_one_is(storage: Storage) -> None:
    with storage.work() as work:
        built = factory(work, "sum")
        revisions = []
        for reading in (*monthly("A", "m", [1]), *monthly("B", "m", [2]), *monthly("B", "m", [3])):
            recompute(work, enter(built, [reading]), now=NOW)
            line = work.deltas.latest("L")[0]
            revisions.append((line.value, line.revision, "restated" in line.flags.words()))

    assert revisions == [(1, 0, False), (3, 0, False), (4, 1, True)]


def test_units_that_belong_to_each_other_do_not_turn_for_ever(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r"}, readings=monthly("A", "m", [1]))
    units = {"A": {"unit": "X"}, "X": {"kind": "unit", "unit": "Y"}, "Y": {"kind": "unit", "unit": "X"}}

    with storage.work() as work:
        built = entered(work, company, people=["A"], **units)
        recompute(work, enter(built, company.readings), now=NOW)
        assert unit_values(work, "X") == [1]


# As they are read


def test_pages_of_deltas_say_what_each_delta_alone_says(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.figures.delta._PAGE", 7)
    company = Company({"m": Measure(), "n": Measure()}, {f"P{n}": "r" for n in range(8)})
    for number, person in enumerate(company.roles):
        company.readings += monthly(person, "m", [number, number % 3]) + monthly(person, "n", [5, None, number])

    with storage.work() as work:
        built = entered(work, company, people=company.roles)
        recompute(work, enter(built, company.readings), now=NOW)
        found = list(work.deltas.find())
        alone = [work.deltas.get(delta.person_id, delta.metric, delta.period) for delta in found]
        theirs = [delta for person in company.roles for delta in work.deltas.find(person_id=person)]
        newest = work.deltas.latest("P3")
        some = list(work.deltas.find(metric="n", start=MONTHS[2]))

    assert len(found) == 32
    assert found == alone == theirs
    assert [(delta.metric, delta.period.start) for delta in newest] == [("m", MONTHS[1]), ("n", MONTHS[2])]
    assert [delta.person_id for delta in some] == list(company.roles)
    agree(found, company)


def test_a_delta_in_json_has_the_names_of_the_interface(storage: Storage) -> None:
    company = Company({"m": Measure()}, {"A": "r"}, readings=monthly("A", "m", [1]))

    with storage.work() as work:
        built = entered(work, company, people=["A"])
        recompute(work, enter(built, company.readings), now=NOW)
        (delta,) = work.deltas.find()

    assert as_json(delta) == {
        "employee_id": "A", "metric": "m", "period_start": "2024-01-01", "period_end": "2024-01-31",
        "value": 1.0, "target": None, "attainment": None, "previous": None, "change": None, "change_pct": None,
        "baseline": {"n": 0, "median": None, "mad": None, "z": None},
        "peers": {"n": 0, "median": None, "percentile": None},
        "year_ago": {"value": None, "change": None, "change_pct": None},
        "streak": 0, "flags": ["no_target", "gap", "short_history", "peer_group_too_small"],
        "target_full": None, "elapsed": 1.0, "numerator": None, "denominator": None, "revision": 0,
    }  # fmt: skip


def test_a_change_of_role_moves_a_value_to_its_new_peers(storage: Storage) -> None:
    company = Company({"m": Measure()}, {f"P{n}": "r" for n in range(7)})
    company.readings = [reading for n in range(7) for reading in monthly(f"P{n}", "m", [n])]

    with storage.work() as work:
        built = entered(work, company, people=company.roles)
        recompute(work, enter(built, company.readings), now=NOW)
        work.connection.execute(sa.text("INSERT INTO role (no, name) VALUES (9, 'other')"))
        work.connection.execute(sa.text("UPDATE person SET role_no = 9 WHERE no = 1"))
        recompute(work, Changed.of([built.key("m", "P0", MONTHS[0])]), now=NOW)
        peers = [delta.peers for delta in work.deltas.find()]

    assert [peer.n for peer in peers if peer] == [0, 5, 5, 5, 5, 5, 5]
    assert peers[6] is not None
    assert (peers[6].median, peers[6].percentile) == (3, 1)
