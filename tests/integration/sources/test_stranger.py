"""A stranger's CRM: three months of weekly exports by the commands as they are typed, or by signed posts.

Deals change, are won, lost and handed over, some are cancelled, and one wrong export is undone. After every week each
month's number is an independent sum of what the CRM holds, and at the end the rows behind each add up to it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.intake.services.follow import compute, finish
from bot.intake.services.upload_undo import undo
from bot.kit.identity import Identity
from bot.messages.card import Action, Attachment, Card
from bot.people.domain.permission import Role
from bot.people.services.permission import actor as actor_of
from tests.chat import Way, account, chat, give, read
from tests.integration.sources.test_webhook import post, served
from tests.present import present
from tests.samples import NOW, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from storage.storage import Storage

SELLERS = ("ana", "ben", "chen")
PEOPLE = "employee_id,name,timezone\n" + "".join(f"{key},{key.title()},UTC\n" for key in SELLERS)
METRICS = """metric,unit,direction,grain,formula
sales,USD,higher,month,sum(amount) from crm where stage = won
"""
MAPPING = """
kind = "records"
[columns]
employee_id = "Owner"
day = "Close Date"
[stream]
key = "crm"
id = "Opportunity"
deleted = "Cancelled"
dimensions = { stage = "Stage" }
measures = { amount = "Net Amount" }
[dates]
order = "mdy"
"""
FIRST = date(2026, 8, 3)
WRONG = 8
"""The week in which a wrong export is sent first, and undone."""


@dataclass(frozen=True)
class Deal:
    """A deal as the CRM holds it."""

    id: str
    owner: str
    closed: date
    amount: Decimal
    stage: str
    cancelled: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Its row in an export."""
        cancelled = "yes" if self.cancelled else ""
        return (self.id, self.owner, f"{self.closed:%m/%d/%Y}", f"${self.amount:,.2f}", self.stage, cancelled)

    @property
    def posted(self) -> dict[str, object]:
        """Its object in a post."""
        said = {"id": self.id, "employee_id": self.owner, "day": str(self.closed), "deleted": self.cancelled}
        return said | {"measures": {"amount": str(self.amount)}, "dimensions": {"stage": self.stage}}


@dataclass
class Crm:
    """The stranger's system, and what of it has changed since the last export."""

    dice: Random
    deals: dict[str, Deal] = field(default_factory=dict)

    def week(self, number: int) -> list[Deal]:
        """Let a week pass; return what has changed in it, as its export has it."""
        changed = {}
        for key in self.dice.sample(sorted(self.deals), min(len(self.deals), 6)):
            changed[key] = self._change(self.deals[key])
        for place in range(9):
            closed = FIRST + timedelta(days=7 * number + self.dice.randint(0, 6))
            stage = self.dice.choice(("won", "won", "lost", "open"))
            key = f"OPP-{number}{place}"
            changed[key] = Deal(key, self.dice.choice(SELLERS), closed, self._amount(), stage)
        self.deals |= changed
        return self.dice.sample(list(changed.values()), len(changed))

    def sums(self) -> dict[tuple[str, str], Decimal]:
        """Add up what is won by owner and month."""
        found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for deal in self.won():
            found[deal.owner, f"{deal.closed:%Y-%m-01}"] += deal.amount
        return dict(found)

    def won(self) -> Iterable[Deal]:
        return (deal for deal in self.deals.values() if deal.stage == "won" and not deal.cancelled)

    def _change(self, deal: Deal) -> Deal:
        match self.dice.randrange(5):
            case 0:
                return replace(deal, amount=self._amount())
            case 1:
                return replace(deal, owner=self.dice.choice(SELLERS))
            case 2:
                return replace(deal, cancelled=not deal.cancelled)
            case 3:
                return replace(deal, closed=deal.closed + timedelta(days=self.dice.randint(1, 9)))
            case _:
                return replace(deal, stage=self.dice.choice(("won", "lost")))

    def _amount(self) -> Decimal:
        return Decimal(self.dice.randint(100_000, 4_000_000)) / 100


