"""A person's hands in the sandbox's chats: what they write, press and fill in, on either platform."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.messages.draft import THEN
from bot.runtime.clockwork import SystemClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import aiohttp

Json = dict[str, Any]

PATIENCE = 30.0
"""How many seconds a person waits for an answer; a busy machine is slow, not wrong."""
_LOOK_AGAIN = 0.01
_ROUTE = re.compile(r"^(?:\d+:)?([a-z_.]+)")
_TRIES = 3
"""How often a person tries again what the bot was too late for."""
_MOST_PAGES = 12


@dataclass(frozen=True, slots=True)
class Hands:
    """Somebody's account in the sandbox at ``url``; ``settle`` lets the bot send what is due by now."""

    http: aiohttp.ClientSession
    url: str
    platform: str
    user: str
    settle: Callable[[], Awaitable[None]]

    async def write(self, words: str) -> None:
        """Write to the bot, on Slack by its command, and wait for what comes of it.

        Raises:
            TimeoutError: when nothing comes of it.
        """
        if self.platform == "slack":
            await self._do("command", command="/perf", text=words)
        else:
            await self._do("say", platform=self.platform, text=words)

    async def press(self, route: str, *, saying: str = "", holding: str = "") -> None:
        """Press the button that asks for a route, in the newest message that has one and holds some words.

        Where several do, ``saying`` is what is written on the one that is meant.

        Raises:
            TimeoutError: when there is no such message, or nothing comes of it.
        """
        message, button = await self._until(lambda: self.offered(route, saying=saying, holding=holding))
        await self.use(message, button)

    async def use(self, message: Json, button: Json) -> None:
        """Press a button of a message, and wait for what comes of it.

        Raises:
            TimeoutError: when nothing comes of it.
        """
        await self._do("click", platform=self.platform, message=message["id"], action=button["id"])

    async def offered(self, route: str, *, saying: str = "", holding: str = "") -> tuple[Json, Json] | None:
        """Return the newest message that offers a route and holds some words, with the button; None for none."""
        for message in reversed(await self.messages()):
            if holding in json.dumps(message["payload"], ensure_ascii=False):
                for button in buttons(message):
                    if route_of(button) == route and saying in button["text"]:
                        return message, button
        return None

    async def fill(self, *ticked: str, asked: str = "", **values: str) -> None:
        """Fill in the form that stands there and send it, page by page and form after form until all is said.

        What is not given keeps what stands in it. Of rows to tick those are, whose text holds one of ``ticked``. With
        ``asked`` the form is to come back with that question about an answer, and then stands there for another go.

        Raises:
            TimeoutError: when there is no form, or it comes back, or does not with what was to be asked.
        """
        left = dict(values)
        for _ in range(_MOST_PAGES):
            form = await self._until(self._form)
            names = _asked(form)
            said: dict[str, str | list[str]] = {name: left.pop(name) for name in names if name in left}
            for name, options in names.items():
                if chosen := [value for value, text in options if any(word in text for word in ticked)]:
                    said.setdefault(name, chosen)
            where = "view" if self.platform == "slack" else "message"
            await self._do("submit", platform=self.platform, values=said, **{where: form["id"]})
            after = await self._until(partial(self._after, form, goes=not left and not _paged(form)))
            if asked and asked in json.dumps(after.get("form"), ensure_ascii=False):
                return
            if not left and not after["same"]:
                break
        else:
            raise TimeoutError("the form comes back")
        if asked:
            raise TimeoutError(f"nobody was asked “{asked}”")

    async def _after(self, form: Json, *, goes: bool) -> Json | None:
        """Return what stands there once a form was sent in: another one, none, or the same with its next page.

        None while it stands as it was; with ``goes`` until it is gone.
        """
        standing = await self._form()
        same = standing is not None and standing["id"] == form["id"]
        return None if standing == form or (same and goes) else {"form": standing, "same": same}

    async def _form(self) -> Json | None:
        """Return the form that stands there and can be sent in."""
        if self.platform == "slack":
            views = await self._look(f"/sandbox/views?user={self.user}")
            return next((modal for modal in views["modals"][-1:] if "submit" in modal), None)
        return next((message for message in reversed(await self.messages()) if is_open_form(message)), None)

    async def _do(self, control: str, **body: object) -> None:
        before = await self._sees()
        for left in reversed(range(_TRIES)):
            async with self.http.post(f"{self.url}/sandbox/{control}", json={"user": self.user, **body}) as answer:
                said = await answer.json()
            if answer.ok and said["ok"] and said.get("acked", True) and not said.get("errors"):
                break
            if not left:
                raise TimeoutError(f"{control} on {self.platform}: {said.get('error') or said.get('errors')}")

        async def changed() -> bool:
            return await self._sees() != before

        await self._until(changed)

    async def _sees(self) -> list[Any]:
        views = await self._look(f"/sandbox/views?user={self.user}") if self.platform == "slack" else None
        return [await self.messages(), views]

    async def messages(self) -> list[Json]:
        """Return what the bot has said to them, oldest first, without reading it."""
        path = f"/sandbox/messages?platform={self.platform}&user={self.user}&peek=1"
        return [entry for entry in await self._look(path) if entry["from"] == "bot"]

    async def _look(self, path: str) -> Any:  # noqa: ANN401 - each control answers its own
        async with self.http.get(self.url + path) as answer:
            return await answer.json()

    async def _until(self, there: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever is waited for
        async with asyncio.timeout(PATIENCE):
            while not (found := await there()):
                await self.settle()
                await SystemClock().sleep(_LOOK_AGAIN)
        return found


def buttons(message: Json) -> list[Json]:
    """Return the buttons of a message that can still be pressed: ``id`` and ``text``."""
    if message["platform"] == "slack":
        blocks = message["payload"].get("blocks") or []
        found = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
        return [{"id": entry["action_id"], "text": entry["text"]["text"]} for entry in found]
    values = variables(message)
    return [] if values.get("done") == "true" else json.loads(values.get("buttons") or "[]")


def route_of(button: Json) -> str:
    """Return the route that a button asks for."""
    found = _ROUTE.match(button["id"])
    return found[1] if found else ""


def variables(message: Json) -> Json:
    """Return the variables of a DingTalk card."""
    found: Json = message.get("payload", {}).get("cardData", {}).get("cardParamMap", {})
    return found


def _paged(form: Json) -> bool:
    """Say whether a form is kept on the way and has a way to go on."""
    if "blocks" in form:
        return "draft" in json.loads(form.get("private_metadata") or "{}")
    return any(name.startswith(THEN) for name in _asked(form))


def _asked(form: Json) -> dict[str, list[tuple[str, str]]]:
    """Return the fields of a form that stands there, each with the values and texts of the rows that it lets tick."""
    if "blocks" in form:
        inputs = [block for block in form["blocks"] if block["type"] == "input"]
        return {block["block_id"]: _rows(block["element"]) for block in inputs}
    return {
        field["name"]: [(option["value"], option["text"]) for option in field["options"]]
        if field["type"] == "MULTI_SELECT"
        else []
        for field in json.loads(variables(form)["form"])["fields"]
    }


def _rows(element: Json) -> list[tuple[str, str]]:
    if element["type"] not in {"checkboxes", "multi_static_select"}:
        return []
    return [(option["value"], option["text"]["text"]) for option in element.get("options") or []]


def is_open_form(message: Json) -> bool:
    """Say whether a DingTalk card is a form that can be sent in."""
    values = variables(message)
    asks = '"name"' in values.get("form", "") and bool(values.get("form_action"))
    return asks and values.get("form_status") != "disabled"
