"""Reports at work: a department's month for its head, a manager's week; sent once, and again when marked as revised."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import NOTHING_LEFT, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.suppression import Cell, member, tellable
from bot.kit.calendar import instant, local_day
from bot.kit.errors import NotFound
from bot.kit.escape import escaped
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.messages.card import Block, Card, Facts, Text
from bot.messages.codec import card_from_json
from bot.overview.domain.report import missing_keys, summarise
from bot.overview.views import report as view
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.rule import Signal, Tone
from bot.talks.services import one_on_one, talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.report import Report
    from bot.overview.ports.work import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.people.domain.reader import Reader

_MONTH_LIFE = timedelta(days=20)
_WEEK_LIFE = timedelta(days=4)
_START = re.compile(r":(\d{4}-\d\d-\d\d)")


def monthly(work: Work, department: str, month: Period, *, now: datetime, revision: int = 0, anew: str = "") -> bool:
    """Send a department's month to its head, else to HR; False when that one is known, or says nothing new.

    ``anew`` is somebody whose report was not sent, because they may not see all of it any more: they get another.
    """
    heads = permission.responsible_for(work, department, now=now)
    readers = [reader for head in heads for reader in _readers(work, head, now=now)]
    sent = [
        _send_month(work, one, department, month, revision=revision, anew=one.id == anew, now=now) for one in readers
    ]
    return any(sent)


def _readers(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return somebody and whoever stands in for them today."""
    return [person, *permission.stand_ins(work, person, now=now)]


def _send_month(
    work: Work, reader: Person, department: str, month: Period, *, revision: int, anew: bool, now: datetime
) -> bool:
    """Send a department's month to somebody, unless it says nothing or nothing new."""
    card = _month_card(work, reader, department, month, revision=revision, now=now)
    if card is None:
        return False
    return enqueue(
        work,
        card,
        key=_month_key(reader, department, month, revision) + (_anew(now) if anew else ""),
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        rights=permission.rights(work, permission.actor(work, reader, now=now), now=now).to_text(),
        expires_at=now + _MONTH_LIFE,
    )


