"""A chat platform as the process runs it, and what the process gives to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from bot.delivery.ports.platform import Platform

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aiohttp import web

    from bot.kit.clock import Clock
    from bot.messages.card import Drawing
    from bot.messages.inbound import Command, Inbound, Reply
    from bot.platforms.check import PlatformProblem
    from bot.platforms.inbound_queue import Persist, Receive
    from bot.work import RunInWork


class ChatPlatform(Platform, Protocol):
    """A chat platform with its connection: what the use cases call, and what runs, asks and closes it."""

    async def run(self, receive: Receive, *, persist: Persist) -> None:
        """Stay connected until :meth:`close`; whatever fails is tried again with growing pauses.

        Each arrival goes to ``persist`` before the platform is told that we have it, and then to ``receive``.
        """
        ...

    async def connected(self) -> None:
        """Wait until arrivals can come in."""
        ...

    async def close(self) -> None:
        """Stop taking arrivals, finish what is under way, let go of the connections; within two seconds."""
        ...

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        ...

    async def check(self) -> list[PlatformProblem]:
        """Look at what is set for it, by calls that change nothing; each point is fine or says how to fix it.

        Raises:
            PlatformError: when it cannot be asked.
        """
        ...

    def state(self) -> dict[str, object]:
        """Return how the connection is, for ``/health``; ``connected`` says whether arrivals can come in."""
        ...

    def endpoints(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Return the paths that have to be served for it, with who answers a POST there."""
        ...


@dataclass(frozen=True, slots=True)
class Host:
    """What the process gives to each platform.

    ``locale`` is for whom nothing better is known, and ``command`` is how the bot is addressed. One send may take
    ``longest`` seconds, less than a lease of the outbox. ``draw`` makes a picture of a chart. ``opens`` knows
    beforehand which arrivals a form answers. ``defer`` stores a command that cannot be answered in time; False when
    its handling has begun.
    """

    run_in_work: RunInWork
    clock: Clock
    locale: str
    command: str
    longest: float
    draw: Callable[[Drawing], bytes]
    opens: Callable[[Inbound], bool]
    defer: Callable[[Command], Awaitable[bool]]


Factory: TypeAlias = Callable[[Mapping[str, Any], Host], ChatPlatform]
"""Makes a platform, without connecting, from the plain values of its settings."""
