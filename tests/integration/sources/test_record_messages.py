"""Laws of messages: however records come in, in the end everybody has been told the same, in the same words.

*The same messages* means: once everything has arrived and settled, each reader has been sent the same cards of the same
kinds, word for word; in which order they went within a morning does not count. What comes in ways that differ comes
within the quarter of an hour for which the bot waits for more data, so that nothing is told in between. Not compared
are the cards to those who decide about rows that are held: each arrival has one of its own. Which rows these are is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.held import HeldRecord
from bot.intake.services.follow import catch_up, compute, follow
from bot.intake.services.quarantine import accept, discard
from bot.intake.services.terms import ImportTerms
from bot.intake.services.upload_undo import undo
from bot.people.domain.permission import Role
from bot.people.services.permission import actor as actor_of
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.runtime.tick import pump
from bot.sources.file import load, take_items
from handlers import TICKS
from tests.arriving import Inside, taken_back
from tests.cards import everything
from tests.company import Company
from tests.integration.sources.test_records_laws import HEADER, Deal
from tests.post import send, write_all
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Iterable
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
deleted = "Gone"
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
GONE = "gone"
"""The stage of a deal that its source takes back."""
SLIP = 1000
"""So many times too much is an amount that somebody slipped in."""
Way = Callable[["Office", "Path", Random, "Sequence[Deal]"], list[int]]
"""How rows come in; returns the batches that brought them."""
Told = tuple[str, str, str]
"""A message: its kind, its reader, and every word of it."""


Outcome = tuple[list[Told], list[str]]
"""What everybody was told, and which records were held."""


@dataclass
class Office:
    """A bot with a seller's boss, who is an admin, whose clock is moved by hand; ``told`` is what went out."""

    work: SqlWork
    folder: Path
    now: datetime
    told: list[Told] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    trusting: bool = True

    def take(self, kind: Kind, text: str, *, mapping: Path | None = None) -> int:
        """Take a file as the watched folder does; returns its batch."""
        path = self.folder / "crm.csv"
        path.write_text(text, encoding="utf-8")
        (report,) = load(
            Inside(self.work),
            kind,
            [path],
            mapping=mapping,
            now=self.now,
            by="folder",
            quarantine=not self.trusting,
        )
        assert report.failed is None
        return self._follow(report)

    def post(self, row: Deal) -> int:
        """Take a record that was posted; returns its batch."""
        terms = ImportTerms(f"post {row.id} {self.now}", self.now, by="crm", quarantine=not self.trusting)
        posted = row.posted | ({"deleted": True} if row.stage == GONE else {})
        return self._follow(take_items(Inside(self.work), "records", "crm.csv", [posted], terms))

    def _follow(self, report: ImportReport) -> int:
        assert report.rejected == ()
        follow(self.work, report.changed, [report.batch], now=self.now)
        return report.batch

    def take_back(self, batches: Sequence[int]) -> None:
        """Undo imports, the last one first, as an admin does in chat."""
        boss = actor_of(self.work, present(self.work.people.get("boss")), now=self.now)
        for batch in reversed(batches):
            done = undo(self.work, boss, batch, now=self.now)
            compute(self.work, done.changed, [done.into], now=self.now)
            self.now += timedelta(seconds=3)

    def decide(self) -> None:
        """Decide about what is held: the slips of every other deal were none."""
        for held in self.work.quarantine.open():
            assert isinstance(held, HeldRecord)
            self.held.add(held.record.id)
            right = int(held.record.id.partition("-")[2]) % 2
            changed = (accept if right else discard)(self.work, held.no, by="boss", now=self.now)
            compute(self.work, changed, [held.batch], now=self.now)

    async def live(self, until: datetime) -> None:
        """Let the clock show an instant, and the bot do what is due then."""
        self.now = until
        pump(self.work, TICKS, now=until)
        catch_up(self.work, now=until)
        write_all(self.work, now=until)
        self.told += [(kind, reader, everything(card)) for reader, kind, card in await send(self.work, now=until)]


def written(rows: Iterable[Deal]) -> str:
    """Write an export that says which deals are gone."""
    file = io.StringIO()
    lines = [(*row.cells, "yes" if row.stage == GONE else "") for row in rows]
    csv.writer(file).writerows([(*HEADER, "Gone"), *lines])
    return file.getvalue()


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


