"""Data that other systems post: signed, fresh, not too much at once, and answered with what became of each row."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, get_args

import structlog

from bot.intake.domain.intake import Kind, Skip
from bot.intake.domain.outcome import ImportReport
from bot.kit.cleaning import is_whole
from bot.kit.errors import DataError
from bot.messages.codec import document_to_json
from bot.runtime.body import SECONDS, BodyReader, RejectedBody

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aiohttp import web

    from bot.intake.domain.outcome import Translate
    from bot.kit.clock import Clock

    Items = tuple[Kind, list[Any]]
    """Rows of one kind, as they were posted."""

log = structlog.get_logger()

FRESH_SECONDS = 300
LARGEST_BODY = 16 * 2**20
WAITING_AT_MOST = 8
RETRY_SECONDS = 5
_OF_EVENTS = ("event", "roll_up")
_NAMES = {"source", *_OF_EVENTS, *get_args(Kind)}
_SIGNATURE = re.compile(r"sha256=[0-9a-fA-F]{64}")
_UNREAD = {408: "webhook-slow", 413: "webhook-too-large", 429: "webhook-busy"}


class PostState(Enum):
    """What is known of a signed post."""

    NEW = "new"
    UNDER_WAY = "under way"
    STORED = "stored"


class Posts(Protocol):
    """Remembers signed posts for as long as they are fresh, so that each counts once, whichever process takes it."""

    def begin(self, signature: str, /) -> Awaitable[PostState]:
        """Note that a post is being stored, unless it is or was."""
        ...

    def end(self, signature: str, /, *, stored: bool) -> Awaitable[None]:
        """Note that a post is stored, or forget it, so that it may come again."""
        ...


class Receive(Protocol):
    """Stores rows that were posted, and has their consequences seen to."""

    def __call__(self, kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> Awaitable[ImportReport]:
        """Return the report once the rows are stored.

        Raises:
            DataError: there is no row in them with the fields that are required.
        """
        ...


class _Refused(Exception):
    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def updates(
    *,
    secret: str,
    receive: Receive,
    posts: Posts,
    clock: Clock,
    translate: Translate,
    seconds: float = SECONDS,
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make the handler of ``POST /updates``.

    The body is ``{"source": …, "readings": [{…}]}``; ``records``, ``targets``, ``people``, ``metrics`` and
    ``absences`` may stand there as well, and beside ``records`` an ``event`` and a ``roll_up`` that hold for all of
    them. One list gives one report, several a list of reports. Posts are stored one after the other; when too many
    wait, the next one is asked to come again. Each signature counts once: the same post again stores nothing, and is
    told that all its rows were there. ``translate`` makes sentences of message keys; ``seconds`` is what a body may
    take to come in.
    """
    return _Endpoint(
        secret=secret, receive=receive, posts=posts, clock=clock, translate=translate, seconds=seconds
    ).handle


