"""Examples of records and of the values made of them, with which views show themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.cleaned_cell import CleanedCell
from bot.figures.domain.example import METRICS, OCTOBER
from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.record import Record, RecordState
from bot.figures.domain.record_evidence import RecordEvidence, counted, ordered, totals_of, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WON = Formula("orders", FormulaPart(Calculation.SUM, "amount"), where=(RecordFilter("stage", ("won",)),))
REJECTS = Formula("inspections", FormulaPart(Calculation.SUM, "rejects"), FormulaPart(Calculation.SUM, "inspected"))
_ARRIVED = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def deals(*, chinese: bool) -> list[Record]:
    """Give a seller's deals of October: twelve that were won, one of them corrected."""
    customers = ("蓝鲸物流", "青禾食品", "东山机械") if chinese else ("Bluewhale", "Greenfield", "Eastmount")
    products = ("标准版", "企业版") if chinese else ("Standard", "Enterprise")
    found = [
        Record(
            stream="orders",
            id=f"A-{1040 + number}",
            person_id="S1",
            day=date(2026, 10, 2 + 2 * number),
            measures={"amount": Decimal(25_000) + 1_000 * number - (6_000 if number == 11 else 0)},  # noqa: PLR2004
            dimensions={"customer": customers[number % 3], "product": products[number % 2], "stage": "won"},
            source="crm",
            file="crm-2026-10.csv",
            row=2 + number,
            received_at=_ARRIVED,
        )
        for number in range(12)
    ]
    found[4] = replace(found[4], version=2, source=CORRECTION_SOURCE, file="", row=7)
    return found


def inspections(*, chinese: bool) -> list[Record]:
    """Give a worker's inspections of October: four lots of two machines."""
    machines = ("3号机", "5号机") if chinese else ("machine 3", "machine 5")
    lots = ((310, 47), (298, 9), (452, 4), (440, 3))
    return [
        Record(
            stream="inspections",
            id=f"L-{number}",
            person_id="W1",
            day=date(2026, 10, 5 + 7 * number),
            measures={"inspected": Decimal(inspected), "rejects": Decimal(rejects)},
            dimensions={"machine": machines[number % 2]},
            source="qc",
            file="quality-2026-10.csv",
            row=18 + number,
            received_at=_ARRIVED,
        )
        for number, (inspected, rejects) in enumerate(lots)
    ]


def earlier(record: Record) -> list[Record]:
    """Give the versions of a record before it: one that was replaced."""
    before = replace(record, version=1, state=RecordState.REPLACED, source="crm", file="crm-2026-09.csv", row=31)
    return [replace(before, measures={name: value + 500 for name, value in record.measures.items()})]


def evidence(metric: str, subject_id: str, formula: Formula, records: Sequence[Record]) -> RecordEvidence:
    """Put together what stands behind a value that is made of some records."""
    rows = ordered(formula, counted(formula, records))
    totals = totals_of(formula, records)
    value = value_of(totals)
    return RecordEvidence(METRICS[metric], formula, OCTOBER, subject_id, tuple(rows), totals, value, stored=value)


def cleaned(made: RecordEvidence, *, chinese: bool) -> RecordEvidence:
    """Let two cells of the first row have been cleaned when its file came in."""
    amount, customer = ("金额", "客户") if chinese else ("Amount", "Customer")
    record = made.rows[0].record
    cells = (
        CleanedCell(amount, "￥３６，０００", "36000", ("full-width", "currency", "thousands")),
        CleanedCell(customer, f" {record.dimensions['customer']}", record.dimensions["customer"], ("blanks",)),
    )
    return replace(made, cleaned={(record.batch, record.row): cells})
