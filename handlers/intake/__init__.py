"""What each noun of intake brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.intake import intake, upload, upload_record

if TYPE_CHECKING:
    from bot.runtime.tick import Tick

ROUTES = (*upload.ROUTES, *upload_record.ROUTES, *intake.ROUTES)
WAITING = (*intake.WAITING, *upload.WAITING)
MESSAGES = (*upload.MESSAGES, *intake.MESSAGES)
TICKS: tuple[Tick, ...] = ()
