"""Both platforms on the wire: a sandbox, an adapter connected to it, and a person's hands in the chat."""

from __future__ import annotations

import asyncio
import base64
import json
import zlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from struct import pack
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import quote

import aiohttp
from sqlalchemy import StaticPool, create_engine

from bot.demo import hands
from bot.kit.identity import Identity
from bot.messages.i18n import translator
from bot.platforms.dingtalk.app import DingTalkApp
from bot.platforms.dingtalk.connect import DingTalkPlatform
from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.connect import SlackPlatform
from bot.runtime.clockwork import SystemClock
from bot.sandbox.server import Sandbox
from storage.inbox import CHOICE, SqlChoices

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from bot.delivery.ports.inbox import Offers, Reserved, Told
    from bot.kit.clock import Clock
    from bot.messages.card import Drawing
    from bot.messages.inbound import Inbound, Reply
    from bot.platforms.check import PlatformProblem

Json = dict[str, Any]
T = TypeVar("T")
Name = Literal["slack", "dingtalk"]

TEMPLATE = "7d2a0e4b-jinbu.schema"
ANA = {"slack": "U0ANA", "dingtalk": "0421"}
BEN = {"slack": "U0BEN", "dingtalk": "0422"}
GROUP = {"slack": "C0TEAM", "dingtalk": "cidTEAM=="}
PAIR = "D0PAIR"
"""On Slack: the talk of Ana and Ben, in which the bot is not."""
PATIENCE = 8.0
buttons = hands.buttons


def seed() -> Json:
    """Make the two companies that tests live in."""

    def company(platform: Name, locale: str) -> Json:
        people = [
            {"id": ANA[platform], "name": "Ana", "locale": locale, "manager": BEN[platform]},
            {"id": BEN[platform], "name": "Ben", "locale": locale},
            {"id": {"slack": "U0GONE", "dingtalk": "0999"}[platform], "name": "Gone", "deleted": True},
        ]
        group = {"id": GROUP[platform], "name": "team", "members": [ANA[platform], BEN[platform]]}
        return {
            "key": platform,
            "name": platform,
            "platform": platform,
            "locale": locale,
            "people": people,
            "groups": [group],
            "without_bot": [{"id": PAIR, "members": [ANA[platform], BEN[platform]]}] if platform == "slack" else [],
        }

    return {
        "companies": [company("slack", "en"), company("dingtalk", "zh-CN")],
        "templates": [{"id": TEMPLATE}],
    }