class _Endpoint:
    """Answers posts; what it remembers between them is only whose turn it is."""

    def __init__(
        self, *, secret: str, receive: Receive, posts: Posts, clock: Clock, translate: Translate, seconds: float
    ) -> None:
        self._secret = secret
        self._receive = receive
        self._posts = posts
        self._clock = clock
        self._translate = translate
        self._read = BodyReader(most=LARGEST_BODY, seconds=seconds)
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def handle(self, request: web.Request) -> web.Response:
        """Store what a request brings, and answer with what became of each row, or why it is refused."""
        try:
            stamp, given = _signed(request, secret=self._secret, now=self._clock.now().timestamp())
            body = await self._read(request)
            _check_signature(stamp, given, body, secret=self._secret)
            source, lists = _lists(body)
            reports = await self._in_turn(given, body, source, lists)
        except RejectedBody as unread:
            return self._refused(_Refused(unread.status, _UNREAD[unread.status], megabytes=LARGEST_BODY // 2**20))
        except _Refused as error:
            return self._refused(error)
        except DataError as error:
            return self._refused(_Refused(400, error.key, **error.values))
        documents = [report.as_json(self._translate) for report in reports]
        return _answer(documents[0] if len(documents) == 1 else documents, 202)

    async def _in_turn(self, signature: str, body: bytes, source: str, lists: Sequence[Items]) -> list[ImportReport]:
        if self._waiting >= WAITING_AT_MOST:
            raise _Refused(429, "webhook-busy")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._once(signature, body, source, lists)
        finally:
            self._waiting -= 1

    async def _once(self, signature: str, body: bytes, source: str, lists: Sequence[Items]) -> list[ImportReport]:
        seen = await self._posts.begin(signature)
        if seen is PostState.UNDER_WAY:
            raise _Refused(429, "webhook-busy")
        if seen is PostState.STORED:  # somebody who had no answer, or who wants an older value back
            return [_again(source or "updates", kind, len(items)) for kind, items in lists]
        stored = False
        try:
            digest = hashlib.sha256(body).hexdigest()
            reports = [await self._receive(kind, items, source=source, digest=digest) for kind, items in lists]
            stored = True
        finally:
            await self._posts.end(signature, stored=stored)
        return reports

    def _refused(self, why: _Refused) -> web.Response:
        log.info("updates.refused", status=why.status, reason=why.key)
        made = _answer({"error": self._translate(why.key, **why.values)}, why.status)
        if why.status == 429:  # noqa: PLR2004 - HTTP
            made.headers["Retry-After"] = str(RETRY_SECONDS)
        if why.status != 400:  # noqa: PLR2004 - the body may not have been read
            made.force_close()
        return made


def _answer(document: object, status: int) -> web.Response:
    from aiohttp import web

    return web.json_response(text=document_to_json(document), status=status)


def _again(file: str, kind: Kind, rows: int) -> ImportReport:
    return ImportReport(
        file, kind, duplicates=tuple(Skip(row, "", "webhook-again") for row in range(1, rows + 1)), lines=rows
    )


def _signed(request: web.Request, *, secret: str, now: float) -> tuple[str, str]:
    """Return timestamp and signature of a request that may be genuine, before any of its body is read."""
    if not secret:
        raise _Refused(401, "webhook-no-secret")
    stamp = request.headers.get("X-Jinbu-Timestamp", "")
    given = request.headers.get("X-Jinbu-Signature", "")
    if not (stamp.isascii() and stamp.isdigit()):
        raise _Refused(401, "webhook-no-timestamp")
    if abs(now - int(stamp[:15])) > FRESH_SECONDS:
        raise _Refused(401, "webhook-stale", minutes=FRESH_SECONDS // 60)
    if not _SIGNATURE.fullmatch(given):
        raise _Refused(401, "webhook-signature")
    return stamp, given.lower()


def _check_signature(stamp: str, given: str, body: bytes, *, secret: str) -> None:
    wanted = "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted, given):
        raise _Refused(401, "webhook-signature")


def _said_of_events(content: dict[str, Any]) -> dict[str, str]:
    """Return what a post says of all its records: which event they are, and to what they are added up."""
    said = {name: content[name] for name in _OF_EVENTS if name in content}
    if said and "records" not in content:
        raise _Refused(400, "webhook-no-list", name="records")
    for name, text in said.items():
        if not isinstance(text, str) or not is_whole(text):
            raise _Refused(400, "webhook-text", name=name)
    return said


def _lists(body: bytes) -> tuple[str, list[Items]]:
    try:
        # As text, so that a number keeps every digit that was sent.
        content = json.loads(body, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise _Refused(400, "webhook-no-json") from None
    if not isinstance(content, dict):
        raise _Refused(400, "webhook-no-object")
    unknown = sorted(set(content) - _NAMES)
    if unknown:
        raise _Refused(400, "webhook-unknown", name=unknown[0], names=", ".join(sorted(_NAMES)))
    source = content.get("source", "")
    if not isinstance(source, str) or not is_whole(source):
        raise _Refused(400, "webhook-source")
    said = _said_of_events(content)
    lists: list[Items] = []
    for kind in ("people", "metrics", "courses", "targets", "absences", "records", "readings", "goals"):
        if kind in content:
            if not isinstance(content[kind], list) or not content[kind]:
                raise _Refused(400, "webhook-no-list", name=kind)
            items = content[kind]
            if kind == "records" and said:
                items = [said | item if isinstance(item, dict) else item for item in items]
            lists.append((kind, items))
    if not lists:
        raise _Refused(400, "webhook-no-list", name="readings")
    return source.strip(), lists
