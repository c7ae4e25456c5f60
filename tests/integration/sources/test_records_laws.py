"""Laws of records: however files are cut, doubled, mixed, posted or killed, the values are the same.

The files are trusted: what is in doubt depends on what is known by then, and waits for a decision.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.record import RecordQuery
from bot.intake.services.follow import finish
from bot.intake.services.terms import ImportTerms
from bot.intake.services.upload_undo import undo
from bot.people.domain.permission import Role
from bot.people.services.permission import actor as actor_of
from bot.sources.file import load, take_items
from tests.effort import SHARED, tries
from tests.integration.sources.test_killed import Dying, Killed
from tests.samples import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
PEOPLE = ("ana", *(f"p{number}" for number in range(17)))
ROSTER = "employee_id,name\n" + "".join(f"{person},{person.title()}\n" for person in PEOPLE)
STAGES = ("won", "lost", "open")
START = date(2026, 8, 1)
METRICS = """metric,unit,direction,grain,aggregate
sales{n},USD,higher,month,sum
deals{n},deals,higher,week,sum
customers{n},customers,higher,quarter,sum
won{n},%,higher,month,ratio
"""
MAPPING = """
kind = "records"
[columns]
employee_id = "Rep"
period = "Day"
[stream]
key = "crm{n}"
id = "Deal"
dimensions = {{ stage = "Stage", customer = "Customer" }}
measures = {{ amount = "Amount" }}
[[value]]
metric = "sales{n}"
how = "sum"
column = "Amount"
where = {{ column = "Stage", equals = "won" }}
[[value]]
metric = "deals{n}"
how = "count"
[[value]]
metric = "customers{n}"
how = "distinct"
column = "Customer"
[[value]]
metric = "won{n}"
how = "ratio"
numerator = "*"
denominator = "*"
where = {{ column = "Stage", equals = "won" }}
"""
HEADER = ("Deal", "Rep", "Day", "Amount", "Stage", "Customer")
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Deal:
    """One row of a CRM."""

    id: str
    person: str
    day: date
    amount: Decimal | None
    stage: str
    customer: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of an export."""
        amount = "" if self.amount is None else str(self.amount)
        return (self.id, self.person, self.day.isoformat(), amount, self.stage, self.customer)

    @property
    def posted(self) -> dict[str, Any]:
        """The object of a post."""
        measures = {} if self.amount is None else {"amount": str(self.amount)}
        dimensions = {"stage": self.stage, "customer": self.customer}
        fields = {"id": self.id, "employee_id": self.person, "day": self.day.isoformat()}
        return fields | {"measures": measures, "dimensions": dimensions}


@st.composite
def deals(draw: st.DrawFn) -> list[Deal]:
    """Deals with ids of their own."""
    cents = st.integers(-10_000_000, 10_000_000).map(lambda number: Decimal(number) / 100)
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.integers(0, 93).map(lambda days: START + timedelta(days=days)),
                st.none() | cents,
                st.sampled_from(STAGES),
                st.sampled_from(("", "Acme", "东方", "Zeta, Inc.")),
            ),
            min_size=1,
            max_size=40,
        )
    )
    return [Deal(f"D-{number}", *row) for number, row in enumerate(rows)]


def written(rows: Iterable[Deal]) -> str:
    """Write an export."""
    file = io.StringIO()
    csv.writer(file).writerows([HEADER, *(row.cells for row in rows)])
    return file.getvalue()


def bring(storage: Storage, folder: Path, number: int, files: Iterable[Sequence[Deal]]) -> None:
    """Import files, each under a name of its own, with the metrics and the stream of this number."""
    mapping = folder / f"crm{number}.toml"
    mapping.write_text(MAPPING.format(n=number), encoding="utf-8")
    for place, rows in enumerate(files):
        path = folder / f"export-{number}-{place}.csv"
        path.write_text(written(rows), encoding="utf-8")
        (report,) = load(storage, "records", [path], mapping=mapping, now=NOW, chunk=5, quarantine=False)
        assert report.failed is None
        assert report.rejected == ()


def post(storage: Storage, number: int, rows: Iterable[Deal]) -> None:
    """Post rows, one in each post."""
    for row in rows:
        terms = ImportTerms("", NOW, by=f"crm{number}", quarantine=False)
        assert take_items(storage, "records", "crm", [row.posted], terms).rejected == ()


def define(storage: Storage, folder: Path) -> int:
    """Add metrics that no other example has, and return their number."""
    number = next(NUMBERS)
    (folder / "metrics.csv").write_text(METRICS.format(n=number), encoding="utf-8")
    (folder / "people.csv").write_text(ROSTER, encoding="utf-8")
    load(storage, "people", [folder / "people.csv"], now=NOW)
    load(storage, "metrics", [folder / "metrics.csv"], now=NOW)
    return number


