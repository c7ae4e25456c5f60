"""Records under siege: a process that imports files and takes posts is killed over and over while they come in."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
from collections import defaultdict
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from bot.figures.domain.record import RecordQuery
from bot.intake.services.follow import catch_up, finish
from bot.intake.services.update import STOPPED
from bot.runtime.clockwork import ShiftedClock, SystemClock
from bot.runtime.data_receiver import DataReceiver
from bot.runtime.web import Endpoint, serve
from bot.runtime.worker import UnitOfWorkRunner
from bot.sources.file import load
from storage import open_storage
from tests.e2e.siege import PROCESSES, TUESDAY, until
from tests.integration.sources.test_records_laws import MAPPING, METRICS, PEOPLE, ROSTER, Deal, written
from tests.samples import put, readings

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

    from storage.storage import Storage

SECRET = "siege-secret"
FIRST_DAY = date(2026, 8, 3)
_DAYS, _IN_A_FILE, _IN_A_POST, _CHUNK = 110, 24, 12, 5
_AGAIN = 0.3
_LEAST = 2
"""Files and posts: on a slow machine all kills may be over before the second is through."""
"""The share of a file's or post's rows that change what came before."""


@dataclass
class RecordSiege:
    """One database, the process before it, and what the sender's system holds in the end.

    ``life`` is how many seconds one may live once it listens; ``held`` has the states of each record, newest last.
    """

    url: str
    folder: Path
    kills: int
    seed: int = 0
    life: tuple[float, float] = (0.1, 1.3)
    held: dict[str, list[Deal]] = field(default_factory=dict)
    killed: int = 0
    cut: int = 0
    posts: int = 0
    retried: int = 0
    files: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - sample data
        self._ahead = TUESDAY - SystemClock().now()
        self._over = asyncio.Event()
        (self.folder / "in").mkdir()
        (self.folder / "crm0.toml").write_text(MAPPING.format(n=0), encoding="utf-8")
        with closing(open_storage(self.url)) as storage:
            put(storage, self.folder, "people", ROSTER)
            put(storage, self.folder, "metrics", METRICS.format(n=0))
            first = self.folder / "first.csv"
            first.write_text(written(self._rows("F", 1)), encoding="utf-8")
            (report,) = load(storage, "records", [first], mapping=self.folder / "crm0.toml", now=TUESDAY)
            assert report.failed is None

    # The process

    async def attack(self) -> None:
        """Start and kill until all kills are done, then let the last one finish."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._send())
            while self.killed < self.kills:
                process = await self._begin()
                await SystemClock().sleep(self._dice.uniform(*self.life))
                assert process.is_alive(), self.last_words()
                process.kill()
                await asyncio.to_thread(process.join)
                self.killed += 1
                self.cut += self._unfinished()
            self._over.set()
            process = await self._begin()
        try:
            await until(self._empty, within=120)
        finally:
            process.kill()
            await asyncio.to_thread(process.join)

    async def _begin(self) -> ForkServerProcess:
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        process = PROCESSES.Process(target=live, args=(self.url, str(self.folder), self._ahead), daemon=True)
        process.start()

        async def listens() -> bool:
            assert process.is_alive(), self.last_words()
            return port.exists()

        await until(listens, within=60)
        return process

    async def _empty(self) -> bool:
        return not list((self.folder / "in").iterdir())

    def _unfinished(self) -> int:
        with closing(open_storage(self.url)) as storage, storage.work() as work:
            return bool(work.batches.stopped(before=TUESDAY + timedelta(days=1)))

    def last_words(self) -> str:
        """Return the end of what the processes said of their troubles."""
        log = self.folder / "log"
        return log.read_text(encoding="utf-8")[-2000:] if log.exists() else ""

    # The sender

    def _rows(self, prefix: str, number: int) -> list[Deal]:
        """Write rows: new ones, and those of its own earlier ones that have changed; each stands for its last state."""
        mine = sorted(key for key in self.held if key.startswith(prefix))
        again = self._dice.sample(mine, min(len(mine), round(_AGAIN * number)))
        rows = []
        for key in again:
            before = self.held[key][-1]
            rows.append(replace(before, amount=self._amount(before.amount), person=self._dice.choice(PEOPLE)))
        for _ in range(number - len(again)):
            day = FIRST_DAY + timedelta(days=self._dice.randrange(_DAYS))
            key = f"{prefix}-{len(mine) + len(rows) - len(again)}"
            stage = self._dice.choice(("won", "won", "lost"))
            rows.append(Deal(key, self._dice.choice(PEOPLE), day, self._amount(None), stage, self._dice.choice("ABC")))
        for row in rows:
            self.held.setdefault(row.id, []).append(row)
        return self._dice.sample(rows, len(rows))

    def _amount(self, but: Decimal | None) -> Decimal:
        found = Decimal(self._dice.randint(10**6, 9 * 10**6)) / 100
        return found + 1 if found == but else found

    async def _send(self) -> None:
        """Send files and posts, each post until it is answered, as long as the siege goes on, and at least some."""
        async with aiohttp.ClientSession() as http:
            while not self._over.is_set() or min(self.files, self.posts) < _LEAST:
                if await self._empty():
                    self.files += 1
                    path = self.folder / "in" / f"{self.files:05}.part"
                    path.write_text(written(self._rows("F", _IN_A_FILE)), encoding="utf-8")
                    path.rename(path.with_suffix(".csv"))
                await self._post(http, self._rows("P", self._dice.choice((1, 1, 1, _IN_A_POST))))

    async def _post(self, http: aiohttp.ClientSession, rows: list[Deal]) -> None:
        content = json.dumps({"source": "crm0", "records": [row.posted for row in rows]}).encode()
        self.posts += 1
        for attempt in range(1000):
            stamp = str(int((SystemClock().now() + self._ahead).timestamp()) + attempt % 200)
            signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest()
            headers = {"X-Jinbu-Timestamp": stamp, "X-Jinbu-Signature": f"sha256={signature}"}
            with suppress(aiohttp.ClientError, OSError, ValueError):
                port = int((self.folder / "port").read_text(encoding="utf-8"))
                async with http.post(f"http://127.0.0.1:{port}/updates", data=content, headers=headers) as response:
                    answer = await response.json()
                    assert response.ok or response.status in {409, 503}, answer
                    if response.ok:
                        assert answer["rejected"] == answer["held"] == [], answer
                        return
            self.retried += 1
            await SystemClock().sleep(0.02)
        raise TimeoutError(self.last_words())

    # What came of it

    def check(self) -> None:
        """Hold the database against what was sent: each record once, in its last state, every value a plain sum."""
        with closing(open_storage(self.url)) as storage:
            with storage.work() as work:
                catch_up(work, now=TUESDAY + timedelta(hours=8) + STOPPED)
                stored = {record.id: record for record in work.records.find(RecordQuery("crm0"))}
                assert work.batches.open_ends(before=TUESDAY + timedelta(days=1)) == []
            assert {key: record.version for key, record in stored.items()} == {
                key: len(states) for key, states in self.held.items()
            }
            assert {key: record.measures["amount"] for key, record in stored.items()} == {
                key: states[-1].amount for key, states in self.held.items()
            }
            sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
            for row in (states[-1] for states in self.held.values()):
                if row.stage == "won" and row.amount is not None:
                    sums[row.person, row.day.replace(day=1).isoformat()] += row.amount
            plain = {key: float(value) for key, value in sums.items()}
            assert _sales(readings(storage)) == plain
            with storage.work() as work:
                deltas = work.deltas.find(metric="sales0")
                told = {(each.person_id, each.period.start.isoformat()): each.value for each in deltas}
            assert told == plain


