"""What each noun of talks brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.talks import agenda, meeting_note, one_on_one, pair_log, reminder, review_meeting

ROUTES = (
    *reminder.ROUTES,
    *one_on_one.ROUTES,
    *review_meeting.ROUTES,
    *meeting_note.ROUTES,
    *agenda.ROUTES,
    *pair_log.ROUTES,
)
TICKS = (*one_on_one.TICKS, *review_meeting.TICKS, *pair_log.TICKS)
WAITING = (*one_on_one.WAITING,)
MESSAGES = (*reminder.MESSAGES, *one_on_one.MESSAGES, *review_meeting.MESSAGES, *pair_log.MESSAGES)
