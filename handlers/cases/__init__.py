"""What each noun of cases brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.cases import correction, correction_record, dispute, dispute_record

ROUTES = (*dispute.ROUTES, *dispute_record.ROUTES, *correction.ROUTES, *correction_record.ROUTES)
TICKS = (*dispute.TICKS,)
WAITING = (*correction.WAITING, *dispute.WAITING)
MESSAGES = (*dispute.MESSAGES, *correction.MESSAGES)
