"""A chat platform without a network, for tests of what uses one: what is not overridden must not happen."""
# ruff: noqa: ARG002 - the arguments are the protocol's

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from bot.delivery.ports.platform import Capabilities

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import web

    from bot.delivery.domain.delivery import Receipt
    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound, Reply
    from bot.platforms.check import PlatformProblem
    from bot.platforms.inbound_queue import Persist, Receive
    from bot.platforms.platform import ChatPlatform


class FakePlatform:
    """A whole platform that shows forms, can be connected and knows nobody; it sends and hands out nothing."""

    name: str = "fake"
    capabilities: Capabilities = Capabilities()
    forms: bool = True
    keyed: bool = False
    unread: tuple[str, ...] = ()

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        raise AssertionError(f"{card.kind} was sent to {identity}")

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        raise LookupError(self.name)

    async def say_otherwise(self, identity: Identity, card: Card) -> bool:
        raise AssertionError(f"{card.kind} was said to {identity} by another way")

    async def update(self, receipt: Receipt, card: Card) -> None:
        raise AssertionError(f"{receipt} was redrawn as {card.kind}")

    async def profile(self, identity: Identity) -> Profile | None:
        return None

    async def directory(self) -> list[Profile]:
        return []

    async def fetch(self, ref: str, *, most: int) -> bytes:
        raise AssertionError(f"{ref} was fetched")

    async def busy(self, identity: Identity, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        raise LookupError(self.name)

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        raise LookupError(self.name)

    async def run(self, receive: Receive, *, persist: Persist) -> None:
        await asyncio.Event().wait()

    async def connected(self) -> None:
        """It is."""

    async def close(self) -> None:
        """Nothing is open."""

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        raise AssertionError(f"{type(inbound).__name__} was answered with {reply}")

    async def check(self) -> list[PlatformProblem]:
        return []

    def state(self) -> dict[str, object]:
        return {"connected": True}

    def endpoints(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        return []


_: ChatPlatform = FakePlatform()
