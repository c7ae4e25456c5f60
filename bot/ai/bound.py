"""The way to the model, bounded: no redirects, no compression, and an answer of a size that a choice can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST_BYTES = 262_144
"""A choice among ids takes a few hundred bytes, with a model's thoughts some thousand; a list of models more."""


class TooLarge(httpx2.TransportError):
    """The answer is larger than any that is meant."""


class _Bounded(httpx2.AsyncByteStream):
    """A body that ends in a fault once it is too long; what comes after is not read."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > MOST_BYTES:
                raise TooLarge("too large")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def client() -> httpx2.AsyncClient:
    """Return a client for the SDK. A redirect would take the key, and what is written about people, somewhere else."""
    from openai import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient(
        follow_redirects=False, headers={"Accept-Encoding": "identity"}, event_hooks={"response": [_bound]}
    )


async def _bound(response: httpx2.Response) -> None:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise TooLarge("compressed though nobody asked")  # a few bytes may unpack to gigabytes
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream)
