"""Laws of messages: however records come in, in the end everybody has been told the same, in the same words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.intake.services.follow import catch_up, follow
from bot.intake.services.terms import ImportTerms
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.runtime.tick import pump
from bot.sources.file import load, take_items
from handlers import TICKS
from tests.arriving import Inside, taken_back
from tests.cards import everything
from tests.company import Company
from tests.integration.sources.test_records_laws import Deal, written
from tests.post import send, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage
    from storage.work import SqlWork

SELLERS = tuple(f"seller{number}" for number in range(6))
METRICS = """metric,unit,direction,grain,aggregate
sales,USD,higher,month,sum
deals,deals,higher,month,sum
won,%,higher,month,ratio
lost_rate,%,lower,week,ratio
"""
MAPPING = """
kind = "records"
[columns]
employee_id = "Rep"
period = "Day"
[stream]
key = "crm"
id = "Deal"
dimensions = { stage = "Stage", customer = "Customer" }
measures = { amount = "Amount" }
[[value]]
metric = "sales"
how = "sum"
column = "Amount"
where = { column = "Stage", equals = "won" }
[[value]]
metric = "deals"
how = "count"
[[value]]
metric = "won"
how = "ratio"
numerator = "*"
denominator = "*"
where = { column = "Stage", equals = "won" }
[[value]]
metric = "lost_rate"
how = "ratio"
numerator = "*"
denominator = "*"
where = { column = "Stage", equals = "lost" }
"""
MONTHS = tuple(date(2026, month, 1) for month in range(6, 12))
AFTER = tuple(timedelta(hours=hours) for hours in (3, 5, 24, 29, 72, 96, 192))
"""Instants after an arrival at which the bot does what is due."""
Told = tuple[str, str, str]
"""A message: its kind, its reader, and every word of it."""


@dataclass
class Office:
    """A bot with a seller's boss, whose clock is moved by hand; ``told`` is what went out."""

    work: SqlWork
    folder: Path
    now: datetime
    told: list[Told] = field(default_factory=list)

    def take(self, kind: Kind, text: str, *, mapping: Path | None = None) -> None:
        """Take a file as the watched folder does."""
        path = self.folder / "crm.csv"
        path.write_text(text, encoding="utf-8")
        (report,) = load(Inside(self.work), kind, [path], mapping=mapping, now=self.now, by="folder", quarantine=False)
        assert report.failed is None
        self._follow(report)

    def post(self, row: Deal) -> None:
        """Take a record that was posted."""
        terms = ImportTerms("", self.now, by="crm", quarantine=False)
        self._follow(take_items(Inside(self.work), "records", "crm.csv", [row.posted], terms))

    def _follow(self, report: ImportReport) -> None:
        assert report.rejected == ()
        follow(self.work, report.changed, [report.batch], now=self.now)

    async def live(self, until: datetime) -> None:
        """Let the clock show an instant, and the bot do what is due then."""
        self.now = until
        pump(self.work, TICKS, now=until)
        catch_up(self.work, now=until)
        write_all(self.work, now=until)
        self.told += [(kind, reader, everything(card)) for reader, kind, card in await send(self.work, now=until)]


def deals(dice: Random, months: Iterable[date], last: date) -> list[Deal]:
    """Make some deals a month for every seller, who do better and worse."""
    made: list[Deal] = []
    for month in months:
        for seller in SELLERS:
            luck = dice.choice((0.3, 0.8, 1.0, 1.6))
            for _ in range(dice.randint(3, 9)):
                day = month + timedelta(days=dice.randint(0, 27))
                amount = Decimal(round(luck * dice.randint(5_000, 40_000)))
                stage = dice.choices(("won", "lost", "open"), (6, 2, 1))[0]
                made.append(
                    Deal(f"D-{len(made)}", seller, min(day, last), amount, stage, dice.choice(("Acme", "Zeta")))
                )
    return made


