"""Cuts the sample company out of Microsoft's AdventureWorks files: only rows and columns are left out, dates moved.

Run it with ``python -m bot.sandbox.companies.adventureworks.build FOLDER``, where FOLDER holds the original files
(``dw/DimEmployee.csv``, ``oltp/SalesPersonQuotaHistory.csv``, ``powerbi/…``). Every date is moved on by seven years, as
Microsoft's own editions are, so that the months end in the present; no figure is touched but three slips in targets.
What sellers finished is invented (``finished``).
"""

from __future__ import annotations

import csv
import shutil
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
MOVED_BY_MONTHS = 84
FIRST, LAST = date(2018, 5, 1), date(2019, 10, 31)
HISTORY_UNTIL = date(2019, 7, 31)
FIRST_QUARTER = date(2017, 7, 1)

ZONES = {
    "1": ("America/Los_Angeles", "US"),
    "2": ("America/New_York", "US"),
    "3": ("America/Chicago", "US"),
    "4": ("America/Los_Angeles", "US"),
    "5": ("America/New_York", "US"),
    "6": ("America/Toronto", "CA"),
    "7": ("Europe/Paris", "FR"),
    "8": ("Europe/Berlin", "DE"),
    "9": ("Australia/Sydney", "AU"),
    "10": ("Europe/London", "GB"),
    "11": ("America/Los_Angeles", "US"),
}
"""A time zone and country for each sales territory: the originals have none; 11 is the head office near Seattle."""
OFFICE = ("144", "32", "195", "44")
"""The heads of finance (to whom HR reports), HR and information services, and one more of HR, by their employee key."""

UNITS = {
    "SALES": ("Sales", "112432117", ""),
    "NAM": ("North American Sales", "502097814", "SALES"),
    "EU": ("European Sales", "982310417", "SALES"),
    "PAC": ("Pacific Sales", "481044938", "SALES"),
}
"""Unit, name, whose it is, and the unit it belongs to. The managers' targets in the originals are their teams'."""
SLIPS = {
    ("112432117", "2019/09/01"): ("30000000", "3000000"),
    ("139397894", "2019/08/01"): ("9000000", "900000"),
    ("502097814", "2019/06/01"): ("200000", "2000000"),
}
"""Targets with a zero too many or too few beside their neighbours: as they stand in the originals, and as they come."""
ROUNDS = {"2026Q2": ("April to June", "2026-07-02")}
"""The quarters whose reorder round is said to be done, with its months in words and the day."""
TRAINED = {"668991357": "2026-05-19", "191644724": "2026-06-09", "954276278": "2026-07-14"}
"""Who took the course on price lists, and when."""


