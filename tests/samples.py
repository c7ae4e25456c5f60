"""The sample data beside the project, the databases that tests load it into, and what they then hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.sources.file import load
from tests.house import ROOT

if TYPE_CHECKING:
    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

DIRTY = ROOT / "tests/data/dirty"
DATA = ROOT / "tests/data"
MAPPINGS = ROOT / "tests/mappings"
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
EPOCH = date(1970, 1, 1)
PEOPLE = """employee_id,name,role,department,manager_id,hire_date,email,slack_id
00101,Wang Fang,Manager,Sales,,2016-03-01,fang@example.com,U1
00102,Zhang Wei,Sales,Sales,00101,2019-07-15,wei@example.com,U2
00103,Li Na,Sales,Sales,00101,2026-09-14,na@example.com,U3
"""
METRICS = """metric,unit,direction,grain,title_en,title_zh,aggregate,minimum,maximum
orders,orders,higher,month,Orders,订单数,sum,0,
csat,%,higher,month,Satisfaction,满意度,ratio,0,1
spend,CNY,lower,quarter,Spend,投入,sum,,
"""
HEAD = "employee_id,metric,period_start,period_end,value\n"
SEPTEMBER = "2026-09-01,2026-09-30"


def sample(name: str) -> Path:
    """Give a folder of the large samples; where they are not, the test has nothing to say."""
    folder = ROOT.parent / "shared/data" / name
    if not folder.exists():
        pytest.skip(f"the sample data {name} is not beside the project")
    return folder


def take(
    storage: Storage, kind: Kind, path: Path, mapping: str = "", *, now: datetime = NOW, **more: object
) -> ImportReport:
    """Import one file with a mapping of the tests."""
    chosen = MAPPINGS / f"{mapping}.toml" if mapping else None
    (report,) = load(storage, kind, [path], mapping=chosen, now=now, **more)  # type: ignore[arg-type]
    return report


def put(storage: Storage, folder: Path, kind: Kind, text: str, *, name: str = "", **more: Any) -> ImportReport:
    """Write a file of a kind, and import it."""
    path = folder / (name or f"{kind}.csv")
    path.write_text(text, encoding="utf-8")
    return take(storage, kind, path, **more)


def put_company(storage: Storage, folder: Path) -> Storage:
    """Import a small company: three people who sell, and their metrics."""
    put(storage, folder, "people", PEOPLE)
    put(storage, folder, "metrics", METRICS)
    return storage


def readings(storage: Storage) -> dict[tuple[str, str, str], float]:
    """Return what counts now: person, metric and first day to value."""
    return {(person, metric, start): value for person, metric, start, _, value in _wide(storage, "reading", "value")}


def ends(storage: Storage) -> dict[tuple[str, str, str], str]:
    """Return the last day of each stored reading."""
    return {(person, metric, start): end for person, metric, start, end, _ in _wide(storage, "reading", "value")}


def targets(storage: Storage) -> dict[tuple[str, str, str], float]:
    """Return what is agreed: person, metric and first day to target."""
    return {(person, metric, start): value for person, metric, start, _, value in _wide(storage, "target", "target")}


def _wide(storage: Storage, table: str, column: str) -> list[tuple[str, str, str, str, float]]:
    with storage.work() as work:
        rows = work.connection.exec_driver_sql(
            f'SELECT p.id, m.key, r.start, r."end", r.{column} FROM {table} r JOIN person p ON p.no = r.person_no'  # noqa: S608 - names of ours
            " JOIN metric m ON m.no = r.metric_no"
        ).fetchall()
    return [
        (person, metric, str(EPOCH + timedelta(days=start)), str(EPOCH + timedelta(days=end)), value)
        for person, metric, start, end, value in rows
    ]