def as_one_file(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> None:
    office.take("records", written(rows), mapping=mapping)


def in_three_pieces(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> None:
    for place in range(3):
        office.take("records", written(rows[place::3]), mapping=mapping)
        office.now += timedelta(minutes=2)


def doubled(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> None:
    for lines in (rows, rows, [*rows, *rows]):
        office.take("records", written(lines), mapping=mapping)
        office.now += timedelta(minutes=2)


def shuffled(office: Office, mapping: Path, dice: Random, rows: Sequence[Deal]) -> None:
    office.take("records", written(dice.sample(list(rows), len(rows))), mapping=mapping)


def row_by_row(office: Office, _: Path, dice: Random, rows: Sequence[Deal]) -> None:
    for row in dice.sample(list(rows), len(rows)):
        office.post(row)
        office.now += timedelta(seconds=3)


WAYS = (as_one_file, in_three_pieces, doubled, shuffled, row_by_row)


def open_office(work: SqlWork, folder: Path, dice: Random, *, now: datetime) -> tuple[Office, Path]:
    """Hire everybody, agree what is to be reached, and say how the metrics are made."""
    office = Office(work, folder, now)
    mapping = folder / "crm.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    work.rules.seed(DEFAULT_RULES, author="jinbu", at=now)
    lines = ["employee_id,name,role,department,manager_id,timezone", "boss,Boss,lead,sales,,UTC"]
    lines += [f"{seller},{seller.title()},seller,sales,boss,UTC" for seller in SELLERS]
    office.take("people", "\n".join(lines))
    office.take("metrics", METRICS)
    targets = [f"{seller},sales,{month:%Y-%m},{dice.randint(3, 12) * 10_000}" for seller in SELLERS for month in MONTHS]
    office.take("targets", "\n".join(["employee_id,metric,period,target", *targets]))
    Company(work).reach("boss", *SELLERS)
    return office, mapping


async def tell(storage: Storage, folder: Path, seed: int, way: Callable[..., None]) -> list[Told]:
    """Let history come in as a file, two arrivals more in some way, days apart; return what went out because of them.

    The first brings the rest of a month that is running, the second all that was written of it once it was over.
    """
    with taken_back(storage) as work:
        dice = Random(seed)  # noqa: S311 - sample data
        begin = datetime(2026, 10, 20, 9, tzinfo=UTC)
        office, mapping = open_office(work, folder, dice, now=begin - timedelta(days=15))
        history = deals(dice, MONTHS[:4], date(2026, 9, 30))
        office.take("records", written(history), mapping=mapping)
        for after in AFTER:
            await office.live(begin - timedelta(days=15) + after)
        came = office.told.copy()
        october = [
            Deal(f"O-{number}", row.person, row.day, row.amount, row.stage, row.customer)
            for number, row in enumerate(deals(dice, [MONTHS[4]], date(2026, 10, 31)))
        ]
        for at, rows in (
            (begin, [row for row in october if row.day < begin.date()]),
            (datetime(2026, 11, 2, 9, tzinfo=UTC), [row for row in october if row.day >= begin.date()]),
        ):
            office.now = at
            way(office, mapping, Random(seed), rows)  # noqa: S311 - sample data
            for after in AFTER:
                await office.live(at + after)
        return office.told[len(came) :]


async def law(storage: Storage, folder: Path, seed: int) -> None:
    """Fail where one way of coming in tells somebody something else than another; nothing here is a correction."""
    told = {way.__name__: sorted(await tell(storage, folder, seed, way)) for way in WAYS}

    whole = told["as_one_file"]
    assert len(whole) > len(SELLERS)
    assert [message for message in whole if message[0] == "correction"] == []
    for name, messages in told.items():
        assert messages == whole, name


async def test_however_records_come_in_everybody_is_told_the_same(storage: Storage, tmp_path: Path) -> None:
    await law(storage, tmp_path, 1)


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.parametrize("seed", range(12))
async def test_however_records_of_many_companies_come_in_everybody_is_told_the_same(
    storage: Storage, tmp_path: Path, seed: int
) -> None:
    await law(storage, tmp_path, seed)
