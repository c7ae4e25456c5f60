"""The body of a request before anybody knows who sent it: read within bounds of size, time and number."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aiohttp import web

SECONDS: Final = 30.0
"""What a body may take to come in."""
MOST_TOGETHER: Final = 64
_PART: Final = 2**16


class RejectedBody(Exception):
    """A body that is not read to its end; ``status`` is what HTTP says: 408 too slow, 413 too large, 429 too many."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class BodyReader:
    """Reads bodies of at most so many bytes each; together no more than ``MOST_TOGETHER``, and four times as many."""

    def __init__(self, *, most: int, seconds: float = SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._readers = 0
        self._held = 0

    async def __call__(self, request: web.Request) -> bytes:
        """Return the body.

        Raises:
            RejectedBody: it is too large or slow, or too many others are being read; the connection is to close.
        """
        if (request.content_length or 0) > self._most:
            raise RejectedBody(413)
        if self._readers >= MOST_TOGETHER:
            raise RejectedBody(429)
        self._readers += 1
        body = bytearray()
        try:
            async with asyncio.timeout(self._seconds):
                async for part in request.content.iter_chunked(_PART):
                    body += part
                    self._held += len(part)
                    if len(body) > self._most:
                        raise RejectedBody(413)
                    if self._held > 4 * self._most:
                        raise RejectedBody(429)
        except TimeoutError:
            raise RejectedBody(408) from None
        finally:
            self._readers -= 1
            self._held -= len(body)
        return bytes(body)
