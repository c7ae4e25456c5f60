"""The clock's questions: what is due at an instant, and doing it once, whoever asks how often."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.admin.services import audit, health
from bot.cases.services import dispute
from bot.delivery.domain.policy import COMPANY, Policy
from bot.delivery.services import preference
from bot.feedback.domain.kudos import FORGET_AFTER, REMIND_AFTER
from bot.feedback.services import approval, feedback, kudos
from bot.figures.domain.delta import Changed
from bot.kit.calendar import instant, place_at, report_day, wall
from bot.kit.errors import Tampered
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.overview.services import report
from bot.people.services import permission
from bot.privacy.services import privacy
from bot.roster.services import posting
from bot.rules.services.rule import evaluate_period_end
from bot.talks.domain.one_on_one import AHEAD, reminder_due
from bot.talks.services import one_on_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.admin.domain.health import Finding
    from bot.cases.domain.dispute import Dispute
    from bot.people.domain.person import Person
    from bot.privacy.domain.privacy import DataRequest
    from bot.roster.domain.posting import Posting
    from bot.talks.domain.one_on_one import Pair
    from bot.work import Work

log = structlog.get_logger(__name__)

_MORNING = time(9, 30)
_MEMORY = timedelta(days=120)
"""How far back an effect is looked for; longer than any of them may be late."""
_STALE_DIGEST = timedelta(days=3)
_LATE_PERIODS = 3
_RHYTHMS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER)
_KEEP_AUDIT = timedelta(days=3 * 365)
"""As long as assessments of automated decisions are kept (trust page, PIPL 55 and 56)."""
_KEEP_ARRIVALS, _KEEP_MESSAGES, _KEEP_TICKS = timedelta(days=30), timedelta(days=365), timedelta(days=400)
_NOTHING = "nothing to say"
_HALF_YEARS, _FORTNIGHT, _FRIDAY = (1, 7), 14, 4


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: for whom, and under which date on their wall, by which it is had once.

    ``effect`` says whether there was anything to do. Without one it is let pass, for the reason in ``expired``.
    """

    subject: str
    local: str
    effect: Callable[[Work, datetime], bool] | None
    expired: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A kind of effect, and the question what of it is due."""

    kind: str
    due: Callable[[Work, datetime], Iterator[Due]]


def pump(work: Work, *, now: datetime, ticks: Sequence[Tick] = ()) -> list[str]:
    """Do everything that is due, once; returns what was done, as ``kind subject date``.

    An effect and the row that says it was had are one transaction, so that a process killed half-way leaves neither
    and of two that ask at once only one acts. What fails is logged, undone and asked for again next time; it stops
    nothing else.
    """
    done: list[str] = []
    for tick in ticks or TICKS:
        found: list[Due] = []
        with work.contained(tick.kind):
            found += tick.due(work, now)
        for due in found:
            name = f"{tick.kind} {due.subject} {due.local}"
            try:
                with work.attempt():
                    if _have(work, tick.kind, due, now=now):
                        done.append(name)
            except Exception:
                log.exception("tick.failed", kind=tick.kind, local=due.local)
    return done


def _have(work: Work, kind: str, due: Due, *, now: datetime) -> bool:
    """Have an effect unless somebody had it; say whether anything came of it."""
    if not work.ticks.first(kind, due.subject, due.local, at=now, outcome=due.expired):
        return False
    if due.effect is None:
        log.info("tick.expired", kind=kind, local=due.local, reason=due.expired)
        return False
    if due.effect(work, now):
        return True
    work.ticks.settle(kind, due.subject, due.local, outcome=_NOTHING)
    return False


# The monthly report. Late is better than never, but only the newest: an older one that was missed is let pass.


def _monthly(work: Work, now: datetime) -> Iterator[Due]:
    owed = _departments_owed_a_report(work, now)
    had = work.ticks.had("monthly_report", since=now - _MEMORY) if owed else {}
    for department in owed:
        head = _first_reader(work, department, now=now)
        clock = head or next(iter(work.people.members(department)), None)
        if clock is None:
            continue
        by = work.policies.at(department).report_day
        month = report_due(now, timezone=clock.timezone, place=place_at(clock.location, timezone=clock.timezone), by=by)
        missed = previous_period(month, Grain.MONTH)
        if _earlier(had, department, missed) and (department, _month(missed)) not in had:
            yield Due(department, _month(missed), None, expired="missed; the next month's report replaces it")
        if (department, _month(month)) not in had:
            yield Due(department, _month(month), _report_on(department, month, revision=0))


def _first_reader(work: Work, department: str, *, now: datetime) -> Person | None:
    """Return who reads a department's report, in whose zone its hour comes: its head, else the first of HR."""
    return next(iter(permission.responsible_for(work, department, now=now)), None)


