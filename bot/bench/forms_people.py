"""People who fill in a review in the sandbox: in a modal on Slack, in a card on DingTalk, or question by question."""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from bot.demo.hands import buttons, is_open_form, route_of, variables
from bot.runtime.clockwork import SystemClock
from bot.sandbox.dingtalk import person as dingtalk
from bot.sandbox.slack import person as slack
from bot.sandbox.slack import surfaces, views

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.sandbox.server import Sandbox
    from bot.sandbox.store import SandboxMessage

Json = dict[str, Any]

_ANSWERS: Final = {
    "strengths.1.project": "项目A{n}",
    "strengths.1.completion": "120%",
    "strengths.1.behaviour": "主导了核心模块开发，写了{n}个接口",
    "strengths.1.contribution": "帮助团队降低成本{n}元",
    "improvements.1.event": "项目B{n}：因未及时与测试团队沟通",
    "improvements.1.impact": "导致bug修复延迟2天，影响项目上线时间",
    "improvements.1.shortfall": "没有约定和测试团队同步的时间",
    "plan.1.goal": "3个月内将bug修复时间缩短50%，编号{n}",
    "plan.1.steps": "先学会测试工具，再用到项目B{n}",
    "plan.1.milestones": "第1个月完成工具学习，第2个月应用于项目，第3个月总结优化",
    "plan.1.support": "申请测试工具培训名额{n}",
}
"""What is typed into the default form, by question; ``n`` is another number for everybody."""
_LAST: Final = {"strengths.1.contribution", "improvements.1.shortfall", "plan.1.support"}
"""The questions after which a dialogue asks whether there is another item."""
_NO_MORE: Final = "2"
_PATIENCE: Final = 120.0
_TRIES: Final = 5
_BREATH: Final = 2.0
"""Seconds after which somebody tries again what was not taken."""


def typed(number: int) -> dict[str, str]:
    """Return what the person of a number types, by the path of the question."""
    return {path: words.format(n=number) for path, words in _ANSWERS.items()}


