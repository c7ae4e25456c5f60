"""Housekeeping: damage in the database, files that still name who was erased, and the mark of the audit trail."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from bot.admin.services import health
from bot.privacy.services.privacy_sweep import swept, unswept
from bot.sources import folder

if TYPE_CHECKING:
    from bot.kit.clock import Clock
    from bot.work import RunInWork
    from storage.storage import Storage

log = structlog.get_logger()

_CHECK: Final = 6 * 3600.0
"""Seconds between two readings of the whole database in search of damage."""


class Housekeeping:
    """Keeps the database and the watched folder in order."""

    def __init__(self, run_in_work: RunInWork, *, database: Storage, clock: Clock, watch_dir: str) -> None:
        self._run_in_work = run_in_work
        self._database = database
        self._clock = clock
        self._watch_dir = watch_dir

    async def check_database(self) -> None:
        """Look for damage now and again, until cancelled: it spreads into backups while nobody reads the page."""
        never = asyncio.Event()
        while True:
            if damage := await asyncio.to_thread(self._database.look_for_damage):
                log.error("database.damaged", what=damage)
            with suppress(TimeoutError):
                async with asyncio.timeout(_CHECK):
                    await never.wait()

    async def sweep(self) -> None:
        """Leave nothing of those who were erased in the database's files, and no copy of a file that names them."""
        erasures = await self._run_in_work(unswept, now=self._clock.now())
        if not erasures:
            return
        try:
            whole = await asyncio.to_thread(self._database.sweep)
        except Exception:  # the disk may be full; what is deleted stays deleted
            log.exception("erasure.sweep_failed")
            return
        if self._watch_dir:
            newest = max(erasure.decided_at or erasure.asked_at for erasure in erasures)
            await asyncio.to_thread(folder.sweep, Path(self._watch_dir), before=newest)
        if whole:
            await self._run_in_work(swept, erasures, now=self._clock.now())

    async def keep_watermark(self) -> None:
        """Note outside the database how far the audit trail goes; where that cannot be written, the log says so."""
        try:
            await self._run_in_work(health.keep_watermark, now=self._clock.now())
        except OSError as error:
            log.warning("audit.watermark_failed", error=type(error).__name__)