def moved(day: date) -> date:
    """Move a day on by the years, to the month's last day where it has fewer."""
    months = day.year * 12 + day.month - 1 + MOVED_BY_MONTHS
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def rows(path: Path, *, delimiter: str = "|", encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Yield the rows of a file with a header."""
    with path.open(newline="", encoding=encoding) as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def people(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the units, the chief executive in whom all lines end, the sales people, and the office."""
    sellers = {row["EmployeeKey"]: row for row in rows(folder / "powerbi/Salesperson.csv")}
    staff = {row["EmployeeKey"]: row for row in rows(folder / "dw/DimEmployee.csv", delimiter=",")}
    team = {manager: unit for unit, (_, manager, _) in UNITS.items()}
    for unit, (name, manager, above) in UNITS.items():
        yield _person(unit, name, role="Team", manager=manager, unit=above, kind="unit")
    chief = next(row for row in staff.values() if row["Title"] == "Chief Executive Officer")
    everybody = [
        (chief, chief["Title"], "Executive"),
        *((staff[key], row["Title"], "Sales") for key, row in sellers.items()),
        *((staff[key], staff[key]["Title"], staff[key]["DepartmentName"]) for key in OFFICE),
    ]
    for row, title, department in everybody:
        parent = staff.get(row["ParentEmployeeKey"])
        key = row["EmployeeNationalIDAlternateKey"]
        boss = parent["EmployeeNationalIDAlternateKey"] if parent else ""
        zone, country = ZONES[row["SalesTerritoryKey"]]
        day, month, year = row["HireDate"].split("/")
        yield _person(
            key,
            f"{row['FirstName']} {row['LastName']}",
            role=title,
            department=department,
            manager=boss,
            unit=team.get(boss, "") if key not in team else UNITS[team[key]][2],
            hire_date=f"{year}-{month}-{day}",
            timezone=zone,
            location=country,
            email=sellers[row["EmployeeKey"]]["UPN"] if row["EmployeeKey"] in sellers else row["EmailAddress"],
            slack_id=f"UAW{int(row['EmployeeKey']):04}",
        )


def _person(key: str, name: str, *, role: str, manager: str, unit: str, **more: str) -> dict[str, str]:
    blank = dict.fromkeys(("hire_date", "timezone", "location", "email", "slack_id"), "")
    fixed = {"employee_id": key, "name": name, "role": role, "department": "Sales", "manager_id": manager}
    return {**fixed, "kind": "person", "unit": unit, "locale": "en", **blank, **more}


def order_lines(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the order lines of the months, in the original's order; the lines of an order are numbered in it."""
    employee = {row["EmployeeKey"]: row["EmployeeID"] for row in rows(folder / "powerbi/Salesperson.csv")}
    region = {row["SalesTerritoryKey"]: row["Region"] for row in rows(folder / "powerbi/Region.csv")}
    lines: Counter[str] = Counter()
    for row in rows(folder / "powerbi/Sales.csv"):
        year, month, day = map(int, row["OrderDate"].split("/"))
        if FIRST <= date(year, month, day) <= LAST:
            lines[row["SalesOrderNumber"]] += 1
            yield {
                "Order": row["SalesOrderNumber"],
                "Line": str(lines[row["SalesOrderNumber"]]),
                "OrderDate": moved(date(year, month, day)).isoformat(),
                "EmployeeID": employee[row["EmployeeKey"]],
                "Reseller": row["ResellerKey"],
                "Region": region[row["SalesTerritoryKey"]],
                "Product": row["ProductKey"],
                "Quantity": row["Quantity"],
                "Sales": row["Sales"],
                "Cost": row["Cost"],
            }


def targets(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the monthly targets; those of the three team leaders and the director are their units'."""
    unit = {manager: key for key, (_, manager, _) in UNITS.items()}
    for row in rows(folder / "powerbi/Targets.csv"):
        month = date(*map(int, row["TargetMonth"].split("/")))
        if FIRST <= month <= LAST:
            owner = unit.get(row["EmployeeID"], row["EmployeeID"])
            stands, comes = SLIPS.get((row["EmployeeID"], row["TargetMonth"]), ("", ""))
            amount = comes if row["TargetAmount"] == stands else row["TargetAmount"]
            yield {"EmployeeID": owner, "Month": moved(month).strftime("%Y/%m"), "TargetAmount": amount}


def quotas(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the quarterly quotas: the i-th date is the i-th quarter from 2017 Q3 (the editions differ in time)."""
    path = folder / "oltp/SalesPersonQuotaHistory.csv"
    with path.open(newline="", encoding="utf-8") as file:
        listed = list(csv.reader(file, delimiter="\t"))
    national = {}
    with (folder / "oltp/Employee.csv").open(newline="", encoding="utf-8") as file:
        national = {row[0]: row[1] for row in csv.reader(file, delimiter="\t")}
    quarter = {day: index for index, day in enumerate(sorted({row[1] for row in listed}))}
    for business_id, day, quota, *_ in listed:
        months = FIRST_QUARTER.month - 1 + 3 * quarter[day]
        start = date(FIRST_QUARTER.year + months // 12, months % 12 + 1, 1)
        if FIRST <= start <= LAST:
            on = moved(start)
            yield {"EmployeeID": national[business_id], "Quarter": f"{on.year}Q{(on.month + 2) // 3}", "Quota": quota}


def finished(lines: Iterable[dict[str, str]], quotas_: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield what is invented: a reorder round for each quarter of a seller with a quota, and a training.

    How far a round got is that quarter's sales over its quota, so that it holds no figure of its own.
    """
    leads = {manager for _, manager, _ in UNITS.values()}
    quota = {(row["EmployeeID"], row["Quarter"]): Decimal(row["Quota"]) for row in quotas_}
    sold: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in lines:
        on = date.fromisoformat(row["OrderDate"])
        sold[row["EmployeeID"], f"{on.year}Q{(on.month + 2) // 3}"] += Decimal(row["Sales"])
    done = [
        (day, person, "project_completed", f"Reorder round, {months}", f"{sold[person, of] / quota[person, of]:.1%}")
        for person, of in sorted(sold)
        if of in ROUNDS and (person, of) in quota and person not in leads
        for months, day in (ROUNDS[of],)
    ]
    done += [(day, person, "training_done", "Negotiating price lists", "") for person, day in TRAINED.items()]
    for number, (day, person, event, what, attainment) in enumerate(sorted(done), start=1):
        training = event == "training_done"
        yield {
            "No": f"W-{number}",
            "EmployeeID": person,
            "Event": event,
            "Day": day,
            "Project": "" if training else what,
            "Attainment": attainment,
            "Course": what if training else "",
            "Hours": "6" if training else "",
        }


def write(name: str, listed: Iterable[dict[str, str]]) -> None:
    """Write a file beside this script, pipe-separated as the originals."""
    everything = list(listed)
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(everything[0]), delimiter="|", lineterminator="\n")
        writer.writeheader()
        writer.writerows(everything)


def main(folder: Path) -> None:
    """Write every file of the company."""
    write("people.csv", people(folder))
    write("targets.csv", targets(folder))
    write("quotas.csv", quotas(folder))
    lines = list(order_lines(folder))
    history = moved(HISTORY_UNTIL).isoformat()
    write("finished.csv", finished(lines, quotas(folder)))
    write("sales-history.csv", (row for row in lines if row["OrderDate"] <= history))
    for month in sorted({row["OrderDate"][:7] for row in lines if row["OrderDate"] > history}):
        write(f"sales-{month}.csv", (row for row in lines if row["OrderDate"].startswith(month)))
    shutil.copy(folder / "LICENSE-Microsoft-MIT.txt", HERE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
