"""Reports by the clock: the monthly one, its corrections, and the weekly digest."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY, Policy
from bot.kit.calendar import instant, local_day, place_at, report_day, wall
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.kit.period_printing import period_code
from bot.kit.period_written import span
from bot.overview.domain.report import LATE, REPLACED
from bot.overview.services import report_month, report_week
from bot.people.services import permission
from bot.runtime.tick import NOTHING, Due, Tick
from bot.talks.services import one_on_one_lapse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.people.domain.person import Person
    from bot.work import Work


_MORNING = time(9, 30)


_MEMORY = timedelta(days=120)
"""How far back an effect is looked for; longer than any of them may be late."""
_STALE_DIGEST = timedelta(days=3)


# The monthly report. Late is better than never, but only the newest: an older one that was missed is let pass.


def _monthly(work: Work, now: datetime) -> Iterator[Due]:
    owed = _departments_owed_a_report(work, now)
    had = work.job_runs.find("monthly_report", since=now - _MEMORY) if owed else {}
    for department in owed:
        head = _first_reader(work, department, now=now)
        clock = head or next(iter(work.people.members(department)), None)
        if clock is None:
            continue
        by = work.policies.at(department).report_day
        month = report_due(now, timezone=clock.timezone, place=place_at(clock.location, timezone=clock.timezone), by=by)
        missed = previous_period(month, Grain.MONTH)
        if _earlier(had, department, missed) and (department, _month(missed)) not in had:
            yield Due(department, _month(missed), None, expired=REPLACED)
        if (department, _month(month)) not in had:
            yield Due(department, _month(month), _report_on(department, month, revision=0))


def _first_reader(work: Work, department: str, *, now: datetime) -> Person | None:
    """Return who reads a department's report, in whose zone its hour comes: its head, else the first of HR."""
    return next(iter(permission.responsible_for(work, department, now=now)), None)


def report_due(now: datetime, *, timezone: str, place: str, by: int = Policy().report_day) -> Period:
    """Return the newest month whose report is due: from 09:30 on the last working day on or before a day after it."""
    month = period_of(local_day(now, timezone=timezone), Grain.MONTH)
    # A holiday over the first days pulls the day into the month itself (国庆), so begin with the running month.
    while instant(_report_day_after(month, place, by), _MORNING, timezone=timezone) > now:
        month = previous_period(month, Grain.MONTH)
    return month


def _report_day_after(month: Period, place: str, by: int) -> date:
    return report_day(month.end + timedelta(days=1), place=place, by=by)


def _departments_owed_a_report(work: Work, now: datetime) -> list[str]:
    """Return the departments that in some zone of theirs may be owed a report, without looking at every person."""

    @cache
    def due(timezone: str, location: str, by: int) -> str:
        return _month(report_due(now, timezone=timezone, place=place_at(location, timezone=timezone), by=by))

    found = [
        (department, due(timezone, location, work.policies.at(department).report_day))
        for department, timezone, location in work.job_runs.departments()
    ]
    had = work.job_runs.recorded("monthly_report", {month for _, month in found})
    return list(dict.fromkeys(department for department, month in found if (department, month) not in had))


def _earlier(had: Mapping[tuple[str, str], object], department: str, month: Period) -> bool:
    """Say whether a department was sent anything before a month: a new installation has missed nothing."""
    return any(subject == department and local < _month(month) for subject, local in had)


def _report_on(department: str, month: Period, *, revision: int) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return report_month.monthly(work, department, month, now=now, revision=revision)

    return effect


def _month(month: Period) -> str:
    return period_code(month, Grain.MONTH)


# Its correction, asked once a morning: figures for the month that came after the report make a marked revision.


def _correction(work: Work, now: datetime) -> Iterator[Due]:
    sent = work.job_runs.find("monthly_report", since=now - _MEMORY)
    asked: Mapping[tuple[str, str], tuple[datetime, str]] = {}
    for department, local in _unasked_this_morning(work, now, dict(sorted(sent))):
        at, outcome = sent[department, local]
        head = _first_reader(work, department, now=now) if outcome in {"", NOTHING} else None
        if head is None:
            continue
        today = wall(now, timezone=head.timezone)
        day = f"{local} {today.date().isoformat()}"
        asked = asked or work.job_runs.find("monthly_correction", since=now - _MEMORY)
        if (
            today.time() < _MORNING
            or today.date() == local_day(at, timezone=head.timezone)
            or (department, day) in asked
        ):
            continue
        revised = [
            when
            for (subject, key), (when, came_of) in asked.items()
            if subject == department and key.startswith(local) and not came_of
        ]
        revision = len(revised) + (0 if outcome else 1)
        month = span(local).period
        yield Due(department, day, _revise(department, month, since=max([at, *revised]), revision=revision))


def _unasked_this_morning(work: Work, now: datetime, sent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the reports, by department, of which nobody has asked on a morning that has come in a zone of theirs."""
    walls = {zone: wall(now, timezone=zone) for zone in work.job_runs.timezones()} if sent else {}
    days = {zone: today.date().isoformat() for zone, today in walls.items() if today.time() >= _MORNING}
    asked = work.job_runs.recorded(
        "monthly_correction", {f"{month} {day}" for month in sent.values() for day in days.values()}
    )
    mornings: dict[str, set[str]] = {}
    for department, zone, _ in work.job_runs.departments() if days else ():
        if zone in days:
            mornings.setdefault(department, set()).add(days[zone])
    for department, local in sent.items():
        if any((department, f"{local} {day}") not in asked for day in mornings.get(department, ())):
            yield department, local


def _revise(department: str, month: Period, *, since: datetime, revision: int) -> Callable[[Work, datetime], bool]:
    send = _report_on(department, month, revision=revision)

    def effect(work: Work, now: datetime) -> bool:
        return work.job_runs.arrived(department, month.start, month.end, since=since) and send(work, now)

    return effect


# The weekly digest: newest only, and not when half the week is over.


def _weekly(work: Work, now: datetime) -> Iterator[Due]:
    morning = work.policies.at(COMPANY).digest_at

    @cache
    def newest(timezone: str) -> tuple[Period, datetime]:
        this = period_of(local_day(now, timezone=timezone), Grain.WEEK)
        at = instant(this.start, morning, timezone=timezone)
        if at > now:
            this = previous_period(this, Grain.WEEK)
            at = instant(this.start, morning, timezone=timezone)
        return this, at

    managers = work.job_runs.managers()
    had = work.job_runs.recorded(
        "weekly_digest", {newest(timezone)[0].start.isoformat() for _, timezone, _ in managers}
    )
    for manager_id, timezone, _ in managers:
        this, at = newest(timezone)
        local = this.start.isoformat()
        if (manager_id, local) in had:
            continue
        if now - at > _STALE_DIGEST:
            yield Due(manager_id, local, None, expired=LATE)
        else:
            yield Due(manager_id, local, _digest(manager_id, previous_period(this, Grain.WEEK)))


def _digest(manager_id: str, week: Period) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        manager = work.people.get(manager_id)
        if manager is None:
            return False
        return report_week.weekly(
            work, manager, week, now=now, unmet=one_on_one_lapse.lapses(work, manager, week, now=now)
        )

    return effect


TICKS = (Tick("monthly_report", _monthly), Tick("monthly_correction", _correction), Tick("weekly_digest", _weekly))
