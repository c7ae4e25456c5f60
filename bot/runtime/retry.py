"""The one short retry: a few tries with growing, jittered waits, for calls that may be made twice without harm.

And the one short look for what a lost answer may have left, for those that may not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.kit.clock import Clock

R = TypeVar("R")

AFTER_ANSWER: Final = (0.0, 0.5, 1.0)
"""Seconds before each look where the other side has answered, if only with a fault: nothing is under way any more."""
AFTER_SILENCE: Final = (0.0, 0.5, 1.0, 1.5, 3.0)
"""The same where no answer came: what was written may still land."""


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


async def turned_up(
    look: Callable[[], Awaitable[R | None]], *, waits: Sequence[float], clock: Clock, within: float = math.inf
) -> R | None:
    """Look until something is there, after each wait (in seconds) once; None when it was not, by the end.

    The waits are shortened in proportion where together they exceed ``within`` seconds. What a look raises goes to
    the caller.
    """
    shorter = min(1.0, within / (sum(waits) or 1.0))
    for wait in waits:
        if wait:
            await clock.sleep(wait * shorter)
        if (found := await look()) is not None:
            return found
    return None