def _sales(found: dict[tuple[str, str, str], float]) -> dict[tuple[str, str], float]:
    return {(person, start): value for (person, metric, start), value in found.items() if metric == "sales0"}


# The process that is killed


def live(url: str, folder: str, ahead: timedelta) -> None:
    """Import the files of a folder and take posts, at a time that is ``ahead`` of this machine's, until killed."""
    clock = ShiftedClock(SystemClock().now() + ahead)
    with closing(open_storage(url)) as storage:
        try:
            asyncio.run(_live(storage, Path(folder), clock))
        except Exception as error:
            with (Path(folder) / "log").open("a", encoding="utf-8") as log:
                log.write(f"{error!r}\n")
            raise


async def _live(storage: Storage, folder: Path, clock: ShiftedClock) -> None:
    run_in_work = UnitOfWorkRunner(storage)
    receiver = DataReceiver(storage, run_in_work, clock=clock, locale="en", timezone="UTC", wake=lambda: None)
    endpoint = Endpoint("POST", "/updates", receiver.updates(secret=SECRET))
    async with serve(host="127.0.0.1", port=0, states=_no_parts, endpoints=[endpoint]) as port:
        draft = folder / "port.part"
        draft.write_text(str(port), encoding="utf-8")
        draft.rename(folder / "port")
        while True:
            for path in sorted((folder / "in").glob("*.csv")):
                await asyncio.to_thread(_take, storage, path, folder / "crm0.toml", clock)
            await run_in_work(catch_up, now=clock.now())
            await clock.sleep(0.01)


async def _no_parts() -> dict[str, dict[str, object]]:
    return {}


def _take(storage: Storage, path: Path, mapping: Path, clock: ShiftedClock) -> None:
    """Import a file as the command does, and take it away when that is done."""
    (report,) = load(storage, "records", [path], mapping=mapping, now=clock.now(), quarantine=False, chunk=_CHUNK)
    assert report.failed is None, report.failed
    with storage.work() as work:
        finish(work, report.changed, [report.batch], now=clock.now())
    path.unlink()
