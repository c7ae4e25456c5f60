"""The stage that the demo plays on: a clock of its own, a seeded sandbox, and what is to be seen at the end."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.demo.story import COMPANIES, SECRET
from bot.messages.inbound import Notice
from bot.messages.text import plain
from bot.people.domain.person import Kind
from bot.runtime.clockwork import SimulatedClock
from bot.settings import load
from handlers.router import Router

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.messages.inbound import Inbound, Reply
    from bot.people.domain.person import Person
    from bot.settings import Settings
    from storage.storage import Storage

TEMPLATE_ID = "jinbu-general.schema"


class StageClock(SimulatedClock):
    """Simulated while the story is played; afterwards it goes on from there at the speed of real time."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._live_since: float | None = None

    def go_live(self) -> None:
        """From here on a second takes a second."""
        self._live_since = time.monotonic()

    def now(self) -> datetime:
        """Return the instant on stage, in UTC."""
        staged = super().now()
        return staged if self._live_since is None else staged + timedelta(seconds=time.monotonic() - self._live_since)

    async def sleep(self, seconds: float) -> None:
        """Move the stage on, or wait when it is live."""
        if self._live_since is None:
            await super().sleep(seconds)
        else:
            await asyncio.sleep(seconds)  # noqa: TID251 - a clock is the one place that waits


class StageRouter(Router):
    """Notes what could not be answered, and what somebody in the story was told that could not be done."""

    def __init__(self, *parts: Any, failed: list[str], company: str, **settings: Any) -> None:
        super().__init__(*parts, **settings)
        self._failed, self._company = failed, company

    async def receive(self, inbound: Inbound) -> Reply:
        """Answer an arrival, and note it when that fails or is a refusal."""
        try:
            reply = await super().receive(inbound)
        except Exception as fault:
            self._note(inbound, type(fault).__name__)
            raise
        if isinstance(reply, Notice) and reply.refused:
            self._note(inbound, plain(reply.text))
        return reply

    def _note(self, inbound: Inbound, what: str) -> None:
        sender = inbound.sender
        self._failed.append(f"{sender.at:%Y-%m-%d %H:%M} UTC, {self._company}: {sender.identity.user} read: {what}")


def settings_for(url: str, folder: Path, *, platform: str = "", admin: str = "") -> Settings:
    """Return settings that point both platforms, or only the one that is named, at a sandbox.

    The database is the demo's own, another one for each platform that is named; ``admin`` is the first admin's employee
    id. Nothing of the environment counts here: a demo never reaches a real workspace.
    """
    slack, dingtalk = (platform in {"", name} for name in ("slack", "dingtalk"))
    return load(
        _env_file=None,
        database_url=f"sqlite:///{folder / (platform or 'demo')}.db",
        locale="en",
        timezone="UTC",
        command="/perf",
        admins=admin,
        watch_dir="",
        http_port=0,
        webhook_secret=SECRET,
        lease_seconds=90,
        slack={
            "bot_token": "xoxb-sandbox" if slack else "",
            "app_token": "xapp-sandbox" if slack else "",
            "signing_secret": "",
            "api_url": f"{url}/slack/api/",
        },
        dingtalk={
            "client_id": "dingsandbox" if dingtalk else "",
            "client_secret": "sandbox-secret" if dingtalk else "",
            "robot_code": "",
            "card_template_id": TEMPLATE_ID,
            "openapi_endpoint": f"{url}/dingtalk/api",
            "oapi_endpoint": f"{url}/dingtalk/oapi",
        },
        openai={"api_key": "", "base_url": "", "model": ""},
    )


def cast_of(storages: Mapping[str, Storage]) -> dict[str, Any]:
    """Return the seed for the sandbox: everybody who has an account, as their platform knows them.

    ``storages`` holds each company's database by the company's key.
    """
    people: dict[str, list[Person]] = {}
    for key, storage in storages.items():
        with storage.work() as work:
            people[key] = work.people.all()
    accounts = {
        key: {person.id: person.identities[0].user for person in found if person.identities}
        for key, found in people.items()
    }
    template = json.loads((files("bot.platforms.dingtalk") / "cards" / "jinbu_card.json").read_text(encoding="utf-8"))
    return {
        "companies": [
            {
                "key": company.key,
                "name": company.name,
                "platform": company.platform,
                "locale": company.locale,
                "bot_name": "Jinbu" if company.locale == "en" else "进步",
                "people": [
                    _as_seen_by(company.platform, person, accounts[company.key])
                    for person in people[company.key]
                    if person.kind is Kind.PERSON and person.identity(company.platform)
                ],
            }
            for company in COMPANIES
        ],
        "templates": [{**template, "id": TEMPLATE_ID}],
    }


def _as_seen_by(platform: str, person: Person, accounts: dict[str, str]) -> dict[str, Any]:
    identity = person.identity(platform)
    return {
        "id": identity.user if identity else "",
        "name": person.name,
        "email": person.email,
        "title": person.role,
        "department": person.unit or person.department,
        "timezone": person.timezone,
        "locale": "zh-CN" if person.locale == "zh-CN" else "en-US",
        "manager": accounts.get(person.manager_id or ""),
        "employee_id": person.id,
    }


def call(url: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - whatever JSON it answers
    """Call the sandbox's control; with a body it is a POST."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data=content, headers={"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the sandbox's own address
        return json.load(answer)
