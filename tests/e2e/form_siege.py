"""Somebody fills in a review on two platforms, while the bot is killed at each step and in the middle of steps."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.delivery.domain.notice import VERSION
from bot.demo.hands import buttons, is_open_form, route_of, variables
from bot.demo.stage import settings_for
from bot.kit.period import Period
from bot.people.domain.permission import Role
from bot.reviews.domain.cycle import Cycle
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.runtime.clockwork import ShiftedClock, SystemClock
from bot.sandbox.server import serve_in_thread
from storage import open_storage
from tests.chat import give
from tests.e2e.siege import PROCESSES, TUESDAY, Days, account, cast, live, until
from tests.reviewing import schedule, self_review

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    from bot.settings import Settings
    from storage.storage import Storage

Json = dict[str, Any]

WEI = {"slack": account("slack", 0), "dingtalk": account("dingtalk", 0)}
ASK = {"slack": "review", "dingtalk": "考核"}
TYPED = self_review("zh-CN")
PATIENCE = 30.0


@dataclass
class Desk:
    """Wei, who has an account on both platforms, and a bot that dies."""

    storage: Storage
    settings: Settings
    http: aiohttp.ClientSession
    url: str
    log: Path
    bot: ForkServerProcess | None = None
    lives: int = 0
    _clock: Days = field(default_factory=lambda: Days(TUESDAY))

    # The bot

    async def begin(self) -> None:
        """Let a bot live, and wait until it is connected to both platforms."""
        ahead = self._clock.now() - SystemClock().now()
        self.bot = PROCESSES.Process(target=live, args=(self.settings, ahead, str(self.log)), daemon=True)
        self.bot.start()
        self.lives += 1

        async def connected() -> bool:
            state = await self.look("/sandbox/state")
            return all(state["connections"][platform]["connected"] for platform in WEI)

        await until(connected, within=PATIENCE)

    async def kill(self) -> None:
        """End it as ``kill -9`` does."""
        if self.bot is not None:
            self.bot.kill()
            await asyncio.to_thread(self.bot.join)
            self.bot = None

    # What Wei does

    async def ask(self, platform: str) -> None:
        """Ask for the review, and wait until it can be written."""
        if platform == "slack":
            await self.do("/sandbox/command", {"user": WEI["slack"], "command": "/perf", "text": ASK["slack"]})
        else:
            await self.do("/sandbox/say", {"platform": platform, "user": WEI[platform], "text": ASK[platform]})
        await until(lambda: self._can(platform), within=PATIENCE)

    async def _can(self, platform: str) -> bool:
        return await self.offered(platform) is not None

    async def offered(self, platform: str) -> tuple[str, str] | None:
        """Return the newest message that offers to write, and its button."""
        for message in reversed(await self.messages(platform)):
            for button in buttons(message):
                if route_of(button) == "review.write":
                    return message["id"], button["id"]
        return None

    async def press(self, platform: str) -> Json:
        """Press the button, again where nothing comes of it, and return the form that stands there then."""
        found: list[Json] = []

        async def opened() -> bool:
            offered = await self.offered(platform)
            if offered and not (form := await self.form(platform)):
                asked = {"platform": platform, "user": WEI[platform], "message": offered[0], "action": offered[1]}
                await self.do("/sandbox/click", asked)
                await SystemClock().sleep(0.2)
            form = await self.form(platform)
            found[:] = [form] if form else []
            return bool(found)

        await until(opened, within=PATIENCE)
        return found[0]

    async def form(self, platform: str) -> Json | None:
        """Return the form that stands before Wei."""
        if platform == "slack":
            views = await self.look(f"/sandbox/views?user={WEI['slack']}")
            return next((modal for modal in views["modals"][-1:] if "submit" in modal), None)
        return next((message for message in reversed(await self.messages(platform)) if is_open_form(message)), None)

    async def closed(self, platform: str) -> bool:
        """Say whether nothing stands before Wei, not even a modal that says to wait."""
        if platform == "slack":
            return not (await self.look(f"/sandbox/views?user={WEI['slack']}"))["modals"]
        return await self.form(platform) is None

    async def send(self, platform: str, form: Json) -> Json:
        """Send a page in as it is typed; what the platform says of it."""
        where = "view" if platform == "slack" else "message"
        values = {name: TYPED[name] for name in asked(form) if name in TYPED}
        return await self.do(
            "/sandbox/submit", {"platform": platform, "user": WEI[platform], "values": values, where: form["id"]}
        )

    async def turn(self, platform: str) -> Json | None:
        """Send the page in, again where nothing comes of it; returns what stands there then."""
        before = await self.form(platform)
        assert before is not None

        async def turned() -> bool:
            now = await self.form(platform)
            if now is not None and asked(now) == asked(before):
                await self.send(platform, now)
                now = await self.form(platform)
            if now is None:
                return await self.closed(platform)
            return asked(now) != asked(before)

        await until(turned, within=PATIENCE)
        return await self.form(platform)

    async def reach(self, platform: str, question: str) -> None:
        """Turn pages until a question stands there."""

        async def there() -> bool:
            form = await self.form(platform)
            if form is not None and question not in asked(form):
                await self.send(platform, form)
            return question in asked(await self.form(platform) or {"blocks": []})

        await until(there, within=PATIENCE)

    # The sandbox

    async def do(self, path: str, body: Json) -> Json:
        """Use a control of the sandbox, also where nobody is there to answer."""
        async with self.http.post(self.url + path, json=body) as response:
            answer: Json = await response.json()
            return answer

    async def look(self, path: str) -> Any:  # noqa: ANN401 - each control answers its own
        """Look at what the sandbox knows."""
        async with self.http.get(self.url + path) as response:
            return await response.json()

    async def messages(self, platform: str) -> list[Json]:
        """Return what the bot has said to Wei."""
        path = f"/sandbox/messages?platform={platform}&user={WEI[platform]}&peek=1"
        return [entry for entry in await self.look(path) if entry["from"] == "bot"]


def asked(form: Json) -> tuple[str, ...]:
    """Return the names of what a form asks on its page, and of where it stands."""
    if "blocks" in form:
        return tuple(block["block_id"] for block in form["blocks"] if block["type"] == "input") or ("last",)
    return tuple(entry["name"].partition(":")[0] for entry in json.loads(variables(form)["form"])["fields"])


@asynccontextmanager
async def desk(database_url: str, folder: Path) -> AsyncIterator[Desk]:
    """Open it: a cycle runs, Wei is asked, and no bot lives yet."""
    clock = ShiftedClock(TUESDAY)
    sandbox = serve_in_thread(clock.now, seed=cast(2))
    storage = open_storage(database_url)
    settings = settings_for(sandbox.url, folder).model_copy(update={"database_url": database_url, "lease_seconds": 3})
    async with aiohttp.ClientSession() as http:
        here = Desk(storage, settings, http, sandbox.url, folder / "bot.log")
        try:
            _settle(storage)
            yield here
        finally:
            await here.kill()
            storage.close()
            await asyncio.to_thread(sandbox.stop)


def _settle(storage: Storage) -> None:
    days = {"opens": 0, "self_due": 9, "manager_due": 12, "meet_by": 20, "closes": 30}
    today = TUESDAY.date()
    with storage.work() as work:
        common = {"timezone": "UTC", "locale": "zh-CN", "department": "Crew 1"}
        work.people.put(
            [
                {"id": "ana", "name": "Ana", **common, "accounts": {"slack": account("slack", 1)}},
                {"id": "wei", "name": "Wei", **common, "manager_id": "ana", "accounts": WEI},
            ]
        )
        work.notices.settle(["ana", "wei"], VERSION, at=TUESDAY)
        give(work, "ana", Role.HR)
        form_template.seed(work, now=TUESDAY)
        author = work.people.get("ana")
        assert author
        draft = Cycle(
            no=0,
            name="2026下半年",
            period=Period(today - timedelta(days=180), today - timedelta(days=1)),
            template="self_review",
            template_version=1,
            schedule=schedule(**{name: today + timedelta(days=after) for name, after in days.items()}),
        )
        cycles.start(work, author, cycles.plan(work, author, draft, now=TUESDAY).no, now=TUESDAY)