def wrong(deals: Sequence[Deal]) -> list[Deal]:
    """Make an export that somebody should not have sent: other amounts, and a deal that there is not."""
    ten = [replace(deal, amount=deal.amount + 10, stage="won") for deal in deals]
    return [*ten, Deal("OPP-X", "ana", FIRST, Decimal(5000), "won")]


def command(*words: str) -> dict[str, object]:
    """Run a command as it is typed, and return what it says."""
    done = CliRunner().invoke(app, ["import", *words, "--json"])
    assert done.exit_code == 0, done.output
    (report,) = json.loads(done.stdout)
    return dict(report)


def exported(folder: Path, deals: Iterable[Deal]) -> str:
    text = io.StringIO()
    titles = ("Opportunity", "Owner", "Close Date", "Net Amount", "Stage", "Cancelled")
    csv.writer(text).writerows([titles, *(deal.cells for deal in deals)])
    (folder / "export.csv").write_text(text.getvalue(), encoding="utf-8")
    return "export.csv"


def take_back_the_last(storage: Storage) -> None:
    """Undo the newest import, as an admin does in chat."""
    with storage.work() as work:
        give(work, "ana", Role.ADMIN)
        newest = work.connection.exec_driver_sql("SELECT max(no) FROM batch WHERE kind = 'records'").scalar_one()
        done = undo(work, actor_of(work, present(work.people.get("ana")), now=NOW), newest, now=NOW)
        compute(work, done.changed, [done.into], now=NOW)


def sales(storage: Storage) -> dict[tuple[str, str], Decimal]:
    return {(person, start): Decimal(repr(value)) for (person, _, start), value in readings(storage).items()}


@pytest.mark.postgresql
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 5))])
@pytest.mark.parametrize("way", ["commands", "posts"])
async def test_every_month_is_an_independent_sum_after_every_week_and_so_are_the_rows_behind_it(
    storage: Storage, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, seed: int
) -> None:
    monkeypatch.setenv("JINBU_DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    for name, text in (("people.csv", PEOPLE), ("metrics.csv", METRICS), ("crm.toml", MAPPING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    command("people", "people.csv")
    command("metrics", "metrics.csv")
    crm = Crm(Random(seed))  # noqa: S311 - sample data

    async with served(storage) as url:

        async def bring(deals: Sequence[Deal]) -> None:
            if way == "commands":
                report = command("records", exported(tmp_path, deals), "--map", "crm.toml")
            else:
                _, report, _ = await post(url, {"source": "crm", "records": [deal.posted for deal in deals]})
            assert (report["rejected"], report["quarantined"]) == ([], 0)

        for week in range(13):
            changed = crm.week(week)
            if week == WRONG:
                await bring(wrong(changed))
                take_back_the_last(storage)
            await bring(changed)
            assert sales(storage) == crm.sums(), week

    await rows_add_up(storage, crm)


async def rows_add_up(storage: Storage, crm: Crm) -> None:
    """Open the rows behind every month, as whose it is does in chat, and add them up."""
    with storage.work() as work:
        finish(work, work.deltas.deferred(), [], now=NOW)
        for person in SELLERS:
            work.people.link(person, Identity("slack", "", account(person)))
    async with chat(storage, Way()) as here:
        for (person, start), amount in crm.sums().items():
            value = (("person", person), ("value", f"sales:{start}"))
            rows = [deal for deal in crm.won() if (deal.owner, f"{deal.closed:%Y-%m-01}") == (person, start)]
            said = read(await here.click(person, Action("why", value)))
            assert here.t("record-made-of", n=len(rows)) in said
            assert here.t("record-holds") in said
            header, *lines, last = table(await here.click(person, Action("record.file", value)))
            counts, names = header.index(here.t("record-column-counts")), header.index(here.t("record-column-id"))
            assert {line[names] for line in lines if line[counts]} == {deal.id for deal in rows}
            assert sum(Decimal(line[counts]) for line in lines if line[counts]) == Decimal(last[counts]) == amount


def table(reply: object) -> list[list[str]]:
    """Return the rows of the file that a card brings."""
    assert isinstance(reply, Card), reply
    (content,) = (block.content for block in reply.blocks if isinstance(block, Attachment))
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
