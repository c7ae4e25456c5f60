"""A short retry waits a little longer each time, gives up soon, and repeats nothing that it was not told to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.runtime.clockwork import SimulatedClock
from bot.runtime.retry import retry

START = datetime(2026, 11, 22, tzinfo=UTC)


class Flaky:
    """Fails with the given errors, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


async def test_a_passing_fault_is_outlived() -> None:
    clock, call = SimulatedClock(START), Flaky(OSError(), OSError())

    assert await retry(call, on=(OSError,), clock=clock, first=1) == "done"

    assert call.calls == 3
    assert 3 <= (clock.now() - START).total_seconds() <= 4  # one second, then two, each up to half a second more


async def test_the_last_error_reaches_the_caller() -> None:
    call = Flaky(*(OSError(str(number)) for number in range(9)))

    with pytest.raises(OSError, match="2"):
        await retry(call, on=(OSError,), clock=SimulatedClock(START), tries=3)

    assert call.calls == 3


async def test_other_errors_and_excepted_ones_are_not_repeated() -> None:
    for error in (KeyError(), OSError("for good")):
        call = Flaky(error)
        with pytest.raises(type(error)):
            await retry(call, on=(OSError,), clock=SimulatedClock(START), unless=lambda found: "for good" in str(found))
        assert call.calls == 1
