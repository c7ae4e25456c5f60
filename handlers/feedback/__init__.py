"""What each noun of feedback brings: routes, what the clock does, what may wait for somebody, messages, listeners."""

from __future__ import annotations

from handlers.feedback import advice, advice_answer, approval, complaint, driver, evidence, feedback, kudos, remark

ROUTES = (
    *evidence.ROUTES,
    *driver.ROUTES,
    *remark.ROUTES,
    *feedback.ROUTES,
    *advice.ROUTES,
    *advice_answer.ROUTES,
    *approval.ROUTES,
    *kudos.ROUTES,
)
TICKS = (*approval.TICKS, *kudos.TICKS, *advice_answer.TICKS)
WAITING = (*approval.WAITING,)
MESSAGES = (*feedback.MESSAGES, *advice_answer.MESSAGES, *approval.MESSAGES, *kudos.MESSAGES, *complaint.MESSAGES)
LISTENERS = (*complaint.LISTENERS,)
