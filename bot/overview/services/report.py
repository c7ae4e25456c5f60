"""Reports at work: a department's month for its head, a manager's week; sent once, and again when marked as revised."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import NOTHING_LEFT
from bot.delivery.domain.delivery_timing import Drop
from bot.kit.period import Grain, period_of
from bot.messages.card import Card
from bot.overview.services.report_month import month_card, monthly
from bot.overview.services.report_reader import month_key, week_key
from bot.overview.services.report_week import week_card, week_of, weekly
from bot.people.services import permission
from bot.talks.services import one_on_one_lapse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.overview.ports import Work

_START = re.compile(r":(\d{4}-\d\d-\d\d)")


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a report or a digest with the figures of this instant; none where it would say nothing any more."""
    reader = work.people.get(delivery.person_id)
    start = next(iter(_START.findall(delivery.key)), "")
    if reader is None or not start:
        return None
    day = date.fromisoformat(start)
    month, week = period_of(day, Grain.MONTH), period_of(day, Grain.WEEK)
    for department in (
        {department for department, _, _ in work.job_runs.departments()} if delivery.kind == "report" else ()
    ):
        if delivery.key.startswith(key := month_key(reader, department, month)):
            revision, *_ = delivery.key.removeprefix(key).split(":")
            made = month_card(work, reader, department, month, revision=int(revision), now=now)
            return made or Drop(NOTHING_LEFT)
    for lead in permission.led_by(work, reader, now=now) if delivery.kind == "week" else ():
        manager = work.people.get(lead)
        if manager and delivery.key.startswith(week_key(reader, manager, week)):
            held = week_of(work, manager, week, now=now)
            unmet = one_on_one_lapse.lapses(work, manager, week, now=now)
            card = week_card(work, manager, reader, week, (*held, unmet), key=delivery.key, now=now)
            return card or Drop(NOTHING_LEFT)
    return None


def again(work: Work, delivery: Delivery, now: datetime) -> None:
    """Send a report anew that its reader may not see any more as it was written, to whoever is to have it now."""
    reader = work.people.get(delivery.person_id)
    start = next(iter(_START.findall(delivery.key)), "")
    if reader is None or not start:
        return
    day = date.fromisoformat(start)
    for lead in permission.led_by(work, reader, now=now) if delivery.kind == "week" else ():
        manager, week = work.people.get(lead), period_of(day, Grain.WEEK)
        if manager and delivery.key.startswith(week_key(reader, manager, week)):
            unmet = one_on_one_lapse.lapses(work, manager, week, now=now)
            weekly(work, manager, week, now=now, unmet=unmet, anew=reader.id)
            return
    month = period_of(day, Grain.MONTH)
    for department in (
        {department for department, _, _ in work.job_runs.departments()} if delivery.kind == "report" else ()
    ):
        if delivery.key.startswith(key := month_key(reader, department, month)):
            revision, *_ = delivery.key.removeprefix(key).split(":")
            monthly(work, department, month, now=now, revision=int(revision), anew=reader.id)