def tiny_png(chart: Drawing) -> bytes:
    """Draw one dot of a grey that depends on the chart: a real picture without a drawing library."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    grey = hash(chart) % 256
    header = chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes([0, grey]))) + chunk(b"IEND", b"")


class KeptNumbers:
    """What was offered by number, in the bot's own table on a database of its own.

    ``asking`` plays a question of a form that waits for its answer.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._engine = create_engine("sqlite://", poolclass=StaticPool)
        CHOICE.create(self._engine)
        self.asking = False

    async def reserve(self, user: str, message: str, actions: Sequence[str], *, said: Sequence[str]) -> Reserved:
        with self._engine.begin() as connection:
            choices = SqlChoices(connection)
            return choices.reserve("dingtalk", user, message, actions, said=said, at=self._clock.now())

    async def shown(self, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        with self._engine.begin() as connection:
            SqlChoices(connection).shown("dingtalk", user, message, ref=ref, latest=latest)

    async def withdraw(self, user: str, message: str) -> None:
        with self._engine.begin() as connection:
            SqlChoices(connection).withdraw("dingtalk", user, message)

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        with self._engine.begin() as connection:
            found = SqlChoices(connection).recall("dingtalk", identity.user, quoted=quoted)
        return found._replace(asking=self.asking)

    async def told(self, user: str, message: str) -> Told:
        with self._engine.begin() as connection:
            return SqlChoices(connection).told("dingtalk", user, message)


@dataclass
class Wire:
    """One platform's adapter against the sandbox."""

    name: Name
    sandbox: Sandbox
    platform: SlackPlatform | DingTalkPlatform
    http: aiohttp.ClientSession
    arrivals: list[Inbound] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)
    calls_spent: int = 0
    inbox_fails: int = 0
    handle: Callable[[Inbound], Awaitable[Reply]] | None = None
    task: asyncio.Task[None] | None = None

    @property
    def ana(self) -> Identity:
        return Identity(self.name, "", ANA[self.name])

    async def receive(self, inbound: Inbound) -> Reply:
        """Be the router."""
        self.arrivals.append(inbound)
        return await self.handle(inbound) if self.handle else None

    async def persist(self, inbound: Inbound) -> bool:
        """Be the inbox; fails as often as ``inbox_fails`` says."""
        if self.inbox_fails:
            self.inbox_fails -= 1
            raise RuntimeError("the database is away")
        new = inbound.sender.delivery_id not in self.kept
        self.kept.add(inbound.sender.delivery_id)
        return new

    async def start(self) -> None:
        """Connect."""
        self.task = asyncio.create_task(self.platform.run(self.receive, persist=self.persist))
        await self.until(self.is_connected)

    async def is_connected(self) -> bool:
        if self.task and self.task.done():
            self.task.result()
        state = await self.get("/sandbox/state")
        return bool(state["connections"][self.name]["connected"]) and bool(self.platform.state()["connected"])

    async def control(self, path: str, body: object, *, method: str = "POST") -> Json:
        """Call the sandbox's controls."""
        async with self.http.request(method, self.sandbox.url + path, json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def get(self, path: str) -> Any:  # noqa: ANN401 - each control answers its own
        async with self.http.get(self.sandbox.url + path) as response:
            return await response.json()

    async def fault(self, **faults: object) -> None:
        await self.control("/sandbox/faults", {self.name: faults}, method="PUT")

    async def say(self, text: str, *, group: bool = False, quote: Json | None = None) -> Json:
        """Write to the bot, in answer to a message that is quoted, if any."""
        body = {"platform": self.name, "user": ANA[self.name], "text": text} | ({"quote": quote["id"]} if quote else {})
        return await self.control("/sandbox/say", body | ({"group": GROUP[self.name]} if group else {}))

    async def ask(self, words: str, *, where: str = "") -> Json:
        """Type a command the way one does here; on Slack also ``where`` the bot may not be."""
        if self.name == "dingtalk":
            return await self.say(f"/perf {words}")
        typed = {"user": ANA["slack"], "command": "/perf", "text": words}
        return await self.control("/sandbox/command", typed | ({"channel": where} if where else {}))

    async def click(self, message: Json, number: int = 0) -> Json:
        """Press a button of a message."""
        return await self.control(
            "/sandbox/click",
            {
                "platform": self.name,
                "user": message["user"],
                "message": message["id"],
                "action": buttons(message)[number]["id"],
            },
        )

    async def form(self, *, holding: str = "") -> Json:
        """Wait for the form that stands before Ana now, one that says ``holding``: its ``id``, and ``shown``."""

        async def standing() -> Json | None:
            if self.name == "slack":
                found = (await self.get(f"/sandbox/views?user={ANA['slack']}"))["modals"]
            else:
                cards = [
                    message
                    for message in await self.messages()
                    if '"fields"' in hands.variables(message).get("form", "")
                ]
                found = [{"id": card["id"], **hands.variables(card)} for card in cards]
            fits = [value for value in found[-1:] if holding in json.dumps(value, ensure_ascii=False)]
            return {"id": fits[0]["id"], "shown": fits[0]} if fits else None

        return await self.until(standing) or {}

    async def fill(self, form: Json, **values: str | list[str]) -> Json:
        """Send a form in, with what is typed into it and chosen in it."""
        place = {"view" if self.name == "slack" else "message": form["id"]}
        return await self.control(
            "/sandbox/submit", {"platform": self.name, "user": ANA[self.name], **place, "values": values}
        )

    async def upload(self, name: str, content: bytes, text: str = "") -> Json:
        """Send a file to the bot."""
        body = {"platform": self.name, "user": ANA[self.name], "name": name, "text": text}
        return await self.control("/sandbox/upload", body | {"content": base64.b64encode(content).decode()})

    async def messages(self, user: str = "") -> list[Json]:
        """Return what the bot has said to somebody, oldest first."""
        path = f"/sandbox/messages?platform={self.name}&user={user or ANA[self.name]}&peek=1"
        return [entry for entry in await self.get(path) if entry["from"] == "bot"]

    async def picture(self, message: Json) -> bytes:
        """Return the picture that a message shows, as its platform hands it out; the test fails where it shows none."""
        if self.name == "slack":
            (block,) = [block for block in message["payload"]["blocks"] if block["type"] == "image"]
            path = f"/slack/files/{block['slack_file']['id']}"
        else:
            path = f"/dingtalk/media/{quote(hands.variables(message)['picture'], safe='')}"
        async with self.http.get(self.sandbox.url + path) as response:
            assert response.status == 200, path
            return await response.read()

    async def group_messages(self) -> list[Json]:
        path = f"/sandbox/messages?platform={self.name}&user={ANA[self.name]}&peek=1"
        return [entry for entry in await self.get(path) if entry.get("group")]

    async def until(self, true: Callable[[], Awaitable[T]]) -> T:
        """Ask again and again until the answer is true; a test that waits in vain fails here."""
        turn = asyncio.Event()
        async with asyncio.timeout(PATIENCE):
            while not (answer := await true()):
                asyncio.get_running_loop().call_later(0.02, turn.set)
                await turn.wait()
                turn.clear()
        return answer

    async def heard(self, count: int = 1) -> list[Inbound]:
        """Wait until so many arrivals were handled."""

        async def enough() -> bool:
            return len(self.arrivals) >= count

        await self.until(enough)
        return self.arrivals

    async def got(self, count: int = 1, *, user: str = "") -> list[Json]:
        """Wait until somebody has so many messages."""

        async def enough() -> list[Json] | None:
            messages = await self.messages(user)
            return messages if len(messages) >= count else None

        return await self.until(enough) or []


def said(point: PlatformProblem, locale: str = "en") -> str:
    """Return what a point of a check says in a language."""
    return point.said(translator(locale))


def words(message: Json) -> str:
    """Return everything that stands in a message, as sent."""
    return json.dumps(message["payload"], ensure_ascii=False)


@asynccontextmanager
async def wire(
    name: Name,
    *,
    cards: bool = True,
    connect: bool = True,
    clock: Clock | None = None,
    credentials: Json | None = None,
    longest: float = 30.0,
    numbers: KeptNumbers | None = None,
    **own: Any,
) -> AsyncIterator[Wire]:
    """Open a sandbox and connect one platform's adapter to it.

    ``credentials`` is what the platform accepts instead of its defaults; ``own`` replaces fields of the app's own;
    ``longest`` is what one send may take, in seconds; ``numbers`` are those of another process with the same database.
    """
    clock = clock or SystemClock()
    sandbox = Sandbox(clock.now)
    await sandbox.start()
    sandbox.seed(seed() | {"credentials": {name: credentials or {}}})

    async def spent(count: int) -> None:
        link.calls_spent += count

    async def keep_form(card: str, user: str, form: str) -> None:
        link.forms[card] = (user, form)

    async def kept_form(card: str) -> tuple[str, str] | None:
        return link.forms.get(card)

    kept_numbers = numbers or KeptNumbers(clock)
    platform: SlackPlatform | DingTalkPlatform
    if name == "slack":
        app = SlackApp("xoxb-sandbox", "xapp-sandbox", "sandbox-signing-secret", f"{sandbox.url}/slack/api/")
        platform = SlackPlatform(replace(app, **own), locale="en", clock=clock, draw=tiny_png, longest=longest)
    else:
        robot = DingTalkApp(
            "dingsandbox",
            "sandbox-secret",
            "",
            TEMPLATE if cards else "",
            f"{sandbox.url}/dingtalk/api",
            f"{sandbox.url}/dingtalk/oapi",
        )
        platform = DingTalkPlatform(
            replace(robot, **own),
            locale="zh-CN",
            command="/perf",
            clock=clock,
            draw=tiny_png,
            spent=spent,
            numbers=kept_numbers,
            keep_form=keep_form,
            kept_form=kept_form,
            longest=longest,
        )
    async with aiohttp.ClientSession() as http:
        link = Wire(name, sandbox, platform, http)
        try:
            if connect:
                await link.start()
            yield link
        finally:
            await platform.close()
            if link.task:
                await asyncio.wait_for(link.task, PATIENCE)
            await sandbox.stop()


async def refusals(link: Wire) -> list[str]:
    """Return what the platform's servers refused for being too fast."""
    log = await link.get("/sandbox/log?limit=10000")
    return [
        entry["status"]
        for entry in log
        if "429" in entry["status"] or "ratelimited" in entry["status"] or "Qps" in entry["status"]
    ]


def since() -> datetime:
    """Return the present instant, for look-ups."""
    return SystemClock().now()