def _month_card(
    work: Work, reader: Person, department: str, month: Period, *, revision: int, now: datetime
) -> Card | None:
    """Return a department's month; people are named where the reader may read their figures, others only summed up."""
    t = work.words(reader.locale)
    names = _named(work, reader, work.people.members(department), now=now)
    first = work.outbox.get(_month_key(reader, department, month, 0)) if revision else None
    since = first.created_at if first else None
    seen = {*names, reader.id}
    report, blurred = month_of(work, department, month, seen=seen, revision=revision, since=since, now=now)
    if not report.figures and not report.missing:
        return None
    metrics = {metric.key: metric for metric in work.metrics.all()}
    sent = work.outbox.get(_month_key(reader, department, month, revision - 1)) if revision else None
    earlier = card_from_json(sent.card) if sent else None
    known = view.lines_of(t, earlier, metrics) if earlier else {}
    card = view.monthly(
        t,
        report,
        before=previous_period(month, Grain.MONTH),
        names=names,
        blurred={key: known.get(key) for key in blurred},
        unled=permission.head_of(work, department, now=now) is None,
        metrics=metrics,
        today=local_day(now, timezone=reader.timezone),
    )
    return None if earlier and _facts(earlier) == _facts(card) else card  # headline and key apart, nothing is new


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a report or a digest with the figures of this instant; none where it would say nothing any more."""
    reader = work.people.get(delivery.person_id)
    start = next(iter(_START.findall(delivery.key)), "")
    if reader is None or not start:
        return None
    day = date.fromisoformat(start)
    month, week = period_of(day, Grain.MONTH), period_of(day, Grain.WEEK)
    for department in {one for one, _, _ in work.job_runs.departments()} if delivery.kind == "report" else ():
        if delivery.key.startswith(key := _month_key(reader, department, month)):
            revision, *_ = delivery.key.removeprefix(key).split(":")
            made = _month_card(work, reader, department, month, revision=int(revision), now=now)
            return made or Drop(NOTHING_LEFT)
    for lead in permission.led_by(work, reader, now=now) if delivery.kind == "week" else ():
        manager = work.people.get(lead)
        if manager and delivery.key.startswith(_week_key(reader, manager, week)):
            held = _week_of(work, manager, week, now=now)
            unmet = one_on_one.lapses(work, manager, week, now=now)
            card = _week_card(work.reader(reader, now=now), week, (*held, unmet), key=delivery.key)
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
        if manager and delivery.key.startswith(_week_key(reader, manager, week)):
            unmet = one_on_one.lapses(work, manager, week, now=now)
            weekly(work, manager, week, now=now, unmet=unmet, anew=reader.id)
            return
    month = period_of(day, Grain.MONTH)
    for department in {one for one, _, _ in work.job_runs.departments()} if delivery.kind == "report" else ():
        if delivery.key.startswith(key := _month_key(reader, department, month)):
            revision, *_ = delivery.key.removeprefix(key).split(":")
            monthly(work, department, month, now=now, revision=int(revision), anew=reader.id)


def _anew(now: datetime) -> str:
    return f":{now:%Y-%m-%dT%H:%M}"


def _named(work: Work, reader: Person, people: Iterable[Person], *, now: datetime) -> dict[str, str]:
    """Return the names by id of those whose figures somebody may read today, themselves left out."""
    who = permission.actor(work, reader, now=now)
    others = (one for one in people if one.id != reader.id)
    return {one.id: one.name for one in others if permission.sees(work, who, one, now=now)}


def gaps(work: Work, actor: Actor, month: str, *, now: datetime) -> Card:
    """Show whose figures of a month are missing in the departments that the actor heads today.

    Raises:
        NotFound: when the actor heads none, or it is no month.
    """
    person = actor.person
    permission.require(work, actor, Act.LEAD, now=now)
    today = local_day(now, timezone=person.timezone)
    departments = _headed(work, actor, now=now)
    try:
        period = period_of(date.fromisoformat(f"{month}-01"), Grain.MONTH)
    except ValueError:
        raise NotFound("report-gone") from None
    if not departments:
        raise NotFound("report-gone")
    missing: dict[str, tuple[list[str], int]] = {}
    for department in departments:
        names = _named(work, person, work.people.members(department), now=now)
        for who, metric in _missing_of(work, department, period):
            known, others = missing.get(metric, ([], 0))
            missing[metric] = ([*known, names[who]], others) if who in names else (known, others + 1)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    return view.gaps(work.words(person.locale), period, missing, metrics=metrics, today=today)


def _headed(work: Work, actor: Actor, *, now: datetime) -> list[str]:
    """Return the departments whose report goes to somebody, or to the manager for whom they stand in."""
    mine = set(permission.led_by(work, actor.person, now=now))
    names = sorted({one.department for one in work.people.all() if one.department and one.kind is Kind.PERSON})
    return [name for name in names if mine & {one.id for one in permission.responsible_for(work, name, now=now)}]


def _missing_of(work: Work, department: str, month: Period) -> set[tuple[str, str]]:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people = {one.id for one in work.people.members(department)}
    now, _ = _values(work, month, metrics, people=people, unit=None)
    before, _ = _values(work, previous_period(month, Grain.MONTH), metrics, people=people, unit=None)
    return missing_keys(now, before)


def _month_key(head: Person, department: str, month: Period, revision: int | None = None) -> str:
    return f"report:month:{_safe(head.id)}:{_safe(department)}:{month.start}:{'' if revision is None else revision}"


def _week_key(reader: Person, manager: Person, week: Period) -> str:
    whose = "" if reader.id == manager.id else f":{_safe(manager.id)}"
    return f"report:week:{_safe(reader.id)}:{week.start}{whose}"


def _facts(card: Card) -> list[Block]:
    return [one for one in card.blocks if isinstance(one, Facts | Text)]


def month_of(
    work: Work,
    department: str,
    month: Period,
    *,
    seen: set[str],
    revision: int = 0,
    since: datetime | None = None,
    now: datetime,
) -> tuple[Report, frozenset[str]]:
    """Sum up a department's month: its people's values of month metrics, and of quarter metrics that end with it.

    ``seen`` are those whose figures the reader may read. All others count only where that does not show, by what the
    reader knows or was told before, how fewer than five of them do; the metrics of which they are left out come second.
    ``since`` is when the first report was written: what came or was corrected after that has changed, of those seen.
    """
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people = {one.id for one in work.people.all() if one.kind is Kind.PERSON and one.department == department}
    people -= work.restrictions.all()
    unit = next((one for one in work.people.all() if one.kind is Kind.UNIT and department in {one.id, one.name}), None)
    last = previous_period(month, Grain.MONTH)
    current, whole = _values(work, month, metrics, people=people, unit=unit)
    before, earlier = _values(work, last, metrics, people=people, unit=unit)
    hidden = _untold(work, department, current, seen, now=now)
    hidden_before = _untold(work, department, before, seen, now=now) | hidden
    report = summarise(
        department,
        month,
        [one for one in current if one.person_id in seen or one.metric not in hidden or one.value is None],
        [one for one in before if one.person_id in seen or one.metric not in hidden_before or one.value is None],
        metrics,
        whole={key: one for key, one in whole.items() if key not in hidden},
        whole_before={key: one for key, one in earlier.items() if key not in hidden_before},
        due=talk.due(work, current, now=now),
        revision=revision,
        changed=sum(one.person_id in seen and _came_after(work, one, since) for one in current) if since else 0,
    )
    return report, hidden


def _came_after(work: Work, delta: Delta, since: datetime) -> bool:
    """Say whether the value that counts now came in after an instant."""
    newest = next(iter(work.readings.evidence(delta.person_id, delta.metric, delta.period)), None)
    return newest is not None and newest.received_at is not None and newest.received_at > since


def _untold(work: Work, department: str, deltas: Iterable[Delta], seen: set[str], *, now: datetime) -> frozenset[str]:
    """Return the metrics of which nothing may be told of people further down; what may be is remembered as told."""
    deeper: dict[tuple[str, date], set[str]] = {}
    for one in deltas:
        if one.person_id not in seen and one.value is not None:
            members = deeper.setdefault((one.metric, one.period.start), set())
            members.add(member(one.person_id, one.value, one.target))
    hidden = set()
    for (metric, start), found in deeper.items():
        cell = Cell(f"report:{department}", frozenset(found), None, now)
        told = work.cells.told(metric, start)
        if any(one.members == cell.members for one in told):
            continue
        if tellable({cell.group: cell.members}, told=[one.members for one in told]):
            work.cells.tell(metric, start, [cell])
        else:
            hidden.add(metric)
    return frozenset(hidden)


def _values(
    work: Work, month: Period, metrics: Mapping[str, Metric], *, people: set[str], unit: Person | None
) -> tuple[list[Delta], dict[str, Delta]]:
    found = [
        one
        for one in work.deltas.find(start=month.start)
        if one.metric in metrics and metrics[one.metric].grain is Grain.MONTH
    ]
    whole = {one.metric: one for one in found if unit and one.person_id == unit.id}
    return [one for one in found if one.person_id in people], whole


def weekly(
    work: Work, manager: Person, week: Period, *, now: datetime, unmet: Sequence[str] = (), anew: str = ""
) -> bool:
    """Send a manager what their week held, if anything; ``unmet`` names those whose one-on-one lapsed.

    ``anew`` is somebody whose digest was not sent, because they may not see all of it any more: they get another.
    """
    needs, well = _week_of(work, manager, week, now=now)
    sent = [
        _send_week(work, manager, reader, week, (needs, well, unmet), anew=reader.id == anew, now=now)
        for reader in _readers(work, manager, now=now)
    ]
    return any(sent)


def _week_of(
    work: Work, manager: Person, week: Period, *, now: datetime
) -> tuple[Sequence[view.Item], Sequence[view.Item]]:
    """Return about whom a talk is due of what fired in a manager's week, and whom to praise, as the figures are now."""
    since = instant(week.start, time(0), timezone=manager.timezone)
    until = instant(week.end + timedelta(days=1), time(0), timezone=manager.timezone)
    silent = work.restrictions.all()
    team = {one.id: one for one in work.people.team(manager.id) if one.id not in silent}
    fired = [one for one in work.rules.fired(since=since, until=until) if one.subject_id in team and not one.silenced]
    metrics = {metric.key: metric for metric in work.metrics.all()}
    deltas = [one for signal in fired if (one := work.deltas.get(signal.subject_id, signal.metric, signal.period))]
    due = talk.due(work, deltas, now=now)
    calls = [one for one in fired if one.tone is Tone.ALERT or (one.subject_id, one.metric, one.period.start) in due]
    needs = _items(work, (one for one in calls if one.tone is not Tone.PRAISE), team, metrics)
    well = _items(work, (one for one in fired if one.tone is Tone.PRAISE), team, metrics)
    return needs, well


