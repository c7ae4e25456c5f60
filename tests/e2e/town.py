"""A small company on one platform or both, its bot in this process on a simulated clock, and the sandbox around it."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import hmac
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
from pydantic import SecretStr

from bot.app import App, build
from bot.database import open_database
from bot.delivery.domain.notice import VERSION
from bot.delivery.services.outbox import as_rows
from bot.demo.stage import TEMPLATE_ID, settings_for
from bot.kit.calendar import instant, wall
from bot.messages.i18n import translator
from bot.people.domain.permission import Role
from bot.runtime.clockwork import SimulatedClock, SystemClock
from bot.sandbox.server import serve_in_thread
from bot.sources.file import load
from bot.sources.folder import watch
from storage.lease import LeaseClock
from tests.house import ROOT
from tests.wire import buttons, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from pathlib import Path

    from bot.messages.i18n import Translator
    from bot.settings import Settings
    from storage.storage import Storage

Json = dict[str, Any]

LOCALES = {"slack": "en", "dingtalk": "zh-CN"}
ZONES = {"slack": ("America/New_York", "America/Los_Angeles"), "dingtalk": ("Asia/Shanghai", "Asia/Kolkata")}
"""Where the manager lives, and where the others do: their morning comes hours after the manager's."""
MANAGER = "M1"
WORKERS = tuple(f"W{number}" for number in range(1, 7))
STAFF = ("H1", "H2", "A1")
"""Accounts for two of HR and an admin, whom a test may hire."""
APART = {"D0PAIR": ("W1", "W2"), "G0TRIO": ("W1", "W2", MANAGER), "C0TRIO": ("W1", "W2", MANAGER)}
"""On Slack: conversations of people among themselves, by their ids; the bot is in none of them."""
ROOMS = {"C0ROOM": (MANAGER, *WORKERS), "G0ROOM": ("W1", "W2")}
"""On Slack: a channel and a talk of several people that the bot is in."""
SECRET = "town-secret"
MONDAY = date(2026, 11, 2)
OCTOBER = {"period_start": "2026-10-01", "period_end": "2026-10-31"}
PATIENCE = 15.0


