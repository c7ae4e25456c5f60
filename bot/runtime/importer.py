"""What happens to a file that was sent into the chat: fetched, read, tried and imported, each step by whoever is free.

Every step is claimed under a lease and recorded in one transaction, so a process that ends in the middle of one leaves
nothing half done: another goes on where it was, and rows are matched by key, so nothing is stored twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.admin.services import health
from bot.intake.domain.outcome import UploadTrial
from bot.intake.domain.upload import ASK, LEASE, MOST_BYTES, MOST_TRIES, RETRY, UploadState
from bot.intake.services import upload_steps as uploads
from bot.intake.services.follow import follow
from bot.intake.services.terms import ImportTerms
from bot.intake.services.update import catalogue, store
from bot.kit.errors import DataError, PlatformError, Rejected
from bot.sources.file import understand
from bot.sources.mapping import parse_mapping
from bot.sources.plan import draft, mapped, source_of
from bot.sources.record_renewal import NO_ID
from bot.sources.waiting import again
from handlers import LISTENERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from bot.delivery.ports.platform import Platform
    from bot.intake.domain.intake import Intake
    from bot.intake.domain.known import Known
    from bot.intake.domain.outcome import ImportReport
    from bot.intake.domain.upload import UploadedFile, UploadPlan
    from bot.kit.clock import Clock
    from bot.work import RunInWork, Work, Works

log = structlog.get_logger()

SHOW_EVERY = timedelta(seconds=3)
_CHUNK = 20_000
_TOO_LARGE = "too_large"
_UPLOAD = "upload"
"""Where the inbox keeps which step of which upload is under way."""


class Importer:
    """Does the next step of files that were sent in; ``wake`` wakes the workers when there is something to send."""

    def __init__(
        self,
        works: Works,
        run_in_work: RunInWork,
        *,
        platforms: Mapping[str, Platform],
        clock: Clock,
        owner: str,
        timezone: str,
        wake: Callable[[], None],
        chunk: int = _CHUNK,
    ) -> None:
        """Make it; ``chunk`` is how many rows are stored in one transaction."""
        self._works = works
        self._run_in_work = run_in_work
        self._platforms = platforms
        self._clock = clock
        self._owner = owner
        self._timezone = timezone
        self._wake = wake
        self._chunk = chunk

    async def step(self) -> int:
        """Do the next step of one file; 0 when there is none to do."""
        upload = await self._run_in_work(uploads.claim, owner=self._owner, now=self._clock.now())
        if upload is None:
            return 0
        steps = {
            UploadState.RECEIVED: self._fetch,
            UploadState.READ: self._read,
            UploadState.CHECKING: self._check,
            UploadState.IMPORTING: self._import,
        }
        log.info("upload.step_started", upload=upload.no, state=upload.state.value, tries=upload.tries)
        arrival = (_UPLOAD, f"{upload.no}:{upload.state.value}:{upload.round}")
        begun = await self._run_in_work(health.begin, *arrival, name=upload.name, now=self._clock.now())
        try:
            if not begun:
                raise _fault(upload, "import-put-aside")  # noqa: TRY301 - told as every other reason
            await steps[upload.state](upload)
        except DataError as error:
            log.warning("upload.failed", upload=upload.no, reason=error.key)
            await self._run_in_work(uploads.fail, upload, error, now=self._clock.now())
        except Exception as error:
            if upload.tries < MOST_TRIES:
                await self._run_in_work(uploads.put_off, upload, until=self._clock.now() + RETRY)
                raise
            log.exception("upload.given_up", upload=upload.no, error=type(error).__name__)
            await self._run_in_work(uploads.fail, upload, _broken(upload), now=self._clock.now())
        finally:
            await self._run_in_work(lambda work: work.inbox.drop(*arrival))
        self._wake()
        return 1

    # The steps

    async def _fetch(self, upload: UploadedFile) -> None:
        platform = self._platforms.get(upload.platform)
        if platform is None:  # it is not on in this process
            await self._run_in_work(uploads.put_off, upload, until=self._clock.now() + LEASE)
            return
        try:
            content = await platform.fetch(upload.ref, most=MOST_BYTES)
        except Rejected as error:
            key = "upload-larger" if error.code == _TOO_LARGE else "upload-not-to-be-had"
            raise _fault(upload, key) from error
        except PlatformError as error:
            if upload.tries >= MOST_TRIES:
                raise _fault(upload, "upload-not-to-be-had") from error
            log.warning("upload.fetch_retried", upload=upload.no, code=error.code)
            await self._run_in_work(uploads.put_off, upload, until=self._clock.now() + RETRY * upload.tries)
            return
        if not content.strip():
            raise _fault(upload, "upload-empty-file")
        await self._run_in_work(uploads.fetched, upload, content)

    async def _read(self, upload: UploadedFile) -> None:
        content, known = await self._run_in_work(_content, upload)
        now = self._clock.now()
        if upload.is_mapping:
            await self._map(upload, content.decode("utf-8-sig", "replace"), known)
            return
        mapping = await self._run_in_work(uploads.mapping_of, upload, now=now)
        if mapping is not None:
            text = (await self._run_in_work(_content, mapping))[0].decode("utf-8-sig", "replace")
            try:
                plan = await asyncio.to_thread(self._mapped, upload, content, text, known, mapping.stem)
            except DataError as error:  # it was meant for another file
                log.info("upload.mapping_rejected", upload=upload.no, mapping=mapping.no, reason=error.key)
            else:
                await self._run_in_work(uploads.use_mapping, mapping, upload, plan, now=now)
                return
        plan = await asyncio.to_thread(draft, upload.name, content, known, kind=upload.kind)
        await self._run_in_work(uploads.propose, upload, plan, now=now)

    async def _map(self, upload: UploadedFile, text: str, known: Known) -> None:
        """Take a mapping file for the file that waits, or keep it for the next."""
        now = self._clock.now()
        waiting = await self._run_in_work(uploads.sent_for, upload, now=now)
        if waiting is None:
            parse_mapping(upload.name, text)
            await self._run_in_work(uploads.keep_mapping, upload, now=now)
            return
        content = (await self._run_in_work(_content, waiting))[0]
        plan = await asyncio.to_thread(self._mapped, waiting, content, text, known, upload.stem)
        await self._run_in_work(uploads.use_mapping, upload, waiting, plan, now=now)

    def _mapped(self, upload: UploadedFile, content: bytes, text: str, known: Known, stem: str) -> UploadPlan:
        plan = mapped(upload.name, content, text, known, kind=upload.kind, stem=stem)
        try:
            self._understood(upload, plan, content, known)
        except DataError as error:
            if error.key != NO_ID:
                raise
            return replace(plan, renewal=ASK)  # the sender is asked by buttons
        return plan

    async def _check(self, upload: UploadedFile) -> None:
        content, known = await self._run_in_work(_content, upload)
        try:
            trial = await asyncio.to_thread(self._tried, upload, content, known)
        except DataError as error:
            await self._run_in_work(uploads.misfit, upload, error, now=self._clock.now())
            return
        await self._run_in_work(uploads.checked, upload, trial, now=self._clock.now())

    def _tried(self, upload: UploadedFile, content: bytes, known: Known) -> UploadTrial:
        intake, terms = self._intake(upload, content, known)
        return UploadTrial(store(self._works, intake, known, terms(dry_run=True)), intake, known)

    async def _import(self, upload: UploadedFile) -> None:
        content, known = await self._run_in_work(_content, upload)
        loop = asyncio.get_running_loop()
        last = self._clock.now()
        whole = 0
        shown: list[Future[None]] = []

        def progress(done: int, of: int) -> None:
            nonlocal last, whole
            now, whole = self._clock.now(), of
            with self._works.work() as work:
                work.uploads.renew(upload, until=now + LEASE)
            if now - last >= SHOW_EVERY:
                last = now
                shown.append(asyncio.run_coroutine_threadsafe(self._show(upload, done, of), loop))

        report = await asyncio.to_thread(self._stored, upload, content, known, progress)
        await self._run_in_work(follow, report.changed, [report.batch], now=self._clock.now())
        if shown:
            await asyncio.gather(*map(asyncio.wrap_future, shown))
            await self._show(upload, whole, whole)

    def _stored(
        self, upload: UploadedFile, content: bytes, known: Known, progress: Callable[[int, int], None]
    ) -> ImportReport:
        intake, terms = self._intake(upload, content, known)

        def close(work: Work, report: ImportReport) -> None:
            uploads.imported(work, upload, UploadTrial(report, intake, known), now=self._clock.now())

        return store(self._works, intake, known, terms(progress=progress, chunk=self._chunk, then=close))

    def _intake(self, upload: UploadedFile, content: bytes, known: Known) -> tuple[Intake, Callable[..., ImportTerms]]:
        if upload.plan is None:
            raise _broken(upload)
        intake, digest = self._understood(upload, upload.plan, content, known)
        order = source_of(upload.plan, file=upload.name).mapping.dates.order
        noted = {"upload": upload.no}
        made = partial(
            ImportTerms, digest, self._clock.now(), by=upload.person_id, order=order, noted=noted, again=again
        )
        return intake, partial(made, listeners=LISTENERS)

    def _understood(self, upload: UploadedFile, plan: UploadPlan, content: bytes, known: Known) -> tuple[Intake, str]:
        source = source_of(plan, file=upload.name)
        now = self._clock.now()
        return understand(upload.name, content, source, plan.kind, known, zone=self._timezone, now=now)

    async def _show(self, upload: UploadedFile, done: int, whole: int) -> None:
        """Redraw the card with how far an import is; where that cannot be, nothing is said."""
        try:
            found = await self._run_in_work(uploads.shown, upload, done, whole)
            platform = self._platforms.get(upload.platform)
            if found and platform:
                card, receipt = found
                await platform.update(receipt, card)
        except Exception as error:  # noqa: BLE001 - an ornament must not stop an import
            log.info("upload.progress_failed", upload=upload.no, error=type(error).__name__)


def _content(work: Work, upload: UploadedFile) -> tuple[bytes, Known]:
    content = work.uploads.content(upload.no)
    if content is None:
        raise _fault(upload, "upload-content-gone")
    return content, catalogue(work)


def _broken(upload: UploadedFile) -> DataError:
    return _fault(upload, "upload-broken")


def _fault(upload: UploadedFile, key: str) -> DataError:
    return DataError(key, f"{key}: upload {upload.no}")
