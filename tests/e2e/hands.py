"""What a person does in a town on either platform: write, press, fill in a form, send a file, and read what comes."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.demo.hands import buttons, is_open_form, route_of, variables
from tests.e2e.town import account, eventually

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.e2e.town import Town

Json = dict[str, Any]


@dataclass
class Hands:
    """One person on the town's first platform; ``read`` is how many messages they have read."""

    here: Town
    person: str
    read: int = 0

    @property
    def platform(self) -> str:
        """Where they are."""
        return self.here.platforms[0]

    @property
    def user(self) -> str:
        """Their account there."""
        return account(self.platform, self.person)

    # What they do

    async def write(self, text: str, *, where: str = "") -> Json:
        """Write to the bot in words, or on Slack by its command: in their talk with the bot, or where it says."""
        if self.platform == "slack":
            return await self._ask("command", command="/perf", text=text, **({"channel": where} if where else {}))
        return await self._ask("say", platform=self.platform, text=text)

    async def press(self, message: Json, route: str) -> Json:
        """Press the button of a message, a Home or a modal that asks for a route."""
        found = next((entry for entry in pressable(message) if route_of(entry) == route), None)
        assert found, (route, offers(message))
        return await self._ask("click", platform=self.platform, message=message["id"], action=found["id"])

    async def choose(self, message: Json, label: str) -> Json:
        """Answer a message that has no buttons with the number of what would be one."""
        found = re.search(rf"(\d)：{re.escape(label)}", text(message))
        assert found, (label, text(message))
        return await self.write(found[1])

    async def fill(self, form: Json, **values: str | list[str]) -> Json:
        """Send a form in, with what is typed into it and chosen in it."""
        where = "view" if self.platform == "slack" else "message"
        return await self._ask("submit", platform=self.platform, values=values, **{where: form["id"]})

    async def send(self, name: str, content: bytes) -> Json:
        """Send the bot a file."""
        text = base64.b64encode(content).decode()
        return await self._ask("upload", platform=self.platform, name=name, content=text)

    async def _ask(self, control: str, **body: object) -> Json:
        if control == "command":
            return await self.here.control("/sandbox/command", {"user": self.user, **body})
        return await self.here.control(f"/sandbox/{control}", {"user": self.user, **body})

    # What they see

    async def got(self, *holding: str, offering: str = "") -> Json:
        """Wait for a new message that holds these words and offers a route; what came before it is read then."""

        async def there() -> Json | None:
            await self.here.settle()
            messages = await self.here.messages(self.person)
            for at, message in enumerate(messages[self.read :], start=self.read + 1):
                if _fits(message, holding, offering):
                    self.read = at
                    return message
            return None

        return await self._until(there)

    async def changed(self, message: Json, *holding: str, offering: str = "") -> Json:
        """Wait until a message reads otherwise, with these words, and offers a route."""

        async def there() -> Json | None:
            await self.here.settle()
            (found,) = [entry for entry in await self.here.messages(self.person) if entry["id"] == message["id"]]
            return found if text(found) != text(message) and _fits(found, holding, offering) else None

        return await self._until(there)

    async def catch_up(self) -> list[Json]:
        """Read everything that has come; return what is new."""
        await self.here.settle()
        messages = await self.here.messages(self.person)
        fresh, self.read = messages[self.read :], len(messages)
        return fresh

    async def _until(self, there: Callable[[], Awaitable[Json | None]]) -> Json:
        found: list[Json] = []

        async def looked() -> bool:
            found[:] = [entry] if (entry := await there()) else []
            return bool(found)

        await eventually(looked)
        return found[0]

    async def form(self, *holding: str) -> Json:
        """Wait for the form that stands before them and holds these words."""

        async def there() -> Json | None:
            return next((form for form in (await self.forms())[-1:] if _fits(form, holding, "")), None)

        return await self._until(there)

    async def forms(self) -> list[Json]:
        """Return the forms that stand before them and can be sent in."""
        if self.platform == "slack":
            views = await self.here.look(f"/sandbox/views?user={self.user}")
            return [modal for modal in views["modals"] if "submit" in modal]
        messages = await self.here.messages(self.person)
        return [message for message in messages if is_open_form(message)]

    async def home(self, *holding: str) -> Json:
        """Open Home on Slack, or ask for it where there is no such page, and wait until it says these words."""
        if self.platform == "dingtalk":
            await self.write("首页")
            return await self.got(*holding)
        await self._ask("home")

        async def there() -> Json | None:
            home: Json | None = (await self.here.look(f"/sandbox/views?user={self.user}"))["home"]
            return home if home and _fits(home, holding, "") else None

        return await self._until(there)


def _fits(shown: Json, holding: tuple[str, ...], offering: str) -> bool:
    said = text(shown)
    return all(part in said for part in holding) and (not offering or offering in offers(shown))


def offers(shown: Json) -> list[str]:
    """Return the routes that the buttons of a message or a view ask for."""
    return [route_of(entry) for entry in pressable(shown)]


def pressable(shown: Json) -> list[Json]:
    """Return the buttons of a message or a view."""
    view = {"platform": "slack", "payload": shown} if "blocks" in shown else shown
    return buttons(view)


def text(shown: Json) -> str:
    """Return the words of a message, a form or Home as somebody reads them, without its buttons."""
    payload = shown.get("payload", shown)
    if "cardData" in payload:
        values = variables(shown)
        fields = json.loads(values.get("form") or '{"fields": []}')["fields"]
        asked = [str(field.get(name) or "") for field in fields for name in ("label", "placeholder", "defaultValue")]
        lines = [values["title"], values["body"], values["note"], *asked]
    elif "blocks" in payload:
        lines = _leaves([payload.get("title"), [block for block in payload["blocks"] if block["type"] != "actions"]])
    else:
        lines = _leaves(json.loads(payload["msgParam"]) if "msgParam" in payload else payload)
    return "\n".join(line for line in lines if line).replace("<br>", "\n").replace("**", "").replace("*", "")


_NO_WORDS = frozenset({"type", "action_id", "block_id", "value", "style", "id", "msgtype"})


def _leaves(node: object, key: str = "") -> list[str]:
    if isinstance(node, dict):
        return [leaf for name, part in node.items() for leaf in _leaves(part, name)]
    if isinstance(node, list):
        return [leaf for part in node for leaf in _leaves(part, key)]
    return [node] if isinstance(node, str) and key not in _NO_WORDS else []
