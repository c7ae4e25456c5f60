"""The story that the demo plays: two companies, which of their data arrives when, and by which way in."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from bot.figures.services.delta import recompute
from bot.goals.domain.goal import GoalLevel
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.goal_pack import ROLE
from bot.goals.services import goal_pack
from bot.goals.services.goal_pack import PackChoice
from bot.intake.services.follow import follow
from bot.kit.calendar import instant, is_working_day, next_working_day
from bot.kit.period import Period
from bot.sources.file import load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.app import App
    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

START = datetime(2026, 8, 31, 0, 30, tzinfo=UTC)
END = datetime(2026, 11, 4, 1, 35, tzinfo=UTC)
"""Where the story ends, and time goes on for whoever looks at it: a Tuesday at 17:35 in Los Angeles, the Wednesday at
09:35 in Shanghai. Both are at work, and what the October figures brought is a day or two old: the times that its cards
propose are still to come."""
PLAYED = ("2026-08", "2026-09", "2026-10")
"""The months whose close is played; the daily records run on to the end."""
SECRET = "demo"  # noqa: S105 - of a server on this machine, for the length of a demo
CLOSING = time(9, 40)
SHIFT_ENDS = time(17, 35)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a company with the mapping that reads it; without one it has the canonical columns."""

    kind: Kind
    name: str
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A sample company: its folder, its platform, its first admin's id, the files that are there from the beginning."""

    key: str
    name: str
    platform: str
    locale: str
    timezone: str
    place: str
    admin: str
    beginning: tuple[File, ...]
    packs: tuple[tuple[str, PackChoice], ...] = ()
    """The goal packs that are loaded before its files: of each its key, and what of it is wanted."""

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(str(files(f"bot.sandbox.companies.{self.key}")))


QUALITY_PARTS = {
    "rd": GoalOwner(GoalLevel.DEPARTMENT, "研发部", "研发部"),
    "production": GoalOwner(GoalLevel.DEPARTMENT, "PROD", "生产部"),
    "qa": GoalOwner(GoalLevel.DEPARTMENT, "质检部", "质检部"),
}
QUALITY = (
    PackChoice(
        goals=("quality", "products", "defects", "accuracy"),
        period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        chinese=True,
        owners=QUALITY_PARTS,
        people={},
    ),
    PackChoice(
        goals=("worker",),
        period=Period(date(2026, 10, 1), date(2026, 12, 31)),
        chinese=True,
        owners=QUALITY_PARTS,
        people={"each-production": f"{ROLE}操作工"},
    ),
)
"""The auto-parts pack as the factory has it: the goals of its departments for the year, those of its workers for the
last quarter, since the rates of the year began at 15 %."""

ADVENTUREWORKS = DemoCompany(
    key="adventureworks",
    name="Adventure Works Cycles",
    platform="slack",
    locale="en",
    timezone="America/Los_Angeles",
    place="US",
    admin="441044382",
    beginning=(
        File("metrics", "metrics.csv"),
        File("people", "people.csv"),
        File("targets", "targets.csv", "targets.toml"),
        File("targets", "quotas.csv", "quotas.toml"),
        File("records", "sales-history.csv", "sales.toml"),
        File("records", "finished.csv", "finished.toml"),
        File("courses", "courses.csv"),
        File("goals", "goals.csv"),
    ),
)
AUTOPARTS = DemoCompany(
    key="autoparts",
    name="恒远汽车零部件",
    platform="dingtalk",
    locale="zh-CN",
    timezone="Asia/Shanghai",
    place="CN",
    admin="HY040",
    beginning=(
        File("people", "people.csv"),
        File("absences", "absences.csv"),
        File("targets", "targets.csv"),
        File("readings", "history.csv", "history.toml"),
        File("records", "inspections-beginning.csv", "inspections.toml"),
        File("records", "finished.csv", "finished.toml"),
        File("courses", "courses.csv"),
        File("goals", "goals.csv"),
    ),
    packs=tuple(("autoparts", choice) for choice in QUALITY),
)
COMPANIES = (ADVENTUREWORKS, AUTOPARTS)


class StoryError(Exception):
    """Something of the story did not go as it is written."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that arrives: when, at which company, what in words, and how."""

    at: datetime
    company: str
    what: str
    arrive: Callable[[App], Awaitable[None]]


def set_the_scene(storage: Storage, company: DemoCompany, *, now: datetime) -> int:
    """Load metrics, people, targets and history of a company; nobody is told. Returns how many values."""
    metrics = Path(str(files("bot.figures.domain"))) / "pack.csv"
    load(storage, "metrics", [metrics], now=now, by="demo")
    readings = 0
    for file in company.beginning:
        if file.kind == "goals":
            _load_packs(storage, company, now=now)
        for report in _load(storage, company, file, now=now, quarantine=False):
            readings += len(report.changed) if file.kind in {"readings", "records"} else 0
            with storage.work() as work:
                recompute(work, report.changed, now=now)
                work.batches.followed([report.batch], now=now)
            _require_clean(file.name, report.clean, rows=report.rows)
    return readings


