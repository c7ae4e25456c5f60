"""A bot under siege: processes of it that are killed over and over while they deliver and are spoken to."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot.delivery.domain.delivery import DeliveryState, Priority
from bot.delivery.domain.notice import VERSION
from bot.delivery.services.outbox import enqueue
from bot.demo.stage import TEMPLATE_ID, settings_for
from bot.jobs import run_forever
from bot.logs import set_up
from bot.messages.card import Action, Button, Card, Choices, Heading
from bot.runtime.clockwork import ShiftedClock, SystemClock
from bot.sandbox.server import serve_in_thread
from storage import open_storage
from tests.wire import buttons

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from bot.delivery.domain.delivery import Delivery
    from bot.settings import Settings
    from storage.storage import Storage

Json = dict[str, Any]

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
PLATFORMS = {"slack": "en", "dingtalk": "zh-CN"}
FAULTS = {"lost_answer": 0.02, "refuse": 0.03, "rate_limited": 0.03, "drop_socket": 0.05, "duplicate_frame": 0.3}
LIMITS = {
    "slack": {"tier_factor": 0, "messages_per_minute": 0},
    "dingtalk": {"calls_per_month": 0, "pushes_per_month": 0},
}
FARTHEST = 300.0
"""Seconds by which a clock may be off."""
JUMP_SECONDS = 4.0
MOVING = "select count(*) from delivery where state in ('due', 'sending') and not_before < :until"
SENDING = "select count(*) from delivery where state = 'sending'"

# The bot's own modules are loaded once; each life then begins within a fraction of a second, in a process of its own.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "tests.e2e.siege",
        "bot.platforms.slack.connect",
        "bot.platforms.dingtalk.connect",
        "dingtalk_stream",
        "storage.migrations.run",
        "storage.work",
        "storage.inbox",
        "storage.delivery.outbox",
        "psycopg",
    ]
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard: ``lives`` are processes that run at the same time, ``life`` the seconds one may live.

    Somebody says or presses something every ``pause`` seconds; ``patience`` is how long the rest may take to go out.
    ``lease`` is in seconds; every so many-th message goes through Slack.
    """

    people: int
    deliveries: int
    kills: int
    lives: int
    life: tuple[float, float] = (0.4, 1.8)
    pause: float = 0.05
    patience: float = 90.0
    seed: int = 0
    lease: int = 3
    slack_every: int = 3


class Days:
    """A clock that goes on at real speed, and can be moved on to another day."""

    def __init__(self, start: datetime) -> None:
        self.move_to(start)

    def move_to(self, instant: datetime) -> None:
        """Let it be another instant."""
        self._clock = ShiftedClock(instant)

    def now(self) -> datetime:
        """Return the instant it is, in UTC."""
        return self._clock.now()


@dataclass(frozen=True, slots=True)
class Asked:
    """What people did while the bot was under siege: who, what, and whether it was acknowledged."""

    platform: str
    user: str
    what: str
    acknowledged: bool