def values(storage: Storage, number: int) -> dict[tuple[str, str, str], tuple[float, ...]]:
    """Return what is stored of the metrics of a number: end, value, parts and version by person, metric and day."""
    with storage.work() as work:
        query = (
            'SELECT p.id, m.key, r.start, r."end", r.value, r.numerator, r.denominator, r.version FROM reading r'
            " JOIN person p ON p.no = r.person_no JOIN metric m ON m.no = r.metric_no"
        )
        rows = work.connection.exec_driver_sql(query).all()
    suffix = str(number)
    return {
        (row[0], row[1].removesuffix(suffix), str(row[2])): tuple(row[3:])
        for row in rows
        if row[1].rstrip("0123456789") + suffix == row[1]
    }


def expected(rows: Iterable[Deal]) -> dict[tuple[str, str, str], float]:
    """Compute the values plainly, another way.

    Where none is won, or no amount or customer is said, there is no value.
    """
    groups: dict[tuple[str, str, str], list[Deal]] = defaultdict(list)
    for row in rows:
        month, quarter = row.day.replace(day=1), row.day.replace(month=(row.day.month - 1) // 3 * 3 + 1, day=1)
        monday = row.day - timedelta(days=row.day.weekday())
        for metric, start in (("sales", month), ("won", month), ("deals", monday), ("customers", quarter)):
            groups[row.person, metric, start.isoformat()].append(row)
    made: dict[tuple[str, str, str], float] = {}
    for key, group in groups.items():
        won = [row for row in group if row.stage == "won"]
        amounts = [row.amount for row in won if row.amount is not None]
        if key[1] == "sales" and amounts:
            made[key] = float(sum(amounts, Decimal()))
        elif key[1] == "won":
            made[key] = len(won) / len(group)
        elif key[1] == "deals":
            made[key] = float(len(group))
        elif key[1] == "customers" and (names := {row.customer for row in group} - {""}):
            made[key] = float(len(names))
    return made


def stored_values(storage: Storage, number: int) -> dict[tuple[str, str, str], float]:
    """Return the values alone."""
    return {
        (person, metric.removesuffix(str(number)), start): value
        for (person, metric, start), value in readings(storage).items()
        if metric.rstrip("0123456789") + str(number) == metric
    }


def cut(dice: Random, rows: Sequence[Deal]) -> list[list[Deal]]:
    """Cut rows into pieces, some of them twice, in any order."""
    mixed = dice.sample(list(rows), len(rows))
    places = sorted(dice.choices(range(len(mixed) + 1), k=dice.randint(0, 4)))
    pieces = [mixed[begin:end] for begin, end in zip([0, *places], [*places, len(mixed)], strict=True)]
    pieces += dice.sample(pieces, dice.randint(0, len(pieces)))
    doubled = [piece + dice.sample(piece, dice.randint(0, len(piece))) for piece in pieces if piece]
    return dice.sample(doubled, len(doubled))


@settings(max_examples=tries(8), deadline=None, suppress_health_check=SHARED)
@given(rows=deals(), dice=st.randoms(use_true_random=False))
def test_cut_doubled_mixed_or_posted_the_values_are_the_same(
    storage: Storage, tmp_path: Path, rows: list[Deal], dice: Random
) -> None:
    whole, pieces, posts = (define(storage, tmp_path) for _ in range(3))

    bring(storage, tmp_path, whole, [rows])
    bring(storage, tmp_path, pieces, cut(dice, rows))
    bring(storage, tmp_path, posts, [rows[:1]])  # the mapping says how the metrics are made
    post(storage, posts, dice.sample(rows, len(rows)))

    assert stored_values(storage, whole) == pytest.approx(expected(rows))
    assert values(storage, pieces) == values(storage, whole)
    assert values(storage, posts) == values(storage, whole)


# A stranger's export, three months of weeks


def weeks(dice: Random) -> tuple[list[list[Deal]], dict[str, Deal]]:
    """Write thirteen weekly exports: new deals, changed ones, lost ones; also what stands in the CRM at the end."""
    held: dict[str, Deal] = {}
    exports = []
    for week in range(13):
        first = START + timedelta(days=7 * week)
        touched = set(dice.sample(sorted(held), min(len(held), 6)))
        for key in touched:
            deal = held[key]
            change = dice.choice(("amount", "lost", "moved", "won"))
            if change == "amount":
                held[key] = replace(deal, amount=Decimal(dice.randint(1, 10**7)) / 100)
            elif change == "moved":
                held[key] = replace(deal, person=dice.choice(PEOPLE))
            else:
                held[key] = replace(deal, stage=change)
        for _ in range(12):
            key = f"D-{len(held) + 1}"
            amount = Decimal(dice.randint(1, 10**7)) / 100
            day = first + timedelta(days=dice.randint(0, 6))
            held[key] = Deal(key, dice.choice(PEOPLE), day, amount, dice.choice(STAGES), "Acme")
            touched.add(key)
        exports.append([held[key] for key in dice.sample(sorted(touched), len(touched))])
    return exports, held


STRANGE = """
kind = "readings"
[columns]
employee_id = "Rep"
period = "Day"
[[filter]]
column = "Stage"
equals = "won"
[[value]]
metric = "sales{n}"
how = "sum"
column = "Amount"
"""


UNDONE = 9
"""The week in which somebody sends a wrong file first, and takes it back."""


def total(rows: Iterable[Deal]) -> dict[tuple[str, str, str], float]:
    """Add up what is won, by person and month."""
    won = [row for row in rows if row.stage == "won"]
    return {key: value for key, value in expected(won).items() if key[1] == "sales"}


@pytest.mark.parametrize("way", ["files", "posts"])
@pytest.mark.parametrize("seed", range(3))
def test_a_weekly_export_with_changes_and_one_undone_import_makes_every_month_right(
    storage: Storage, tmp_path: Path, way: str, seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - sample data
    exports, held = weeks(dice)
    number = define(storage, tmp_path)
    mapping = tmp_path / f"crm{number}.toml"
    mapping.write_text(STRANGE.format(n=number), encoding="utf-8")
    wrong = [replace(row, amount=Decimal(1), person="ana") for row in exports[8]] + [
        Deal("D-999", "p1", START, Decimal(10**6), "won", "Acme")
    ]

    for week, rows in enumerate(exports):
        if way == "posts" and week:  # the first file says how sales are made
            _post_week(storage, number, rows)
            continue
        if week == UNDONE:
            _take_back(storage, _week(storage, tmp_path, mapping, wrong).batch)
        _week(storage, tmp_path, mapping, rows)

    assert {key: value for key, value in stored_values(storage, number).items() if key[1] == "sales"} == total(
        held.values()
    )


def _week(storage: Storage, folder: Path, mapping: Path, rows: Sequence[Deal]) -> ImportReport:
    path = folder / "week.csv"
    path.write_text(written(rows), encoding="utf-8")
    (report,) = load(storage, "readings", [path], mapping=mapping, now=NOW, quarantine=False)
    assert report.failed is None
    return report


def _post_week(storage: Storage, number: int, rows: Sequence[Deal]) -> None:
    """Post a week's rows, by the stream's own names; what is not won counts no more."""
    items = [
        {
            "id": row.id,
            "employee_id": row.person,
            "day": row.day.isoformat(),
            "measures": {"amount": str(row.amount)},
            "deleted": row.stage != "won",
        }
        for row in rows
    ]
    assert take_items(storage, "records", "crm", items, ImportTerms("", NOW, by=f"crm{number}")).rejected == ()


def _take_back(storage: Storage, batch: int) -> None:
    """Undo an import, as an admin does in chat."""
    with storage.work() as work:
        person = work.people.get("ana")
        assert person
        work.permissions.give(person.id, Role.ADMIN, by="test", at=NOW)
        actor = actor_of(work, person, now=NOW)
        done = undo(work, actor, batch, now=NOW)
        finish(work, done.changed, [done.into], now=NOW)


# Killed


@pytest.mark.postgresql
@pytest.mark.parametrize("after", range(20))
def test_twenty_kills_lose_nothing_and_double_nothing(storage: Storage, tmp_path: Path, after: int) -> None:
    dice = Random(after)  # noqa: S311 - sample data
    exports, held = weeks(dice)
    killed, whole = define(storage, tmp_path), define(storage, tmp_path)
    latest = list(held.values())
    bring(storage, tmp_path, whole, [exports[0], latest])
    bring(storage, tmp_path, killed, [exports[0]])
    path, mapping = tmp_path / "killed.csv", tmp_path / f"crm{killed}.toml"
    path.write_text(written(latest), encoding="utf-8")

    with pytest.raises(Killed):
        load(Dying(storage, after), "records", [path], mapping=mapping, now=NOW, chunk=4, quarantine=False)
    (report,) = load(storage, "records", [path], mapping=mapping, now=NOW, chunk=4, quarantine=False)
    with storage.work() as work:
        finish(work, report.changed, [report.batch], now=NOW)
        stored = [(record.id, record.version) for record in work.records.find(RecordQuery(f"crm{killed}"))]

    assert values(storage, killed) == values(storage, whole)
    assert sorted(each for each, _ in stored) == sorted(held)
    assert report.rows == len(latest)
    assert report.inserted == len(held) - len(exports[0])
    with storage.work() as work:
        deltas = {
            (each.person_id, each.period.start.isoformat()): each.value
            for each in work.deltas.find(metric=f"sales{killed}")
        }
    assert deltas == {(person, start): value for (person, _, start), value in total(latest).items()}
