"""A request on its way past the fault board of its platform: what happens to it, and its place in the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import web

from bot.sandbox.clock import pause
from bot.sandbox.world import World

HTML = "<html><body>Welcome</body></html>"
"""What a proxy sends in place of an answer."""


@dataclass(slots=True)
class Passage:
    """One request: ``name`` is what is logged; ``posts`` says whether it posts a message, on which faults may lie.

    ``once`` is the fault that lies on this one post, "" for none.
    """

    world: World
    platform: str
    request: web.Request
    name: str
    posts: bool
    once: str = field(init=False, default="")
    _began: float = field(init=False, default_factory=perf_counter)

    def __post_init__(self) -> None:
        if self.posts:
            self.once = self.world.board.next_post(self.platform)

    def record(self, status: str) -> None:
        """Put the request into the log with what became of it."""
        ms = (perf_counter() - self._began) * 1000
        self.world.store.called(self.platform, self.name, status=status, ms=ms)

    def hang_up(self, status: str) -> web.Response:
        """End the connection without an answer."""
        self.record(status)
        if self.request.transport is not None:
            self.request.transport.abort()
        return web.Response(status=500)

    def happens(self, fault: str) -> bool:
        """Say whether a fault happens to this request."""
        return self.once == fault or self.world.board.happens(self.platform, fault)

    async def slow_down(self) -> None:
        """Wait as long as the platform is slow."""
        number = self.world.board.number
        slow = number(self.platform, "slow_ms")
        slow += number(self.platform, "slow_posts_ms") if self.posts else 0
        await pause(slow / 1000, unless=self.world.closing)
