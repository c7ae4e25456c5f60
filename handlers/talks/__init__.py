"""What each noun of talks brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.talks import (
    agenda,
    cadence,
    meeting_note,
    one_on_one,
    one_on_one_basis,
    one_on_one_lapse,
    pair_log,
    reminder,
    review_meeting,
)

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.work import Work

ROUTES = (
    *reminder.ROUTES,
    *one_on_one.ROUTES,
    *one_on_one_basis.ROUTES,
    *review_meeting.ROUTES,
    *meeting_note.ROUTES,
    *agenda.ROUTES,
    *pair_log.ROUTES,
    *cadence.ROUTES,
)
TICKS = (*one_on_one.TICKS, *review_meeting.TICKS, *pair_log.TICKS, *one_on_one_lapse.TICKS)
WAITING = (*one_on_one.WAITING,)
MESSAGES: tuple[MessageKind[Work], ...] = (
    *reminder.MESSAGES,
    *one_on_one.MESSAGES,
    *one_on_one_basis.MESSAGES,
    *review_meeting.MESSAGES,
    *pair_log.MESSAGES,
    *one_on_one_lapse.MESSAGES,
)
