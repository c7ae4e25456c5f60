"""Admins asking how the installation is, and what is left of the month's calls."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.admin.services import audit, health
from bot.admin.services.budget import budgets
from bot.admin.views import health as view
from bot.delivery.services import preference
from bot.delivery.services.message import MessageKind
from bot.kit.errors import Tampered
from bot.kit.period import Grain, period_of
from bot.kit.period_printing import period_code
from bot.people.domain.permission import Act
from bot.runtime.tick import Due, Tick
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.admin.domain.health import HealthFinding
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show how every part is."""
    context.require(Act.OPERATE)
    reader, found = context.reader, health.everything(context.work, now=context.now)
    return view.shown(reader.t, found, zone=reader.zone, now=reader.now)


def budget(context: Context, _inbound: Inbound) -> Card:
    """Show the month's calls."""
    context.require(Act.OPERATE)
    reader, found = context.reader, budgets(context.work, now=context.now)
    return view.budget(reader.t, found, zone=reader.zone, now=reader.now)


_KEEP_AUDIT = timedelta(days=3 * 365)
"""As long as assessments of automated decisions are kept (trust page, PIPL 55 and 56)."""
_HALF_YEARS, _FORTNIGHT, _FRIDAY = (1, 7), 14, 4


# At once what turned bad, the trail once a week, everything twice a year; and less of what nobody reads.


def _alarms(work: Work, now: datetime) -> Iterator[Due]:
    found = health.urgent(work, now=now)
    local = now.date().isoformat()
    had = work.job_runs.recorded("health", {local}) if found else set()
    for finding in found:
        if (finding.cause, local) not in had:
            yield Due(finding.cause, local, _alarm(finding))


def _alarm(finding: HealthFinding) -> Callable[[Work, datetime], bool]:
    return lambda work, now: health.alarm(work, finding, now=now)


def _half_years(work: Work, now: datetime) -> Iterator[Due]:
    """Ask from the first working day of January and July on, for a fortnight: later the next one is near enough."""
    if now.month not in _HALF_YEARS or now.day > _FORTNIGHT or now.weekday() > _FRIDAY:
        return
    local = period_code(period_of(now.date(), Grain.MONTH), Grain.MONTH)
    if ("all", local) not in work.job_runs.recorded("health_report", {local}):
        yield Due("all", local, lambda work, now: health.half_yearly(work, local, now=now))


def _weekly_care(work: Work, now: datetime) -> Iterator[Due]:
    """Ask once a week where a process runs that notes itself: a database that is only looked at stays as it is."""
    local = period_of(now.date(), Grain.WEEK).start.isoformat()
    if ("all", local) not in work.job_runs.recorded("care", {local}) and work.health.all():
        yield Due("all", local, _care)


def _care(work: Work, now: datetime) -> bool:
    audit.send_seal(work, health.check_audit(work, now=now), now=now)
    preference.propose(work, now=now)
    oldest = next(iter(work.audit.entries()), None)
    if oldest and oldest.at < now - _KEEP_AUDIT:
        with suppress(Tampered):  # it is evidence then, and the check above has said so
            work.audit.forget(before=now - _KEEP_AUDIT, actor="jinbu", at=now)
    return True


def _clean_up(work: Work, now: datetime) -> Iterator[Due]:
    local = now.date().isoformat()
    if ("all", local) not in work.job_runs.recorded("clean_up", {local}):
        yield Due("all", local, lambda work, now: bool(work.forget_old(now=now)))


ROUTES = (
    Route("health", show, Act.OPERATE, (Means.WORDS, Means.CLICK), spoken(en="health", zh="运行状况，健康检查")),
    Route("budget", budget, Act.OPERATE, (Means.WORDS, Means.CLICK), spoken(en="budget, quota", zh="额度，剩余额度")),
)

TICKS = (
    Tick("health", _alarms),
    Tick("health_report", _half_years),
    Tick("care", _weekly_care),
    Tick("clean_up", _clean_up),
)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("health", company=Act.OPERATE),)
