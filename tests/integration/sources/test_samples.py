"""The large samples with their mappings, held against a plain calculation that shares no code with the product."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sources.file import load
from tests.samples import DATA, MAPPINGS, NOW, ends, readings, sample, take, targets

if TYPE_CHECKING:
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage


def plain_rows(path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(newline="", encoding=encoding) as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _garments(storage: Storage, path: Path, mapping: str) -> ImportReport:
    main = sample("garments") / "garments_worker_productivity.csv"
    assert take(storage, "people", main, "garments_people").inserted == 24
    take(storage, "metrics", DATA / "garments_metrics.csv")
    return take(storage, "readings", path, mapping, quarantine=False)


def _true_garments() -> dict[tuple[str, str, str], float]:
    held = {}
    for row in plain_rows(sample("garments") / "garments_worker_productivity.csv"):
        month, day, year = map(int, row["date"].split("/"))
        team = f"{row['department'].strip().replace('sweing', 'sewing')}-{row['team']}"
        key = (team, f"{year}-{month:02}-{day:02}")
        held[key[0], "productivity", key[1]] = float(row["actual_productivity"])
        held[key[0], "over_time", key[1]] = float(row["over_time"])
    return held


@pytest.mark.parametrize(
    ("file", "mapping", "duplicates"),
    [
        ("garments_worker_productivity.csv", "garments", 0),
        ("variants/v1_mixed_dates_excel_locale.csv", "garments", 0),
        ("variants/v2_bom_header_year_first_date_1905.csv", "garments_v2", 0),
        ("variants/v3_more_rows_duplicated.csv", "garments", 359),
    ],
)
def test_every_variant_of_the_garments_ends_in_the_same_readings(
    storage: Storage, file: str, mapping: str, duplicates: int
) -> None:
    report = _garments(storage, sample("garments") / file, mapping)

    assert (len(report.rejected), len(report.duplicates)) == (0, duplicates)
    stored, truth = readings(storage), _true_garments()
    if mapping == "garments_v2":  # an Excel has spoilt one more cell of it
        assert len({key for key in truth if stored.get(key) != truth[key]}) <= 1
        assert set(stored) == set(truth)
    else:
        assert stored == truth


def test_a_date_of_1905_is_refused_where_nobody_fixes_it(storage: Storage, tmp_path: Path) -> None:
    folder = sample("garments")
    take(storage, "people", folder / "garments_worker_productivity.csv", "garments_people")
    take(storage, "metrics", DATA / "garments_metrics.csv")
    mapping = tmp_path / "unmended.toml"
    fixed = (MAPPINGS / "garments_v2.toml").read_text(encoding="utf-8")
    mapping.write_text(fixed.split("[replace.year]")[0], encoding="utf-8")
    path = folder / "variants/v2_bom_header_year_first_date_1905.csv"

    (report,) = load(storage, "readings", [path], mapping=mapping, now=NOW, quarantine=False)

    assert [(problem.row, problem.value, problem.key) for problem in report.rejected] == [
        (2, "7/12/1905", "import-implausible-date")
    ]


def test_commits_are_counted_by_person_and_by_the_month_of_their_own_clock(storage: Storage) -> None:
    folder = sample("gitlog")
    person = {row["author_email_id"]: row["person_id"] for row in plain_rows(folder / "identities.csv")}
    commits: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in plain_rows(folder / "commits.csv"):
        if row["is_bot"] == "0":
            commits[person[row["author_email_id"]], row["authored_at"][:7] + "-01"].append(row)

    take(storage, "people", folder / "identities.csv", "gitlog_people")
    take(storage, "metrics", DATA / "gitlog_metrics.csv")
    report = take(storage, "readings", folder / "commits.csv", "gitlog", quarantine=False)

    stored = readings(storage)
    assert report.lines == 16958
    assert {key[::2]: value for key, value in stored.items() if key[1] == "commits"} == {
        key: len(rows) for key, rows in commits.items()
    }
    for (who, month), rows in commits.items():
        written = sum(int(row["insertions"]) - int(row["generated_insertions"]) for row in rows)
        assert stored[who, "insertions", month] == written
        fixes = sum(row["kind"] == "fix" for row in rows) / len(rows)
        assert stored[who, "fix_share", month] == pytest.approx(fixes, abs=1e-9)
    last = {end for (_, _, start), end in ends(storage).items() if start == "2026-08-01"}
    assert last == {"2026-08-21"}  # the day after, only bots were at work


def test_the_sales_of_adventureworks_are_the_sums_of_their_order_lines(storage: Storage) -> None:
    folder = sample("adventureworks")
    now = datetime(2020, 7, 1, tzinfo=UTC)
    employee = {
        row["EmployeeKey"]: row["EmployeeID"] for row in plain_rows(folder / "powerbi/Salesperson.csv", delimiter="|")
    }
    sales: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    orders: dict[tuple[str, str], set[str]] = defaultdict(set)
    lines = [
        (row["EmployeeKey"], row["OrderDate"].replace("/", "-"), row["SalesOrderNumber"], row["Sales"], row["Cost"])
        for row in plain_rows(folder / "powerbi/Sales.csv", delimiter="|")
    ] + [
        (row["EmployeeKey"], row["OrderDate"], row["SalesOrderNumber"], row["SalesAmount"], row["TotalProductCost"])
        for row in plain_rows(folder / "powerbi/ResellerSales_202006.csv", encoding="utf-16")
    ]
    for key, day, order, amount, cost in lines:
        month, who = day[:7] + "-01", employee[key]
        sales[who, "sales", month] += Decimal(amount)
        sales[who, "margin", month] += Decimal(amount) - Decimal(cost)
        orders[who, month].add(order)
        if day < "2020-04":
            quarter = f"{day[:4]}-{(int(day[5:7]) - 1) // 3 * 3 + 1:02}-01"
            sales[who, "sales_quarter", quarter] += Decimal(amount)

    assert take(storage, "people", folder / "dw/DimEmployee.csv", "adventureworks_people", now=now).inserted == 290
    take(storage, "metrics", DATA / "adventureworks_metrics.csv", now=now)
    for file, mapping in (("Sales", "sales"), ("Sales", "quarters"), ("ResellerSales_202006", "sales_202006")):
        report = take(
            storage, "readings", folder / f"powerbi/{file}.csv", f"adventureworks_{mapping}", now=now, quarantine=False
        )
        assert report.rejected == ()

    stored = readings(storage)
    assert {key for key in stored if key[1] != "orders"} == set(sales)
    assert [key for key, value in sales.items() if stored[key] != pytest.approx(float(value), abs=1e-6)] == []
    assert {(who, month): value for (who, metric, month), value in stored.items() if metric == "orders"} == {
        key: len(numbers) for key, numbers in orders.items()
    }
    assert sum(map(len, orders.values())) == 3796
    with storage.work() as work:
        team = {person.id for person in work.people.team("502097814")}
        seller = work.people.get("841560125")
    assert seller is not None
    assert (seller.name, seller.manager_id, seller.role) == ("Michael Blythe", "502097814", "Sales Representative")
    assert "841560125" in team


def test_targets_and_shifted_quotas_of_adventureworks(storage: Storage) -> None:
    folder = sample("adventureworks")
    now = datetime(2020, 7, 1, tzinfo=UTC)
    take(storage, "people", folder / "dw/DimEmployee.csv", "adventureworks_people", now=now)
    take(storage, "metrics", DATA / "adventureworks_metrics.csv", now=now)

    monthly = take(storage, "targets", folder / "powerbi/Targets.csv", "adventureworks_targets", now=now)
    quotas = take(storage, "targets", folder / "oltp/SalesPersonQuotaHistory.csv", "adventureworks_quotas", now=now)

    assert (monthly.inserted, quotas.inserted, quotas.rejected) == (809, 163, ())
    stored = targets(storage)
    assert stored["112432117", "sales", "2017-07-01"] == 500_000
    assert {start for _, metric, start in stored if metric == "sales_quarter"} == {
        f"{year}-{month:02}-01" for year in range(2017, 2021) for month in (1, 4, 7, 10)
    } - {"2017-01-01", "2017-04-01", "2020-07-01", "2020-10-01"}