def _send_week(
    work: Work,
    manager: Person,
    reader: Person,
    week: Period,
    held: tuple[Sequence[view.Item], Sequence[view.Item], Sequence[str]],
    *,
    anew: bool,
    now: datetime,
) -> bool:
    key = _week_key(reader, manager, week) + (_anew(now) if anew else "")
    card = _week_card(work.reader(reader, now=now), week, held, key=key)
    if card is None:
        return False
    return enqueue(
        work,
        card,
        key=key,
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        rights=permission.rights(work, permission.actor(work, reader, now=now), now=now).to_text(),
        expires_at=now + _WEEK_LIFE,
    )


def _week_card(
    reader: Reader,
    week: Period,
    held: tuple[Sequence[view.Item], Sequence[view.Item], Sequence[str]],
    *,
    key: str,
) -> Card | None:
    needs, well, unmet = held
    return view.weekly(reader.t, key=key, week=week, needs=needs, well=well, unmet=unmet, today=reader.today)


def _items(
    work: Work, signals: Iterable[Signal], team: Mapping[str, Person], metrics: Mapping[str, Metric]
) -> list[view.Item]:
    """Return one item per person and metric, with the value as it is now."""
    found: dict[tuple[str, str], view.Item] = {}
    for one in signals:
        delta = work.deltas.get(one.subject_id, one.metric, one.period)
        if delta and delta.value is not None and one.metric in metrics:
            who = team[one.subject_id]
            found[who.id, one.metric] = view.Item(who.name, delta, metrics[one.metric], who.kind is Kind.UNIT)
    return list(found.values())


def _safe(name: str) -> str:
    """Write a name as one part of a key."""
    return escaped(name, marks="|:")
