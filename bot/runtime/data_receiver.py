"""Takes the data that comes in while the bot runs, by the watched folder and signed posts; follows it up at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.admin.services import health
from bot.intake.services.follow import follow
from bot.intake.services.terms import ImportTerms
from bot.intake.services.update import catalogue
from bot.intake.services.waiting import Admission, admit_some
from bot.kit.cleaning import whole
from bot.kit.errors import DataError
from bot.messages.i18n import translator
from bot.messages.text import plain
from bot.sources.file import load, take_items
from bot.sources.waiting import again
from bot.sources.webhook import PostState, updates
from handlers import LISTENERS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from aiohttp import web

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport, Translate
    from bot.kit.clock import Clock
    from bot.work import RunInWork, Work
    from storage.storage import Storage

_POSTED = "signed post"
"""Who brings what was posted, by the audit trail: the source that a post names may read like somebody's id."""
_POSTS = "updates"
"""Where the inbox keeps the signatures of posts, until nobody could send them again."""
_POST_UNDER_WAY = timedelta(minutes=2)
"""After so long a post that is not stored was a dead process's."""
_FOLDER = "folder"
"""Where the inbox keeps which file of the watched folder is under way."""


def sentences(locale: str) -> Translate:
    """Return what writes message keys as plain sentences, for reports and reasons outside of any chat."""
    return lambda key, **values: plain(translator(locale)(key, **values))  # read when first needed: a start is quick


class PostStore:
    """Signed posts in the inbox of the database: each is known to every process, and after a restart."""

    def __init__(self, run_in_work: RunInWork, clock: Clock) -> None:
        self._run_in_work = run_in_work
        self._clock = clock

    async def begin(self, signature: str, /) -> PostState:
        """Note that a post is being stored, unless it is or was; one that a dead process had in hand is taken over."""
        found: PostState = await self._run_in_work(_begin_post, signature, now=self._clock.now())
        return found

    async def end(self, signature: str, /, *, stored: bool) -> None:
        """Note that a post is stored, or forget it, so that it may come again."""
        await self._run_in_work(_end_post, signature, stored=stored, now=self._clock.now())


def _begin_post(work: Work, signature: str, *, now: datetime) -> PostState:
    if not work.inbox.seen(_POSTS, signature, at=now):
        return PostState.NEW
    began, done = work.inbox.handled(_POSTS, signature) or (now, None)
    if done:
        return PostState.STORED
    if now - began < _POST_UNDER_WAY:
        return PostState.UNDER_WAY
    work.inbox.drop(_POSTS, signature)
    work.inbox.seen(_POSTS, signature, at=now)
    return PostState.NEW


def _end_post(work: Work, signature: str, *, stored: bool, now: datetime) -> None:
    if stored:
        work.inbox.done(_POSTS, signature, at=now)
    else:
        work.inbox.drop(_POSTS, signature)


class DataReceiver:
    """Stores what arrives and has its consequences seen to; ``wake`` wakes the workers when words are wanted."""

    def __init__(
        self,
        storage: Storage,
        run_in_work: RunInWork,
        *,
        clock: Clock,
        locale: str,
        timezone: str,
        wake: Callable[[], None],
    ) -> None:
        self._storage = storage
        self._run_in_work = run_in_work
        self._clock = clock
        self._timezone = timezone
        self._wake = wake
        self.translate = sentences(locale)

    async def file(self, kind: Kind, path: Path, /, *, mapping: Path | None) -> ImportReport:
        """Take a file.

        Raises:
            DataError: the mapping cannot be used, or processes ended in the middle of it; the admins are told then.
        """
        state = await asyncio.to_thread(path.stat)
        arrival = (_FOLDER, f"{whole(path.name)}|{state.st_size}|{state.st_mtime_ns}")
        if not await self._run_in_work(health.begin, *arrival, name=whole(path.name), now=self._clock.now()):
            raise DataError("import-put-aside", f"{arrival[1]}: the process ended in the middle of it twice")
        take = partial(
            load,
            self._storage,
            kind,
            [path],
            mapping=mapping,
            now=self._clock.now(),
            by="folder",
            zone=self._timezone,
            listeners=LISTENERS,
        )
        try:
            report = (await asyncio.to_thread(take))[0]
            await self._follow(report)
        finally:
            await self._run_in_work(lambda work: work.inbox.drop(*arrival))
        return report

    async def items(self, kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> ImportReport:
        """Take rows that were posted."""
        named = "".join(mark for mark in source if mark.isprintable())[:80]  # a sender may write what it likes
        now, noted = self._clock.now(), {"source": named}
        terms = ImportTerms(digest, now, by=source, actor=_POSTED, noted=noted, listeners=LISTENERS)
        take = partial(take_items, self._storage, kind, source or "updates", items, terms, zone=self._timezone)
        report = await asyncio.to_thread(take)
        await self._follow(report)
        return report

    async def admit(self) -> None:
        """Let in rows that wait for somebody or a metric that has come, whichever way."""
        if await self._run_in_work(lambda work: work.waiting.due()):
            await asyncio.to_thread(admit_some, self._step, Admission(again, catalogue, self._clock.now(), LISTENERS))

    def _step(self, step: Callable[[Work], Any]) -> Any:  # noqa: ANN401 - whatever the step returns
        with self._storage.work() as work:
            return step(work)

    def updates(self, *, secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Return the handler of ``POST /updates``."""
        posts = PostStore(self._run_in_work, self._clock)
        return updates(secret=secret, receive=self.items, posts=posts, clock=self._clock, translate=self.translate)

    async def _follow(self, report: ImportReport) -> None:
        if report.batch:
            await self._run_in_work(follow, report.changed, [report.batch], now=self._clock.now())
            self._wake()