@dataclass
class Screens:
    """What is shown in a sandbox: whoever waits for a change of their own screen is woken by it."""

    place: Sandbox
    _changed: defaultdict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @classmethod
    @asynccontextmanager
    async def of(cls, place: Sandbox) -> AsyncIterator[Screens]:
        """Watch everybody's screen until the block ends."""
        screens = cls(place)
        told: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        place.world.store.readers.add(told)
        watching = asyncio.create_task(screens._watch(told))
        try:
            yield screens
        finally:
            place.world.store.readers.discard(told)
            watching.cancel()

    async def _watch(self, told: asyncio.Queue[tuple[str, Json]]) -> None:
        while True:
            _, content = await told.get()
            if user := content.get("user"):
                self._changed[user].set()

    async def until(self, user: str, there: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is waited for
        """Wait until something is on somebody's screen, and return it.

        Raises:
            TimeoutError: when it does not come.
        """
        async with asyncio.timeout(_PATIENCE):
            while not (found := there()):
                self._changed[user].clear()
                await self._changed[user].wait()
        return found


@dataclass
class Filling(ABC):
    """Somebody who fills in their review; ``seconds`` is how long they waited for each answer."""

    screens: Screens
    user: str
    number: int
    pause: Callable[[], Awaitable[None]]
    seconds: list[float] = field(default_factory=list)

    @abstractmethod
    async def open(self) -> None:
        """Ask for the review, and open its form."""

    @abstractmethod
    async def fill(self) -> None:
        """Type what is asked and send it, after a pause each time, until nothing more is asked."""

    async def _wait_for(self, there: Callable[[], Any], doing: Callable[[], Awaitable[Json]]) -> Any:  # noqa: ANN401 - as above
        """Do something, and return what comes of it; how long that took is noted, with every try that it took.

        Raises:
            RuntimeError: when the platform says again and again that the bot did not take it.
            TimeoutError: when nothing comes of it.
        """
        began = perf_counter()
        for left in reversed(range(_TRIES)):
            said = await doing()
            if (said["ok"] and not said.get("errors")) or there():
                break
            if not left:
                raise RuntimeError(f"{self.user} was not answered: {said}")
            await SystemClock().sleep(_BREATH)
        found = await self.screens.until(self.user, there)
        self.seconds.append(perf_counter() - began)
        return found

    def _messages(self, platform: str) -> list[SandboxMessage]:
        found = self.screens.place.world.store.conversations[platform, self.user]
        return [message for message in found if message.sender == "bot"]

    def _offered(self, platform: str) -> tuple[str, str] | None:
        """Return the newest message that offers to write, and its button."""
        for message in reversed(self._messages(platform)):
            for button in buttons(message.as_json()):
                if route_of(button) == "review.write":
                    return message.id, button["id"]
        return None

    def _thanked(self, platform: str) -> bool:
        return "120%" in json.dumps(self._messages(platform)[-1].payload)


class InModal(Filling):
    """On Slack, page by page."""

    async def open(self) -> None:
        """Ask for the review, and press its button."""
        place = self.screens.place.slack
        message, button = await self._wait_for(
            lambda: self._offered("slack"), lambda: slack.command(place, self.user, "/perf", "review")
        )
        await self.pause()
        while not self._form():  # one that comes too late for a modal comes as a fresh button
            send = partial(slack.click, place, self.user, message, button)
            await self._wait_for(self._opened_or_offered(message), send)
            message, button = self._offered("slack") or (message, button)

    async def fill(self) -> None:
        """Fill in page after page until none is left."""
        while form := self._form():
            await self.pause()
            asked = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
            values = {name: words for name, words in typed(self.number).items() if name in asked}
            send = partial(surfaces.submit, self.screens.place.slack, self.user, form["id"], values)
            await self._wait_for(self._another_than(form["hash"]), send)
        await self.screens.until(self.user, lambda: self._thanked("slack"))

    def _opened_or_offered(self, before: str) -> Callable[[], bool]:
        return lambda: self._form() is not None or (self._offered("slack") or (before, ""))[0] != before

    def _form(self) -> Json | None:
        shown = views.modals(self.screens.place.slack, self.user)
        return next((modal for modal in shown[-1:] if "submit" in modal), None)

    def _another_than(self, before: str) -> Callable[[], bool]:
        def turned() -> bool:
            form = self._form()
            return form is None or form["hash"] != before

        return turned


class InCard(Filling):
    """On DingTalk, in a card that asks page after page."""

    async def open(self) -> None:
        """Ask for the review, and press its button."""
        place = self.screens.place.dingtalk
        message, button = await self._wait_for(
            lambda: self._offered("dingtalk"), lambda: dingtalk.say(place, self.user, "考核")
        )
        await self.pause()
        await self._wait_for(self._form, lambda: dingtalk.click(place, self.user, message, button))

    async def fill(self) -> None:
        """Fill in page after page until none is left."""
        while form := self._form():
            await self.pause()
            before = variables(form)["form"]
            asked = {field["name"] for field in json.loads(before)["fields"]}
            values = {name: words for name, words in typed(self.number).items() if name in asked}
            send = partial(dingtalk.submit, self.screens.place.dingtalk, self.user, form["id"], values)
            await self._wait_for(self._another_than(before), send)
        await self.screens.until(self.user, lambda: self._thanked("dingtalk"))

    def _form(self) -> Json | None:
        found = (message.as_json() for message in reversed(self._messages("dingtalk")) if message.kind == "card")
        return next((message for message in found if is_open_form(message)), None)

    def _another_than(self, before: str) -> Callable[[], bool]:
        def turned() -> bool:
            form = self._form()
            return form is None or variables(form)["form"] != before

        return turned


class InDialogue(Filling):
    """On DingTalk where no card can be shown: question by question."""

    async def open(self) -> None:
        """Ask for the review, and choose to write."""
        await self._say("考核")
        await self.pause()
        await self._say("1")

    async def fill(self) -> None:
        """Answer question after question."""
        for path, words in typed(self.number).items():
            await self.pause()
            await self._say(words)
            if path in _LAST:
                await self.pause()
                await self._say(_NO_MORE)
        await self.pause()
        await self._say(_NO_MORE)
        await self.screens.until(self.user, lambda: self._thanked("dingtalk"))

    async def _say(self, words: str) -> None:
        before = len(self._messages("dingtalk"))
        say = partial(dingtalk.say, self.screens.place.dingtalk, self.user, words)
        await self._wait_for(lambda: len(self._messages("dingtalk")) > before, say)
