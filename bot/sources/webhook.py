"""Data that other systems post: signed, fresh, not too much at once, and answered with what became of each row."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, Protocol, get_args

import structlog

from bot.domain.errors import DataError
from bot.domain.intake import Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aiohttp import web

    from bot.domain.outcome import Report
    from bot.ports import Clock
    from bot.services.update import Translate

log = structlog.get_logger()

FRESH_SECONDS = 300
LARGEST_BODY = 16 * 2**20
WAITING_AT_MOST = 8
RETRY_SECONDS = 5
_NAMES = {"source", *get_args(Kind)}


class Receive(Protocol):
    """Stores rows that were posted, and has their consequences seen to."""

    def __call__(self, kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> Awaitable[Report]:
        """Return the report once the rows are stored.

        Raises:
            DataError: there is no row in them with the fields that are required.
        """
        ...


class _Refused(Exception):
    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def updates(
    *, secret: str, receive: Receive, clock: Clock, translate: Translate
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make the handler of ``POST /updates``.

    The body is ``{"source": …, "readings": [{…}]}``; ``targets``, ``people``, ``metrics`` and ``absences`` may stand
    there as well. One list gives one report, several a list of reports. Posts are stored one after the other; when
    too many wait, the next one is asked to come again. ``translate`` makes sentences of message keys.
    """
    turn = asyncio.Lock()
    waiting = 0

    async def handle(request: web.Request) -> web.Response:
        nonlocal waiting
        from aiohttp import web

        try:
            body = await _body(request)
            _check_signature(request, body, secret=secret, now=clock.now().timestamp())
            source, lists = _lists(body)
            if waiting >= WAITING_AT_MOST:
                raise _Refused(429, "webhook-busy")  # noqa: TRY301 - the one place that answers
            waiting += 1
            try:
                async with turn:
                    digest = hashlib.sha256(body).hexdigest()
                    reports = [await receive(kind, items, source=source, digest=digest) for kind, items in lists]
            finally:
                waiting -= 1
        except _Refused as refused:
            headers = {"Retry-After": str(RETRY_SECONDS)} if refused.status == 429 else {}  # noqa: PLR2004 - HTTP
            log.info("updates.refused", status=refused.status, reason=refused.key)
            reason = translate(refused.key, **refused.values)
            return web.json_response({"error": reason}, status=refused.status, headers=headers)
        except DataError as error:
            log.info("updates.refused", status=400, reason=error.key)
            return web.json_response({"error": translate(error.key, **error.values)}, status=400)
        documents = [report.as_json(translate) for report in reports]
        return web.json_response(documents[0] if len(documents) == 1 else documents, status=202)

    return handle


async def _body(request: web.Request) -> bytes:
    if (request.content_length or 0) > LARGEST_BODY:
        raise _Refused(413, "webhook-too-large", megabytes=LARGEST_BODY // 2**20)
    body = bytearray()
    async for part in request.content.iter_chunked(2**16):
        body += part
        if len(body) > LARGEST_BODY:
            raise _Refused(413, "webhook-too-large", megabytes=LARGEST_BODY // 2**20)
    return bytes(body)


def _check_signature(request: web.Request, body: bytes, *, secret: str, now: float) -> None:
    if not secret:
        raise _Refused(401, "webhook-no-secret")
    stamp = request.headers.get("X-Jinbu-Timestamp", "")
    given = request.headers.get("X-Jinbu-Signature", "")
    if not (stamp.isascii() and stamp.isdigit()):
        raise _Refused(401, "webhook-no-timestamp")
    if abs(now - int(stamp[:15])) > FRESH_SECONDS:
        raise _Refused(401, "webhook-stale", minutes=FRESH_SECONDS // 60)
    wanted = "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise _Refused(401, "webhook-signature")


def _lists(body: bytes) -> tuple[str, list[tuple[Kind, list[Any]]]]:
    try:
        # As text, so that a number keeps every digit that was sent.
        content = json.loads(body, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise _Refused(400, "webhook-no-json") from None
    if not isinstance(content, dict):
        raise _Refused(400, "webhook-no-object")
    unknown = sorted(set(content) - _NAMES)
    if unknown:
        raise _Refused(400, "webhook-unknown", name=unknown[0], names=", ".join(sorted(_NAMES)))
    source = content.get("source", "")
    if not isinstance(source, str):
        raise _Refused(400, "webhook-source")
    lists: list[tuple[Kind, list[Any]]] = []
    for kind in ("people", "metrics", "targets", "absences", "readings"):
        if kind in content:
            if not isinstance(content[kind], list) or not content[kind]:
                raise _Refused(400, "webhook-no-list", name=kind)
            lists.append((kind, content[kind]))
    if not lists:
        raise _Refused(400, "webhook-no-list", name="readings")
    return source.strip(), lists
