"""A sandbox with its endpoint, and writers that ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.ai.openai import OpenAIWriter
from bot.figures.domain.metric import Metric
from bot.runtime.clockwork import SimulatedClock
from bot.sandbox.server import Sandbox
from tests.integration.ai.material import METRICS, MODEL, Endpoint

MakeWriter = Callable[..., OpenAIWriter]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 11, 3, 9, tzinfo=UTC))


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    sandbox = Sandbox()
    await sandbox.start()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield Endpoint(sandbox.url, session)
    await sandbox.stop()


@pytest.fixture
async def make(clock: SimulatedClock) -> AsyncIterator[MakeWriter]:
    """Make writers for an address; they are closed after the test."""
    made: list[OpenAIWriter] = []

    async def metrics() -> dict[str, Metric]:
        return METRICS

    def writer(url: str, *, model: str = MODEL, budget: float = 10) -> OpenAIWriter:
        made_writer = OpenAIWriter(
            api_key="sk-sandbox", model=model, base_url=url, metrics=metrics, clock=clock, budget=budget
        )
        made.append(made_writer)
        return made_writer

    yield writer
    for made_writer in made:
        await made_writer.close()


@pytest.fixture
def writer(make: MakeWriter, endpoint: Endpoint) -> OpenAIWriter:
    return make(f"{endpoint.url}/openai/v1")