@dataclass
class Town:
    """A bot and the people around it; time stands still unless it is moved."""

    app: App
    clock: SimulatedClock
    url: str
    http: aiohttp.ClientSession
    platforms: tuple[str, ...]
    port: int = 0
    posts: int = 0
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    # Time

    async def at(self, day: date, moment: time, *, zone: str) -> None:
        """Move on to what the wall shows somewhere; whatever is due on the way happens at its own time."""
        await self.until(instant(day, moment, timezone=zone))

    async def until(self, end: datetime) -> None:
        """Move on to an instant."""
        while True:
            await self.app.workers.settle()
            due = await self.app.workers.next_due()
            if due is None or due > end:
                break
            self.clock.move_to(max(due, self.clock.now() + timedelta(seconds=1)))
        self.clock.move_to(end)
        await self.app.workers.settle()

    async def settle(self) -> None:
        """Let the workers do what can be done now: read files that were sent, write, and send."""
        while await self.app.workers.uploads.step():
            pass
        await self.app.workers.settle()

    # Data

    async def post(self, **lists: Sequence[Json] | str) -> Json:
        """Post rows to the bot's own address as another system does; of ``records`` perhaps what ``event`` they are."""
        self.posts += 1
        body = json.dumps({"source": f"crm-{self.posts}", **lists}).encode()
        stamp = str(int(self.clock.now().timestamp()))
        signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {"X-Jinbu-Timestamp": stamp, "X-Jinbu-Signature": f"sha256={signature}"}
        async with self.http.post(f"{self.own}/updates", data=body, headers=headers) as answer:
            report: Json = await answer.json()
            assert answer.ok, report
            assert not report["rejected"], report
            return report

    async def drop(self, folder: Path, name: str, rows: Sequence[Json]) -> Path:
        """Put a file into a watched folder and wait until it was taken; returns where it went."""
        write(folder / name, rows)
        watching = asyncio.create_task(
            watch(
                folder,
                self.app.receiver.file,
                clock=SystemClock(),
                translate=self.app.receiver.translate,
                every=0.05,
            )
        )
        try:
            await eventually(lambda: asyncio.to_thread((folder / "done" / name).exists))
        finally:
            watching.cancel()
        return folder / "done" / name

    # People

    @property
    def own(self) -> str:
        """Where the bot itself is served."""
        return f"http://127.0.0.1:{self.port}"

    async def control(self, path: str, body: object, *, method: str = "POST") -> Json:
        """Call the sandbox's controls."""
        async with self.http.request(method, self.url + path, json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def look(self, path: str) -> Any:  # noqa: ANN401 - each control answers its own
        """Look at what the sandbox knows."""
        async with self.http.get(self.url + path) as response:
            return await response.json()

    async def fault(self, platform: str, **faults: object) -> None:
        """Let a platform have a bad day."""
        await self.control("/sandbox/faults", {platform: faults}, method="PUT")

    async def messages(self, person: str, platform: str = "") -> list[Json]:
        """Return what the bot has said to somebody, oldest first."""
        where = platform or self.platforms[0]
        async with self.http.get(
            f"{self.url}/sandbox/messages?platform={where}&user={account(where, person)}&peek=1"
        ) as answer:
            return [entry for entry in await answer.json() if entry["from"] == "bot"]

    async def ask(self, person: str, text: str) -> str:
        """Ask the bot something the way one does there, and return the words of what comes back."""
        platform = self.platforms[0]
        user = account(platform, person)
        before = len(await self.messages(person))
        if platform == "slack":
            answer = await self.control("/sandbox/command", {"user": user, "command": "/perf", "text": text})
        else:
            answer = await self.control("/sandbox/say", {"platform": platform, "user": user, "text": text})
        assert answer["ok"], answer
        return words((await self.new(person, before))[-1])

    async def click(self, person: str, message: Json, label: str) -> Json:
        """Press a button by its label."""
        found = next(button["id"] for button in buttons(message) if button["text"] == label)
        platform = message["platform"]
        asked = {"platform": platform, "user": account(platform, person), "message": message["id"], "action": found}
        return await self.control("/sandbox/click", asked)

    async def new(self, person: str, before: int) -> list[Json]:
        """Wait until somebody has more messages than before; what answers them through the outbox goes out."""

        async def there() -> bool:
            await self.app.workers.settle()
            return len(await self.messages(person)) > before

        await eventually(there)
        return (await self.messages(person))[before:]

    def rows(self, person: str) -> list[Json]:
        """Return somebody's deliveries as ``jinbu deliveries`` shows them."""
        with self.app.storage.work() as work:
            return list(as_rows(work.outbox.find(person_id=person)))

    def t(self, platform: str = "") -> Translator:
        """Return the words of the platform's language."""
        return translator(LOCALES[platform or self.platforms[0]])

    def wall(self, message: Json, zone: str) -> datetime:
        """Return what the reader's clock showed when a message came."""
        return wall(datetime.fromisoformat(message["at"]).astimezone(UTC), timezone=zone)


async def eventually(true: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again until the answer is true; a test that waits in vain fails here."""
    async with asyncio.timeout(PATIENCE):
        while not await true():
            await SystemClock().sleep(0.02)


def account(platform: str, person: str) -> str:
    """Return a person's account."""
    return f"U0{person}" if platform == "slack" else f"dt{person}"


def employee(platform: str, person: str, platforms: Sequence[str]) -> str:
    """Return a person's employee id: with two companies each has its own."""
    return person if len(platforms) == 1 else f"{platform}-{person}"


def people(platforms: Sequence[str]) -> list[Json]:
    """Return the people file: a manager, six workers of one line, and the line."""
    rows: list[Json] = []
    for platform in platforms:
        own, others = ZONES[platform]

        def entry(person: str, *, zone: str, platform: str = platform, **more: str) -> Json:
            whole = {
                "employee_id": employee(platform, person, platforms),
                "name": f"Person {person}",
                "role": "operator",
                "department": f"Works {platform}",
                "manager_id": employee(platform, MANAGER, platforms),
                "kind": "person",
                "unit": employee(platform, "L1", platforms),
                "timezone": zone,
                "locale": LOCALES[platform],
                "location": "office",
                "slack_id": account(platform, person) if platform == "slack" else "",
                "dingtalk_id": account(platform, person) if platform == "dingtalk" else "",
            }
            return whole | more

        rows.append(entry(MANAGER, zone=own, role="manager", manager_id="", unit=""))
        unit = {"kind": "unit", "role": "line", "name": "Line 1", "unit": "", "slack_id": "", "dingtalk_id": ""}
        rows.append(entry("L1", zone=own) | unit)
        rows += [entry(worker, zone=others) for worker in WORKERS]
    return rows


def seed(platforms: Sequence[str]) -> Json:
    """Return the sandbox's seed: everybody, and a stranger."""
    companies = [
        {
            "key": platform,
            "name": platform,
            "platform": platform,
            "locale": LOCALES[platform],
            "people": [
                {"id": account(platform, person), "name": f"Person {person}", "locale": LOCALES[platform]}
                for person in (MANAGER, *WORKERS, *STAFF, "X9")
            ],
        }
        | (places() if platform == "slack" else {})
        for platform in platforms
    ]
    return {"companies": companies, "templates": [{"id": TEMPLATE_ID}]}


def places() -> Json:
    """Return the conversations beside those with the bot, as a seed has them."""

    def members(ids: Sequence[str]) -> list[str]:
        return [account("slack", key) for key in ids]

    return {
        "groups": [{"id": key, "name": key.lower(), "members": members(ids)} for key, ids in ROOMS.items()],
        "without_bot": [{"id": key, "members": members(ids)} for key, ids in APART.items()],
    }


def reading(person: str, metric: str, value: float | str, **more: object) -> Json:
    """Return a row of October."""
    return {"employee_id": person, "metric": metric, "value": value, **OCTOBER, **more}


def target(person: str, metric: str, value: float | str) -> Json:
    """Return an agreed target for October."""
    return {"employee_id": person, "metric": metric, "target": value, **OCTOBER}


def write(path: Path, rows: Sequence[Json]) -> Path:
    """Write rows as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@asynccontextmanager
async def town(
    folder: Path, *platforms: str, start: datetime, told: bool = True, **changes: Any
) -> AsyncIterator[Town]:
    """Open a town with metrics and people, connected; ``changes`` replace settings.

    Everybody has had the notice before, unless ``told`` says otherwise.
    """
    clock = SimulatedClock(start)
    sandbox = serve_in_thread(clock.now, seed=seed(platforms))
    settings = settings_of(sandbox.url, folder, platforms, **changes)
    storage = open_database(settings)
    storage.shared.leases = LeaseClock(clock.now)
    load(storage, "metrics", [ROOT / "bot/figures/domain/pack.csv"], now=start, by="test")
    load(storage, "people", [write(folder / "people.csv", people(platforms))], now=start, by="test")
    if told:
        settle_notices(storage, at=start)
    app = build(settings, storage=storage, clock=clock)
    try:
        async with aiohttp.ClientSession() as http, app.online(), app.serving(0) as port:
            yield Town(app, clock, sandbox.url, http, platforms, port)
    finally:
        await app.close()
        await asyncio.to_thread(sandbox.stop)


def hire_staff(here: Town) -> None:
    """Hire two of HR and an admin beside the manager's people, all with roles and the notice."""
    platform = here.platforms[0]
    roles = {"H1": Role.HR, "H2": Role.HR, "A1": Role.ADMIN}
    common = {"timezone": ZONES[platform][0], "locale": LOCALES[platform], "role": "staff", "department": "Office"}
    entries = [
        {"id": person, "name": f"Person {person}", **common, "accounts": {platform: account(platform, person)}}
        for person in STAFF
    ]
    now = here.clock.now()
    with here.app.storage.work() as work:
        work.people.put(entries)
        work.notices.settle(STAFF, VERSION, at=now)
        for person, role in roles.items():
            work.permissions.give(person, role, by="test", at=now)


def settle_notices(storage: Storage, *, at: datetime) -> None:
    """Say that everybody has had the notice."""
    with storage.work() as work:
        work.notices.settle([person.id for person in work.people.all()], VERSION, at=at)


def settings_of(url: str, folder: Path, platforms: Sequence[str], **changes: Any) -> Settings:
    """Return settings with only these platforms on."""
    own = {"webhook_secret": SecretStr(SECRET), "locale": LOCALES[platforms[0]]}
    settings = settings_for(url, folder).model_copy(update=own)
    if "slack" not in platforms:
        changes["slack"] = settings.slack.model_copy(update={"bot_token": SecretStr("")})
    if "dingtalk" not in platforms:
        changes["dingtalk"] = settings.dingtalk.model_copy(update={"client_id": ""})
    given = {
        name: getattr(settings, name).model_copy(update=value) if isinstance(value, dict) else value
        for name, value in changes.items()
    }
    return settings.model_copy(update=given)


def environment(settings: Settings) -> dict[str, str]:
    """Return settings as the environment that ``jinbu`` reads."""
    return {
        "JINBU_DATABASE_URL": settings.database_url,
        "SLACK_BOT_TOKEN": settings.slack.bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": settings.slack.app_token.get_secret_value(),
        "SLACK_API_URL": settings.slack.api_url,
        "DINGTALK_CLIENT_ID": settings.dingtalk.client_id,
        "DINGTALK_CLIENT_SECRET": settings.dingtalk.client_secret.get_secret_value(),
        "DINGTALK_CARD_TEMPLATE_ID": settings.dingtalk.card_template_id,
        "DINGTALK_OPENAPI_ENDPOINT": settings.dingtalk.openapi_endpoint,
        "DINGTALK_OAPI_ENDPOINT": settings.dingtalk.oapi_endpoint,
    }