@dataclass
class Siege:
    """One database, one sandbox, and the processes between them."""

    plan: Plan
    storage: Storage
    settings: Settings
    http: aiohttp.ClientSession
    url: str
    log: Path
    clock: Days
    sayings: list[Asked] = field(default_factory=list)
    clicks: list[Asked] = field(default_factory=list)
    kills: int = 0
    under_way: int = 0

    # Processes

    def begin_life(self, *, skew: timedelta = timedelta(0), jumps: int | None = None) -> ForkServerProcess:
        """Start a bot, whose clock is so far off; with ``jumps`` for a seed it is moved now and then as well."""
        ahead = self.clock.now() - SystemClock().now() + skew
        process = PROCESSES.Process(target=live, args=(self.settings, ahead, str(self.log), jumps), daemon=True)
        process.start()
        return process

    async def attack(self) -> None:
        """Start and kill until all kills are done."""
        dice = random.Random(self.plan.seed)  # noqa: S311 - instants, no secrets
        await asyncio.gather(*(self._lives(dice) for _ in range(self.plan.lives)))

    async def _lives(self, dice: random.Random) -> None:
        while self.kills < self.plan.kills:
            process = self.begin_life()
            await SystemClock().sleep(dice.uniform(*self.plan.life))
            assert process.is_alive(), f"the bot ended by itself: {self.last_words()}"
            process.kill()
            await asyncio.to_thread(process.join)
            self.kills += 1
            self.under_way += self.count(SENDING)

    async def finish(self) -> None:
        """Let bots live until everything is out that may go today, then end them as an administrator does."""
        lives = [self.begin_life() for _ in range(self.plan.lives)]
        evening = self.clock.now().replace(hour=18)

        async def done() -> bool:
            assert all(process.is_alive() for process in lives), f"the bot ended by itself: {self.last_words()}"
            return not self.count(MOVING, until=evening.replace(tzinfo=None))

        try:
            await until(done, within=self.plan.patience)
        except TimeoutError:
            pytest.fail(f"not out in time: {self.left()}")
        finally:
            for process in lives:
                process.terminate()
            for process in lives:
                await asyncio.to_thread(process.join, 10)
        # One that is only just starting ends by the signal itself.
        assert {process.exitcode for process in lives} <= {0, -signal.SIGTERM}, self.last_words()

    def waiting(self) -> datetime | None:
        """Return when the next delivery that is held may go; None when all have ended."""
        with self.storage.work() as work:
            found: datetime | None = work.outbox.next_due(now=self.clock.now())
            return found

    def last_words(self) -> str:
        """Return the end of what the processes logged."""
        return self.log.read_text(encoding="utf-8")[-4000:]

    def left(self) -> list[tuple[str, str, str, int, datetime]]:
        """Return what has not ended."""
        with self.storage.work() as work:
            moving = [*work.outbox.find(state="due"), *work.outbox.find(state="sending")]
        return [
            (delivery.key, delivery.reason or "", delivery.detail, delivery.attempts, delivery.not_before)
            for delivery in moving
        ]

    def count(self, query: str, **values: object) -> int:
        """Return the number that a query gives."""
        with self.storage.work() as work:
            return int(work.connection.execute(sa.text(query), values).scalar_one())

    # People

    async def talk(self) -> None:
        """Say words that nobody knows and press buttons, one after the other, until cancelled."""
        dice = random.Random(self.plan.seed + 1)  # noqa: S311 - as above
        for number in range(100_000):
            platform = dice.choice(list(PLATFORMS))
            user = account(platform, dice.randrange(self.plan.people))
            if number % 3:
                await self._say(platform, user, f"qx{number:05}z")
            else:
                await self._click(platform, user, dice)
            await SystemClock().sleep(self.plan.pause)

    async def _say(self, platform: str, user: str, words: str) -> None:
        answer = await self.control("/sandbox/say", {"platform": platform, "user": user, "text": words})
        self.sayings.append(Asked(platform, user, words, bool(answer["acked"])))

    async def _click(self, platform: str, user: str, dice: random.Random) -> None:
        offered = [message for message in await self.messages(platform, user) if _key(message)]
        if not offered:
            return
        message = dice.choice(offered)
        asked = {"platform": platform, "user": user, "message": message["id"], "action": buttons(message)[0]["id"]}
        async with self.http.post(f"{self.url}/sandbox/click", json=asked) as response:
            answer = await response.json()  # 400 when the button has gone meanwhile: nothing was pressed then
        self.clicks.append(Asked(platform, user, _key(message), bool(answer["ok"])))

    def rated(self) -> set[str]:
        """Return the keys of the messages that somebody found useful."""
        query = sa.text("select key from delivery join opinion on delivery.no = opinion.delivery_no")
        with self.storage.work() as work:
            return set(work.connection.execute(query).scalars())

    async def received(self) -> set[str]:
        """Return the opaque keys of everything that people have."""
        everybody = [
            (platform, account(platform, number)) for platform in PLATFORMS for number in range(self.plan.people)
        ]
        return {str(message["key"]) for who in everybody for message in await self.messages(*who) if message["key"]}

    async def heard(self) -> Counter[str]:
        """Count in how many messages each word stands that people said."""
        found: Counter[str] = Counter()
        words = {saying.what for saying in self.sayings}
        for platform in PLATFORMS:
            for number in range(self.plan.people):
                for message in await self.messages(platform, account(platform, number)):
                    text = json.dumps(message["payload"])
                    found.update(word for word in words if word in text)
        return found

    # The sandbox

    async def control(self, path: str, body: object, *, method: str = "POST") -> Json:
        """Call the sandbox's controls."""
        async with self.http.request(method, self.url + path, json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def messages(self, platform: str, user: str) -> list[Json]:
        """Return what the bot has said to somebody, oldest first."""
        path = f"{self.url}/sandbox/messages?platform={platform}&user={user}&peek=1"
        async with self.http.get(path) as response:
            return [entry for entry in await response.json() if entry["from"] == "bot"]


class JumpingClock(SystemClock):
    """A clock that is ``ahead``, and is put to some minute within five of that every few seconds."""

    def __init__(self, ahead: timedelta, seed: int) -> None:
        self._ahead = ahead
        self._seed = seed
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return what it shows."""
        dice = random.Random(f"{self._seed} {int((time.monotonic() - self._began) / JUMP_SECONDS)}")  # noqa: S311
        return super().now() + self._ahead + timedelta(seconds=dice.uniform(-FARTHEST, FARTHEST))


def live(settings: Settings, ahead: timedelta, log: str, jumps: int | None = None) -> None:
    """Be the bot, as ``jinbu run`` is, at a time that is ``ahead`` of this machine's."""
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(out, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_up()
    shifted = ShiftedClock(SystemClock().now() + ahead)
    run_forever(settings, clock=shifted if jumps is None else JumpingClock(ahead, jumps))


def account(platform: str, number: int) -> str:
    """Return a person's account."""
    return f"U{number:04}" if platform == "slack" else f"{number:04}"


def cast(people: int) -> Json:
    """Return the seed of the sandbox."""
    companies = [
        {
            "key": platform,
            "name": platform,
            "platform": platform,
            "locale": locale,
            "people": [{"id": account(platform, number), "name": f"Person {number}"} for number in range(people)],
        }
        for platform, locale in PLATFORMS.items()
    ]
    return {"companies": companies, "templates": [{"id": TEMPLATE_ID}]}


def fill(storage: Storage, plan: Plan, *, now: datetime) -> None:
    """Put people and their messages into the database: most may go at once, some have to keep to the policy."""
    with storage.work() as work:
        work.people.put(
            [
                {
                    "id": f"{platform}{number}",
                    "name": f"Person {number}",
                    "department": platform,
                    "timezone": "UTC",
                    "locale": locale,
                    "accounts": {platform: account(platform, number)},
                }
                for platform, locale in PLATFORMS.items()
                for number in range(plan.people)
            ]
        )
        readers = {person.id: person for person in work.people.all()}
        work.notices.settle(readers, VERSION, at=now)
        for number in range(plan.deliveries):
            # Slack is far slower, so that it gets fewer; what has to keep to the policy comes in pairs.
            platform = "dingtalk" if number % plan.slack_every else "slack"
            kind = {7: Priority.ALERT, 8: Priority.STANDING, 9: Priority.PRAISE}.get(number % 10, Priority.REPLY)
            key = f"siege:{number}"
            assert enqueue(
                work,
                a_card(number, key),
                key=key,
                to=readers[f"{platform}{number // 10 % plan.people}"],
                kind=kind.name.lower(),
                priority=kind,
                now=now,
                merge="day" if kind in {Priority.STANDING, Priority.PRAISE} else "",
            )


def a_card(number: int, key: str) -> Card:
    """Make a message that can be told from every other, with a button."""
    title = f"Message {number:05}"
    useful = Button("Useful", Action("feedback.useful", (("key", key),)))
    return Card("standing", title, (Heading(title), Choices((useful,))))


def _key(message: Json) -> str:
    """Return the business key behind a message's button; empty when it has none to press, or not the siege's own."""
    if not buttons(message):
        return ""
    actions = map(Action.decoded, _texts(message["payload"]))
    return next((dict(action.args)["key"] for action in actions if action.name == "feedback.useful"), "")


def _texts(payload: object) -> Iterator[str]:
    """Return every text in a payload, also in what is packed as JSON inside of it."""
    if isinstance(payload, dict | list):
        for value in payload.values() if isinstance(payload, dict) else payload:
            yield from _texts(value)
    elif isinstance(payload, str):
        yield payload
        if payload[:1] in {"[", "{"}:
            with suppress(ValueError):
                yield from _texts(json.loads(payload))


async def until(true: Callable[[], Awaitable[bool]], *, within: float) -> None:
    """Ask until the answer is true.

    Raises:
        TimeoutError: when it is not in time.
    """
    async with asyncio.timeout(within):
        while not await true():
            await SystemClock().sleep(0.1)


@asynccontextmanager
async def siege(plan: Plan, database_url: str, folder: Path) -> AsyncIterator[Siege]:
    """Open a siege: everything is in the outbox, no bot lives yet, and both platforms are having a bad day."""
    clock = Days(TUESDAY)
    sandbox = serve_in_thread(clock.now, seed=cast(plan.people))
    storage = open_storage(database_url)
    base = settings_for(sandbox.url, folder)
    settings = base.model_copy(
        update={
            "database_url": database_url,
            "lease_seconds": plan.lease,
            "dingtalk": base.dingtalk.model_copy(update={"monthly_calls": 10**6}),
        }
    )
    async with aiohttp.ClientSession() as http:
        hold = Siege(plan, storage, settings, http, sandbox.url, folder / "bot.log", clock)
        try:
            fill(storage, plan, now=clock.now())
            faults = {platform: FAULTS | LIMITS[platform] for platform in PLATFORMS}
            await hold.control("/sandbox/faults", {**faults, "seed": plan.seed}, method="PUT")
            yield hold
        finally:
            storage.close()
            await asyncio.to_thread(sandbox.stop)


def ended(deliveries: list[Delivery]) -> Counter[str]:
    """Count deliveries by how they ended."""
    return Counter(delivery.state.value for delivery in deliveries)


def too_many(deliveries: list[Delivery], *, per_day: int) -> list[tuple[str, str, int]]:
    """Name whoever got more on a day than the policy promises: replies and alerts do not count."""
    counted = Counter(
        (delivery.person_id, f"{delivery.sent_at:%F}")
        for delivery in deliveries
        if delivery.state is DeliveryState.SENT
        and delivery.sent_at
        and delivery.priority not in {Priority.REPLY, Priority.ALERT}
    )
    return [(person, day, count) for (person, day), count in counted.items() if count > per_day]