def _load_packs(storage: Storage, company: DemoCompany, *, now: datetime) -> None:
    for key, choice in company.packs:
        with storage.work() as work:
            loaded = goal_pack.store(work, goal_pack.get(key), choice, by="demo", now=now)
        _require_clean(key, not (loaded.refused or loaded.left_out or loaded.typed), rows=loaded.inserted)


def _require_clean(name: str, clean: bool, *, rows: int) -> None:  # noqa: FBT001 - what is required
    """Refuse rows that were not taken as they are: nothing in the sample files is wrong.

    Raises:
        StoryError: when rows were refused or held back, or there were none.
    """
    if not clean or not rows:
        raise StoryError(f"{name}: not all of its rows were stored")


def agenda(address: str) -> list[Moment]:
    """Return what data arrives while the story plays; posts go to the factory's bot at the address."""
    return [*_closes(), *_shifts(address), *_correction()]


def _closes() -> Iterator[Moment]:
    """Yield the month's figures, on the first working day after it."""
    for month in PLAYED:
        first = (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)
        book = (File("records", f"inspections-{month}.csv", "inspections.toml"),)
        orders = (File("records", f"sales-{month}.csv", "sales.toml"),)
        for company, arriving in ((ADVENTUREWORKS, orders), (AUTOPARTS, book)):
            day = next_working_day(first, place=company.place)
            at = instant(day, CLOSING, timezone=company.timezone)
            yield Moment(at, company.key, f"{company.name}: {month}", _arrival(company, arriving))


def _shifts(address: str) -> Iterator[Moment]:
    """Yield the day's inspections, when the shift ends."""
    day = START.date()
    while day <= END.date():
        if is_working_day(day, place=AUTOPARTS.place):
            at = instant(day, SHIFT_ENDS, timezone=AUTOPARTS.timezone)
            yield Moment(at, AUTOPARTS.key, f"{AUTOPARTS.name}: {day}", _shift(day, address))
        day += timedelta(days=1)


def _correction() -> Iterator[Moment]:
    """Yield one late correction: a batch of parts had been written down twice."""
    at = instant(date(2026, 11, 3), time(10, 20), timezone=AUTOPARTS.timezone)
    file = File("records", "correction-2026-10.csv", "inspections.toml")
    yield Moment(at, AUTOPARTS.key, f"{AUTOPARTS.name}: correction", _arrival(AUTOPARTS, (file,)))


def _arrival(company: DemoCompany, arriving: tuple[File, ...]) -> Callable[[App], Awaitable[None]]:
    async def arrive(app: App) -> None:
        await asyncio.to_thread(_take, app, company, arriving)

    return arrive


def _take(app: App, company: DemoCompany, arriving: tuple[File, ...]) -> None:
    now = app.clock.now()
    for file in arriving:
        for report in _load(app.storage, company, file, now=now, quarantine=True):
            with app.storage.work() as work:
                follow(work, report.changed, [report.batch], now=now)
            _require_clean(file.name, report.clean, rows=report.rows)


def _shift(day: date, address: str) -> Callable[[App], Awaitable[None]]:
    async def arrive(app: App) -> None:
        await _post(address, _book(day), at=app.clock.now())

    return arrive


def _book(day: date) -> list[dict[str, object]]:
    """Return a day of the inspection book as the factory's own system would post it."""
    with (AUTOPARTS.folder / f"inspections-{day:%Y-%m}.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["日期"] == day.isoformat()]
    return [
        {
            "stream": "inspections",
            "id": f"{row['日期']}-{row['工号']}-{row['机台']}",
            "employee_id": row["工号"],
            "day": row["日期"],
            "measures": {name: int(row[name]) for name in ("检验数", "次品数")},
            "dimensions": {name: row[name] for name in ("产线", "机台")},
        }
        for row in rows
    ]


async def _post(address: str, records: list[dict[str, object]], *, at: datetime) -> None:
    """Post records, signed, to the bot's own address."""
    body = json.dumps({"source": "mes", "records": records}).encode()
    stamp = str(int(at.timestamp()))
    signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-Jinbu-Timestamp": stamp, "X-Jinbu-Signature": f"sha256={signature}"}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session,
        session.post(f"{address}/updates", data=body, headers=headers) as answer,
    ):
        answer.raise_for_status()
        report = await answer.json()
    _require_clean("a day of inspections", not report["rejected"] and not report["quarantined"], rows=report["rows"])


def _load(storage: Storage, company: DemoCompany, file: File, *, now: datetime, quarantine: bool) -> list[ImportReport]:
    mapping = company.folder / file.mapping if file.mapping else None
    path = company.folder / file.name
    return load(storage, file.kind, [path], mapping=mapping, quarantine=quarantine, now=now, by="demo")
