"""What a person does in a town on either platform: write, press, fill in a form, send a file, and read what comes."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.e2e.town import account, eventually
from tests.wire import buttons

if TYPE_CHECKING:
    from tests.e2e.town import Town

Json = dict[str, Any]
Values = dict[str, str | list[str]]

_ROUTE = re.compile(r"^(?:\d+:)?([a-z_.]+)")


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

    async def write(self, text: str) -> Json:
        """Write to the bot in words, or on Slack by its command."""
        if self.platform == "slack":
            return await self._ask("command", command="/perf", text=text)
        return await self._ask("say", platform=self.platform, text=text)

    async def say(self, text: str) -> Json:
        """Write something into the conversation itself, on Slack too."""
        return await self._ask("say", platform=self.platform, text=text)

    async def press(self, message: Json, route: str) -> Json:
        """Press the button of a message, a Home or a modal that asks for a route."""
        found = next((one for one in pressable(message) if route_of(one) == route), None)
        assert found, (route, [route_of(one) for one in pressable(message)])
        return await self._ask("click", platform=self.platform, message=message["id"], action=found["id"])

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

    async def got(self, *holding: str) -> Json:
        """Wait for a new message that holds these words; what came before it has been read then."""

        async def there() -> bool:
            await self.here.app.settle()
            return self._place(await self.here.messages(self.person), holding) is not None

        await eventually(there)
        messages = await self.here.messages(self.person)
        place = self._place(messages, holding)
        assert place is not None
        self.read = place + 1
        return messages[place]

    def _place(self, messages: list[Json], holding: tuple[str, ...]) -> int | None:
        fresh = range(self.read, len(messages))
        return next((at for at in fresh if all(one in text(messages[at]) for one in holding)), None)

    async def form(self, *holding: str) -> Json:
        """Wait for the form that stands before them and holds these words: its ``id`` and what it says."""
        found: list[Json] = []

        async def there() -> bool:
            shown = await self._forms()
            found[:] = [one for one in shown[-1:] if all(part in text(one) for part in holding)]
            return bool(found)

        await eventually(there)
        return found[0]

    async def _forms(self) -> list[Json]:
        if self.platform == "slack":
            views = await self.here.look(f"/sandbox/views?user={self.user}")
            return [one for one in views["modals"] if any(block["type"] == "input" for block in one["blocks"])]
        messages = await self.here.messages(self.person)
        return [one for one in messages if '"name"' in variables(one).get("form", "") and not _sent(one)]

    async def home(self, *holding: str) -> Json:
        """Open Home and wait until it says these words."""
        await self._ask("home")
        found: list[Json] = []

        async def there() -> bool:
            home = (await self.here.look(f"/sandbox/views?user={self.user}"))["home"]
            found[:] = [home] if home and all(one in text(home) for one in holding) else []
            return bool(found)

        await eventually(there)
        return found[0]


def variables(message: Json) -> Json:
    """Return the variables of a DingTalk card."""
    found: Json = message.get("payload", {}).get("cardData", {}).get("cardParamMap", {})
    return found


def _sent(message: Json) -> bool:
    return variables(message).get("form_status") == "disabled" or not variables(message).get("form_action")


def pressable(shown: Json) -> list[Json]:
    """Return the buttons of a message or a view."""
    view = {"platform": "slack", "payload": shown} if "blocks" in shown else shown
    return buttons(view)


def route_of(button: Json) -> str:
    """Return the route that a button asks for."""
    found = _ROUTE.match(button["id"])
    return found[1] if found else ""


def text(shown: Json) -> str:
    """Return the words of a message or a view as somebody reads them, a line each."""
    payload = shown.get("payload", shown)
    if "cardData" in payload:
        values = variables(shown)
        form = json.loads(values.get("form") or '{"fields": []}')["fields"]
        lines = [values.get(name, "") for name in ("title", "body", "note", "footer", "status", "answered")]
        lines += _leaves({name: value for name, value in values.items() if name not in _HIDDEN})
        lines += [f"<{one.get('label', '')}> {_standing(one)}" for one in form]
        return "\n".join(dict.fromkeys(line for line in lines if line))
    if "msgParam" in payload:
        return "\n".join(_leaves(json.loads(payload["msgParam"])))
    return "\n".join(_leaves(payload))


_HIDDEN = {"buttons", "form", "form_action", "form_status", "done"}
_WORDS = {"text", "title", "description", "label", "placeholder", "initial_value", "alt_text", "markdown", "fileName"}


def _standing(one: Json) -> str:
    return " ".join(str(one[key]) for key in ("placeholder", "defaultValue", "options") if one.get(key))


def _leaves(node: object, key: str = "text") -> list[str]:
    if isinstance(node, dict):
        return [leaf for name, part in node.items() for leaf in _leaves(part, name)]
    if isinstance(node, list):
        return [leaf for part in node for leaf in _leaves(part, key)]
    skip = {"type", "action_id", "block_id", "value", "style", "emoji", "id", "ts", "url", "channel"}
    return [node] if isinstance(node, str) and node and key not in skip else []
