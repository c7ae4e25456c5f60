"""A CRM's deals as files and posts bring them: a mapping, a company that knows the people, and what is stored then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.figures.domain.record import RecordQuery
from bot.intake.services.terms import ImportTerms
from bot.sources.file import load, take_items
from tests.samples import NOW, PEOPLE, put, readings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

METRICS = """metric,unit,direction,grain,aggregate
sales,CNY,higher,month,sum
deals,deals,higher,month,sum
won_share,%,higher,month,ratio
visits,visits,higher,day,sum
"""
MAPPING = """
kind = "readings"
[columns]
employee_id = "Rep"
period = "Closed on"
[[filter]]
column = "Stage"
equals = "Won"
[[value]]
metric = "sales"
column = "Net amount"
how = "sum"
"""
HEADER = "Deal,Rep,Closed on,Net amount,Stage\n"
FIRST = (
    HEADER + 'D-2,00102,2026-10-03,"18,000.00",Won\nD-3,00102,2026-10-19,"17,250.50",Won\nD-5,00103,2026-10-22,9,Lost\n'
)


def furnish(storage: Storage, folder: Path) -> Storage:
    """Let a company know its people and metrics."""
    put(storage, folder, "people", PEOPLE)
    put(storage, folder, "metrics", METRICS)
    return storage


def take(
    storage: Storage, folder: Path, text: str, mapping: str = MAPPING, *, name: str = "crm-export.csv", **more: Any
) -> ImportReport:
    """Import a file with a mapping called ``crm.toml``."""
    (folder / "crm.toml").write_text(mapping, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    now = more.pop("now", NOW)
    (report,) = load(storage, "readings", [folder / name], mapping=folder / "crm.toml", now=now, **more)
    return report


def post(storage: Storage, *records: dict[str, Any], source: str = "crm", now: datetime = NOW) -> ImportReport:
    """Take records as a post brings them."""
    return take_items(storage, "records", source, list(records), ImportTerms("", now, by=source))


def counts(report: ImportReport) -> tuple[int, ...]:
    """Count what became of the rows: inserted, corrected, unchanged, withdrawn, twice, left out, refused."""
    lists = (report.duplicates, report.skipped, report.rejected)
    return (report.inserted, report.corrected, report.unchanged, report.withdrawn, *map(len, lists))


def of(storage: Storage, metric: str = "sales") -> dict[tuple[str, str], float]:
    """Return the values of a metric by person and first day."""
    return {(person, start): value for (person, key, start), value in readings(storage).items() if key == metric}


def held(storage: Storage, *, history: bool = False) -> list[tuple[str, int, str]]:
    """Return id, version and state of what is stored."""
    with storage.work() as work:
        found = work.records.find(RecordQuery(history=history))
        return [(record.id, record.version, record.state.value) for record in found]