def report_due(now: datetime, *, timezone: str, place: str, by: int = Policy().report_day) -> Period:
    """Return the newest month whose report is due: from 09:30 on the last working day on or before a day after it."""
    month = period_of(wall(now, timezone=timezone).date(), Grain.MONTH)
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
        for department, timezone, location in work.ticks.departments()
    ]
    had = work.ticks.among("monthly_report", {month for _, month in found})
    return list(dict.fromkeys(department for department, month in found if (department, month) not in had))


def _earlier(had: Mapping[tuple[str, str], object], department: str, month: Period) -> bool:
    """Say whether a department was sent anything before a month: a new installation has missed nothing."""
    return any(subject == department and local < _month(month) for subject, local in had)


def _report_on(department: str, month: Period, *, revision: int) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return report.monthly(work, department, month, now=now, revision=revision)

    return effect


def _month(month: Period) -> str:
    return f"{month.start:%Y-%m}"


# Its correction, asked once a morning: figures for the month that came after the report make a marked revision.


def _correction(work: Work, now: datetime) -> Iterator[Due]:
    sent = work.ticks.had("monthly_report", since=now - _MEMORY)
    asked: Mapping[tuple[str, str], tuple[datetime, str]] = {}
    for department, local in _unasked_this_morning(work, now, dict(sorted(sent))):
        at, outcome = sent[department, local]
        head = _first_reader(work, department, now=now) if outcome in {"", _NOTHING} else None
        if head is None:
            continue
        today = wall(now, timezone=head.timezone)
        day = f"{local} {today.date().isoformat()}"
        asked = asked or work.ticks.had("monthly_correction", since=now - _MEMORY)
        if today.time() < _MORNING or today.date() == _day(at, head.timezone) or (department, day) in asked:
            continue
        revised = [
            when
            for (subject, key), (when, came_of) in asked.items()
            if subject == department and key.startswith(local) and not came_of
        ]
        revision = len(revised) + (0 if outcome else 1)
        month = period_of(date.fromisoformat(f"{local}-01"), Grain.MONTH)
        yield Due(department, day, _revise(department, month, since=max([at, *revised]), revision=revision))


