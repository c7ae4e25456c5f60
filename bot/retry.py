"""The one short retry: a few tries with growing, jittered waits, for calls that may be made twice without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.ports import Clock

R = TypeVar("R")


async def retry(
    call: Callable[[], Awaitable[R]],
    *,
    on: tuple[type[Exception], ...],
    clock: Clock,
    tries: int = 3,
    first: float = 0.3,
    unless: Callable[[BaseException], bool] = lambda _: False,
) -> R:
    """Return the call's result; waits ``first`` seconds after the first failure and up to twice as long each time.

    Errors outside ``on``, those for which ``unless`` holds, and the last one go to the caller. Long waiting is the
    outbox's work, never this function's.
    """
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential, wait_random

    async def once() -> R:
        return await call()

    attempts = AsyncRetrying(
        stop=stop_after_attempt(tries),
        wait=wait_exponential(multiplier=first, max=first * 8) + wait_random(0, first / 2),
        retry=retry_if_exception(lambda error: isinstance(error, on) and not unless(error)),
        sleep=clock.sleep,
        reraise=True,
    )
    return await attempts(once)