def as_one_file(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> list[int]:
    return [office.take("records", written(rows), mapping=mapping)]


def in_three_pieces(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> list[int]:
    batches = []
    for place in range(3):
        batches.append(office.take("records", written(rows[place::3]), mapping=mapping))
        office.now += timedelta(minutes=2)
    return batches


def doubled(office: Office, mapping: Path, _: Random, rows: Sequence[Deal]) -> list[int]:
    batches = []
    for lines in (rows, rows, [*rows, *rows]):
        batches.append(office.take("records", written(lines), mapping=mapping))
        office.now += timedelta(minutes=2)
    return batches[:1]  # the others brought nothing


def shuffled(office: Office, mapping: Path, dice: Random, rows: Sequence[Deal]) -> list[int]:
    return [office.take("records", written(dice.sample(list(rows), len(rows))), mapping=mapping)]


def row_by_row(office: Office, _: Path, dice: Random, rows: Sequence[Deal]) -> list[int]:
    batches = []
    for row in dice.sample(list(rows), len(rows)):
        batches.append(office.post(row))
        office.now += timedelta(seconds=3)
    return batches


WAYS: tuple[Way, ...] = (as_one_file, in_three_pieces, doubled, shuffled, row_by_row)


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
    work.permissions.give("boss", Role.ADMIN, by="test", at=now)
    return office, mapping


# What comes in


@dataclass(frozen=True)
class Step:
    """What happens at an instant: rows come in, what another step brought is undone, or what is held is decided."""

    at: datetime
    rows: Sequence[Deal] = ()
    undoes: int | None = None
    decides: bool = False


Tale = Callable[[Random, Sequence[Deal]], list[Step]]
"""What comes in after some history, in its order."""
BEGIN = datetime(2026, 10, 20, 9, tzinfo=UTC)
CLOSE = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""October is told to date at the first instant, and as a whole at the second."""


def october(dice: Random) -> tuple[list[Deal], list[Deal]]:
    """Return the deals of a month: those of its days before it is told to date, and the others."""
    made = [replace(row, id=row.id.replace("D", "O")) for row in deals(dice, [MONTHS[4]], date(2026, 10, 31))]
    return [row for row in made if row.day < BEGIN.date()], [row for row in made if row.day >= BEGIN.date()]


def new_rows(dice: Random, _: Sequence[Deal]) -> list[Step]:
    """Tell of the rest of a month that is running, and of what was written of it once it was over."""
    early, late = october(dice)
    return [Step(BEGIN, early), Step(CLOSE, late)]


def otherwise(dice: Random, rows: Sequence[Deal], n: int) -> list[Deal]:
    """Let a source say of some deals something else: another amount, stage or seller, or that there is none."""

    def change(row: Deal) -> Deal:
        return dice.choice(
            (
                replace(row, amount=Decimal(dice.randint(5_000, 60_000))),
                replace(row, stage=dice.choice(("won", "lost"))),
                replace(row, person=dice.choice(SELLERS)),
                replace(row, stage=GONE),
            )
        )

    return [change(row) for row in dice.sample(list(rows), min(n, len(rows)))]


def changes(dice: Random, _: Sequence[Deal]) -> list[Step]:
    """Bring corrections and withdrawals of what has been told with the new rows, and once more when all is told."""
    early, late = october(dice)
    return [
        Step(BEGIN, early),
        Step(CLOSE, [*late, *otherwise(dice, early, 5)]),
        Step(CLOSE + timedelta(days=9), otherwise(dice, late, 6)),
    ]


def wrong(dice: Random, rows: Sequence[Deal], name: str) -> list[Deal]:
    """Make a file that should not have been sent: some deals are otherwise in it, and some there are not."""
    invented = [replace(row, id=f"{name}-{row.id}") for row in dice.sample(list(rows), 4)]
    return [*otherwise(dice, rows, 6), *invented]


def undone(dice: Random, _: Sequence[Deal]) -> list[Step]:
    """Undo a wrong file before anybody has heard of it, and another one when everybody has."""
    early, late = october(dice)
    return [
        Step(BEGIN, early),
        Step(BEGIN + timedelta(minutes=6), wrong(dice, early, "X")),
        Step(BEGIN + timedelta(minutes=11), undoes=1),
        Step(CLOSE, late),
        Step(CLOSE + timedelta(days=9), wrong(dice, late, "Y")),
        Step(CLOSE + timedelta(days=18), undoes=4),
    ]


def held(dice: Random, _: Sequence[Deal]) -> list[Step]:
    """Let a slip in twice; of one it is decided that it was none."""
    early, late = october(dice)

    def slipped(rows: Sequence[Deal], right: int) -> list[Deal]:
        able = [row for row in rows if row.stage == "won" and int(row.id[2:]) % 2 == right]
        slip = dice.choice(able)
        return [replace(row, amount=row.amount * SLIP) if row is slip and row.amount else row for row in rows]

    return [
        Step(BEGIN, slipped(early, 0)),
        Step(BEGIN + timedelta(days=1, hours=1), decides=True),
        Step(CLOSE, slipped(late, 1)),
        Step(CLOSE + timedelta(days=1, hours=1), decides=True),
    ]


TALES = (new_rows, changes, undone, held)


# The law


async def tell(storage: Storage, folder: Path, seed: int, way: Way, tale: Tale) -> Outcome:
    """Let history come in as a file, and a tale in some way; return what went out because of it, and what was held."""
    with taken_back(storage) as work:
        dice = Random(seed)  # noqa: S311 - sample data
        office, mapping = open_office(work, folder, dice, now=BEGIN - timedelta(days=15))
        history = deals(dice, MONTHS[:4], date(2026, 9, 30))
        office.take("records", written(history), mapping=mapping)
        for after in AFTER:
            await office.live(BEGIN - timedelta(days=15) + after)
        came = len(office.told)
        steps = tale(dice, history)
        office.trusting = not any(step.decides for step in steps)
        batches: list[list[int]] = []
        for place, step in enumerate(steps):
            office.now = step.at
            batches.append(way(office, mapping, Random(seed), step.rows) if step.rows else [])  # noqa: S311
            if step.undoes is not None:
                office.take_back(batches[step.undoes])
            if step.decides:
                office.decide()
            following = steps[place + 1].at if place + 1 < len(steps) else datetime.max.replace(tzinfo=UTC)
            for after in AFTER:
                if step.at + after < following:
                    await office.live(step.at + after)
        told = [message for message in office.told[came:] if message[0] != "held"]
        return sorted(told), sorted(office.held)


async def law(storage: Storage, folder: Path, seed: int, tale: Tale, *, ways: Sequence[Way] = WAYS) -> None:
    """Fail where one way of coming in tells somebody something else than another."""
    found = {way.__name__: await tell(storage, folder, seed, way, tale) for way in ways}

    told, _ = whole = found["as_one_file"]
    assert len(told) > len(SELLERS)
    assert (tale is held) == bool(whole[1])
    assert tale is not new_rows or [message for message in told if message[0] == "correction"] == []
    for name, other in found.items():
        assert other == whole, name


@pytest.mark.timeout(180)
@pytest.mark.parametrize("tale", TALES)
async def test_however_records_come_in_everybody_is_told_the_same(storage: Storage, tmp_path: Path, tale: Tale) -> None:
    ways = (as_one_file, shuffled, row_by_row) if tale is new_rows else (as_one_file, row_by_row)
    await law(storage, tmp_path, 1, tale, ways=ways)


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.parametrize("tale", TALES)
@pytest.mark.parametrize("seed", range(12))
async def test_however_records_of_many_companies_come_in_everybody_is_told_the_same(
    storage: Storage, tmp_path: Path, seed: int, tale: Tale
) -> None:
    await law(storage, tmp_path, seed, tale)


async def test_what_is_undone_before_anybody_hears_of_it_is_told_nobody(storage: Storage, tmp_path: Path) -> None:
    """A wrong file and its undoing within the time that the bot waits: nobody is told anything else than without it."""

    def without(dice: Random, history: Sequence[Deal]) -> list[Step]:
        early, _, _, late, *_ = undone(dice, history)
        return [early, late]

    def with_it(dice: Random, history: Sequence[Deal]) -> list[Step]:
        return undone(dice, history)[:4]

    told = [await tell(storage, tmp_path, 1, as_one_file, tale) for tale in (without, with_it)]

    assert told[1] == told[0]