def _unasked_this_morning(work: Work, now: datetime, sent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the reports, by department, of which nobody has asked on a morning that has come in a zone of theirs."""
    walls = {zone: wall(now, timezone=zone) for zone in work.ticks.timezones()} if sent else {}
    days = {zone: today.date().isoformat() for zone, today in walls.items() if today.time() >= _MORNING}
    asked = work.ticks.among("monthly_correction", {f"{one} {day}" for one in sent.values() for day in days.values()})
    mornings: dict[str, set[str]] = {}
    for department, zone, _ in work.ticks.departments() if days else ():
        if zone in days:
            mornings.setdefault(department, set()).add(days[zone])
    for department, local in sent.items():
        if any((department, f"{local} {day}") not in asked for day in mornings.get(department, ())):
            yield department, local


def _day(at: datetime, timezone: str) -> date:
    return wall(at, timezone=timezone).date()


def _revise(department: str, month: Period, *, since: datetime, revision: int) -> Callable[[Work, datetime], bool]:
    send = _report_on(department, month, revision=revision)

    def effect(work: Work, now: datetime) -> bool:
        return work.ticks.arrived(department, month.start, month.end, since=since) and send(work, now)

    return effect


# The weekly digest: newest only, and not when half the week is over.


def _weekly(work: Work, now: datetime) -> Iterator[Due]:
    morning = work.policies.at(COMPANY).digest_at

    @cache
    def newest(timezone: str) -> tuple[Period, datetime]:
        this = period_of(_day(now, timezone), Grain.WEEK)
        at = instant(this.start, morning, timezone=timezone)
        if at > now:
            this = previous_period(this, Grain.WEEK)
            at = instant(this.start, morning, timezone=timezone)
        return this, at

    managers = work.ticks.managers()
    had = work.ticks.among("weekly_digest", {newest(timezone)[0].start.isoformat() for _, timezone, _ in managers})
    for manager_id, timezone, _ in managers:
        this, at = newest(timezone)
        local = this.start.isoformat()
        if (manager_id, local) in had:
            continue
        if now - at > _STALE_DIGEST:
            yield Due(manager_id, local, None, expired="three days late")
        else:
            yield Due(manager_id, local, _digest(manager_id, previous_period(this, Grain.WEEK)))


def _digest(manager_id: str, week: Period) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        manager = work.people.get(manager_id)
        if manager is None:
            return False
        return report.weekly(work, manager, week, now=now, unmet=one_on_one.lapses(work, manager, week, now=now))

    return effect


# One-on-ones: what is still open while there is time, and two hours before what was planned.


def _open_one_on_ones(work: Work, now: datetime) -> Iterator[Due]:

    @cache
    def due(timezone: str, location: str) -> list[tuple[str, Grain, Period]]:
        place = place_at(location, timezone=timezone)
        found = [(grain, reminder_due(now, grain, timezone=timezone, place=place)) for grain in _RHYTHMS]
        return [(f"{grain} {one.start.isoformat()}", grain, one) for grain, one in found if one]

    managers = work.ticks.managers()
    names = {local for _, timezone, location in managers for local, _, _ in due(timezone, location)}
    had = work.ticks.among("one_on_one", names)
    for manager_id, timezone, location in managers:
        for local, grain, stretch in due(timezone, location):
            if (manager_id, local) not in had:
                yield Due(manager_id, local, _remind_open(manager_id, stretch, grain))


def _remind_open(manager_id: str, stretch: Period, grain: Grain) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        manager = work.people.get(manager_id)
        return manager is not None and one_on_one.remind_open(work, manager, stretch, grain, now=now)

    return effect


def _planned_one_on_ones(work: Work, now: datetime) -> Iterator[Due]:
    for pair in work.one_on_ones.planned(since=now, until=now + AHEAD):
        if pair.next_at is not None:
            at = pair.next_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
            yield Due(pair.person_id, at, _remind_soon(pair))


def _remind_soon(pair: Pair) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return one_on_one.remind(work, pair, now=now)

    return effect


# Drafts that wait for a yes: a reminder half-way, and what an unanswered question comes to.


def _approvals(work: Work, now: datetime) -> Iterator[Due]:
    for one in approval.due(work, now=now):
        what = "over" if one.due_at <= now else "remind"
        yield Due(one.feedback, f"{what} {one.revision} {one.due_at:%Y-%m-%dT%H:%MZ}", _urge(one.feedback))


def _urge(key: str) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return approval.urge(work, key, now=now)

    return effect


# Questions for feedback: one reminder each.


def _open_questions(work: Work, now: datetime) -> Iterator[Due]:
    waiting = {str(one.no): one for one in work.kudos.waiting(since=now - FORGET_AFTER, until=now - REMIND_AFTER)}
    had = work.ticks.among("kudos", set(waiting))
    for local, request in waiting.items():
        if (request.giver_id, local) not in had:
            yield Due(request.giver_id, local, _remind_of_question(request.no))


def _remind_of_question(no: int) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return kudos.remind(work, no, now=now)

    return effect


# The end of a period: rules that waited for it speak, also for the last few that were missed.


def _period_end(work: Work, now: datetime) -> Iterator[Due]:
    days = {timezone: _day(now, timezone) for timezone in work.ticks.timezones()}
    ended = {day: list(_just_over(day)) for day in set(days.values())}
    had = work.ticks.among("period_end", {local for found in ended.values() for local, _, _ in found})
    for timezone, day in days.items():
        for local, grain, over in ended[day]:
            if (timezone, local) not in had:
                yield Due(timezone, local, _close(timezone, grain, over))


def _just_over(day: date) -> Iterator[tuple[str, Grain, Period]]:
    for grain in Grain:
        over = period_of(day, grain)
        for _ in range(_LATE_PERIODS):
            over = previous_period(over, grain)
            yield f"{grain} {over.start.isoformat()}", grain, over


def _close(timezone: str, grain: Grain, over: Period) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        signals = evaluate_period_end(work, grain=grain, over=over, timezone=timezone, now=now)
        return bool(feedback.want(work, signals, Changed(), now=now))

    return effect


# A move that was planned, when its day has begun where the person is.


def _postings(work: Work, now: datetime) -> Iterator[Due]:
    for planned in posting.due(work, now=now):
        yield Due(planned.person_id, f"{planned.start.isoformat()} {now.isoformat()}", _begin(planned))


def _begin(planned: Posting) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return posting.begin(work, planned, now=now)

    return effect


# Somebody stands in: what waits for the manager about the team goes to whoever leads it these days.


def _deputies(work: Work, now: datetime) -> Iterator[Due]:
    for principal_id, _, first, last in work.permissions.standing_in(now.date() - timedelta(days=1)):
        principal = work.people.get(principal_id)
        if principal is not None and first <= _day(now, principal.timezone) <= last:
            local = first.isoformat()
            if (principal_id, local) not in work.ticks.among("deputy", {local}):
                yield Due(principal_id, local, _hand_on(principal_id))


def _hand_on(principal_id: str) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        handed = 0
        for person in work.people.team(principal_id):
            leader = permission.leader(work, person, now=now)
            if leader and leader.id != principal_id:
                handed += feedback.hand_on(work, principal_id, person, now=now)
        return bool(handed)

    return effect


# How the installation is: at once what turned bad, the trail once a week, everything twice a year; and less of what
# nobody reads.


def _alarms(work: Work, now: datetime) -> Iterator[Due]:
    found = health.urgent(work, now=now)
    local = now.date().isoformat()
    had = work.ticks.among("health", {local}) if found else set()
    for one in found:
        if (one.cause, local) not in had:
            yield Due(one.cause, local, _alarm(one))


def _alarm(finding: Finding) -> Callable[[Work, datetime], bool]:
    return lambda work, now: health.alarm(work, finding, now=now)


def _half_years(work: Work, now: datetime) -> Iterator[Due]:
    """Ask from the first working day of January and July on, for a fortnight: later the next one is near enough."""
    if now.month not in _HALF_YEARS or now.day > _FORTNIGHT or now.weekday() > _FRIDAY:
        return
    local = f"{now.year}-{now.month:02}"
    if ("all", local) not in work.ticks.among("health_report", {local}):
        yield Due("all", local, lambda work, now: health.half_yearly(work, local, now=now))


def _weekly_care(work: Work, now: datetime) -> Iterator[Due]:
    """Ask once a week where a process runs that notes itself: a database that is only looked at stays as it is."""
    local = period_of(now.date(), Grain.WEEK).start.isoformat()
    if ("all", local) not in work.ticks.among("care", {local}) and work.health.all():
        yield Due("all", local, _care)


def _care(work: Work, now: datetime) -> bool:
    audit.send_seal(work, health.check_audit(work, now=now), now=now)
    preference.propose(work, now=now)
    oldest = next(iter(work.audit.entries()), None)
    if oldest and oldest.at < now - _KEEP_AUDIT:
        with suppress(Tampered):  # it is evidence then, and the check above has said so
            work.audit.forget(before=now - _KEEP_AUDIT, actor="jinbu", at=now)
    return True


# Cases and requests that wait for somebody, while there is time.


def _cases(work: Work, now: datetime) -> Iterator[Due]:
    today = now.date()
    for case in dispute.due(work, today):
        yield from _once(work, "case_due", f"dispute {case.no}", case.due_on, _remind_case(case))
    for request in privacy.due(work, today):
        yield from _once(work, "case_due", f"privacy {request.no}", request.due_on, _remind_request(request))


def _once(work: Work, kind: str, subject: str, day: date, effect: Callable[[Work, datetime], bool]) -> Iterator[Due]:
    if (subject, day.isoformat()) not in work.ticks.among(kind, {day.isoformat()}):
        yield Due(subject, day.isoformat(), effect)


def _remind_case(case: Dispute) -> Callable[[Work, datetime], bool]:
    return lambda work, now: dispute.remind(work, case, now=now)


def _remind_request(request: DataRequest) -> Callable[[Work, datetime], bool]:
    return lambda work, now: privacy.remind(work, request, now=now)


# Keeping house.


def _clean_up(work: Work, now: datetime) -> Iterator[Due]:
    local = now.date().isoformat()
    if ("all", local) not in work.ticks.among("clean_up", {local}):
        yield Due("all", local, _forget)


def _forget(work: Work, now: datetime) -> bool:
    """Let go of what is old; what cannot be let go of keeps nothing else here."""
    kept: tuple[tuple[Forgetful, timedelta], ...] = (
        (work.inbox, _KEEP_ARRIVALS),
        (work.choices, _KEEP_ARRIVALS),
        (work.dialogues, _KEEP_ARRIVALS),
        (work.forms, _KEEP_ARRIVALS),
        (work.outbox, _KEEP_MESSAGES),
        (work.approvals, _KEEP_MESSAGES),
        (work.batches, _KEEP_MESSAGES),
        (work.ticks, _KEEP_TICKS),
    )
    gone = 0
    for store, span in kept:
        try:
            with work.attempt():
                gone += store.forget(before=now - span)
        except Exception:
            log.exception("retention.failed", store=type(store).__name__)
    return bool(gone)


class Forgetful(Protocol):
    """What keeps things for a time."""

    def forget(self, *, before: datetime) -> int:
        """Delete what is from before an instant; return how many."""
        ...


TICKS: tuple[Tick, ...] = (
    Tick("posting", _postings),
    Tick("deputy", _deputies),
    Tick("period_end", _period_end),
    Tick("monthly_report", _monthly),
    Tick("monthly_correction", _correction),
    Tick("weekly_digest", _weekly),
    Tick("one_on_one", _open_one_on_ones),
    Tick("one_on_one_soon", _planned_one_on_ones),
    Tick("approval", _approvals),
    Tick("case_due", _cases),
    Tick("kudos", _open_questions),
    Tick("health", _alarms),
    Tick("health_report", _half_years),
    Tick("care", _weekly_care),
    Tick("clean_up", _clean_up),
)
"""Everything the clock may bring about, in the order in which it is asked."""
